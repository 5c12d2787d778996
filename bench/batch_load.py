"""A batch of every commune run as an installation runs it: worker processes of their own, the start, the archive."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from service import clock, reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.domain.units import Unit
from service.issuing.desk import TYPES, open_desk
from service.issuing.issue import IssueAct, issue_input
from service.issuing.workplace import Workplace
from service.jobs.archive import archive
from service.jobs.batch_requests import BatchRequest
from service.jobs.batches import Progress, status
from service.jobs.engine import Engine
from service.jobs.starting import start
from service.register import offices, people, series
from service.register.founding import found_register
from service.settings import ROOT, Settings, from_env

OFFICE = "ubnd-21484"
_LOOK_SECONDS = 0.1
COMMUNE_KINDS = ("xa", "phuong", "dac_khu")
TYPE, NOTICE = "ke_hoach", "thong_bao_ket_qua"


def communes(count: int | None = None) -> list[Unit]:
    """Return the communes of today in the order of their codes."""
    today = [one for one in reference.units_on(date(2026, 3, 1)) if one.kind in COMMUNE_KINDS]
    return today[:count]


def table(units: list[Unit], **columns: str) -> BytesIO:
    """Return a JSON table of units; `columns` are the same for all."""
    rows = [{"unit.code": unit.code, **columns} for unit in units]
    return BytesIO(json.dumps(rows, ensure_ascii=False).encode())


@dataclass(slots=True)
class Installation:
    """A founded register with its settings; `environment` gives them to worker processes."""

    settings: Settings
    environment: dict[str, str]
    opened: Workplace | None = None

    def engine(self) -> Engine:
        """Return the engine."""
        return Engine(self.settings)

    def workplace(self) -> Workplace:
        """Return the operator's workplace, opened once."""
        if self.opened is None:
            self.opened = open_desk(self.settings).workplace("operator")
        return self.opened

    def close(self) -> None:
        """Give the connections back; the next use opens them again."""
        if self.opened is not None:
            self.opened.register.close()


def found(url: str, folder: Path, **given: str) -> Installation:
    """Make a register with one office and its series of this year."""
    now = clock.now()
    environment = {"INSTANCE_DIR": str(folder), "DATABASE_URL": url, **given}
    with found_register(url, now=now) as register, register.transaction() as session:
        actor = people.acting_user(session, "operator", now=now)
        office = offices.NewOffice(
            id=OFFICE, name="Ủy ban nhân dân xã Ba Tơ", abbreviation="UBND", valid_from=date(2025, 7, 1)
        )
        offices.add_office(session, actor, office)
        new = series.NewSeries(office_id=OFFICE, year=now.year, reason="Sổ mới, chưa cấp số nào")
        series.open_series(session, actor, new)
    return Installation(from_env(environment, needs_secret=False), environment)


@contextmanager
def workers(installation: Installation, processes: int = 2) -> Iterator[subprocess.Popen[str]]:
    """Run `./run worker` beside; it is ready when this yields."""
    with worker_process(installation, processes) as process:
        yield process


def start_worker(installation: Installation, processes: int = 2) -> subprocess.Popen[str]:
    """Start `./run worker` and wait until it says that it is ready."""
    words = [sys.executable, "-m", "service", "worker", "--processes", str(processes)]
    process = subprocess.Popen(
        words, cwd=ROOT, env={**os.environ, **installation.environment}, stdout=subprocess.PIPE, text=True
    )
    if process.stdout is not None:
        process.stdout.readline()
    return process


@contextmanager
def worker_process(installation: Installation, processes: int) -> Iterator[subprocess.Popen[str]]:
    """Start a worker and stop it at the end."""
    process = start_worker(installation, processes)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def request(intent: str, by: str, **words: Any) -> BatchRequest:
    """Return a request on the full sample plan; its questions are answered."""
    plan = words.pop("plan", None) or sample_plan()
    codes = (
        "signer_missing", "other_unit_named", "unit_not_named", "source_unnumbered", "role_without_body",
        "thresholds_assumed",
    )  # fmt: skip
    return BatchRequest(
        slug=words.pop("slug", TYPE),
        plan=plan,
        by=by,  # type: ignore[arg-type]
        intent=intent,  # type: ignore[arg-type]
        acknowledged=words.pop("acknowledged", codes),
        **words,
    )


