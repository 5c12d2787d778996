"""Word files as input: an earlier file becomes an input, a changed one comes back to its draft."""

import io

import docx
import pytest

from service.api.openapi import codes_of
from service.api.table import ENDPOINTS
from service.register import people
from service.register.states import Role
from tests.api.conftest import OFFICE, OTHER_OFFICE, Api


def form(content: bytes, name: str = "x.docx"):
    return {"data": {"file": (io.BytesIO(content), name)}, "content_type": "multipart/form-data"}


def changed(content: bytes, old: str, new: str) -> bytes:
    """The file after somebody changed a word of it in Word."""
    document = docx.Document(io.BytesIO(content))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
    assert runs
    for run in runs:
        run.text = run.text.replace(old, new)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def draft(api: Api):
    sample = api.get("/types/ke_hoach/sample").get_json()
    own = api.post("/documents", json=sample).get_json()
    return own["links"]["self"], api.get(f"{own['links']['self']}.docx").data, sample


def test_a_file_becomes_an_input_that_can_be_kept_as_a_draft(api):
    _, file, sample = draft(api)
    answer = api.post("/types/ke_hoach/imports", **form(file))
    assert answer.status_code == 200, answer.get_json()
    found = answer.get_json()
    assert [one["title"] for one in found["input"]["content"]["criteria"]] == [
        one["title"] for one in sample["content"]["criteria"]
    ]
    assert found["placed"]
    kept = api.post("/documents", json={**found["input"], "intent": "draft"})
    assert kept.status_code == 201
    assert len(api.get("/documents").get_json()["documents"]) == 2


def test_a_changed_file_is_compared_and_taken_as_a_new_version(api):
    own, file, sample = draft(api)
    edited = changed(file, "đến toàn thể cán bộ", "đến mọi cán bộ, lãnh đạo đã sửa")
    assert "toàn thể cán bộ" in sample["content"]["criteria"][0]["tasks"][0]["content"]
    found = api.post(f"{own}/returned-files/checks", **form(edited)).get_json()
    ((change,),) = ([one for one in found["changes"] if "lãnh đạo đã sửa" in one["word"]],)
    assert change["path"].startswith("content.criteria[0].tasks[0].content")
    before = api.get(own)
    refused = api.post(f"{own}/returned-files?keep={change['key']}", **form(edited)).get_json()
    assert refused["taken"] == len(found["changes"]) - 1
    taken = api.post(f"{own}/returned-files", key="one", **form(edited))
    assert taken.status_code == 200, taken.get_json()
    assert taken.headers["ETag"] != before.headers["ETag"]
    versions = api.get(f"{own}/versions").get_json()["versions"]
    newest = api.get(max(versions, key=lambda one: one["version"])["links"]["input"]).get_json()
    assert newest["content"]["criteria"][0]["tasks"][0]["content"].count("mọi cán bộ, lãnh đạo") == 1
    again = api.post(f"{own}/returned-files", key="one", **form(edited))
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    "path",
    [
        "/types/ke_hoach/imports",
        "{own}/returned-files",
        "{own}/returned-files/checks",
        "{own}/signed-files",
    ],
)
def test_files_that_cannot_be_read_are_refused_with_what_to_do(api, path):
    own, file, _ = draft(api)
    where = path.replace("{own}", own)
    for content, said in (
        (b"%PDF-1.7", "quét"),
        (b"\xd0\xcf\x11\xe0 old", ".docx"),
        (b"nothing", "Word"),
        (file[:900], ""),
    ):
        answer = api.post(where, **form(content))
        assert (answer.status_code, answer.get_json()["code"]) == (400, "unreadable_input"), content[:9]
        assert said in answer.get_json()["detail"]
    answer = api.post(where, data={}, content_type="multipart/form-data")
    assert (answer.status_code, answer.get_json()["errors"][0]["path"]) == (422, "file")
    large = api.post(where, data=b"x" * 700_000, content_type="multipart/form-data; boundary=x")
    assert (large.status_code, large.get_json()["code"]) == (413, "too_large")


def test_the_file_of_another_document_is_refused(api):
    own, _, _ = draft(api)
    other = api.post("/documents", json={**api.plan(), "subject": "Việc khác"}).get_json()
    file = api.get(f"{other['links']['self']}.docx").data
    answer = api.post(f"{own}/returned-files/checks", **form(file))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "foreign_file")


def test_a_signed_file_is_put_up_in_its_own_words_or_refused(api):
    own, file, _ = draft(api)
    signed = changed(file, "TỔ CHỨC THỰC HIỆN", "CÁCH LÀM")
    found = api.post(f"{own}/returned-files/checks?as_signed=true", **form(signed)).get_json()
    assert found["unplaced"]
    refused = api.post(f"{own}/signed-files", **form(signed))
    assert (refused.status_code, refused.get_json()["code"]) == (409, "wrong_state")
    kept = api.post(f"{own}/signed-files?keep=1-2-1-2", **form(signed))
    assert kept.status_code == 400


def test_a_file_is_read_with_the_document_that_its_type_takes_from(api):
    plan = api.issued().get_json()
    report = {**api.get("/types/bao_cao/sample?name=full").get_json()}
    file = api.post("/types/bao_cao/previews", json=report).data
    where = "/types/bao_cao/imports"
    made = api.post(f"{where}?source={plan['id']}", **form(file)).get_json()
    assert made["input"]["sources"]["plan"]["code"] == plan["code"]
    assert "sources" not in api.post(where, **form(file)).get_json()["input"]
    kept = api.post("/documents", json=made["input"])
    assert kept.status_code == 201
    for source, token, answer in (
        ("019cbc5d", "", (404, "document_not_found")),
        (plan["id"], api.token(office=OTHER_OFFICE), (404, "document_not_found")),
        (kept.get_json()["id"], "", (409, "wrong_state")),
    ):
        refused = api.post(f"{where}?source={source}", token=token, **form(file))
        assert (refused.status_code, refused.get_json()["code"]) == answer


def test_who_lost_his_role_reads_no_file_for_the_office_and_the_description_says_so(api):
    login = f"drafter@{OFFICE}"
    token, file = api.token(login), api.get("/types/ke_hoach/sample?name=minimal").get_json()
    content = api.post("/types/ke_hoach/previews", json=file).data
    with api.work().writing() as turn:
        user = people.acting_user(turn.session, login, now=api.moments[-1])
        words = {"user_id": user.user_id, "office_id": OFFICE, "role": Role.DRAFTER}
        people.revoke_role(turn.session, turn.actor, **words)
    answer = api.post("/types/ke_hoach/imports", token=token, **form(content))
    assert (answer.status_code, answer.get_json()["code"]) == (403, "not_allowed")
    (endpoint,) = [one for one in ENDPOINTS if one.path == "/types/{slug}/imports"]
    assert "not_allowed" in codes_of(endpoint)
