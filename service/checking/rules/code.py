"""Checks of number and symbol.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3; Phụ lục III Mục I.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checking.faults import Fault
from service.checking.looks import is_centred, look_faults
from service.checking.recognition import Parts
from service.checking.recognition.text_lines import TextLine
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.reference import law

_LINE = re.compile(r"(?P<label>S[ốỐ])\s*(?P<colon>:?)(?P<code>.*)", re.IGNORECASE)
_BLANK = re.compile(r"[\s.…_xX]*")
_SLASH = re.compile(r"[/\\]")  # a backslash is a slash by a slip of the hand
_YEAR = re.compile(r"\d{4}/")
_LETTER_CODES = {"CV", "QĐ", "KH", "BC", "TTr", "NQ", "QyĐ", "CTr", "GM"}
_SYMBOL_LETTERS = re.compile(r"[A-ZĐ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Code:
    """Number and symbol as written: `number` is "" when it is left blank."""

    line: TextLine
    label: str
    colon: str
    text: str
    number: str
    symbol: str

    @property
    def groups(self) -> list[str]:
        return [group.strip() for group in re.split("[-–—/]", self.symbol)]

    @property
    def is_turned(self) -> bool:
        """Tell whether the symbol stands before the number: ``KH-UBND/15``."""
        return self.symbol.isdecimal() and _SYMBOL_LETTERS.match(self.number) is not None


def _code(parts: Parts) -> _Code | None:
    line = parts.header.number
    match = _LINE.fullmatch(line.text) if line is not None else None
    if line is None or match is None:
        return None
    text = match.group("code").strip()
    number, symbol = (*_SLASH.split(text, 1), "")[:2]
    number = "" if _BLANK.fullmatch(number) else number.strip()
    symbol = _YEAR.sub("", symbol.strip())
    return _Code(line, match.group("label"), match.group("colon"), text, number, symbol)


def _abbreviations() -> dict[str, str]:
    """Return abbreviation -> kind in words."""
    return {kind.abbreviation: kind.name for kind in law.document_kinds() if kind.abbreviation}


@check("SO.LABEL")
def label(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The word ``Số`` in small letters with a colon, upright, not bold, 13 points."""
    code = _code(parts)
    if code is None:
        return
    if code.line.text.startswith("Số :"):
        yield Fault("Thừa khoảng trắng sau chữ “Số”.", "“Số :”", "“Số:”", code.line)
    elif code.label != "Số" or not code.colon:
        yield Fault("Chữ “Số” ghi chưa đúng.", f"“{code.label}{code.colon}”", "“Số:”", code.line)
    yield from look_faults(code.line, rule.values, "Số, ký hiệu")