def sample_plan() -> dict[str, Any]:
    """Return the full sample plan of a commune, its unit left open."""
    sample = Catalogue(FolderSource(TYPES)).sample(TYPE, "full")
    return {**sample, "office": OFFICE, "subject": "Nâng cao chỉ số dân vận chính quyền của {đơn vị}"}


def notice_plan() -> dict[str, Any]:
    """Return the sample of a notice about one unit, written for each unit of a table."""
    sample = Catalogue(FolderSource(TYPES)).sample(NOTICE, "one_unit")
    about = "đánh giá, xếp loại công tác dân vận chính quyền năm 2026 của {đơn vị}"
    content = {
        **sample["content"],
        "opening": {**sample["content"]["opening"], "action": f"thông báo kết quả {about}"},
        "unit_result": {**sample["content"]["unit_result"], "name": "{đơn vị}"},
        "closing": "Yêu cầu {đơn vị} nghiêm túc khắc phục.",
    }
    return {**sample, "office": OFFICE, "subject": f"Kết quả {about}", "content": content}


def until_over(workplace: Any, batch_id: str, *, at_most: float = 600) -> Progress:
    """Wait until nothing of a batch moves any more; return where it stands."""
    until = time.monotonic() + at_most
    while True:
        progress = status(workplace, batch_id, most_faulty=5)
        if progress.is_over or time.monotonic() > until:
            return progress
        time.sleep(_LOOK_SECONDS)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took, in seconds: the start with its check, the work, the archive; and its bytes."""

    count: int
    start: float
    work: float
    zip: float
    bytes: int
    first_seen: float = 0.0
    first_done: float = 0.0
    memory_mb: float = 0.0
    single_ms: tuple[float, ...] = ()

    @property
    def total(self) -> float:
        """All of it."""
        return self.start + self.work + self.zip


def run_batch(
    installation: Installation,
    wanted: BatchRequest,
    file: BytesIO,
    *,
    worker: int = 0,
    beside: Callable[[Workplace], float] | None = None,
) -> Run:
    """Run one batch from the table to the archive; workers run already, as process `worker` where memory is asked for.

    `beside` is what somebody else does again and again meanwhile, in milliseconds.
    """
    workplace, engine = installation.workplace(), installation.engine()
    seen: list[float] = []
    began = time.perf_counter()
    batch_id = start(workplace, engine, wanted, file, seen=lambda _rows: seen.append(time.perf_counter()))
    started = first_done = time.perf_counter()
    single: list[float] = []
    while not status(workplace, batch_id, most_faulty=0).done:
        time.sleep(_LOOK_SECONDS)
        first_done = time.perf_counter()
    while beside is not None and not status(workplace, batch_id, most_faulty=0).is_over:
        single.append(beside(workplace))
        time.sleep(3 * _LOOK_SECONDS)
    progress = until_over(workplace, batch_id)
    worked = time.perf_counter()
    memory = shared_mb(worker) if worker else 0.0
    size = sum(map(len, archive(workplace, batch_id).made().pieces))
    ended = time.perf_counter()
    if progress.done != progress.batch.total:
        raise AssertionError((progress.counts, [one.error for one in progress.faulty]))
    return Run(
        progress.done,
        started - began,
        worked - started,
        ended - worked,
        size,
        first_seen=seen[0] - began,
        first_done=first_done - started,
        memory_mb=memory,
        single_ms=tuple(single),
    )


def shared_mb(pid: int) -> float:
    """Return what a process and its children take together, pages that they share counted once."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    sizes = [
        int(line.split()[1])
        for process in [str(pid), *listed]
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        if line.startswith("Pss:")
    ]
    return sum(sizes) / 1000


def issue_ms(workplace: Workplace) -> float:
    """Number one document as another user would, and return how long it took."""
    plan = {**sample_plan(), "subject": "Một kế hoạch của người khác"}
    codes = {"unit_not_named", *request("issue", "office").acknowledged}
    began = time.perf_counter()
    issue_input(workplace, TYPE, plan, IssueAct(acknowledged=codes))
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Run both ways once with as many communes as asked for."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else None
    for intent, by in (("for_signature", "units"), ("issue", "office")):
        with tempfile.TemporaryDirectory(prefix="bench-batch-") as folder:
            installation = found(f"sqlite:///{folder}/register.db", Path(folder))
            with workers(installation):
                print(intent, run_batch(installation, request(intent, by), table(communes(count))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
