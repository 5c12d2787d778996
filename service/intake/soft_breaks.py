"""Paragraphs of a foreign file that are several lines: Shift+Enter parts what others part with Enter.

A line break begins a paragraph of its own before a number, a dash or a label, behind the title of a section, and
between two sentences. Any other one only wraps the words, as in a long title.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from service.inspection.facts import Block, Paragraph, Run, Table
from service.intake.lines import Line, line_of

Begins = Callable[[Line], bool]
_BREAK = re.compile(r"[\n\v]")
_ENDED = re.compile(r"[.;:!?…][\s*)”\"’]*$")


def parted(blocks: Iterable[Block], begins: Begins, is_title: Begins) -> Iterator[Block]:
    """Yield blocks with their lines as paragraphs; the parts of a paragraph keep its number.

    `begins` tells lines that begin with a label, `is_title` those that are the title of a section.
    """
    for block in blocks:
        if isinstance(block, Table):
            yield _parted_table(block, begins, is_title)
        else:
            yield from _parted(block, begins, is_title)


def _parted_table(table: Table, begins: Begins, is_title: Begins) -> Table:
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, blocks=tuple(parted(cell.blocks, begins, is_title))) for cell in row.cells
            ),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _parted(paragraph: Paragraph, begins: Begins, is_title: Begins) -> Iterator[Paragraph]:
    if not _BREAK.search(paragraph.text):
        yield paragraph
        return
    parts: list[Paragraph] = []
    for runs in _lines(paragraph.runs):
        part = replace(paragraph, runs=runs, label="", boxes=(), lines=(), pictures=0)
        if not part.text.strip():
            continue
        if parts and not _is_apart(parts[-1], part, begins, is_title):
            joint = Run("\n", runs[0].format)
            parts[-1] = replace(parts[-1], runs=(*parts[-1].runs, joint, *runs))
        else:
            parts.append(part)
    if not parts:
        yield paragraph
        return
    yield replace(paragraph, runs=parts[0].runs)
    yield from parts[1:]


def _lines(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of each line."""
    line: list[Run] = []
    for run in runs:
        first, *later = _BREAK.split(run.text)
        line.append(replace(run, text=first))
        for text in later:
            yield tuple(line)
            line = [replace(run, text=text)]
    yield tuple(line)


def _is_apart(before: Paragraph, after: Paragraph, begins: Begins, is_title: Begins) -> bool:
    """Tell whether what stands behind a line break is no part of the same paragraph."""
    above, line = line_of(before), line_of(after)
    if above is None or line is None:
        return False
    if line.style or begins(line):
        return True
    is_ended = _ENDED.search(above.text) is not None or (not line.text.isupper() and is_title(above))
    return is_ended and line.text[:1].isupper()
