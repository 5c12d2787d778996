"""A forecast says what would refuse the number; a number that is typed beside it is not missed."""

from dataclasses import replace
from datetime import date

import pytest

from service.issuing.numbering_forecast import Forecast, forecast
from service.issuing.submit import submit
from service.register import documents
from service.register.errors import InvalidEntry, WrongState


def seen(office, row, day=None, **words) -> Forecast:
    with office.work().reading() as turn:
        found = documents.document(turn.session, turn.actor, row.id)
        return forecast(office.work(), turn, found, day, **words)


def test_a_number_that_is_typed_beside_is_not_missed_but_its_day_is_looked_at(office) -> None:
    office.open_series(kinds=("KH",), is_own=False, reason="Hệ thống tỉnh")
    row = office.draft()
    beside = seen(office, row, number_follows=True)
    assert (beside.is_possible, beside.number, beside.expected) == (True, None, None)
    assert "số do hệ thống cấp" in beside.sentence
    missing = seen(office, row)
    assert (missing.is_possible, missing.number_problem) == (False, missing.hindrances[0].message)
    with pytest.raises(InvalidEntry, match=missing.number_problem):
        office.issue_draft(row.id)
    to_come = seen(office, row, date(2026, 3, 6), number_follows=True)
    assert [one.code for one in to_come.hindrances] == ["date_in_future"]
    given = seen(office, row, number=812)
    assert (given.code, office.issue_draft(row.id, number=812).document.code) == ("812/KH-UBND",) * 2


def test_a_step_that_the_office_keeps_stands_in_the_way_in_the_words_of_the_act(office) -> None:
    row = office.draft()
    office.keep_steps("for_signature")
    found = seen(office, row)
    assert (found.is_possible, found.number_problem) == (False, found.hindrances[0].message)
    with pytest.raises(WrongState, match=found.number_problem):
        office.issue_draft(row.id)
    submit(office.work(), row.id)
    assert (seen(office, row).is_possible, seen(office, row).number_problem) == (True, "")


def test_an_error_of_layout_blocks_until_the_document_is_put_up_for_signature(office) -> None:
    row = office.draft()
    office.keep_steps("for_signature")
    error = {"code": "margin", "severity": "error", "message": "Lề trái hẹp"}
    assert replace(seen(office, row), findings=[error]).blocking == 1
    submit(office.work(), row.id)
    assert replace(seen(office, row), findings=[error]).blocking == 0
