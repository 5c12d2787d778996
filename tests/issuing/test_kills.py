"""A process that issues is killed at random moments; what it left behind is looked at each time."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.issuing_load import issue
from service.issuing.reissue import reissue
from service.register.models import Document
from service.register.search import PAGE_MAX, Wish, search
from service.settings import ROOT

SECONDS = 60
_CONNECTED = text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


def connected(office) -> set[int]:
    """Return who else is connected to the database of a server; to a file nobody is who outlives his process."""
    if not office.url.startswith("postgresql"):
        return set()
    with office.register.reading() as session:
        return set(session.scalars(_CONNECTED))


def kill_once(office, log: Path, turn: int, seconds: float) -> None:
    """Let a process issue for some time after its first answer, then kill it as a power cut would.

    A server may still be at the commit that the killed process asked for: that is over when this returns.
    """
    log.touch()
    words = [sys.executable, "-m", "bench.issuing_load", office.url, str(log), str(turn)]
    before = connected(office)
    with subprocess.Popen(words, cwd=ROOT) as process:
        try:
            until = time.monotonic() + 2 * SECONDS
            while b"got" not in log.read_bytes():
                assert process.poll() is None, "the process ended by itself"
                assert time.monotonic() < until, "the process gives no answer"
                time.sleep(0.002)
            time.sleep(seconds)
        finally:
            process.send_signal(signal.SIGKILL)
    until = time.monotonic() + SECONDS
    while connected(office) - before:
        assert time.monotonic() < until
        time.sleep(0.01)


def stored_in(office) -> list[Document]:
    """Return all documents, page by page."""
    page = office.look(search, Wish(office_id=office.id, limit=PAGE_MAX))
    found = list(page.documents)
    while page.cursor is not None:
        page = office.look(search, Wish(office_id=office.id, limit=PAGE_MAX, cursor=page.cursor))
        found += page.documents
    return found


def look_after(office, log: Path) -> int:
    """Verify what was left, repeat every key as a client that lost its answer; return how many answers were lost."""
    assert office.faults() == []
    lines = [line.split() for line in log.read_text().splitlines()]
    answers = {words[1]: words[2] for words in lines if words[0] == "got" and len(words) == 3}
    stored = {row.code: row for row in stored_in(office)}
    assert set(answers.values()) <= set(stored)
    lost = 0
    for key in [words[1] for words in lines if words[0] == "try"]:
        again = issue(office.work(), key)
        assert again.is_repeat == (again.document.code in stored)
        assert answers.get(key, again.document.code) == again.document.code
        assert reissue(office.work(), again.document.id).content == again.content
        lost += again.is_repeat and key not in answers
    return lost


def killed(office, folder: Path, *, times: int) -> None:
    chance = random.Random(5)  # noqa: S311 - moments, no secrets
    for turn in range(times):
        log = folder / f"{turn}.log"
        kill_once(office, log, turn, chance.uniform(0, 0.12))
        look_after(office, log)
    numbers = [row.number for row in stored_in(office)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) >= times


def test_a_killed_process_leaves_no_gap_no_double_no_number_without_a_document(
    office, tmp_path: Path
) -> None:
    killed(office, tmp_path, times=3)


@pytest.mark.slow
def test_many_killed_processes_leave_none_either(office, tmp_path: Path) -> None:
    killed(office, tmp_path, times=25)
