"""A file as blocks of text for the proofreader: .docx, .txt, or an input in YAML or JSON, each with its places."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from service.doctypes.reading import read_input
from service.domain.dates import parse_date
from service.domain.deadlines import deadline_day_words
from service.domain.findings import Where
from service.domain.refusal import Refused
from service.domain.text import nfc
from service.errors import UnreadableInput
from service.inspection import inspect
from service.inspection.facts import Paragraph
from service.inspection.package import refuse_other_formats
from service.proofreading import Block

MAX_TEXT_BYTES = 8_000_000
MAX_LETTERS = 2_000_000  # some 800 pages: what is read of them fits into 200 MB
#: Keys of an input whose values are no wording of the document: names of types, labels, codes, days, lists of
#: recipients, what was confirmed, what an import left to look at.
_NO_WORDING = frozenset(
    ["type", "office", "label", "code", "date", "month", "role", "link", "kind",
     "issued_on", "sources", "settings", "recipients", "filing", "drafter_mark", "signer", "urgency", "unit",
     "period", "bases", "mended_by", "id", "acknowledged", "check_again", "tray"]
)  # fmt: skip
#: Formats that offices keep documents in: what to do with them is told as the check of layout tells it.
_KNOWN_FORMATS = frozenset([".doc", ".pdf", ".rtf", ".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp"])
_BULLETS = re.compile(r"^\W+$")


@dataclass(frozen=True, slots=True)
class ProofText:
    """The blocks of a file, where each of them stands, and what the file says of its day; `is_month`: of its month."""

    blocks: tuple[Block, ...]
    places: Mapping[str, Where]
    issued_on: date | None = None
    is_month: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, line or field as it is read: its place, its automatic number, its words, and its cell.

    `cell` is (table, row, column), None outside of tables.
    """

    locator: str
    label: str
    text: str
    cell: tuple[int, int, int] | None = None


def lines_of(text: ProofText) -> list[Line]:
    """Return the words of a file in reading order; spans of findings count in `Line.text`."""
    return [Line(one.locator, one.label, nfc(one.text), one.cell) for one in text.blocks]


def text_of(content: bytes, name: str) -> ProofText:
    """Return the blocks of a file. Raises UnreadableInput for a kind of file that is not read, and a text too long."""
    text = _text_of(content, name)
    if sum(len(block.text) for block in text.blocks) > MAX_LETTERS:
        raise UnreadableInput(
            f"Văn bản dài hơn {MAX_LETTERS // 1_000_000} triệu chữ cái. Hãy tách tệp rồi soát lại từng phần."
        )
    return text


def _text_of(content: bytes, name: str) -> ProofText:
    suffix = PurePath(name).suffix.lower()
    if not content:
        raise UnreadableInput("Tệp trống (0 byte). Hãy lấy lại bản gốc rồi kiểm tra lại.")
    if suffix == ".docx":
        return _of_docx(content)
    if suffix == ".txt":
        return _of_lines(content)
    if suffix in {".yaml", ".yml", ".json"}:
        return text_of_input(read_input(content, name))
    if suffix in _KNOWN_FORMATS:
        refuse_other_formats(content)
    raise UnreadableInput(
        "Chỉ soát được tệp .docx, .txt, .yaml và .json. Lưu văn bản thành .docx rồi soát lại."
    )


def _of_docx(content: bytes) -> ProofText:
    facts = inspect(content)
    blocks, places = [], {}
    for paragraph in facts.paragraphs:
        if not paragraph.text.strip():
            continue
        locator = f"đoạn {paragraph.number}"
        places[locator] = Where("document", facts.page_of(paragraph), paragraph.number)
        blocks.append(_block(paragraph, locator))
    if not blocks:
        raise UnreadableInput("Tệp không có chữ nào để soát. Nếu là bản quét, hãy soát tệp Word gốc.")
    return ProofText(tuple(blocks), places)


def _block(paragraph: Paragraph, locator: str) -> Block:
    label = "-" if _BULLETS.match(paragraph.label) else paragraph.label.strip()
    kind = "paragraph" if paragraph.cell is None else "cell"
    is_heading = all(run.format.bold for run in paragraph.runs if run.text.strip())
    return Block(
        locator,
        paragraph.text,
        kind,  # type: ignore[arg-type] # of two words
        label=label,
        cell=paragraph.cell,
        is_heading=is_heading,
    )


def _of_lines(content: bytes) -> ProofText:
    if len(content) > MAX_TEXT_BYTES:
        raise UnreadableInput(f"Tệp lớn hơn {MAX_TEXT_BYTES // 1_000_000} MB. Hãy tách tệp rồi soát lại.")
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            "Tệp không phải chữ Unicode UTF-8. Lưu lại với mã UTF-8 rồi soát lại."
        ) from error
    blocks = [Block(f"dòng {n}", line, is_marked=True) for n, line in enumerate(lines, 1) if line.strip()]
    return ProofText(
        tuple(blocks), {f"dòng {n}": Where("document", None, n) for n in range(1, len(lines) + 1)}
    )


def text_of_input(envelope: Mapping[str, Any]) -> ProofText:
    """Return the blocks of an input, one for each field with words."""
    day = _day(envelope)
    return ProofText(
        tuple(_fields(envelope, "")), {}, day, is_month=day is not None and "issued_on" not in envelope
    )


def _fields(value: Any, path: str) -> Iterator[Block]:
    if isinstance(value, Mapping):
        if words := _deadline(value):
            yield Block(path, words, "field", is_made=True)
        for key, inner in value.items():
            if key not in _NO_WORDING:
                yield from _fields(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _fields(inner, f"{path}[{index}]")
    elif isinstance(value, str) and " " in value.strip():
        yield Block(path, value, "field", is_marked=True)


def _deadline(value: Mapping[str, Any]) -> str | None:
    """Return the words of a deadline's days; what cannot be read is a fault of the input, not of its wording."""
    try:
        return deadline_day_words(value)
    except (Refused, TypeError):
        return None


def _day(envelope: Mapping[str, Any]) -> date | None:
    """Return the day of an input: its own, else the first of its month."""
    for key, text in (("issued_on", "{}"), ("month", "{}-01")):
        if key in envelope:
            try:
                return parse_date(text.format(envelope[key]))
            except Refused:
                return None
    return None
