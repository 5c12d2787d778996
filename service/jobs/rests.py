"""The rows of a table that a batch left out, and how they are made later: plan, table and mended cells are kept.

Plan and table stay for as long as preparations do, who was left out as long as the batch. A preparation of the rest
passes over the units that have their document already, and a batch of which nothing was made does not go on once its
whole table is made elsewhere, so that nobody gets two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.issuing.workplace import Turn, Workplace
from service.jobs.preparations import checked
from service.register import batch_preparations, batches, locks
from service.register.batch_preparations import REST_OF, rest_of
from service.register.batches import BatchNotFound
from service.register.batches_units import is_begun
from service.register.errors import WrongState
from service.register.models import BatchPreparation
from service.register.permissions import OfficeAct, require

_KEPT = (
    "type_slug", "way", "intent", "plan", "plan_name", "table", "table_name", "mends", "acknowledged", "issued_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rest:
    """What a batch left open: rows of its table as (number, unit), and the batch in which they were taken up, or "".

    `is_whole`: nothing of the batch became a document, the whole table can be taken up again. `is_kept`: plan and table
    are still there.
    """

    left_out: Sequence[tuple[int, str]]
    taken_up_in: str = ""
    is_whole: bool = False
    is_kept: bool = True


def left_out(turn: Turn, batch_id: str) -> list[tuple[int, str]]:
    """Return the rows of the table that a batch left out, as (number, unit); access is the caller's business."""
    row = batch_preparations.of_batch(turn.session, batch_id)
    return _left_out(row) if row is not None else []


def rest(workplace: Workplace, batch_id: str) -> Rest | None:
    """Return what a batch left open and can be taken up, None for nothing. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        row = batch_preparations.of_batch(turn.session, batch_id)
        if row is None:
            return None
        is_whole = not is_begun(turn.session, batch_id)
        rows = _left_out(row)
        if not (rows or is_whole):
            return None
        return Rest(rows, taken_up_in(turn, batch_id), is_whole, is_kept="valid" in (row.report or {}))


def take_up(workplace: Workplace, batch_id: str) -> str:
    """Begin to prepare what a batch left open, with its plan, table and mended cells; return the id.

    One that was begun already is returned again. It is checked before it is kept: there is none that is half done.
    Raises BatchNotFound, NotAllowed, WrongState (nothing is left open).
    """
    with workplace.reading() as turn:
        office_id, found = _wanted(turn, batch_id)
        if isinstance(found, str):
            return found
        report = checked(workplace, turn, BatchPreparation(office_id=office_id, valid_only=False, **found))
    with workplace.writing() as turn:
        locks.lock_office(
            turn.session, office_id
        )  # two presses at once: the second finds what the first began
        _, found = _wanted(turn, batch_id)
        if isinstance(found, str):
            return found
        fields = {**found, "report": report}
        return batch_preparations.prepare(turn.session, turn.actor, office_id, fields).id


def taken_up_in(turn: Turn, batch_id: str) -> str:
    """Return the batch in which was made what a batch left open, "" for none; access is the caller's business."""
    later = batch_preparations.taking_up(turn.session, batch_id)
    return (later.batch_id or "") if later is not None else ""


def _left_out(row: BatchPreparation) -> list[tuple[int, str]]:
    return [(number, name) for number, name in (row.report or {}).get("left_out", [])]


def _wanted(turn: Turn, batch_id: str) -> tuple[str, str | dict[str, Any]]:
    """Return the office, and the id of the preparation that was begun already, or the columns of a new one."""
    batches.batch(turn.session, turn.actor, batch_id)
    row = batch_preparations.of_batch(turn.session, batch_id)
    if row is None or row.table is None:
        raise BatchNotFound("Dữ liệu chung và bảng của đợt này không còn được giữ. Lập đợt mới.")
    require(turn.session, turn.actor, row.office_id, OfficeAct.CREATE_DRAFT)
    earlier = batch_preparations.taking_up(turn.session, batch_id)
    if earlier is not None:
        return row.office_id, earlier.id
    if not _left_out(row) and is_begun(turn.session, batch_id):
        raise WrongState("Đợt này không bỏ lại dòng nào của bảng.")
    fields = {name: getattr(row, name) for name in _KEPT}
    return row.office_id, {**fields, "report": {REST_OF: [*rest_of(row), batch_id]}}
