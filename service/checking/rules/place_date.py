"""Checks of the line of place and date.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from service.checking.faults import Fault
from service.checking.looks import look_faults
from service.checking.recognition import Parts
from service.checking.recognition.parts import DATE_LINE
from service.checking.recognition.text_lines import TextLine
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.domain.text import fold
from service.domain.units import Unit, place_name
from service.reference import places

_YEAR_FIGURES = 4
_DOTS = re.compile(r"[\s.…_/]*")
_BIG_WORD = re.compile(r"\b(?:Ngày|Tháng|Năm)\b")
_COLLECTIVE = re.compile(
    r"(?:uy ban nhan dan|hoi dong nhan dan) (?P<noun>tinh|huyen|xa|phuong|thi tran|dac khu) (?P<name>.+)"
)


@cache
def _units_by_name() -> Mapping[str, list[Unit]]:
    """Return the units by their folded full names (``xa ba to``)."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in places.units():
        found[fold(unit.full_name)].append(unit)
    return found


def _match(parts: Parts) -> re.Match[str] | None:
    line = parts.header.place_and_date
    return DATE_LINE.fullmatch(line.text) if line is not None else None


def _written(match: re.Match[str], name: str) -> str:
    """Return day, month or year as written, "" when it is left blank."""
    text = match.group(name).strip(" .…_,")
    return "" if _DOTS.fullmatch(text) else text


