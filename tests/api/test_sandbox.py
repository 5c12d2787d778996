"""Test tokens: the same replies, a mark on each page, nothing in the book, gone after thirty days."""

import io
import shutil
import subprocess
import zipfile
from urllib.parse import quote

import docx
import openpyxl
import pytest
from sqlalchemy import func, select

from service.issuing.sandbox import clear_expired
from service.issuing.upkeep import upkeep
from service.register import offices, people, sandbox, verify
from service.register.models import AuditEvent, Blob, Document, KeptAnswer, Office
from service.register.states import Role
from service.register.tokens import Scope
from tests.api.conftest import OFFICE, SETTINGS

HEAD = {"name": "Lê Văn An", "position": "CHỦ TỊCH", "capacity": "TM"}
PDFTOTEXT = shutil.which("pdftotext") or "pdftotext"


@pytest.fixture
def test_token(api):
    return api.token(live=False, days=90)


def named(api, token):
    return [one["name"] for one in api.get("/signers", token=token).get_json()["signers"]]


def count(api, table, *conditions):
    with api.work().reading() as turn:
        return turn.session.scalar(select(func.count()).select_from(table).where(*conditions))


def test_a_test_document_looks_like_a_live_one_and_is_not(api, test_token):
    test, live = api.issued(token=test_token).get_json(), api.issued().get_json()
    assert test.keys() == live.keys()
    assert (test["livemode"], live["livemode"]) == (False, True)
    assert test["office"] == live["office"] == OFFICE
    assert (test["code"], live["code"]) == ("01/KH-UBND", "01/KH-UBND")


def test_no_key_is_needed_where_nothing_counts(api, test_token):
    body = api.plan(intent="issue", signed_on="2026-03-05")
    assert api.post("/documents", json=body, token=test_token).status_code == 201


def test_every_header_of_a_test_document_carries_the_mark(api, test_token):
    content = api.get(api.issued(token=test_token).get_json()["links"]["docx"], token=test_token).data
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        headers = [
            package.read(name).decode() for name in package.namelist() if name.startswith("word/header")
        ]
    assert headers
    assert all("BẢN THỬ" in header for header in headers)


@pytest.mark.office
def test_every_page_says_that_it_is_a_test_and_no_live_page_does(office_api, tmp_path):
    token = office_api.token(live=False)
    full = {**office_api.desk.catalogue.sample("ke_hoach", "full"), "office": OFFICE}
    for secret, is_marked in ((token, True), (office_api.token(), False)):
        answer = office_api.post(
            "/types/ke_hoach/previews", json=full, token=secret, headers={"Accept": "application/pdf"}
        )
        path = tmp_path / "preview.pdf"
        path.write_bytes(answer.data)
        text = subprocess.run([PDFTOTEXT, path, "-"], capture_output=True, text=True, check=True).stdout
        pages = text.split("\f")[:-1]
        assert len(pages) > 1
        assert {"BẢN THỬ" in page for page in pages} == {is_marked}


def test_what_is_put_up_in_the_sandbox_gets_its_number_there_too(api, test_token):
    api.do(offices.set_office, OFFICE, {"steps": ["for_signature"]})
    own = api.post(
        "/documents", json=api.plan(intent="for_signature", month="2026-03"), token=test_token
    ).get_json()["links"]["self"]
    done = api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, token=test_token)
    assert (done.status_code, done.get_json()["findings"]) == (200, [])


def test_the_sandbox_is_in_no_book_and_in_no_list(api, test_token):
    api.issued(token=test_token)
    assert api.get("/register/2026.json").get_json()["documents"] == []
    assert len(api.get("/register/2026.json", token=test_token).get_json()["documents"]) == 1
    assert api.get("/documents").get_json()["documents"] == []
    assert api.get("/events").get_json()["events"] == []
    assert "~" not in "".join(one.id for one in api.look(offices.offices))
    assert api.get("/series").get_json()["series"][0]["next"] == 1


def test_roles_and_steps_of_the_sandbox_follow_the_office(api):
    secret = api.token(f"drafter@{OFFICE}", live=False)
    assert api.issued(token=secret).status_code == 403
    user = next(one for one in api.get("/users").get_json()["users"] if one["login"] == f"drafter@{OFFICE}")
    api.do(people.grant_role, user_id=user["id"], office_id=OFFICE, role=Role.RECORDS_OFFICER)
    assert api.issued(token=secret).status_code == 201
    api.do(people.revoke_role, user_id=user["id"], office_id=OFFICE, role=Role.RECORDS_OFFICER)
    assert api.issued(token=secret, key="other").status_code == 403


def test_the_sandbox_has_the_signers_that_its_office_has_now(api, test_token):
    first = api.post("/signers", json=HEAD).get_json()
    assert named(api, test_token) == ["Lê Văn An"]
    kept = api.issued(token=test_token).get_json()
    api.later(seconds=1)  # who was named first stands first
    api.post("/signers", json={**HEAD, "name": "Phạm Thị Bình"})
    assert named(api, test_token) == ["Lê Văn An", "Phạm Thị Bình"]
    api.post(f"/signers/{first['id']}/end", json={"valid_until": "2026-03-05"})
    api.later(days=1)
    assert named(api, test_token) == named(api, "") == ["Phạm Thị Bình"]
    outlines = [
        api.post(
            "/types/ke_hoach/previews", json=api.plan(), token=token, headers={"Accept": "application/json"}
        ).get_json()["outline"]
        for token in (test_token, "")
    ]
    assert all("Phạm Thị Bình" in outline for outline in outlines)
    assert api.get(kept["links"]["self"], token=test_token).get_json()["signer"]["name"] == "Lê Văn An"
    assert api.look(lambda *at: list(verify.verify(*at))) == []


