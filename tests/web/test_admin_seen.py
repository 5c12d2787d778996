"""Two administrators at one page: what the other has saved meanwhile is shown beside what was typed, never overwritten."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from service.issuing import office_people
from service.issuing.desk import Desk
from service.issuing.seen_settings import guarded, mark_now, of_person, told_of_name
from service.register import people as register_people
from service.register import series
from service.register.people import NewSigner
from service.register.series import NewSeries
from service.register.states import Role
from tests.web import people
from tests.web.office_work import Forms, form_at, issued, sent, series_rows, text_of

MOVED = "Người khác vừa lưu phần này sau khi bạn mở trang, chưa lưu gì của bạn"
AT = {
    name: f"/quan-tri/{name}" for name in ("co-quan", "noi-nhan", "chinh-ta", "nguoi-dung", "nguoi-ky", "so")
}
Browser = Callable[[str], FlaskClient]


@pytest.fixture
def other(signed_in_client: Browser) -> FlaskClient:
    """The browser of the other administrator."""
    return signed_in_client("administrator")


def user_id(desk: Desk, login: str) -> str:
    with desk.workplace(login).reading() as turn:
        return str(turn.actor.user_id)


@pytest.mark.parametrize(
    ("page", "theirs", "mine"),
    [
        ("noi-nhan", {"name.0": "Sở Của Người Kia"}, {"name.0": "Thanh tra tỉnh"}),
        ("co-quan", {"filing": "VT, Người Kia"}, {"filing": "VT, Của Tôi"}),
        (
            "chinh-ta",
            {"word.0": "Chữ Người Kia", "word_reason.0": "Tên riêng"},
            {"word.0": "Chữ Của Tôi", "word_reason.0": "Tên riêng"},
        ),
    ],
)
def test_a_page_that_somebody_saved_meanwhile_shows_both_and_saves_at_the_second_press(
    client: FlaskClient, other: FlaskClient, page: str, theirs: dict[str, str], mine: dict[str, str]
) -> None:
    address = AT[page]
    form = {**form_at(client, address), **mine}
    assert sent(other, address, {**form_at(other, address), **theirs}).status_code in {302, 303}
    answer = sent(client, address, form)
    html = text_of(answer)
    said = next(iter(theirs.values()))
    typed = next(iter(mine.values()))
    assert answer.status_code == 409
    assert MOVED in html
    assert said in html
    assert Forms(html).by_action[address][next(iter(mine))] == typed
    assert said in text_of(client.get(address))
    again = sent(client, address, Forms(html).by_action[address])
    assert again.status_code in {302, 303}
    now = text_of(client.get(address))
    assert typed in now
    assert said not in now


def test_a_save_with_faults_still_tells_that_somebody_was_faster(
    client: FlaskClient, other: FlaskClient
) -> None:
    address = AT["noi-nhan"]
    form = {**form_at(client, address), "members.0": "nhiều"}
    sent(other, address, {**form_at(other, address), "name.0": "Sở Của Người Kia"})
    refused = sent(client, address, form)
    assert refused.status_code == 422
    mended = {**Forms(text_of(refused)).by_action[address], "members.0": ""}
    assert sent(client, address, mended).status_code == 409


def test_roles_that_another_administrator_has_changed_are_not_changed_back(
    desk: Desk, client: FlaskClient, other: FlaskClient
) -> None:
    to = f"{AT['nguoi-dung']}/{user_id(desk, 'drafter')}/vai-tro"
    form = form_at(client, AT["nguoi-dung"], to)
    theirs = {**form_at(other, AT["nguoi-dung"], to), "roles": "approver"}
    assert sent(other, to, theirs).status_code == 302
    answer = sent(client, to, {**form, "roles": "records_officer"})
    assert answer.status_code == 409
    assert "Người khác vừa đổi Người drafter: Người duyệt" in text_of(answer)
    assert "Bạn chọn: Văn thư" in text_of(answer)
    with desk.workplace("operator").reading() as turn:
        found = register_people.users_of(turn.session, turn.actor, people.OFFICE)
    assert next(roles for user, roles in found if user.login == "drafter") == ["approver"]


def test_a_name_and_a_switch_are_refused_over_a_newer_one(
    desk: Desk, client: FlaskClient, other: FlaskClient
) -> None:
    to = f"{AT['nguoi-dung']}/{user_id(desk, 'drafter')}"
    forms = {act: form_at(client, AT["nguoi-dung"], f"{to}/{act}") for act in ("ten", "hoat-dong")}
    theirs = {**form_at(other, AT["nguoi-dung"], f"{to}/ten"), "name": "Trần Thị Tý"}
    assert sent(other, f"{to}/ten", theirs).status_code == 302
    for act, form in forms.items():
        answer = sent(client, f"{to}/{act}", {**form, "name": "Trần Văn Tèo"})
        assert answer.status_code == 409
        assert "Người khác vừa đổi Trần Thị Tý" in text_of(answer)
    assert "đã ngừng" not in text_of(client.get(AT["nguoi-dung"]))


def test_the_last_day_of_a_signer_is_not_set_over_another_one(
    desk: Desk, client: FlaskClient, other: FlaskClient
) -> None:
    new = NewSigner(name="Lê Hoa", position="Chủ tịch", capacity="TM", valid_from=people.TODAY)
    with desk.workplace("operator").writing() as turn:
        row = register_people.add_signer(turn.session, turn.actor, office_id=people.OFFICE, signer=new)
        to = f"{AT['nguoi-ky']}/{row.id}/het-han"
    form = form_at(client, AT["nguoi-ky"], to)
    sent(other, to, {**form_at(other, AT["nguoi-ky"], to), "last_day": "05/3/2025"})
    answer = sent(client, to, {**form, "last_day": "31/12/2025"})
    assert "Người khác vừa đổi ngày của Lê Hoa; ngày bạn ghi (31/12/2025) chưa lưu." in text_of(answer)
    assert "05/3/2025" in text_of(client.get(AT["nguoi-ky"]))


def test_a_series_that_went_on_since_the_page_was_opened_is_not_closed_unseen(
    desk: Desk, client: FlaskClient
) -> None:
    with desk.workplace("operator").writing() as turn:
        new = NewSeries(office_id=people.OFFICE, year=2025, reason="Mới")
        to = f"{AT['so']}/{series.open_series(turn.session, turn.actor, new).id}/khoa"
    form = {**form_at(client, f"{AT['so']}?nam=2025", to), "reason": "Hết năm sớm"}
    issued(desk)
    answer = sent(client, to, form)
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Sổ vừa đổi sau khi bạn mở trang: nay đến số 01." in html
    assert 'value="Hết năm sớm"' in html
    assert [row.closed_at for row in series_rows(desk)] == [None]


def test_the_name_of_a_person_of_two_offices_is_saved_from_the_page_of_either(
    desk: Desk, client: FlaskClient
) -> None:
    """Both offices are locked in one order, whichever page it was: else `LockOrderBroken` (a ring on PostgreSQL)."""
    drafter, administrator = user_id(desk, "drafter"), user_id(desk, people.ALL_ROLES)
    with desk.workplace("operator").writing() as turn:
        for one, role in ((drafter, Role.DRAFTER), (administrator, Role.ADMINISTRATOR)):
            register_people.grant_role(
                turn.session, turn.actor, user_id=one, office_id=people.OTHER_OFFICE, role=role
            )
    assert people.OTHER_OFFICE != people.OFFICE
    for office_id in (people.OFFICE, people.OTHER_OFFICE):
        work = guarded(
            desk.workplace(people.ALL_ROLES),
            office_id,
            of_person(office_id, drafter),
            mark_now(desk.workplace(people.ALL_ROLES), of_person(office_id, drafter)),
            told_of_name(drafter),
        )
        office_people.set_name(work, drafter, f"Trần Thị {office_id}")
    form = form_at(client, AT["nguoi-dung"], f"{AT['nguoi-dung']}/{drafter}/ten")
    assert (
        sent(client, f"{AT['nguoi-dung']}/{drafter}/ten", {**form, "name": "Trần Thị Tý"}).status_code == 302
    )
