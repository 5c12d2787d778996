"""What was confirmed when numbers were asked for: it stands with the rows of that act, and goes with the next one.

To ask for a number is to say that the text which is put up came back signed: its hash stands beside the answers. It is
no question, and nobody is shown it as one (`told`).

What was confirmed when the batch was started stands in `Batch.acknowledged` and in the questions of the rows.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.register.batches import Step
from service.register.models import BatchItem

_SIGNED_TEXT = "signed_text"
_OF_A_ROW = re.compile(r"(.*)@([0-9]+)")


def answer(
    session: Session, batch_id: str, texts: Mapping[int, str | None], acknowledged: Collection[str]
) -> None:
    """Keep what an act said with its rows, in place of what an earlier one said.

    `texts` maps the rows to the hashes of the files that came back signed; `acknowledged` are codes of questions,
    ``code``, or ``code@row``.
    """
    query = select(BatchItem.number, BatchItem.questions).where(BatchItem.batch_id == batch_id)
    changed = []
    for number, before in session.execute(query):
        if number not in texts:
            continue
        given = [*_given(number, acknowledged), {_SIGNED_TEXT: texts[number], "step": Step.NUMBER}]
        questions = [one for one in before if one.get("step") != Step.NUMBER] + given
        if questions != before:
            changed.append({"the_number": number, "new": questions})
    if changed:
        table: Any = BatchItem.__table__
        one = (table.c.batch_id == batch_id, table.c.number == bindparam("the_number"))
        session.connection().execute(table.update().where(*one).values(questions=bindparam("new")), changed)


def signed_text(item: BatchItem) -> str | None:
    """Return the hash of the file that came back signed, as it stood when the number of a row was asked for.

    Of a row that keeps none it is the file that the batch made; None where it has none of its own.
    """
    return next((one[_SIGNED_TEXT] for one in item.questions if _SIGNED_TEXT in one), item.content_sha256)


def told(item: BatchItem) -> list[dict[str, Any]]:
    """Return the questions of a row and what was answered, as people and programs are told them."""
    return [one for one in item.questions if _SIGNED_TEXT not in one]


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
