"""Numbering what a worker has just made, straight from its memory: nothing is laid down and taken up again.

Several workers make chunks of one batch side by side; each writes its own when all rows above have their numbers. A
file is rendered with the number that should come while others still write theirs. Who waits in vain, for a worker that
died or a series that another batch is at, lays its chunk down for whoever numbers next (`numbering.number_items`).
"""

from collections.abc import Callable, Sequence

from service.issuing.workplace import Turn, Workplace
from service.jobs.numbering import number_ready
from service.jobs.ready import Ready
from service.jobs.turns import Hands
from service.register import batches_series, batches_work
from service.register.batches import ItemState
from service.register.models import Batch

LOOK_SECONDS = 0.01
LOOKS = 100
"""A second: a few times as long as another worker needs for the chunk above."""


class _NotTheirTurn(Exception):
    """Somebody else came first, or the batch was stopped."""


def number_at_once(
    workplace: Workplace, batch: Batch, hands: Hands, some: Sequence[Ready], end: Callable[[Turn], None]
) -> bool:
    """Number items that the worker has just made and still holds; False where their turn has not come.

    `end` is what else is done in the last transaction. Raises RegisterUnavailable; other faults stay with the item.
    """
    first = some[0].row.number

    def begin(turn: Turn) -> None:
        if not batches_series.takes_turn(turn.session, batch.id, first, hands.series, hands.lease()):
            raise _NotTheirTurn

    try:
        number_ready(workplace, batch, hands, some, begin=begin, end=end)
    except _NotTheirTurn:
        return False
    return True


def turn_comes(workplace: Workplace, batch: Batch, hands: Hands, number: int, looks: int = LOOKS) -> bool:
    """Wait until no row above an item is open; in vain where rows above wait, for nobody is at them."""
    for look in range(looks):
        if look:
            hands.pen.rest(LOOK_SECONDS)
        with workplace.register.reading() as session:
            above = batches_work.open_above(session, batch.id, number)
            if not above and batches_series.is_free(session, hands.series, hands.lease()):
                return True
        if ItemState.WAITING in above:
            return False
    return False
