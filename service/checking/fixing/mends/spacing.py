"""Mends alignment, indents and distances of paragraphs."""

import itertools
from collections.abc import Sequence

from service.checking.faults import Fault
from service.checking.fixing.editor import Editor
from service.checking.fixing.registry import mend
from service.checking.fixing.xml_order import set_flag
from service.checking.recognition.text_lines import TextLine
from service.checking.rules.body import main_indent, main_line_spacing
from service.checking.rules.recipients import INDENTED
from service.domain.format_rules import FormatRule
from service.inspection.measures import TWIPS_PER_PT

_SINGLE = 240


@mend("ND.BODY.ALIGN")
def justify(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Justified at both sides."""
    for line in (line for fault in faults for line in fault.lines):
        editor.align(line.paragraph, "both")


@mend("ND.BODY.INDENT")
def indent(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The first line where most first lines begin, 1 cm or 1.27 cm in."""
    place = main_indent(editor.parts, rule) or rule.values["allowed_twips"][0]
    for line in (line for fault in faults for line in fault.lines):
        editor.indent(line.paragraph, left=0, first_line=place)


@mend("NN.LABEL", "NN.LIST")
def recipients(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Recipients at the left margin."""
    for line in (line for fault in faults if fault.found.startswith(INDENTED) for line in fault.lines):
        editor.indent(line.paragraph, left=0, first_line=0)


@mend("ND.BODY.PARA_GAP")
def gap(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """6 points above a paragraph that stands too near to the one before it."""
    least = rule.values["min_pt"] * TWIPS_PER_PT
    for line in (line for fault in faults for line in fault.lines):
        set_flag(editor.block(line.paragraph), "contextualSpacing", on=False)
        editor.spacing(line.paragraph, before=least)


@mend("ND.BODY.LINE")
def line_spacing(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The line spacing that most of the text has, or else the nearest that is allowed, single for a fixed height."""
    lowest, highest = rule.values["w_line_auto"]
    main = main_line_spacing(editor.parts, rule)
    for line in (line for fault in faults for line in fault.lines):
        look = line.paragraph.format
        nearest = min(max(look.line, lowest), highest) if look.line_rule == "auto" else lowest
        editor.spacing(line.paragraph, line=main or nearest, lineRule="auto")


@mend("QH.LINESPACING")
def national_title(editor: Editor, _rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """National title and motto one single line apart."""
    header = editor.parts.header
    _single(editor, [line for line in (header.national_title, header.motto) if line is not None])


@mend("CQ.LINESPACING")
def names(editor: Editor, _rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """The names of the bodies one single line apart."""
    header = editor.parts.header
    _single(editor, [*header.parents, *header.issuers])


def _single(editor: Editor, lines: list[TextLine]) -> None:
    for above, below in itertools.pairwise(lines):
        if above.paragraph is not below.paragraph:
            editor.spacing(above.paragraph, after=0)
            editor.spacing(below.paragraph, before=0)
        for line in (above, below):
            editor.spacing(line.paragraph, line=_SINGLE, lineRule="auto")


@mend("TYCV.GAP")
def letter_subject(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """6 points between number and subject of a công văn."""
    number = editor.parts.header.number
    for line in (fault.line for fault in faults):
        if line is not None and number is not None:
            editor.spacing(number.paragraph, after=0)
            editor.spacing(line.paragraph, before=rule.values["space_before_pt"] * TWIPS_PER_PT)
