"""Answers to the questions of a batch: by code for all rows, or ``code@row`` for one."""

from collections.abc import Collection

from service.register.models import Batch, BatchItem


def is_answered(code: str, row: int, acknowledged: Collection[str]) -> bool:
    """Tell whether a question of a row is answered.

    >>> is_answered("month", 17, {"month@17"}), is_answered("month", 18, {"month@17"})
    (True, False)
    """
    return code in acknowledged or f"{code}@{row}" in acknowledged


def answered_in(batch: Batch, item: BatchItem, row: int) -> frozenset[str]:
    """Return the codes that are answered for one item; `row` is the number by which rows were named in the answers."""
    named = f"@{row}"
    of_batch = {one.removesuffix(named) for one in batch.acknowledged}
    of_row = {str(one["code"]) for one in item.questions if one.get("answered")}
    return frozenset({*of_batch, *of_row})
