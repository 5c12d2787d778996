"""Installations whose processes are killed, and what must hold of a batch afterwards."""

import random
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import psycopg

from bench.batch_load import Installation, communes, found, request, table, until_over
from bench.registers import POSTGRES_URL
from service.jobs.batches import items, resume
from service.jobs.starting import start
from service.register import verify
from service.register.batches import BatchState

CHANCE = random.Random(7)  # noqa: S311 - moments, no secrets
LEASE = {"LEASE_SECONDS": "5"}
"""Short, so that rows of a dead worker are taken soon; longer than a busy machine leaves a living one without a turn:
a row that is thrice taken from whoever is at it is set aside."""


@contextmanager
def on_own_database(folder: Path) -> Iterator[Installation]:
    """Yield an installation on a database of its own of the common server."""
    name = f"batch_{uuid.uuid4().hex[:12]}"
    on_server(f'CREATE DATABASE "{name}"')
    with closing(found(f"{POSTGRES_URL.rpartition('/')[0]}/{name}", folder, **LEASE)) as made:
        yield made
    on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def on_server(statement: str) -> None:
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(statement.encode())


def begun(at: Installation, rows: int) -> str:
    """Start a batch whose documents are numbered, and wait for the first of them."""
    workplace = at.workplace()
    return start(workplace, at.engine(), request("issue", "office"), table(communes(rows)))


def is_whole(at: Installation, batch_id: str, rows: int, *, given_back: int = 0) -> None:
    """The batch is finished (with one resume at most); numbers 1..n each once, by row; nothing wrong in the register.

    So many chunks as were `given_back`, their database being gone, may come after rows that others had in hand.
    """
    workplace = at.workplace()
    progress = until_over(workplace, batch_id, at_most=240)
    if progress.batch.state == BatchState.PAUSED:
        resume(workplace, at.engine(), batch_id)
        progress = until_over(workplace, batch_id, at_most=240)
    assert progress.batch.state == BatchState.FINISHED, (progress.counts, progress.batch.trouble)
    assert progress.done == rows, [one.error for one in progress.faulty]
    shown = items(workplace, batch_id, limit=rows)
    numbers = [one.document.number for one in shown if one.document is not None]
    first = min(number or 0 for number in numbers)
    assert sorted(number or 0 for number in numbers) == list(range(first, first + rows))
    falls = [(before, after) for before, after in pairwise(numbers) if (after or 0) < (before or 0)]
    assert len(falls) <= given_back, falls
    with workplace.reading() as turn:
        assert list(verify.verify(turn.session, turn.actor)) == []
