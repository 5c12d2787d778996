"""Feeds damaged, huge, nested and packed .docx files to the check of layout, and to the mending.

Whatever a file holds, the answer is findings or `UnreadableInput`, within two seconds and 200 MB of memory. The cases
run in a process of their own, whose highest memory counts all that it ever took.
"""

import contextlib
import io
import itertools
import multiprocessing
import random
import re
import resource
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.check_documents import long_document
from bench.measuring import Result, compared
from service.checking import check, fix
from service.errors import UnreadableInput

SECONDS, MEGABYTES = 2.0, 200.0
_SEED = 20_260_501
_BODY = "word/document.xml"
_W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


@dataclass(frozen=True)
class Outcome:
    """What a run of cases came to: the slowest seconds with its case, the highest memory, what went wrong."""

    cases: int
    slowest: float
    slowest_name: str
    memory_mb: float
    broken: tuple[str, ...]


def with_body(body: bytes | str, *, source: bytes | None = None, name: str = _BODY) -> bytes:
    """Return a .docx whose part of that name is replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source or long_document(1))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        new.writestr(name, body)
    return stream.getvalue()


def _document(inside: str) -> str:
    return f"<w:document {_W}><w:body>{inside}</w:body></w:document>"


def _nested(opening: str, closing: str, depth: int) -> bytes:
    return with_body(_document(f"{opening * depth}<w:p/>{closing * depth}"))


def _many_parts(count: int) -> bytes:
    stream = io.BytesIO(long_document(1))
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(count):
            archive.writestr(f"word/media/{number}.png", b"")
    return stream.getvalue()


def _many_headers(
    parts: int, relations: int, paragraphs: int, inside: str = "<w:r><w:t>a b</w:t></w:r>"
) -> bytes:
    """Return a .docx of as many sections as there are relations, which name so many parts in turn."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    named = "".join(
        f"<Relationship Id='h{n}' Type='{office}/header' Target='many{n % parts}.xml'/>"
        for n in range(relations)
    )
    sections = "".join(
        f"<w:p><w:pPr><w:sectPr><w:headerReference w:type='default' r:id='h{n}'/></w:sectPr></w:pPr></w:p>"
        for n in range(relations)
    )
    header = f"<w:hdr {_W}>{f'<w:p>{inside}</w:p>' * paragraphs}</w:hdr>"
    content = with_body(_document(sections).replace("<w:document", f"<w:document xmlns:r='{office}'", 1))
    content = with_body(f"<Relationships xmlns='{package}'>{named}</Relationships>", source=content,
                        name="word/_rels/document.xml.rels")  # fmt: skip
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"word/many{number}.xml", header)
    return stream.getvalue()


def _seven_bits(runs: int) -> bytes:
    """Return a .docx whose body is UTF-7: its marks are not seen before it is read."""
    inside = "+ADw-w:r/+AD4-" * runs
    body = f"<?xml version='1.0' encoding='UTF-7'?><w:document {_W}><w:body><w:p>{inside}</w:p></w:body></w:document>"
    return with_body(body)


_STYLES = "".join(
    f"<w:style w:type='paragraph' w:styleId='S{n}'><w:basedOn w:val='S{(n + 1) % 3000}'/></w:style>"
    for n in range(3000)
)
_LINE = (
    "Rà soát nhiệm vụ ngày 5 tháng 2 năm 2025, Số: 5/KH-UBND; lưu đủ tài liệu minh chứng và báo cáo kết quả."
)
_FIELD = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
_OPEN_FIELD = _FIELD + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
_ENTITIES = "<!DOCTYPE x [" + "<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip


def _lines(text: str, count: int) -> bytes:
    return with_body(_document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" * count))


def _runs(inside: str, count: int) -> bytes:
    return with_body(_document(f"<w:p>{f'<w:r>{inside}</w:r>' * count}</w:p>"))


WRITTEN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "60 MB of UTF-7": lambda: _seven_bits(4_200_000),
    "one header named 2,000 times": lambda: _many_headers(1, 2_000, 15_000),
    "a short header named 2,000 times": lambda: _many_headers(1, 2_000, 200, "<w:r><w:t>chữ</w:t></w:r>" * 20),
    "200 long headers": lambda: _many_headers(200, 200, 15_000),
    "400 headers of 200,000 empty marks": lambda: _many_headers(400, 400, 1, "<w:x/>" * 200_000),
    "only the beginning of a zip": lambda: b"PK\x03\x04",
    "a gigabyte of spaces in the body": lambda: with_body(b" " * 300_000_000),
    "a gigabyte in a picture": lambda: with_body(b"\0" * 200_000_000, name="word/media/image1.png"),
    "60 MB of text in one paragraph": lambda: with_body(
        _document(f"<w:p><w:r><w:t>{'chữ ' * 11_000_000}</w:t></w:r></w:p>")
    ),
    "100,000 paragraphs": lambda: with_body(_document("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 100_000)),
    "a paragraph of 250,000 runs": lambda: with_body(
        _document(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 250_000}</w:p>")
    ),
    "a table of 40,000 cells": lambda: with_body(
        _document(f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * 200 + '</w:tr>') * 200}</w:tbl>")
    ),
    "an attribute of 9 MB": lambda: with_body(_document(f"<w:p w:rsidR='{'0' * 9_000_000}'/>")),
    "200 tables in each other": lambda: _nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80),
    "3,000 controls in each other": lambda: _nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 3_000),
    "boxes in boxes": lambda: _nested(
        "<w:p><w:r><w:pict><v:rect xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>",
        "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>", 35),
    "3,000 styles in a circle": lambda: with_body(f"<w:styles {_W}>{_STYLES}</w:styles>", name="word/styles.xml"),
    "a laugh of entities": lambda: with_body(_ENTITIES + _document("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>")),
    "an entity from a file": lambda: with_body(
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>" + _document("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")),
    "60,000 parts": lambda: _many_parts(60_000),
    "a body of binary signs": lambda: with_body(bytes(range(256)) * 1_000),
    "190,000 runs of one letter": lambda: _runs("<w:t>a</w:t>", 120_000),
    "9 MB of text in one paragraph": lambda: _lines("chữ " * 1_500_000, 1),
    "9 MB of underscores and spaces": lambda: _lines("_ \u00a0 - " * 900_000, 1),
    "100,000 tabs between letters": lambda: _runs("<w:t>Số: a</w:t><w:tab/>", 100_000),
    "30,000 fields in each other with text": lambda: with_body(
        _document(f"<w:p>{_OPEN_FIELD * 30_000}{'<w:r><w:t>a</w:t></w:r>' * 60_000}</w:p>")),
    "a text of 1.9 million letters": lambda: _lines(_LINE * 2, 9_000),
    "9,000 headings": lambda: _lines(f"1. {_LINE}", 9_000),
    "9,000 titles of the state": lambda: _lines("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 9_000),
    "10,000 fields that never end": lambda: with_body(
        _document(f"<w:p>{_FIELD * 10_000}</w:p>")),
}  # fmt: skip


def _flipped(rng: random.Random, seed: bytes) -> bytes:
    content = bytearray(seed)
    for _ in range(rng.randint(1, 20)):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content[: rng.randrange(len(content))] if rng.random() < 0.2 else content)


