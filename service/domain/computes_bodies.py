"""Results of tasks by the bodies that are charged with them, and what a notice asks of its readers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.dates import short_date
from service.domain.reported_tasks import closing_day, pairs, planned_tasks
from service.domain.task_states import (
    TO_MAKE_GOOD,
    TaskState,
    counted,
    counted_in_cell,
    misses_whole,
    state_counts,
)
from service.domain.text import lower_first

Row = dict[str, Any]

_DAYS = ("on", "by", "before", "from", "to")


@COMPUTES.register(
    "body_task_results", paths={"criteria": True, "results": True, "period": True, "as_of": False}
)
def body_task_results(
    source: ComputeInput, *, criteria: str, results: str, period: str, as_of: str = ""
) -> Row | None:
    """Return the tasks of the bodies, None where none is reported.

    `rows`: number, body, title, deadline, result, evidence, cause, state, in the order typed; `total`; `states` (state,
    count, share) with `is_rounded`; `bodies`: see `_by_body`; `all_bodies`: the same counts of all; `to_make_good`: the
    tasks that are overdue or lack evidence (body, title, state); `as_of`. `planned` counts the tasks of the plan,
    `tasks` those reported here ("" where these are all); `is_shared`: some are reported of several bodies. A result
    that names no body is that of the bodies that lead the task.
    """
    if not source.raw(results):
        return None
    day = closing_day(source, period, as_of)
    rows = list(_body_rows(source, criteria, results, day))
    states = state_counts(state for _, state in rows)
    planned, reported = task_counts(source, criteria, results)
    return {
        "rows": [row for row, _ in rows],
        "total": counted(len(rows)),
        "planned": counted(planned),
        "tasks": counted(reported) if reported < planned else "",
        "is_shared": reported < len(rows),
        "states": states,
        "is_rounded": misses_whole(states),
        "bodies": _by_body(rows),
        "all_bodies": _body_counts([state for _, state in rows]),
        "to_make_good": [row for row, state in rows if state in TO_MAKE_GOOD],
        "as_of": short_date(day),
    }


def task_counts(source: ComputeInput, criteria: str, results: str) -> tuple[int, int]:
    """Return how many tasks the plan has, and how many of them are reported, each counted once."""
    planned = sum(1 for _ in planned_tasks(source, criteria))
    return planned, len({result["task"] for result in source.raw(results) or ()})


def _body_rows(
    source: ComputeInput, criteria: str, results: str, day: date
) -> Iterator[tuple[Row, TaskState]]:
    tasks = {task.label: task for task in planned_tasks(source, criteria)}
    for position, (raw, shown) in enumerate(pairs(source, results), start=1):
        task = tasks[raw["task"]]
        state = task.state(raw, day)
        row = {
            "number": str(position),
            "body": shown.get("body") or task.plan["lead"],
            "title": task.title,
            "deadline": task.plan["deadline"],
            "result": shown["result"],
            "evidence": shown.get("evidence") or "",
            "cause": shown.get("cause") or "",
            "state": state.words,
        }
        yield row, state


def _by_body(rows: Sequence[tuple[Row, TaskState]]) -> list[Row]:
    """Return for each body its name (`body`) and `_body_counts`, in the order in which bodies occur."""
    bodies: dict[str, list[TaskState]] = {}
    for row, state in rows:
        bodies.setdefault(row["body"], []).append(state)
    return [{"body": body, **_body_counts(states)} for body, states in bodies.items()]


def _body_counts(states: Sequence[TaskState]) -> Row:
    """Return `total` and the count of each state under its name (``done_in_time``), "-" for none."""
    found = Counter(states)
    return {
        "total": counted(len(states)),
        **{state.value: counted_in_cell(found[state]) for state in TaskState},
    }


@COMPUTES.register("requirement_rows", paths={"requirements": True})
def requirement_rows(source: ComputeInput, *, requirements: str) -> list[Row]:
    """Return what is asked of the readers: `content`, and `deadline` with what joins it to the sentence.

    "..., thực hiện thường xuyên"; "... trước ngày 15/02/2025"; "... trong quý III năm 2025".
    """
    return [
        {"content": shown["content"], "deadline": _joined_deadline(raw.get("deadline"), shown["deadline"])}
        for raw, shown in pairs(source, requirements)
    ]


def _joined_deadline(raw: Mapping[str, Any] | None, words: str) -> str:
    if not raw:
        return ""
    if raw.get("ongoing"):
        return f", thực hiện {lower_first(words)}"
    if any(name in raw for name in _DAYS):
        return f" {words}"
    return f" trong {words}" if "quarters" in raw or "months" in raw else f", {lower_first(words)}"


@COMPUTES.register("first_recipients", paths={"name": True})
def first_recipients(source: ComputeInput, *, name: str) -> list[str]:
    """Return the body that the document is about, as a list: the frame names it first in Nơi nhận."""
    found = source.values(name)
    return [found] if found else []
