"""Mends paper and margins; tables that fitted before are made to fit again."""

from collections.abc import Callable, Sequence

from service.checking.faults import Fault
from service.checking.fixing.editor import Editor
from service.checking.fixing.registry import mend
from service.checking.fixing.xml_order import drop, ensured
from service.checking.rules.page import MARGIN_TOLERANCE_TWIPS, is_turned
from service.domain.format_rules import FormatRule
from service.inspection.facts import Section
from service.inspection.measures import twips
from service.inspection.names import TBL, Element, W

_STICKS_OUT = 240  # twips by which Word lets a table of its own stand out of the text
_SIDES = {"TOP": "top", "BOTTOM": "bottom", "LEFT": "left", "RIGHT": "right"}


@mend("PAGE.SIZE")
def size(editor: Editor, rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """A4, turned as the page was; a page larger than A4 is left, since its table may need the room."""
    short, long = rule.values["twips"]
    tolerance = rule.values["tolerance_twips"]
    for index, section in enumerate(editor.facts.sections):
        sides = sorted((section.width, section.height))
        is_a4 = abs(sides[0] - short) <= tolerance and abs(sides[1] - long) <= tolerance
        if is_a4 or sides[0] > short * 1.1 or sides[1] > long * 1.1:
            continue
        width, height = (long, short) if section.is_landscape else (short, long)
        _set_paper(editor, index, width, height)
        _fit_tables(editor, index, section, width - section.left - section.right)


def _set_paper(editor: Editor, index: int, width: int, height: int) -> Element:
    item = ensured(editor.section(index), "pgSz")
    item.set(W + "w", str(width))
    item.set(W + "h", str(height))
    drop(item, W + "code")
    editor.touch(item)
    return item


@mend("PAGE.ORIENT")
def orientation(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Upright where the section has no table that needs the width."""
    tables = {
        p.section
        for p in editor.facts.paragraphs
        if p.cell is not None and not _is_framework(editor, p.number)
    }
    lines = {0 if fault.line is None else fault.line.paragraph.section for fault in faults}
    for index, section in enumerate(editor.facts.sections):
        if section.is_landscape and index in lines and index not in tables:
            item = _set_paper(editor, index, section.height, section.width)
            drop(item, W + "orient")


def _is_framework(editor: Editor, number: int) -> bool:
    """Tell whether a paragraph stands in the table that holds header or closing."""
    header, closing = editor.parts.header, editor.parts.closing
    known = (header.motto, header.number, closing.recipients_label)
    tables = {line.spot.table for line in known if line is not None and line.spot.table}
    return editor.parts.spots[number].table in tables


@mend("PAGE.MARGIN.TOP", "PAGE.MARGIN.BOTTOM", "PAGE.MARGIN.LEFT", "PAGE.MARGIN.RIGHT")
def margins(editor: Editor, rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """The nearest margin that is allowed; a gutter goes into the left margin."""
    side = _SIDES[rule.id.rpartition(".")[2]]
    lowest, highest = rule.values["min_twips"], rule.values["max_twips"]
    for index, section in enumerate(editor.facts.sections):
        margin = getattr(section, side)
        is_right = lowest - MARGIN_TOLERANCE_TWIPS <= margin <= highest + MARGIN_TOLERANCE_TWIPS
        if is_right or is_turned(section):
            continue
        new = min(max(margin, lowest), highest)
        item = _margin_element(editor, index, section)
        if side == "left":
            item.set(W + "gutter", "0")
        item.set(W + side, str(new))
        if side in {"left", "right"}:
            text = section.width - section.left - section.right
            _fit_tables(editor, index, section, text + margin - new)


def _margin_element(editor: Editor, index: int, section: Section) -> Element:
    item = ensured(editor.section(index), "pgMar")
    if not item.attrib:
        for name in ("top", "right", "bottom", "left"):
            item.set(W + name, str(getattr(section, name)))
        for name, value in (("header", 720), ("footer", 720), ("gutter", 0)):
            item.set(W + name, str(value))
    editor.touch(item)
    return item


def _fit_tables(editor: Editor, index: int, section: Section, room: int) -> None:
    """Narrow the tables of a section that would stand out of its text: the first column of a header, else all."""
    old_room = section.width - section.left - section.right
    first = {p.number for p in editor.facts.paragraphs if p.section == index and p.cell is not None}
    for table in editor.facts.tables:
        paragraph = next((b for row in table.rows for cell in row.cells for b in cell.blocks), None)
        number = getattr(paragraph, "number", 0)
        width = sum(table.columns)
        is_own = paragraph is not None and number in first and not hasattr(paragraph, "rows")
        if not is_own or not room + _STICKS_OUT < width <= old_room + 2 * _STICKS_OUT:
            continue
        element = editor.element(paragraph).getparent()  # type: ignore[arg-type] # it is no table
        while element is not None and element.tag != TBL:
            element = element.getparent()
        if element is not None:
            spare = width - room
            header = _is_framework(editor, number) and table.columns[0] > 3 * spare
            _narrow(editor, element, _shrink_first(spare) if header else _shrink_all(room / width))


def _shrink_first(spare: int) -> Callable[[int, int], int]:
    return lambda column, width: width - spare if column == 0 else width


def _shrink_all(factor: float) -> Callable[[int, int], int]:
    return lambda _column, width: round(width * factor)


def _narrow(editor: Editor, table: Element, shrink: Callable[[int, int], int]) -> None:
    lists = [table.findall(f"{W}tblGrid/{W}gridCol")]
    lists += [row.findall(f"{W}tc/{W}tcPr/{W}tcW") for row in table.iterfind(W + "tr")]
    for items in lists:
        for column, item in enumerate(items):
            width = twips(item.get(W + "w"))
            if width and item.get(W + "type", "dxa") == "dxa":
                item.set(W + "w", str(shrink(column, width)))
    whole = table.find(f"{W}tblPr/{W}tblW")
    if whole is not None and whole.get(W + "type") == "dxa":
        whole.set(W + "w", str(sum(twips(item.get(W + "w")) or 0 for item in lists[0])))
    editor.touch(table)
