"""A forecast says what would refuse the number; a number that is typed beside it is not missed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.errors import InvalidInput, OpenQuestions
from service.issuing import office_settings
from service.issuing.issuing_office import issuing_office
from service.issuing.numbering_forecast import Forecast, forecast
from service.issuing.submit import submit, submit_all
from service.register import after_issue, documents
from service.register.errors import InvalidEntry, WrongState
from service.register.models import LostNumber, Series
from tests.issuing.test_issue import TUQ

HEAD = {"name": "Nguyễn Văn Bình", "position": "Chủ tịch", "capacity": "TM"}


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


def change_suffix(office, suffix: str) -> None:
    """Let the office write another abbreviation in its symbols."""
    with office.work().reading() as turn:
        header = office_settings.header_of(issuing_office(turn, office.id, date(2026, 3, 5)))
    office_settings.set_header(office.work(), office.id, replace(header, symbol_suffix=suffix), [])


def lose_a_number(office) -> None:
    """Three numbers are given; the fifth of six waits to be entered again."""
    for _ in range(3):
        office.issue()

    def lose(session, actor) -> None:
        row = session.scalars(select(Series).where(Series.office_id == office.id)).one()
        row.last_number = 6
        words = {"reason": "Sổ giấy", "confirmed_by": actor.user_id, "confirmed_at": actor.at}
        session.add(LostNumber(series_id=row.id, number=5, **words))

    office.do(lose)


def replacing(office, kind: str = "replaces") -> tuple[str, dict]:
    """The id of a numbered plan, and the input of one that replaces it."""
    first = office.issue().document.id
    return first, office.plan(relations=[{"kind": kind, "document": first}])


def codes_of(found: Forecast) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in found.hindrances]


def test_a_draft_is_foretold_with_the_symbol_that_the_act_gives_it(office) -> None:
    row = office.draft(office.plan(signer=HEAD))
    change_suffix(office, "UBX")
    found = seen(office, row)
    assert (found.code, found.symbol) == ("01/KH-UBX", "KH-UBX")
    with office.work().reading() as turn:
        assert documents.document(turn.session, turn.actor, row.id).base_symbol == "KH-UBND"
    assert office.issue_draft(row.id).document.code == found.code


def test_a_symbol_of_another_series_is_told_of_the_symbol_that_the_draft_gets_now(office) -> None:
    row = office.draft(office.plan(signer=HEAD))
    office.open_series(body="BCĐ", reason="Ban chỉ đạo")
    assert seen(office, row).is_possible
    change_suffix(office, "BCĐ")
    found = seen(office, row)
    assert codes_of(found) == [("symbol_of_another_series", "")]
    with pytest.raises(InvalidEntry, match=re.escape("thuộc Sổ số chung của BCĐ")):
        office.issue_draft(row.id)


@pytest.mark.parametrize("step", ["content_checked", "form_checked", "for_signature"])
def test_the_month_that_was_printed_is_asked_about_at_whatever_step_the_document_was_put_up(
    office, step
) -> None:
    office.keep_steps(step)
    row = office.draft()
    submit(office.work(), row.id)
    office.at(datetime(2026, 4, 2, 5, 0, tzinfo=UTC))
    found = seen(office, row)
    assert [one.code for one in found.questions] == ["month_turned"]
    with pytest.raises(OpenQuestions):
        office.issue_draft(row.id)
    assert office.issue_draft(row.id, acknowledged={"month_turned"}).document.code == found.code


def test_a_number_that_is_said_is_held_against_the_paper_and_never_answered_with_another(office) -> None:
    lose_a_number(office)
    office.keep_steps("for_signature")
    row = office.draft()
    with office.work().writing() as turn:
        submit_all(office.work(), turn, row.id, {"number": "05"})
    found = seen(office, row, number=5)
    assert codes_of(found) == [("invalid_entry", "issued_on")]
    assert (found.number, found.code, found.paper_problem) == (None, "", "")
    assert "ghi số 05, sổ cấp số 07" in seen(office, row).paper_problem
    assert (seen(office, row, date(2026, 3, 5), number=5).code, seen(office, row).number) == (
        "05/KH-UBND",
        7,
    )


def test_a_number_that_waits_for_its_day_is_held_against_the_paper_already(office) -> None:
    lose_a_number(office)
    office.keep_steps("for_signature")
    row = office.draft()
    with office.work().writing() as turn:
        submit_all(office.work(), turn, row.id, {"number": "27"})
    found = seen(office, row, number=5)
    assert codes_of(found) == [("invalid_entry", "issued_on"), ("signed_content_changed", "")]
    assert "ghi số 27, sổ cấp số 05" in found.paper_problem


@pytest.mark.parametrize("is_put_up", [False, True])
def test_a_document_that_replaces_one_that_was_voided_since_gets_no_number_and_says_so(
    office, is_put_up
) -> None:
    first, plan = replacing(office)
    row = office.draft(plan)
    if is_put_up:
        office.keep_steps("for_signature")
        submit(office.work(), row.id)
    assert seen(office, row).is_possible
    office.do(after_issue.void, first, reason="Ban hành nhầm")
    found = seen(office, row)
    assert (codes_of(found), found.entry_problem) == ([("invalid_entry", "")], found.hindrances[0].message)
    with pytest.raises(InvalidEntry, match=re.escape(found.entry_problem)):
        office.issue_draft(row.id)


def test_an_authorisation_that_ended_before_the_day_is_a_fault_of_the_draft(office) -> None:
    row = office.draft(office.plan(signer=TUQ))
    found = seen(office, row)
    assert [one.path for one in found.faults] == ["signer"]
    assert not found.is_possible
    with pytest.raises(InvalidInput) as refused:
        office.issue_draft(row.id)
    assert list(refused.value.errors) == list(found.faults)
    assert seen(office, row, date(2026, 2, 20)).is_possible


def test_a_number_beyond_every_book_is_told_before_the_series_that_is_missing(office) -> None:
    row = office.draft()
    found = seen(office, row, date(2025, 12, 31), number=1_000_000)
    assert codes_of(found) == [("invalid_entry", "number")]
    with pytest.raises(InvalidEntry, match="từ 1 đến 999999"):
        office.issue_draft(row.id, number=1_000_000, issued_on=date(2025, 12, 31))


def test_only_a_number_that_somebody_typed_is_told_at_its_field(office) -> None:
    office.open_series(kinds=("CV",), is_own=False, reason="Hệ thống tỉnh")
    row = office.draft()
    assert codes_of(seen(office, row, number=9)) == [("number_taken", "number")]
    assert seen(office, row, number=9).number is None
    office.record(kind="CV", number=1, symbol="KH-UBND", subject="Trả lời", signer_name="Lê Văn An")
    assert codes_of(seen(office, row)) == [("number_taken", "")]