def _shuffled(rng: random.Random, seed: bytes) -> bytes:
    """Return a .docx whose body has pieces of markup taken out, doubled, or moved."""
    with zipfile.ZipFile(io.BytesIO(seed)) as archive:
        pieces = archive.read(_BODY).split(b"<")
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(pieces))
        what = rng.random()
        if what < 0.3:
            del pieces[at]
        elif what < 0.6:
            pieces.insert(rng.randrange(len(pieces)), pieces[at])
        else:
            pieces[at] = pieces[at].replace(b"'", b"'-", 1) if what < 0.8 else pieces[at][::-1]
    return with_body(b"<".join(pieces), source=seed)


def written() -> Iterator[tuple[str, bytes]]:
    """Yield the cases that were thought out."""
    return ((name, make()) for name, make in WRITTEN.items())


def damaged(rng: random.Random, seconds: float) -> Iterator[tuple[str, bytes]]:
    """Yield files damaged at random until the time is over."""
    until = time.monotonic() + seconds
    return itertools.takewhile(lambda _: time.monotonic() < until, damaged_files(rng, None))


def damaged_files(rng: random.Random, count: int | None) -> Iterator[tuple[str, bytes]]:
    """Yield so many damaged files, without end when `count` is None; the same for the same `rng`."""
    seed = long_document(1, faulty=True)
    for number in itertools.count(1) if count is None else range(1, count + 1):
        damage = _flipped if number % 3 == 0 else _shuffled
        yield f"{damage.__name__.strip('_')} {number}", damage(rng, seed)


def answer(content: bytes) -> tuple[float, float, str]:
    """Return CPU seconds, the highest memory of the process in MB, and what went wrong ("" when nothing did)."""
    wrong, start = "", time.process_time()
    for work in (check, fix):
        try:
            with contextlib.suppress(UnreadableInput):
                work(content)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            wrong = f"{work.__name__}: {error!r}"
    return (time.process_time() - start) / 2, highest_memory_mb(), wrong


def highest_memory_mb() -> float:
    """Return the highest memory that this process took since it began, in MB."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+)", status.read_text("ascii")) if status.exists() else None
    return (
        int(found.group(1)) / 1_000 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    )


def run_cases(seconds: float, seed: int = _SEED) -> Outcome:
    """Run all cases in processes of their own and return the outcome; each written case has a fresh one."""
    answers = [
        *_answers(written(), files_each=1),
        *_answers(damaged(random.Random(seed), seconds), files_each=500),
    ]
    slowest = max((taken, name) for name, (taken, _, _) in answers)
    return Outcome(
        cases=len(answers),
        slowest=slowest[0],
        slowest_name=slowest[1],
        memory_mb=max(memory for _, (_, memory, _) in answers),
        broken=tuple(f"{name}: {wrong}" for name, (_, _, wrong) in answers if wrong),
    )


def answer_in_own_process(content: bytes) -> tuple[float, float, str]:
    """Return what `answer` does, from a process that did nothing else: its memory is that of this file."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(answer, (content,))


def _answers(
    cases: Iterator[tuple[str, bytes]], *, files_each: int
) -> Iterator[tuple[str, tuple[float, float, str]]]:
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=files_each) as pool:
        for name, content in cases:
            yield name, pool.apply(answer, (content,))


def measure(minutes: float) -> dict[str, Result]:
    """Return how many cases ran, the slowest, the highest memory, and how many broke the reader."""
    outcome = run_cases(minutes * 60)
    for line in outcome.broken:
        print(line)
    slowest = f"< 2 s; chậm nhất: {outcome.slowest_name}"
    return {
        "docx_cases": Result(
            float(outcome.cases), None, None, "tệp", "tệp .docx hỏng, lớn, lồng nhau, bom nén"
        ),
        "docx_broken": Result(float(len(outcome.broken)), None, None, "tệp", "0: luôn trả lời rõ ràng"),
        "docx_slowest": compared(outcome.slowest, SECONDS, unit="s", goal=slowest),
        "docx_memory": compared(outcome.memory_mb, MEGABYTES, unit="MB", goal="< 200 MB"),
    }
