"""Checks of the page: paper, direction, margins.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I khoản 1, 2, 3.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from service.checking.faults import Fault
from service.checking.looks import number
from service.checking.recognition import Parts
from service.checking.recognition.text_lines import TextLine, whole
from service.checking.registry import check
from service.domain.findings import Severity
from service.domain.format_rules import FormatRule
from service.inspection.facts import Section
from service.inspection.measures import mm
from service.reference import law

MARGIN_TOLERANCE_TWIPS = 20  # a third of a millimetre: programs that count in other units round so much
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
# A page turned on its side keeps the binding edge: each margin moves on to the next edge.
_TURNED = ({"top": "left", "right": "top", "bottom": "right", "left": "bottom"},
           {"top": "right", "left": "top", "bottom": "left", "right": "bottom"})  # fmt: skip


def _sections(parts: Parts) -> Iterator[tuple[int, Section, TextLine | None, str]]:
    """Yield each section with its first line and its name in words."""
    for index, section in enumerate(parts.facts.sections):
        first = parts.facts.first_of_section(index)
        line = None if first is None or index == 0 else whole(first, parts.spots[first.number])
        name = "Trang" if len(parts.facts.sections) == 1 else f"Phần trang thứ {index + 1}"
        yield index, section, line, name


@check("PAGE.SIZE", any_file=True)
def size(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Every page is A4, upright or on its side."""
    short, long = rule.values["twips"]
    tolerance = rule.values["tolerance_twips"]
    for _, section, line, name in _sections(parts):
        sides = sorted((section.width, section.height))
        if abs(sides[0] - short) > tolerance or abs(sides[1] - long) > tolerance:
            found = f"{number(mm(section.width))} x {number(mm(section.height))} mm"
            yield Fault(f"{name} không phải khổ A4.", found, "210 x 297 mm (A4)", line)


@check("PAGE.ORIENT", any_file=True)
def orientation(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The text stands upright; on its side only for a table that is too wide, or in an appendix.

    In a file that is no document by itself nobody can tell text and appendix apart: there it is information.
    """
    appendices = [appendix.label.paragraph.section for appendix in parts.appendices]
    first_appendix = min(appendices, default=len(parts.facts.sections))
    with_tables = {p.section for p in parts.facts.paragraphs if p.cell is not None}
    severity: Severity | None = None if parts.is_recognised else "info"
    for index, section, line, name in _sections(parts):
        may_be_wide = index in with_tables and index > 0
        if section.is_landscape and index < first_appendix and not may_be_wide:
            expected = "trang dọc (ngang chỉ cho bảng, biểu rộng)"
            yield Fault(f"{name} đặt ngang.", "trang ngang", expected, line, severity=severity)


def _margin(parts: Parts, rule: FormatRule, side: str) -> Iterator[Fault]:
    lowest, highest = rule.values["min_twips"], rule.values["max_twips"]
    for _, section, line, name in _sections(parts):
        margin = getattr(section, side)
        is_right = lowest - MARGIN_TOLERANCE_TWIPS <= margin <= highest + MARGIN_TOLERANCE_TWIPS
        if not is_right and not is_turned(section):
            expected = f"{rule.values['min_mm']}-{rule.values['max_mm']} mm"
            yield Fault(f"{name}: lề {_SIDES[side]} sai.", f"{number(mm(margin))} mm", expected, line)


def is_turned(section: Section) -> bool:
    """Tell whether the margins of a page on its side are those that the law has for an upright page, turned.

    The rule is the measure, not the other pages of the file: their margins may be the faulty ones.
    """
    return section.is_landscape and any(
        all(_is_within(getattr(section, new), old) for old, new in turn.items()) for turn in _TURNED
    )


def _is_within(margin: int, side: str) -> bool:
    lowest, highest = _allowed()[side]
    return lowest - MARGIN_TOLERANCE_TWIPS <= margin <= highest + MARGIN_TOLERANCE_TWIPS


@cache
def _allowed() -> Mapping[str, tuple[int, int]]:
    """Return the least and the largest margin of each side, from the rules."""
    values = {rule.id.rpartition(".")[2].lower(): rule.values for rule in law.format_rules()
              if rule.id.startswith("PAGE.MARGIN.")}  # fmt: skip
    return {side: (value["min_twips"], value["max_twips"]) for side, value in values.items()}


@check("PAGE.MARGIN.TOP", any_file=True)
def top(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The top margin of each section."""
    return _margin(parts, rule, "top")


@check("PAGE.MARGIN.BOTTOM", any_file=True)
def bottom(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The bottom margin of each section."""
    return _margin(parts, rule, "bottom")


@check("PAGE.MARGIN.LEFT", any_file=True)
def left(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The left margin of each section, the gutter included."""
    return _margin(parts, rule, "left")


@check("PAGE.MARGIN.RIGHT", any_file=True)
def right(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The right margin of each section."""
    return _margin(parts, rule, "right")
