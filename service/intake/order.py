"""What stands below a title that the type does not have lies in the tray with it: nowhere else is its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.intake.foreign_lines import is_heading_like
from service.intake.lines import Line
from service.intake.reading import Placed, Reading

_LONGEST = 60


def rank_of(line: Line) -> int | None:
    """Return how deep the number of a line is: I. 0, 1. 1, 1.1. 2; None for letters, dashes and no number."""
    if line.style == "roman":
        return 0
    return line.depth if line.style in {"arabic", "decimal"} else None


@dataclass(slots=True)
class _Walk:
    """Where a walk through a file is: how deep the last section of the type is, the stranger that is open."""

    section: int | None = None
    stranger: Line | None = None

    def depth(self) -> int:
        return 99 if self.stranger is None else (rank_of(self.stranger) or 0)


def below_strangers(reading: Reading) -> dict[int, str]:
    """Return why lines belong to a title that is in the tray, by their place among what was placed."""
    walk = _Walk()
    found: dict[int, str] = {}
    lines = list(_in_order(reading))
    for position, (line, place, placed) in enumerate(lines):
        rank = rank_of(line)
        if line.sources[0] in reading.sections:
            walk = _Walk(section=rank)
        elif placed is None:
            if rank is not None and is_heading_like(line.text):
                walk.stranger = line
        elif _is_stranger(walk, placed, rank):
            walk.stranger = line
            found[place] = "mục cùng cấp với một mục khác, loại văn bản này không có mục như vậy"
        elif walk.stranger is not None and (rank is None or rank > walk.depth()):
            if position < len(lines) - 1:
                found[place] = f"nằm dưới đề mục chưa xếp “{_cut(walk.stranger.whole)}”"
        else:
            walk.stranger = None
    return found


def _is_stranger(walk: _Walk, placed: Placed, rank: int | None) -> bool:
    """Tell whether a line among running text begins a section beside the one that it was put in."""
    return placed.is_free and rank is not None and walk.section is not None and rank <= walk.section


def _in_order(reading: Reading) -> Iterator[tuple[Line, int, Placed | None]]:
    """Yield the lines of a file with their places among what was placed; None for those in the tray."""
    placed = [
        (one.item, place, one) for place, one in enumerate(reading.placed) if isinstance(one.item, Line)
    ]
    left = [(item, -1, None) for item in reading.tray if isinstance(item, Line)]
    yield from sorted([*placed, *left], key=lambda one: one[0].sources)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
