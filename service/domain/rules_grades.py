"""Cross-field rules of grades: the rule set that is named, units that can be graded, points within their maximum."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from service.domain.computes_grades import (
    chosen_rules,
    grade_words,
    graded,
    number,
    unit_scores,
)
from service.domain.computes_registry import RULES, ComputeInput, as_number
from service.domain.dates import short_date
from service.domain.decimals import format_points
from service.domain.findings import FieldError, Question
from service.domain.reported_tasks import counted_days
from service.domain.rules_results import Outcome
from service.domain.scoring import ZERO, CriterionScore, ScoringRules


@RULES.register("rule_set_in_force", paths={"rule_set": True, "period": True})
def rule_set_in_force(source: ComputeInput, *, rule_set: str, period: str) -> Iterator[Outcome]:
    """Refuse a rule set that does not exist or was not in force; ask about one of another province or with assumptions.

    The day that counts is the last one of the period.
    """
    name = source.raw(rule_set)
    if not name:
        return
    rules = chosen_rules(source, rule_set)
    if rules is None:
        known = ", ".join(sorted(source.scoring_rules))
        yield FieldError(
            rule_set, "rule_set_unknown", f"Không có quy định xếp loại “{name}”. Hãy chọn một trong: {known}."
        )
        return
    day = counted_days(source, period)[1]
    if day < rules.valid_from or (rules.valid_to is not None and day > rules.valid_to):
        yield _not_in_force(rule_set, rules, day)
    yield from _doubts(source, rule_set, rules)


def _not_in_force(path: str, rules: ScoringRules, day: date) -> FieldError:
    until = f" đến ngày {short_date(rules.valid_to)}" if rules.valid_to else ""
    return FieldError(
        path,
        "rule_set_not_in_force",
        f"{rules.citation} có hiệu lực từ ngày {short_date(rules.valid_from)}{until}, không dùng được cho kỳ kết thúc"
        f" ngày {short_date(day)}. Hãy chọn quy định khác.",
    )


def _doubts(source: ComputeInput, path: str, rules: ScoringRules) -> Iterator[Question]:
    if source.office is not None and source.office.unit.province_code != rules.province_code:
        yield Question(
            path,
            "rule_set_of_other_province",
            f"{rules.citation} là của {rules.issuer}, không phải của tỉnh mình. Hãy chọn lại, hoặc xác nhận.",
            subject=rules.id,
        )
    if rules.assumed:
        yield Question(
            path,
            "thresholds_assumed",
            f"Mức điểm để xếp loại theo {rules.citation} là giả định. Hãy đối chiếu với quyết định gốc rồi xác nhận.",
            subject=rules.id,
        )


def known_facts(
    path: str, raw: Mapping[str, Any], rules: ScoringRules, *, is_decided: bool
) -> Iterator[Outcome]:
    """Refuse a discipline or a fact that the rules do not know where the grade has to be computed from it."""
    discipline = raw.get("discipline")
    if discipline and not is_decided and discipline not in rules.discipline_caps:
        yield FieldError(
            f"{path}.discipline",
            "discipline_unknown",
            f"{rules.citation} không nêu mức xếp loại khi người đứng đầu bị kỷ luật. Hãy ghi xếp loại, hoặc bỏ ô này.",
        )
    for position, fact in enumerate(raw.get("facts", ())):
        if fact not in rules.failing_flags:
            known = ", ".join(f"{key} ({words})" for key, words in rules.failing_flags.items()) or "không có"
            yield FieldError(
                f"{path}.facts[{position}]",
                "fact_unknown",
                f"{rules.citation} không có trường hợp “{fact}”. Các trường hợp: {known}.",
            )


@RULES.register("units_graded", paths={"groups": True, "rule_set": False})
def units_graded(source: ComputeInput, *, groups: str, rule_set: str = "") -> Iterator[Outcome]:
    """Refuse a unit that cannot be graded, is named twice, or stands above the cap of its discipline.

    Ask for the basis of a grade that was decided and is not the one that points and rules give.
    """
    rules = chosen_rules(source, rule_set)
    seen: set[str] = set()
    for path, unit in source.every(f"{groups}.*.units.*"):
        if unit["name"] in seen:
            yield FieldError(
                f"{path}.name", "unit_repeated", f"Đơn vị “{unit['name']}” đã có ở trên. Hãy bỏ bớt một chỗ."
            )
        seen.add(unit["name"])
        yield from _gradable(path, unit, rules)


def _gradable(path: str, unit: Mapping[str, Any], rules: ScoringRules | None) -> Iterator[Outcome]:
    name, given = unit["name"], as_number(unit.get("assessed_points"))
    if unit.get("not_assessed"):
        if given is not None or unit.get("grade"):
            yield FieldError(
                f"{path}.not_assessed",
                "assessed_and_not",
                f"{name}: có điểm hoặc xếp loại mà lại ghi không đánh giá. Hãy bỏ một trong hai.",
            )
        return
    if given is None:
        yield FieldError(
            f"{path}.assessed_points",
            "points_missing",
            f"{name}: chưa có điểm thẩm định. Hãy ghi điểm, hoặc ghi lý do không đánh giá.",
        )
    elif rules is None and not unit.get("grade"):
        yield FieldError(
            f"{path}.grade",
            "grade_missing",
            f"{name}: chưa có xếp loại. Hãy ghi xếp loại, hoặc chọn quy định xếp loại để tính.",
        )
    elif rules is not None:
        yield from _against_decided(path, unit, rules, given, ())


def _against_decided(
    path: str,
    unit: Mapping[str, Any],
    rules: ScoringRules,
    total: Decimal,
    criteria: tuple[CriterionScore, ...],
) -> Iterator[Outcome]:
    """Hold the grade that was decided against the rules."""
    decided, words = unit.get("grade"), grade_words(rules)
    yield from known_facts(path, unit, rules, is_decided=bool(decided))
    if not decided:
        return
    if decided not in words:
        yield FieldError(
            f"{path}.grade",
            "grade_unknown",
            f"{unit['name']}: {rules.citation} không có mức xếp loại này. Hãy chọn mức khác.",
        )
        return
    order = list(words)
    cap = rules.discipline_caps.get(unit.get("discipline", ""))
    if cap is not None and order.index(decided) < order.index(cap):
        yield FieldError(
            f"{path}.grade",
            "grade_above_cap",
            f"{unit['name']}: người đứng đầu bị kỷ luật nên xếp loại không cao hơn “{words[cap]}”. Hãy sửa xếp loại.",
        )
        return
    computed = graded(rules, total, criteria, unit)
    if computed.key != decided and not unit.get("grade_basis"):
        yield Question(
            f"{path}.grade",
            "grade_differs",
            f"{unit['name']}: ghi “{words[decided]}”, còn {format_points(total)} điểm theo {rules.citation} là"
            f" “{computed.title}”. Hãy ghi căn cứ xếp loại, hoặc kiểm tra lại.",
            subject=f"{words[decided]} ≠ {computed.title}",
        )


@RULES.register("unit_result_graded", paths={"unit": True, "rule_set": False})
def unit_result_graded(source: ComputeInput, *, unit: str, rule_set: str = "") -> Iterator[Outcome]:
    """Hold the points of one unit against their maximum, its grade against the rules; ask for missing reasons."""
    given = source.raw(unit)
    if not given:
        return
    for path, row in source.every(f"{unit}.criteria.*"):
        yield from _points_within(path, row)
        own, assessed = number(row, "self_points"), number(row, "assessed_points")
        if assessed != own and not row.get("reason"):
            what = f"Tự chấm {format_points(own)}, thẩm định {format_points(assessed)}"
            yield without_reason(f"{path}.reason", what, own - assessed)
    rules = chosen_rules(source, rule_set)
    if rules is not None:
        marks = tuple(unit_scores(source, f"{unit}.criteria"))
        yield from _against_decided(unit, given, rules, sum((mark.points for mark in marks), ZERO), marks)


@RULES.register("losses_explain_difference", paths={"groups": True})
def losses_explain_difference(source: ComputeInput, *, groups: str) -> Iterator[Outcome]:
    """Ask about each unit whose listed losses do not add up to its self score less its assessed score."""
    for path, unit in source.every(f"{groups}.*.units.*"):
        own, given = as_number(unit.get("self_points")), as_number(unit.get("assessed_points"))
        if own is None or given is None:
            continue
        listed = sum((number(loss, "points") for loss in unit.get("losses", ())), ZERO)
        if listed != own - given and (listed or own > given):
            yield Question(
                f"{path}.losses",
                "difference_unexplained",
                f"{unit['name']}: chênh {format_points(own - given)} điểm nhưng các nội dung bị trừ cộng lại"
                f" {format_points(listed)}. Hãy kiểm tra lại, hoặc xác nhận.",
                subject=format_points(own - given - listed),
            )


@RULES.register("assessed_not_above_maximum", paths={"groups": True})
def assessed_not_above_maximum(source: ComputeInput, *, groups: str) -> Iterator[Outcome]:
    """Refuse points of a unit above its maximum."""
    for path, unit in source.every(f"{groups}.*.units.*"):
        yield from _points_within(path, unit)


def without_reason(path: str, what: str, lost: Decimal) -> Question:
    """Return the question about points that were lost without a reason."""
    return Question(
        path,
        "loss_without_reason",
        f"{what} nhưng chưa ghi lý do. Hãy ghi, hoặc xác nhận.",
        subject=format_points(lost),
    )


def _points_within(path: str, raw: Mapping[str, Any]) -> Iterator[FieldError]:
    limit = as_number(raw.get("max_points"))
    for name in ("self_points", "assessed_points"):
        mark = as_number(raw.get(name))
        if limit is not None and mark is not None and mark > limit:
            yield above_maximum(f"{path}.{name}", mark, limit)


def above_maximum(path: str, mark: Decimal, limit: Decimal) -> FieldError:
    """Return the fault of points above their maximum."""
    return FieldError(
        path,
        "points_above_maximum",
        f"Điểm {format_points(mark)} lớn hơn điểm tối đa {format_points(limit)}. Hãy sửa lại.",
    )
