"""Inputs at the edge of what can be written: the last year, no content, names with signs that nobody sees."""

import base64
import re

import pytest

from tests.api.batch_calls import body_of
from tests.api.conftest import OFFICE

NOTHING = re.compile("(?!)")
PDF = base64.b64encode(b"%PDF-1.7 x").decode()


@pytest.mark.parametrize("slug", ["ke_hoach", "bao_cao", "thong_bao_ket_qua"])
@pytest.mark.parametrize("content", ["x", 5, True, [1], [], None], ids=repr)
def test_a_preview_of_a_content_without_fields_says_what_is_missing(shared_api, slug, content):
    asked = f"/types/{slug}/previews?gaps=true"
    answer = shared_api.post(asked, json={"content": content}, headers={"Accept": "application/json"})
    assert answer.status_code in {200, 422}
    assert answer.get_json()["faults" if answer.status_code == 200 else "errors"]


@pytest.mark.parametrize("month", ["9999-12", "9999-11", "0001-01", "2026-02"])
def test_a_draft_of_any_month_is_kept_and_its_wording_read(api, month):
    made = api.post("/documents", json=api.plan(month=month))
    assert made.status_code == 201
    put = api.put(made.headers["Location"], json=api.plan(month=month), headers={"If-Match": "*"})
    assert put.status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_nothing_is_kept_of_a_draft_that_cannot_be_answered(api, method, monkeypatch):
    own = api.post("/documents", json=api.plan()).headers["Location"]
    before = api.get("/documents").get_json()

    def fails(*_args, **_words):
        raise RuntimeError

    monkeypatch.setattr("service.api.documents.redrafting.draft_report", fails)
    sent = {"json": api.plan(subject="Khác"), "headers": {"If-Match": "*"}}
    answer = api.call(method, own if method == "PUT" else "/documents", **sent)
    assert answer.status_code == 500
    assert api.get("/documents").get_json() == before


@pytest.mark.parametrize("day", ["9999-12-31", "2026-03-05"])
def test_a_token_may_end_on_any_day_that_can_be_written(api, day):
    answer = api.post("/tokens", json={"name": "một cửa", "scopes": ["read"], "expires_on": day})
    assert answer.status_code == 201
    assert answer.get_json()["expires_at"] > api.moments[-1].isoformat()
    assert api.get("/types", token=answer.get_json()["secret"]).status_code == 200 or day == "2026-03-05"


@pytest.mark.parametrize("day", ["0001-01-01", "2020-01-01", "2026-03-04"])
def test_a_token_that_was_never_good_is_not_made(api, day):
    answer = api.post("/tokens", json={"name": "một cửa", "scopes": ["read"], "expires_on": day})
    assert (answer.status_code, [one["path"] for one in answer.get_json()["errors"]]) == (422, ["expires_on"])
    assert api.get("/tokens").get_json()["tokens"][1:] == []


NAMES = ["a\r\nX: y.pdf", "a\tb.pdf", "q\u202etxt.pdf", "a\u200e.pdf", "a\u2028b.pdf", "a\x85b.pdf"]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_file_whose_name_cannot_be_shown_is_refused_with_its_place(api, name):
    files = [{"name": "đúng.pdf", "content": PDF}, {"name": name, "content": PDF}]
    record = api.post("/records", json={"kind": "QĐ", "subject": "tệp", "files": files}, key="k")
    body = {"signed_on": "2026-03-05", "originals": files}
    own = api.post("/documents", json=api.plan()).headers["Location"]
    issue = api.post(f"{own}/issue", json=body, key="i")
    done = api.issued(key="done").get_json()
    later = api.post(f"/documents/{done['id']}/files", json={"files": files})
    for answer, path in ((record, "files[1].name"), (issue, "originals[1].name"), (later, "files[1].name")):
        assert answer.status_code == 422
        faults = [(one["path"], one["code"]) for one in answer.get_json()["errors"]]
        assert faults == [(path, "character_forbidden")]
    assert [one["code"] for one in api.get("/documents?state=issued").get_json()["documents"]] == [
        done["code"]
    ]


@pytest.mark.parametrize(
    ("kept", "plain"),
    [("đường dẫn.pdf", "duong-dan.pdf"), ("ệ.pdf", "e.pdf"), ("…….pdf", "tep.pdf")],
)
def test_a_kept_file_has_a_name_in_ascii_letters_and_its_own(api, kept, plain):
    files = [{"name": kept, "content": PDF}]
    made = api.post("/records", json={"kind": "QĐ", "subject": "tệp", "files": files}, key="k").get_json()
    names = api.get(f"/documents/{made['id']}/files/1").headers["Content-Disposition"]
    assert f'filename="{plain}"' in names
    assert "filename*=UTF-8''" in names


def test_a_file_that_was_kept_under_a_name_of_two_lines_can_be_fetched(api, monkeypatch):
    monkeypatch.setattr("service.issuing.originals._UNWANTED", NOTHING)
    files = [{"name": "a\r\nX: y.pdf", "content": PDF}]
    made = api.post("/records", json={"kind": "QĐ", "subject": "tệp", "files": files}, key="k").get_json()
    answer = api.get(f"/documents/{made['id']}/files/1")
    assert (answer.status_code, answer.data) == (200, b"%PDF-1.7 x")
    assert "X" not in answer.headers


