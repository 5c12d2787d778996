"""Tables of points and grades: a report's self-scoring, last year beside this year, the points of one unit.

Sums, differences and grades are computed here from what was typed; nothing of them is typed. What cannot be (a rule
set that does not exist, points above their maximum) is refused by the rules of `rules_grades`, with its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput, as_number
from service.domain.decimals import format_points
from service.domain.reported_tasks import joined_by, pairs
from service.domain.scoring import ZERO, CriterionScore, Grading, ScoringRules, final_points, grade_by
from service.domain.text import joined, lower_first

Row = dict[str, Any]

#: What of last year stands beside this year's self score.
_TOTALS = (
    ("self_score", "Tổng điểm tự chấm"),
    ("assessed_score", "Tổng điểm tự chấm so với điểm được thẩm định năm trước"),
)

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
        criteria=[replace(mark, title=joined(["tiêu chí “", mark.title, "”"])) for mark in criteria],
        discipline=discipline if discipline in rules.discipline_caps else None,
        flags=[fact for fact in raw.get("facts", ()) if fact in rules.failing_flags],
    )


def printed_grade(grading: Grading, rules: ScoringRules) -> Row:
    """Return a grade for the template: `title`, `citation`, `reasons` (one text), `is_assumed`."""
    return {
        "title": grading.title,
        "citation": rules.citation,
        "reasons": joined_by("; ", [lower_first(reason) for reason in grading.reasons]),
        "is_assumed": grading.assumed,
    }


@COMPUTES.register("score_table", paths={"criteria": True, "scores": True})
def score_table(source: ComputeInput, *, criteria: str, scores: str) -> Row | None:
    """Return the table of a year's self-scoring, None where nothing was scored.

    `rows` (number, title, max_points, self_points, lost, reason), `bonus`, `penalty`, `max_total`, `total`, `grade`
    (title, citation, reasons, is_assumed) or None without a rule set.
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


@COMPUTES.register(
    "score_comparison", paths={"criteria": True, "scores": True, "period": True, "previous": False}
)
def score_comparison(
    source: ComputeInput, *, criteria: str, scores: str, period: str, previous: str = ""
) -> Row | None:
    """Return last year beside this year, None where nothing was scored or last year is not known.

    `rows` (title, previous, current, difference): the criteria that say their points of last year, then the self score
    and the assessed score of last year, each beside this year's self score; `previous_year` and `year` (texts);
    `grade`: last year's, "" for none. Last year is `previous_year` of `scores`, else the one that the plan tells of at
    `previous`, where that is the year before.
    """
    given, year = source.raw(scores), int(source.raw(period)["year"])
    if not given:
        return None
    last, shown = _last_year(source, scores, previous, year)
    if last is None:
        return None
    total = self_total(source, criteria, scores)
    rows = _criterion_comparison(source, criteria, f"{scores}.criteria")
    for name, title in _TOTALS:
        before = as_number(last.get(name))
        if before is not None:
            rows.append(_comparison_row(title, before, total))
    return {
        "rows": rows,
        "previous_year": str(year - 1),
        "year": str(year),
        "grade": shown.get("grade") or "",
    }


def _last_year(
    source: ComputeInput, scores: str, previous: str, year: int
) -> tuple[Mapping[str, Any] | None, Mapping[str, Any]]:
    """Return what is known of last year as typed and as printed; None where nothing is."""
    own = source.raw(f"{scores}.previous_year")
    if own:
        return own, source.values(f"{scores}.previous_year")
    told = source.raw(previous)
    return (told, source.values(previous)) if told and int(told["year"]) == year - 1 else (None, {})


def _criterion_comparison(source: ComputeInput, criteria: str, scores: str) -> list[Row]:
    marks = criterion_scores(source, criteria, scores)
    return [
        _comparison_row(mark.title, before, mark.points)
        for mark, score in zip(marks, source.raw(scores), strict=True)
        if (before := as_number(score.get("previous_points"))) is not None
    ]


def _comparison_row(title: str, before: Decimal, now: Decimal) -> Row:
    return {
        "title": title,
        "previous": points(before),
        "current": points(now),
        "difference": signed(now - before),
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
    agrees = grading is not None and grading.key == decided
    return {
        "title": grade_words(rules).get(decided, GRADES[decided]),
        "citation": rules.citation if rules else "",
        "reasons": computed["reasons"] if computed and agrees else "",
        "is_assumed": False,
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
