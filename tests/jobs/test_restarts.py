"""A web server, a start and a database server that end in the middle: nothing is lost, nothing is there twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from bench.batch_load import OFFICE, Installation, communes, found, sample_plan, until_over, workers
from bench.ports import free_port
from service.jobs import batches
from service.register import verify
from service.settings import ROOT
from tests.jobs.killing import CHANCE, LEASE, begun, is_whole
from tests.own_cluster import Cluster, own_cluster
from tests.started import end, first_line

_SERVE = (
    "import os, sys; from service.cli.beside import serve; sys.exit(serve(sys.argv[1:], dict(os.environ)))"
)
_WEB = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "service.app:from_environment()")
_PROCESSES = 2
_CODES = ("signer_missing", "other_unit_named", "unit_not_named", "source_unnumbered", "role_without_body")


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Installation]:
    with closing(found(f"sqlite:///{tmp_path}/register.db", tmp_path, **LEASE)) as made:
        yield made


@contextmanager
def served(at: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """Run web server and worker as `./run` does; ready when this yields."""
    port = free_port()
    given = {"HOST": "127.0.0.1", "PORT": str(port), "SECRET_KEY": "k" * 40}
    environment = {**os.environ, **at.environment, **given}
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE, *_WEB], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    ) as process:
        try:
            assert first_line(process), "the service ended at its start"
            yield process
        finally:
            end(process)


def web_of(process: subprocess.Popen[bytes]) -> int:
    """The process id of the web server beside the worker."""
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8").split():
        if b"gunicorn" in Path(f"/proc/{child}/cmdline").read_bytes():
            return int(child)
    raise AssertionError("no web server")


def web_killed(at: Installation, rows: int, times: int) -> None:
    """The web server dies, `./run` ends with it, and somebody starts it again."""
    for _ in range(times):
        with served(at) as process:
            batch_id = begun(at, rows)
            time.sleep(CHANCE.uniform(0, rows / 150))
            os.kill(web_of(process), signal.SIGKILL)
            assert process.wait(60) != 0
        with served(at):
            is_whole(at, batch_id, rows)


def start_killed(at: Installation, rows: int, times: int, folder: Path) -> None:
    """The command that starts a batch dies: the batch is there whole, or not at all and nobody hears of it."""
    plan, rows_file = folder / "plan.json", folder / "table.json"
    plan.write_text(json.dumps(sample_plan(), ensure_ascii=False), encoding="utf-8")
    rows_file.write_text(json.dumps([{"unit.code": one.code} for one in communes(rows)]), encoding="utf-8")
    words = [
        "start",
        "ke_hoach",
        "--plan",
        plan,
        "--table",
        rows_file,
        "--by",
        "office",
        "--intent",
        "issue",
        "--no-wait",
    ]
    answers = [word for code in _CODES for word in ("--acknowledge", code)]
    command = [sys.executable, "-m", "service", "batches", *map(str, words), *answers]
    for _ in range(times):
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **at.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(CHANCE.uniform(0.5, 1.5 + rows / 200))
        process.kill()
        process.communicate()
        workplace = at.workplace()
        assert {one.batch.total for one in batches.listed(workplace, OFFICE)} <= {rows}
    with workers(at):
        for one in batches.listed(workplace, OFFICE):
            assert until_over(workplace, one.batch.id, at_most=240).done == rows
        is_whole(at, begun(at, rows), rows)
    with workplace.reading() as turn:
        assert list(verify.verify(turn.session, turn.actor)) == []


@contextmanager
def on_cluster(folder: Path) -> Iterator[tuple[Installation, Cluster]]:
    with own_cluster() as cluster, closing(found(cluster.url, folder, **LEASE)) as made:
        yield made, cluster


def database_restarted(at: Installation, cluster: Cluster, rows: int, times: int) -> None:
    """The database server goes down, now in order, now by a crash, and comes again; workers and faces go on."""
    with workers(at, _PROCESSES):
        for time_number in range(times):
            batch_id = begun(at, rows)
            time.sleep(CHANCE.uniform(0, rows / 150))
            cluster.stop("fast" if time_number % 2 else "immediate")
            cluster.start()
            is_whole(at, batch_id, rows, given_back=_PROCESSES)


def test_a_killed_web_server_costs_nothing_and_the_next_start_finishes_the_batch(
    embedded: Installation,
) -> None:
    web_killed(embedded, 40, 1)


def test_a_start_that_is_killed_leaves_all_rows_or_none(embedded: Installation, tmp_path: Path) -> None:
    start_killed(embedded, 40, 2, tmp_path)


@pytest.mark.cluster
def test_a_database_server_that_crashes_and_comes_again_costs_nothing(tmp_path: Path) -> None:
    with on_cluster(tmp_path) as (at, cluster):
        database_restarted(at, cluster, 40, 1)


@pytest.mark.long
def test_many_killed_web_servers_cost_nothing_either(embedded: Installation) -> None:
    web_killed(embedded, 500, 20)


@pytest.mark.long
def test_many_killed_starts_leave_all_rows_or_none(embedded: Installation, tmp_path: Path) -> None:
    start_killed(embedded, 500, 20, tmp_path)


@pytest.mark.long
@pytest.mark.cluster
def test_many_restarts_of_a_database_server_cost_nothing(tmp_path: Path) -> None:
    with on_cluster(tmp_path) as (at, cluster):
        database_restarted(at, cluster, 500, 20)
