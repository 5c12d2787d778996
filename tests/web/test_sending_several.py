"""Ghi phát hành for several documents of the book at once: all of them or none, once."""

import pytest

from tests.web.office_work import form_at, issued, row_of, sent, text_of
from tests.web.test_numbering_pages import open_series

BOOK, SEND = "/so-van-ban", "/so-van-ban/phat-hanh"


@pytest.fixture
def rows(desk):
    open_series(desk)
    return [issued(desk, subject=one) for one in ("Phòng, chống thiên tai", "Dân vận khéo", "Thu ngân sách")]


def states(desk, rows):
    return [row_of(desk, row.id).state for row in rows]


def test_the_documents_that_were_ticked_are_sent_on_the_day(desk, client, rows):
    fields = {**form_at(client, BOOK, SEND), "id": [rows[0].id, rows[2].id]}
    assert fields["on"] == "05/02/2025"
    answer = sent(client, SEND, fields)
    assert answer.status_code == 303
    page = text_of(client.get(answer.headers["Location"]))
    assert states(desk, rows) == ["dispatched", "issued", "dispatched"]
    assert "05/02/2025: mọi nơi nhận" in text_of(client.get(f"/van-ban/{rows[0].id}"))
    assert "Đã ghi phát hành 2 văn bản: 01/KH-UBND, 03/KH-UBND." in page


def test_pressed_twice_nothing_is_entered_again(desk, client, rows):
    fields = {**form_at(client, BOOK, SEND), "id": [rows[0].id]}
    sent(client, SEND, fields)
    again = sent(client, SEND, {**fields, "id": [rows[1].id, rows[0].id]})
    assert again.status_code == 409
    assert "01/KH-UBND: Văn bản đã ghi phát hành." in text_of(again)
    assert states(desk, rows) == ["dispatched", "issued", "issued"]


def test_a_day_that_cannot_be_and_no_document_are_said(desk, client, rows):
    fields = form_at(client, BOOK, SEND)
    assert "Chưa chọn văn bản nào" in text_of(sent(client, SEND, fields))
    answer = sent(client, SEND, {**fields, "id": [rows[0].id], "on": "31/2/2025"})
    assert (answer.status_code, 'href="#on"' in text_of(answer)) == (422, True)
    answer = sent(client, SEND, {**fields, "id": [rows[0].id], "on": "06/02/2025"})
    assert "ở tương lai" in text_of(answer)
    assert states(desk, rows) == ["issued"] * 3


def test_only_the_records_officer_ticks_and_sends(desk, rows, signed_in_client):
    drafter = signed_in_client("drafter")
    assert SEND not in text_of(drafter.get(BOOK))
    fields = {**form_at(drafter, "/doi-mat-khau"), "id": [rows[0].id], "on": "05/02/2025"}
    assert sent(drafter, SEND, fields).status_code == 403
    assert states(desk, rows) == ["issued"] * 3
