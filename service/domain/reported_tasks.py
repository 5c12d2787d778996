"""The tasks of a plan beside what was reported of them, for the tables of reports and notices and for their rules.

Results name tasks of the plan by label; the plan's words are quoted, never typed again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.domain.computes_registry import ComputeInput
from service.domain.deadlines import day_of
from service.domain.reporting_periods import YEAR_STARTS_ON, period_days
from service.domain.task_states import TaskState, task_state
from service.domain.text import joined

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task of the plan: `plan` as printed, with the bodies and the deadline of its criterion where it has no own.

    `criterion` and `position` count from 0; `label` is "" for a task that results cannot name; `deadline` is as typed.
    """

    criterion: int
    position: int
    plan: Mapping[str, Any]
    label: str
    deadline: Mapping[str, Any] | None

    @property
    def title(self) -> str:
        """Return the short title, else the text of the task on one line."""
        content = self.plan["content"]
        return self.plan.get("short_title") or (
            content if isinstance(content, str) else joined_by(" ", content)
        )

    def state(self, raw: Mapping[str, Any], as_of: date) -> TaskState:
        """Return its state at the end of a day by what was reported (`done_on`, `started`, `evidence`; or nothing)."""
        return task_state(
            self.deadline,
            done_on=day_of(raw["done_on"]) if raw.get("done_on") else None,
            is_started=bool(raw) and raw.get("started", True),
            has_evidence=bool(raw.get("evidence")),
            as_of=as_of,
        )


@dataclass(frozen=True, slots=True)
class ReportedTask:
    """A task of the plan with what was reported of it: `result` as printed, None for nothing."""

    task: PlannedTask
    result: Mapping[str, Any] | None
    state: TaskState

    @property
    def evidence(self) -> Sequence[str]:
        """Return the papers that prove it, as printed."""
        return (self.result or {}).get("evidence") or ()


def joined_by(separator: str, texts: Sequence[str]) -> str:
    """Return marked texts one after the other with a separator between them.

    >>> joined_by("; ", ["Luật A", "*Luật B*"])
    'Luật A; *Luật B*'
    """
    return joined([part for text in texts for part in (separator, text)][1:])


def reported_tasks(source: ComputeInput, criteria: str, results: str, as_of: date) -> list[ReportedTask]:
    """Return every task of the plan in its order, each with its result and its state at the end of the day `as_of`."""
    nothing: Pair = ({}, {})
    reported = {raw["task"]: (raw, shown) for raw, shown in pairs(source, results)}
    found = []
    for task in planned_tasks(source, criteria):
        raw, shown = reported.get(task.label, nothing)
        found.append(ReportedTask(task, shown or None, task.state(raw, as_of)))
    return found


def planned_tasks(source: ComputeInput, criteria: str) -> Iterator[PlannedTask]:
    """Yield every task of the plan in its order."""
    for number, (raw_group, group) in enumerate(pairs(source, criteria)):
        for position, (raw, shown) in enumerate(zip(raw_group["tasks"], group["tasks"], strict=True)):
            shared = {name: shown.get(name) or group.get(name) or "" for name in ("lead", "deadline")}
            deadline = raw.get("deadline") or raw_group.get("deadline")
            yield PlannedTask(number, position, {**shown, **shared}, raw.get("label", ""), deadline)


def pairs(source: ComputeInput, path: str) -> list[Pair]:
    """Return the items of a list as typed and as printed, side by side."""
    return list(zip(source.raw(path) or [], source.values(path) or [], strict=True))


def counted_days(source: ComputeInput, period: str) -> tuple[date, date]:
    """Return the first and the last day whose figures count for the period at a path."""
    office = source.office
    return period_days(source.raw(period), office.year_starts_on if office else YEAR_STARTS_ON)


def closing_day(source: ComputeInput, period: str, as_of: str = "") -> date:
    """Return the last day whose figures count: the one typed at `as_of`, else that of the period."""
    typed = source.raw(as_of)
    return day_of(typed) if typed else counted_days(source, period)[1]
