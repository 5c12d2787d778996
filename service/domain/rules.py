"""The cross-field rules that `rules` of type.yaml may name.

A rule takes a `ComputeInput` and paths, and yields a FieldError (the document cannot be made so) or a Question (it may
be right and needs a person). Paths in what it yields start at the content; the caller puts ``content`` before them.
Importing this module registers those of reports and notices too: `rules_results`, `rules_scores`, `rules_grades`,
`rules_notices`, `rules_tasks`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from service.domain import rules_grades, rules_notices, rules_results, rules_scores, rules_tasks
from service.domain.computes_registry import RULES, ComputeInput
from service.domain.conditions import is_present
from service.domain.dates import short_date
from service.domain.deadlines import day_of, deadline_days
from service.domain.decimals import format_points
from service.domain.findings import FieldError, Question
from service.domain.remembered import Remembered
from service.domain.scoring import unexplained_difference

Outcome = FieldError | Question

#: Points of documents are few; equal ones have equal words.
_points = Remembered(format_points)

__all__ = [
    "RULES",
    "Outcome",
    "rules_grades",
    "rules_notices",
    "rules_results",
    "rules_scores",
    "rules_tasks",
]


@RULES.register(
    "deductions_explain_difference",
    paths={"self_score": True, "assessed_score": True, "deductions": True},
)
def deductions_explain_difference(
    source: ComputeInput, *, self_score: str, assessed_score: str, deductions: str
) -> Iterator[Outcome]:
    """Ask when the listed deductions do not add up to the difference of the two scores."""
    own, assessed = source.number(self_score), source.number(assessed_score)
    if own is None or assessed is None:
        return
    points = source.numbers(f"{deductions}.*.points")
    rest = unexplained_difference(own, assessed, points)
    if rest:
        yield Question(
            assessed_score,
            "difference_unexplained",
            f"Tự chấm {_points[own]}, thẩm định {_points[assessed]}, chênh {_points[own - assessed]} điểm; các nội dung"
            f" bị trừ cộng lại {_points[sum(points, Decimal(0))]}, còn lệch {_points[rest]} điểm."
            " Hãy kiểm tra lại, hoặc xác nhận là đúng.",
            subject=_points[rest],
        )


@RULES.register(
    "deduction_has_task", paths={"deductions": True, "tasks": True}, literals={"label_field": False}
)
def deduction_has_task(
    source: ComputeInput, *, deductions: str, tasks: str, label_field: str = "mended_by"
) -> Iterator[Outcome]:
    """Ask about each deduction that names no task which mends it; `tasks` says where such tasks stand."""
    if not is_present(source.raw(tasks)):
        return
    for position, deduction in enumerate(source.raw(deductions) or ()):
        if not deduction.get(label_field):
            hits = str(deduction.get("hits", ""))
            yield Question(
                f"{deductions}[{position}].{label_field}",
                "deduction_without_task",
                f"Nội dung bị trừ điểm “{hits[:80]}” chưa có nhiệm vụ khắc phục. Hãy ghi nhãn nhiệm vụ, hoặc xác nhận.",
                subject=hits,
            )


@RULES.register("assignment_complete", paths={"criteria": True})
def assignment_complete(source: ComputeInput, *, criteria: str) -> Iterator[Outcome]:
    """Ask about each task that has no lead body or no deadline, neither its own nor its criterion's."""
    for place, criterion in enumerate(source.raw(criteria) or ()):
        lead, deadline = criterion.get("lead"), criterion.get("deadline")
        if lead and deadline:
            continue
        for position, task in enumerate(criterion.get("tasks", ())):
            if not lead and not task.get("lead"):
                path = f"{criteria}[{place}].tasks[{position}].lead"
                yield _unassigned(path, "cơ quan chủ trì", task["content"])
            if not deadline and not task.get("deadline"):
                path = f"{criteria}[{place}].tasks[{position}].deadline"
                yield _unassigned(path, "thời hạn", task["content"])


def _unassigned(path: str, word: str, content: str) -> Question:
    return Question(
        path,
        f"task_without_{path.rpartition('.')[2]}",
        f"Nhiệm vụ “{content[:80]}” chưa có {word}. Hãy điền, hoặc xác nhận là không cần.",
        subject=content,
    )


