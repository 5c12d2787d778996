"""Numbering what a worker has just made, straight from its memory: nothing is laid down and taken up again.

Several workers make chunks of one batch side by side; each writes its own when all rows above have their numbers. A
file is rendered with the number that should come while others still write theirs. Who waits in vain, for a worker that
died or a series that another batch is at, lays its chunk down for whoever numbers next (`numbering.number_items`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.issuing.workplace import Turn, Workplace
from service.jobs.numbering import Tenure, number_ready
from service.jobs.ready import Ready
from service.jobs.turns import Hands
from service.register import batches_series, batches_work
from service.register.batches import ItemState
from service.register.models import Batch

LOOK_SECONDS = 0.005
LOOKS = 200
"""A second: a few times as long as another worker needs for the chunk above."""


class _NotTheirTurn(Exception):
    """Somebody else came first, or the batch was stopped."""


@dataclass(slots=True)
class _AtOnce(Tenure):
    """Nobody holds the series before the first transaction; what is done in one is not held at all."""

    batch_id: str = ""
    first: int = 0
    holds: bool = False

    def begin(self, turn: Turn) -> None:
        hands = self.hands
        if not batches_series.turn_has_come(
            turn.session, self.batch_id, self.first, hands.series, hands.lease()
        ):
            raise _NotTheirTurn

    def stay(self, turn: Turn) -> None:
        if not self.holds and not batches_series.take_series(
            turn.session, self.hands.series, self.hands.lease()
        ):
            raise _NotTheirTurn
        self.holds = True

    def leave(self, turn: Turn) -> None:
        if self.holds:
            batches_series.leave_series(turn.session, self.hands.name)


def number_at_once(
    workplace: Workplace, batch: Batch, hands: Hands, some: Sequence[Ready], end: Callable[[Turn], None]
) -> bool:
    """Number items that the worker has just made and still holds; False where their turn has not come.

    `end` is what else is done in the last transaction. Raises as `number_items`.
    """
    tenure = _AtOnce(hands, batch_id=batch.id, first=some[0].row.number)
    try:
        number_ready(workplace, batch, tenure, some, end)
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
