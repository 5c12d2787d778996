"""A token works in one office, whatever its user may see elsewhere: sources, previews, samples, batches."""

import io

import docx
import pytest

from service.api.table import ENDPOINTS
from service.inspection.outline import outline_text
from tests.api.conftest import OTHER_OFFICE

SECRET_WORDS = "Bồi dưỡng cán bộ thôn bản"
JSON = {"Accept": "application/json"}


def report(api, source, **words):
    sample = api.get("/types/bao_cao/sample?name=minimal").get_json()
    content = {**sample["content"]}
    return {**sample, "content": content, "sources": {"plan": source}, **words}


def codes(answer):
    return {one["code"] for one in answer.get_json().get("errors", [])}


@pytest.fixture(params=["another office", "the sandbox", "the real office"])
def foreign(request, api):
    """A document and a token of its user that is not of its office."""
    if request.param == "another office":
        made, token = (
            api.post("/documents", json=api.plan(subject=SECRET_WORDS)),
            api.token(office=OTHER_OFFICE),
        )
    elif request.param == "the sandbox":
        test = api.token(live=False)
        made, token = api.post("/documents", json=api.plan(subject=SECRET_WORDS), token=test), api.token()
    else:
        made = api.post("/documents", json=api.plan(subject=SECRET_WORDS))
        token = api.token(live=False)
    return made.get_json()["id"], token


def test_a_source_of_another_office_is_not_known(api, foreign):
    source, token = foreign
    office = api.get("/offices", token=token).get_json()["offices"][0]["id"]
    sent = report(api, source, office=office)
    kept = api.post("/documents", json=sent, token=token)
    assert "document_unknown" in {one["code"] for one in kept.get_json()["findings"]}
    file = api.get(f"{kept.get_json()['links']['self']}.docx", token=token)
    shown = api.post("/types/bao_cao/previews", json=sent, token=token, headers=JSON)
    looked_at = api.post("/types/bao_cao/previews?gaps=true", json=sent, token=token, headers=JSON)
    issued = api.post(
        "/documents", json={**sent, "intent": "issue", "signed_on": "2026-03-05"}, token=token, key="k"
    )
    for answer in (file, shown, issued):
        assert answer.status_code == 422
        assert "document_unknown" in codes(answer)
    for answer in (kept, file, shown, looked_at, issued):
        told = answer.get_data(as_text=True)
        assert SECRET_WORDS not in told
        assert "~" not in told


def test_a_batch_takes_from_no_document_of_another_office(api, foreign):
    source, token = foreign
    office = api.get("/offices", token=token).get_json()["offices"][0]["id"]
    body = {
        "type": "bao_cao",
        "plan": report(api, source, office=office),
        "rows": [{"unit.code": "21484"}],
        "by": "office",
    }
    answer = api.post("/batches/checks", json=body, token=token)
    assert "document_unknown" in {one["code"] for one in answer.get_json()["errors"]}
    assert SECRET_WORDS not in answer.get_data(as_text=True)


def test_a_returned_file_of_another_office_says_nothing_of_its_document(api, foreign):
    source, token = foreign
    office = api.get("/offices", token=token).get_json()["offices"][0]["id"]
    made = [api.get(f"/documents/{source}.docx", token=one) for one in ("", api.token(live=False))]
    (content,) = [one.data for one in made if one.status_code == 200]
    own = api.post("/documents", json=api.plan(office=office), token=token).headers["Location"]
    for act in ("returned-files/checks", "returned-files", "signed-files"):
        sent = {"data": {"file": (io.BytesIO(content), "x.docx")}, "content_type": "multipart/form-data"}
        answer = api.post(f"{own}/{act}", token=token, **sent)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "foreign_file")
        assert SECRET_WORDS not in answer.get_data(as_text=True)
        assert source not in answer.get_data(as_text=True)


def test_a_source_of_the_own_office_is_taken_from_in_a_preview_as_in_a_draft(api):
    plan = api.issued(subject=SECRET_WORDS).get_json()
    sent = report(api, plan["id"])
    preview = api.post("/types/bao_cao/previews", json=sent)
    assert preview.status_code == 200
    own = api.post("/documents", json=sent).headers["Location"]
    assert outline_text(preview.data) == outline_text(api.get(f"{own}.docx").data)