@RULES.register("sum_equals", paths={"parts": True, "total": True}, literals={"ask": False})
def sum_equals(source: ComputeInput, *, parts: str, total: str, ask: bool = False) -> Iterator[Outcome]:
    """Hold a typed total against the sum of the numbers that `parts` reaches."""
    stated, numbers = source.number(total), source.numbers(parts)
    found = sum(numbers, Decimal(0))
    if stated is not None and numbers and stated != found:
        yield _outcome(
            total,
            "sum_differs",
            f"Tổng ghi {format_points(stated)}, các mục cộng lại {format_points(found)}. Hãy sửa tổng hoặc các mục.",
            subject=f"{format_points(stated)} ≠ {format_points(found)}",
            ask=ask,
        )


@RULES.register("dates_in_order", paths={"dates": False}, literals={"ask": False})
def dates_in_order(
    source: ComputeInput, *, dates: Sequence[str] = (), ask: bool = False
) -> Iterator[Outcome]:
    """Hold the days at several paths, in the order given, against each other: none is before the one before it.

    Each period of the document (an object with `from` and `to`) is held against itself in any case.
    """
    for path in source.ranges:
        for exact, period in source.every(path):
            if "from" in period and "to" in period:
                ends = ((f"{exact}.from", _days(period["from"])), (f"{exact}.to", _days(period["to"])))
                yield from _in_order(*ends, ask=ask)
    known = [(path, days) for path in dates if (days := _days(source.raw(path)))]
    for earlier, later in pairwise(known):
        yield from _in_order(earlier, later, ask=ask)


def _in_order(
    earlier: tuple[str, list[date]], later: tuple[str, list[date]], *, ask: bool
) -> Iterator[Outcome]:
    first, second = max(earlier[1]), min(later[1])
    if first > second:
        yield _outcome(
            later[0],
            "dates_out_of_order",
            f"Ngày {short_date(second)} lại trước ngày {short_date(first)} ({earlier[0]}). Hãy xem lại hai ngày.",
            subject=f"{short_date(first)} > {short_date(second)}",
            ask=ask,
        )


@RULES.register("part_before_whole", paths={"parts": True, "whole": True}, literals={"ask": False})
def part_before_whole(source: ComputeInput, *, parts: str, whole: str, ask: bool = True) -> Iterator[Outcome]:
    """Ask about each part that is due on or after the day on which the whole is due."""
    limit = _days(source.raw(whole))
    if not limit:
        return
    for path, value in source.every(parts):
        days = _days(value)
        if days and max(days) >= min(limit):
            yield _outcome(
                path,
                "part_after_whole",
                f"Hạn {short_date(max(days))} của phần này không trước hạn {short_date(min(limit))} của cả việc."
                " Hãy xem lại.",
                subject=f"{short_date(max(days))} ≥ {short_date(min(limit))}",
                ask=ask,
            )


@RULES.register("not_after", paths={"dates": True, "limit": True}, literals={"ask": False})
def not_after(source: ComputeInput, *, dates: str, limit: str, ask: bool = False) -> Iterator[Outcome]:
    """Hold every day that `dates` reaches against the day at `limit`: none is after it."""
    last = _days(source.raw(limit))
    if not last:
        return
    for path, value in source.every(dates):
        days = _days(value)
        if days and max(days) > max(last):
            yield _outcome(
                path,
                "date_after_limit",
                f"Ngày {short_date(max(days))} sau ngày {short_date(max(last))} (trường {limit}). Hãy xem lại.",
                subject=f"{short_date(max(days))} > {short_date(max(last))}",
                ask=ask,
            )


def _days(value: Any) -> list[date]:
    """Return the days of a raw date (text) or of a raw deadline (object)."""
    if isinstance(value, str):
        return [day_of(value)]
    return deadline_days(value) if isinstance(value, dict) else []


def _outcome(path: str, code: str, message: str, *, subject: str, ask: bool) -> Outcome:
    if ask:
        return Question(path, code, f"{message} Nếu đúng, hãy xác nhận.", subject=subject)
    return FieldError(path, code, message)
