"""What a forecast says and what the act does are one: held against each other, each act taken back again.

The one database is enough: what is compared is one program with itself.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product

import pytest

from service.errors import InvalidInput, ServiceError
from service.issuing.issue import IssueAct, issue_draft
from service.issuing.submit import submit, submit_all
from service.register import after_issue, backup, offices, series
from service.register.models import Document
from tests.issuing.conftest import Office
from tests.issuing.test_issue import TUQ
from tests.issuing.test_numbering_forecast import HEAD, change_suffix, lose_a_number, replacing, seen

pytestmark = pytest.mark.parametrize("office", ["sqlite"], indirect=True)
STEPS = ("content_checked", "form_checked", "for_signature")
DAYS = (
    None,
    date(2026, 3, 5),
    date(2026, 3, 6),  # to come
    date(2026, 2, 27),  # before the last number, in the month that is printed
    date(2025, 12, 31),  # no series
    date(2025, 1, 1),  # no office
)
BOTH, NONE = {True, False}, {False}
NUMBERS = (None, 1, 4, 5, 7, 1_000_000)


class Undone(Exception):
    """Ends the transaction of a number that was only tried."""


def done(office: Office, row: Document, day: date | None, number: int | None, *confirmed: str) -> list[str]:
    """Return the code that the act gives, or the codes with which it refuses; the register stays as it is."""
    given: list[str] = []

    def take_back(_, outcome) -> None:
        given.append(outcome.document.code)
        raise Undone

    try:
        act = IssueAct(issued_on=day, number=number, acknowledged=confirmed)
        issue_draft(office.work(), row.id, act, tell=take_back)
    except Undone:
        return given
    except InvalidInput as refused:
        return [one.code for one in refused.errors]
    except ServiceError as refused:
        return [refused.code]
    raise AssertionError("the act was over and nothing was told")


def compared(office: Office, row: Document, day: date | None, number: int | None) -> tuple[bool, str]:
    """Return whether a number was foretold, and how the act differs from that, "" where it does not."""
    found = seen(office, row, day, number=number)
    asked = [one.code for one in found.questions]
    came = done(office, row, day, number, *asked)
    told = [found.code] if found.is_possible else [one.code for one in found.hindrances]
    agrees = came == told if found.is_possible else set(came) <= set(told)
    if found.is_possible and asked:
        agrees = agrees and done(office, row, day, number) == ["open_questions"]
    where = f"{row.state} {day} {number}: foretold {told} {asked}, came {came}"
    return found.is_possible, "" if agrees else where


def outcomes(office: Office, rows: list[Document], days=DAYS, numbers=NUMBERS) -> set[bool]:
    """Hold forecast against act for every combination; return whether numbers were given, refused, or both."""
    found = [compared(office, row, day, number) for row, day, number in product(rows, days, numbers)]
    assert [differs for _, differs in found if differs] == []
    return {is_possible for is_possible, _ in found}


def put_up(office: Office, *steps: str, plan: dict | None = None) -> Document:
    """A document that went through the steps that the office keeps then; afterwards it keeps none."""
    row = office.draft(office.plan(signer=HEAD) if plan is None else plan)
    office.keep_steps(*steps)
    for _ in steps:
        row = submit(office.work(), row.id).document
    office.keep_steps()
    return row


def own(office: Office) -> None:
    office.issue()


def external(office: Office) -> None:
    office.open_series(kinds=("KH",), is_own=False, reason="Hệ thống tỉnh")
    office.issue(number=4)


def closed(office: Office) -> None:
    office.issue()
    (row,) = office.look(series.list_series, office.id, 2026)
    office.do(series.close_series, row.id, reason="Hết sổ")


def awaiting(office: Office) -> None:
    office.issue()
    office.do(backup.await_confirmation)


def ended(office: Office) -> None:
    office.do(offices.set_office, office.id, {"valid_until": date(2026, 3, 1)})


def code_given_elsewhere(office: Office) -> None:
    office.open_series(kinds=("CV",), is_own=False, reason="Hệ thống tỉnh")
    office.record(kind="CV", number=1, symbol="KH-UBND", subject="Trả lời", signer_name="Lê Văn An")


def of_another_body(office: Office) -> None:
    office.open_series(body="UBND", reason="Ban chỉ đạo")


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        (own, BOTH),
        (external, BOTH),
        (lose_a_number, BOTH),
        (closed, NONE),
        (awaiting, NONE),
        (ended, BOTH),
        (code_given_elsewhere, NONE),
        (of_another_body, NONE),
    ],
)
def test_days_and_numbers_in_every_kind_of_series(
    office: Office, prepare: Callable[[Office], None], expected: set[bool]
) -> None:
    rows = [put_up(office), put_up(office, "content_checked"), put_up(office, *STEPS)]
    prepare(office)
    assert outcomes(office, rows) == expected


@pytest.mark.parametrize("kept", [(), STEPS[:1], STEPS[1:2], STEPS[2:], STEPS[1:], STEPS])
def test_every_state_under_every_step_that_the_office_keeps(office: Office, kept: tuple[str, ...]) -> None:
    rows = [put_up(office, *STEPS[:count]) for count in range(len(STEPS) + 1)]
    office.keep_steps(*kept)
    assert outcomes(office, rows, DAYS[:4], (None, 1, 2)) == BOTH


@pytest.mark.parametrize("expected", [BOTH, NONE])
@pytest.mark.parametrize("kind", ["replaces", "amends"])
def test_documents_that_rest_on_an_earlier_one(office: Office, kind: str, expected: set[bool]) -> None:
    first, plan = replacing(office, kind)
    rows = [put_up(office, plan=plan), put_up(office, "form_checked", plan=plan)]
    if expected == NONE:
        office.do(after_issue.void, first, reason="Ban hành nhầm")
    assert outcomes(office, rows, DAYS[:4], (None, 2, 3)) == expected


def test_a_signer_whose_authorisation_ends(office: Office) -> None:
    plan = office.plan(signer=TUQ)
    office.at(datetime(2026, 2, 20, 5, 0, tzinfo=UTC))
    rows = [put_up(office, plan=plan), put_up(office, "content_checked", plan=plan)]
    office.at(datetime(2026, 3, 5, 5, 0, tzinfo=UTC))
    assert outcomes(office, rows, (*DAYS, date(2026, 3, 1)), (None, 1)) == BOTH


@pytest.mark.parametrize("suffix", ["UBX", "BCĐ"])
@pytest.mark.parametrize("prepare", [own, external])
def test_a_symbol_that_the_office_writes_otherwise_since(
    office: Office, suffix: str, prepare: Callable[[Office], None]
) -> None:
    office.open_series(body="BCĐ", reason="Ban chỉ đạo")
    prepare(office)
    rows = [put_up(office), put_up(office, "content_checked"), put_up(office, *STEPS)]
    change_suffix(office, suffix)
    assert outcomes(office, rows, DAYS[:4], (None, 1, 3)) == BOTH


def test_an_input_that_is_not_finished(office: Office) -> None:
    rows = [office.draft(office.plan(signer=HEAD, subject="")), office.draft(office.plan(content={}))]
    assert outcomes(office, rows, DAYS[:4], (None, 1)) == NONE


@pytest.mark.parametrize(
    "on_paper",
    [
        {"number": "05"},
        {"number": "07"},
        {"month": "2026-03", "day": "05"},
        {"number": "05", "month": "2026-02"},
    ],
)
def test_a_signed_paper_that_carries_number_and_day(office: Office, on_paper: dict[str, str]) -> None:
    lose_a_number(office)
    row = office.draft(office.plan(signer=HEAD))
    office.keep_steps(*STEPS)
    with office.work().writing() as turn:
        submit_all(office.work(), turn, row.id, on_paper)
    assert outcomes(office, [row]) == (NONE if len(on_paper) == 2 and "number" in on_paper else BOTH)
