"""Passwords and sign-ins: what is kept, what ends them, how failures cost time; on both databases."""

import logging
import threading
import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from service.errors import InvalidInput
from service.issuing.accounts import (
    NewPassword,
    SignInRefused,
    TryLater,
    change_password,
    give_one_time_password,
    sign_in,
    sign_out,
    who,
)
from service.issuing.passwords import hashed, is_right, one_time_password, password_faults
from service.register import accounts, audit, people
from service.register.errors import NotAllowed, UserNotFound, WrongState
from service.register.models import SYSTEM, Base
from service.register.states import Role

NEW = "một câu của riêng tôi"


def given(office: Any, login: str = "drafter", who_gives: str = "operator") -> str:
    """Give somebody a one-time password."""
    user_id = office.look(lambda _session, actor: actor.user_id, who=login)
    with office.work(who_gives).writing() as turn:
        return give_one_time_password(turn, user_id)


def entered(office: Any, password: str, login: str = "drafter", address: str = "10.0.0.1") -> str:
    return sign_in(office.work(login), password, address=address, hours=12)


def changed(office: Any, current: str, new: str = NEW, repeated: str = NEW) -> str:
    typed = NewPassword(current=current, new=new, repeated=repeated)
    return change_password(office.work("drafter"), typed, address="10.0.0.1", hours=12)


def everything(office: Any) -> str:
    """All text of all tables of accounts and of the audit trail."""
    tables = ("accounts", "sign_ins", "login_failures", "users", "audit_events")
    with office.register.reading() as session:
        rows = [row for name in tables for row in session.execute(select(Base.metadata.tables[name]))]
    return "\n".join(map(str, rows))


def test_a_sign_in_knows_the_person_with_his_offices_and_roles(office: Any) -> None:
    token = entered(office, given(office))
    found = who(office.work("drafter"), token)
    assert found is not None
    assert found.login == f"drafter@{office.id}"
    assert found.must_change
    assert [(one.office_id, one.is_demo, one.roles) for one in found.offices] == [
        (office.id, False, {Role.DRAFTER})
    ]
    assert who(office.work("drafter"), "another token") is None


