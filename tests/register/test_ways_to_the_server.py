"""What saves ways to the server: single statements, connections that are trusted, roles found together with the user."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text

from service.register import database, kept_answers, offices, permissions
from service.register.kept_answers import Asked, KeyInProgress, KeyReused
from service.register.permissions import OfficeAct
from tests.register.conftest import NOON, OFFICE, OTHER_OFFICE

ON_POSTGRESQL = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
ASKED = Asked(OFFICE, "POST /documents", "k", "f" * 64)


@contextmanager
def statements(desk: Any) -> Iterator[list[str]]:
    """What goes to the database within the block, BEGIN and COMMIT too where they are sent."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(desk.register.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(desk.register.engine, "before_cursor_execute", note)


def test_a_key_is_taken_once_and_who_comes_second_is_told_why(desk: Any) -> None:
    assert kept_answers.take(desk.register, ASKED, now=NOON) is True
    assert kept_answers.take(desk.register, ASKED, now=NOON + timedelta(seconds=9)) is False
    other = Asked(OFFICE, "POST /documents", "k", "e" * 64)
    assert kept_answers.take(desk.register, other, now=NOON) is False
    for asked, refusal in ((ASKED, KeyInProgress), (other, KeyReused)):
        with pytest.raises(refusal), desk.register.transaction() as session:
            kept_answers.begin(session, asked, now=NOON)
    kept = desk.register.answer(text("SELECT fingerprint FROM kept_answers WHERE key = :key"), {"key": "k"})
    assert [one.fingerprint for one in kept] == [ASKED.fingerprint]


@pytest.mark.postgres
@ON_POSTGRESQL
def test_a_key_costs_one_way_and_only_its_own_commit_does_not_wait(desk: Any) -> None:
    with statements(desk) as said:
        kept_answers.take(desk.register, ASKED, now=NOON)
    (statement,) = said
    assert "synchronous_commit" in str(statement) or "set_config" in str(statement)
    (found,) = desk.register.answer(text("SHOW synchronous_commit"), {})
    assert found[0] == "on"
    assert desk.register.answer(text("SELECT pg_current_xact_id_if_assigned()"), {}) == [(None,)]


@pytest.mark.postgres
@ON_POSTGRESQL
def test_a_connection_that_died_while_it_lay_idle_is_given_to_nobody(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.look(offices.office, OFFICE)
    with psycopg.connect(desk.url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    monkeypatch.setattr(database, "_TRUSTED_SECONDS", 0.0)
    assert desk.look(offices.office, OFFICE).id == OFFICE


@pytest.mark.postgres
@ON_POSTGRESQL
def test_a_connection_that_was_used_just_now_is_not_asked_whether_it_lives(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    ping = desk.register.engine.dialect.do_ping
    monkeypatch.setattr(desk.register.engine.dialect, "do_ping", lambda one: asked.append(one) or ping(one))
    for seconds, count in ((60.0, 0), (0.0, 2)):
        monkeypatch.setattr(database, "_TRUSTED_SECONDS", seconds)
        for _ in range(2):
            desk.look(offices.office, OFFICE)
        assert len(asked) == count


def test_a_reading_finds_user_and_roles_with_one_question(desk: Any) -> None:
    for login in ("operator", f"records_officer@{OFFICE}"):
        with statements(desk) as said:
            desk.look(permissions.require, OFFICE, OfficeAct.EXPORT, who=login)
        assert sum("FROM users" in one for one in said) == 1
    with pytest.raises(permissions.NotAllowed):
        desk.look(permissions.require, OTHER_OFFICE, OfficeAct.READ, who=f"records_officer@{OFFICE}")
    with pytest.raises(permissions.NotAllowed):
        desk.look(permissions.require, OFFICE, OfficeAct.EXPORT, who=f"drafter@{OFFICE}")
