"""Who receives a document: the lines of Kính gửi and Nơi nhận, the filing line, how many paper copies.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 9; Mục III khoản 3; Điều 17 khoản 1.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from service.domain.findings import Question
from service.domain.refusal import Refused
from service.domain.remembered import Remembered
from service.domain.text import escape_marks, fold, plain, spans

Channel = Literal["dien_tu", "giay", "ca_hai"]

DISTRICTS_ENDED_ON = date(2025, 7, 1)
# A star before a space is a bullet; a star before a word begins its emphasis.
_LEADING = re.compile(r"^(?:[\s\-+–—•]|\*+(?=\s))+")
_TRAILING = re.compile(r"[\s;,.]+(?:/[\s;,.]*)?$")
_EMPHASISED = re.compile(r"(?P<stars>\*{1,3})(?P<words>.+)(?P=stars)")
_IN_BRACKETS = re.compile(r"^(\*{1,3})\((.*)\)\1$")
_TRAILING_INSIDE = re.compile(r"[\s;,.]+(?=\*{1,3}$)")
_LEADING_INSIDE = re.compile(r"(?<=^\*)[\s\-+–—•]+")
_SHORT_NAMES = (("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan"))
_LEVEL = re.compile(r"\b(?:tinh|thanh pho|huyen|thi xa|thi tran|xa|phuong|dac khu)\b")
_FILING = re.compile(r"(?i)^lưu\s*:?\s*")
_AS_ABOVE = re.compile(r"(?i)^như trên$")
_DRAFTER_IN_FILING = re.compile(r"\s*\(\s*(?P<drafter>[^()\d][^()]*)\)")
_DRAFTER = re.compile(
    r"^(?P<letters>[A-Za-zĐđ]{1,6})\s*\.?\s*(?:\(\s*(?P<in>\d{1,4})\s*\)|(?P<bare>\d{1,4}))?\.?$"
)
_OBSOLETE = re.compile(r"(?i)\b(?:huyện|thị trấn|thị xã)(?!\w)")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of Nơi nhận.

    `purpose` stands in brackets (``b/cáo``); `members` counts the bodies of a group; `copies` are paper
    copies for each of them, None when nobody said.
    """

    name: str
    purpose: str = ""
    members: int = 1
    copies: int | None = None
    channel: Channel = "dien_tu"


@dataclass(frozen=True, slots=True)
class Addressees:
    """Kính gửi as printed: one body `inline`, or several as `lines`; never both."""

    inline: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """Who keeps the filed copy (``VT, NV``) and, where it was typed there, the drafter's mark (``ltnam``)."""

    units: str
    drafter: str = ""


def recipient_lines(
    recipients: Sequence[Recipient],
    *,
    as_above: bool,
    filing_line: str,
    addressees: Sequence[str] = (),
    first: Sequence[str] = (),
) -> list[str]:
    """Return the finished lines of Nơi nhận, the filing line last.

    `as_above` is set where the document has Kính gửi; the bodies of Kính gửi (`addressees`) are then not named again.
    The bodies of `first` stand first, listed or not: a notice about one body goes to that body. Dashes and stops that
    people type are cleaned, not doubled; emphasis that they mark is kept.

    >>> recipient_lines([Recipient("UBND tỉnh", "b/cáo"), Recipient("- Sở Nội vụ;")], as_above=False,
    ...                 filing_line="VT, NV")
    ['- UBND tỉnh (b/cáo);', '- Sở Nội vụ;', '- Lưu: VT, NV.']
    >>> recipient_lines([Recipient("UBND tỉnh", "b/cáo")], as_above=True, filing_line="VT", first=["Phòng Kinh tế"],
    ...                 addressees=["Ủy ban nhân dân tỉnh Quảng Ngãi"])
    ['- Như trên;', '- Phòng Kinh tế;', '- Lưu: VT.']

    Raises Refused: ``recipient_is_filing`` for a filing line among the recipients, ``recipient_empty``.
    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 9 điểm b, d.
    """
    texts = ["Như trên"] if as_above else []
    above = tuple(addressees) if as_above else ()
    for recipient in _with_first(recipients, first) if first else recipients:
        text = _recipient_texts[recipient.name, recipient.purpose]
        if not text or text in texts or (above and any(is_same_body(recipient.name, one) for one in above)):
            continue
        texts.append(text)
    return [*(f"- {text};" for text in texts), f"- Lưu: {filing_units(filing_line)}."]


def _with_first(recipients: Sequence[Recipient], first: Sequence[str]) -> list[Recipient]:
    """Return the bodies of `first`, as they are listed or else made, then the others."""
    rest, leading = list(recipients), []
    for name in first:
        listed = next((one for one in rest if is_same_body(one.name, name)), None)
        if listed is not None:
            rest.remove(listed)
        leading.append(listed or Recipient(name))
    return [*leading, *rest]