BAD = "UBND TỈNH\u0001"
OF_THE_OFFICE = [
    ("PATCH", f"/offices/{OFFICE}/header", {"parent_lines": ["BỘ", BAD]}, "parent_lines[1]"),
    ("PUT", f"/offices/{OFFICE}/recipients", {"recipients": [{"name": BAD}]}, "recipients[0].name"),
    ("POST", "/signers", {"name": BAD, "position": "CHỦ TỊCH"}, "name"),
    ("POST", "/users", {"login": "hoa", "name": BAD, "role": "drafter"}, "name"),
    ("POST", "/records", {"kind": "QĐ", "subject": BAD}, "subject"),
    ("POST", "/tokens", {"name": BAD, "scopes": ["read"]}, "name"),
]


@pytest.mark.parametrize(("method", "path", "body", "place"), OF_THE_OFFICE)
def test_what_no_document_can_print_is_refused_where_it_is_typed(api, method, path, body, place):
    answer = api.call(method, path, json=body, key="k")
    found = [(one["path"], one["code"]) for one in answer.get_json()["errors"]]
    assert (answer.status_code, found) == (422, [(place, "character_forbidden")])
    assert api.post("/documents", json=api.plan()).status_code == 201


def test_words_about_a_document_that_cannot_be_printed_are_refused_with_their_place(api):
    own = api.issued().get_json()["links"]["self"]
    sendings = [{"dispatched_on": "2026-03-05", "recipient": BAD}]
    for act, body, place in (
        ("void", {"reason": BAD}, "reason"),
        ("dispatch", {"sendings": sendings}, "sendings[0].recipient"),
        ("versions", {"label": BAD}, "label"),
    ):
        answer = api.post(f"{own}/{act}", json=body)
        assert [(one["path"], one["code"]) for one in answer.get_json()["errors"]] == [
            (place, "character_forbidden")
        ]


@pytest.mark.parametrize("subject", ["a\u0001b", "\u0007", "a\uffffb"], ids=repr)
def test_a_draft_is_kept_whatever_stands_in_its_subject(api, subject):
    made = api.post("/documents", json={"type": "ke_hoach", "subject": subject})
    assert made.status_code == 201
    put = api.put(made.headers["Location"], json=api.plan(subject=subject), headers={"If-Match": "*"})
    assert put.status_code == 200
    assert ("subject", "character_forbidden") in [
        (one["path"], one["code"]) for one in put.get_json()["findings"]
    ]
    assert api.issued(subject=subject).status_code == 422


def test_a_refusal_names_properties_of_the_body_not_options_of_a_command(api):
    api.later(days=200)
    answer = api.post("/series", json={"year": 2026, "kinds": ["BC"]})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_entry")
    assert "--" not in answer.get_data(as_text=True)
    assert [one["path"] for one in answer.get_json()["errors"]] == ["reason"]
    answer = api.post("/series", json={"year": 2026, "kinds": ["BC"], "next_number": 5, "reason": "Sổ giấy"})
    assert "--" not in answer.get_data(as_text=True)
    assert [one["path"] for one in answer.get_json()["errors"]] == ["last_date"]


@pytest.mark.parametrize("login", ["Kế toán", "kế.toán", "a b", "x"])
def test_a_login_is_one_that_can_be_typed_at_the_sign_in(api, login):
    answer = api.post("/users", json={"login": login, "name": "Trần Thị Hoa", "role": "drafter"})
    assert (answer.status_code, [one["path"] for one in answer.get_json()["errors"]]) == (422, ["login"])


def test_an_archive_and_all_other_files_have_a_utf8_name_too(api):
    batch = api.post("/batches", json=body_of(api), key="b").get_json()
    names = api.get(f"/batches/{batch['id']}.zip").headers["Content-Disposition"]
    assert "filename*=UTF-8''ke_hoach" in names or "filename*=UTF-8''ke-hoach" in names


def test_what_the_client_has_already_is_not_sent_again(api):
    own = api.issued().get_json()["links"]["self"]
    for path in (own, f"{own}.docx", f"{own}/files/1"):
        first = api.get(path)
        tag = first.headers["ETag"]
        for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = api.get(path, headers={"If-None-Match": known})
            assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag), known
        other = api.get(path, headers={"If-None-Match": '"x"'})
        assert (other.status_code, other.data) == (200, first.data)


def test_a_document_that_shows_something_else_is_sent_again(api):
    own = api.issued().get_json()
    where = own["links"]["self"]

    def attach():
        return api.post(f"{where}/files", json={"files": [{"name": "ký.pdf", "content": PDF}]})

    def replace():
        relations = [{"kind": "replaces", "document": own["id"]}]
        return api.issued(key="later", subject="Bản thay thế", relations=relations)

    for change, shows in ((attach, "files"), (replace, "affected_by")):
        before = api.get(where)
        assert change().status_code == 201
        after = api.get(where, headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert after.get_json()[shows] != before.get_json()[shows]
        assert api.get(where, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304
