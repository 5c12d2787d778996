"""A checked file is mended finding by finding, as staff do it on the page: by keys, everywhere, taken back."""

import io
from typing import Any

import docx
import pytest

from service.inspection import outline_text
from service.issuing.file_mending import mended_file
from tests.api.conftest import Api
from tests.issuing.test_file_findings import _content as faulty_docx
from tests.issuing.test_file_mending import SLIPS, slips_docx

WORDS = "Đơn vị phân đấu hoàn thành nhiệm vụ.\nCác xã phân đấu ,hoàn thành sớm.\n"


def begun(api: Api, content: bytes = WORDS.encode(), name: str = "a.txt", query: str = "mends=true") -> Any:
    form = {"file": (io.BytesIO(content), name)}
    made = api.post(f"/checks?{query}", data=form, content_type="multipart/form-data")
    assert made.status_code == 201, made.get_json()
    return made.get_json()


def mend(api: Api, check: Any, **body: Any) -> Any:
    return api.post(f"{check['links']['self']}/mends", json=body)


def keys_of(check: Any, code: str) -> list[str]:
    return [one["key"] for one in check["findings"] if one["code"] == code]


def text_of(api: Api, check: Any) -> str:
    return str(api.get(check["links"]["file"]).data.decode())


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_a_finding_that_is_named_is_mended_and_the_others_stay(api: Api) -> None:
    check = begun(api)
    first, second = keys_of(check, "wrong-word")
    answer = mend(api, check, findings=[second])
    after = answer.get_json()
    assert (answer.status_code, after["unmended"]) == (200, [])
    assert [one["replacement"] for one in after["done"]] == ["phấn đấu"]
    assert text_of(api, after) == WORDS.replace("Các xã phân đấu", "Các xã phấn đấu")
    assert len(keys_of(after, "wrong-word")) == 1
    assert api.get(check["links"]["self"]).get_json() == {
        name: value for name, value in after.items() if name != "unmended"
    }
    assert first not in keys_of(after, "wrong-word")


def test_several_are_mended_at_once_and_are_one_mend(api: Api) -> None:
    check = begun(api)
    keys = [one["key"] for one in check["findings"]]
    after = mend(api, check, findings=keys).get_json()
    assert [one["number"] for one in after["mends"]] == [1]
    assert after["findings"] == []
    assert text_of(api, after) == WORDS.replace("phân đấu", "phấn đấu").replace(" ,", ", ")


def test_everywhere_mends_all_places_of_the_kind(api: Api) -> None:
    check = begun(api)
    key = keys_of(check, "wrong-word")[0]
    assert next(one["places"] for one in check["findings"] if one["key"] == key) == 2
    after = mend(api, check, findings=[key], everywhere=True).get_json()
    assert text_of(api, after) == WORDS.replace("phân đấu", "phấn đấu")
    assert {one["code"] for one in after["findings"]} == {"punctuation"}


def test_what_is_certain_is_mended_as_fix_does_it(api: Api) -> None:
    later = mend(api, begun(api), certain=True).get_json()
    at_once = begun(api, query="mends=true&fix=true")
    assert text_of(api, later) == text_of(api, at_once) != WORDS
    assert later["done"] == at_once["done"]
    assert [one["mend"] for one in later["findings"]] == [one["mend"] for one in at_once["findings"]]
    assert mend(api, later, certain=True).get_json()["mends"] == later["mends"]


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
@pytest.mark.parametrize("query", ["mends=true", "mends=true&fix=true", "fix=true"])
def test_what_is_certain_is_mended_to_the_end(api: Api, name: str, query: str) -> None:
    content = slips_docx() if name == "a.docx" else SLIPS.encode()
    check = begun(api, content, name, query)
    if "fix" not in query:
        check = mend(api, check, certain=True).get_json()
    mended = api.get(check["links"]["file"]).data
    assert mended == mended_file(content, name).content
    again = mend(api, begun(api, mended, name), certain=True).get_json()
    assert (again["mends"], again["done"], [one for one in again["findings"] if one["mend"] == "sure"]) == (
        [],
        [],
        [],
    )