def named_recipients(
    recipients: Sequence[Recipient], *, addressees: Sequence[str] = (), first: Sequence[str] = ()
) -> tuple[Recipient, ...]:
    """Return who receives a document, each by name: the bodies of Kính gửi, those of `first`, then the others.

    Nơi nhận says "Như trên" for the bodies of Kính gửi; a book has no above. What is typed of such a body under
    another name, or beside "Như trên", is said of it; of whom nothing is typed nobody said that it gets paper.

    >>> [(one.name, one.copies) for one in named_recipients([Recipient("Sở Nội vụ"), Recipient("UBND tỉnh", copies=2)],
    ...                                                     addressees=["- Ủy ban nhân dân tỉnh Quảng Ngãi;"])]
    [('Ủy ban nhân dân tỉnh Quảng Ngãi', 2), ('Sở Nội vụ', None)]
    """
    as_above = [one for one in recipients if _is_as_above(one.name)]
    rest = [one for one in recipients if not _is_as_above(one.name)]
    rest = _with_first(rest, [plain(_clean(name)) for name in first])
    names = list(dict.fromkeys(name for name in (plain(_clean(one)) for one in addressees) if name))
    above = []
    for place, name in enumerate(names):
        same = [one for one in rest if is_same_body(one.name, name)]
        rest = [one for one in rest if not is_same_body(one.name, name)]
        # "Như trên" that counts more bodies than are named counts a group among them.
        spread = [
            replace(one, members=1 if place else max(1, one.members + 1 - len(names))) for one in as_above
        ]
        above.append(_as_one(name, [*same, *spread]))
    return (*above, *rest)


@lru_cache(maxsize=4096)
def _is_as_above(name: str) -> bool:
    return bool(_AS_ABOVE.match(plain(_clean(name))))


def _as_one(name: str, rows: Sequence[Recipient]) -> Recipient:
    """Return one recipient of what several lines say of a body; its paper copies stay as many as they say."""
    if not rows:
        return Recipient(name)
    paper = paper_copies(rows, filing=0)
    if len(rows) == 1 or not paper:
        return replace(rows[0], name=name)
    return replace(rows[0], name=name, members=1, copies=paper)


@lru_cache(maxsize=4096)
def is_same_body(one: str, other: str) -> bool:
    """Tell whether two names are those of one body: in short or in full, with or without the name of its place.

    >>> is_same_body("UBND tỉnh", "Ủy ban nhân dân tỉnh Quảng Ngãi"), is_same_body("Sở Nội vụ", "Sở Nội vụ tỉnh")
    (True, True)
    >>> is_same_body("UBND tỉnh", "Văn phòng UBND tỉnh"), is_same_body("Các xã", "Các xã, phường")
    (False, False)
    """
    short, long = sorted((_name_key(one), _name_key(other)), key=len)
    if short == long:
        return True
    if not short or not long.startswith(f"{short} "):
        return False
    ends_with_level = any(found.end() == len(short) for found in _LEVEL.finditer(short))
    return ends_with_level or bool(_LEVEL.match(long[len(short) + 1 :]))


@lru_cache(maxsize=4096)
def _name_key(name: str) -> str:
    key = fold(plain(_clean(name)))
    for short, full in _SHORT_NAMES:
        key = key.replace(short, full)
    return key


def filing_units(text: str) -> str:
    """Return what stands after ``Lưu:``, records office first.

    >>> filing_units("- Lưu: VT, NV(ltnam)."), filing_units("NV"), filing_units("")
    ('VT, NV(ltnam)', 'VT, NV', 'VT')
    """
    units = _FILING.sub("", _clean(text))
    parts = [part for part in (piece.strip() for piece in re.split(r"[,;]", units)) if part]
    if not parts or re.split(r"\W", plain(parts[0]))[0] != "VT":
        parts = ["VT", *(part for part in parts if part != "VT")]
    return ", ".join(parts)


def split_filing(text: str) -> Filing:
    """Read a filing line as offices write it, the drafter's mark in brackets apart.

    >>> split_filing("- Lưu: VT, NV(ltnam).")
    Filing(units='VT, NV', drafter='ltnam')
    """
    units = filing_units(text)
    found = _DRAFTER_IN_FILING.search(units)
    if not found:
        return Filing(units)
    return Filing(units[: found.start()] + units[found.end() :], found["drafter"].strip())


def drafter_mark(text: str, *, copies: int | None = None) -> str:
    """Return the drafter's mark with the number of copies, as it stands on a line of its own.

    >>> drafter_mark("LTN(45)"), drafter_mark("ltn", copies=45), drafter_mark("LTN."), drafter_mark("")
    ('LTN.(45)', 'LTN.(45)', 'LTN.', '')
    >>> drafter_mark("*LTN(45)*")
    '*LTN.(45)*'

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 3.
    """
    cleaned = unicodedata.normalize("NFC", text.strip())
    if not cleaned:
        return ""
    look = _EMPHASISED.fullmatch(cleaned)
    if look:
        return f"{look['stars']}{drafter_mark(look['words'], copies=copies)}{look['stars']}"
    found = _DRAFTER.match(cleaned)
    if not found:
        raise Refused(
            "drafter_mark", f"Ký hiệu người soạn thảo “{cleaned}”: ghi như LTN.(45), tối đa 6 chữ cái."
        )
    number = found["in"] or found["bare"] or ("" if copies is None else str(copies))
    return f"{found['letters'].upper()}.({int(number)})" if number else f"{found['letters'].upper()}."


