"""Somebody writes on while others take the draft on: the page says who did what when, and gives back what was typed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from service.issuing import issue, submit
from service.issuing.issue import IssueAct
from tests.web.office_work import draft, form_at, keep_steps, text_of
from tests.web.people import ALL_ROLES, NOON
from tests.web.test_numbering_pages import open_series


@pytest.fixture
def written(desk):
    """A draft that somebody has open."""
    open_series(desk)
    return draft(desk)


def numbered(desk, document_id):
    issue.issue_draft(desk.workplace("records_officer"), document_id, IssueAct(signed_on=NOON.date()))


def saved(client, document_id, **fields):
    form = form_at(client, "/van-ban/moi")
    headers = {"Accept": "application/json", "X-CSRF-Token": form["csrf"]}
    return client.post(f"/van-ban/{document_id}/soan/luu", data={"pairs": "[]", **fields}, headers=headers)


def test_a_refused_save_says_who_took_the_number_and_when(desk, signed_in_client, written):
    numbered(desk, written)
    answer = saved(signed_in_client("drafter"), written, pairs=json.dumps([["subject", "Chữ mới"]]))
    assert answer.status_code == 409
    assert answer.get_json()["code"] == "wrong_state"
    assert "Văn thư Người records_officer đã cấp số 01/KH-UBND lúc 12:00." in answer.get_json()["message"]


def test_an_open_page_that_asks_is_told_too(desk, signed_in_client, written):
    numbered(desk, written)
    client = signed_in_client("drafter")
    answer = client.get(f"/van-ban/{written}/soan/hien-tai", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (["content_checked"], "Người duyệt Người approver đã duyệt nội dung lúc 12:00."),
        (["for_signature"], "Người approver đã chuyển ký lúc 12:00."),
    ],
)
def test_the_page_of_the_form_says_who_and_leads_to_the_document(
    desk, signed_in_client, written, steps, words
):
    keep_steps(desk, *steps)
    submit.submit(desk.workplace("approver"), written)
    answer = signed_in_client("drafter").get(f"/van-ban/{written}/soan")
    html = text_of(answer)
    assert answer.status_code == 409
    assert words in html
    assert f'href="/van-ban/{written}"' in html
    assert f'data-who="drafter" data-draft="{written}"' in html
    assert "Chưa làm được việc này" not in html


def test_the_day_is_said_where_it_was_not_today(app, desk, signed_in_client, written):
    numbered(desk, written)
    app.extensions["desk"] = replace(desk, now=lambda: NOON + timedelta(days=1))
    assert "lúc 12:00 ngày 05/02/2025" in text_of(signed_in_client("drafter").get(f"/van-ban/{written}/soan"))


def test_without_scripts_the_text_that_was_sent_is_given_back(desk, client):
    open_series(desk)
    document_id = draft(desk, who=ALL_ROLES)
    fields = form_at(client, f"/van-ban/{document_id}/soan")
    numbered(desk, document_id)
    typed = {**fields, "subject": "Câu vừa gõ sau khi cấp số", "action": "keep"}
    answer = client.post(f"/van-ban/{document_id}/soan", data=typed)
    assert answer.status_code == 409
    assert "Câu vừa gõ sau khi cấp số" in text_of(answer)
