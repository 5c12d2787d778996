"""What was signed, and the proof that numbering changes nothing of it but number, day and the "Kèm theo" line.

Basis: Nghị định 30/2020/NĐ-CP, Điều 14, Điều 15 khoản 2; Điều 3 khoản 9 (bản gốc văn bản).
"""

import html
import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from service.domain.dates import BLANK, date_line
from service.domain.findings import Question
from service.errors import ServiceError
from service.issuing.kept_context import KeptContext

ACT_LINES = ("number_line", "place_and_date", "attached_to")
"""The texts of the frame that the act of numbering writes into."""
MONTH_TURNED = "month_turned"
_PARAGRAPH_END = b"</w:p>"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|noBreakHyphen)/>")
_NO_TEXT = {"tab": "\t", "br": "\t", "noBreakHyphen": "-"}
_MONTH = re.compile(r"tháng (\d{1,2}) năm (\d{4})")
_SHOWN_CHARACTERS = 120
_LOCAL_HEADER_BYTES = 30
"""Before a part's name in a zip; its last four bytes are the lengths of name and extra field."""


class SignedContentChanged(ServiceError):
    """The numbered document would differ from the signed one in more than number and day; nothing was numbered."""

    code = "signed_content_changed"

    def __init__(self, differences: Sequence[str]) -> None:
        shown = " ".join(f"“{text[:_SHOWN_CHARACTERS]}”" for text in differences[:3])
        super().__init__(
            f"Bản cấp số khác bản đã ký ở {len(differences)} đoạn ngoài số và ngày: {shown}. Chưa cấp số. "
            "Trả lại văn bản để trình ký lại."
        )
        self.differences = tuple(differences)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two renderings differ: paragraphs whose text differs, parts whose look differs."""

    texts: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()


def filled_in(
    kept: KeptContext,
    *,
    code: str,
    issued_on: date,
    document_id: str,
    answered: Sequence[Mapping[str, str]] = (),
) -> KeptContext:
    """Return the signed context with number and day written into its blanks; `answered` are the act's answers.

    >>> signed = {"frame": {"number_line": "Số:      /KH-UBND", "attached_to": "",
    ...     "place_and_date": "Ba Tơ, ngày      tháng 02 năm 2025"}, "properties": {"keywords": "KH-UBND"}}
    >>> from service.register.entries import TypeReference
    >>> kept = KeptContext(context=signed, type=TypeReference("a", "1", ""), frame="", frame_sha256="",
    ...     template_sha256="", release="")
    >>> made = filled_in(kept, code="05/KH-UBND", issued_on=date(2025, 2, 6), document_id="x").context
    >>> made["frame"]["number_line"], made["frame"]["place_and_date"]
    ('Số: 05/KH-UBND', 'Ba Tơ, ngày 06 tháng 02 năm 2025')
    """
    frame: Mapping[str, Any] = kept.context["frame"]
    symbol = code.partition("/")[2]
    signed_day = frame["place_and_date"]
    place = signed_day.rpartition(", ngày")[0]
    day = date_line(place, issued_on)
    attached = frame["attached_to"].replace(f"số{BLANK}/{symbol}", f"số {code}", 1)
    attached = attached.replace(_after(signed_day, place), _after(day, place), 1)
    changed = {
        "number_line": frame["number_line"].replace(f"{BLANK}/{symbol}", f" {code}", 1),
        "place_and_date": day,
        "attached_to": attached,
    }
    properties = {
        **kept.context["properties"],
        "keywords": code,
        "document_id": document_id,
        "created": issued_on.isoformat(),
    }
    context = {**kept.context, "frame": {**frame, **changed}, "properties": properties}
    return replace(kept, context=context, acknowledged=(*kept.acknowledged, *answered), questions=())


def month_question(kept: KeptContext, issued_on: date) -> Question | None:
    """Ask about the month that was signed when the number comes in another one; a blank month is no question."""
    printed = _MONTH.search(kept.context["frame"]["place_and_date"])
    if printed is None or (int(printed[1]), int(printed[2])) == (issued_on.month, issued_on.year):
        return None
    return Question(
        "month",
        MONTH_TURNED,
        f"Bản đã ký in tháng {printed[1]} năm {printed[2]}, ngày ban hành là tháng {issued_on:%m} năm "
        f"{issued_on.year}. Xác nhận để in tháng {issued_on:%m}, hoặc trả lại để in và ký lại.",
        subject=f"{printed[1]}/{printed[2]}",
    )


def require_unchanged(signed: bytes, made: bytes, *, before: KeptContext, after: KeptContext) -> Comparison:
    """Prove that a numbered rendering says what was signed; looks that differ are returned, they refuse nothing.

    Raises SignedContentChanged.
    """
    found = compared(signed, made, act_lines=_pairs(before, after))
    if found.texts:
        raise SignedContentChanged(found.texts)
    return found


def compared(one: bytes, other: bytes, *, act_lines: Sequence[tuple[str, str]] = ()) -> Comparison:
    """Compare two .docx part by part, texts paragraph by paragraph; the properties of the files are left out.

    `act_lines` are the texts that may stand for each other: (in `one`, in `other`).
    """
    texts: list[str] = []
    looks: list[str] = []
    for name, mine, theirs in _differing_parts(one, other):
        if not name.endswith(".xml"):
            looks.append(name)
            continue
        differing, is_alike = _paragraphs_compared(mine, theirs, act_lines)
        texts += differing
        looks += [] if is_alike else [name]
    return Comparison(tuple(texts), tuple(looks))


def _paragraphs_compared(
    one: bytes, other: bytes, act_lines: Sequence[tuple[str, str]]
) -> tuple[list[str], bool]:
    """Return the paragraphs of `other` whose text differs, and whether all else is the same.

    Nearly all are the same byte by byte: only the others are read.
    """
    differing: list[str] = []
    is_alike = True
    pairs = zip_longest(one.split(_PARAGRAPH_END), other.split(_PARAGRAPH_END), fillvalue=b"")
    for mine, theirs in ((a.decode(), b.decode()) for a, b in pairs if a != b):
        before, after = _text(mine), _text(theirs)
        if before != after and not any(_stand_for(before, after, pair) for pair in act_lines):
            differing.append(after or before)
        is_alike = is_alike and _TEXT.sub("", mine) == _TEXT.sub("", theirs)
    return differing, is_alike


def _stand_for(before: str, after: str, pair: tuple[str, str]) -> bool:
    """Tell whether two paragraphs differ by a pair of act lines only."""
    signed, made = pair
    return bool(signed) and signed in before and before.replace(signed, made, 1) == after


def _pairs(before: KeptContext, after: KeptContext) -> list[tuple[str, str]]:
    """Return the act lines of two contexts, each proven to be the other with its blanks filled in."""
    pairs = [(str(before.context["frame"][name]), str(after.context["frame"][name])) for name in ACT_LINES]
    return [pair for pair in pairs if is_filled_in(*pair)]


def is_filled_in(signed: str, made: str) -> bool:
    """Tell whether `made` is `signed` with number, day and month written in; a printed month may have turned.

    >>> is_filled_in("Ba Tơ, ngày      tháng 02 năm 2025", "Ba Tơ, ngày 06 tháng 02 năm 2025")
    True
    >>> is_filled_in("Ba Tơ, ngày      tháng 02 năm 2025", "Ba Vì, ngày 06 tháng 02 năm 2025")
    False
    """
    pattern = re.escape(signed)
    blank = re.escape(BLANK)
    pattern = pattern.replace(f"{blank}/", r" \d{2,7}/")
    pattern = re.sub(
        rf"ngày{re.escape(blank)}tháng.*?năm(?:\\ \d{{4}})?",
        lambda _: r"ngày \d{2} tháng \d{1,2} năm \d{4}",
        pattern,
        count=1,
    )
    return re.fullmatch(pattern, made) is not None


def _after(line: str, place: str) -> str:
    """Return the day of a place-and-date line: what stands after the place."""
    return line.removeprefix(f"{place}, ")


def _differing_parts(one: bytes, other: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield name and both contents of each part of two .docx that is not the same, but for their properties.

    Parts whose packed bytes are the same need no unpacking; most parts are those of the template.
    """
    with zipfile.ZipFile(io.BytesIO(one)) as mine, zipfile.ZipFile(io.BytesIO(other)) as theirs:
        ours, others = _entries(mine), _entries(theirs)
        for name in sorted(ours.keys() | others.keys()):
            pair = ours.get(name), others.get(name)
            if pair[0] and pair[1] and _packed(one, pair[0]) == _packed(other, pair[1]):
                continue
            contents = (
                mine.read(pair[0]) if pair[0] else b"",
                theirs.read(pair[1]) if pair[1] else b"",
            )
            if contents[0] != contents[1]:
                yield name, *contents


def _entries(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the parts of a .docx but its properties."""
    return {one.filename: one for one in package.infolist() if not one.filename.startswith("docProps/")}


def _packed(content: bytes, entry: zipfile.ZipInfo) -> tuple[int, bytes]:
    """Return how a part is packed, and its packed bytes: they stand after its local header, name and extra field."""
    names = entry.header_offset + _LOCAL_HEADER_BYTES
    first = names + sum(struct.unpack_from("<2H", content, names - 4))
    return entry.compress_type, content[first : first + entry.compress_size]


def _text(paragraph: str) -> str:
    """Return the text of a piece of a part."""
    text = "".join(
        html.unescape(match[1]) if match[2] is None else _NO_TEXT[match[2]]
        for match in _TEXT.finditer(paragraph)
    )
    return text.replace("\u00a0", " ")
