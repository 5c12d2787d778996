"""Writes corrections into a file: letters are changed, everything else of the file stays as it is."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from lxml import etree

from service.doctypes.reading import read_input
from service.domain.text import nfc
from service.errors import UnreadableInput
from service.inspection.package import Package
from service.issuing.proof_texts import ProofText
from service.proofreading import Correction

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HYPHEN = f"{_W}noBreakHyphen"
_QUOTES = frozenset("\"'\\\n#")
#: An old value, the new one, and the corrections that make it.
_Change = tuple[str, str, Sequence[Correction]]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def corrected(
    content: bytes, name: str, text: ProofText, wanted: Sequence[Correction]
) -> tuple[bytes, list[Correction]]:
    """Return the file with corrections written in, and those that could be: some places are a person's work.

    `text` is the file as it was read; the corrections stand at its blocks.
    """
    if not wanted:
        return content, []
    menders = {".docx": _mended_docx, ".txt": _mended_text}
    mender = menders.get(PurePath(name).suffix.lower())
    return _mended_input(content, text, wanted, name) if mender is None else mender(content, text, wanted)


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
    content: bytes, text: ProofText, wanted: Sequence[Correction], name: str
) -> tuple[bytes, list[Correction]]:
    """Change values that stand once and on one line in the file, as they are; comments and order stay.

    What is written is read again: a change after which the file says anything else is left out.
    """
    source = nfc(content.decode("utf-8-sig"))
    values = {block.locator: nfc(block.text) for block in text.blocks}
    changes = [
        (values[locator], _corrected(values[locator], ones), ones)
        for locator, ones in _by_locator(wanted).items()
    ]
    once = [one for one in changes if source.count(one[0]) == 1 and not _QUOTES & set(one[1]) - set(one[0])]
    source, done = _safely(source, name, once)
    return source.encode(), done


def _safely(source: str, name: str, changes: Sequence[_Change]) -> tuple[str, list[Correction]]:
    """Return the source with the changes that alter their own values alone: tried together, then by halves."""
    if not changes:
        return source, []
    made = source
    for old, new, _ in changes:
        made = made.replace(old, new, 1)
    try:
        expected = _with_values(read_input(source.encode(), name), {old: new for old, new, _ in changes})
        is_safe = read_input(made.encode(), name) == expected
    except UnreadableInput:
        is_safe = False
    if is_safe:
        return made, [one for _, _, ones in changes for one in ones]
    if len(changes) == 1:
        return source, []
    middle = len(changes) // 2
    source, first = _safely(source, name, changes[:middle])
    source, second = _safely(source, name, changes[middle:])
    return source, first + second


def _with_values(value: Any, changed: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _with_values(inner, changed) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_values(inner, changed) for inner in value]
    return changed.get(value, value) if isinstance(value, str) else value


def _mended_docx(
    content: bytes, text: ProofText, wanted: Sequence[Correction]
) -> tuple[bytes, list[Correction]]:
    """Change the letters of runs, never their look; a paragraph with tabs, breaks or fields in it is left.

    No-break spaces and hyphens stay, where no correction wants other signs in their place. Paragraphs of the same words
    are changed alike, by the corrections of all of them.
    """
    package = Package(content)
    root = package.xml(package.body_name)
    if root is None:
        return content, []
    values = {block.locator: nfc(block.text) for block in text.blocks}
    changes: dict[str, list[Correction]] = defaultdict(list)
    for one in wanted:
        changes[values[one.locator]].append(one)
    done: list[Correction] = []
    for paragraph in root.iter(f"{_W}p"):
        pieces = list(paragraph.iter(f"{_W}t", _HYPHEN))
        ones = changes.get("".join(nfc(_read(piece)) for piece in pieces)) if pieces else None
        if ones is not None and not _touch_hyphen(pieces, ones):
            _compose(pieces)
            _change_runs(pieces, _apart(ones))
            done += [one for one in ones if one not in done]
    return _with_body(
        content,
        package.body_name,
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
    ), done


def _apart(changes: Sequence[Correction]) -> list[Correction]:
    """Return the changes of a paragraph, each place once: of those that lie in one another the first."""
    found: list[Correction] = []
    for one in sorted(changes, key=lambda change: change.start):
        if not found or (one.start >= found[-1].end and one.start > found[-1].start):
            found.append(one)
    return found


def _compose(pieces: Sequence[Any]) -> None:
    """Write letters with their marks as one sign each, as places count them; the look is the same."""
    for piece in pieces:
        if piece.text and nfc(piece.text) != piece.text:
            piece.text = nfc(piece.text)


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
        place += len(nfc(_letters(piece)))
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