@check("NGAY.FORMAT")
def form(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Place, comma, then ``ngày … tháng … năm …``; day and month may be blank before the signature."""
    line, match = parts.header.place_and_date, _match(parts)
    if line is None:
        return
    if match is None or not match.group("place").strip() or not _is_possible(match):
        yield Fault(*_wrong_form(line.text, match), line)
        return
    big = _BIG_WORD.search(line.text, match.end("comma"))
    if big is not None:
        expected = line.text[: match.end("comma")] + _small(line.text[match.end("comma") :])
        yield Fault("Chữ “ngày”, “tháng”, “năm” viết thường.", big.group(), expected, line)


def _wrong_form(text: str, match: re.Match[str] | None) -> tuple[str, str, str]:
    """Return what is wrong with a line of place and date, what was found, what is right."""
    if match is not None and _is_written_out(match):
        return "Ngày, tháng này không có trong lịch.", text, "ngày, tháng có trong lịch"
    if match is not None and not match.group("place").strip():
        return "Thiếu địa danh trước ngày, tháng, năm.", text, "<địa danh>, ngày … tháng … năm …"
    year = _written(match, "year") if match is not None else ""
    if year.isdecimal() and len(year) != _YEAR_FIGURES:
        return "Năm ban hành ghi chưa đúng.", f"năm {year}", "năm gồm bốn chữ số"
    return "Địa danh và thời gian ban hành ghi chưa đúng.", text, "<địa danh>, ngày … tháng … năm …"


def _small(text: str) -> str:
    return _BIG_WORD.sub(lambda word: word.group().lower(), text)


def _is_written_out(match: re.Match[str]) -> bool:
    """Tell whether place, day, month and year stand there as figures: what is wrong is the day itself."""
    figures = (_written(match, name).isdecimal() for name in ("day", "month"))
    return (
        bool(match.group("place").strip()) and all(figures) and len(_written(match, "year")) == _YEAR_FIGURES
    )


def _is_possible(match: re.Match[str]) -> bool:
    day, month, year = (_written(match, name) for name in ("day", "month", "year"))
    dotted = set("".join(match.group(name) for name in ("day", "month", "year"))) & {"…", "."}
    month_fits = not month or (month.isdecimal() and 1 <= int(month) <= 12)
    day_fits = not day or (day.isdecimal() and 1 <= int(day) <= _days(month, year))
    return day_fits and month_fits and (bool(re.fullmatch(r"\d{4}", year)) or bool(dotted))


def _days(month: str, year: str) -> int:
    """Return how many days a month has, the most that it may have where month or year are left blank."""
    if not month.isdecimal() or not 1 <= int(month) <= 12:
        return 31
    leap_year = 2024
    return monthrange(int(year) if re.fullmatch(r"[1-9]\d{3}", year) else leap_year, int(month))[1]


def _dates(parts: Parts) -> Iterator[tuple[TextLine, re.Match[str]]]:
    """Yield the date of the document as the header has it and as each ``(Kèm theo …)`` repeats it."""
    repeated = (line for appendix in parts.appendices for line in appendix.attached)
    for line in (parts.header.place_and_date, *repeated):
        match = DATE_LINE.fullmatch(line.text) if line is not None else None
        if line is not None and match is not None:
            yield line, match


@check("NGAY.DAY_PAD")
def day_padding(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A day below 10 has a 0 before it."""
    for line, match in _dates(parts):
        day = _written(match, "day")
        if re.fullmatch(r"[1-9]", day):
            yield Fault("Ngày nhỏ hơn 10 phải thêm số 0.", day, f"0{day}", line)


@check("NGAY.MONTH_PAD")
def month_padding(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Only the months 1 and 2 have a 0 before them."""
    for line, match in _dates(parts):
        month = _written(match, "month")
        if re.fullmatch(r"[12]|0[3-9]", month):
            right = month.lstrip("0") if len(month) == 2 else f"0{month}"
            message = (
                f"Tháng {month} ghi {right}."
                if len(month) == 1
                else f"Tháng {right} không thêm số 0: chỉ tháng 1 và tháng 2 mới thêm."
            )
            yield Fault(message, month, right, line)


@check("NGAY.STYLE")
def style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Small letters, in italics, 13 to 14 points, in the middle under the motto."""
    return look_faults(parts.header.place_and_date, {**rule.values, "caps": False}, "Địa danh và thời gian")


@check("DIADANH.CAP_COMMA")
def comma(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The place begins with a capital and a comma stands after it."""
    match = _match(parts)
    place = match.group("place").strip() if match else ""
    if match is None or not place or _DOTS.fullmatch(place):
        return
    if place[0].islower() or not match.group("comma"):
        right = f"{place[0].upper()}{place[1:]}, ngày …"
        yield Fault("Địa danh viết hoa chữ đầu, sau có dấu phẩy.", place, right, parts.header.place_and_date)


@check("DIADANH.FULL_IF_PERSON")
def whole_name(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A unit named after a person, a number or an event stands with its common noun: ``Xã Đặng Thùy Trâm``."""
    match = _match(parts)
    body = _COLLECTIVE.fullmatch(fold(parts.issuer_name))
    issued_on = parts.issued_on
    if match is None or body is None or issued_on is None or fold(match.group("place")) != body.group("name"):
        return
    name = f"{body.group('noun')} {body.group('name')}"
    units = [unit for unit in _units_by_name().get(name, ()) if unit.existed_on(issued_on)]
    if units and all(unit.named_after is not None for unit in units):
        expected = place_name(units[0])
        line = parts.header.place_and_date
        yield Fault(
            "Địa danh theo tên người, số, sự kiện phải ghi cả chữ chỉ đơn vị.",
            match.group("place"),
            expected,
            line,
        )


@check("DIADANH.LEVEL")
def level(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The place of a people's committee or council is the name of its own unit; of others a file does not tell."""
    match = _match(parts)
    body = _COLLECTIVE.fullmatch(fold(parts.issuer_name))
    place = fold(match.group("place")) if match else ""
    if body is None or not place or _DOTS.fullmatch(place):
        return
    if place not in {body.group("name"), f"{body.group('noun')} {body.group('name')}"}:
        found = match.group("place") if match else ""
        expected = f"tên đơn vị hành chính của {parts.issuer_name}"
        yield Fault(
            "Địa danh không phải nơi cơ quan đóng trụ sở.", found, expected, parts.header.place_and_date
        )
