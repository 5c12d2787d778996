"""Cross-field rules of a year's self-scoring: points within their maximum, reasons, the whole against the rule set."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.computes_grades import chosen_rules, criterion_scores, number
from service.domain.computes_registry import RULES, ComputeInput, as_number
from service.domain.computes_years import sum_of_parts
from service.domain.decimals import format_points
from service.domain.findings import FieldError, Question
from service.domain.reported_tasks import ReportedTask, counted_days, reported_tasks
from service.domain.rules_grades import above_maximum, known_facts, without_reason
from service.domain.rules_results import Outcome
from service.domain.scoring import ZERO, ScoringRules
from service.domain.task_states import LATE
from service.domain.text import lower_first, plain


@RULES.register("score_not_above_maximum", paths={"criteria": True, "scores": True})
def score_not_above_maximum(source: ComputeInput, *, criteria: str, scores: str) -> Iterator[Outcome]:
    """Refuse points above the maximum of their criterion, a criterion without one, and one scored twice."""
    limits = _limits(source, criteria)
    seen: set[str] = set()
    for path, score in source.every(f"{scores}.*"):
        name = score["criterion"]
        if name in seen:
            yield FieldError(
                f"{path}.criterion",
                "score_repeated",
                f"Tiêu chí “{name}” đã được chấm ở trên. Hãy bỏ bớt một chỗ.",
            )
        seen.add(name)
        limit = limits[name]
        if limit is None:
            yield FieldError(
                f"{path}.criterion",
                "max_points_missing",
                f"Tiêu chí “{name}” của kế hoạch chưa có điểm tối đa. Hãy ghi điểm tối đa trong kế hoạch.",
            )
            continue
        for field in ("self_points", "previous_points"):
            if number(score, field) > limit:
                yield above_maximum(f"{path}.{field}", number(score, field), limit)


def _limits(source: ComputeInput, criteria: str) -> dict[str, Decimal | None]:
    return {
        criterion["label"]: as_number(criterion.get("max_points"))
        for _, criterion in source.every(f"{criteria}.*")
        if criterion.get("label")
    }


@RULES.register("lost_points_have_reason", paths={"criteria": True, "scores": True})
def lost_points_have_reason(source: ComputeInput, *, criteria: str, scores: str) -> Iterator[Outcome]:
    """Ask about each criterion below its maximum that says no reason."""
    limits = _limits(source, criteria)
    for path, score in source.every(f"{scores}.*"):
        limit, own = limits[score["criterion"]], number(score, "self_points")
        if limit is not None and own < limit and not score.get("reason"):
            yield without_reason(
                f"{path}.reason", f"Tự chấm {format_points(own)}/{format_points(limit)}", limit - own
            )


@RULES.register(
    "full_points_in_time", paths={"criteria": True, "scores": True, "results": True, "period": True}
)
def full_points_in_time(
    source: ComputeInput, *, criteria: str, scores: str, results: str, period: str
) -> Iterator[Outcome]:
    """Ask about each criterion that scores itself its maximum while one of its tasks is overdue or was done late."""
    limits = _limits(source, criteria)
    late: dict[str | None, ReportedTask] = {}
    for reported in reported_tasks(source, criteria, results, counted_days(source, period)[1]):
        if reported.state in LATE:
            late.setdefault(source.raw(criteria)[reported.task.criterion].get("label"), reported)
    for path, score in source.every(f"{scores}.*"):
        found = late.get(score["criterion"])
        if found is not None and number(score, "self_points") == limits[score["criterion"]]:
            yield Question(
                f"{path}.self_points",
                "full_points_while_late",
                f"Tự chấm điểm tối đa nhưng nhiệm vụ “{plain(found.task.title)}” ở trạng thái"
                f" {lower_first(found.state.words)}. Hãy chấm lại, hoặc xác nhận.",
                subject=found.state.words,
            )


@RULES.register("previous_points_add_up", paths={"scores": True})
def previous_points_add_up(source: ComputeInput, *, scores: str) -> Iterator[Outcome]:
    """Ask when last year's points lack a criterion, or with bonus and deduction do not make last year's total."""
    given = source.raw(scores)
    if not given:
        return
    typed = ["previous_points" in score for score in given["criteria"]]
    if any(typed) and not all(typed):
        yield Question(
            f"{scores}.criteria[{typed.index(False)}].previous_points",
            "previous_points_missing",
            "Có tiêu chí chưa ghi điểm năm trước nên bảng so sánh không cộng được. Hãy ghi đủ, hoặc xác nhận.",
            subject=str(typed.count(False)),
        )
    last = given.get("previous_year") or {}
    total, found = as_number(last.get("self_score")), sum_of_parts(source, scores, last)
    if total is not None and found is not None and total != found:
        yield Question(
            f"{scores}.previous_year.self_score",
            "previous_total_differs",
            f"Điểm năm trước của các tiêu chí, cộng thưởng, trừ điểm trừ là {format_points(found)}, còn tổng ghi"
            f" {format_points(total)}. Hãy kiểm tra lại, hoặc xác nhận.",
            subject=f"{format_points(found)} ≠ {format_points(total)}",
        )


@RULES.register("score_total_whole", paths={"criteria": True, "scores": True})
def score_total_whole(source: ComputeInput, *, criteria: str, scores: str) -> Iterator[Outcome]:
    """Hold a self-scoring against its rule set: all criteria scored, the maximum whole, bonus and deduction allowed."""
    given = source.raw(scores)
    if not given:
        return
    scored = {score["criterion"] for score in given["criteria"]}
    for path, criterion in source.every(f"{criteria}.*"):
        if criterion.get("label") not in scored:
            yield Question(
                path,
                "criterion_unscored",
                f"Tiêu chí “{criterion['title']}” của kế hoạch chưa được chấm. Hãy chấm, hoặc xác nhận.",
                subject=criterion["title"],
            )
    rules = chosen_rules(source, f"{scores}.rule_set")
    if rules is not None:
        yield from _against_rules(source, criteria, scores, rules)


def _against_rules(
    source: ComputeInput, criteria: str, scores: str, rules: ScoringRules
) -> Iterator[Outcome]:
    whole = sum((mark.max_points for mark in criterion_scores(source, criteria, f"{scores}.criteria")), ZERO)
    if whole != rules.total_points:
        yield Question(
            f"{scores}.criteria",
            "maximum_differs",
            f"Điểm tối đa các tiêu chí cộng lại {format_points(whole)}, thang điểm của {rules.citation} là"
            f" {format_points(rules.total_points)}. Hãy kiểm tra lại, hoặc xác nhận.",
            subject=format_points(whole),
        )
    for name, word, limit in (("bonus", "thưởng", rules.max_bonus), ("penalty", "trừ", rules.max_deduction)):
        typed = source.number(f"{scores}.{name}")
        if typed is not None and limit is not None and typed > limit:
            yield FieldError(
                f"{scores}.{name}",
                "beyond_rule_set",
                f"Điểm {word} {format_points(typed)} lớn hơn mức {format_points(limit)} mà {rules.citation} cho phép."
                " Hãy sửa lại.",
            )
    yield from known_facts(scores, source.raw(scores), rules, is_decided=False)
