"""Feeds damaged Word files to the import and to the taking back: each is read or refused in words, within two seconds.

The random cases run in a process of their own, whose highest memory counts all that it ever took. Each file that was
thought out (bombs, macros, objects, what is fetched from elsewhere) goes through the import in a process of its own,
which also tells whether it opened a connection or started a program.
"""

import contextlib
import io
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.faults_docx import WRITTEN, highest_memory_mb, with_body
from bench.issuing_load import TYPE, at_work
from bench.measuring import Result, compared
from bench.register_load import OFFICE, found
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import ServiceError
from service.issuing.desk import TYPES
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
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: What a program does that fetches something or starts something, as Python calls it.
_REACHING = frozenset({"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"})


def _related(kind: str, mode: str = "Internal") -> bytes:
    """Return a file that names a part, or a place elsewhere, which it does not have."""
    relation = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='r1' Type='{kind}' Target='http://127.0.0.1:9/a' TargetMode='{mode}'/></Relationships>"
    )
    return with_body(relation, name="word/_rels/document.xml.rels")


def _with_field(instruction: str) -> bytes:
    body = "<w:p><w:fldSimple w:instr='" + instruction + "'><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return with_body(f"<w:document xmlns:w='{word}'><w:body>{body}</w:body></w:document>")


#: Beside those of the check of layout: what a file from outside may carry.
CARRYING: dict[str, Callable[[], bytes]] = {
    "macros": lambda: _related("http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
    "an embedded object": lambda: _related(f"{_RELATIONS}/oleObject"),
    "a template from elsewhere": lambda: _related(f"{_RELATIONS}/attachedTemplate", "External"),
    "a picture from elsewhere": lambda: _related(f"{_RELATIONS}/image", "External"),
    "a document from elsewhere": lambda: _related(f"{_RELATIONS}/aFChunk", "External"),
    "a field that starts a program": lambda: _with_field("DDEAUTO c:\\windows\\system32\\cmd.exe"),
    "a field that fetches": lambda: _with_field("INCLUDETEXT http://127.0.0.1:9/a"),
    "an old .doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "a scan": lambda: b"%PDF-1.7\n" + b"\0" * 4096,
}


def measure(minutes: float) -> dict[str, Result]:
    """Return how many damaged files were tried, the slowest, the highest memory, and how many broke the import."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        cases, slowest, memory_mb, broken = pool.apply(run_cases, (minutes * 60,))
    thought_out = list(imported_alone())
    broken += [f"{one.name}: {one.wrong}" for one in thought_out if one.wrong]
    longest = max(thought_out, key=lambda one: one.seconds)
    largest = max(thought_out, key=lambda one: one.memory_mb)
    for line in broken:
        print(line)
    return {
        "intake_thought_out": Result(
            len(thought_out), None, None, "tệp", "bom nén, macro, đối tượng, liên kết ngoài"
        ),
        "intake_thought_out_slowest": compared(
            longest.seconds, SECONDS, unit="s", goal=f"< 2 s; chậm nhất: {longest.name}"
        ),
        "intake_thought_out_memory": compared(
            largest.memory_mb,
            MEGABYTES,
            unit="MB",
            goal=f"< 200 MB cả tiến trình; nhiều nhất: {largest.name}",
        ),
        "intake_cases": Result(float(cases), None, None, "tệp", "tệp Word hỏng đưa vào"),
        "intake_broken": Result(float(len(broken)), None, None, "tệp", "0: đọc được hoặc từ chối rõ ràng"),
        "intake_slowest": compared(slowest, SECONDS, unit="s", goal="< 2 s"),
        "intake_memory": compared(memory_mb, MEGABYTES, unit="MB", goal="< 200 MB hơn lúc đầu"),
    }


@dataclass(frozen=True)
class Answered:
    """One file: processor seconds of its import, highest memory of its process, the refusal, what went wrong or ""."""

    name: str
    seconds: float
    memory_mb: float
    said: str
    wrong: str


def imported_alone() -> Iterator[Answered]:
    """Import each thought-out file in a process that does nothing else."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for name, make in {**WRITTEN, **CARRYING}.items():
            yield pool.apply(_import_alone, (name, make()))


def _import_alone(name: str, content: bytes) -> Answered:
    catalogue = Catalogue(FolderSource(TYPES))
    reached: list[str] = []
    sys.addaudithook(lambda event, _: reached.append(event) if event in _REACHING else None)
    said, wrong, start = "", "", time.process_time()
    try:
        import_file(catalogue, TYPE, content, now=_NOW)
    except ServiceError as error:
        said = str(error)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        wrong = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    taken_in = "không từ chối" if name in CARRYING and not said else ""
    return Answered(name, seconds, highest_memory_mb(), said, wrong or " ".join(reached) or taken_in)


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