def addressee_lines(addressees: Sequence[str], *, via: str = "") -> Addressees:
    """Return Kính gửi: one body on its line, several as a list; `via` is named after it, or below on its own line.

    >>> addressee_lines(["UBND tỉnh Quảng Ngãi."], via="Sở Nội vụ")
    Addressees(inline='UBND tỉnh Quảng Ngãi (qua Sở Nội vụ)', lines=())
    >>> addressee_lines(["Bộ Nội vụ", "Bộ Tài chính"], via="Văn phòng").lines
    ('- Bộ Nội vụ;', '- Bộ Tài chính.', '(qua Văn phòng)')

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 9 điểm d.
    """
    names = list(dict.fromkeys(name for name in map(_clean, addressees) if name))
    through = f"(qua {re.sub(r'(?i)^qua ', '', _unbracketed(via))})" if names and via.strip() else ""
    if len(names) <= 1:
        return Addressees(inline=" ".join([*names, through] if through else names))
    # After one name of a list it would be read as said of that name only.
    closing = [through] if through else []
    return Addressees(lines=(*(f"- {name};" for name in names[:-1]), f"- {names[-1]}.", *closing))


def paper_copies(recipients: Sequence[Recipient], *, filing: int = 1) -> int:
    """Return how many sheets are multiplied: copies times members, plus those that are filed.

    >>> paper_copies([Recipient("UBND các xã, thị trấn", members=19, copies=1), Recipient("Sở Nội vụ")])
    20

    Basis: Nghị định 30/2020/NĐ-CP, Điều 17 khoản 1.
    """
    return filing + sum(_copies(recipient) * recipient.members for recipient in recipients)


def obsolete_recipients(recipients: Sequence[Recipient], issued_on: date) -> list[Question]:
    """Ask about bodies of the district tier among the recipients of a document of 01/7/2025 or later.

    >>> obsolete_recipients([Recipient("Thanh tra huyện")], date(2025, 7, 1))[0].path
    'recipients[0].name'
    >>> obsolete_recipients([Recipient("Thanh tra huyện")], date(2025, 6, 30))
    []

    Basis: Luật 72/2025/QH15, Điều 51 khoản 3.
    """
    if issued_on < DISTRICTS_ENDED_ON:
        return []
    return [
        Question(
            f"recipients[{index}].name",
            "recipient_obsolete",
            f"“{recipient.name}” thuộc cấp huyện hoặc thị trấn, đã kết thúc từ 01/7/2025. Có đúng không?",
            subject=recipient.name,
        )
        for index, recipient in enumerate(recipients)
        if _OBSOLETE.search(unicodedata.normalize("NFC", recipient.name))
    ]


def recipient_from(raw: Mapping[str, Any]) -> Recipient:
    """Make a recipient of the envelope's object; absent fields take their defaults."""
    return Recipient(
        name=raw["name"],
        purpose=raw.get("purpose") or "",
        members=raw.get("members") or 1,
        copies=raw.get("copies"),
        channel=raw.get("channel") or "dien_tu",
    )


def _copies(recipient: Recipient) -> int:
    if recipient.copies is not None:
        return recipient.copies
    return 0 if recipient.channel == "dien_tu" else 1


@lru_cache(maxsize=4096)  # an office writes to the same recipients in every document
def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    text = _TRAILING.sub("", _LEADING.sub("", text))
    return _emphasis_kept(text) if "*" in text else text


def _emphasis_kept(text: str) -> str:
    """Clean a text inside its marks too; stars that mark nothing become stars, whatever is put beside them later."""
    text = _TRAILING_INSIDE.sub("", _LEADING_INSIDE.sub("", text))
    return text if any(span.bold or span.italic for span in spans(text)) else escape_marks(plain(text))


def _unbracketed(text: str) -> str:
    """Return a text without the brackets that are printed around it anyway, inside its emphasis or outside."""
    return _IN_BRACKETS.sub(r"\1\2\1", _clean(text)).strip("()").strip()


def _recipient_text(recipient: tuple[str, str]) -> str:
    """Return the line of (name, purpose); "" for one that says "Như trên", which the document says itself."""
    name = _clean(recipient[0])
    if re.match(r"(?i)^lưu\s*:", name):
        raise Refused("recipient_is_filing", f"“{name}”: dòng lưu ghi ở ô Nơi lưu, không ghi trong nơi nhận.")
    purpose = _unbracketed(recipient[1])
    if not name:
        raise Refused("recipient_empty", "Một dòng nơi nhận để trống: ghi tên nơi nhận hoặc xóa dòng.")
    text = f"{name} ({purpose})" if purpose and not name.endswith(f"({purpose})") else name
    return "" if _AS_ABOVE.match(text) else text


#: An office writes to the same recipients in every document.
_recipient_texts = Remembered(_recipient_text)
