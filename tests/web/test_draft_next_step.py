"""The form of a draft names its next step with the real verb, saves, and takes it, without a page in between."""

import pytest

from service.issuing.draft_saving import Typed, kept, save_typed
from tests.web.conftest import Page
from tests.web.office_work import draft, keep_steps, row_of, text_of
from tests.web.people import ALL_ROLES


def written(client, document_id):
    return Page(text_of(client.get(f"/van-ban/{document_id}/soan")))


@pytest.mark.parametrize(
    ("login", "steps", "button"),
    [
        ("drafter", ["content_checked"], ("hand_over", "Chuyển duyệt")),
        ("drafter", ["for_signature"], ("submit", "Chuyển ký")),
        ("drafter", [], ("hand_over", "Chuyển văn thư cấp số")),
        ("approver", ["content_checked"], ("hand_over", "Chuyển duyệt")),
    ],
)
def test_the_button_has_the_word_of_the_table_and_takes_the_step(
    desk, signed_in_client, login, steps, button
):
    action, words = button
    keep_steps(desk, *steps)
    document_id = draft(desk, who=login)
    client = signed_in_client(login)
    page = written(client, document_id)
    assert f'name="action" value="{action}" data-next>{words}</button>' in page.html
    assert "Chuyển bước" not in page.html
    sent = {**dict(page.pairs), "subject": "Chữ gõ ngay trước khi chuyển", "action": action}
    answer = client.post(f"/van-ban/{document_id}/soan", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/van-ban/{document_id}")
    row = row_of(desk, document_id)
    assert row.subject == "Chữ gõ ngay trước khi chuyển"
    assert (row.state, row.handed_over_at is not None) == (
        ("for_signature", False) if action == "submit" else ("draft", True)
    )


def test_a_records_officer_goes_from_her_draft_to_the_number(desk, client):
    page = written(client, draft(desk, who=ALL_ROLES))
    assert "data-next>Cấp số</a>" in page.html


def test_a_draft_that_was_handed_over_has_no_such_button(desk, signed_in_client):
    keep_steps(desk, "content_checked")
    document_id = draft(desk)
    client = signed_in_client("drafter")
    client.post(
        f"/van-ban/{document_id}/soan",
        data={**dict(written(client, document_id).pairs), "action": "hand_over"},
    )
    assert "data-next" not in written(client, document_id).html


def test_faults_of_the_draft_are_shown_at_its_fields(desk, signed_in_client):
    keep_steps(desk, "content_checked")
    document_id = draft(desk)
    client = signed_in_client("drafter")
    sent = {**dict(written(client, document_id).pairs), "subject": "", "action": "hand_over"}
    answer = client.post(f"/van-ban/{document_id}/soan", data=sent, follow_redirects=True)
    assert answer.request.path == f"/van-ban/{document_id}/soan"
    assert "cần sửa trước khi chuyển bước" in text_of(answer)
    assert row_of(desk, document_id).handed_over_at is None


def test_a_text_that_somebody_else_saved_is_not_handed_over_unseen(desk, signed_in_client):
    keep_steps(desk, "content_checked")
    document_id = draft(desk)
    client = signed_in_client("drafter")
    page = written(client, document_id)
    state = kept(desk.workplace(ALL_ROLES), document_id)
    save_typed(
        desk.workplace(ALL_ROLES), document_id, Typed({**state.envelope, "subject": "Khác"}, state.etag)
    )
    answer = client.post(f"/van-ban/{document_id}/soan", data={**dict(page.pairs), "action": "hand_over"})
    assert answer.status_code == 409
    assert row_of(desk, document_id).handed_over_at is None
