"""Review: the printed text on a page, remarks at their paragraphs and fields, each kept once."""

import re
from dataclasses import replace
from datetime import timedelta

from service.issuing import remarks
from service.issuing.draft_saving import Typed, kept, save_typed
from service.issuing.hand_over import hand_over
from service.issuing.return_document import return_document
from tests.web.office_work import Forms, draft, form_at, issued, keep_steps, row_of, sent, text_of
from tests.web.people import ALL_ROLES, NOON
from tests.web.test_document_pages import press
from tests.web.test_numbering_pages import both_at_once, open_series

SUBJECT = "Cải cách thủ tục hành chính năm 2025"


def said_about(desk, document_id, who=ALL_ROLES):
    with desk.workplace(who).reading() as turn:
        return remarks.of_document(turn, document_id)


def paragraph_with(html, words):
    """The number of the first paragraph of the sheet that has these words."""
    for number, inner in re.findall(r'id="doan-(\d+)"><p>(.*?)</p>', html, re.DOTALL):
        if words in re.sub("<[^>]*>", "", inner):
            return int(number)
    raise AssertionError(words)


def remark(client, document_id, body, paragraph=None):
    page = f"/van-ban/{document_id}/xem" + (f"?doan={paragraph}" if paragraph else "")
    address = f"/van-ban/{document_id}/gop-y"
    return sent(client, address, {**form_at(client, page, address), "body": body})


def test_a_draft_is_shown_as_it_is_printed(desk, client):
    html = text_of(client.get(f"/van-ban/{draft(desk, subject=SUBJECT)}/xem"))
    sheet = html.partition('<article class="sheet"')[2]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in sheet
    assert SUBJECT in sheet
    assert "Nơi nhận" in sheet


def test_a_remark_stands_at_the_field_that_printed_its_paragraph(desk, signed_in_client):
    keep_steps(desk, "content_checked")
    document_id = draft(desk, subject=SUBJECT)
    client = signed_in_client("approver")
    html = text_of(client.get(f"/van-ban/{document_id}/xem"))
    number = paragraph_with(html, SUBJECT)
    answer = remark(client, document_id, "Thêm tên xã", number)
    assert answer.headers["Location"] == f"/van-ban/{document_id}/xem#doan-{number}"
    (made,) = said_about(desk, document_id, "drafter")
    assert (made.path, made.body, made.author, made.quote) == (
        "subject",
        "Thêm tên xã",
        "Người approver",
        SUBJECT,
    )
    html = text_of(client.get(f"/van-ban/{document_id}/xem"))
    assert "Thêm tên xã" in html.partition(f'id="doan-{number}"')[2].partition('class="doan')[0]


def test_a_remark_on_a_field_of_the_content_has_its_path(desk, client):
    document_id = draft(desk)
    html = text_of(client.get(f"/van-ban/{document_id}/xem"))
    with desk.workplace(ALL_ROLES).reading() as turn:
        from service.issuing.drafting import envelope_of  # noqa: PLC0415 - only here

        envelope = envelope_of(turn, row_of(desk, document_id))
    words = envelope["content"]["criteria"][0]["tasks"][0]["content"][:40]
    remark(client, document_id, "Rõ hơn", paragraph_with(html, words))
    assert said_about(desk, document_id)[0].path == "content.criteria[0].tasks[0].content"


def test_a_remark_on_the_whole_has_no_path(desk, client):
    document_id = draft(desk)
    remark(client, document_id, "Bố cục chưa cân đối")
    assert [(one.path, one.paragraph) for one in said_about(desk, document_id)] == [("", None)]


def test_a_second_click_keeps_one_remark(desk, client):
    document_id = draft(desk)
    address = f"/van-ban/{document_id}/gop-y"
    fields = {**form_at(client, f"/van-ban/{document_id}/xem", address), "body": "Một lần"}
    for _ in range(2):
        assert sent(client, address, fields).status_code == 303
    assert len(said_about(desk, document_id)) == 1


def test_two_posts_at_once_keep_one_remark(app, desk, client):
    document_id = draft(desk)
    address = f"/van-ban/{document_id}/gop-y"
    fields = {**form_at(client, f"/van-ban/{document_id}/xem", address), "body": "Một lần"}

    def post():
        browser = app.test_client()
        for cookie in ("van_ban", "van_ban_form"):
            browser.set_cookie(cookie, client.get_cookie(cookie).value)
        return sent(browser, address, fields).status_code

    assert both_at_once([post, post]) == [303, 303]
    assert len(said_about(desk, document_id)) == 1


def test_an_empty_remark_is_refused_where_it_was_typed(desk, client):
    document_id = draft(desk)
    answer = remark(client, document_id, "  ", 1)
    assert answer.status_code == 422
    assert 'href="#body"' in text_of(answer)


def test_a_remark_on_a_text_that_moved_is_refused_and_kept_on_the_page(desk, client):
    document_id = draft(desk, subject=SUBJECT)
    address = f"/van-ban/{document_id}/gop-y"
    number = paragraph_with(text_of(client.get(f"/van-ban/{document_id}/xem")), SUBJECT)
    fields = form_at(client, f"/van-ban/{document_id}/xem?doan={number}", address)
    answer = sent(client, address, {**fields, "version": "0", "body": "Ý kiến vừa gõ"})
    assert answer.status_code == 409
    assert "Ý kiến vừa gõ" in text_of(answer)
    assert said_about(desk, document_id) == []


