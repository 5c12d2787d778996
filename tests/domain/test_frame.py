from datetime import date

import pytest

from service import reference
from service.domain.frame import Act, FrameFacts, PrintedMonth, printed_month

TODAY = date(2025, 2, 3)


def facts(**changes):
    office = reference.office("ubnd-21484")
    kind = next(kind for kind in reference.document_kinds() if kind.slug == "ke_hoach")
    return FrameFacts(office=office, kind=kind, subject="Cải thiện chỉ số", symbol="KH-UBND", **changes)


@pytest.mark.parametrize(
    ("changes", "act", "expected"),
    [
        ({}, Act(today=TODAY), PrintedMonth(2025, 2)),
        ({"month": PrintedMonth(2025, 3)}, Act(today=TODAY), PrintedMonth(2025, 3)),
        ({"month_blank": True}, Act(today=TODAY), PrintedMonth(2025, None)),
        ({"month": PrintedMonth(2025, 3)}, Act(number=5, issued_on=date(2025, 4, 1)), PrintedMonth(2025, 4)),
        ({"month_blank": True}, Act(number=5, issued_on=date(2025, 4, 1)), PrintedMonth(2025, 4)),
        ({}, Act(), None),
    ],
)
def test_the_printed_month_is_of_the_issue_else_the_envelope_else_the_clock(changes, act, expected):
    assert printed_month(facts(**changes), act) == expected


@pytest.mark.parametrize("text", ["2025-13", "2025", "02/2025", "2025-02-03"])
def test_a_month_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        PrintedMonth.parse(text)
