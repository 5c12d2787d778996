"""The use cases of batches for every face: look, pause, resume, retry, cancel, number, and the worker of a process.

Starting one stands in `starting`, its documents as one archive in `archive`, as one file in `merging`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from service.errors import ServiceError
from service.issuing.desk import Desk
from service.issuing.workplace import Turn, Workplace, office_or_only
from service.jobs.engine import Engine
from service.jobs.number_days import require_days, require_new_day
from service.jobs.shown_items import (
    ShownItem,
    all_items,
    file_moved,
    is_readable,
    item_object,
    numbered_alone,
    shown_items,
)
from service.jobs.working import Worker
from service.register import (
    batches,
    batches_acts,
    batches_days,
    batches_items,
    batches_rights,
    batches_signed,
)
from service.register.batches import BatchState, ItemState
from service.register.models import Batch, BatchItem
from service.settings import Settings

_ENDED = frozenset({BatchState.CANCELLED, BatchState.FINISHED})


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a batch stands: its row, how many items are in each state, and how long the rest may take.

    `seconds_left` None: nobody can tell yet. `faulty` are the first rows that failed or were set aside.
    """

    batch: Batch
    counts: Mapping[ItemState, int]
    faulty: tuple[BatchItem, ...] = ()
    seconds_left: int | None = None

    @property
    def done(self) -> int:
        """How many items are ready."""
        return self.counts[ItemState.DONE]

    @property
    def failed(self) -> int:
        """How many failed or were set aside."""
        return self.counts[ItemState.FAILED] + self.counts[ItemState.SET_ASIDE]

    @property
    def left(self) -> int:
        """How many are still to be done."""
        return self.counts[ItemState.WAITING] + self.counts[ItemState.RUNNING]

    @property
    def is_over(self) -> bool:
        """Whether nothing moves any more."""
        return self.batch.state in _ENDED or (
            self.batch.state == BatchState.PAUSED and bool(self.batch.trouble)
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """What may come of a batch: whether the user may resume or retry it, the days of the numbers that it takes then.

    No days: it takes no numbers. `ended` counts its documents that were voided or recalled.
    """

    may_go_on: bool
    days: tuple[date, ...]
    ended: int


def open_worker(desk: Desk, settings: Settings) -> Worker:
    """Return the worker of this process. Raises RegisterMissing, RegisterOutdated."""
    if desk.door is None:
        raise ServiceError("Chưa có sổ đăng ký.", code="register_missing")
    return Worker(desk.door.register(), desk.catalogue, desk.now, float(settings.lease_seconds))


def status(workplace: Workplace, batch_id: str, *, most_faulty: int = 50) -> Progress:
    """Return where a batch stands. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        row = batches.batch(turn.session, turn.actor, batch_id)
        alone = numbered_alone(turn, batch_id)
        counts = _counts(turn, batch_id, alone)
        bad = (ItemState.FAILED, ItemState.SET_ASIDE)
        faulty = batches_items.items(turn.session, batch_id, states=bad, done=alone, limit=most_faulty)
        settled = batches_items.settled_since(turn.session, row)
    progress = Progress(row, counts, tuple(faulty))
    return replace(progress, seconds_left=_seconds_left(progress, settled, workplace.now()))


def listed(workplace: Workplace, office_id: str, *, before: str = "", limit: int = 50) -> list[Progress]:
    """Return the batches of an office, newest first, those `before` an id. Raises NotAllowed, InvalidEntry."""
    with workplace.reading() as turn:
        rows = batches.batches(turn.session, turn.actor, office_id, before=before, limit=limit)
        return [Progress(row, _counts(turn, row.id, numbered_alone(turn, row.id))) for row in rows]


def items(
    workplace: Workplace, batch_id: str, *, states: tuple[str, ...] = (), after: int = 0, limit: int = 200
) -> list[ShownItem]:
    """Return rows of a batch by number, from the one `after` a number on. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        return shown_items(turn, batch_id, states=states, after=after, limit=limit)


def every_item(turn: Turn, batch_id: str) -> list[ShownItem]:
    """Return all rows of a batch with their documents. Raises BatchNotFound, NotAllowed."""
    batches.batch(turn.session, turn.actor, batch_id)
    return list(all_items(turn, batch_id))


def outlook(workplace: Workplace, batch_id: str) -> Outlook:
    """Return what may come of a batch. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        row = batches.batch(turn.session, turn.actor, batch_id)
        return Outlook(
            batches_rights.may_go_on(turn.session, turn.actor, row),
            tuple(batches_days.days_ahead(turn.session, row)),
            sum(
                count
                for office_id, count in batches_items.ended_counts(turn.session, batch_id).items()
                if is_readable(turn, office_id)
            ),
        )


def own_office(workplace: Workplace, office_id: str) -> str:
    """Return the office that a person named, else the only one where he has a role. Raises InvalidEntry, NotAllowed."""
    with workplace.reading() as turn:
        return office_or_only(turn, office_id)


def batch_object(progress: Progress) -> dict[str, Any]:
    """Return a batch as commands and API show it: one object whose keys other programs rely on."""
    row = progress.batch
    return {
        "id": row.id,
        "office": row.office_id,
        "type": row.type_slug,
        "subject": row.subject,
        "by": row.way,
        "intent": row.intent,
        "merge": row.merge,
        "state": row.state,
        "trouble": row.trouble,
        "total": row.total,
        "counts": {state.value: count for state, count in progress.counts.items()},
        "done": progress.done,
        "failed": progress.failed,
        "left": progress.left,
        "seconds_left": progress.seconds_left,
        "created_at": row.created_at.isoformat(),
        "finished_at": row.finished_at.isoformat() if row.finished_at else None,
        "faulty": [item_object(ShownItem(one, None)) for one in progress.faulty],
    }


def pause(workplace: Workplace, batch_id: str) -> Batch:
    """Let a running batch stand still; what is being made is finished. Raises as `resume`."""
    with workplace.writing() as turn:
        return batches_acts.pause(turn.session, turn.actor, batch_id)


def resume(workplace: Workplace, engine: Engine, batch_id: str, *, on: date | None = None) -> Batch:
    """Go on with a batch, its numbers on another day where one is given.

    Raises BatchNotFound, NotAllowed, WrongState; SeriesNotOpen, DateOutOfOrder, InvalidEntry for another day on which
    no number can be taken.
    """
    with workplace.writing() as turn:
        row = batches_acts.resume(turn.session, turn.actor, batch_id, on=on, office=turn.office)
        if on is not None:
            require_new_day(workplace, turn, row, on)
    engine.say(batch_id)
    return row


def cancel(workplace: Workplace, batch_id: str) -> Batch:
    """Stop a batch for good; what is done stays done. Raises BatchNotFound, NotAllowed, WrongState."""
    with workplace.writing() as turn:
        return batches_acts.cancel(turn.session, turn.actor, batch_id)


def retry(
    workplace: Workplace, engine: Engine, batch_id: str, *, on: date | None = None, seen: str = ""
) -> int:
    """Do the rows again that failed or were set aside; return how many. Raises as `resume`.

    `seen` is the state of the batch that the person saw ("": none); WrongState where it is another one by now.
    """
    with workplace.writing() as turn:
        count = batches_acts.retry(turn.session, turn.actor, batch_id, on=on, office=turn.office, seen=seen)
        if on is not None:
            require_new_day(workplace, turn, batches.batch(turn.session, turn.actor, batch_id), on)
    engine.say(batch_id)
    return count


def issue_rows(  # noqa: PLR0913 - what a person says of the act, by name
    workplace: Workplace,
    engine: Engine,
    batch_id: str,
    days: Mapping[int, date | None] | None = None,
    *,
    on: date | None = None,
    acknowledged: tuple[str, ...] = (),
    seen: Mapping[int, str] | None = None,
) -> int:
    """Number rows that came back signed, by day, then by row; return how many, without those that have their number.

    `days` maps numbers of items to their day (None: `on`, else the day of the act); None for all that are not numbered
    yet. `seen` maps rows to the marks of the files that the person saw. Raises BatchNotFound, NotAllowed, WrongState
    (``file_moved``: another text was put up since); SeriesNotOpen, DateOutOfOrder, InvalidEntry for a day on which no
    number can be taken.
    """
    with workplace.writing() as turn:
        wanted = days
        if wanted is None:
            wanted = batches_signed.unnumbered(turn.session, turn.actor, batch_id, office=turn.office)
        chosen = {number: day or on for number, day in dict(wanted).items()}
        count = batches_signed.to_number(
            turn.session, turn.actor, batch_id, chosen, acknowledged=acknowledged, office=turn.office
        )
        _require_seen(turn, batch_id, {row: mark for row, mark in (seen or {}).items() if row in chosen})
        require_days(turn, batch_id, chosen)
    engine.say(batch_id)
    return count


def _require_seen(turn: Turn, batch_id: str, seen: Mapping[int, str]) -> None:
    """Raise WrongState where the file of a row that waits for its number is another one than a person saw."""
    if not seen:
        return
    first, last = min(seen), max(seen)
    for one in shown_items(turn, batch_id, after=first - 1, limit=last - first + 1):
        row = one.item.number
        if row in seen and one.numbered is None and one.mark != seen[row]:
            raise file_moved(row)


def rows_chosen(text: str) -> dict[int, date | None]:
    """Return the items that a text like ``1,4-9`` names. Raises ServiceError (``rows_unreadable``).

    >>> list(rows_chosen("1, 4-6"))
    [1, 4, 5, 6]
    """
    found: dict[int, date | None] = {}
    for part in text.split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise ServiceError(f"Không hiểu “{text}”. Ghi số thứ tự dòng như 1,4-9.", code="rows_unreadable")
        found.update(dict.fromkeys(range(int(first), int(last or first) + 1)))
    return found


def _counts(turn: Turn, batch_id: str, alone: Mapping[int, ItemState]) -> dict[ItemState, int]:
    """Return how many items stand in each state, as they are shown: those numbered by themselves are done."""
    found = batches_items.counts(turn.session, batch_id)
    for state in alone.values():
        found[state] -= 1
        found[ItemState.DONE] += 1
    return found


def _seconds_left(progress: Progress, settled: int, now: datetime) -> int | None:
    """Return how long the rest takes at the pace since the batch began to move."""
    if progress.batch.state != BatchState.RUNNING or not settled:
        return None
    return round((now - progress.batch.began_at).total_seconds() / settled * progress.left)