def test_a_mend_is_taken_back_with_those_after_it(api: Api) -> None:
    check = begun(api)
    one = mend(api, check, findings=keys_of(check, "punctuation")).get_json()
    two = mend(api, one, findings=keys_of(one, "wrong-word")[:1]).get_json()
    assert [mend["number"] for mend in two["mends"]] == [1, 2]
    own = check["links"]["self"]
    back = api.call("DELETE", f"{own}/mends/2").get_json()
    assert text_of(api, back) == WORDS.replace(" ,", ", ")
    assert len(keys_of(back, "wrong-word")) == 2
    assert said(api.call("DELETE", f"{own}/mends/2")) == (404, "document_not_found")
    whole = api.call("DELETE", f"{own}/mends/1").get_json()
    assert [one["code"] for one in whole["findings"]] == [one["code"] for one in check["findings"]]
    assert (whole["mends"], whole["done"], "file" in whole["links"]) == ([], [], False)
    assert said(api.get(f"{own}/file")) == (404, "document_not_found")


def test_what_fix_mended_is_taken_back_too(api: Api) -> None:
    content = faulty_docx()
    check = begun(api, content, "a.docx", "mends=true&fix=true")
    assert api.get(check["links"]["docx"]).data != content
    back = api.call("DELETE", f"{check['links']['self']}/mends/1").get_json()
    assert [one["code"] for one in back["findings"]] == [
        one["code"] for one in begun(api, content, "a.docx")["findings"]
    ]


def test_a_choice_made_after_the_certain_ones_is_taken_back_alone(api: Api) -> None:
    usual = "Đẩy mạnh chuyển đổi số - cải cách hành chính trong năm nay.\n"
    rarer = usual.replace(" - ", " – ")
    content = usual * 5 + rarer * 3 + "Hạn nộp là ngày 5/3/2026 tại Văn phòng.\n" + WORDS
    certain = mend(api, begun(api, content.encode()), certain=True).get_json()
    before = text_of(api, certain)
    (choice,) = [one for one in certain["findings"] if one["mend"] == "choice" and one["places"] == 3]
    chosen = mend(api, certain, findings=[choice["key"]], everywhere=True).get_json()
    assert text_of(api, chosen) == before.replace(rarer, usual) != before
    back = api.call("DELETE", f"{certain['links']['self']}/mends/2").get_json()
    assert text_of(api, back) == before
    assert back["mends"] == certain["mends"]


def test_layout_and_words_of_a_word_file_are_mended_in_one_request(api: Api) -> None:
    check = begun(api, faulty_docx(), "a.docx")
    wanted = keys_of(check, "NGAY.DAY_PAD") + keys_of(check, "wrong-word")
    assert len(wanted) == 2
    assert {one["kind"] for one in check["findings"]} == {"format", "proofread"}
    after = mend(api, check, findings=wanted).get_json()
    assert (len(after["done"]), after["unmended"]) == (2, [])
    content = api.get(after["links"]["docx"]).data
    docx.Document(io.BytesIO(content))
    text = outline_text(content)
    assert ("ngày 05 tháng 02" in text, "phấn đấu" in text, "b. Trên" in text) == (True, True, True)
    assert {"NGAY.DAY_PAD", "wrong-word"}.isdisjoint(one["code"] for one in after["findings"])
    one = api.call("DELETE", f"{check['links']['self']}/mends/1").get_json()
    assert [each["code"] for each in one["findings"]] == [each["code"] for each in check["findings"]]


def test_findings_of_two_paragraphs_with_the_same_words_are_both_mended(api: Api) -> None:
    document = docx.Document()
    for _ in range(2):
        document.add_paragraph("Các xã phân đấu ,hoàn thành nhiệm vụ được giao trong năm.")
    stream = io.BytesIO()
    document.save(stream)
    check = begun(api, stream.getvalue(), "a.docx", "mends=true&kinds=proofread")
    keys = [keys_of(check, "wrong-word")[0], keys_of(check, "punctuation")[1]]
    after = mend(api, check, findings=keys).get_json()
    assert (after["findings"], after["unmended"]) == ([], [])
    assert outline_text(api.get(after["links"]["docx"]).data).count("phấn đấu, hoàn thành") == 2


