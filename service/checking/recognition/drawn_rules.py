"""Finds the line drawn under a text: a shape, a border, underscores or underlined letters."""

from collections.abc import Iterator

from service.checking.recognition.page import Page
from service.checking.recognition.parts import Rule
from service.checking.recognition.text_lines import TextLine, runs_width_emu
from service.inspection.facts import Border, Line, Paragraph
from service.inspection.measures import EMU_PER_TWIP

_SOLID_BORDERS = {"single", "thick", "double", "thinThickSmallGap", "thickThinSmallGap"}
_SOLID_SIGNS = {"_", "─", "━", "—"}
_MAX_OFFSET_SHARE = 0.3  # a line whose middle is farther off than this share of the text is not balanced


def rules_under(page: Page, line: TextLine, last: int) -> tuple[Rule, ...]:
    """Return the rules that belong to a line: on the line itself and on what follows up to paragraph `last`.

    Shapes count wherever they are anchored on the same side; the search for the others ends at the next text.
    """
    found = [*_underline(line), *_border(line.paragraph.format.border_bottom, line.paragraph, line)]
    found.extend(_typed_below(page, line))
    if line.spot.border_bottom is not None and _is_last_in_spot(page, line):
        found.extend(_border(line.spot.border_bottom, line.paragraph, line))
    for paragraph in page.paragraphs(line.paragraph.number + 1, last):
        if not page.same_side(paragraph.number, line.spot):
            continue
        found.extend(_border(paragraph.format.border_top, paragraph, line))
        lines = page.lines_of(paragraph)
        found.extend(_filler(other, line) for other in lines if other.is_filler and _same_column(other, line))
        if any(not other.is_filler for other in lines):
            break
        found.extend(_border(paragraph.format.border_bottom, paragraph, line))
    return tuple(found)


def shapes_beside(page: Page, line: TextLine, first: int, last: int) -> tuple[Rule, ...]:
    """Return the drawn shapes anchored between two paragraphs on the side of a line."""
    return tuple(
        shape_rule(shape, line, paragraph)
        for paragraph in page.paragraphs(first, last)
        if page.same_side(paragraph.number, line.spot)
        for shape in paragraph.lines
    )


def shape_rule(shape: Line, line: TextLine, owner: Paragraph) -> Rule:
    """Return a drawn shape as a rule under a line."""
    return Rule(shape.width_emu, shape.is_solid, _is_balanced(shape, line), "hình vẽ", owner, shape)


def floating_shapes(page: Page, first: int, last: int) -> Iterator[tuple[Paragraph, Line]]:
    """Yield the shapes anchored outside of cells and boxes between two paragraphs."""
    for paragraph in page.paragraphs(first, last):
        if page.spots[paragraph.number].kind == "body":
            yield from ((paragraph, shape) for shape in paragraph.lines)


def is_on_left(shape: Line, width_twips: int | None) -> bool | None:
    """Tell on which half of the page a floating shape stands, None when that cannot be told."""
    if shape.offset_emu is None or shape.width_emu is None or not width_twips:
        return None
    middle = shape.offset_emu + shape.width_emu // 2
    return middle < width_twips * EMU_PER_TWIP // 2


def _is_balanced(shape: Line, line: TextLine) -> bool | None:
    """Tell whether a shape stands under the middle of a centred line, None when that cannot be told."""
    if shape.centred is not None:
        return shape.centred if line.paragraph.format.align == "center" else None
    measurable = (
        shape.offset_emu is not None and shape.width_emu is not None and line.spot.width
        and line.spot.kind == "cell" and shape.relative_to == "column"
        and line.paragraph.format.align == "center" and not line.paragraph.format.left
    )  # fmt: skip
    if not measurable or shape.offset_emu is None or shape.width_emu is None or not line.spot.width:
        return None
    off = shape.offset_emu + shape.width_emu / 2 - line.spot.width * EMU_PER_TWIP / 2
    return abs(off) <= _MAX_OFFSET_SHARE * line.width_emu


def _underline(line: TextLine) -> Iterator[Rule]:
    runs = tuple(run for run in line.runs if run.format.underline)
    if any(run.text.strip() for run in runs):
        yield Rule(runs_width_emu(runs), is_solid=True, centred=None, form="gạch chân", owner=line.paragraph)


def _border(border: Border | None, owner: Paragraph, line: TextLine) -> Iterator[Rule]:
    """Yield a border as a rule under a line: as wide as the column less the indents of its own paragraph."""
    if border is None or line.is_beside_other:
        return
    look, width = owner.format, line.spot.width
    free = None if width is None else (width - look.left - look.right) * EMU_PER_TWIP
    yield Rule(free, border.style in _SOLID_BORDERS, look.left == look.right or None, "viền", owner)


def _typed_below(page: Page, line: TextLine) -> Iterator[Rule]:
    """Yield the signs typed under a line in its own paragraph, after a line break."""
    below = (other for other in page.lines_of(line.paragraph) if other.start > line.start)
    for other in below:
        if _same_column(other, line) and not other.is_filler:
            return
        if other.is_filler and _same_column(other, line):
            yield _filler(other, line)


def _filler(filler: TextLine, line: TextLine) -> Rule:
    signs = set(filler.text) - {" "}
    is_beside = filler.is_beside_other or line.is_beside_other
    centred = None if is_beside else filler.paragraph.format.align == "center" or None
    # Programs draw raised letters smaller, each by its own measure.
    width = None if any(run.format.raised for run in filler.runs) else filler.width_emu
    return Rule(width, signs <= _SOLID_SIGNS, centred, "ký tự gõ", filler.paragraph)


def _same_column(filler: TextLine, line: TextLine) -> bool:
    """Tell whether underscores stand under a line: in a two-sided paragraph, on its side."""
    return not (line.is_part or filler.is_part) or (filler.segment > 0) == (line.segment > 0)


def _is_last_in_spot(page: Page, line: TextLine) -> bool:
    following = page.paragraphs(line.paragraph.number + 1, line.paragraph.number + 10)
    return not any(
        page.spots[paragraph.number] is line.spot and paragraph.text.strip() for paragraph in following
    )
