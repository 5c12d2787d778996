"""Feeds damaged Word files to the import and to the taking back: each is read or refused in words, within two seconds.

The cases run in a process of their own, whose highest memory counts all that it ever took.
"""

import contextlib
import io
import multiprocessing
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.issuing_load import TYPE, at_work
from bench.measuring import Result, compared
from bench.register_load import OFFICE, found
from service.errors import ServiceError
from service.issuing.drafting import save
from service.issuing.importing import import_file
from service.issuing.returned_word import compare, hand_out, take
from service.issuing.workplace import Workplace

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
_WORDS = (b"", b"chen", b"- chen", b"2.2.9. chen")
_BOXES = 20


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
    with tempfile.TemporaryDirectory(prefix="bench-intake-") as folder:
        url = f"sqlite:///{Path(folder) / 'register.db'}"
        found(url)
        with at_work(url) as workplace:
            return _cases(workplace, seconds)


def _cases(workplace: Workplace, seconds: float) -> tuple[int, float, float, list[str]]:
    sample = {**workplace.catalogue.sample(TYPE, "full"), "office": OFFICE}
    document_id = save(workplace, TYPE, sample).id
    good = hand_out(workplace, document_id).content
    acts: list[Callable[[bytes], object]] = [
        lambda content: import_file(workplace.catalogue, TYPE, content, now=_NOW),
        lambda content: compare(workplace, document_id, content),
        lambda content: compare(workplace, document_id, content, as_signed=True),
        lambda content: take(workplace, document_id, content),
    ]
    for act in acts[:3]:
        act(good)
    start_mb = _memory_mb()
    dice = random.Random(_SEED)
    end, cases, slowest, broken = time.monotonic() + seconds, 0, 0.0, list[str]()
    while time.monotonic() < end:
        content = _damaged(good, dice)
        act = acts[cases % len(acts)]
        begun = time.process_time()
        try:
            with contextlib.suppress(ServiceError):
                act(content)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            broken.append(f"tệp {cases}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.process_time() - begun)
        cases += 1
    return cases, slowest, _memory_mb() - start_mb, broken


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _damaged(good: bytes, dice: random.Random) -> bytes:
    """Return the file with bytes overwritten, with pieces put into a part, or sound with boxes and words put in."""
    kind = dice.random()
    if kind < 0.2:
        whole = bytearray(good)
        for _ in range(dice.randrange(1, 40)):
            whole[dice.randrange(len(whole))] = dice.randrange(256)
        return bytes(whole)
    if kind < 0.5:
        return _with_part(good, _PARTS[0], lambda part: _grown(part, dice))
    return _with_part(good, dice.choice(_PARTS), lambda part: _spoilt(part, dice))


def _grown(part: bytes, dice: random.Random) -> bytes:
    """Return a body that stays sound: words and paragraphs put between paragraphs, boxes in each other."""
    pieces = part.split(b"</w:p>")
    for _ in range(dice.randrange(1, 60)):
        pieces.insert(
            dice.randrange(1, len(pieces)), b"<w:p><w:r><w:t>" + dice.choice(_WORDS) + b"</w:t></w:r>"
        )
    at = dice.randrange(1, len(pieces))
    inner = b"<w:p><w:r><w:t>trong</w:t></w:r></w:p>"
    for _ in range(dice.randrange(_BOXES)):
        box = b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>' + inner
        inner = b"<w:p><w:r><w:pict>" + box + b"</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    pieces.insert(at, inner.removesuffix(b"</w:p>"))
    return b"</w:p>".join(pieces)


def _spoilt(part: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(part)
    for _ in range(dice.randrange(1, 10)):
        at = dice.randrange(len(spoilt))
        spoilt[at : at + dice.randrange(60)] = dice.choice(_PIECES)
    return bytes(spoilt)


def _with_part(good: bytes, wanted: str, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == wanted else part)
    return target.getvalue()
