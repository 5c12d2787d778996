"""The cheapest way of a file's lines through an automaton.

Each line takes one slot of the template or goes to the tray; slots may be left out. The same lines give the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from service.intake.automaton import Action, Automaton, Variant
from service.intake.grammar_nodes import Grid, Slot

TRAY_COST: Final = 5.0
_GRID_TRAY_COST: Final = 4.0
#: States that are this much worse than the best one are not followed.
_BEAM: Final = 14.0
#: Sums of the same costs in another order may differ by as little.
_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Step:
    """What a way does next: an action, or a line (its place) in a slot or, with None, in the tray."""

    action: Action | None = None
    line: int = -1
    slot: Slot | Grid | None = None


@dataclass(slots=True)
class _Layer:
    """The states after some lines: what each costs, and the state and the slot (None: the tray) it was come from.

    `free` has the state before it, and the action on the way, of a state that was reached without a line.
    """

    costs: list[float]
    taken: dict[int, tuple[int, Slot | Grid | None]]
    free: dict[int, tuple[int, Action | None]]


def cheapest_way(
    automaton: Automaton, costs: Sequence[Mapping[Variant, float]], grids: Sequence[bool]
) -> list[Step]:
    """Return the steps of the cheapest way; `costs[i]` maps the key of a slot to what line i costs there.

    `grids[i]` says that the item is a whole table.
    """
    begin = _Layer([inf] * len(automaton.free), {}, {})
    begin.costs[0] = 0.0
    _relax(automaton, begin, inf)
    layers = [begin]
    last = len(costs) - 1
    for place, (fits, is_grid) in enumerate(zip(costs, grids, strict=True)):
        layer = _next(automaton, layers[-1], fits, _GRID_TRAY_COST if is_grid else TRAY_COST)
        _relax(automaton, layer, inf if place == last else min(layer.costs) + _BEAM)
        layers.append(layer)
    return _traced(automaton, layers)


def _next(automaton: Automaton, layer: _Layer, fits: Mapping[Variant, float], tray: float) -> _Layer:
    """Return the states after one line more: it goes to the tray where one is, or into a slot that it fits."""
    most = min(layer.costs) + _BEAM
    costs = [cost + tray if cost <= most else inf for cost in layer.costs]
    taken: dict[int, tuple[int, Slot | Grid | None]] = {}
    for variant, cost in fits.items():
        for state, target, slot in automaton.taking.get(variant, ()):
            before = layer.costs[state]
            if before <= most and before + cost < costs[target] - _SAME:
                costs[target] = before + cost
                taken[target] = (state, slot)
    return _Layer(costs, taken, {})


def _relax(automaton: Automaton, layer: _Layer, most: float) -> None:
    """Follow the free steps to every state that is cheaper that way; of ways that cost the same the first one holds.

    They come in the order of the template: only where a step leads back is what stands between gone through again.
    States that cost more than `most` are left: none that could be followed is reached from them.
    """
    costs, found = layer.costs, layer.free
    state, end = 0, len(costs)
    while state < end:
        before = costs[state]
        following = state + 1
        for target, more, action in automaton.free[state] if before <= most else ():
            cost = before + more
            if cost < costs[target] - _SAME:
                costs[target] = cost
                found[target] = (state, action)
                if target < state:
                    following = target
                    break
        state = following


def _traced(automaton: Automaton, layers: Sequence[_Layer]) -> list[Step]:
    steps: list[Step] = []
    place, state = len(layers) - 1, automaton.end
    while (place, state) != (0, 0):
        layer = layers[place]
        if state in layer.free:
            state, action = layer.free[state]
            steps.append(Step(action))
        else:
            place -= 1
            state, slot = layer.taken.get(state, (state, None))
            steps.append(Step(line=place, slot=slot))
    return steps[::-1]
