"""Feeds damaged Word files to the import: whatever a file holds, it is read or refused in words, within two seconds.

The cases run in a process of their own, whose highest memory counts all that it ever took.
"""

import contextlib
import io
import multiprocessing
import random
import resource
import time
import zipfile
from datetime import UTC, datetime

from bench.measuring import Result, compared
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import ServiceError
from service.issuing.desk import TYPES
from service.issuing.importing import import_file
from service.issuing.preview import preview

SECONDS, MEGABYTES = 2.0, 200.0
_NOW = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
_SEED = 20_260_502
_PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
_PIECES = (b"", b"<", b'"', b"<w:p>", b"</w:tbl>", b"&#0;", b"9" * 40, b"<w:tbl><w:tr><w:tc>", b"<w:ins>")


def measure(minutes: float) -> dict[str, Result]:
    """Return how many damaged files were tried, the slowest, the highest memory, and how many broke the import."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        cases, slowest, memory_mb, broken = pool.apply(run_cases, (minutes * 60,))
    for line in broken:
        print(line)
    return {
        "intake_cases": Result(float(cases), None, None, "tệp", "tệp Word hỏng đưa vào"),
        "intake_broken": Result(float(len(broken)), None, None, "tệp", "0: đọc được hoặc từ chối rõ ràng"),
        "intake_slowest": compared(slowest, SECONDS, unit="s", goal="< 2 s"),
        "intake_memory": compared(memory_mb, MEGABYTES, unit="MB", goal="< 200 MB hơn lúc đầu"),
    }


def run_cases(seconds: float) -> tuple[int, float, float, list[str]]:
    """Return (cases, slowest seconds of processor time, MB over the start, what broke) of so many seconds."""
    catalogue = Catalogue(FolderSource(TYPES))
    good = preview(catalogue, "ke_hoach", catalogue.sample("ke_hoach"), now=_NOW).content
    import_file(catalogue, "ke_hoach", good, now=_NOW)
    start_mb = _memory_mb()
    dice = random.Random(_SEED)
    end, cases, slowest, broken = time.monotonic() + seconds, 0, 0.0, list[str]()
    while time.monotonic() < end:
        content = _damaged(good, dice)
        begun = time.process_time()
        try:
            with contextlib.suppress(ServiceError):
                import_file(catalogue, "ke_hoach", content, now=_NOW)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            broken.append(f"tệp {cases}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.process_time() - begun)
        cases += 1
    return cases, slowest, _memory_mb() - start_mb, broken


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _damaged(good: bytes, dice: random.Random) -> bytes:
    """Return the file with bytes overwritten, or with pieces put into one of its parts."""
    if dice.random() < 0.3:
        whole = bytearray(good)
        for _ in range(dice.randrange(1, 40)):
            whole[dice.randrange(len(whole))] = dice.randrange(256)
        return bytes(whole)
    wanted = dice.choice(_PARTS)
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = bytearray(old.read(name))
            for _ in range(dice.randrange(1, 10) if name == wanted else 0):
                at = dice.randrange(len(part))
                part[at : at + dice.randrange(60)] = dice.choice(_PIECES)
            new.writestr(name, bytes(part))
    return target.getvalue()
