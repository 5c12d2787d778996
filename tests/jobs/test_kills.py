"""Worker processes that are killed at random moments of a batch: it finishes, no document twice, no number missing."""

import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.batch_load import Installation, found, start_worker, workers
from tests.jobs.killing import CHANCE, LEASE, begun, is_whole, on_own_database, on_server

_PROCESSES = 2


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Installation]:
    with closing(found(f"sqlite:///{tmp_path}/register.db", tmp_path, **LEASE)) as made:
        yield made


@pytest.fixture
def distributed(tmp_path: Path) -> Iterator[Installation]:
    with on_own_database(tmp_path) as made:
        yield made


def worker_killed(at: Installation, rows: int, times: int) -> None:
    for _ in range(times):
        worker = start_worker(at)
        batch_id = begun(at, rows)
        time.sleep(CHANCE.uniform(0, rows / 150))
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        with workers(at):
            is_whole(at, batch_id, rows)


def one_of_two_killed(at: Installation, rows: int, times: int) -> None:
    for _ in range(times):
        dying = start_worker(at, processes=1)
        with workers(at, processes=1):
            batch_id = begun(at, rows)
            time.sleep(CHANCE.uniform(0, rows / 150))
            dying.send_signal(signal.SIGKILL)
            dying.communicate()
            is_whole(at, batch_id, rows)


def connections_cut(at: Installation, rows: int, times: int) -> None:
    name = at.settings.database_url.rpartition("/")[2]
    with workers(at, _PROCESSES):
        for _ in range(times):
            batch_id = begun(at, rows)
            time.sleep(CHANCE.uniform(0, rows / 150))
            on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
            at.close()
            is_whole(at, batch_id, rows, given_back=_PROCESSES)


def test_a_killed_worker_costs_no_document_and_no_number(embedded: Installation) -> None:
    worker_killed(embedded, 40, 1)


@pytest.mark.postgres
def test_a_killed_worker_that_nobody_starts_again_is_stood_in_for(distributed: Installation) -> None:
    one_of_two_killed(distributed, 40, 1)


@pytest.mark.postgres
def test_a_database_that_went_away_is_come_back_to(distributed: Installation) -> None:
    connections_cut(distributed, 40, 1)


@pytest.mark.long
def test_many_killed_workers_cost_nothing_either(embedded: Installation) -> None:
    worker_killed(embedded, 500, 20)


@pytest.mark.long
@pytest.mark.postgres
def test_many_workers_that_are_killed_are_stood_in_for(distributed: Installation) -> None:
    one_of_two_killed(distributed, 500, 20)


@pytest.mark.long
@pytest.mark.postgres
def test_many_restarts_of_the_database_cost_nothing(distributed: Installation) -> None:
    connections_cut(distributed, 500, 20)
