"""From a preparation to a running batch, once, whatever the person presses."""

from service.domain.document_code import number_text
from service.errors import ServiceError
from service.issuing.workplace import Workplace
from service.jobs.engine import Engine
from service.jobs.making import ISSUE
from service.jobs.preparations import opened, request_of, table_of
from service.jobs.starting import batch_of, numbering_series, start
from service.register import batch_preparations
from service.register.models import BatchPreparation


class NumbersMoved(ServiceError):
    """Somebody took numbers since the person saw which ones the batch would take."""

    code = "numbers_moved"


def numbers_of(row: BatchPreparation) -> tuple[str, str] | None:
    """Return the first and last number that a preparation would take by its last check, None where it takes none."""
    report = row.report or {}
    if row.intent != ISSUE or "last_number" not in report or not report["valid"]:
        return None
    last = report["last_number"]
    return number_text(last + 1), number_text(last + report["valid"])


def start_prepared(workplace: Workplace, engine: Engine, preparation_id: str, *, seen_first: str = "") -> str:
    """Start a batch that was prepared; return its id, of one that was started already the same.

    `seen_first` is the first number that stood on the button. Raises NumbersMoved, and what `starting.start` raises.
    """
    with workplace.writing() as turn:
        done = batch_preparations.claim(turn.session, turn.actor, preparation_id)
    if done is not None:
        return done
    batch_id = None
    try:
        row = opened(workplace, preparation_id)
        _require_same_numbers(workplace, row, seen_first)
        batch_id = start(workplace, engine, request_of(row), table_of(row))
    finally:
        with workplace.writing() as turn:
            batch_preparations.started(turn.session, preparation_id, batch_id)
    return batch_id


def _require_same_numbers(workplace: Workplace, row: BatchPreparation, seen_first: str) -> None:
    """Raise NumbersMoved where the batch would not take the numbers that the person saw."""
    if row.intent != ISSUE or not seen_first:
        return
    request = request_of(row)
    with workplace.reading() as turn:
        found = numbering_series(turn, batch_of(workplace, turn, request), request)
    first = number_text(found.last_number + 1)
    if first != seen_first:
        raise NumbersMoved(
            f"Số {seen_first} vừa được cấp cho văn bản khác; đợt này nay bắt đầu từ số {first}. Xem lại rồi bấm."
        )
