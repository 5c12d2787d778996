"""What a report prints of the results of a plan's tasks: overview, by criterion, tables, what is carried over.

Results name tasks of the plan by label; the plan's words are quoted, never typed again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.dates import parse_date, short_date
from service.domain.outline import roman
from service.domain.reporting_periods import period_days
from service.domain.reporting_periods import period_name as name_of
from service.domain.task_states import UNFINISHED, TaskState, counted, state_counts, task_state
from service.domain.text import joined

Row = dict[str, Any]

_TABLE_PATHS = {"criteria": True, "results": True, "period": True}


@dataclass(frozen=True, slots=True)
class ReportedTask:
    """One task of the plan with what was reported of it: `plan` and `result` as printed, `result` None for nothing."""

    criterion: int
    position: int
    plan: Mapping[str, Any]
    result: Mapping[str, Any] | None
    label: str
    state: TaskState

    @property
    def title(self) -> str:
        """Return the short title, else the text of the task."""
        content = self.plan["content"]
        return self.plan.get("short_title") or (content if isinstance(content, str) else "\n".join(content))


def reported_tasks(source: ComputeInput, criteria: str, results: str, as_of: date) -> list[ReportedTask]:
    """Return every task of the plan in its order, each with its result and its state on the day `as_of`."""
    printed = {raw["task"]: (raw, shown) for raw, shown in _pairs(source, results)}
    tasks = []
    for number, (raw_group, group) in enumerate(_pairs(source, criteria)):
        for position, (raw_task, task) in enumerate(zip(raw_group["tasks"], group["tasks"], strict=True)):
            label = raw_task.get("label", "")
            raw_result, result = printed.get(label, (None, None))
            state = _state(raw_task.get("deadline") or raw_group.get("deadline"), raw_result or {}, as_of)
            tasks.append(ReportedTask(number, position, _inherited(task, group), result, label, state))
    return tasks


def _pairs(source: ComputeInput, path: str) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return the items of a list as typed and as printed, side by side."""
    return list(zip(source.raw(path) or [], source.values(path) or [], strict=True))


