"""What a report prints of the results of a plan's tasks: overview, by criterion, tables, what is carried over.

The shape of each value stands in the docstring of its function; all of it is text, or lists and dicts of texts.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.dates import short_date
from service.domain.outline import roman
from service.domain.reported_tasks import ReportedTask, counted_days, joined_by, pairs, reported_tasks
from service.domain.reporting_periods import next_period_name
from service.domain.reporting_periods import period_name as name_of
from service.domain.task_states import UNFINISHED, counted, misses_whole, state_counts
from service.domain.text import joined, lower_unless_name

Row = dict[str, Any]

_LIMIT = re.compile(r"\s+(?:trở lên|trở xuống)$")
NOT_REPORTED = "Chưa có kết quả được báo cáo."

_TABLE_PATHS = {"criteria": True, "results": True, "period": True}


def _of_period(source: ComputeInput, criteria: str, results: str, period: str) -> list[ReportedTask]:
    return reported_tasks(source, criteria, results, counted_days(source, period)[1])


@COMPUTES.register("period_name", paths={"period": True})
def period_name(source: ComputeInput, *, period: str) -> str:
    """Return the words of the period ("6 tháng đầu năm 2025")."""
    return name_of(source.raw(period))


@COMPUTES.register("next_period", paths={"period": True})
def next_period(source: ComputeInput, *, period: str) -> str:
    """Return the words of what follows the period ("6 tháng cuối năm 2025"), for the heading of its directions."""
    return next_period_name(source.raw(period))


@COMPUTES.register("result_overview", paths=_TABLE_PATHS)
def result_overview(source: ComputeInput, *, criteria: str, results: str, period: str) -> Row:
    """Return the counts of all tasks by state: `total`, `rows` (state, count, share), `start` and `end` of the figures.

    The counts of `rows` add up to `total`; shares are rounded each for itself, and `is_rounded` says when that shows.
    """
    start, end = counted_days(source, period)
    tasks = reported_tasks(source, criteria, results, end)
    rows = state_counts(task.state for task in tasks)
    return {
        "total": counted(len(tasks)),
        "rows": rows,
        "is_rounded": misses_whole(rows),
        "start": short_date(start),
        "end": short_date(end),
    }


@COMPUTES.register("results_by_criterion", paths={**_TABLE_PATHS, "word": False})
def results_by_criterion(
    source: ComputeInput, *, criteria: str, results: str, period: str, word: str = ""
) -> list[Row]:
    """Return for each criterion its `title` ("Tiêu chí 1: ...") and its `tasks`.

    A task has `title`, `result` (paragraphs), `figures` (one text), `state`, `evidence` (the numbers of its papers in
    the list of evidence: "5", "5, 6", "5 đến 8") and `cause`.
    """
    groups: list[Row] = [{"title": title, "tasks": []} for title in group_titles(source, criteria, word)]
    first = 1
    for reported in _of_period(source, criteria, results, period):
        papers = len(reported.evidence)
        groups[reported.task.criterion]["tasks"].append(
            {**_reported(reported), "evidence": _numbers(first, papers)}
        )
        first += papers
    return groups


def group_titles(source: ComputeInput, criteria: str, word: str) -> list[str]:
    """Return the headings of the criteria, with their word and place where the plan calls them so."""
    group_word = source.values(word) or ""
    return [
        joined([f"{group_word} {position}: ", group["title"]]) if group_word else group["title"]
        for position, group in enumerate(source.values(criteria) or [], start=1)
    ]


def _numbers(first: int, count: int) -> str:
    if count <= 1:
        return str(first) if count else ""
    return f"{first}, {first + 1}" if count == 2 else f"{first} đến {first + count - 1}"


def _reported(reported: ReportedTask) -> Row:
    result = reported.result or {}
    return {
        "title": reported.task.title,
        "result": result.get("result") or [NOT_REPORTED],
        "figures": joined_by("; ", [_figure(one) for one in result.get("figures") or ()]),
        "state": reported.state.words,
        "cause": result.get("cause") or "",
    }


def _figure(raw: Mapping[str, str]) -> str:
    return joined([lower_unless_name(raw["content"]), " ", with_unit(raw["figure"], raw.get("unit"))])


def with_unit(figure: str, unit: str | None) -> str:
    """Return a figure with its unit; the sign of percent stands close.

    >>> with_unit("98,5", "%"), with_unit("95", "điểm trở lên"), with_unit("", "hộ"), with_unit("0", "")
    ('98,5%', '95 điểm trở lên', '', '0')
    """
    if not figure or not unit:
        return figure
    return joined([figure, "" if unit.startswith("%") else " ", unit])


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
    for reported in _of_period(source, criteria, results, period):
        if not reported.task.position:
            rows.append({**heads[reported.task.criterion], **empty})
        rows.append(_task_row(reported))
    return rows


def _task_row(reported: ReportedTask) -> Row:
    task = reported.task
    return {
        "is_group": False,
        "number": str(task.position + 1),
        "title": task.title,
        "lead": task.plan["lead"],
        "deadline": task.plan["deadline"],
        "result": "\n".join(_reported(reported)["result"]),
        "state": reported.state.words,
    }


def _heads(source: ComputeInput, criteria: str, word: str) -> list[Row]:
    return [
        {"is_group": True, "number": roman(position), "title": title}
        for position, title in enumerate(group_titles(source, criteria, word), start=1)
    ]


@COMPUTES.register("evidence_rows", paths={"criteria": True, "results": True, "word": False})
def evidence_rows(source: ComputeInput, *, criteria: str, results: str, word: str = "") -> list[Row]:
    """Return the list of evidence by criterion: `is_group`, `number`, `title` (the paper), `task` (what it proves).

    Papers are numbered through the whole list, so that the text can name them; a criterion without any has no row.
    """
    heads = _heads(source, criteria, word)
    rows: list[Row] = []
    count, current = 0, -1
    # The day does not matter here: evidence is listed whatever the state of its task.
    for reported in reported_tasks(source, criteria, results, date.max):
        for paper in reported.evidence:
            if reported.task.criterion != current:
                current = reported.task.criterion
                rows.append({**heads[current], "task": ""})
            count += 1
            row = {"is_group": False, "number": str(count), "title": paper, "task": reported.task.title}
            rows.append(row)
    return rows


@COMPUTES.register("carried_over", paths={**_TABLE_PATHS, "directions": True})
def carried_over(
    source: ComputeInput, *, criteria: str, results: str, period: str, directions: str
) -> Row | None:
    """Return the tasks that go on into the next period: `rows` (title, deadline, state) and `number`; None for none.

    `directions` says whether they are wanted (`carry_over`) and holds the `tasks` that stand before them: where these
    are numbered 1., 2., `number` goes on.
    """
    given = source.raw(directions) or {}
    rows = _unfinished(source, criteria, results, period) if given.get("carry_over") else []
    if not rows:
        return None
    before = len(given.get("tasks", ()))
    return {"rows": rows, "number": f"{before + 1}." if before > 1 else ""}


def _unfinished(source: ComputeInput, criteria: str, results: str, period: str) -> list[Row]:
    return [
        {
            "title": reported.task.title,
            "deadline": reported.task.plan["deadline"],
            "state": reported.state.words,
        }
        for reported in _of_period(source, criteria, results, period)
        if reported.state in UNFINISHED
    ]


@COMPUTES.register("target_results", paths={"targets": True, "results": True})
def target_results(source: ComputeInput, *, targets: str, results: str) -> list[Row]:
    """Return the reported targets in the plan's order: `content`, `target` and `result` with units, `comment`."""
    reported = {raw["target"]: shown for raw, shown in pairs(source, results)}
    return [
        _target_row(target, reported[raw["label"]])
        for raw, target in pairs(source, targets)
        if raw.get("label") in reported
    ]


def _target_row(target: Mapping[str, Any], found: Mapping[str, Any]) -> Row:
    unit = target.get("unit") or ""
    return {
        "content": target["content"].rstrip(" :"),
        "target": with_unit(target.get("figure") or "", unit),
        "result": with_unit(found.get("figure") or "", _own_unit(unit)),
        "comment": found["result"],
    }


def _own_unit(unit: str) -> str:
    """Return the unit of a result: that of the plan without what makes it a limit ("điểm trở lên")."""
    return _LIMIT.sub("", unit)
