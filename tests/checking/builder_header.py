"""Builds the header of a document: in a table, by tabs, in text boxes."""

from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from service.domain.typesetting import text_width_emu
from tests.checking.drawing_tools import (
    _VML,
    BoxCell,
    border,
    box,
    letters,
    shape,
    underline,
    underscores,
    width_of,
    write,
)

MOTTO = "Độc lập - Tự do - Hạnh phúc"
ISSUERS = ("ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ")
RIGHT_LINES = (
    ("national_title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {"size": 13, "bold": True}),
    ("motto", MOTTO, {"size": 14, "bold": True}),
    ("motto_rule", "", {}),
    ("date", "Ba Tơ, ngày 05 tháng 02 năm 2025", {"size": 14, "italic": True}),
)


def _names(office):
    if office == "committee":
        return (), ISSUERS, "Số: 05/KH-UBND"
    return ("UBND HUYỆN BA TƠ",), ("PHÒNG NỘI VỤ",), "Số: 05/KH-PNV"


def _left_lines(office, letter):
    parents, issuers, number = _names(office)
    for index, text in enumerate(parents):
        yield f"parent{index}", text, {"size": 13}
    for index, text in enumerate(issuers):
        yield f"issuer{index}", text, {"size": 13, "bold": True}
    yield "issuer_rule", "", {}
    yield "number", number.replace("KH-UBND", "UBND-NV") if letter else number, {"size": 13}
    if letter:
        yield "letter_subject", "V/v rà soát nhiệm vụ dân vận", {"size": 12, "before": 6}


def header_table(draft, rule, office, letter):
    table = draft.document.add_table(rows=1, cols=2)
    for column, width in zip(table.columns, (Mm(62), Mm(98)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    draft.parts["header_table"] = table
    left, right = table.rows[0].cells
    _stack(draft, left, _left_lines(office, letter), rule)
    _stack(draft, right, RIGHT_LINES, rule)


def _stack(draft, cell, lines, rule):
    """Write lines into a cell or box, one paragraph each, and draw the rules."""
    first = cell.paragraphs[0] if cell.paragraphs else None
    for name, text, look in lines:
        paragraph = first if first is not None else cell.add_paragraph()
        first = None
        write(paragraph, text, align=WD_ALIGN_PARAGRAPH.CENTER, **look)
        draft.parts[name] = paragraph
        if name.endswith("_rule"):
            draw(draft, name, rule)


def draw(draft, name, rule):
    """Draw the line of a part in one of the ways that offices use."""
    line = line_above(draft, name)
    share = 1.0 if name == "motto_rule" else 0.4
    width = round(width_of(line) * share)
    paragraph = draft.parts[name]
    if rule == "shape":
        shape(draft, paragraph, width)
    elif rule == "vml":
        paragraph._p.append(parse_xml(_VML.format(ns=nsdecls("w"), points=width / 12700)))
    elif rule == "underscores":
        underscores(paragraph, width)
    elif rule == "border":
        border(paragraph, width, column_width(name))
    elif rule == "underline":
        underline(line, share)


def line_above(draft, name):
    if name == "motto_rule":
        return draft["motto"]
    if name == "subject_rule":
        return draft["subject"]
    return draft["issuer1"] if "issuer1" in draft.parts else draft["issuer0"]


def column_width(name):
    """The room for text in twips: Word keeps 108 twips free at each side of a cell."""
    millimetres = {"motto_rule": 98, "issuer_rule": 62, "subject_rule": 160}[name]
    return round(millimetres * 56.6929) - (0 if name == "subject_rule" else 216)


def header_tabs(draft, rule, office, _letter):
    """Two columns by tabs: left and right text share paragraphs, lines are drawn as shapes or typed."""
    parents, issuers, number = _names(office)
    left = [*((f"parent{i}", t, False) for i, t in enumerate(parents)),
            *((f"issuer{i}", t, True) for i, t in enumerate(issuers))]  # fmt: skip
    right = [RIGHT_LINES[0], RIGHT_LINES[1]]
    for (left_name, left_text, bold), (name, text, look) in zip(left, right, strict=True):
        paragraph = tabbed(draft)
        _segments(draft, paragraph, (left_name, left_text, {"size": 13, "bold": bold}), (name, text, look))
    paragraph = tabbed(draft)
    draft.parts["issuer_rule"] = draft.parts["motto_rule"] = paragraph
    issuer = len(issuers) - 1
    issuer_width = round(text_width_emu(issuers[issuer], 13, bold=True) * 0.4)
    motto_width = text_width_emu(MOTTO, 14, bold=True)
    if rule == "underscores":
        underscores(paragraph, issuer_width)
        paragraph.add_run("\t")
        underscores(paragraph, motto_width)
    else:
        shape(draft, paragraph, issuer_width, place="<wp:posOffset>700000</wp:posOffset>")
        shape(draft, paragraph, motto_width, place="<wp:posOffset>3200000</wp:posOffset>")
    paragraph = tabbed(draft)
    _segments(draft, paragraph, ("number", number, {"size": 13, "bold": False}), RIGHT_LINES[3])


def tabbed(draft):
    paragraph = draft.document.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(75))
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    return paragraph


def _segments(draft, paragraph, left, right):
    """Write two parts into one paragraph, each as (name, text, look)."""
    (left_name, left_text, left_look), (name, text, look) = left, right
    letters(paragraph.add_run(left_text), size=left_look["size"], bold=left_look["bold"], italic=False)
    paragraph.add_run("\t")
    letters(
        paragraph.add_run(text),
        size=look["size"],
        bold=look.get("bold", False),
        italic=look.get("italic", False),
    )
    draft.parts[left_name] = Segment(paragraph, 0)
    draft.parts[name] = Segment(paragraph, 2)


@dataclass
class Segment:
    """One side of a tabbed paragraph, with the face of a paragraph that the breaks use."""

    paragraph: object
    index: int

    @property
    def runs(self):
        return [self.paragraph.runs[self.index]]

    @property
    def text(self):
        return self.runs[0].text

    @property
    def paragraph_format(self):
        return self.paragraph.paragraph_format

    @property
    def _p(self):
        return self.paragraph._p


def header_boxes(draft, rule, office, letter):
    anchor = draft.document.add_paragraph()
    for left, width, lines in ((0, 62, _left_lines(office, letter)), (64, 98, RIGHT_LINES)):
        content = box(draft, anchor, width=width, height=30, left=left)
        _stack(draft, BoxCell(content, anchor), lines, rule)
