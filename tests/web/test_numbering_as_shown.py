"""The number page and its button: nobody gets another code than the one that stood on it, and what is asked is shown."""

from dataclasses import replace

import pytest

from service.issuing import office_settings
from service.issuing.submit import submit
from service.register import after_issue
from tests.web.office_work import Forms, draft, form_at, issued, keep_steps, ready, row_of, sent, text_of
from tests.web.people import ALL_ROLES, OFFICE
from tests.web.test_numbering_pages import numbers, open_series, page_of
from tests.web.test_open_questions import boxes

HEAD = {"name": "Nguyễn Văn Bình", "position": "Chủ tịch", "capacity": "TM"}


def change_suffix(desk, suffix):
    """Let the office write another abbreviation in its symbols."""
    place = desk.workplace(ALL_ROLES)
    row, printed = office_settings.office_now(place, OFFICE)
    header = replace(office_settings.header_of(printed), symbol_suffix=suffix)
    office_settings.set_header(place, OFFICE, header, row.steps)


def test_a_draft_whose_office_writes_another_symbol_since_is_shown_with_the_code_that_it_gets(desk, client):
    open_series(desk)
    document_id = ready(desk, signer=HEAD)
    change_suffix(desk, "UBX")
    html = text_of(client.get(page_of(document_id)))
    assert "Văn bản sẽ mang số 01/KH-UBX, ngày" in html
    assert "Cấp số 01/KH-UBX" in Forms(html).buttons
    sent(client, page_of(document_id), Forms(html).by_action[page_of(document_id)])
    assert row_of(desk, document_id).code == "01/KH-UBX"


@pytest.mark.parametrize("is_own", [True, False])
def test_a_symbol_that_changes_after_the_page_was_opened_issues_nothing_until_it_was_seen(
    desk, client, is_own
):
    open_series(desk, is_own=is_own)
    document_id = ready(desk, signer=HEAD)
    fields = form_at(client, page_of(document_id))
    given = {} if is_own else {"external_number": "1"}
    change_suffix(desk, "UBX")
    answer = sent(client, page_of(document_id), {**fields, **given})
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Ký hiệu vừa đổi từ KH-UBND sang KH-UBX, chưa cấp số." in html
    assert (numbers(desk), row_of(desk, document_id).code) == ([0], None)
    again = sent(client, page_of(document_id), {**Forms(html).by_action[page_of(document_id)], **given})
    assert (again.status_code, row_of(desk, document_id).code) == (303, "01/KH-UBX")


@pytest.mark.parametrize("step", ["content_checked", "form_checked"])
def test_the_page_asks_about_the_month_whatever_step_the_office_keeps(desk, client, step):
    keep_steps(desk, step)
    open_series(desk)
    document_id = draft(desk, month="2025-01")
    submit(desk.workplace(ALL_ROLES), document_id)
    html = text_of(client.get(page_of(document_id)))
    (question,) = boxes(html)
    fields = {**Forms(html).by_action[page_of(document_id)], "acknowledged": question}
    assert sent(client, page_of(document_id), fields).status_code == 303
    assert row_of(desk, document_id).code == "01/KH-UBND"


def test_a_draft_that_replaces_what_was_voided_since_has_no_button_and_leads_to_its_text(desk, client):
    open_series(desk)
    first = issued(desk)
    document_id = ready(desk, relations=[{"kind": "replaces", "document": str(first.id)}])
    assert any(one.startswith("Cấp số") for one in Forms(text_of(client.get(page_of(document_id)))).buttons)
    with desk.workplace(ALL_ROLES).writing() as turn:
        after_issue.void(turn.session, turn.actor, first.id, reason="Ban hành nhầm")
    html = text_of(client.get(page_of(document_id)))
    assert "không thay thế được." in html
    assert f'không thay thế được. <a href="/van-ban/{document_id}/soan">' in html
    assert not any(one.startswith("Cấp số") for one in Forms(html).buttons)
