"""What it costs that the typed number of a line is not the one that a type prints at a place."""

from collections.abc import Mapping
from typing import Final

from service.intake.grammar_nodes import Slot
from service.intake.lines import Line
from service.intake.outline_spots import Numbering

#: a) stands where 2.1.1. does.
_LETTERED_DEPTH: Final = 3
#: 1) stands where (1) does.
_HALF_BRACKET_COST: Final = 0.5
#: What it costs that a number stays in the text, by its style: (3) counts the items of a list.
_KEPT_COST: Final = 2.5
_KEPT_COSTS: Final[Mapping[str, float]] = {"dash": 1.2, "plus": 1.2, "paren": 3.5}


def number_cost(slot: Slot, line: Line) -> tuple[float, bool]:
    """Return what it costs that the number of a line is not the one of the slot, and whether it stays in the text."""
    if slot.literal:
        sign = {"-": "dash", "+": "plus"}[slot.literal]
        return (
            0.0 if line.style == sign else 0.3 if not line.style or line.style in {"dash", "plus"} else 2.5
        ), False
    if not slot.numbers:
        if not line.style:
            return 0.0, False
        return _KEPT_COSTS.get(line.style, _KEPT_COST), True
    return min(_one_number(one, line) for one in slot.numbers), False


def _one_number(numbering: Numbering, line: Line) -> float:
    if numbering.style == "any":
        return 0.0 if line.style in {"arabic", "decimal", "letter", "roman"} else 0.3
    if not line.style:
        return 0.6 if numbering.may_lack else 2.2
    if numbering.style == line.style:
        return 0.0 if line.style != "decimal" or numbering.depth == line.depth else 2.4
    return _other_style(numbering, line)


def _other_style(numbering: Numbering, line: Line) -> float:
    """Return what it costs that a number is of another style than the type's."""
    near = {numbering.style, line.style}
    if near <= {"dash", "plus", "letter", "paren"}:
        return 1.6
    if near == {"arabic", "decimal"}:
        return 2.0
    if near == {"arabic", "paren"} and line.number.endswith(")"):
        return _HALF_BRACKET_COST
    if near == {"letter", "decimal"} and numbering.depth >= _LETTERED_DEPTH:
        return 1.5
    return 3.2 if "roman" not in near else 4.5
