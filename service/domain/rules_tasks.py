"""Cross-field rules of a plan's tasks as its tables show them."""

from collections.abc import Iterator, Sequence

from service.domain.computes_registry import RULES, ComputeInput
from service.domain.findings import Question
from service.domain.rules_results import Outcome
from service.domain.text import plain

_SHOWN = 80


@RULES.register(
    "long_task_has_short_title",
    paths={"criteria": True, "shown": True},
    literals={"choices": True, "limit": True},
)
def long_task_has_short_title(
    source: ComputeInput, *, criteria: str, shown: str, choices: Sequence[str], limit: int
) -> Iterator[Outcome]:
    """Ask for a short title of each task whose text is longer than `limit` signs, where a table shows the tasks.

    That is where the field `shown` has one of the `choices`.
    """
    if source.raw(shown) not in choices:
        return
    for place, criterion in enumerate(source.raw(criteria) or ()):
        for position, task in enumerate(criterion.get("tasks", ())):
            # Without its marks a text is only shorter.
            if len(task["content"]) > limit and not task.get("short_title"):
                yield from _too_long(f"{criteria}[{place}].tasks[{position}]", plain(task["content"]), limit)


def _too_long(path: str, content: str, limit: int) -> Iterator[Outcome]:
    if len(content) > limit:
        yield Question(
            f"{path}.short_title",
            "short_title_missing",
            f"Nhiệm vụ “{content[:_SHOWN]}...” dài {len(content)} chữ, in vào bảng sẽ rối. Hãy ghi tên gọn, hoặc"
            " xác nhận.",
            subject=content,
        )