@check("SO.POS")
def position(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """In the middle under the name of the issuing body."""
    line, motto = parts.header.number, parts.header.motto
    if line is None:
        return
    same_cell = motto is not None and motto.spot.kind != "body" and _same_side(line, motto)
    same_half = motto is not None and line.is_part and motto.is_part and line.segment == motto.segment
    if same_cell or same_half:
        yield Fault("Số, ký hiệu đặt sai chỗ.", "bên phải", "dưới tên cơ quan ban hành", line)
    elif is_centred(line) is False and line.spot.kind != "body":
        yield from look_faults(line, {"align": rule.values["align"]}, "Số, ký hiệu")


def _same_side(line: TextLine, other: TextLine) -> bool:
    if line.spot.kind == "cell" and other.spot.kind == "cell":
        return line.spot.table == other.spot.table and line.spot.column == other.spot.column
    return line.spot.key == other.spot.key


@check("SO.ZERO_PAD")
def zero_padding(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A number below 10 has a 0 before it."""
    code = _code(parts)
    if code is not None and re.fullmatch(r"[1-9]", code.number):
        yield Fault("Số nhỏ hơn 10 phải thêm số 0 phía trước.", code.number, f"0{code.number}", code.line)


@check("SO.ARABIC")
def arabic(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The number is written in Arabic figures only."""
    code = _code(parts)
    if (
        code is not None
        and code.number
        and code.symbol
        and not code.number.isdecimal()
        and "-" not in code.number
        and not code.is_turned
    ):
        yield Fault("Số văn bản phải là chữ số Ả Rập.", code.number, "chỉ gồm chữ số, ví dụ: 05", code.line)


@check("SO.SLASH")
def separators(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A slash between number and symbol, the number before it, hyphens between the groups, no spaces."""
    code = _code(parts)
    if code is None or not _SYMBOL_LETTERS.search(code.text):
        return
    if code.is_turned:
        expected = f"{code.symbol.zfill(2)}/{code.number}"
        yield Fault(
            "Số và ký hiệu ghi ngược: số đứng trước, ký hiệu đứng sau.", code.text, expected, code.line
        )
        return
    if "\\" in code.text and "/" not in code.text:
        message = "Giữa số và ký hiệu là dấu gạch chéo “/”, không phải “\\”."
        yield Fault(message, code.text, code.text.replace("\\", "/"), code.line)
        return
    head, slash, tail = code.text.partition("/")
    spaced = " " in tail.strip() or tail[:1] == " " or (bool(code.number) and head.endswith(" "))
    if not slash or spaced or "-" in code.number or re.search(r"[–—_/]|--", code.symbol):
        yield Fault("Số, ký hiệu nối chưa đúng dấu.", code.text, _joined(code.text), code.line)


def _joined(text: str) -> str:
    """Return number and symbol with the right signs between them; the mere form where a text does not tell them.

    >>> _joined("15-KH/UBND"), _joined("15KH")
    ('15/KH-UBND', 'dạng 05/KH-UBND: gạch chéo, gạch nối, không cách chữ')
    """
    number, *groups = [group for group in re.split(r"[\s/\\_–—-]+", text) if group]
    if not number.isdecimal() or not groups or any(group.isdecimal() for group in groups):
        return "dạng 05/KH-UBND: gạch chéo, gạch nối, không cách chữ"
    return f"{number}/{'-'.join(groups)}"


@check("SO.SYMBOL.STYLE")
def symbol_capitals(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The symbol is in capitals; the abbreviations of kinds keep their small letters."""
    code = _code(parts)
    if code is None or not code.symbol:
        return
    proper = {name.casefold(): name for name in (*_abbreviations(), *rule.values["keep_case"])}
    for index, group in enumerate(code.groups):
        right = proper.get(group.casefold()) if index == 0 else None
        right = right or (group.upper() if group.islower() else group)
        if group != right:
            yield Fault("Ký hiệu viết hoa, viết thường chưa đúng.", group, right, code.line)
            return


@check("SO.SYMBOL.NAMED")
def symbol_of_kind(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A document with a kind: abbreviation of the kind, hyphen, abbreviation of the body."""
    code, kind = _code(parts), parts.title.kind
    if code is None or kind is None or not kind.abbreviation or not _SYMBOL_LETTERS.search(code.symbol):
        return
    if "-" in code.number:  # 05-KH/UBND: the separators are wrong, SO.SLASH says so
        return
    if parts.title.line is not None and "lien tich" in parts.title.line.folded:
        return  # of documents of two bodies (27/KHLT-UBND-MTTQ) the decree has no symbol
    known = {name.casefold() for name in _abbreviations()}
    groups = [group for group in code.groups if group]
    if len(groups) > 1 and _is_turned_round(groups, kind.abbreviation, known):
        message = "Ký hiệu ghi ngược: chữ viết tắt tên loại đứng trước, tên cơ quan đứng sau."
        yield Fault(message, code.symbol, "-".join((kind.abbreviation, *groups[:-1])), code.line)
    elif code.groups[0].casefold() not in known or len(groups) < 2:
        expected = f"{kind.abbreviation}-<tên cơ quan viết tắt>, ví dụ: {kind.abbreviation}-UBND"
        yield Fault("Ký hiệu chưa đủ tên loại và tên cơ quan.", code.symbol, expected, code.line)


def _is_turned_round(groups: list[str], abbreviation: str, known: set[str]) -> bool:
    """Tell whether the kind stands last (``UBND-KH``): the drafting unit of a plan has no such place."""
    return groups[0].casefold() not in known and groups[-1].casefold() == abbreviation.casefold()


@check("SO.SYMBOL.CONGVAN")
def symbol_of_letter(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A công văn: abbreviation of the body, hyphen, abbreviation of the drafting unit; no kind."""
    code = _code(parts)
    if code is not None and parts.is_letter and code.groups[0] in _LETTER_CODES and len(code.groups) > 1:
        expected = f"không ghi loại văn bản, ví dụ: {rule.values['examples'][0]}"
        yield Fault("Ký hiệu công văn không có chữ viết tắt tên loại.", code.symbol, expected, code.line)


@check("SO.SYMBOL.TYPE_MATCH")
def symbol_matches_kind(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The abbreviation in the symbol is that of the kind in the middle."""
    code, kind = _code(parts), parts.title.kind
    if code is None or kind is None or not kind.abbreviation:
        return
    known = {name.casefold() for name in _abbreviations()}
    first = code.groups[0].casefold()
    if first in known and first != kind.abbreviation.casefold():
        expected = f"{kind.abbreviation} ({kind.name})"
        yield Fault("Ký hiệu không khớp tên loại văn bản.", code.groups[0], expected, code.line)


@check("SO.SYMBOL.NO_YEAR")
def symbol_without_year(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """An administrative document has no year in its number and symbol."""
    code = _code(parts)
    if code is not None and re.search(rule.values["forbid_regex"], f"{code.text}"):
        yield Fault("Số, ký hiệu văn bản hành chính không có năm.", code.text, "không ghi năm", code.line)
