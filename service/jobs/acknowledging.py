"""Answers to the questions of a batch: by code for all rows, or ``code@row`` for one."""

from collections.abc import Collection

from service.register.models import Batch, BatchItem


def is_answered(code: str, row: int, acknowledged: Collection[str]) -> bool:
    """Tell whether a question of a row is answered.

    >>> is_answered("month", 17, {"month@17"}), is_answered("month", 18, {"month@17"})
    (True, False)
    """
    return answer_for(code) in acknowledged or answer_for(code, row) in acknowledged


def answer_for(code: str, row: int | None = None) -> str:
    """Return the answer to a question: of one row, or of all.

    >>> answer_for("month"), answer_for("month", 17)
    ('month', 'month@17')
    """
    return code if row is None else f"{code}@{row}"


def answered_in(batch: Batch, item: BatchItem) -> frozenset[str]:
    """Return the codes that were answered for one item when the batch was started."""
    named = f"@{item.line}"
    of_batch = {one.removesuffix(named) for one in batch.acknowledged}
    return frozenset({*of_batch, *answered_of(item)})


def answered_of(item: BatchItem) -> frozenset[str]:
    """Return the codes that were answered for this very item, at the start or when its number was asked for."""
    return frozenset(str(one["code"]) for one in item.questions if one.get("answered"))
