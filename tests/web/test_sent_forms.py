"""The door of forms: done in the office of the page, or shown once more as it was sent; nothing typed is lost."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

import service.web
from service.issuing import office_settings
from service.issuing.desk import Desk
from service.register import offices, series
from service.register import people as register_people
from service.register.series import NewSeries
from service.register.states import Role
from service.web.access import CHECK_THEMSELVES
from service.web.csrf import COOKIE
from service.web.sent_forms import UNTYPED, is_typed
from service.web.signed_in import current_office_id
from tests.web import people
from tests.web.office_work import SCAN, Forms, draft, form_at, row_of, sent, text_of

RECORD, RECIPIENTS, PASSWORD = "/so-van-ban/vao-so", "/quan-tri/noi-nhan", "/doi-mat-khau"
HEADING = "Chưa gửi được, nội dung còn giữ"
TEMPLATES = Path(service.web.__file__).parent / "templates"
#: Hidden fields whose value is always a plain token: a number, a day, an id, a choice.
PLAIN = {
    "seen_number",
    "seen_day",
    "seen_today",
    "seen_first",
    "version",
    "paragraph",
    "type",
    "active",
    "nam",
} | {"muc", "loai", "code", "day", "is_external", "over", "warned"}


@pytest.fixture
def two_offices(desk: Desk) -> None:
    """Let the person of `client` have every role in the other office too, each with a series."""
    with desk.workplace("operator").writing() as turn:
        user = register_people.acting_user(turn.session, people.ALL_ROLES, now=people.NOON)
        series.open_series(turn.session, turn.actor, new_series(people.OFFICE))
        offices.set_office(turn.session, turn.actor, people.OTHER_OFFICE, {"profile": {"unit": "21484"}})
        series.open_series(turn.session, turn.actor, new_series(people.OTHER_OFFICE))
        for role in Role:
            register_people.grant_role(
                turn.session, turn.actor, user_id=str(user.user_id), office_id=people.OTHER_OFFICE, role=role
            )


def new_series(office_id: str) -> NewSeries:
    return NewSeries(office_id=office_id, year=2025, reason="Mới")


def works_for(client: FlaskClient, office_id: str) -> None:
    """Choose the office in another tab of the browser."""
    with client.session_transaction() as session:
        session["office"] = office_id


def recipients_of(desk: Desk, office_id: str) -> list[str]:
    _, printed = office_settings.office_now(desk.workplace(people.ALL_ROLES), office_id)
    return [one.name for one in printed.recipients]


@pytest.mark.usefixtures("two_offices")
def test_every_form_is_done_in_the_office_that_it_was_shown_for(app: Flask, client: FlaskClient) -> None:
    worked_for: dict[str, str] = {}

    @app.before_request
    def after_the_door() -> tuple[str, int] | None:
        if request.method != "POST":
            return None
        worked_for[str(request.endpoint)] = current_office_id()
        return "", 204

    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.rule.startswith("/api/")
    ]
    rules = [rule for rule in rules if rule.endpoint not in CHECK_THEMSELVES]
    works_for(client, people.OFFICE)
    token = form_at(client, PASSWORD)["csrf"]
    for rule in rules:
        works_for(client, people.OTHER_OFFICE)
        path = re.sub(r"<any\(\"([^\"]+)\".*?>", r"\1", rule.rule)
        path = re.sub(r"<int:[^>]+>", "1", path)
        assert client.post(re.sub(r"<[^>]+>", "x", path), data={"csrf": token}).status_code == 204, rule
    assert len(rules) > 50
    assert worked_for == {rule.endpoint: people.OFFICE for rule in rules}


@pytest.mark.usefixtures("two_offices")
def test_a_document_is_entered_in_the_book_whose_number_stood_on_the_page(
    desk: Desk, client: FlaskClient
) -> None:
    works_for(client, people.OFFICE)
    head = {"loai": "quyet_dinh", "issued_on": "05/02/2025", "action": "look"}
    page = text_of(sent(client, RECORD, {**form_at(client, RECORD), **head}))
    works_for(client, people.OTHER_OFFICE)
    typed = {"subject": "Khen thưởng", "signer_name": "Lê Hoa", "files": (io.BytesIO(SCAN), "qd.pdf")}
    answer = sent(client, RECORD, {**Forms(page).by_action[RECORD], "action": "enter", **typed})
    assert answer.status_code == 303
    assert row_of(desk, answer.headers["Location"].rsplit("/", 1)[-1]).office_id == people.OFFICE


@pytest.mark.usefixtures("two_offices")
def test_settings_are_saved_for_the_office_of_the_page_and_the_browser_goes_over_there(
    desk: Desk, client: FlaskClient
) -> None:
    works_for(client, people.OFFICE)
    form = form_at(client, RECIPIENTS)
    untouched = recipients_of(desk, people.OTHER_OFFICE)
    works_for(client, people.OTHER_OFFICE)
    assert sent(client, RECIPIENTS, {**form, "name.0": "Nơi nhận của trang"}).status_code == 302
    assert recipients_of(desk, people.OTHER_OFFICE) == untouched
    assert recipients_of(desk, people.OFFICE)[0] == "Nơi nhận của trang"
    html = text_of(client.get(RECIPIENTS))
    assert "Nơi nhận của trang" in html
    assert "việc được làm ở đó" in html


@pytest.mark.usefixtures("two_offices")
def test_what_a_script_saves_leaves_the_office_of_the_browser_alone(desk: Desk, client: FlaskClient) -> None:
    document_id = draft(desk, who=people.ALL_ROLES)
    works_for(client, people.OFFICE)
    token = form_at(client, f"/van-ban/{document_id}/soan", f"/van-ban/{document_id}/soan")["csrf"]
    works_for(client, people.OTHER_OFFICE)
    headers = {"Accept": "application/json", "X-CSRF-Token": token}
    answer = client.post(f"/van-ban/{document_id}/soan/luu", data={"subject": "Chữ"}, headers=headers)
    assert answer.status_code not in {302, 403, 404}
    with client.session_transaction() as session:
        assert session["office"] == people.OTHER_OFFICE


@pytest.mark.usefixtures("two_offices")
def test_choosing_an_office_counts_whatever_the_page_was_shown_for(client: FlaskClient) -> None:
    works_for(client, people.OFFICE)
    form = form_at(client, PASSWORD, "/chon-co-quan")
    works_for(client, people.OTHER_OFFICE)
    client.post("/chon-co-quan", data={**form, "office": people.OTHER_OFFICE})
    with client.session_transaction() as session:
        assert session["office"] == people.OTHER_OFFICE


@pytest.mark.usefixtures("two_offices")
def test_a_form_of_an_office_that_the_person_has_left_keeps_the_words_and_does_nothing(
    desk: Desk, client: FlaskClient
) -> None:
    works_for(client, people.OTHER_OFFICE)
    form = form_at(client, RECIPIENTS)
    with desk.workplace("operator").writing() as turn:
        user = register_people.acting_user(turn.session, people.ALL_ROLES, now=people.NOON)
        for role in Role:
            register_people.revoke_role(
                turn.session, turn.actor, user_id=str(user.user_id), office_id=people.OTHER_OFFICE, role=role
            )
    answer = sent(client, RECIPIENTS, {**form, "name.0": "Sở Thử Nghiệm"})
    html = text_of(answer)
    assert answer.status_code == 403
    assert "Sở Thử Nghiệm" in html
    assert "Gửi lại" not in Forms(html).buttons
    assert "Sở Thử Nghiệm" not in recipients_of(desk, people.OFFICE)


def test_a_form_that_is_too_old_is_shown_as_it_was_sent_and_done_at_the_second_press(
    desk: Desk, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_at(client, RECIPIENTS)
    real = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: real(signer) + 24 * 3600)
    answer = sent(client, RECIPIENTS, {**form, "name.0": 'Sở "Thử" <1>', "purpose.0": "dòng\nhai"})
    html = text_of(answer)
    assert answer.status_code == 403
    assert HEADING in html
    again = Forms(html).by_action[RECIPIENTS]
    assert again["purpose.0"] == "dòng\nhai"
    assert sent(client, RECIPIENTS, again).status_code == 302
    assert recipients_of(desk, people.OFFICE)[0] == 'Sở "Thử" <1>'


def test_a_form_whose_browser_lost_its_cookie_asks_for_the_file_again_and_keeps_the_rest(
    desk: Desk, client: FlaskClient
) -> None:
    with desk.workplace("operator").writing() as turn:
        series.open_series(
            turn.session, turn.actor, NewSeries(office_id=people.OFFICE, year=2025, reason="Mới")
        )
    head = {"loai": "quyet_dinh", "issued_on": "05/02/2025", "action": "look"}
    page = text_of(sent(client, RECORD, {**form_at(client, RECORD), **head}))
    client.delete_cookie(COOKIE)
    typed = {
        "subject": "Về việc khen thưởng",
        "signer_name": "Lê Hoa",
        "files": (io.BytesIO(SCAN), "qd ký.pdf"),
    }
    html = text_of(sent(client, RECORD, {**Forms(page).by_action[RECORD], "action": "enter", **typed}))
    assert "Chọn lại tệp: qd ký.pdf" in html
    assert '<input class="form-control" type="file"' in html
    assert "<li>Về việc khen thưởng</li>" in html
    again = {**Forms(html).by_action[RECORD], "files": (io.BytesIO(SCAN), "qd.pdf")}
    assert sent(client, RECORD, again).status_code == 303


def test_the_words_of_one_person_are_not_sent_in_the_name_of_another(app: Flask, desk: Desk) -> None:
    browser = people.signed_in(app, people.ALL_ROLES)
    form = form_at(browser, RECIPIENTS)
    with browser.session_transaction() as session:
        session.update({"sign_in": people.token("administrator"), "_user_id": "administrator"})
    html = text_of(sent(browser, RECIPIENTS, {**form, "name.0": "Sở Thử Nghiệm"}))
    assert "Trang do tài khoản “hoa” mở, nay tài khoản “administrator” đang đăng nhập" in html
    assert "<li>Sở Thử Nghiệm</li>" in html
    assert "Gửi lại" not in Forms(html).buttons
    assert "Sở Thử Nghiệm" not in recipients_of(desk, people.OFFICE)


def test_what_no_page_of_ours_gave_is_not_offered_to_be_sent(client: FlaskClient) -> None:
    html = text_of(client.post(RECIPIENTS, data={"csrf": "forged", "name.0": "Chữ của trang lạ"}))
    assert "Gửi lại" not in Forms(html).buttons
    assert "Chữ của trang lạ" not in html


def test_a_password_is_never_written_into_a_page(client: FlaskClient) -> None:
    form: dict[str, Any] = form_at(client, PASSWORD)
    client.delete_cookie(COOKIE)
    html = text_of(sent(client, PASSWORD, {**form, "current": "mật khẩu cũ dài", "new": "mật khẩu mới dài"}))
    assert HEADING in html
    assert "mật khẩu cũ dài" not in html
    assert "mật khẩu mới dài" not in html


def test_what_pages_fill_in_by_themselves_is_not_shown_as_typed() -> None:
    named = re.compile(r'<input type="hidden" name="([^"{]+)"')
    hidden = {name for file in TEMPLATES.rglob("*.html") for name in named.findall(file.read_text("utf-8"))}
    assert {name for name in hidden if "$" not in name} <= UNTYPED | PLAIN
    assert is_typed("subject", "Về việc khen thưởng")
    assert not is_typed("$removed", "Một mục")
