"""Checks of appendices: label, number, title, and the line that says what they belong to.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 1.
"""

import re
from collections.abc import Iterator

from service.checking.faults import Fault
from service.checking.looks import look_faults
from service.checking.recognition import Parts
from service.checking.recognition.parts import DATE_LINE, Appendix
from service.checking.recognition.words import APPENDIX
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.domain.text import fold

_CODE = re.compile(r"số:?\s*(?P<number>[^/\\\s]*)\s*[/\\]\s*(?P<symbol>[A-ZĐ][\wĐđ-]*)", re.IGNORECASE)
_ISSUER = re.compile(r"\bcủa\s+(?P<name>[^)]+)", re.IGNORECASE)


@check("PL.LABEL")
def label(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``Phụ lục``: own line, small letters, 14 points, upright, bold, in the middle."""
    for appendix in parts.appendices:
        line = appendix.label
        yield from look_faults(line, rule.values, "Chữ “Phụ lục”")
        match = APPENDIX.fullmatch(line.text)
        if match is None or match.group("end") or "số" in line.text.lower():
            yield Fault(
                "Dòng “Phụ lục” chỉ ghi số thứ tự.", line.text, "Phụ lục hoặc Phụ lục I (dòng riêng)", line
            )


@check("PL.NUMBER")
def numbered(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Two appendices or more are numbered in Roman figures."""
    for appendix in parts.appendices:
        match = APPENDIX.match(appendix.label.text)
        figure = (match.group("number") or "") if match else ""
        missing = not figure and len(parts.appendices) >= rule.values["min_count"]
        if missing or figure.isdecimal():
            found = figure or "không có số thứ tự"
            yield Fault("Phụ lục đánh số bằng chữ số La Mã.", found, "Phụ lục I, Phụ lục II", appendix.label)


@check("PL.TITLE")
def title(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The title: capitals, bold, 13 to 14 points, in the middle."""
    for appendix in parts.appendices:
        for line in appendix.title:
            yield from look_faults(line, rule.values, "Tên phụ lục")


@check("PL.KEMTHEO")
def attached(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``(Kèm theo …)``: in italics, 13 to 14 points, in the middle under the title."""
    for appendix in parts.appendices:
        for line in appendix.attached:
            yield from look_faults(line, rule.values, "Dòng “Kèm theo”")
        if not appendix.attached:
            expected = "(Kèm theo Kế hoạch số … ngày … của …)"
            yield Fault("Phụ lục thiếu dòng “Kèm theo”.", "không có", expected, appendix.label)


@check("PL.KEMTHEO_MATCH")
def attached_matches(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The line names number, day and body of the document; parts left blank are not compared."""
    for appendix in parts.appendices:
        if appendix.attached:
            yield from _mismatches(parts, appendix)


def _mismatches(parts: Parts, appendix: Appendix) -> Iterator[Fault]:
    line = appendix.attached[0]
    text = " ".join(part.text for part in appendix.attached)
    for name, found, right in (
        ("số, ký hiệu", _code(text), _code(parts.header.number.text) if parts.header.number else ""),
        ("ngày", _day(text), _day(parts.header.place_and_date.text) if parts.header.place_and_date else ""),
    ):
        if found and right and found != right:
            yield Fault(f"Dòng “Kèm theo” khác văn bản chính về {name}.", found, right, line)
    issuer = _ISSUER.search(text)
    if issuer is not None and parts.issuer_name and not _same_body(issuer.group("name"), parts.issuer_name):
        yield Fault(
            "Dòng “Kèm theo” khác văn bản chính về cơ quan.", issuer.group("name"), parts.issuer_name, line
        )


def _code(text: str) -> str:
    """Return number and symbol to compare, as ``05/KH-UBND``; "" when one of them is blank."""
    match = _CODE.search(text)
    number = match.group("number").strip(" .…_") if match else ""
    if match is None or not number:
        return ""
    groups = sorted(
        match.group("symbol").split("-")
    )  # turned round they are a fault of the number line alone
    return f"{number.lstrip('0')}/{'-'.join(groups)}"


def _day(text: str) -> str:
    """Return the day as ``5/2/2025`` from words or figures; "" when a part of it is blank."""
    words = DATE_LINE.search(text)
    if words is not None:
        found = [re.sub(r"\D", "", words.group("day")), re.sub(r"\D", "", words.group("month"))]
        year = re.match(r"\s*(\d{4})", words.group("year"))
        found.append(year.group(1) if year else "")
    else:
        figures = re.search(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", text)
        found = list(figures.groups()) if figures else [""]
    return "/".join(part.lstrip("0") for part in found) if all(found) else ""


def _same_body(name: str, issuer: str) -> bool:
    """Tell whether two names may be of one body: one holds the other, abbreviations spelt out."""
    first, second = (
        fold(text).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan").strip(" .,")
        for text in (name, issuer)
    )
    return first in second or second in first
