"""Series on the page of the number: opened there, external ones, and what must be confirmed before."""

from datetime import date

import pytest
from flask import Flask

from service.register import offices, series
from tests.web.office_work import Forms, draft, form_at, keep_steps, ready, row_of, sent, series_rows, text_of
from tests.web.people import ALL_ROLES, OFFICE, signed_in
from tests.web.test_numbering_pages import both_at_once, open_series, page_of


def test_without_a_series_it_is_opened_on_the_same_page(desk, client):
    document_id = ready(desk)
    html = text_of(client.get(page_of(document_id)))
    assert "Mở sổ số năm 2025" in Forms(html).buttons
    fields = Forms(html).by_action[f"/van-ban/{document_id}/mo-so"]
    answer = sent(
        client,
        f"/van-ban/{document_id}/mo-so",
        {**fields, "scope": "kind", "next_number": "5", "last_date": "02/01/2025", "reason": "Tiếp sổ giấy"},
    )
    assert answer.status_code == 303
    html = text_of(client.get(answer.headers["Location"]))
    assert "Cấp số 05/KH-UBND" in Forms(html).buttons
    assert [(one.kinds, one.first_number) for one in series_rows(desk)] == [(["KH"], 5)]


def keep_life(desk, since):
    """Let the office work since a day."""
    with desk.workplace("operator").writing() as turn:
        offices.set_office(turn.session, turn.actor, OFFICE, {"valid_from": since})


def test_a_series_is_opened_once_by_two_posts_at_once(app: Flask, desk):
    document_id = ready(desk)
    browsers = [signed_in(app, login) for login in (ALL_ROLES, "records_officer")]
    address = f"/van-ban/{document_id}/mo-so"
    forms = [
        {**form_at(browser, page_of(document_id), address), "reason": "Chưa cấp số nào"}
        for browser in browsers
    ]
    acts = [
        lambda browser=browser, fields=fields: sent(browser, address, fields).status_code
        for browser, fields in zip(browsers, forms, strict=True)
    ]
    assert both_at_once(acts) == [303, 303]
    assert len(series_rows(desk)) == 1


def test_a_series_from_the_middle_needs_its_reason(desk, client):
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id), f"/van-ban/{document_id}/mo-so")
    answer = sent(client, f"/van-ban/{document_id}/mo-so", {**fields, "next_number": "5"})
    assert answer.status_code == 422
    assert "cần ghi lý do" in text_of(answer)


def test_a_series_opened_late_at_one_asks_for_the_paper_book(desk, client):
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id), f"/van-ban/{document_id}/mo-so")
    answer = sent(client, f"/van-ban/{document_id}/mo-so", fields)
    html = text_of(answer)
    assert (answer.status_code, 'href="#reason"' in html) == (422, True)
    assert "nếu sổ giấy đã cấp số thì ghi số tiếp theo" in html
    assert "--next" not in html


def test_an_external_series_asks_for_the_number_of_the_system(desk, client):
    open_series(desk, is_own=False)
    document_id = ready(desk)
    html = text_of(client.get(page_of(document_id)))
    assert "Số do hệ thống cấp" in html
    assert "Ghi số" in Forms(html).buttons
    fields = Forms(html).by_action[page_of(document_id)]
    missing = sent(client, page_of(document_id), fields)
    assert "Số do hệ thống cấp: còn thiếu" in text_of(missing)
    wrong_day = sent(client, page_of(document_id), {**fields, "external_number": "5", "signed_on": "x"})
    assert "Ghi số 05" in Forms(text_of(wrong_day)).buttons
    sent(client, page_of(document_id), {**fields, "external_number": "5"})
    assert row_of(desk, document_id).code == "05/KH-UBND"


def test_an_external_number_that_is_taken_is_refused(desk, client):
    open_series(desk, is_own=False)
    first, second = ready(desk), ready(desk)
    for one in (first, second):
        fields = form_at(client, page_of(one))
        answer = sent(client, page_of(one), {**fields, "external_number": "5"})
    assert answer.status_code == 409
    assert "đã cấp ngày" in text_of(answer)
    assert row_of(desk, second).number is None


def test_a_month_that_turned_after_the_signature_is_a_box_to_confirm(desk, client):
    keep_steps(desk, "for_signature")
    open_series(desk)
    document_id = ready(desk, month="2025-01")
    seen = form_at(client, f"/van-ban/{document_id}", f"/van-ban/{document_id}/chuyen-buoc")
    sent(client, f"/van-ban/{document_id}/chuyen-buoc", seen)
    assert row_of(desk, document_id).state == "for_signature"
    html = text_of(client.get(page_of(document_id)))
    assert "Bản đã ký in tháng 01 năm 2025" in html
    fields = Forms(html).by_action[page_of(document_id)]
    refused = sent(client, page_of(document_id), fields)
    assert refused.status_code == 409
    assert 'href="#q-month_turned-month"' in text_of(refused)
    sent(client, page_of(document_id), {**fields, "acknowledged": "month_turned@month"})
    assert row_of(desk, document_id).code == "01/KH-UBND"


