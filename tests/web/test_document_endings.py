"""Sending and recalling on their pages: what is typed wrong, what is kept of it."""

import pytest

from tests.web.office_work import dispatched, form_at, issued, row_of, text_of
from tests.web.test_document_pages import fill
from tests.web.test_numbering_pages import open_series


def test_faults_of_an_act_come_at_once_with_what_was_typed(desk, client):
    open_series(desk)
    row = dispatched(desk)
    answer = fill(client, row.id, "thu-hoi", code="", on="31/2/2025", reason="Sai thẩm quyền")
    html = text_of(answer)
    assert answer.status_code == 422
    assert 'href="#code"' in html
    assert 'href="#on"' in html
    assert "Sai thẩm quyền" in html
    assert 'value="31/2/2025"' in html
    assert row_of(desk, row.id).state == "dispatched"


def test_a_recall_keeps_the_citation_of_its_notice(desk, client):
    open_series(desk)
    row = dispatched(desk)
    fill(
        client,
        row.id,
        "thu-hoi",
        code="12/TB-UBND",
        on="5/2/2025",
        reason="Sai thẩm quyền",
        issuer="UBND tỉnh",
    )
    html = text_of(client.get(f"/van-ban/{row.id}"))
    assert "Đã thu hồi theo số 12/TB-UBND ngày 05/02/2025 của UBND tỉnh: Sai thẩm quyền" in html
    assert ">Thu hồi theo 12/TB-UBND: Sai thẩm quyền<" in text_of(client.get("/so-van-ban"))


@pytest.mark.parametrize(
    ("code", "on", "words"),
    [
        ("??", "5/2/2025", "thu-hoi"),
        ("12/TB-UBND", "4/2/2025", "trước ngày của văn bản"),
        ("12/TB-UBND", "5/2/2025", "không có thông báo số 12/TB-UBND"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(desk, client, code, on, words):
    open_series(desk)
    row = dispatched(desk)
    answer = fill(client, row.id, "thu-hoi", code=code, on=on)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_sending_goes_to_the_chosen_recipients(desk, client):
    open_series(desk)
    row = issued(desk)
    address = f"/van-ban/{row.id}/phat-hanh"
    names = [one["name"] for one in row_of(desk, row.id).recipients]
    assert names
    fields = {**form_at(client, address), "to": names[:1]}
    client.post(address, data=fields)
    assert f"05/02/2025: {names[0]}" in text_of(client.get(f"/van-ban/{row.id}"))
