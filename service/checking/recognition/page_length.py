"""Tells whether a text surely goes on to a second page: by what a file notes of it, or by its height."""

from collections.abc import Iterable, Iterator, Sequence

from service.checking.recognition.parts import Parts
from service.checking.recognition.text_lines import TextLine, whole
from service.inspection.facts import Block, Paragraph, Table, flattened
from service.inspection.measures import EMU_PER_TWIP, TWIPS_PER_PT

_LINE_HEIGHT = 1.15  # of Times New Roman, in sizes
_SINGLE = 240
_SURELY = 1.15  # so many pages by the estimate: fonts and programs differ by less
_FULL_LINE = 0.97  # of the width: words do not break where the room ends


def has_second_page(parts: Parts) -> bool:
    """Tell whether the text before the appendices surely takes more than one page; False where it cannot be told."""
    facts = parts.facts
    ends = [appendix.label.paragraph.number for appendix in parts.appendices]
    last = min(ends, default=len(facts.paragraphs) + 1) - 1
    text = facts.paragraphs[:last]
    if not text or not facts.sections:
        return False
    if text[-1].page_marks > 0 or any(_breaks(paragraph) for paragraph in text[1:]):
        return True
    page = facts.sections[0]
    room = page.height - page.top - page.bottom
    is_upright = not page.is_landscape and page.columns <= 1
    return is_upright and 0 < room * _SURELY < sum(_heights(facts.blocks, parts, last))


def _breaks(paragraph: Paragraph) -> bool:
    """Tell whether words stand on a new page by a break before them."""
    return paragraph.format.page_break_before and bool(paragraph.text.strip())


def _heights(blocks: Sequence[Block], parts: Parts, last: int) -> Iterator[int]:
    """Yield the heights of the blocks up to paragraph `last` in twips; a row is as high as its highest cell."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                cells = [_flow(flattened(cell.blocks), parts, last) for cell in row.cells]
                yield max(cells, default=0)
        else:
            yield _flow([block], parts, last)


def _flow(paragraphs: Iterable[Paragraph], parts: Parts, last: int) -> int:
    """Return how high paragraphs stand one below the other; the room between two counts as little as it may."""
    known = [whole(p, parts.spots[p.number]) for p in paragraphs if p.number <= last]
    return sum(
        _height(line) + max(line.paragraph.format.before, line.paragraph.format.after) for line in known
    )


def _height(line: TextLine) -> int:
    look = line.paragraph.format
    size = max((run.format.size_pt for run in line.runs if run.text.strip()), default=look.base.size_pt)
    single = size * _LINE_HEIGHT * TWIPS_PER_PT
    one = single * look.line / _SINGLE if look.line_rule == "auto" else max(look.line, single)
    if look.line_rule == "exact":
        one = look.line
    room = ((line.spot.width or 0) - look.left - look.right) * EMU_PER_TWIP
    rows = -(-line.width_emu // round(room / _FULL_LINE)) if room > 0 else 1
    return round(one * max(1, rows))