def test_a_draft_with_faults_says_them_and_has_no_button(desk, client):
    open_series(desk)
    document_id = draft(desk, who=ALL_ROLES, content={})
    html = text_of(client.get(page_of(document_id)))
    assert "chỗ phải sửa trước khi cấp số" in html
    assert f"/van-ban/{document_id}/soan" in html
    assert not any(one.startswith("Cấp số") for one in Forms(html).buttons)


@pytest.mark.parametrize(
    ("day", "words"), [("5/3/2019", "không hoạt động vào ngày"), ("6/2/2026", "ở tương lai")]
)
def test_no_series_is_offered_for_a_day_that_cannot_be(desk, client, day, words):
    keep_life(desk, date(2020, 1, 1))
    document_id = ready(desk)
    html = text_of(client.get(page_of(document_id), query_string={"ngay": day}))
    assert words in html
    assert "Mở sổ số năm" not in html
    fields = form_at(client, page_of(document_id), f"/van-ban/{document_id}/mo-so")
    answer = sent(client, f"/van-ban/{document_id}/mo-so", {**fields, "day": day, "reason": "x"})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert series_rows(desk, int(day[-4:])) == []


def test_a_series_of_a_past_year_is_not_opened_by_a_mistyped_date(desk, client):
    keep_life(desk, date(2020, 1, 1))
    document_id = ready(desk)
    html = text_of(client.get(page_of(document_id), query_string={"ngay": "5/2/2024"}))
    assert "không phải năm nay" in html
    assert "Mở sổ số năm" not in html
    fields = form_at(client, page_of(document_id), f"/van-ban/{document_id}/mo-so")
    answer = sent(client, f"/van-ban/{document_id}/mo-so", {**fields, "day": "5/2/2024", "reason": "x"})
    assert "chỉ mở sổ số năm 2025" in text_of(answer)
    assert series_rows(desk, 2024) == []


def closed(desk, row):
    """Close a series, as an officer does in another window."""
    with desk.workplace(ALL_ROLES).writing() as turn:
        series.close_series(turn.session, turn.actor, row.id, reason="Sang hệ thống của tỉnh")


@pytest.mark.parametrize("typed", ["0", "00", "9" * 5000])
def test_an_external_number_that_is_none_is_said_at_its_field(desk, client, typed):
    open_series(desk, is_own=False)
    document_id = ready(desk)
    fields = {**form_at(client, page_of(document_id)), "external_number": typed}
    answer = sent(client, page_of(document_id), fields)
    assert answer.status_code == 422
    assert "Số do hệ thống cấp: ghi số nguyên từ 1 trở lên" in text_of(answer)
    assert "Ghi số" in Forms(text_of(answer)).buttons


def test_a_number_of_the_system_is_told_as_written_down(desk, client):
    open_series(desk, is_own=False)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    sent(client, page_of(document_id), {**fields, "external_number": "12"})
    html = text_of(client.get(f"/van-ban/{document_id}"))
    assert "Đã ghi số 12/KH-UBND." in html
    assert "Đã cấp số 12/KH-UBND." not in html


def test_a_series_that_was_closed_meanwhile_leads_to_the_form_that_goes_on_with_it(desk, client):
    row = open_series(desk, kinds=["KH"], next_number=6, last_date=date(2025, 2, 3))
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    closed(desk, row)
    answer = sent(client, page_of(document_id), fields)
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Sổ số năm 2025 cho Kế hoạch đã khóa" in html
    assert "./run" not in html
    assert '<a href="#mo-so">' in html


def test_the_form_of_a_series_begins_where_the_closed_one_ended(desk, client):
    row = open_series(desk, kinds=["KH"], next_number=6, last_date=date(2025, 2, 3))
    document_id, address = ready(desk), "/van-ban/{}/mo-so"
    sent(client, page_of(document_id), form_at(client, page_of(document_id)))
    closed(desk, row)
    second = ready(desk)
    fields = form_at(client, page_of(second), address.format(second))
    assert (fields["scope"], fields["next_number"], fields["last_date"]) == ("kind", "7", "05/02/2025")
    sent(client, address.format(second), {**fields, "reason": "Mở lại"})
    assert "Cấp số 07/KH-UBND" in Forms(text_of(client.get(page_of(second)))).buttons


def test_what_was_chosen_for_a_series_stays_where_it_is_refused(desk, client):
    document_id, address = ready(desk), "/van-ban/{}/mo-so"
    fields = form_at(client, page_of(document_id), address.format(document_id))
    chosen = {**fields, "scope": "kind", "kind_of_series": "external", "next_number": "x"}
    again = Forms(text_of(sent(client, address.format(document_id), chosen))).by_action
    kept = again[address.format(document_id)]
    assert (kept["scope"], kept["kind_of_series"], kept["next_number"]) == ("kind", "external", "x")


def test_recipients_are_sent_for_only_while_they_can_be_changed(desk, client):
    open_series(desk)
    document_id = ready(desk)
    hint = "Có nơi nhận bản giấy thì ghi ở Nơi nhận"
    assert hint in text_of(client.get(page_of(document_id)))
    keep_steps(desk, "for_signature")
    seen = form_at(client, f"/van-ban/{document_id}", f"/van-ban/{document_id}/chuyen-buoc")
    sent(client, f"/van-ban/{document_id}/chuyen-buoc", seen)
    assert row_of(desk, document_id).state == "for_signature"
    assert hint not in text_of(client.get(page_of(document_id)))
