"""Tables made of tasks: the appendix that assigns them."""

from collections.abc import Mapping
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.outline import roman
from service.domain.text import joined

Row = dict[str, Any]

_NOTHING = {"lead": "", "support": "", "deadline": "", "evidence": "", "evidence_deadline": ""}


@COMPUTES.register("task_appendix", paths={"criteria": True, "word": False})
def task_appendix(source: ComputeInput, *, criteria: str, word: str = "") -> list[Row]:
    """Return the rows of the appendix of assignment: one that heads each criterion, one for each of its tasks.

    A row has `is_group`, `number` (TT: ``I`` for a group, ``1`` for a task), `title`, and, empty for a group, `lead`,
    `support`, `deadline`, `evidence`, `evidence_deadline`. A task without a body or a deadline of its own has those of
    its criterion; its `short_title` goes before its text. `word` names a field that says what a group is called.
    """
    group_word = source.values(word) or ""
    rows: list[Row] = []
    for position, criterion in enumerate(source.values(criteria) or [], start=1):
        rows.append(_group_row(criterion, position, group_word))
        rows.extend(_task_rows(criterion))
    return rows


def _group_row(criterion: Mapping[str, Any], position: int, word: str) -> Row:
    title = joined([f"{word} {position}: ", criterion["title"]]) if word else criterion["title"]
    return {"is_group": True, "number": roman(position), "title": title, **_NOTHING}


def _task_rows(criterion: Mapping[str, Any]) -> list[Row]:
    return [
        {
            "is_group": False,
            "number": str(position),
            "title": task["short_title"] or "\n".join(task["content"]),
            "lead": task["lead"] or criterion["lead"],
            "support": task["support"] or criterion["support"],
            "deadline": task["deadline"] or criterion["deadline"],
            "evidence": task["evidence"] or criterion["evidence"],
            "evidence_deadline": task["evidence_deadline"] or criterion["evidence_deadline"],
        }
        for position, task in enumerate(criterion["tasks"], start=1)
    ]
