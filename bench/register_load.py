"""Many processes at one register: the hammer, the kills, and the office that they issue for.

`python -m bench.register_load '{"url": ..., "act": "hammer", ...}'` runs one of them in a process without threads
(its children are forks) and prints what came out as JSON; the tests and `bench issue` call it that way.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from service.register import locks, offices, people, series, verify
from service.register.database import Register
from service.register.entries import BookEntry, NewDocument
from service.register.founding import found_register
from service.register.numbering import Issued, IssueRequest, Numbered, RenderedFile, issue_in_transaction
from service.register.permissions import Actor

OFFICE = "ubnd-21484"
NOW = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
FILE_BYTES = 20_000
_FORK = multiprocessing.get_context("fork")


class RenderingFailed(Exception):
    """A rendering that fails on purpose."""


def found(url: str) -> None:
    """Make a register with one office and one common series of 2026."""
    with found_register(url, now=NOW) as register, register.transaction() as session:
        actor = people.acting_user(session, "operator", now=NOW)
        office = offices.NewOffice(
            id=OFFICE, name="UBND xã Ba Tơ", abbreviation="UBND", valid_from=date(2025, 7, 1)
        )
        offices.add_office(session, actor, office)
        series.open_series(session, actor, series.NewSeries(office_id=OFFICE, year=2026, reason="Mới"))


def new_document(subject: str = "Thực hiện công tác dân vận chính quyền năm 2026") -> NewDocument:
    """Return a Kế hoạch with an input of 2 KB."""
    entry = BookEntry(
        kind="KH", kind_title="Kế hoạch", subject=subject, symbol="KH-UBND", signer_name="Phạm Giang Nam"
    )
    return NewDocument(office_id=OFFICE, entry=entry, input=b'{"content":"' + b"nhiem vu " * 220 + b'"}')


def render(numbered: Numbered) -> RenderedFile:
    """Return a file as large as a real one; like a .docx it cannot be packed further."""
    return RenderedFile(
        content=numbered.code.encode() + os.urandom(FILE_BYTES),
        name=f"{numbered.number}.docx",
        context=(f'{{"code":"{numbered.code}"}}' * 100).encode(),
        template_sha256="7" * 64,
        release="bench",
    )


def issue(
    register: Register, *, key: str | None = None, draw: Callable[[Numbered], RenderedFile] = render
) -> Issued:
    """Issue one document in a transaction of its own."""

    def act(session: Session, actor: Actor) -> Issued:
        return issue_in_transaction(
            session, actor, IssueRequest(document=new_document(), key=key), render=draw
        )

    with register.transaction() as session:
        return act(session, people.acting_user(session, "operator", now=NOW))


def hammer(url: str, *, processes: int, documents: int, failing_share: float, seed: int) -> dict[str, Any]:
    """Issue `documents` by several processes at once, some renderings failing; say what verify and a count find."""
    start = time.perf_counter()
    shares = [documents // processes + (index < documents % processes) for index in range(processes)]
    workers = [
        _FORK.Process(target=_issue_share, args=(url, share, failing_share, seed + index))
        for index, share in enumerate(shares)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "exit_codes": [worker.exitcode for worker in workers],
        "numbers": _numbers(url),
        "faults": _faults(url),
    }


def _issue_share(url: str, share: int, failing_share: float, seed: int) -> None:
    """Issue until `share` documents have their number."""
    chance = random.Random(seed)

    def draw(numbered: Numbered) -> RenderedFile:
        if chance.random() < failing_share:
            raise RenderingFailed
        return render(numbered)

    with Register.open(url) as register:
        done = 0
        while done < share:
            try:
                issue(register, draw=draw)
            except RenderingFailed:
                continue
            done += 1


def kills(url: str, *, times: int, seed: int) -> dict[str, Any]:
    """Kill a process in the midst of issuing, again and again, and look each time at what it left behind.

    Returns for all rounds: faults of verify, answers whose document is missing, keys whose repeat went wrong, and
    how many keys had lost their answer although the document was stored.
    """
    chance = random.Random(seed)
    outcome: dict[str, Any] = {
        "faults": [],
        "missing": [],
        "wrong_repeats": [],
        "lost_answers": 0,
        "answers": 0,
    }
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(times):
            log = Path(folder) / f"{turn}.log"
            _kill_once(url, log, turn, chance.uniform(0, 0.06))
            _look_after(url, log, outcome)
    outcome["numbers"] = _numbers(url)
    return outcome


def _kill_once(url: str, log: Path, turn: int, seconds: float) -> None:
    """Let a process issue for some time after its first answer, then kill it."""
    log.touch()
    worker = _FORK.Process(target=_issue_and_log, args=(url, str(log), turn))
    worker.start()
    while b"got" not in log.read_bytes() and worker.is_alive():
        time.sleep(0.001)
    time.sleep(seconds)
    if worker.pid is not None:
        os.kill(worker.pid, signal.SIGKILL)
    worker.join()


def _issue_and_log(url: str, log: str, turn: int) -> None:
    """Issue without end; each key is written down before, each answer after the commit, as a client would see it."""
    with Register.open(url) as register, Path(log).open("ab", buffering=0) as lines:
        for count in range(1_000_000):
            key = f"{turn}-{count}"
            lines.write(f"try {key}\n".encode())
            lines.write(f"got {key} {issue(register, key=key).document.code}\n".encode())


def _look_after(url: str, log: Path, outcome: dict[str, Any]) -> None:
    """Verify what a killed process left, then repeat every key as a client does that lost its answer."""
    _wait_for_the_last_act(url)
    outcome["faults"] += _faults(url)
    words = [line.split() for line in log.read_text().splitlines()]
    answers = {word[1]: word[2] for word in words if word[0] == "got" and len(word) == 3}
    outcome["answers"] += len(answers)
    stored = set(_codes(url))
    outcome["missing"] += sorted(set(answers.values()) - stored)
    with Register.open(url) as register:
        for key in [word[1] for word in words if word[0] == "try"]:
            again = issue(register, key=key)
            code = again.document.code or ""
            was_lost = key not in answers and code in stored
            outcome["lost_answers"] += was_lost
            if again.is_repeat != (code in stored) or answers.get(key, code) != code:
                outcome["wrong_repeats"].append(key)


def _wait_for_the_last_act(url: str) -> None:
    """Wait for the lock: a server still ends the commit that a killed client had sent."""
    with Register.open(url) as register, register.transaction() as session:
        locks.lock_office(session, OFFICE)


def _codes(url: str) -> list[str]:
    """Return all codes, read without the register's own code."""
    with Register.open(url) as register, register.engine.connect() as connection:
        return [
            row[0]
            for row in connection.exec_driver_sql("SELECT code FROM documents WHERE number IS NOT NULL")
        ]


def _numbers(url: str) -> dict[str, int]:
    """Return first, last, count and distinct count of the numbers, read without the register's own code."""
    query = "SELECT min(number), max(number), count(*), count(DISTINCT number) FROM documents WHERE number IS NOT NULL"
    with Register.open(url) as register, register.engine.connect() as connection:
        first, last, count, distinct = connection.exec_driver_sql(query).one()
    return {"first": first, "last": last, "count": count, "distinct": distinct}


def _faults(url: str) -> list[str]:
    """Return what verify finds."""
    with Register.open(url) as register, register.reading() as session:
        actor = people.acting_user(session, "operator", now=NOW)
        return [f"{fault.place}: {fault.message}" for fault in verify.verify(session, actor)]


def main(words: list[str]) -> int:
    """Run what the JSON object asks for and print what came out."""
    wanted = json.loads(words[0])
    acts: dict[str, Callable[..., dict[str, Any]]] = {"hammer": hammer, "kills": kills}
    act = acts[wanted.pop("act")]
    print(json.dumps(act(**wanted)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
