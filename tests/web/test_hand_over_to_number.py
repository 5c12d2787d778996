"""An office without steps: the drafter says when a draft is ready for its number, except for a draft of the officer."""

from service.issuing.hand_over import hand_over
from tests.web.office_work import Forms, draft, form_at, row_of, sent, text_of
from tests.web.test_numbering_pages import open_series, page_of

TO_NUMBER = "Chuyển văn thư cấp số"


def buttons(client, document_id):
    html = text_of(client.get(f"/van-ban/{document_id}"))
    return html, Forms(html).buttons


def test_the_drafter_hands_a_draft_over_and_the_officer_numbers_it(desk, signed_in_client):
    open_series(desk)
    document_id = draft(desk)
    drafter, officer = signed_in_client("drafter"), signed_in_client("records_officer")
    assert text_of(officer.get("/viec-cua-toi")).count(document_id) == 0
    assert officer.get(page_of(document_id)).status_code == 303
    assert f'href="{page_of(document_id)}"' not in text_of(officer.get(f"/van-ban/{document_id}"))
    assert TO_NUMBER in buttons(drafter, document_id)[1]
    address = f"/van-ban/{document_id}/chuyen-duyet"
    answer = sent(drafter, address, form_at(drafter, f"/van-ban/{document_id}", address))
    html = text_of(drafter.get(answer.headers["Location"]))
    assert "Đã chuyển văn thư, chờ cấp số." in html
    assert f"<strong>{TO_NUMBER}</strong>" in html
    assert "chờ người ở bước sau" not in html
    assert document_id in text_of(officer.get("/viec-cua-toi"))
    sent(officer, page_of(document_id), form_at(officer, page_of(document_id)))
    assert row_of(desk, document_id).code == "01/KH-UBND"


def test_a_draft_of_the_officer_needs_no_hand_over(desk, client):
    open_series(desk)
    html, found = buttons(client, draft(desk, who="hoa"))
    assert TO_NUMBER not in found
    assert "/cap-so" in html


def test_the_officer_gives_a_draft_back_with_a_remark(desk, signed_in_client):
    document_id = draft(desk)
    hand_over(desk.workplace("drafter"), document_id)
    officer = signed_in_client("records_officer")
    page = f"/van-ban/{document_id}/tra-lai"
    sent(officer, page, {**form_at(officer, page), "remark": "Thiếu người ký"})
    assert row_of(desk, document_id).handed_over_at is None
    assert "Thiếu người ký" in text_of(signed_in_client("drafter").get("/viec-cua-toi"))
