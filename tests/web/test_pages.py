import io
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from service.doctypes.reading import read_input
from service.http_answers import DOCX
from service.issuing.desk import Desk
from service.web.csrf import COOKIE

PLAN = "huyen_ba_to_2025/ke_hoach"


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_list_names_every_type_and_why_one_is_off(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert 'href="/types/ke_hoach"' in page
    assert "to_trinh" in page
    assert "thiếu template.docx" in page


def test_every_type_begins_blank_or_with_the_sample_of_an_office(client: FlaskClient, desk: Desk) -> None:
    page = client.get("/").get_data(as_text=True)
    assert page.count("Bắt đầu trống") == len(desk.catalogue.types())
    assert "start=huyen_ba_to_2025/ke_hoach" in page
    assert "Từ mẫu: UBND huyện Ba Tơ" in page


def test_the_form_is_filled_with_the_sample_and_names_its_inputs_by_their_paths(person: Any) -> None:
    page = person.opens("ke_hoach", "full")
    for name in ("subject", "signer.name", "content.criteria[0].tasks[0].content", "content.opening.bases"):
        assert f'id="{name}"' in page.html


def test_a_blank_form_holds_nothing_of_anybody(person: Any, desk: Desk) -> None:
    for document_type in desk.catalogue.types():
        page = person.opens(document_type.slug)
        boxes = ("csrf", "seen")
        typed = [
            (name, value)
            for name, value in page.pairs
            if value not in {"", "false", "true"} and name not in boxes
        ]
        assert typed == []
        assert "Ba Tơ, tỉnh" not in page.html.split("<datalist")[0]


def test_a_changed_field_is_in_the_document(person: Any) -> None:
    person.opens("ke_hoach", "full")
    changed = {"content.objectives": "Mục tiêu đã sửa {{ 7*7 }} </w:t>"}
    answer = person.presses("specimen", **changed)
    if answer.mimetype == "text/html":  # questions first, then the document
        answer = person.presses("specimen")
    assert answer.mimetype == DOCX
    assert "Mục tiêu đã sửa {{ 7*7 }} </w:t>" in text_of(answer.data)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="KH-UBND_01_')


@pytest.mark.parametrize("sample", ["huyen_ba_to_2025/ke_hoach", "xa_ba_to_2026/ke_hoach", "full", "minimal"])
def test_a_sample_that_nobody_changes_goes_through_the_form_to_the_document(person: Any, sample: str) -> None:
    person.opens("ke_hoach", sample)
    answer = person.presses("questions")
    assert answer.status_code == 200
    assert person.presses("signature").mimetype == DOCX


def test_all_faults_stand_on_top_and_beside_their_fields_and_nothing_typed_is_lost(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    changes = {
        "subject": "",
        "content.previous_year.self_score": "chín mươi",
        "signer.name": "Tên <b>giữ lại</b>",
        "content.criteria[1].tasks[0].deadline.$main": "quý II",
        "month.$main": "tháng hai",
    }
    answer = person.presses("signature", **changes)
    assert answer.status_code == 422
    for path in (
        "subject",
        "content.previous_year.self_score",
        "content.criteria[1].tasks[0].deadline",
        "month",
    ):
        assert f'<a href="#{path}">' in person.page.html
        assert person.page.fault(path)
    assert {name: person.page.value(name) for name in changes} == changes


def test_a_fault_says_which_item_it_is_and_names_its_field_once(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    person.presses("questions", **{"content.citations[1].date": "31/02/2024"})
    line = next(line for line in person.page.summary if "31/02/2024" in line)
    assert line.startswith("Văn bản viện dẫn, mục 2 (1364/QĐ-UBND): Ngày ban hành: ")
    assert line.count("Ngày ban hành") == 1
    assert "Ngày ban hành" not in person.page.fault("content.citations[1].date")


def test_a_missing_field_is_said_to_be_missing_where_it_is(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    person.presses("questions", **{"content.citations[0].issuer": ""})
    assert any(
        line.startswith("Văn bản viện dẫn, mục 1 (1211/QĐ-UBND): Cơ quan ban hành: Còn thiếu.")
        for line in person.page.summary
    )


def test_no_message_shows_a_path(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    first = person.page.value("content.citations[0].label")
    person.presses("questions", **{"content.citations[1].label": first, "content.criteria[0].title": ""})
    assert person.page.summary
    assert not [line for line in person.page.summary if "content." in line or "[0]" in line]


def test_a_question_is_shown_once_and_then_the_document_is_given(person: Any) -> None:
    person.opens("ke_hoach", "full")
    asked = person.presses("signature", **{"content.previous_year.self_score": "99,00"})
    assert asked.status_code == 200
    assert 'class="questions"' in person.page.html
    assert person.page.value("seen")
    assert person.presses("signature").mimetype == DOCX


def test_a_question_is_answered_where_it_is_asked(person: Any) -> None:
    person.opens("ke_hoach", "minimal")
    person.presses("add:content.citations")
    new = "content.citations[{}]".format(sum(name.endswith(".issuer") for name, _ in person.page.pairs) - 1)
    typed = {f"{new}.kind": "Quyết định", f"{new}.code": "9/QĐ-UBND", f"{new}.issuer": "UBND tỉnh"}
    person.presses("questions", **typed)
    assert person.page.value("acknowledged[0].path") == f"{new}.date"
    assert f'id="{new}.date"' in person.page.html
    person.presses(
        "questions", **{"acknowledged[0].$yes": "true", "acknowledged[0].reason": "Bản sao không có ngày"}
    )
    assert 'class="questions"' not in person.page.html
    assert person.page.value("acknowledged[0].$yes") == "true"
    kept = read_input(person.presses("save").data, "a.yaml")
    assert kept["acknowledged"][0]["code"] == "citation_undated"
    assert kept["acknowledged"][0]["reason"] == "Bản sao không có ngày"
    person.presses("questions", "acknowledged[0].$yes")  # withdrawn
    assert 'class="questions"' in person.page.html
    assert "acknowledged" not in read_input(person.presses("save").data, "a.yaml")


@pytest.mark.parametrize("action", ["signature", "save", "add:content.criteria"])
@pytest.mark.parametrize("token", ["", "forged", None])
def test_a_form_of_another_site_is_refused_and_what_was_typed_is_kept(
    client: FlaskClient, person: Any, token: str | None, action: str
) -> None:
    person.opens("ke_hoach", "full")
    changes = {"subject": "Giữ lại câu này"}
    if token is None:  # our own token, but the cookie of another browser
        client.set_cookie(COOKIE, "0" * 32)
    else:
        changes["csrf"] = token
    answer = person.presses(action, **changes)
    assert answer.status_code == 403
    assert person.page.value("subject") == "Giữ lại câu này"


def test_an_item_is_added_removed_and_put_back_without_javascript(person: Any, desk: Desk) -> None:
    person.opens("ke_hoach", "full")
    count = len(desk.catalogue.sample("ke_hoach", "full")["content"]["criteria"])
    title = person.page.value("content.criteria[0].title")
    person.presses("add:content.criteria")
    assert person.page.value(f"content.criteria[{count}].title") == ""
    person.presses("remove:content.criteria[0]")
    assert person.page.value("content.criteria[0].title") != title
    assert "Hoàn tác" in person.page.html
    person.presses("undo:")
    assert person.page.value("content.criteria[0].title") == title


def test_buttons_say_what_they_add_and_items_what_they_are(person: Any) -> None:
    page = person.opens("ke_hoach", PLAN).html
    for words in (
        "Thêm nhiệm vụ",
        "Thêm văn bản viện dẫn",
        "Thêm tiêu chí",
        "Thêm chỉ tiêu",
        "Thêm nơi nhận",
    ):
        assert f">{words}</button>" in page
    assert "Thêm mục" not in page
    assert "Quyết định 1211/QĐ-UBND: Quy định thang điểm" in page
    assert "[[qd_1211]]" in page


def test_labels_and_version_stand_under_more(person: Any) -> None:
    page = person.opens("ke_hoach", PLAN).html
    for name in ("content.citations[0].label", "version"):
        before = page[: page.index(f'id="{name}"')]
        assert before.rfind('<details class="more"') > before.rfind("</details>")


def test_a_label_is_made_once_and_stays(person: Any) -> None:
    person.opens("ke_hoach")
    person.presses("refresh", **{"content.criteria[0].title": "Cải cách hành chính"})
    assert person.page.value("content.criteria[0].label") == "cai_cach_hanh_chinh"
    person.presses("refresh", **{"content.criteria[0].title": "Chuyển đổi số"})
    assert person.page.value("content.criteria[0].label") == "cai_cach_hanh_chinh"


def test_an_office_is_typed_by_its_name(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    assert person.page.value("office.$main").startswith("Ủy ban nhân dân huyện Ba Tơ")
    assert person.page.value("office.$id") == "ubnd-huyen-ba-to"
    person.presses("questions", **{"office.$main": "ubnd tỉnh quảng ngãi"})
    assert person.page.value("office.$id").startswith("ubnd-51")
    assert "Sở Nội vụ" in person.page.html  # the bodies of the province are offered now


def test_an_ambiguous_office_is_chosen_from_a_list(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    answer = person.presses("questions", **{"office.$main": "UBND xã Tân Lập", "office.$id": "ubnd-51"})
    assert answer.status_code == 422
    assert "chọn một trong danh sách" in person.page.fault("office")
    assert "Ủy ban nhân dân xã Tân Lập, tỉnh Lâm Đồng" in person.page.html
    person.presses("refresh", **{"office.$pick": "ubnd-23134"})
    assert person.page.value("office.$main") == "Ủy ban nhân dân xã Tân Lập, tỉnh Lâm Đồng"
    assert person.page.fault("office") == ""


def test_an_unknown_office_hides_no_other_fault(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    person.presses("questions", **{"office.$main": "UBND nơi không có", "subject": ""})
    assert person.page.value("office.$main") == "UBND nơi không có"
    assert person.page.fault("office")
    assert person.page.fault("subject")


def test_a_month_left_blank_is_no_month_not_given(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    assert person.page.value("month.$main") == "02/2025"
    kept = read_input(person.presses("save", **{"month.$main": "", "month.$blank": "true"}).data, "a.yaml")
    assert kept["month"] is None
    assert "month" not in read_input(person.presses("save", **{"month.$main": ""}).data, "a.yaml")


def test_what_is_typed_is_kept_as_a_file_that_opens_again(person: Any, client: FlaskClient) -> None:
    person.opens("ke_hoach", PLAN)
    first = person.presses("save", **{"content.criteria[0].tasks[0].deadline.$main": "quý II", "subject": ""})
    assert first.headers["Content-Disposition"].startswith("attachment; filename=")
    assert first.mimetype == "application/yaml"
    upload(client, person, first.data, "đã nhập.yaml", "open")
    assert person.page.value("content.criteria[0].tasks[0].deadline.$main") == "quý II"
    assert person.presses("save").data == first.data


def test_a_draft_comes_back_as_it_was_with_its_blank_items(person: Any) -> None:
    person.opens("ke_hoach")
    answer = person.presses(
        "restore", subject="Bản nháp", **{"content.criteria[1].title": "", "content.criteria[2].title": "Ba"}
    )
    assert answer.status_code == 200
    assert person.page.summary == []
    assert person.page.value("subject") == "Bản nháp"
    assert person.page.value("content.criteria[2].title") == "Ba"
    assert "data-dirty" in person.page.html


def upload(client: FlaskClient, person: Any, content: bytes, name: str, action: str) -> Any:
    data = {"csrf": person.page.value("csrf"), "action": action, "file": (io.BytesIO(content), name)}
    answer = client.post(f"/types/{person.slug}/upload", data=data, content_type="multipart/form-data")
    if answer.mimetype == "text/html":
        person.shown(answer)
    return answer


def test_an_uploaded_file_opens_in_the_form(client: FlaskClient, desk: Desk, person: Any) -> None:
    person.opens("ke_hoach")
    raw = desk.catalogue.get("ke_hoach").files["sample.minimal.yaml"]
    changed = raw.replace(b"\nsubject:", "\nvia: Phòng Nội vụ\nsubject:".encode())
    answer = upload(client, person, changed, "kế hoạch.yaml", "open")
    assert answer.status_code == 422  # a Kế hoạch has no Kính gửi: said beside the field
    assert person.page.value("via") == "Phòng Nội vụ"
    assert person.page.fault("via")


def test_an_uploaded_file_becomes_a_document(client: FlaskClient, desk: Desk, person: Any) -> None:
    person.opens("ke_hoach")
    raw = desk.catalogue.get("ke_hoach").files["sample.minimal.yaml"]
    answer = upload(client, person, raw, "a.yaml", "signature")
    assert answer.mimetype in {DOCX, "text/html"}
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"a: [", "a.yaml"), (b"\xff\xfe\x00", "a.yaml"), (b"a: 1\na: 2\n", "a.yaml"), (b"{", "a.json"), (b"", "")],
    ids=["broken", "no UTF-8", "a key twice", "broken JSON", "no file"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_said_so(
    client: FlaskClient, person: Any, content: bytes, name: str
) -> None:
    person.opens("ke_hoach")
    answer = upload(client, person, content, name, "open")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("content", [b"content: 5", b"office: [1]\nsubject: {a: 1}\nmonth: 7", b"content: {criteria: [1, [2]], citations: {a: b}}\nsources: x\nacknowledged: {a: 1}"])  # fmt: skip
def test_a_file_of_the_wrong_shape_is_shown_with_its_faults(
    client: FlaskClient, person: Any, content: bytes
) -> None:
    for slug in ("ke_hoach", "bao_cao"):
        person.opens(slug)
        answer = upload(client, person, content, "a.yaml", "open")
        assert answer.status_code == 422
        assert person.page.summary


def test_a_file_that_is_too_large_gets_a_page_of_ours(client: FlaskClient, person: Any) -> None:
    person.opens("ke_hoach")
    answer = upload(client, person, b"x" * 490_000, "a.yaml", "open")
    assert answer.status_code == 413
    assert "lớn hơn mức cho phép" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/", "/types/ke_hoach", "/nothing", "/api/v1/types", "/static/site.css", "/form/deadline"]
)
def test_every_answer_has_the_headers_of_safety(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_the_scripts_of_a_form_may_ask_this_service_and_nobody_else(client: FlaskClient) -> None:
    policy = client.get("/types/ke_hoach").headers["Content-Security-Policy"]
    assert policy.endswith("; connect-src 'self'")
    assert "connect-src" not in client.get("/").headers["Content-Security-Policy"]


def test_pages_have_no_inline_script_or_style_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    for path in ("/", "/types/ke_hoach", "/nothing"):
        page = client.get(path).get_data(as_text=True)
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page
        assert "//" not in page.replace("<!doctype html>", "").split("<body>")[0]


def test_an_unknown_address_gets_a_page_in_vietnamese(client: FlaskClient) -> None:
    for path in ("/nothing", "/types/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert '<html lang="vi">' in answer.get_data(as_text=True)
    assert client.get("/types/ke_hoach/upload").status_code == 405


def test_a_start_that_nobody_knows_is_a_blank_form(client: FlaskClient) -> None:
    for start in ("../../etc", "huyen_ba_to_2025/bao_cao", "nothing"):
        assert client.get("/types/ke_hoach", query_string={"start": start}).status_code == 200


def test_the_form_of_a_large_plan_stays_light(person: Any) -> None:
    assert len(person.opens("ke_hoach", PLAN).html.encode()) < 1_500_000


def test_no_id_stands_twice_on_a_page(person: Any) -> None:
    page = person.opens("ke_hoach", PLAN).html.split("<template")[0]
    ids = page.split(' id="')[1:]
    names = [one.split('"')[0] for one in ids]
    assert len(names) == len(set(names))
