"""Real documents issued through the use case: what one costs, a block of them, and a process that may be killed.

`python -m bench.issuing_load URL LOG TURN` issues without end, each in one act with a key of its own; each key is
written down before, each answer after the commit, as a client would see it.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.register_load import NOW, OFFICE
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from service.issuing.drafting import drafted
from service.issuing.issue import IssueAct, Outcome, checked_draft, issue_input, number_block
from service.issuing.workplace import Workplace
from service.register.database import Register

TYPE = "ke_hoach"


@contextmanager
def at_work(url: str) -> Iterator[Workplace]:
    """Yield the workplace of the operator at a register."""
    with Register.open(url) as register:
        yield Workplace(register, Catalogue(FolderSource(TYPES)), "operator", lambda: NOW)


def issue(workplace: Workplace, key: str | None = None) -> Outcome:
    """Issue the full sample plan in one act; the questions in it are answered."""
    document_type = workplace.catalogue.get(TYPE)
    envelope = {**workplace.catalogue.sample(TYPE, "full"), "office": OFFICE}
    with workplace.reading() as turn:
        questions = drafted(workplace, turn, document_type, envelope).prepared.questions
    codes = frozenset(question.code for question in questions)
    return issue_input(workplace, TYPE, envelope, IssueAct(key=key, acknowledged=codes))


def single_ms(url: str, count: int) -> list[float]:
    """Return the time of each of `count` issues: everything from the input to the commit with full sync."""
    times = []
    with at_work(url) as workplace:
        envelope = {**workplace.catalogue.sample(TYPE, "minimal"), "office": OFFICE}
        for turn in range(count + 5):
            start = time.perf_counter()
            issue_input(workplace, TYPE, envelope, IssueAct())
            if turn >= 5:
                times.append((time.perf_counter() - start) * 1000)
    return times


def block_seconds(url: str, count: int) -> float:
    """Return the time of `count` numbered documents in one transaction, each rendered, proven and stored.

    The inputs are prepared and checked before: that needs no lock, and a batch does it while others work.
    """
    with at_work(url) as workplace:
        envelope = {**workplace.catalogue.sample(TYPE, "minimal"), "office": OFFICE}
        with workplace.reading() as turn:
            draft = drafted(workplace, turn, workplace.catalogue.get(TYPE), envelope)
            checked = checked_draft(workplace, turn, draft, IssueAct())
        start = time.perf_counter()
        with workplace.writing() as turn:
            number_block(turn, [checked] * count, IssueAct())
        return time.perf_counter() - start


def p50_p99(times: list[float]) -> tuple[float, float]:
    """Return median and 99th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def issue_without_end(url: str, log: Path, turn: str) -> None:
    """Issue until somebody kills this process."""
    with at_work(url) as workplace, log.open("ab", buffering=0) as lines:
        for count in range(1_000_000):
            key = f"{turn}-{count}"
            lines.write(f"try {key}\n".encode())
            lines.write(f"got {key} {issue(workplace, key).document.code}\n".encode())


if __name__ == "__main__":
    issue_without_end(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