def _inherited(task: Mapping[str, Any], group: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a task with the bodies and the deadline of its group where it has none of its own."""
    shared = {name: task.get(name) or group.get(name) or "" for name in ("lead", "deadline")}
    return {**task, **shared}


def _state(deadline: Mapping[str, Any] | None, result: Mapping[str, Any], as_of: date) -> TaskState:
    done_on = parse_date(result["done_on"]) if result.get("done_on") else None
    return task_state(
        deadline,
        done_on=done_on,
        is_started=bool(result) and result.get("started", True),
        has_evidence=bool(result.get("evidence")),
        as_of=as_of,
    )


def _of_period(source: ComputeInput, criteria: str, results: str, period: str) -> list[ReportedTask]:
    return reported_tasks(source, criteria, results, period_days(source.raw(period))[1])


@COMPUTES.register("period_name", paths={"period": True})
def period_name(source: ComputeInput, *, period: str) -> str:
    """Return the words of the period ("6 tháng đầu năm 2025")."""
    return name_of(source.raw(period))


@COMPUTES.register("result_overview", paths=_TABLE_PATHS)
def result_overview(source: ComputeInput, *, criteria: str, results: str, period: str) -> Row:
    """Return the counts of all tasks by state: `total`, `rows` (state, count, share), `start` and `end` of the figures.

    The counts of `rows` add up to `total`; shares are rounded each for itself.
    """
    start, end = period_days(source.raw(period))
    tasks = reported_tasks(source, criteria, results, end)
    return {
        "total": counted(len(tasks)),
        "rows": state_counts(task.state for task in tasks),
        "start": short_date(start),
        "end": short_date(end),
    }


@COMPUTES.register("results_by_criterion", paths={**_TABLE_PATHS, "word": False})
def results_by_criterion(
    source: ComputeInput, *, criteria: str, results: str, period: str, word: str = ""
) -> list[Row]:
    """Return for each criterion its `title` ("Tiêu chí 1: ...") and its `tasks`.

    A task has `title`, `result` (paragraphs), `state`, `evidence` (one text) and `cause`.
    """
    group_word = source.values(word) or ""
    groups = [
        {"title": group_title(group_word, position, group["title"]), "tasks": []}
        for position, group in enumerate(source.values(criteria) or [], start=1)
    ]
    for task in _of_period(source, criteria, results, period):
        groups[task.criterion]["tasks"].append(_reported(task))
    return groups


def group_title(word: str, position: int, title: str) -> str:
    """Return the heading of a criterion, with its word and place where the plan calls it so."""
    return joined([f"{word} {position}: ", title]) if word else title


def _reported(task: ReportedTask) -> Row:
    result = task.result or {}
    return {
        "title": task.title,
        "result": result.get("result") or ["Chưa có kết quả được báo cáo."],
        "state": task.state.words,
        "evidence": "; ".join(result.get("evidence") or []),
        "cause": result.get("cause") or "",
    }


@COMPUTES.register("result_rows", paths={**_TABLE_PATHS, "word": False})
def result_rows(
    source: ComputeInput, *, criteria: str, results: str, period: str, word: str = ""
) -> list[Row]:
    """Return the rows of the table of results: one that heads each criterion, then its tasks.

    A row has `is_group`, `number`, `title`, `lead`, `deadline`, `result` and `state`.
    """
    empty = dict.fromkeys(("lead", "deadline", "result", "state"), "")
    heads = _heads(source, criteria, word)
    rows: list[Row] = []
    for task in _of_period(source, criteria, results, period):
        if not task.position:
            rows.append({**heads[task.criterion], **empty})
        rows.append(
            {
                "is_group": False,
                "number": str(task.position + 1),
                "title": task.title,
                "lead": task.plan["lead"],
                "deadline": task.plan["deadline"],
                "result": "\n".join(_reported(task)["result"]),
                "state": task.state.words,
            }
        )
    return rows


def _heads(source: ComputeInput, criteria: str, word: str) -> list[Row]:
    group_word = source.values(word) or ""
    return [
        {
            "is_group": True,
            "number": roman(position),
            "title": group_title(group_word, position, group["title"]),
        }
        for position, group in enumerate(source.values(criteria) or [], start=1)
    ]


@COMPUTES.register("evidence_rows", paths={"criteria": True, "results": True, "word": False})
def evidence_rows(source: ComputeInput, *, criteria: str, results: str, word: str = "") -> list[Row]:
    """Return the list of evidence by criterion: `is_group`, `number`, `title` (the paper), `task` (what it proves).

    A criterion without evidence has no row.
    """
    heads = _heads(source, criteria, word)
    rows: list[Row] = []
    count, current = 0, -1
    # The day does not matter here: evidence is listed whatever the state of its task.
    for task in reported_tasks(source, criteria, results, date.max):
        for paper in (task.result or {}).get("evidence") or []:
            if task.criterion != current:
                current, count = task.criterion, 0
                rows.append({**heads[current], "task": ""})
            count += 1
            rows.append({"is_group": False, "number": str(count), "title": paper, "task": task.title})
    return rows


@COMPUTES.register("carried_over", paths={**_TABLE_PATHS, "wanted": False})
def carried_over(
    source: ComputeInput, *, criteria: str, results: str, period: str, wanted: str = ""
) -> list[Row]:
    """Return the tasks that go on into the next period: `title`, `deadline`, `state`; none where not wanted."""
    if wanted and not source.raw(wanted):
        return []
    return [
        {"title": task.title, "deadline": task.plan["deadline"], "state": task.state.words}
        for task in _of_period(source, criteria, results, period)
        if task.state in UNFINISHED
    ]


@COMPUTES.register("target_results", paths={"targets": True, "results": True})
def target_results(source: ComputeInput, *, targets: str, results: str) -> list[Row]:
    """Return the reported targets in the plan's order: `content`, `target` (figure and unit), `result`, `comment`."""
    reported = {raw["target"]: shown for raw, shown in _pairs(source, results)}
    rows = []
    for raw, target in _pairs(source, targets):
        found = reported.get(raw.get("label", ""))
        if found is not None:
            rows.append(
                {
                    "content": target["content"],
                    "target": _words(target.get("figure"), target.get("unit")),
                    "result": found.get("figure") or "",
                    "comment": found["result"],
                }
            )
    return rows


def _words(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def unreported(source: ComputeInput, criteria: str, results: str) -> Iterator[tuple[str, str, str]]:
    """Yield (path of the task, label or "", text) of every task of the plan of which no result is reported."""
    known = {result["task"] for result in source.raw(results) or []}
    for path, group in source.every(f"{criteria}.*"):
        for position, task in enumerate(group.get("tasks", ())):
            label = task.get("label", "")
            if label not in known:
                yield f"{path}.tasks[{position}]", label, task.get("short_title") or task["content"]
