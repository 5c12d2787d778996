"""Tables of points and grades: a report's self-scoring, the points of one unit.

Sums, differences and grades are computed here from what was typed; nothing of them is typed. What cannot be (a rule
set that does not exist, points above their maximum) is refused by the rules of `rules_grades`, with its place.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput, as_number
from service.domain.decimals import format_points
from service.domain.reported_tasks import joined_by, pairs
from service.domain.scoring import ZERO, CriterionScore, Grading, ScoringRules, final_points, grade_by
from service.domain.text import joined, lower_unless_name

Row = dict[str, Any]

#: The grades from the highest, with the words of the law, for notices that name no rule set.
GRADES = {
    "hoan_thanh_xuat_sac": "Hoàn thành xuất sắc nhiệm vụ",
    "hoan_thanh_tot": "Hoàn thành tốt nhiệm vụ",
    "hoan_thanh": "Hoàn thành nhiệm vụ",
    "khong_hoan_thanh": "Không hoàn thành nhiệm vụ",
}


def chosen_rules(source: ComputeInput, path: str) -> ScoringRules | None:
    """Return the rule set whose id stands at `path`, None where none is named or there is none of that name."""
    return source.scoring_rules.get(source.raw(path) or "")


def points(value: Decimal | None) -> str:
    """Return points as printed, "" for none."""
    return "" if value is None else format_points(value)


def signed(value: Decimal) -> str:
    """Return a difference with its sign, none for nought.

    >>> signed(Decimal("1.5")), signed(Decimal("-2")), signed(Decimal(0))
    ('+1,50', '-2,00', '0,00')
    """
    return f"+{format_points(value)}" if value > 0 else format_points(value)


def number(raw: Mapping[str, Any], name: str) -> Decimal:
    """Return a number of a raw object, nought for none."""
    return as_number(raw.get(name)) or ZERO


def graded(
    rules: ScoringRules, total: Decimal, criteria: Sequence[CriterionScore], raw: Mapping[str, Any]
) -> Grading:
    """Return the grade of a unit; of `raw` count the `discipline` and the failing `facts` that the rules know."""
    discipline = raw.get("discipline")
    return grade_by(
        rules,
        total,
        criteria=[_called(mark) for mark in criteria],
        discipline=discipline if discipline in rules.discipline_caps else None,
        flags=[fact for fact in raw.get("facts", ()) if fact in rules.failing_flags],
    )


def _called(mark: CriterionScore) -> CriterionScore:
    """Return a criterion under the words by which a reason names it."""
    return CriterionScore(joined(["tiêu chí “", mark.title, "”"]), mark.points, mark.max_points)


def printed_grade(grading: Grading, rules: ScoringRules) -> Row:
    """Return a grade for the template: `title`, `citation`, `reasons` (one text)."""
    return {
        "title": grading.title,
        "citation": rules.citation,
        "reasons": joined_by("; ", [lower_unless_name(reason) for reason in grading.reasons]),
    }


@COMPUTES.register("score_table", paths={"criteria": True, "scores": True})
def score_table(source: ComputeInput, *, criteria: str, scores: str) -> Row | None:
    """Return the table of a year's self-scoring, None where nothing was scored.

    `rows` (number, title, max_points, self_points, lost, reason), `bonus`, `penalty`, `max_total`, `total`, `grade`
    (title, citation, reasons) or None without a rule set.
    """
    given = source.raw(scores)
    if not given:
        return None
    marks = criterion_scores(source, criteria, f"{scores}.criteria")
    reasons = [row.get("reason") or "" for row in source.values(f"{scores}.criteria")]
    rules = chosen_rules(source, f"{scores}.rule_set")
    total = self_total(source, criteria, scores)
    return {
        "rows": [
            _score_row(n, mark, why) for n, (mark, why) in enumerate(zip(marks, reasons, strict=True), 1)
        ],
        "bonus": points(source.number(f"{scores}.bonus")),
        "penalty": points(source.number(f"{scores}.penalty")),
        "max_total": points(sum((mark.max_points for mark in marks), ZERO)),
        "total": points(total),
        "grade": printed_grade(graded(rules, total, marks, given), rules) if rules else None,
    }


def self_total(source: ComputeInput, criteria: str, scores: str) -> Decimal:
    """Return the sum of a self-scoring with bonus and deduction, each held to the most that its rule set allows."""
    own = sum((mark.points for mark in criterion_scores(source, criteria, f"{scores}.criteria")), ZERO)
    bonus, penalty = (source.number(f"{scores}.{name}") or ZERO for name in ("bonus", "penalty"))
    rules = chosen_rules(source, f"{scores}.rule_set")
    if rules is None:
        return own + bonus - penalty
    return final_points(rules, own, bonus=bonus, deduction=penalty)


def criterion_scores(source: ComputeInput, criteria: str, scores: str) -> list[CriterionScore]:
    """Return the scored criteria in the order scored, with title and maximum out of the plan."""
    plan = {raw.get("label"): (raw, shown) for raw, shown in pairs(source, criteria)}
    marks = []
    for score in source.raw(scores):
        raw, shown = plan[score["criterion"]]
        own = number(score, "self_points")
        marks.append(CriterionScore(shown["title"], own, as_number(raw.get("max_points")) or own))
    return marks


def _score_row(position: int, mark: CriterionScore, reason: str) -> Row:
    lost = mark.max_points - mark.points
    return {
        "number": str(position),
        "title": mark.title,
        "max_points": points(mark.max_points),
        "self_points": points(mark.points),
        "lost": points(lost) if lost else "",
        "reason": reason,
    }


@COMPUTES.register("unit_table", paths={"unit": True, "rule_set": False})
def unit_table(source: ComputeInput, *, unit: str, rule_set: str = "") -> Row | None:
    """Return the points of one unit by criterion, None where there is no such unit.

    `rows` (number, title, max_points, self_points, assessed_points, difference, reason), `max_total`, `self_total`,
    `assessed_total`, `difference`; `grade` as `printed_grade`, None where it is neither typed nor a rule set named.
    """
    given = source.raw(unit)
    if not given:
        return None
    path = f"{unit}.criteria"
    max_total, own, assessed = (
        sum(source.numbers(f"{path}.*.{name}"), ZERO)
        for name in ("max_points", "self_points", "assessed_points")
    )
    return {
        "rows": [_unit_row(n, raw, shown) for n, (raw, shown) in enumerate(pairs(source, path), 1)],
        "max_total": points(max_total),
        "self_total": points(own),
        "assessed_total": points(assessed),
        "difference": signed(assessed - own),
        "grade": _unit_grade(source, unit, chosen_rules(source, rule_set), assessed),
    }


def unit_scores(source: ComputeInput, criteria: str) -> list[CriterionScore]:
    """Return the assessed criteria of one unit."""
    return [
        CriterionScore(shown["title"], number(raw, "assessed_points"), number(raw, "max_points"))
        for raw, shown in pairs(source, criteria)
    ]


def _unit_grade(source: ComputeInput, unit: str, rules: ScoringRules | None, total: Decimal) -> Row | None:
    given = source.raw(unit)
    grading = None if rules is None else graded(rules, total, unit_scores(source, f"{unit}.criteria"), given)
    computed = printed_grade(grading, rules) if grading and rules else None
    decided = given.get("grade")
    if not decided:
        return computed
    # A grade that the rules do not give is not "theo" these rules: it has its own basis, or none is named.
    by_rules = computed if grading is not None and grading.key == decided else None
    basis = source.values(unit).get("grade_basis")
    return {
        "title": grade_words(rules).get(decided, GRADES[decided]),
        "citation": basis or (by_rules["citation"] if by_rules else ""),
        "reasons": by_rules["reasons"] if by_rules else "",
    }


def grade_words(rules: ScoringRules | None) -> Mapping[str, str]:
    """Return the grades by key with their words, the highest first: those of the rule set, else those of the law."""
    return {grade.key: grade.title for grade in rules.grades} if rules else GRADES


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
