"""Who works where: the desk's door to the register, the office that is meant, the demo office, what is shown."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from service.issuing.demo_office import demo_office, found_demo
from service.issuing.desk import Desk
from service.issuing.register_door import RegisterDoor, register_url
from service.issuing.shown import details, document_object
from service.issuing.workplace import Workplace, office_or_only
from service.register import offices, series
from service.register.errors import (
    InvalidEntry,
    NotAllowed,
    OfficeNotFound,
    RegisterMissing,
    UserNotFound,
    WrongState,
)
from service.settings import Settings


def test_the_register_lies_where_the_settings_say(tmp_path: Path) -> None:
    assert register_url(Settings(instance_dir=tmp_path)) == f"sqlite:///{tmp_path}/register.db"
    assert (
        register_url(Settings(instance_dir=tmp_path, database_url="postgresql://x/y")) == "postgresql://x/y"
    )


def test_a_desk_without_a_register_says_what_to_do(office, tmp_path: Path) -> None:
    for door in (None, RegisterDoor(f"sqlite:///{tmp_path / 'none.db'}")):
        with pytest.raises(RegisterMissing, match="register init"):
            Desk(office.catalogue, {}, None, office.work().now, door).workplace("operator")
    assert not (tmp_path / "none.db").exists()


def test_a_process_opens_the_register_once_and_a_fork_its_own(office) -> None:
    door = RegisterDoor(office.url)
    first = door.register()
    assert door.register() is first
    door._process = os.getpid() + 1  # as it looks after a fork
    assert door.register() is not first
    first.close()
    door.register().close()


def test_an_unknown_user_works_nowhere(office) -> None:
    with pytest.raises(UserNotFound), office.work("nobody@nowhere").reading():
        pass


def test_the_only_office_of_a_user_is_meant_where_none_is_named(office) -> None:
    with office.work("drafter").reading() as turn:
        assert office_or_only(turn, None) == office.id
        assert office_or_only(turn, office.id) == office.id
        with pytest.raises(NotAllowed):
            office_or_only(turn, office.other)
    with office.work().reading() as turn, pytest.raises(InvalidEntry, match=office.other):
        office_or_only(turn, None)
    with office.work().reading() as turn, pytest.raises(OfficeNotFound):
        office_or_only(turn, "ubnd-1")


def test_the_demo_office_is_at_work_has_no_series_and_is_not_live(office, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    now = office.work().now()
    made = found_demo(url, now=now)
    assert made.existed_on(date(2026, 3, 5))
    door = RegisterDoor(url)
    work = Workplace(door.register(), office.catalogue, "operator", lambda: now)
    with work.writing() as turn:
        assert series.list_series(turn.session, turn.actor, made.id, 2026) == []
        assert [one.id for one in offices.offices(turn.session, turn.actor)] == [made.id]
    office_there = type(office)(url, door.register(), office.catalogue, made.id)
    office_there.open_series()
    done = office_there.issue()
    with work.reading() as turn:
        assert document_object(turn, done.document)["livemode"] is False
    door.register().close()
    with pytest.raises(WrongState):
        found_demo(url, now=now)


def test_there_is_a_demo_office_every_day_from_now_on() -> None:
    assert demo_office(date(2026, 1, 1)).id == demo_office(date(2030, 1, 1)).id


def test_what_is_shown_of_a_document_can_be_written_as_json(office) -> None:
    done = office.issue()
    with office.work("drafter").reading() as turn:
        shown = {**document_object(turn, done.document), **details(turn, done.document)}
    assert json.loads(json.dumps(shown)) == shown
    assert shown["links"]["docx"].endswith(f"{done.document.id}.docx")
    assert shown["end"] is None