def test_the_drafter_settles_a_remark(desk, client, signed_in_client):
    document_id = draft(desk)
    remark(client, document_id, "Sửa ngày")
    drafter = signed_in_client("drafter")
    html = text_of(drafter.get(f"/van-ban/{document_id}"))
    assert "1 góp ý chưa xử lý" in html
    made = said_about(desk, document_id)[0]
    address = f"/van-ban/{document_id}/gop-y/{made.id}/xong"
    sent(drafter, address, Forms(html).by_action[address])
    assert said_about(desk, document_id)[0].is_settled
    assert "góp ý chưa xử lý" not in text_of(drafter.get(f"/van-ban/{document_id}"))


def test_words_of_a_return_are_among_the_remarks(desk, client):
    keep_steps(desk, "content_checked")
    document_id = draft(desk)
    press(client, document_id, "chuyen-duyet")
    page = f"/van-ban/{document_id}/tra-lai"
    sent(client, page, {**form_at(client, page), "remark": "Chưa đúng căn cứ"})
    assert [(one.kind, one.body) for one in said_about(desk, document_id)] == [("return", "Chưa đúng căn cứ")]
    assert "Chưa đúng căn cứ" in text_of(client.get(f"/van-ban/{document_id}/xem"))


def test_nobody_remarks_on_what_has_its_number(desk, client):
    open_series(desk)
    row = issued(desk)
    html = text_of(client.get(f"/van-ban/{row.id}/xem"))
    assert "01/KH-UBND" in html
    assert f"/van-ban/{row.id}/gop-y" not in Forms(html).by_action


def test_a_draft_with_faults_says_why_there_is_nothing_to_see(desk, client):
    html = text_of(client.get(f"/van-ban/{draft(desk, content={})}/xem"))
    assert "Bản nháp chưa xem được vì còn" in html


def test_an_approver_approves_where_he_reads(desk, signed_in_client):
    keep_steps(desk, "content_checked", "for_signature")
    document_id = draft(desk)
    client = signed_in_client("approver")
    address = f"/van-ban/{document_id}/chuyen-buoc"
    html = text_of(client.get(f"/van-ban/{document_id}/xem"))
    assert "Duyệt nội dung" in Forms(html).buttons
    sent(client, address, Forms(html).by_action[address])
    assert row_of(desk, document_id).state == "content_checked"


def test_the_words_of_a_return_stay_those_of_who_returned_it(desk, signed_in_client):
    keep_steps(desk, "content_checked")
    document_id = draft(desk)
    hand_over(desk.workplace("drafter"), document_id)
    return_document(desk.workplace("approver"), document_id, remark="Sửa mục II")
    later = replace(desk.workplace("drafter"), now=lambda: NOON + timedelta(minutes=16))
    state = kept(later, document_id)
    save_typed(later, document_id, Typed({**state.envelope, "subject": "Đã sửa"}, state.etag))
    (said,) = said_about(desk, document_id, "drafter")
    assert (said.author, said.made_at, said.body) == ("Người approver", NOON, "Sửa mục II")
    html = text_of(signed_in_client("drafter").get(f"/van-ban/{document_id}/soan"))
    assert "Người approver" in html


def test_who_returned_a_text_is_offered_no_step_forward_with_it_until_it_was_changed(desk, signed_in_client):
    keep_steps(desk, "content_checked", "for_signature")
    document_id = draft(desk)
    hand_over(desk.workplace("drafter"), document_id)
    return_document(desk.workplace("approver"), document_id, remark="Sửa mục II")
    approver, page = signed_in_client("approver"), f"/van-ban/{document_id}"
    html = text_of(approver.get(page))
    assert "Bạn đã trả lại, chờ người soạn thảo sửa và chuyển lại." in html
    assert not {"Duyệt nội dung", "Chuyển duyệt"} & set(Forms(html).buttons)
    assert "Duyệt nội dung" not in Forms(text_of(approver.get(f"{page}/xem"))).buttons
    assert "Chuyển duyệt" in Forms(text_of(signed_in_client("drafter").get(page))).buttons
    work = desk.workplace("drafter")
    state = kept(work, document_id)
    save_typed(work, document_id, Typed({**state.envelope, "subject": "Đã sửa mục II"}, state.etag))
    hand_over(work, document_id)
    assert "Duyệt nội dung" in Forms(text_of(approver.get(page))).buttons


def test_an_open_remark_is_said_on_the_form_and_where_the_number_is_taken(desk, client):
    open_series(desk)
    document_id = draft(desk, who=ALL_ROLES)
    pages = (f"/van-ban/{document_id}/soan", f"/van-ban/{document_id}/cap-so")
    assert not any("góp ý chưa xử lý" in text_of(client.get(page)) for page in pages)
    remark(client, document_id, "Sửa ngày")
    for page in pages:
        html = text_of(client.get(page))
        assert "Còn 1 góp ý chưa xử lý." in html
        assert f'href="/van-ban/{document_id}#gop-y"' in html
    made = said_about(desk, document_id)[0]
    sent(
        client,
        f"/van-ban/{document_id}/gop-y/{made.id}/xong",
        form_at(client, f"/van-ban/{document_id}", f"/van-ban/{document_id}/gop-y/{made.id}/xong"),
    )
    assert not any("góp ý chưa xử lý" in text_of(client.get(page)) for page in pages)
