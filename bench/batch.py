"""A document for each commune of Vietnam, from the table to the archive: documents a second by number of workers.

Beside it, in the same run, docxtpl in a loop on the same sample and the engines of Node on their plan, which is as
long; they neither check, nor number, nor store anything. What else must hold: memory, the first sign of progress with
ten thousand rows, and how long somebody else waits for one number meanwhile. Below the usual rounds there are fewer
rows in proportion.
"""

import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import psycopg

from bench import plan
from bench.batch_load import (
    NOTICE,
    Run,
    communes,
    found,
    issue_ms,
    notice_plan,
    request,
    run_batch,
    table,
    workers,
)
from bench.dialects import JINJA, NODE_PEERS
from bench.full_sample import full_sample
from bench.measuring import Candidate, Options, Result, interleaved
from bench.node_peers import measurers
from bench.registers import POSTGRES_URL
from bench.render import by_docxtpl
from service.jobs.tables.checking import TableCheck
from service.rendering.package import read_package
from service.rendering.templates import compile_package

_FULL_ROUNDS = 15
_LEAST_ROWS = 60
_WAYS: dict[str, Callable[[], Any]] = {
    "signature": lambda: request("for_signature", "units"),
    "numbered": lambda: request("issue", "office"),
    "notice": lambda: request("issue", "office", slug=NOTICE, plan=notice_plan()),
}
_WORKERS = (1, 2, 4)
_CORES = 2
_MANY_ROWS = 10_000
_PEER_DOCUMENTS = 10
_PEER_ROUNDS = 3


def run(options: Options) -> dict[str, Result]:
    """Measure all ways on one machine, and the way for signature on PostgreSQL by number of workers."""
    share = min(1.0, options.rounds / _FULL_ROUNDS)
    count = max(_LEAST_ROWS, int(len(communes()) * share))
    peers = _peers()
    results: dict[str, Result] = {}
    for way in _WAYS:
        results.update(_embedded(way, count, peers))
    for processes in _WORKERS:
        made = _on_postgresql(processes, count)
        if made is not None:
            results[f"postgresql.{processes}_workers"] = _rate(made, max(peers.values(), default=None))
    results.update(_many_rows(max(2 * _LEAST_ROWS, int(_MANY_ROWS * share))))
    return results


def _embedded(way: str, count: int, peers: dict[str, float]) -> dict[str, Result]:
    """Return what a batch with two workers on SQLite does, a core of it beside each peer."""
    with tempfile.TemporaryDirectory(prefix="bench-batch-") as folder:
        made = _made(f"sqlite:///{folder}/register.db", folder, way, count, 2)
    rate = made.count / made.total
    results = {
        f"embedded.{way}": _rate(made, max(peers.values(), default=None)),
        f"embedded.{way}.seconds": Result(made.total, None, None, "s", f"{count} văn bản; 3321: <= 10 s"),
        f"embedded.{way}.memory": Result(made.memory_mb, None, None, "MB", "< 300 MB"),
    }
    if made.single_ms:
        worst, usual = max(made.single_ms), median(made.single_ms)
        goal = f"< 500 ms cho một lần cấp số; thường {usual:.0f} ms"
        results[f"embedded.{way}.other_user"] = Result(worst, None, None, "ms", goal)
    if way == "signature":
        for name in ("docxtpl", *NODE_PEERS):
            peer = peers.get(name)
            ratio = None if peer is None else rate / _CORES / peer
            results[f"per_core.{name}"] = Result(rate / _CORES, peer, ratio, "văn bản/s", "hơn >= 5x")
    return results


def _many_rows(count: int) -> dict[str, Result]:
    """Return the first signs of progress of a long table, and what a table of a tenth of it needs less memory."""
    few, many = (_repeated(rows) for rows in (count // 10, count))
    return {
        f"rows.{count}.first_sign": Result(many.first_seen, None, None, "s", "<= 2 s"),
        f"rows.{count}.first_document": Result(
            many.first_done, None, None, "s", "<= 2 s sau khi kiểm tra bảng"
        ),
        f"rows.{count}.memory": Result(
            many.memory_mb, few.memory_mb, few.memory_mb / many.memory_mb, "MB", "như nhau"
        ),
    }


def _repeated(rows: int) -> Run:
    """Run a table in which communes stand again and again: there are not so many; the check of that is taken out."""
    units = communes()
    file = table((units * (rows // len(units) + 1))[:rows])
    with (
        tempfile.TemporaryDirectory(prefix="bench-batch-") as folder,
        patch.object(TableCheck, "_repeated", lambda *_: []),
    ):
        installation = found(f"sqlite:///{folder}/register.db", Path(folder))
        with workers(installation) as process:
            made = run_batch(installation, _WAYS["signature"](), file, worker=process.pid)
        installation.close()
        return made


def _peers() -> dict[str, float]:
    """Return documents a second of docxtpl and of each engine of Node that is here, each in a loop of its own."""
    sample = full_sample()
    content, context = sample.template_bytes(), sample.context()
    docxtpl = Candidate(lambda: by_docxtpl(content, context), _PEER_DOCUMENTS).measure_ms
    common = plan.template(JINJA)
    expected = compile_package(read_package(common, "plan.docx")).render(plan.values())
    with measurers(expected, _PEER_DOCUMENTS) as peers:
        ms = interleaved({"docxtpl": docxtpl, **peers}, _PEER_ROUNDS)
    return {name: 1000 / each for name, each in ms.items()}


def _rate(made: Run, peer: float | None) -> Result:
    """Return documents a second of the whole run beside the fastest peer's."""
    ours = made.count / made.total
    ratio = None if peer is None else ours / peer
    return Result(ours, peer, ratio, "văn bản/s", "hơn >= 5x, cả kiểm tra, cấp số, lưu")


def _made(url: str, folder: str, way: str, count: int, processes: int) -> Run:
    installation = found(url, Path(folder))
    beside = issue_ms if way == "numbered" else None
    try:
        if beside is not None:
            beside(installation.workplace())  # a web process that has served somebody before
        with workers(installation, processes) as process:
            units = table(communes(count))
            return run_batch(installation, _WAYS[way](), units, worker=process.pid, beside=beside)
    finally:
        installation.close()


def _on_postgresql(processes: int, count: int) -> Run | None:
    """Run the way for signature with some workers; None where no server answers."""
    name = f"batch_bench_{uuid.uuid4().hex[:12]}"
    try:
        _on_server(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError:
        return None
    try:
        with tempfile.TemporaryDirectory(prefix="bench-batch-") as folder:
            url = f"{POSTGRES_URL.rpartition('/')[0]}/{name}"
            return _made(url, folder, "signature", count, processes)
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    with psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=2) as connection:
        connection.execute(statement.encode())
