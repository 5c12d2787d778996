"""Proofreading of a whole file: .docx, .txt, or an input in YAML or JSON; what is certain is mended on demand.

The words of the reader stand in the checks (`service.proofreading`); here a file becomes blocks, and findings get
the places of the file: paragraph and page of a .docx, line of a .txt, path of a field.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from lxml import etree

from service.doctypes.reading import read_input
from service.domain.dates import parse_date
from service.domain.findings import Finding, Where
from service.domain.refusal import Refused
from service.domain.text import nfc
from service.errors import UnreadableInput
from service.inspection import inspect
from service.inspection.facts import Paragraph
from service.inspection.package import Package
from service.proofreading import Block, Correction, ProofContext, corrections, proofread
from service.reference import lexicon

MAX_TEXT_BYTES = 8_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HYPHEN = f"{_W}noBreakHyphen"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Keys of an input whose values are no wording: names of types, labels, codes, days, lists of recipients.
_NO_WORDING = frozenset(
    ["type", "office", "label", "code", "date", "month", "role", "link", "kind",
     "issued_on", "sources", "settings", "recipients", "filing", "drafter_mark", "signer", "urgency", "unit",
     "period", "bases", "mended_by", "id"]
)  # fmt: skip
_BULLETS = re.compile(r"^\W+$")


@dataclass(frozen=True, slots=True)
class ProofText:
    """The blocks of a file, where each of them stands, and what the file says of its day."""

    blocks: tuple[Block, ...]
    places: Mapping[str, Where]
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after mending: its bytes, what was changed, what was left to a person."""

    content: bytes
    done: tuple[Correction, ...]
    left: tuple[Finding, ...]


def proofread_file(content: bytes, name: str, *, context: ProofContext | None = None) -> list[Finding]:
    """Return the findings of a file in reading order; its name tells what it is.

    Raises UnreadableInput, with what to do, for other files and for what cannot be read.
    """
    text = text_of(content, name)
    return [
        _placed(one, text, name)
        for one in proofread(text.blocks, context=_with_day(context, text), lexicon=lexicon())
    ]


def proofread_input(envelope: Mapping[str, Any], *, context: ProofContext | None = None) -> list[Finding]:
    """Return the findings of an input by field: `path` as the form knows it (``content.criteria[2].title``)."""
    text = _of_input(envelope)
    return proofread(text.blocks, context=_with_day(context, text), lexicon=lexicon())


def mend(content: bytes, name: str, *, context: ProofContext | None = None) -> Mended:
    """Return the file with everything mended that is certain, and the findings that are left."""
    text = text_of(content, name)
    wanted = corrections(text.blocks, context=_with_day(context, text), lexicon=lexicon())
    menders = {".docx": _mended_docx, ".txt": _mended_text}
    changed, done = menders.get(PurePath(name).suffix.lower(), _mended_input)(content, text, wanted)
    return Mended(changed, tuple(done), tuple(proofread_file(changed, name, context=context)))


