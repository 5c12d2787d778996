"""Tables of points and grades: of a report's self-scoring, of all units in a notice, of one unit.

Sums, differences, grades, ranks and shares are computed here from what was typed; nothing of them is typed.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput, as_number
from service.domain.decimals import format_points
from service.domain.refusal import Refused
from service.domain.scoring import CriterionScore, Grading, ScoringRules, final_points, grade_by

Row = dict[str, Any]
ZERO = Decimal(0)

#: The grades in the order from the highest, with the words of the law, for notices that name no rule set.
GRADES = {
    "hoan_thanh_xuat_sac": "Hoàn thành xuất sắc nhiệm vụ",
    "hoan_thanh_tot": "Hoàn thành tốt nhiệm vụ",
    "hoan_thanh": "Hoàn thành nhiệm vụ",
    "khong_hoan_thanh": "Không hoàn thành nhiệm vụ",
}


def rules_of(source: ComputeInput, path: str) -> ScoringRules | None:
    """Return the rule set whose id stands at `path`, None where none is named; Refused("rule_set_unknown")."""
    name = source.raw(path)
    if not name:
        return None
    if name not in source.scoring_rules:
        known = ", ".join(sorted(source.scoring_rules))
        raise Refused(
            "rule_set_unknown", f"Không có quy định xếp loại “{name}”. Hãy chọn một trong: {known}."
        )
    return source.scoring_rules[name]


def points(value: Decimal | None) -> str:
    """Return points as printed, "" for none."""
    return "" if value is None else format_points(value)


@COMPUTES.register("score_table", paths={"criteria": True, "scores": True})
def score_table(source: ComputeInput, *, criteria: str, scores: str) -> Row | None:
    """Return the table of a year's self-scoring, None where nothing was scored.

    `rows` (number, title, max_points, self_points, lost, reason), `bonus`, `penalty`, `max_total`, `total`, `grade`
    (title, reasons, is_assumed) or None, `previous_total` and `difference` to it.
    """
    given = source.raw(scores)
    if not given:
        return None
    marks = _criterion_scores(source, criteria, f"{scores}.criteria")
    reasons = [row.get("reason") or "" for row in source.values(f"{scores}.criteria")]
    bonus, penalty = (source.number(f"{scores}.{name}") for name in ("bonus", "penalty"))
    rules = rules_of(source, f"{scores}.rule_set")
    own = sum((mark.points for mark in marks), ZERO)
    total = (
        final_points(rules, own, bonus=bonus or ZERO, deduction=penalty or ZERO)
        if rules
        else own + (bonus or ZERO) - (penalty or ZERO)
    )
    previous = source.number(f"{scores}.previous_total")
    return {
        "rows": [
            _score_row(n, mark, why) for n, (mark, why) in enumerate(zip(marks, reasons, strict=True), 1)
        ],
        "bonus": points(bonus),
        "penalty": points(penalty),
        "max_total": points(sum((mark.max_points for mark in marks), ZERO)),
        "total": points(total),
        "grade": printed_grade(grade_by(rules, total, criteria=marks)) if rules else None,
        "previous_total": points(previous),
        "difference": "" if previous is None else signed(total - previous),
    }


def signed(value: Decimal) -> str:
    """Return a difference with its sign, none for nought.

    >>> signed(Decimal("1.5")), signed(Decimal("-2")), signed(Decimal(0))
    ('+1,50', '-2,00', '0,00')
    """
    return f"+{format_points(value)}" if value > 0 else format_points(value)


def _criterion_scores(source: ComputeInput, criteria: str, scores: str) -> list[CriterionScore]:
    plan = {
        raw.get("label"): (raw, shown)
        for raw, shown in zip(source.raw(criteria), source.values(criteria), strict=True)
    }
    marks = []
    for score in source.raw(scores):
        raw, shown = plan[score["criterion"]]
        own = as_number(score["self_points"]) or ZERO
        marks.append(CriterionScore(shown["title"], own, as_number(raw.get("max_points")) or own))
    return marks


def _score_row(number: int, mark: CriterionScore, reason: str) -> Row:
    lost = mark.max_points - mark.points
    return {
        "number": str(number),
        "title": mark.title,
        "max_points": points(mark.max_points),
        "self_points": points(mark.points),
        "lost": points(lost) if lost else "",
        "reason": reason,
    }


def printed_grade(grading: Grading) -> Row:
    """Return a grade for the template: `title`, `reasons` (one text), `is_assumed`."""
    return {"title": grading.title, "reasons": "; ".join(grading.reasons), "is_assumed": grading.assumed}


@COMPUTES.register("unit_table", paths={"unit": True, "rule_set": False})
def unit_table(source: ComputeInput, *, unit: str, rule_set: str = "") -> Row | None:
    """Return the points of one unit by criterion, None where there is no such unit.

    `rows` (number, title, max_points, self_points, assessed_points, difference, reason), `max_total`, `self_total`,
    `assessed_total`, `difference`, `grade` (title, reasons, is_assumed) or None without a rule set.
    """
    given = source.raw(unit)
    if not given:
        return None
    shown = source.values(f"{unit}.criteria")
    rows = [
        _unit_row(number, raw, row)
        for number, (raw, row) in enumerate(zip(given["criteria"], shown, strict=True), 1)
    ]
    totals = {
        name: _total(source, f"{unit}.criteria.*.{name}")
        for name in ("max_points", "self_points", "assessed_points")
    }
    rules = rules_of(source, rule_set)
    marks = [
        CriterionScore(row["title"], number(raw, "assessed_points"), number(raw, "max_points"))
        for raw, row in zip(given["criteria"], shown, strict=True)
    ]
    grading = (
        grade_by(rules, totals["assessed_points"], criteria=marks, discipline=given.get("discipline"))
        if rules
        else None
    )
    return {
        "rows": rows,
        "max_total": points(totals["max_points"]),
        "self_total": points(totals["self_points"]),
        "assessed_total": points(totals["assessed_points"]),
        "difference": signed(totals["assessed_points"] - totals["self_points"]),
        "grade": printed_grade(grading) if grading else None,
    }


def _total(source: ComputeInput, path: str) -> Decimal:
    return sum(source.numbers(path), ZERO)


def number(raw: Mapping[str, Any], name: str) -> Decimal:
    """Return a number of a raw object, nought for none."""
    return as_number(raw.get(name)) or ZERO


def _unit_row(position: int, raw: Mapping[str, Any], shown: Mapping[str, Any]) -> Row:
    return {
        "number": str(position),
        "title": shown["title"],
        "max_points": shown["max_points"],
        "self_points": shown["self_points"],
        "assessed_points": shown["assessed_points"],
        "difference": signed(number(raw, "assessed_points") - number(raw, "self_points")),
        "reason": shown.get("reason") or "",
    }
