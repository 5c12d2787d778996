"""Lines of a foreign file that begin with the label of the line before: they go on with its value."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from service.intake.lines import Item, Line

_ENDS: Final = " .;,"


def joined_labels(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items; of lines in a row that have the same label, one line with all their values.

    An office that names two bodies one below the other, each behind the label, means one field.
    """
    before: Item | None = None
    for item in items:
        if isinstance(before, Line) and isinstance(item, Line) and _goes_on(before, item):
            before = _joined(before, item)
            continue
        if before is not None:
            yield before
        before = item
    if before is not None:
        yield before


def _goes_on(before: Line, line: Line) -> bool:
    is_same = bool(line.label) and line.label == before.label and line.style == before.style
    return is_same and bool(_value(before)) and bool(_value(line))


def _value(line: Line) -> str:
    return line.text[line.value_start :].strip(_ENDS)


def _joined(before: Line, line: Line) -> Line:
    """Return a line with the values of both, the sign at the end of the first one between them."""
    head = before.text.rstrip(_ENDS)
    between = "; " if ";" in f"{_value(before)}{_value(line)}" else ", "
    look = before.looks[len(head) - 1]
    looks = (*before.looks[: len(head)], *((look,) * len(between)), *line.looks[line.value_start :])
    return replace(
        before,
        sources=tuple(dict.fromkeys((*before.sources, *line.sources))),
        text=f"{head}{between}{line.text[line.value_start :]}",
        looks=looks,
    )
