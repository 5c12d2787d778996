"""The servers of `bench api`: ours as it runs, a plain service with docxtpl, the engines of Node behind its http."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench import plan
from bench.api_load import Target
from bench.batch_load import OFFICE, TYPE, found
from bench.dialects import NODE_PEERS
from bench.full_sample import FullSample
from bench.ports import free_port
from service import clock
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.domain.dates import office_day
from service.domain.number_words import number_words
from service.issuing import tokens
from service.issuing.desk import TYPES
from service.issuing.workplace import Workplace
from service.register.tokens import NewToken, Scope
from service.settings import ROOT

_PEERS = Path(__file__).parent / "peers"
THREADS = 8
_BODIES = 40


@contextmanager
def ours(url: str, folder: Path) -> Iterator[tuple[Target, str]]:
    """Yield where our service makes a document with its number, and a test token of it."""
    with closing(found(url, folder)) as installation:
        work = installation.workplace()
        live, test = (_token(work, is_live=is_live) for is_live in (True, False))
    port = free_port()
    given = {"SECRET_KEY": "k" * 40, "HOST": "127.0.0.1", "PORT": str(port), "WEB_THREADS": str(THREADS)}
    given |= {**installation.environment, "API_REQUESTS_PER_MINUTE": "1000000"}
    words = ["--config", "gunicorn.conf.py", "service.app:from_environment()"]
    with _gunicorn(words, given, port):
        headers = {"Authorization": f"Bearer {live}"}
        yield Target(port, "/api/v1/documents", _request_bodies(), headers, is_keyed=True), test


@contextmanager
def plain(folder: Path) -> Iterator[Target]:
    """Yield where the plain service renders the same sample on the same template."""
    sample = _sample()
    template = folder / "plain.docx"
    template.write_bytes(sample.template_bytes())
    port = free_port()
    words = ["--bind", f"127.0.0.1:{port}", "--threads", str(THREADS), "--log-level", "error"]
    words += ["--pythonpath", str(ROOT), "bench.plain_service:application"]
    with _gunicorn(words, {"PLAIN_TEMPLATE": str(template)}, port, folder):
        contexts = [json.dumps(one.context(), default=str).encode() for one in _samples()]
        yield Target(port, "/documents", contexts)


@contextmanager
def node(folder: Path) -> Iterator[dict[str, Target]]:
    """Yield where the engines of Node that are installed render their plan, which is as long."""
    program = shutil.which("node")
    body = json.dumps(plan.values()).encode()
    with ExitStack() as stack:
        targets = {}
        for name in NODE_PEERS if program and (_PEERS / "node_modules").is_dir() else ():
            template = folder / f"{name}.docx"
            template.write_bytes(plan.template(NODE_PEERS[name]))
            words = [program or "", "serve.mjs", name, str(template)]
            process = stack.enter_context(_started(words, _PEERS, {}))
            line = process.stdout.readline() if process.stdout else ""
            targets[name] = Target(int(line), "/", [body])
        yield targets


def _sample() -> FullSample:
    catalogue = Catalogue(FolderSource(TYPES))
    return FullSample(catalogue, catalogue.get(TYPE), dict(catalogue.sample(TYPE, "full")))


def _samples() -> list[FullSample]:
    """Return the full sample many times, each with another text in every task: no document is like another."""
    sample = _sample()
    return [replace(sample, envelope=_with_other_tasks(sample.envelope, turn)) for turn in range(_BODIES)]


def _with_other_tasks(value: Any, turn: int, *, is_task: bool = False) -> Any:
    """Return an input whose tasks say something else and are as long, but for a word."""
    if isinstance(value, list):
        return [_with_other_tasks(one, turn + place, is_task=is_task) for place, one in enumerate(value)]
    if isinstance(value, dict):
        return {
            key: _reworded(one, turn)
            if is_task and key == "content"
            else _with_other_tasks(one, turn, is_task=key == "tasks")
            for key, one in value.items()
        }
    return value


def _reworded(text: str, turn: int) -> str:
    first, _, rest = text.partition(" ")
    return f"{first} {number_words(turn + 1)} {rest}"


def _request_bodies() -> list[bytes]:
    """Return the full samples with their number wanted; their questions are answered."""
    return [_request_body(sample) for sample in _samples()]


def _request_body(sample: FullSample) -> bytes:
    questions = sample.prepared().questions
    act = {
        "office": OFFICE,
        "intent": "issue",
        "signed_on": office_day(clock.now()).isoformat(),
        "acknowledged": [{"code": one.code, "path": one.path} for one in questions],
    }
    return json.dumps({**sample.envelope, **act}, default=str).encode()


def _token(work: Workplace, *, is_live: bool) -> str:
    new = NewToken(
        office_id=OFFICE,
        login=work.login,
        name="bench",
        scopes=tuple(Scope),
        expires_at=work.now() + timedelta(days=1),
        is_live=is_live,
    )
    return tokens.add(work, new)[1]


@contextmanager
def _gunicorn(words: list[str], given: dict[str, str], port: int, folder: Path = ROOT) -> Iterator[None]:
    """Run a service under gunicorn until the end; it answers when this yields."""
    with _started([sys.executable, "-m", "gunicorn", *words], folder, given) as process:
        while not _listens(port):
            if process.poll() is not None:
                raise RuntimeError(f"gunicorn ended: {' '.join(words)}")
            time.sleep(0.05)
        yield


@contextmanager
def _started(words: list[str], folder: Path, given: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    environment: dict[str, Any] = {**os.environ, **given}
    process = subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0
