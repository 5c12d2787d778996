"""Mends the lines under motto, name of the body and subject: drawn where there is none, of the right length."""

from collections.abc import Iterator, Sequence

from service.checking.faults import Fault
from service.checking.fixing.editor import Editor
from service.checking.fixing.line_drawing import drawn_line, resize
from service.checking.fixing.registry import mend
from service.checking.fixing.xml_order import ensured, properties
from service.checking.recognition.parts import Rule
from service.checking.recognition.text_lines import TextLine
from service.domain.format_rules import FormatRule
from service.domain.typesetting import text_width_emu, wrapped_lines
from service.inspection.drawing import Graphics, read_drawing, read_vml
from service.inspection.facts import Paragraph
from service.inspection.measures import EMU_PER_PT, EMU_PER_TWIP
from service.inspection.names import VAL, Element, W, child

_SHARE = 0.4  # of the text, between a third and a half
_BELOW_EMPTY_EMU = 25_400
_LINE_HEIGHT = 1.2  # of a line of text, in sizes
_FIRST_ID = 90_001


@mend("TN.LINE")
def motto(editor: Editor, _rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """As long as the motto."""
    header = editor.parts.header
    if header.motto is not None:
        _draw(editor, header.motto, header.motto_rules, 1.0)


@mend("CQ.ISSUER.LINE")
def issuer(editor: Editor, _rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """A third to a half of the name."""
    header = editor.parts.header
    if header.issuers:
        _draw(editor, header.issuers[-1], header.issuer_rules, _SHARE)


@mend("TY.LINE")
def subject(editor: Editor, _rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """A third to a half of the subject."""
    title = editor.parts.title
    if title.subjects:
        _draw(editor, title.subjects[-1], title.rules, _SHARE)


def _draw(editor: Editor, line: TextLine, rules: Sequence[Rule], share: float) -> None:
    """Change the line that is there; where it cannot be changed, take it away and draw a new one."""
    width = round(_measure(line) * share)
    if not width or len(rules) > 1:
        return
    for rule in rules:
        if rule.shape is not None:
            _resize(editor, rule, width)
            return
        if rule.form == "ký tự gõ":
            _retype(editor, rule, line, width)
            return
        if not _can_be_drawn(editor, line) or not _erase(editor, rule, line):
            return
    if _can_be_drawn(editor, line):
        _add(editor, line, width)


def _measure(line: TextLine) -> int:
    """Return the width of the last line into which a text breaks in its column."""
    column = (line.spot.width or 0) * EMU_PER_TWIP
    if not line.letter_runs or not 0 < column < line.width_emu:
        return line.width_emu
    look = line.letter_runs[0].format
    last = wrapped_lines(line.text, column, look.size_pt, bold=look.bold, italic=look.italic)[-1]
    return text_width_emu(last, look.size_pt, bold=look.bold, italic=look.italic)


def _resize(editor: Editor, rule: Rule, width: int) -> None:
    if rule.owner is None or rule.shape is None:
        return
    for drawing in _drawings(editor.element(rule.owner)):
        graphics = Graphics()
        read = read_drawing if drawing.tag == W + "drawing" else read_vml
        read(drawing, graphics, lambda _content: ())
        if graphics.lines == [rule.shape] and resize(drawing, width, centre=rule.centred is False):
            _redraw_old_form(drawing, width)
            editor.touch(drawing)
            return


def _drawings(paragraph: Element) -> Iterator[Element]:
    for item in paragraph.iter(W + "drawing", W + "pict"):
        owner = next(item.iterancestors(W + "p"))
        if owner is paragraph:
            yield item


def _redraw_old_form(drawing: Element, width: int) -> None:
    """Give the line the same length in the form that old programs read."""
    choice = drawing.getparent()
    fallback = None if choice is None else choice.getnext()
    for picture in () if fallback is None else fallback.iter(W + "pict"):
        resize(picture, width, centre=False)


def _retype(editor: Editor, rule: Rule, line: TextLine, width: int) -> None:
    """Write as many underscores as the line is long."""
    owner = rule.owner
    if owner is None:
        return
    typed = owner.text
    segments = [
        (start, stop) for start, stop in _fillers(typed) if _is_right(typed, start) is (line.segment > 0)
    ]
    if len(segments) != 1 and line.is_part:
        return
    start, stop = segments[0] if segments else (0, len(typed))
    size = next((run.format.size_pt for run in owner.runs if run.text.strip()), 14.0)
    count = max(1, round(width / (text_width_emu("_" * 100, size) / 100)))
    editor.reword(owner, [(start, stop, "_" * count)])


def _is_right(typed: str, start: int) -> bool:
    """Whether what begins there stands in the right half: after other signs, or after tabs that none follows."""
    before = typed[:start]
    return bool(before.strip()) or ("\t" in before and "\t" not in typed[start:])


def _fillers(typed: str) -> Iterator[tuple[int, int]]:
    """Yield where underscores and dashes stand between tabs."""
    start = 0
    for piece in typed.split("\t"):
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start += len(piece) + 1


def _can_be_drawn(editor: Editor, line: TextLine) -> bool:
    return not line.is_part and (line.spot.kind != "box" or _empty_below(editor, line) is not None)


def _erase(editor: Editor, rule: Rule, line: TextLine) -> bool:
    """Take away a border or an underlining; False for the border of a cell, which belongs to the table."""
    if rule.owner is None:
        return False
    element = editor.element(rule.owner)
    if rule.form == "gạch chân":
        for run, letters in editor.runs(line.paragraph, line.start, line.stop):
            if letters.underline:
                ensured(properties(run, "rPr"), "u").set(VAL, "none")
                editor.touch(run)
        return True
    look = rule.owner.format
    if look.border_top is None and look.border_bottom is None:
        return False
    borders = ensured(properties(element, "pPr"), "pBdr")
    for side in ("top", "bottom"):
        ensured(borders, side).set(VAL, "nil")
    if not rule.owner.text.strip():
        editor.indent(rule.owner, left=0, first_line=0)
        ensured(editor.block(rule.owner), "ind").set(W + "right", "0")
    editor.touch(element)
    return True


def _add(editor: Editor, line: TextLine, width: int) -> None:
    below = _empty_below(editor, line)
    if line.spot.kind == "box":
        if below is not None and line.spot.width:
            _border(editor, below, (line.spot.width - width // EMU_PER_TWIP) // 2)
        return
    owner = line.paragraph if below is None else below
    size = max((run.format.size_pt for run in line.letter_runs), default=14.0)
    down = _BELOW_EMPTY_EMU if below is not None else round(size * _LINE_HEIGHT * EMU_PER_PT)
    element = editor.element(owner)
    taken = {item.get("id") for item in element.getroottree().iter("{*}docPr")}
    number = next(n for n in range(_FIRST_ID, _FIRST_ID + 10_000) if str(n) not in taken)
    element.append(drawn_line(width, down_emu=down, below_line=below is None, number=number))
    if below is not None and below.format.align != "center":
        editor.align(below, "center")
    editor.touch(element)


def _empty_below(editor: Editor, line: TextLine) -> Paragraph | None:
    """Return the empty paragraph right below a line, where offices leave room for its rule."""
    number = line.paragraph.number
    below = editor.facts.paragraphs[number : number + 1]
    if not below or editor.parts.spots[below[0].number].key != line.spot.key:
        return None
    has_shapes = below[0].lines or below[0].boxes or below[0].pictures
    has_section = child(child(editor.element(below[0]), W + "pPr"), W + "sectPr") is not None
    is_empty = not below[0].text.strip() and not has_shapes and not has_section
    return below[0] if is_empty and editor.parts.spots[below[0].number].kind == line.spot.kind else None


def _border(editor: Editor, paragraph: Paragraph, side_twips: int) -> None:
    """Draw the line as the upper border of an empty paragraph, drawn in at both sides."""
    edge = ensured(ensured(editor.block(paragraph), "pBdr"), "top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        edge.set(W + name, value)
    editor.indent(paragraph, left=max(side_twips, 0), first_line=0)
    ensured(editor.block(paragraph), "ind").set(W + "right", str(max(side_twips, 0)))