def test_a_preview_is_the_document_of_the_office_with_its_header_signer_and_recipients(api):
    for path, method, body in (
        (f"/offices/{OTHER_OFFICE}/header", "PATCH", {"parent_lines": ["CƠ QUAN CHỦ QUẢN MỚI"]}),
        (f"/offices/{OTHER_OFFICE}/recipients", "PUT", {"recipients": [{"name": "Đảng ủy xã Ba Vì"}]}),
        ("/signers", "POST", {"name": "Lê Văn Ký", "position": "CHỦ TỊCH", "capacity": "TM"}),
    ):
        answer = api.call(method, path, json=body, token=api.token(office=OTHER_OFFICE))
        assert answer.status_code < 300, answer.get_json()
    token = api.token(office=OTHER_OFFICE)
    sample = api.get("/types/ke_hoach/sample?name=minimal", token=token).get_json()
    preview = api.post("/types/ke_hoach/previews", json=sample, token=token)
    own = api.post("/documents", json=sample, token=token).headers["Location"]
    words = words_of(preview.data)
    assert words == words_of(api.get(f"{own}.docx", token=token).data)
    for printed in ("CƠ QUAN CHỦ QUẢN MỚI", "Lê Văn Ký", "Đảng ủy xã Ba Vì"):
        assert printed in words
    told = api.post("/types/ke_hoach/previews", json=sample, token=token, headers=JSON).get_json()
    assert "Lê Văn Ký" in told["outline"]


def words_of(content):
    """Return the words of paragraphs and of the cells of tables."""
    made = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


@pytest.mark.parametrize("is_live", [True, False], ids=["live", "test"])
@pytest.mark.parametrize("slug", ["ke_hoach", "bao_cao", "thong_bao_ket_qua"])
@pytest.mark.parametrize("name", ["minimal", "full"])
def test_a_sample_can_be_sent_as_it_is_with_the_token_of_any_office(api, slug, name, is_live):
    token = api.token(office=OTHER_OFFICE, live=is_live)
    sample = api.get(f"/types/{slug}/sample?name={name}", token=token).get_json()
    assert sample["office"] == OTHER_OFFICE
    preview = api.post(f"/types/{slug}/previews", json=sample, token=token)
    kept = api.post("/documents", json=sample, token=token)
    assert (preview.status_code, kept.status_code) == (200, 201)
    assert [one for one in kept.get_json()["findings"] if one["severity"] == "error"] == []


def test_a_preview_for_another_office_is_refused(api):
    sent = api.plan(office=OTHER_OFFICE)
    answer = api.post("/types/ke_hoach/previews", json=sent)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "wrong_office")


def test_the_hash_of_a_preview_is_that_of_the_file_that_is_sent(api):
    for is_live in (True, False):
        token = api.token(live=is_live)
        sent = {"json": api.plan(), "token": token}
        file = api.post("/types/ke_hoach/previews", **sent)
        told = api.post("/types/ke_hoach/previews", headers=JSON, **sent).get_json()
        assert file.headers["ETag"] == f'"{told["sha256"]}"'


BATCH_ROUTES = [one for one in ENDPOINTS if "{batch_id}" in one.path]


@pytest.mark.parametrize("endpoint", BATCH_ROUTES, ids=lambda one: f"{one.method} {one.path}")
def test_a_batch_of_another_office_is_not_told_from_none_to_a_user_without_a_role_there(shared_api, endpoint):
    batch = batch_of(shared_api)
    token = shared_api.token(f"administrator@{OTHER_OFFICE}", office=OTHER_OFFICE)
    answers = []
    for batch_id in (batch, "019cbc5d"):
        where = endpoint.path.replace("{batch_id}", batch_id).replace("{number}", "1")
        where = where.replace("{file_format}", "docx")
        answer = shared_api.call(
            endpoint.method, where, token=token, json={} if endpoint.body else None, key="k"
        )
        answers.append((answer.status_code, answer.get_json()["code"]))
    assert answers == [(404, "batch_not_found")] * 2


def batch_of(api):
    body = {
        "type": "ke_hoach",
        "plan": {**api.plan(), "subject": "Dân vận của {đơn vị}"},
        "rows": [{"unit.code": "21484"}],
        "by": "office",
        "acknowledged": ["signer_missing"],
        "valid_only": True,
    }
    made = api.post("/batches", json=body, key="batch-of")
    assert made.status_code == 201, made.get_json()
    return made.get_json()["id"]
