"""Tables made of tasks: the appendix that assigns them."""

from collections.abc import Mapping
from typing import Any

from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.outline import counted_up, roman

Row = dict[str, Any]

_GROUP: Row = {
    "is_group": True,
    "number": "",
    "title": "",
    **dict.fromkeys(("lead", "support", "deadline", "evidence", "evidence_deadline"), ""),
}


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
        rows += _task_rows(criterion)
    return rows


def _group_row(criterion: Mapping[str, Any], position: int, word: str) -> Row:
    title = criterion["title"]
    # The colon keeps word and title apart: nothing there could be read as a mark.
    return {
        **_GROUP,
        "number": roman(position),
        "title": f"{word} {position}: {title}" if word else title,
    }


def _task_rows(criterion: Mapping[str, Any]) -> list[Row]:
    lead, support, deadline = criterion["lead"], criterion["support"], criterion["deadline"]
    evidence, evidence_deadline = criterion["evidence"], criterion["evidence_deadline"]
    return [
        {
            "is_group": False,
            "number": number,
            "title": task["short_title"] or "\n".join(task["content"]),
            "lead": task["lead"] or lead,
            "support": task["support"] or support,
            "deadline": task["deadline"] or deadline,
            "evidence": task["evidence"] or evidence,
            "evidence_deadline": task["evidence_deadline"] or evidence_deadline,
        }
        for number, task in zip(counted_up(len(criterion["tasks"])), criterion["tasks"], strict=True)
    ]
