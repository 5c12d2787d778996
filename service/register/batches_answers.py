"""What was confirmed when numbers were asked for: it stands with the rows of that act, and goes with the next one.

What was confirmed when the batch was started stands in `Batch.acknowledged` and in the questions of the rows.
"""

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.register.batches import Step
from service.register.models import BatchItem

_OF_A_ROW = re.compile(r"(.*)@([0-9]+)")


def answer(session: Session, batch_id: str, numbers: Collection[int], acknowledged: Collection[str]) -> None:
    """Keep the answers of an act with its rows, in place of those of an earlier one: ``code``, or ``code@row``."""
    wanted = set(numbers)
    query = select(BatchItem.number, BatchItem.questions).where(BatchItem.batch_id == batch_id)
    changed = []
    for number, before in session.execute(query):
        questions = [one for one in before if one.get("step") != Step.NUMBER] + _given(number, acknowledged)
        if number in wanted and questions != before:
            changed.append({"the_number": number, "new": questions})
    if changed:
        table: Any = BatchItem.__table__
        one = (table.c.batch_id == batch_id, table.c.number == bindparam("the_number"))
        session.connection().execute(table.update().where(*one).values(questions=bindparam("new")), changed)


def _given(number: int, acknowledged: Collection[str]) -> list[dict[str, Any]]:
    """Return the answers for one row, as its questions are kept.

    >>> [one["code"] for one in _given(4, ["month_turned", "month@4", "month@17"])]
    ['month', 'month_turned']
    """
    found = set()
    for one in acknowledged:
        of_row = _OF_A_ROW.fullmatch(one)
        if of_row is None or int(of_row[2]) == number:
            found.add(one if of_row is None else of_row[1])
    return [{"code": code, "path": "", "answered": True, "step": Step.NUMBER} for code in sorted(found)]
