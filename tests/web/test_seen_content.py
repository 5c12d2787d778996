"""What a page showed is what its button does: a text that was saved meanwhile is never approved or numbered unseen."""

import pytest

from service.issuing.draft_saving import Typed, kept, save_typed
from tests.web.office_work import Forms, draft, form_at, issued, keep_steps, row_of, sent, text_of
from tests.web.people import ALL_ROLES
from tests.web.test_numbering_pages import numbers, open_series, page_of

MOVED = "Văn bản vừa được sửa sau khi bạn mở trang này"


def autosaved(desk, document_id, subject, *, who=ALL_ROLES):
    """The form saves by itself what its writer typed."""
    place = desk.workplace(who)
    state = kept(place, document_id)
    save_typed(place, document_id, Typed({**state.envelope, "subject": subject}, state.etag))


def test_a_text_that_was_saved_since_the_page_was_opened_gets_no_number(desk, client):
    open_series(desk)
    document_id = draft(desk, who=ALL_ROLES)
    fields = form_at(client, page_of(document_id))
    version = row_of(desk, document_id).version
    autosaved(desk, document_id, "Chữ văn thư chưa hề thấy")
    answer = sent(client, page_of(document_id), fields)
    assert (answer.status_code, numbers(desk)) == (409, [0])
    assert f"{MOVED}, chưa cấp số." in text_of(answer)
    assert row_of(desk, document_id).version == version
    again = Forms(text_of(answer)).by_action[page_of(document_id)]
    assert sent(client, page_of(document_id), again).status_code == 303
    assert row_of(desk, document_id).subject == "Chữ văn thư chưa hề thấy"


def test_where_text_and_number_have_moved_both_are_said(desk, client):
    open_series(desk)
    document_id = draft(desk, who=ALL_ROLES)
    fields = form_at(client, page_of(document_id))
    autosaved(desk, document_id, "Chữ mới")
    issued(desk, subject="Tuyên truyền pháp luật")
    html = text_of(sent(client, page_of(document_id), fields))
    assert MOVED in html
    assert "Số 01 vừa cấp cho Kế hoạch Tuyên truyền pháp luật" in html
    assert "Văn bản này sẽ mang số 02." in html


def test_the_page_of_the_number_says_who_saved_the_text_last(desk, client):
    open_series(desk)
    html = text_of(client.get(page_of(draft(desk, who=ALL_ROLES))))
    assert "Bản nháp lưu lúc 12:00" in html
    assert "Nguyễn Thị Hoa" in html


@pytest.mark.parametrize(
    ("page", "act"), [("/xem", "chuyen-buoc"), ("", "chuyen-buoc"), ("", "chuyen-duyet")]
)
def test_a_text_that_was_saved_since_it_was_read_is_not_approved(desk, client, page, act):
    keep_steps(desk, "content_checked")
    document_id = draft(desk, who=ALL_ROLES)
    address = f"/van-ban/{document_id}/{act}"
    fields = form_at(client, f"/van-ban/{document_id}{page}", address)
    autosaved(desk, document_id, "Chữ người duyệt chưa đọc")
    answer = client.post(address, data=fields, follow_redirects=True)
    assert MOVED in text_of(answer)
    assert (row_of(desk, document_id).state, row_of(desk, document_id).handed_over_at) == ("draft", None)


def test_a_remark_is_not_put_at_another_paragraph_than_the_one_that_was_read(desk, client):
    document_id = draft(desk, who=ALL_ROLES)
    address = f"/van-ban/{document_id}/gop-y"
    fields = form_at(client, f"/van-ban/{document_id}/xem?doan=7", address)
    autosaved(desk, document_id, "Chữ mới")
    answer = sent(client, address, {**fields, "body": "Ý kiến vừa gõ"})
    html = text_of(answer)
    assert answer.status_code == 409
    assert MOVED in html
    assert "Ý kiến vừa gõ" in html
    again = {**Forms(html).by_action[address], "body": "Ý kiến vừa gõ"}
    assert sent(client, address, again).status_code == 303
