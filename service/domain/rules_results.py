"""Cross-field rules of reports and notices: results against the plan, points against their maximum."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from service.domain.computes_registry import RULES, ComputeInput, as_number
from service.domain.computes_results import unreported
from service.domain.conditions import is_present
from service.domain.decimals import format_points
from service.domain.findings import FieldError, Question
from service.domain.scoring import ZERO

Outcome = FieldError | Question


@RULES.register("every_task_has_result", paths={"criteria": True, "results": True})
def every_task_has_result(source: ComputeInput, *, criteria: str, results: str) -> Iterator[Outcome]:
    """Ask about each task of the plan of which nothing is reported, and refuse a task reported twice."""
    seen: set[str] = set()
    for path, result in source.every(f"{results}.*"):
        if result["task"] in seen:
            yield FieldError(
                f"{path}.task",
                "result_repeated",
                f"Nhiệm vụ “{result['task']}” đã có kết quả ở trên. Hãy gộp vào một chỗ.",
            )
        seen.add(result["task"])
    for path, label, title in unreported(source, criteria, results):
        missing = f"Nhiệm vụ “{title[:80]}” của kế hoạch chưa có kết quả."
        if not label:
            missing = f"Nhiệm vụ “{title[:80]}” của kế hoạch không có nhãn nên chưa báo cáo được kết quả."
        yield Question(path, "task_without_result", f"{missing} Hãy bổ sung, hoặc xác nhận.", subject=title)


@RULES.register("score_not_above_maximum", paths={"criteria": True, "scores": True})
def score_not_above_maximum(source: ComputeInput, *, criteria: str, scores: str) -> Iterator[Outcome]:
    """Refuse points above the maximum of their criterion, and a criterion scored twice."""
    limits = {
        criterion.get("label"): as_number(criterion.get("max_points"))
        for _, criterion in source.every(f"{criteria}.*")
    }
    seen: set[str] = set()
    for path, score in source.every(f"{scores}.*"):
        name, limit = score["criterion"], limits.get(score["criterion"])
        if name in seen:
            yield FieldError(f"{path}.criterion", "score_repeated", f"Tiêu chí “{name}” đã được chấm ở trên.")
        seen.add(name)
        own = as_number(score["self_points"]) or ZERO
        if limit is None and name in limits:
            yield FieldError(
                f"{path}.criterion",
                "max_points_missing",
                f"Tiêu chí “{name}” của kế hoạch chưa có điểm tối đa. Hãy ghi điểm tối đa trong kế hoạch.",
            )
        elif limit is not None and own > limit:
            yield _above(f"{path}.self_points", own, limit)


@RULES.register("lost_points_have_reason", paths={"criteria": True, "scores": True})
def lost_points_have_reason(source: ComputeInput, *, criteria: str, scores: str) -> Iterator[Outcome]:
    """Ask about each criterion below its maximum that says no reason."""
    limits = {
        criterion.get("label"): as_number(criterion.get("max_points"))
        for _, criterion in source.every(f"{criteria}.*")
    }
    for path, score in source.every(f"{scores}.*"):
        limit, own = limits.get(score["criterion"]), as_number(score["self_points"]) or ZERO
        if limit is not None and own < limit and not score.get("reason"):
            yield Question(
                f"{path}.reason",
                "loss_without_reason",
                f"Tự chấm {format_points(own)}/{format_points(limit)} nhưng chưa ghi lý do. Hãy ghi, hoặc xác nhận.",
                subject=format_points(limit - own),
            )


@RULES.register("losses_explain_difference", paths={"groups": True})
def losses_explain_difference(source: ComputeInput, *, groups: str) -> Iterator[Outcome]:
    """Ask about each unit whose listed losses do not add up to its self score less its assessed score."""
    for path, unit in source.every(f"{groups}.*.units.*"):
        own, given = as_number(unit.get("self_points")), as_number(unit.get("assessed_points"))
        if own is None or given is None or not unit.get("losses"):
            continue
        listed = sum((as_number(loss["points"]) or ZERO for loss in unit["losses"]), ZERO)
        if listed != own - given:
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
        limit = as_number(unit.get("max_points"))
        for name in ("self_points", "assessed_points"):
            mark = as_number(unit.get(name))
            if limit is not None and mark is not None and mark > limit:
                yield _above(f"{path}.{name}", mark, limit)


@RULES.register("variant_has_fields", paths={"variant": True}, literals={"fields": True})
def variant_has_fields(source: ComputeInput, *, variant: str, fields: Mapping[str, str]) -> Iterator[Outcome]:
    """Refuse a document whose variant lacks its own field or has that of another."""
    chosen = source.raw(variant)
    for name, path in fields.items():
        if name == chosen and not is_present(source.raw(path)):
            yield FieldError(
                path, "required", "Loại nội dung đã chọn cần phần này. Hãy nhập, hoặc chọn loại khác."
            )
        if name != chosen and is_present(source.raw(path)):
            yield FieldError(
                path,
                "not_of_variant",
                "Phần này không thuộc loại nội dung đã chọn. Hãy bỏ đi, hoặc chọn lại loại.",
            )


@RULES.register("variant_needs_source", paths={"variant": True}, literals={"sources": True})
def variant_needs_source(
    source: ComputeInput, *, variant: str, sources: Mapping[str, str]
) -> Iterator[Outcome]:
    """Refuse a variant without the source that it takes its content from."""
    name = sources.get(source.raw(variant))
    if name and not is_present(source.raw(name)):
        yield FieldError(
            f"sources.{name}",
            "source_missing",
            "Nội dung này lấy từ văn bản nguồn. Hãy chọn hoặc nộp văn bản nguồn.",
        )


def _above(path: str, mark: Decimal, limit: Decimal) -> FieldError:
    return FieldError(
        path,
        "points_above_maximum",
        f"Điểm {format_points(mark)} lớn hơn điểm tối đa {format_points(limit)}. Hãy sửa lại.",
    )
