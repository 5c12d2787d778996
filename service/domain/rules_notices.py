"""Cross-field rules of notices: what each variant must hold, the decision behind it, the unit in the subject."""

from collections.abc import Iterator, Mapping

from service.domain.computes_bodies import task_counts
from service.domain.computes_registry import RULES, ComputeInput
from service.domain.conditions import is_present
from service.domain.findings import FieldError, Question
from service.domain.reported_tasks import pairs, planned_tasks
from service.domain.rules_results import Outcome
from service.domain.task_states import counted
from service.domain.text import fold, plain


@RULES.register("variant_has_fields", paths={"variant": True, "fields": True})
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
    """Refuse a variant without the source that it takes its content from (variant: name of the source)."""
    name = sources.get(source.raw(variant))
    if name and not is_present(source.raw(name)):
        yield FieldError(
            name,
            "source_missing",
            "Nội dung này lấy từ văn bản nguồn. Hãy chọn hoặc nộp văn bản nguồn.",
        )


@RULES.register("approval_named", paths={"variant": True, "approval": True}, literals={"variants": True})
def approval_named(
    source: ComputeInput, *, variant: str, approval: str, variants: list[str]
) -> Iterator[Outcome]:
    """Ask for the decision that approved the results, in the variants that announce approved ones."""
    if source.raw(variant) in variants and not source.raw(approval):
        yield Question(
            approval,
            "approval_missing",
            "Chưa nêu quyết định phê duyệt kết quả. Hãy khai văn bản viện dẫn rồi chọn, hoặc xác nhận là không có.",
        )


@RULES.register("unit_in_subject", paths={"unit": True})
def unit_in_subject(source: ComputeInput, *, unit: str) -> Iterator[Outcome]:
    """Ask when a notice to one unit does not name it in its subject."""
    given = source.values(unit)
    if given and fold(plain(given["name"])) not in fold(plain(source.values("document.subject") or "")):
        yield Question(
            f"{unit}.name",
            "unit_not_in_subject",
            f"Trích yếu chưa nêu “{given['name']}”. Hãy ghi tên đơn vị vào trích yếu, hoặc xác nhận.",
            subject=given["name"],
        )


@RULES.register("body_results_once", paths={"criteria": True, "results": True})
def body_results_once(source: ComputeInput, *, criteria: str, results: str) -> Iterator[Outcome]:
    """Refuse a task reported twice of one body, and a result of which nobody says whose it is."""
    if not source.raw(results):
        return
    leads = {task.label: task.plan["lead"] for task in planned_tasks(source, criteria)}
    seen: set[tuple[str, str]] = set()
    for position, (raw, shown) in enumerate(pairs(source, results)):
        path, body = f"{results}[{position}]", shown.get("body") or leads.get(raw["task"], "")
        if not body:
            yield FieldError(
                f"{path}.body",
                "required",
                "Kế hoạch không nêu cơ quan chủ trì của nhiệm vụ này. Hãy ghi cơ quan.",
            )
        if (body, raw["task"]) in seen:
            yield FieldError(
                f"{path}.task",
                "result_repeated",
                f"Nhiệm vụ “{raw['task']}” của {body} đã có kết quả ở trên. Hãy gộp vào một chỗ.",
            )
        seen.add((body, raw["task"]))


@RULES.register("scope_named", paths={"criteria": True, "results": True, "scope": True})
def scope_named(source: ComputeInput, *, criteria: str, results: str, scope: str) -> Iterator[Outcome]:
    """Ask which tasks a notice is about when it reports some of the plan's tasks and does not say which."""
    if not source.raw(results) or source.raw(scope):
        return
    planned, reported = task_counts(source, criteria, results)
    if reported < planned:
        yield Question(
            scope,
            "scope_missing",
            f"Thông báo nêu {counted(reported)} trong {counted(planned)} nhiệm vụ của kế hoạch. Hãy ghi là những nhiệm"
            " vụ nào, hoặc xác nhận.",
            subject=f"{reported}/{planned}",
        )


@RULES.register("make_good_dated", paths={"before": True}, literals={"table": True})
def make_good_dated(source: ComputeInput, *, before: str, table: str) -> Iterator[Outcome]:
    """Ask for the day by which overdue tasks and missing evidence must be made good; refuse one where there are none.

    `table` names the value that `body_task_results` computed.
    """
    found = source.values(table)
    left = found["to_make_good"] if found else ()
    if source.raw(before) and not left:
        yield FieldError(
            before,
            "nothing_to_make_good",
            "Không có nhiệm vụ nào quá hạn hoặc thiếu minh chứng. Hãy bỏ hạn khắc phục.",
        )
    if left and not source.raw(before):
        number = counted(len(left))
        yield Question(
            before,
            "make_good_undated",
            f"Có {number} nhiệm vụ quá hạn hoặc chưa có minh chứng. Hãy ghi hạn khắc phục, hoặc xác nhận.",
            subject=number,
        )