def test_neither_password_nor_token_stands_anywhere(office: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        password = given(office)
        token = changed(office, password)
    kept = everything(office) + caplog.text
    for secret in (password, token, NEW):
        assert secret not in kept
    assert "set_password" in [
        one.action for one in office.look(lambda session, actor: audit.history(session, actor, SYSTEM))
    ]
    assert office.faults() == []


def test_a_new_password_ends_all_sign_ins_and_needs_no_change(office: Any) -> None:
    password = given(office)
    old = entered(office, password)
    token = changed(office, password)
    assert who(office.work("drafter"), old) is None
    found = who(office.work("drafter"), token)
    assert found is not None
    assert not found.must_change
    with pytest.raises(SignInRefused):
        entered(office, password)
    assert entered(office, NEW, address="10.0.0.2")


def test_a_name_comes_with_the_first_password_and_is_refused_where_it_is_blank(office: Any) -> None:
    password = given(office)
    words = {"current": password, "new": NEW, "repeated": NEW}
    with pytest.raises(InvalidInput) as caught:
        change_password(office.work("drafter"), NewPassword(**words, name=" "), address="10.0.0.1", hours=12)
    assert [one.path for one in caught.value.errors] == ["name"]
    typed = NewPassword(**words, name=" Trần  Thị Hoa")
    token = change_password(office.work("drafter"), typed, address="10.0.0.1", hours=12)
    found = who(office.work("drafter"), token)
    assert found is not None
    assert found.name == "Trần Thị Hoa"
    assert office.faults() == []


def test_signing_out_ends_one_sign_in(office: Any) -> None:
    password = given(office)
    first, second = entered(office, password), entered(office, password)
    sign_out(office.work("drafter"), first)
    assert who(office.work("drafter"), first) is None
    assert who(office.work("drafter"), second) is not None


def test_a_sign_in_ends_by_itself_and_leaves_nothing(office: Any) -> None:
    token = entered(office, given(office))
    office.at(office.moments[-1] + timedelta(hours=12, seconds=1))
    assert who(office.work("drafter"), token) is None
    given(office, "approver")
    with office.register.transaction() as session:
        accounts.begin_sign_in(
            session,
            office.look(lambda _session, actor: actor.user_id, who="approver"),
            token_sha256="x" * 64,
            now=office.moments[-1],
            ends_at=office.moments[-1],
        )
    with office.register.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM sign_ins")) == 1


def test_failures_cost_time_that_a_success_wipes_out(office: Any) -> None:
    password = given(office)
    for _ in range(2):
        with pytest.raises(SignInRefused):
            entered(office, "sai")
    with pytest.raises(TryLater) as caught:
        entered(office, password)
    assert caught.value.seconds == 2
    office.at(office.moments[-1] + timedelta(seconds=2))
    entered(office, password)
    with pytest.raises(SignInRefused, match="không đúng"):
        entered(office, "sai")
    assert entered(office, password)


def tried(office: Any, login: str, *, address: str = "10.0.0.1") -> int:
    """Count one attempt; the seconds until the next one may be made, 0 where it was counted."""
    with office.register.transaction() as session:
        return accounts.count_attempt(session, login, address, office.moments[-1])


def test_who_goes_through_many_logins_from_one_address_has_to_wait(office: Any) -> None:
    first = [tried(office, f"nguoi-{number}") for number in range(accounts.ADDRESS_FREE_FAILURES + 2)]
    assert first == [0] * len(first)
    assert tried(office, "nguoi-khac") == 2
    assert tried(office, "nguoi-khac", address="10.0.0.2") == 0
    waits = []
    for number in range(12):
        waits.append(tried(office, f"nua-{number}"))
        office.at(office.moments[-1] + timedelta(seconds=waits[-1]))
        assert tried(office, f"nua-{number}") == 0
    assert waits[:7] == [2, 4, 8, 16, 32, 64, 128]
    assert {*waits[7:]} <= {256, accounts.LONGEST_WAIT_SECONDS}  # a long wait makes a little good


def test_a_whole_office_behind_one_address_mistypes_and_gets_in(office: Any) -> None:
    for number in range(3 * accounts.ADDRESS_FREE_FAILURES):
        login = f"nguoi-{number}"
        assert tried(office, login) == 0
        with office.register.transaction() as session:  # his password was right in the end
            accounts.forget_attempts(session, login, "10.0.0.1")
    for day in range(30):  # and three people a day give up
        office.at(office.moments[-1] + timedelta(hours=6))
        assert [tried(office, f"bo-{day}-{one}") for one in range(3)] == [0] * 3
    assert tried(office, "nguoi-khac") == 0


def test_failures_are_forgotten_after_a_day(office: Any) -> None:
    for _ in range(2):
        with pytest.raises(SignInRefused):
            entered(office, "sai")
    office.at(office.moments[-1] + timedelta(days=1, seconds=1))
    with pytest.raises(SignInRefused, match="không đúng"):
        entered(office, "sai", login="approver")
    with office.register.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM login_failures")) == 2


def test_attempts_at_the_same_time_do_not_slip_through(office: Any) -> None:
    start, waits = threading.Barrier(8), []

    def attempt() -> None:
        start.wait()
        with office.register.transaction() as session:
            waits.append(accounts.count_attempt(session, "hoa", "10.0.0.1", office.moments[-1]))

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [0, 0, 2, 2, 2, 2, 2, 2]


def test_guessing_the_current_password_costs_time_too(office: Any) -> None:
    given(office)
    for _ in range(2):
        with pytest.raises(InvalidInput) as caught:
            changed(office, "sai")
        assert [fault.path for fault in caught.value.errors] == ["current"]
    with pytest.raises(TryLater):
        changed(office, "sai")


def test_the_same_password_again_is_no_change(office: Any) -> None:
    password = given(office)
    with pytest.raises(InvalidInput) as caught:
        changed(office, password, password, password)
    assert [fault.code for fault in caught.value.errors] == ["password_same"]


def test_who_may_give_a_password_to_whom(office: Any) -> None:
    assert given(office, "drafter", "administrator")
    for other in ("approver", "records_officer", f"administrator@{office.other}"):
        with pytest.raises(NotAllowed):
            given(office, "drafter", other)
    with pytest.raises(WrongState, match="Người vận hành"):
        given(office, "operator")
    with pytest.raises(UserNotFound), office.work().writing() as turn:
        give_one_time_password(turn, "nobody")
    user_id = office.look(lambda _session, actor: actor.user_id, who="drafter")
    office.do(people.grant_role, user_id=user_id, office_id=office.other, role=Role.DRAFTER)
    with pytest.raises(NotAllowed):  # the password opens the other office too
        given(office, "drafter", "administrator")


def test_a_hash_of_older_costs_is_made_anew_at_the_next_sign_in(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = given(office)
    monkeypatch.setattr("service.issuing.accounts.is_outdated", lambda _: True)
    monkeypatch.setattr("service.issuing.accounts.hashed", lambda _: hashed("một câu khác"))
    entered(office, password)
    with pytest.raises(SignInRefused):
        entered(office, password)


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    composed = "mật khẩu của tôi"
    in_parts = unicodedata.normalize("NFD", composed)
    assert in_parts != composed
    assert is_right(hashed(composed), composed)
    assert is_right(hashed(composed), in_parts)
    assert not is_right(hashed(composed), composed.upper())
    assert not is_right("no hash at all", composed)


def test_one_time_passwords_are_long_different_and_readable() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert not set("".join(made)) & set("01ilo")
    assert all(not password_faults(one, one, login="hoa") for one in made)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("ngắn", {"password_too_short", "password_too_simple"}),
        ("x" * 201, {"password_too_short", "password_too_simple"}),
        ("aaaaaaaaaaaa", {"password_too_simple"}),
        ("tên tôi là Hòa nhé", {"password_too_simple"}),
        ("đủ dài và đủ khác", set()),
    ],
)
def test_what_is_asked_of_a_password(password: str, codes: set[str]) -> None:
    assert {fault.code for fault in password_faults(password, password, login="hoa")} == codes


def test_somebody_can_sign_in_once_there_is_a_password(office: Any) -> None:
    with office.register.reading() as session:
        assert not accounts.somebody_can_sign_in(session)
    given(office)
    with office.register.reading() as session:
        assert accounts.somebody_can_sign_in(session)