def test_a_test_token_adds_and_ends_signers_of_its_own_and_leaves_those_of_the_office(api, test_token):
    api.post("/signers", json=HEAD)
    own = api.post("/signers", json={**HEAD, "name": "Người Thử"}, token=test_token).get_json()
    copied = next(
        one for one in api.get("/signers", token=test_token).get_json()["signers"] if one["id"] != own["id"]
    )
    end = {"valid_until": "2026-03-05"}
    refused = api.post(f"/signers/{copied['id']}/end", json=end, token=test_token)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "live_token_required")
    assert api.post(f"/signers/{own['id']}/end", json=end, token=test_token).status_code == 200
    api.later(days=1)
    assert named(api, test_token) == named(api, "") == ["Lê Văn An"]


def test_everything_in_a_sandbox_is_gone_after_thirty_days_and_nothing_else(api, test_token):
    live = api.issued().get_json()
    test = api.issued(token=test_token, subject="Chỉ để thử").get_json()
    own = api.post("/documents", json=api.plan(), token=test_token).get_json()["links"]["self"]
    blobs = count(api, Blob)
    api.later(days=29)
    assert api.get(own, token=test_token).status_code == 200
    api.later(days=1, seconds=1)
    keeper = api.token(days=400)
    assert clear_expired(api.work()) == [OFFICE]
    assert count(api, Document, Document.office_id != OFFICE) == 0
    assert count(api, Office, Office.id == sandbox.twin_id(OFFICE)) == 0
    assert count(api, AuditEvent, AuditEvent.office_id == sandbox.twin_id(OFFICE)) == 0
    assert count(api, Blob) < blobs
    assert count(api, Blob, Blob.sha256 == test["sha256"]) == 0
    assert api.get(live["links"]["docx"], token=keeper).status_code == 200
    assert api.look(lambda *at: list(verify.verify(*at))) == []
    again = api.issued(token=test_token)
    assert (again.status_code, again.get_json()["number"]) == (201, 1)


def test_the_first_use_of_an_old_sandbox_clears_it(api, test_token):
    own = api.post("/documents", json=api.plan(), token=test_token).get_json()["links"]["self"]
    api.later(days=31)
    assert api.get(own, token=test_token).status_code == 404
    settings = api.get(f"/offices/{OFFICE}/settings", token=test_token).get_json()
    assert settings["sandbox_cleared_at"].startswith("2026-05-05")


def test_outside_of_its_clearing_nothing_in_a_sandbox_can_be_deleted_either(api, test_token):
    api.issued(token=test_token)
    for statement in (
        "DELETE FROM documents",
        "DELETE FROM audit_events",
        "DELETE FROM blobs",
        "DELETE FROM files",
    ):
        with (
            pytest.raises(Exception, match=r"the register never does this|Chưa có gì thay đổi"),
            api.work().writing() as turn,
        ):
            turn.session.connection().exec_driver_sql(statement)


def test_a_new_year_brings_a_series_of_its_own(api):
    token = api.token(live=False, days=400)
    api.at(api.moments[-1].replace(year=2027, month=1))
    body = api.plan(intent="issue", signed_on="2027-01-05")
    assert api.post("/documents", json=body, token=token, key="k").get_json()["code"] == "01/KH-UBND"


def test_a_token_of_one_scope_reads_in_the_sandbox(api):
    assert api.get("/documents", token=api.token(live=False, scopes=(Scope.READ,))).status_code == 200


def test_upkeep_clears_pushes_and_forgets_what_is_due(api):
    test = api.issued(token=api.token(live=False)).get_json()
    api.issued()
    api.later(days=31)
    upkeep(api.desk, SETTINGS)
    upkeep(api.desk, SETTINGS)
    assert count(api, Document) == 1
    assert count(api, Blob, Blob.sha256 == test["sha256"]) == 0
    assert count(api, KeptAnswer, KeptAnswer.body.is_not(None)) == 0
    assert count(api, KeptAnswer) == 1


def test_the_book_of_a_sandbox_says_on_each_page_and_in_its_name_that_it_is_none(api):
    test = api.token(live=False)
    for token in ("", test):
        api.issued(token=token, key=token or "live")
    for kind in ("docx", "xlsx", "csv", "json"):
        real, trial = api.get(f"/register/2026.{kind}"), api.get(f"/register/2026.{kind}", token=test)
        assert "_ban-thu." in trial.headers["Content-Disposition"]
        assert quote("(BẢN THỬ)") in trial.headers["Content-Disposition"]
        assert "ban-thu" not in real.headers["Content-Disposition"]
        assert b"~test" not in trial.data
    for token, words in (("", ""), (test, "BẢN THỬ")):
        word = docx.Document(io.BytesIO(api.get("/register/2026.docx", token=token).data))
        assert {one.header.paragraphs[0].text for one in word.sections} == {words}
        sheet = openpyxl.load_workbook(io.BytesIO(api.get("/register/2026.xlsx", token=token).data)).active
        assert (sheet.oddHeader.center.text or "") == words
    assert api.get("/register/2026.json", token=test).get_json()["livemode"] is False
