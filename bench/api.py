"""POST /documents of the full sample over HTTP: number taken, rendered, proven, stored.

Beside it, in one run, a plain Flask + docxtpl service on the same template and the engines of Node behind its http.
`--minutes 15` lets schemathesis look for faults that long.
"""

import statistics
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import psycopg

from bench.api_load import Refused, Target, burst
from bench.api_servers import node, ours, plain
from bench.issuing_load import p50_p99
from bench.measuring import Options, Result, compared
from bench.registers import POSTGRES_URL
from service.settings import ROOT

_FULL_ROUNDS = 15
_ONE, _MANY = 1, 16
_WARM, _SINGLE, _TOGETHER, _PEER = 20, 400, 480, 32
_PEER_TRIES = 3
_GOAL = "p99 <= 20 ms"


def run(options: Options) -> dict[str, Result]:
    """Measure; below the usual rounds there are fewer requests in proportion."""
    share = min(1.0, options.rounds / _FULL_ROUNDS)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-api-")))
        served = {"sqlite": stack.enter_context(ours(f"sqlite:///{folder}/register.db", folder / "sqlite"))}
        url = _postgresql(stack)
        if url is not None:
            served["postgresql"] = stack.enter_context(ours(url, folder / "postgresql"))
        targets = {name: target for name, (target, _) in served.items()}
        peers = {"docxtpl": stack.enter_context(plain(folder)), **stack.enter_context(node(folder))}
        results = {**_latencies(targets, share), **_rates(targets, peers, share)}
        target, secret = served["sqlite"]
        return {**results, "faults": _faults(target.port, secret, options.minutes)}


def _latencies(targets: Mapping[str, Target], share: float) -> dict[str, Result]:
    """Measure the time of one answer, with one client and with many."""
    found: dict[str, Result] = {}
    for name, target in targets.items():
        burst(target, clients=2, requests=_WARM)
        for clients, requests in ((_ONE, _SINGLE), (_MANY, _TOGETHER)):
            made = burst(target, clients=clients, requests=max(100, int(requests * share)))
            p50, p99 = p50_p99(made.times_ms)
            goal = _GOAL if clients == _ONE else ""
            found[f"{name}.{clients}.p50"] = Result(p50, None, None, "ms", "")
            found[f"{name}.{clients}.p99"] = Result(p99, None, None, "ms", goal)
    return found


def _rates(targets: Mapping[str, Target], peers: Mapping[str, Target], share: float) -> dict[str, Result]:
    """Measure documents a second under load, all candidates in turns."""
    rates: dict[str, list[float]] = {}
    for _ in range(max(1, round(3 * share))):
        for name, target in {**targets, **peers}.items():
            is_own = name in targets
            rate = _rate_of(
                name, target, _TOGETHER // 3 if is_own else _PEER, tries=1 if is_own else _PEER_TRIES
            )
            rates.setdefault(name, []).append(rate)
    median = {name: statistics.median(some) for name, some in rates.items()}
    return {
        f"{name}.rate_beside_{peer}": _rate(median[name], median[peer], peer)
        for name in targets
        for peer in peers
    }


def _rate_of(name: str, target: Target, requests: int, *, tries: int) -> float:
    """Return documents a second; a peer that answers 500 now and then under load is asked again. Raises Refused."""
    for left in reversed(range(tries)):
        try:
            return burst(target, clients=_MANY, requests=requests).rate
        except Refused as refused:
            if not left:
                raise Refused(f"{name}: {refused}") from refused
    raise ValueError(tries)


def _rate(own: float, peer: float, name: str) -> Result:
    """Return the comparison of two rates, of which the larger is better."""
    turned = compared(1 / own, 1 / peer, unit="văn bản/giây")
    goal = "hơn >= 10x" if name == "docxtpl" else "hơn > 1x"
    return Result(own, peer, turned.ratio, turned.unit, goal)


def _postgresql(stack: ExitStack) -> str | None:
    """Return the url of a new database, dropped at the end; None where no server answers."""
    name = f"api_bench_{uuid.uuid4().hex}"
    try:
        with psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=2) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
    except psycopg.OperationalError:
        return None
    stack.callback(_drop, name)
    return f"{POSTGRES_URL.rpartition('/')[0]}/{name}"


def _drop(name: str) -> None:
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _faults(port: int, secret: str, minutes: float) -> Result:
    """Let schemathesis ask what the description allows and what it does not; 0 when nothing was found."""
    program = Path(sys.executable).with_name("schemathesis")
    words = ["--config-file", str(ROOT / "tests" / "api" / "schemathesis.toml"), "run"]
    words += [f"http://127.0.0.1:{port}/api/v1/openapi.json", "--header", f"Authorization: Bearer {secret}"]
    words += ["--checks", "all", "--no-color", "--max-time", str(max(1, int(minutes * 60)))]
    done = subprocess.run(
        [sys.executable, str(program), *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-20_000:])
    return Result(float(done.returncode), None, None, f"lỗi trong {minutes:g} phút", "0")
