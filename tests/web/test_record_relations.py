"""Vào sổ văn bản khác: what it does to earlier documents, who keeps it in which book, until when it is answered."""

import io

from service.register import backup, confirmations
from service.register.confirmations import Confirmation
from tests.web.office_work import SCAN, form_at, row_of, text_of
from tests.web.people import ALL_ROLES, TODAY
from tests.web.test_book_pages import RECORD, entered, looked
from tests.web.test_numbering_pages import open_series


def document_of(desk, answer):
    assert answer.status_code == 303, text_of(answer)
    return row_of(desk, answer.headers["Location"].rpartition("/")[2])


def test_a_decision_replaces_an_earlier_one_by_its_code(desk, client):
    open_series(desk)
    first = document_of(desk, entered(client))
    other = {"files": (io.BytesIO(SCAN + b" 2"), "qd2.pdf"), "signer_name": "Phạm Viết Nho"}
    answer = entered(client, relation="replaces", related="1/QĐ-UBND", **other)
    html = text_of(client.get(answer.headers["Location"]))
    assert f'Thay thế <a href="/van-ban/{first.id}">Quyết định 01/QĐ-UBND' in html
    other["files"] = (io.BytesIO(SCAN + b" 3"), "qd3.pdf")
    again = entered(client, relation="replaces", related="01/2025/QĐ-UBND", **other)
    html = text_of(client.get(again.headers["Location"]))
    assert "Quyết định số 01/QĐ-UBND ngày 05/02/2025 đã được thay thế bởi Quyết định số 02/QĐ-UBND" in html


def test_a_related_document_that_is_not_in_the_book_is_said_at_its_field(desk, client):
    open_series(desk)
    for fields, path in (
        ({"relation": "replaces", "related": "65/QĐ-UBND"}, "related"),
        ({"relation": "replaces"}, "related"),
        ({"related": "65/QĐ-UBND"}, "relation"),
    ):
        answer = entered(client, **fields)
        assert answer.status_code in {404, 422}
        assert f'href="#{path}"' in text_of(answer)
        assert "Về việc khen thưởng" in text_of(answer)


def test_copies_body_and_the_day_of_the_answer_are_kept(desk, client):
    open_series(desk, body="BCĐ")
    early = entered(client, body="BCĐ", due_on="01/02/2025")
    assert early.status_code == 422
    assert 'href="#due_on"' in text_of(early)
    row = document_of(desk, entered(client, body="BCĐ", copies="12", due_on="20/02/2025"))
    assert (row.code, row.copies, f"{row.due_on:%d/%m/%Y}") == ("01/QĐ-BCĐ", 12, "20/02/2025")


def test_without_a_series_the_page_leads_to_where_one_is_opened(client):
    html = text_of(looked(client))
    assert '<a href="/quan-tri/so">' in html
    assert "./run" not in html
    assert "Quyết định chưa mở" in html


def test_the_same_file_twice_and_a_missing_signer_are_warned_of(desk, client):
    open_series(desk)
    entered(client)
    html = text_of(client.get(entered(client, subject="Khác", signer_name="").headers["Location"]))
    assert "Tệp qd.pdf đã có ở Quyết định số 01/QĐ-UBND ngày 05/02/2025" in html
    assert "Chưa ghi người ký" in html


def test_the_day_is_not_filled_in_while_numbers_wait_to_be_entered_again(desk, client):
    row = open_series(desk)
    assert form_at(client, RECORD)["issued_on"]
    with desk.workplace("operator").writing() as turn:
        backup.await_confirmation(turn.session, turn.actor)
    with desk.workplace(ALL_ROLES).writing() as turn:
        confirmed = Confirmation(last_number=2, last_date=TODAY, reason="Theo sổ giấy")
        confirmations.confirm_series(turn.session, turn.actor, row.id, confirmed)
    assert form_at(client, RECORD)["issued_on"] == ""
    refused = looked(client, issued_on="", number="1")
    assert 'href="#issued_on"' in text_of(refused)


def test_the_secret_book_is_a_file_of_its_own(desk, client, signed_in_client):
    open_series(desk)
    html = text_of(client.get("/so-van-ban"))
    assert "/so-van-ban/2025.docx?mat=1" in html
    answer = client.get("/so-van-ban/2025.docx?mat=1")
    assert (answer.status_code, "mat" in answer.headers["Content-Disposition"]) == (200, True)
    assert signed_in_client("drafter").get("/so-van-ban/2025.docx?mat=1").status_code == 403