def text_of(content: bytes, name: str) -> ProofText:
    """Return the blocks of a file. Raises UnreadableInput for a kind of file that is not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx":
        return _of_docx(content)
    if suffix == ".txt":
        return _of_lines(content)
    if suffix in {".yaml", ".yml", ".json"}:
        return _of_input(read_input(content, name))
    raise UnreadableInput(
        "Chỉ soát được tệp .docx, .txt, .yaml và .json. Lưu văn bản thành .docx rồi soát lại."
    )


def _with_day(context: ProofContext | None, text: ProofText) -> ProofContext:
    known = context or ProofContext()
    return known if known.issued_on is not None else replace(known, issued_on=text.issued_on)


def _placed(one: Finding, text: ProofText, name: str) -> Finding:
    where = text.places.get(one.path or "")
    return replace(one, file=name) if where is None else replace(one, file=name, where=where, path=None)


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
    return Block(locator, paragraph.text, kind, label=label, cell=paragraph.cell)  # type: ignore[arg-type] # of two words


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


def _of_input(envelope: Mapping[str, Any]) -> ProofText:
    return ProofText(tuple(_fields(envelope, "")), {}, _day(envelope))


def _fields(value: Any, path: str) -> Iterator[Block]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NO_WORDING:
                yield from _fields(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _fields(inner, f"{path}[{index}]")
    elif isinstance(value, str) and " " in value.strip():
        yield Block(path, value, "field", is_marked=True)


def _day(envelope: Mapping[str, Any]) -> date | None:
    """Return the day of an input: its own, else the first of its month: a deadline in that month is not over."""
    for key, text in (("issued_on", "{}"), ("month", "{}-01")):
        if key in envelope:
            try:
                return parse_date(text.format(envelope[key]))
            except Refused:
                return None
    return None


def _by_locator(wanted: Sequence[Correction]) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = defaultdict(list)
    for one in wanted:
        found[one.locator].append(one)
    return found


def _corrected(text: str, wanted: Sequence[Correction]) -> str:
    for one in sorted(wanted, key=lambda change: -change.start):
        text = text[: one.start] + one.replacement + text[one.end :]
    return text


def _mended_text(
    content: bytes, _text: ProofText, wanted: Sequence[Correction]
) -> tuple[bytes, list[Correction]]:
    lines = content.decode("utf-8-sig").splitlines(keepends=True)
    for locator, changes in _by_locator(wanted).items():
        index = int(locator.removeprefix("dòng ")) - 1
        bare = lines[index].rstrip("\r\n")
        lines[index] = _corrected(nfc(bare), changes) + lines[index][len(bare) :]
    return "".join(lines).encode(), list(wanted)


def _mended_input(
    content: bytes, text: ProofText, wanted: Sequence[Correction]
) -> tuple[bytes, list[Correction]]:
    """Change values that stand once and on one line in the file, as they are; comments and order stay."""
    source, done = nfc(content.decode("utf-8-sig")), []
    values = {block.locator: nfc(block.text) for block in text.blocks}
    for locator, changes in _by_locator(wanted).items():
        old = values[locator]
        new = _corrected(old, changes)
        if source.count(old) == 1 and not set("\"'\\\n#") & set(new) - set(old):
            source = source.replace(old, new)
            done += changes
    return source.encode(), done


def _mended_docx(
    content: bytes, text: ProofText, wanted: Sequence[Correction]
) -> tuple[bytes, list[Correction]]:
    """Change the letters of runs, never their look; a paragraph with tabs, breaks or fields in it is left.

    No-break spaces and hyphens stay, where no correction wants other signs in their place.
    """
    package = Package(content)
    root = package.xml(package.body_name)
    if root is None:
        return content, []
    values = {block.locator: nfc(block.text) for block in text.blocks}
    changes = {values[locator]: ones for locator, ones in _by_locator(wanted).items()}
    done: list[Correction] = []
    for paragraph in root.iter(f"{_W}p"):
        pieces = list(paragraph.iter(f"{_W}t", _HYPHEN))
        ones = changes.get("".join(map(_read, pieces))) if pieces else None
        if ones is not None and not _touch_hyphen(pieces, ones):
            _change_runs(pieces, ones)
            done += [one for one in ones if one not in done]
    return _with_body(
        content,
        package.body_name,
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
    ), done


def _change_runs(pieces: Sequence[Any], changes: Sequence[Correction]) -> None:
    """Put replacements into the runs in which they begin; what they replace in later runs is taken out there."""
    for one in sorted(changes, key=lambda change: -change.start):
        place, is_written = 0, False
        for piece in pieces:
            letters = _letters(piece)
            start, end = max(one.start, place), min(one.end, place + len(letters))
            if start < end:
                new = "" if is_written else one.replacement
                piece.text = letters[: start - place] + new + letters[end - place :]
                piece.set(_SPACE, "preserve")
                is_written = True
            place += len(letters)


def _letters(piece: Any) -> str:
    return "-" if piece.tag == _HYPHEN else piece.text or ""


def _read(piece: Any) -> str:
    """Return letters as they are read: one sign for each, a no-break space as a space."""
    return _letters(piece).replace("\u00a0", " ")


def _touch_hyphen(pieces: Sequence[Any], changes: Sequence[Correction]) -> bool:
    """Tell whether a correction takes in a no-break hyphen, which is no letter that can be changed."""
    place = 0
    for piece in pieces:
        if piece.tag == _HYPHEN and any(one.start <= place < one.end for one in changes):
            return True
        place += len(_letters(piece))
    return False


def _with_body(content: bytes, body_name: str, body: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            is_body = info.filename.lower().lstrip("/") == body_name.lower()
            new.writestr(info, body if is_body else old.read(info))
    return stream.getvalue()
