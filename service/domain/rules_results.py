"""Cross-field rules of what is reported of a plan: its period, results, targets."""

from collections import Counter
from collections.abc import Iterator

from service.domain.computes_registry import RULES, ComputeInput
from service.domain.conditions import is_present
from service.domain.dates import short_date
from service.domain.deadlines import day_of
from service.domain.findings import FieldError, Question
from service.domain.reported_tasks import closing_day, counted_days, planned_tasks
from service.domain.reporting_periods import is_complete, number_of_parts, period_name
from service.domain.task_states import LATE
from service.domain.text import fold, lower_first

Outcome = FieldError | Question

_SHOWN = 80


@RULES.register("period_complete", paths={"period": True})
def period_complete(source: ComputeInput, *, period: str) -> Iterator[Outcome]:
    """Refuse a month or quarter that does not say which, a part where none belongs, days that are turned round."""
    given = source.raw(period)
    limit = number_of_parts(given["kind"])
    if not is_complete(given):
        word = "tháng" if given["kind"] == "month" else "quý"
        yield FieldError(
            f"{period}.part", "period_part", f"Hãy ghi báo cáo của {word} thứ mấy (từ 1 đến {limit})."
        )
    elif not limit and "part" in given:
        yield FieldError(
            f"{period}.part",
            "period_part_surplus",
            "Kỳ này không có tháng hoặc quý thứ mấy. Hãy bỏ ô này, hoặc chọn loại kỳ tháng, quý.",
        )
    start, end = counted_days(source, period)
    if start > end and not {"from", "to"} <= set(given):
        yield FieldError(
            period,
            "period_order",
            f"Số liệu lấy từ ngày {short_date(start)} đến ngày {short_date(end)}: hai ngày ngược nhau. Hãy xem lại.",
        )


@RULES.register("period_in_subject", paths={"period": True, "action": False})
def period_in_subject(source: ComputeInput, *, period: str, action: str = "") -> Iterator[Outcome]:
    """Ask when the subject of the document, or its opening sentence, does not name the period that is reported."""
    name = period_name(source.raw(period))
    for path, text, where in (
        (period, source.values("document.subject"), "Trích yếu"),
        (action, source.values(action), "Câu mở đầu"),
    ):
        if text and fold(name) not in fold(text):
            yield Question(
                path,
                "period_not_named",
                f"{where} chưa nêu “{name}”. Hãy xem lại kỳ báo cáo, hoặc xác nhận là đúng.",
                subject=name,
            )


@RULES.register("every_task_has_result", paths={"criteria": True, "results": True})
def every_task_has_result(source: ComputeInput, *, criteria: str, results: str) -> Iterator[Outcome]:
    """Ask about each task of the plan of which nothing is reported, and refuse a task reported twice."""
    yield from _repeated(source, results, "task", "Nhiệm vụ")
    known = {result["task"] for _, result in source.every(f"{results}.*")}
    for path, task in source.every(f"{criteria}.*.tasks.*"):
        label, title = task.get("label", ""), task.get("short_title") or task["content"]
        if label in known:
            continue
        reason = "chưa có kết quả" if label else "không có nhãn nên chưa báo cáo được kết quả"
        yield Question(
            path,
            "task_without_result",
            f"Nhiệm vụ “{title[:_SHOWN]}” của kế hoạch {reason}. Hãy bổ sung, hoặc xác nhận.",
            subject=title,
        )


@RULES.register("every_target_has_result", paths={"targets": True, "results": True})
def every_target_has_result(source: ComputeInput, *, targets: str, results: str) -> Iterator[Outcome]:
    """Ask about each target of the plan that is left out while others are reported, and refuse one reported twice."""
    yield from _repeated(source, results, "target", "Chỉ tiêu")
    known = {result["target"] for _, result in source.every(f"{results}.*")}
    for path, target in source.every(f"{targets}.*"):
        if known and target.get("label") not in known:
            yield Question(
                path,
                "target_without_result",
                f"Chỉ tiêu “{target['content'][:_SHOWN]}” của kế hoạch chưa có kết quả. Hãy bổ sung, hoặc xác nhận.",
                subject=target["content"],
            )


def _repeated(source: ComputeInput, results: str, field: str, word: str) -> Iterator[Outcome]:
    seen: Counter[str] = Counter()
    for path, result in source.every(f"{results}.*"):
        label = result[field]
        seen[label] += 1
        if seen[label] > 1:
            yield FieldError(
                f"{path}.{field}",
                "result_repeated",
                f"{word} “{label}” đã có kết quả ở trên. Hãy gộp vào một chỗ.",
            )


@RULES.register("done_by_cutoff", paths={"results": True, "period": True, "as_of": False})
def done_by_cutoff(source: ComputeInput, *, results: str, period: str, as_of: str = "") -> Iterator[Outcome]:
    """Ask about each task done after the last day of the figures: it does not count as done yet."""
    if not source.raw(results):
        return
    last = closing_day(source, period, as_of)
    for path, result in source.every(f"{results}.*"):
        if result.get("done_on") and day_of(result["done_on"]) > last:
            day = short_date(day_of(result["done_on"]))
            yield Question(
                f"{path}.done_on",
                "done_after_cutoff",
                f"Hoàn thành ngày {day}, sau ngày chốt số liệu {short_date(last)}, nên chưa tính là hoàn thành."
                " Hãy xem lại, hoặc xác nhận.",
                subject=day,
            )


@RULES.register(
    "overdue_has_cause", paths={"criteria": True, "results": True, "period": True, "as_of": False}
)
def overdue_has_cause(
    source: ComputeInput, *, criteria: str, results: str, period: str, as_of: str = ""
) -> Iterator[Outcome]:
    """Ask about each reported task that is overdue, or was done late, and does not say why."""
    if not source.raw(results):
        return
    last = closing_day(source, period, as_of)
    tasks = {task.label: task for task in planned_tasks(source, criteria)}
    for path, result in source.every(f"{results}.*"):
        state = tasks[result["task"]].state(result, last)
        if state in LATE and not result.get("cause"):
            yield Question(
                f"{path}.cause",
                "late_without_cause",
                f"Nhiệm vụ “{tasks[result['task']].title[:_SHOWN]}” ({lower_first(state.words)}) chưa ghi nguyên nhân."
                " Hãy ghi, hoặc xác nhận.",
                subject=state.words,
            )


@RULES.register("directions_not_empty", paths={"directions": True}, literals={"carried": True})
def directions_not_empty(source: ComputeInput, *, directions: str, carried: str) -> Iterator[Outcome]:
    """Refuse directions of which nothing would be printed but the heading.

    `carried` names the value that `carried_over` computed.
    """
    given = source.raw(directions)
    if given and not given.get("intro") and not given.get("tasks") and not source.values(carried):
        yield FieldError(
            directions,
            "section_empty",
            "Phần phương hướng chưa có nội dung. Hãy ghi lời dẫn hoặc nhiệm vụ, hoặc bỏ cả phần này.",
        )


@RULES.register("scores_in_year_report", paths={"period": True, "scores": True})
def scores_in_year_report(source: ComputeInput, *, period: str, scores: str) -> Iterator[Outcome]:
    """Ask about self-scoring in a report of another period than a year: points are given once a year."""
    if is_present(source.raw(scores)) and source.raw(period)["kind"] != "year":
        name = period_name(source.raw(period))
        yield Question(
            scores,
            "scores_outside_year",
            f"Tự chấm điểm thường chỉ có trong báo cáo năm; báo cáo này của {name}. Hãy bỏ phần này, hoặc xác nhận.",
            subject=name,
        )
