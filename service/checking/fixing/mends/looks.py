"""Mends the look of letters: size, weight, slant, capitals, place in the middle, font, colour."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from service.checking.faults import Fault
from service.checking.fixing.editor import Editor
from service.checking.fixing.registry import mend
from service.checking.fixing.run_looks import set_letters
from service.checking.looks import is_times_new_roman
from service.checking.recognition.text_lines import TextLine
from service.checking.rules.letters import SYMBOL_FONTS, is_black
from service.checking.rules.recipients import is_note
from service.domain.format_rules import FormatRule
from service.domain.typesetting import text_width_emu
from service.inspection.measures import EMU_PER_TWIP
from service.inspection.names import W

_LABEL = re.compile(r"\s*(?:Điều|ĐIỀU)\s*\d+[a-zđ]?\s*[.:]?")


@mend(
    "QH.STYLE", "TN.STYLE", "CQ.PARENT.STYLE", "CQ.PARENT.NONE_FOR_UBND", "CQ.ISSUER.STYLE", "SO.LABEL", "SO.POS",
    "NGAY.STYLE", "TL.STYLE", "TY.STYLE", "TYCV.STYLE", "ND.CANCU.STYLE", "ND.BODY.SIZE", "ND.PHAN_CHUONG",
    "ND.MUC_TIEUMUC", "ND.MUC_LAMA", "ND.KHOAN_TITLED", "ND.KHOAN_PLAIN", "KY.STYLE", "KY.NAME", "KG.STYLE",
    "NN.LABEL", "PL.LABEL", "PL.TITLE", "PL.KEMTHEO", "KHAN", "LUUHANH", "NGUOISOAN",
)  # fmt: skip
def give_looks(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Give each line the look that its rule wants."""
    for fault in faults:
        for line in fault.lines if fault.look else ():
            editor.give_look(line, _fitting(line, fault.look) if rule.id == "QH.STYLE" else fault.look)


def _fitting(line: TextLine, look: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a look with the smallest size where the largest would break the line in its column."""
    lowest, highest = look["size_pt"]
    column = (line.spot.width or 0) * EMU_PER_TWIP
    is_too_wide = 0 < column < text_width_emu(line.text, highest, bold=True)
    return {**look, "size_pt": (lowest, lowest)} if is_too_wide else look


@mend("ND.BODY.SIZE")
def upright(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """A text that is mostly in italics: its paragraphs that are wholly so become upright."""
    if not any(fault.found == "nghiêng" for fault in faults):
        return
    for item in editor.parts.body:
        if item.line.letter_runs and all(run.format.italic for run in item.line.letter_runs):
            editor.give_look(item.line, {"italic": False})


@mend("NN.LIST")
def recipients(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Recipients upright and light, but notes in brackets as they are."""
    for fault in faults:
        for line in fault.lines if fault.look else ():
            if "size_pt" in fault.look or not any(is_note(run.text, line) for run in line.letter_runs):
                editor.give_look(line, fault.look)
            else:
                _give_look_outside_notes(editor, line, fault)


def _give_look_outside_notes(editor: Editor, line: TextLine, fault: Fault) -> None:
    start = line.start
    for run in line.runs:
        if not is_note(run.text, line):
            part = TextLine(line.paragraph, line.spot, (run,), run.text, is_part=True, start=start)
            editor.give_look(part, fault.look)
        start += len(run.text)


@mend("ND.DIEU")
def articles(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """``Điều 1.`` bold and upright; the words after it stay as they are."""
    for line in (fault.line for fault in faults):
        match = None if line is None else _LABEL.match(line.paragraph.text)
        if line is None or match is None:
            continue
        for run, _ in editor.runs(line.paragraph, 0, match.end()):
            set_letters(run, {"bold": True, "italic": False})
            editor.touch(run)


@mend("PAGE.FONT")
def fonts(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The font of the law for all letters that have another one, symbols left out."""
    for line in (line for fault in faults for line in fault.lines):
        for run, letters in editor.runs(line.paragraph, 0, len(line.paragraph.text)):
            names = {name for name in (letters.font, letters.font_extended) if name}
            wrong = {name for name in names if not is_times_new_roman(name)}
            if wrong and not any(name.lower() in SYMBOL_FONTS for name in names):
                set_letters(run, {"font": rule.values["font"]})
                editor.touch(run)


@mend("PAGE.COLOR")
def colors(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Black letters."""
    for line in (line for fault in faults for line in fault.lines):
        for run, letters in editor.runs(line.paragraph, 0, len(line.paragraph.text)):
            if not is_black(letters.color):
                set_letters(run, {"color": "auto"})
                editor.touch(run)


@mend("PAGE.UNICODE")
def composed(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Letters with their marks as one sign; texts in fonts of old encodings are left to a person."""
    for line in (line for fault in faults for line in fault.lines):
        element = editor.element(line.paragraph)
        for item in element.iter(W + "t"):
            if item.text and not unicodedata.is_normalized("NFC", item.text):
                item.text = unicodedata.normalize("NFC", item.text)
                editor.touch(item)
