"""Prints a .docx as text: for eyes, for expected outlines under version control, for `git diff`.

One line a paragraph, its style in brackets; table rows as ``| a | b |``; bold and italic that differ from the
style as ``**`` and ``*``; a line for each section with its page and page number, one for each drawn line.
"""

import itertools
from collections.abc import Iterator

from service.inspection.facts import (
    Block,
    DocumentFacts,
    Line,
    Paragraph,
    Row,
    RunFormat,
    Section,
    flattened,
)
from service.inspection.measures import EMU_PER_MM, mm
from service.inspection.reading import inspect

_CELL_BREAK = " ⏎ "


def outline_text(content: bytes) -> str:
    """Return the outline of a .docx, lines ended by newlines; raise `UnreadableInput` for anything else."""
    facts = inspect(content)
    return "".join(f"{line}\n" for line in outline_lines(facts))


def outline_lines(facts: DocumentFacts) -> Iterator[str]:
    """Yield the lines of the outline."""
    section = -1
    for block in facts.blocks:
        for index in range(section + 1, _section(block, section) + 1):
            yield _section_line(facts.sections[index])
            section = index
        yield from _block_lines(block)


def _section(block: Block, current: int) -> int:
    """Return the section in which a block stands; a table begins where its first paragraph does."""
    first = next(flattened((block,), with_boxes=False), None)
    return max(current, 0) if first is None else first.section


def _section_line(section: Section) -> str:
    way = "ngang" if section.is_landscape else "dọc"
    margins = "/".join(f"{mm(side):g}" for side in (section.top, section.bottom, section.left, section.right))
    return (
        f"=== trang {way} {mm(section.width):g} x {mm(section.height):g} mm, "
        f"lề trên/dưới/trái/phải {margins} mm, {_page_number(section)} ==="
    )


def _page_number(section: Section) -> str:
    parts = [("đầu trang", section.headers), ("cuối trang", section.footers)]
    for place, facts in parts:
        for kind in facts:
            for paragraph, run in kind.page_runs if kind.kind == "default" else ():
                start = "" if section.number_start is None else f", bắt đầu từ {section.number_start}"
                hidden = ", ẩn ở trang thứ nhất" if section.has_title_page else ""
                align = paragraph.format.align
                return f"số trang ở {place}, {align}, cỡ {run.format.size_pt:g}{start}{hidden}"
    return "không có số trang"


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"[{block.format.style_name}] {_content(block)}".rstrip()
        for line in block.lines:
            yield f"  {_line(line)}"
        for box in block.boxes:
            for inner in box.blocks:
                yield from (f"  khung: {text}" for text in _block_lines(inner))
    else:
        yield from (_row_line(row) for row in block.rows)


def _line(line: Line) -> str:
    length = "?" if line.width_emu is None else f"{line.width_emu / EMU_PER_MM:.1f}"
    return f"―― kẻ ngang {length} mm{'' if line.is_solid else ', nét đứt'}"


def _row_line(row: Row) -> str:
    cells = [_CELL_BREAK.join(_cell_parts(cell.blocks)) for cell in row.cells]
    return f"| {' | '.join(cells)} |" + (" (lặp lại ở mỗi trang)" if row.is_header else "")


def _cell_parts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            text = _content(block)
            yield from [text] if text or not block.lines else []
            yield from (_line(line) for line in block.lines)
            for box in block.boxes:
                yield from (f"khung: {part}" for part in _cell_parts(box.blocks))
        else:
            yield from (_row_line(row) for row in block.rows)


def _content(paragraph: Paragraph) -> str:
    """Return the text of a paragraph with its automatic number and the marks of emphasis."""
    parts = [f"{paragraph.label} "] if paragraph.label else []
    base = paragraph.format.base
    for mark, runs in itertools.groupby(paragraph.runs, lambda run: _mark(run.format, base)):
        text = "".join(f"{{{run.field}}}" if run.field == "PAGE" else run.text for run in runs)
        text = text.replace("\\", "\\\\").replace("*", "\\*").replace("\t", " → ").replace("\n", " ↵ ")
        parts.append(_marked(text, mark))
    if paragraph.has_page_break:
        parts.append("(ngắt trang)")
    return "".join(parts)


def _mark(letters: RunFormat, base: RunFormat) -> str:
    return ("**" if letters.bold != base.bold else "") + ("*" if letters.italic != base.italic else "")


def _marked(text: str, mark: str) -> str:
    """Put marks around a text, inside of the spaces at its ends."""
    bare = text.strip()
    if not mark or not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}{mark}{bare}{mark[::-1]}{text[start + len(bare) :]}"