def test_the_kinds_that_were_asked_for_are_those_that_are_found_and_mended(api: Api) -> None:
    check = begun(api, faulty_docx(), "a.docx", "mends=true&kinds=proofread")
    assert {one["kind"] for one in check["findings"]} == {"proofread"}
    assert "padding" in {one["code"] for one in check["findings"]}
    after = mend(api, check, certain=True).get_json()
    assert all("replacement" in one for one in after["done"])
    assert {one["kind"] for one in after["findings"]} <= {"proofread"}


def test_a_place_that_lets_nothing_be_changed_is_named_and_keeps_its_finding(api: Api) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Đơn vị phân đấu")
    run.add_break()
    run.add_text("hoàn thành nhiệm vụ được giao trong năm.")
    stream = io.BytesIO()
    document.save(stream)
    check = begun(api, stream.getvalue(), "a.docx", "mends=true&kinds=proofread")
    keys = keys_of(check, "wrong-word")
    after = mend(api, check, findings=keys).get_json()
    assert after["unmended"] == keys
    assert (after["mends"], after["findings"]) == ([], check["findings"])


def test_a_key_of_an_earlier_state_mends_nothing(api: Api) -> None:
    check = begun(api)
    first, second = keys_of(check, "wrong-word")
    mend(api, check, findings=[first])
    assert said(mend(api, check, findings=[second])) == (409, "version_moved")
    after = api.get(check["links"]["self"]).get_json()
    assert len(keys_of(after, "wrong-word")) == 1
    api.call("DELETE", f"{check['links']['self']}/mends/1")
    assert said(mend(api, check, findings=[first])) == (409, "version_moved")


def test_wrong_keys_are_said_at_once_and_nothing_is_mended(api: Api) -> None:
    check = begun(api, faulty_docx(), "a.docx")
    by_hand = [one["key"] for one in check["findings"] if one["mend"] == ""]
    assert by_hand
    answer = mend(api, check, findings=["0-999", by_hand[0], keys_of(check, "wrong-word")[0], "x"])
    assert said(answer) == (422, "invalid_input")
    assert [(one["path"], one["code"]) for one in answer.get_json()["errors"]] == [
        ("findings[0]", "unknown_finding"),
        ("findings[1]", "not_mendable"),
        ("findings[3]", "unknown_finding"),
    ]
    assert api.get(check["links"]["self"]).get_json()["mends"] == []


@pytest.mark.parametrize(
    "body", [{}, {"certain": False}, {"certain": True, "findings": ["0-1"]}, {"findings": []}]
)
def test_a_mend_says_what_it_mends_in_one_way(api: Api, body: dict[str, Any]) -> None:
    assert said(mend(api, begun(api), **body)) == (422, "invalid_input")


def test_a_file_that_was_not_kept_is_not_mended(api: Api) -> None:
    check = begun(api, query="fix=true")
    assert (check["mends"], "mends" in check["links"]) == ([], False)
    assert said(mend(api, check, certain=True)) == (409, "wrong_state")
    assert said(api.call("DELETE", f"{check['links']['self']}/mends/1")) == (409, "wrong_state")


def test_a_repeat_with_its_key_mends_once(api: Api) -> None:
    check = begun(api)
    address, body = f"{check['links']['self']}/mends", {"findings": keys_of(check, "wrong-word")[:1]}
    first = api.post(address, json=body, key="m")
    again = api.post(address, json=body, key="m")
    assert again.get_json() == first.get_json()
    assert again.headers["Idempotency-Replayed"] == "true"


def test_the_file_of_an_application_is_nobodys_in_the_pages(api: Api) -> None:
    """It is the office's, for a day: another application of the office mends on."""
    check = begun(api)
    api.later(hours=2)
    other = api.token(scopes=("read",))
    answer = api.post(f"{check['links']['self']}/mends", json={"certain": True}, token=other)
    assert answer.status_code == 200
    api.later(hours=23)
    assert said(mend(api, check, certain=True)) == (404, "document_not_found")
