"""In which state a task is on a day: computed from its deadline and what was reported, never typed."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from service.domain.deadlines import day_of
from service.domain.decimals import format_percent, parse_decimal


class TaskState(StrEnum):
    """What can be said of a task; a value is the stable name, `words` what is printed."""

    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"
    EVIDENCED = "evidenced"
    UNEVIDENCED = "unevidenced"

    @property
    def words(self) -> str:
        """Return the words that documents print."""
        return _WORDS[self]


_WORDS = {
    TaskState.DONE_IN_TIME: "Hoàn thành đúng hạn",
    TaskState.DONE_LATE: "Hoàn thành quá hạn",
    TaskState.IN_PROGRESS: "Đang thực hiện trong hạn",
    TaskState.OVERDUE: "Quá hạn chưa hoàn thành",
    TaskState.NOT_DUE: "Chưa đến hạn",
    TaskState.EVIDENCED: "Thường xuyên, đã có minh chứng",
    TaskState.UNEVIDENCED: "Thường xuyên, chưa có minh chứng",
}

#: The states of a task that is still to be finished and goes on into the next period.
UNFINISHED = frozenset({TaskState.IN_PROGRESS, TaskState.OVERDUE, TaskState.NOT_DUE})

#: The states of a task that its bodies must make good: finish it, or bring the papers that prove it.
TO_MAKE_GOOD = frozenset({TaskState.OVERDUE, TaskState.UNEVIDENCED})

#: The states that a report gives a cause for.
LATE = frozenset({TaskState.OVERDUE, TaskState.DONE_LATE})

WHOLE = Decimal(100)

_QUARTER_ENDS = {"I": 3, "II": 6, "III": 9, "IV": 12}


def last_day(deadline: Mapping[str, Any]) -> date | None:
    """Return the last day that is still in time, None for a deadline that names no end ("Thường xuyên").

    >>> last_day({"before": "01/11/2025"}), last_day({"quarters": ["I/2025", "III/2025"]})
    (datetime.date(2025, 10, 31), datetime.date(2025, 9, 30))
    """
    ends = [day_of(deadline[key]) for key in ("on", "by", "to") if key in deadline]
    if "before" in deadline:
        ends.append(day_of(deadline["before"]) - timedelta(days=1))
    for quarter in deadline.get("quarters", ()):
        name, _, year = quarter.partition("/")
        ends.append(_month_end(int(year), _QUARTER_ENDS[name]))
    for month in deadline.get("months", ()):
        number, _, year = month.partition("/")
        ends.append(_month_end(int(year), int(number)))
    return max(ends, default=None)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def task_state(
    deadline: Mapping[str, Any] | None,
    *,
    done_on: date | None,
    is_started: bool,
    has_evidence: bool,
    as_of: date,
) -> TaskState:
    """Return the state of a task at the end of the day `as_of`.

    A task without an end is judged by its evidence until a day of completion is reported. `done_on` after `as_of`
    does not count yet.

    >>> task_state({"by": "31/3/2025"}, done_on=date(2025, 4, 18), is_started=True, has_evidence=True,
    ...            as_of=date(2025, 6, 14)).words
    'Hoàn thành quá hạn'
    """
    end = last_day(deadline) if deadline else None
    if done_on is not None and done_on <= as_of:
        return TaskState.DONE_LATE if end is not None and done_on > end else TaskState.DONE_IN_TIME
    if end is None:
        return TaskState.EVIDENCED if has_evidence else TaskState.UNEVIDENCED
    if as_of > end:
        return TaskState.OVERDUE
    return TaskState.IN_PROGRESS if is_started else TaskState.NOT_DUE


def state_counts(states: Iterable[TaskState]) -> list[dict[str, str]]:
    """Return how often each state occurs, in the order of `TaskState`, with its share of all; none at zero.

    A row has `state`, `count` (two digits below 10) and `share` (percent, two decimals, never bent to reach 100).

    >>> state_counts([TaskState.OVERDUE, TaskState.DONE_LATE, TaskState.DONE_LATE])[0]
    {'state': 'Hoàn thành quá hạn', 'count': '02', 'share': '66,67'}
    """
    found = list(states)
    return [
        {"state": state.words, "count": counted(number), "share": share(number, len(found))}
        for state in TaskState
        if (number := found.count(state))
    ]


def misses_whole(rows: Iterable[Mapping[str, str]]) -> bool:
    """Tell whether the printed shares of rows do not make 100,00 together, which a reader must be told.

    >>> misses_whole([{"share": "33,33"}, {"share": "66,67"}]), misses_whole([{"share": "33,33"}] * 3)
    (False, True)
    """
    return sum((parse_decimal(row["share"]) for row in rows), Decimal(0)) != WHOLE


def counted(number: int) -> str:
    """Return a count as documents write it: two digits below 10.

    >>> counted(7), counted(12), counted(0)
    ('07', '12', '00')
    """
    return f"{number:02d}"


def counted_in_cell(number: int) -> str:
    """Return a count for a cell of a table, where nothing is a dash: a column of noughts hides the counts.

    >>> counted_in_cell(7), counted_in_cell(0)
    ('07', '-')
    """
    return counted(number) if number else "-"


def share(part: int, whole: int) -> str:
    """Return a share of a whole in percent, two decimals, without the sign.

    >>> share(1, 3)
    '33,33'
    """
    return format_percent(part, whole).rstrip("% ")
