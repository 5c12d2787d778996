"""The cheapest way of a file's lines through an automaton.

Each line takes one slot of the template or goes to the tray; slots may be left out. The same lines give the same way.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.intake.automaton import Action, Automaton, Variant
from service.intake.grammar_nodes import Grid, Slot

TRAY_COST: Final = 5.0
_GRID_TRAY_COST: Final = 4.0
#: States that are this much worse than the best one are not followed.
_BEAM: Final = 14.0


@dataclass(frozen=True, slots=True)
class Step:
    """What a way does next: an action, or a line (its place) in a slot or, with None, in the tray."""

    action: Action | None = None
    line: int = -1
    slot: Slot | Grid | None = None


@dataclass(slots=True)
class _Layer:
    """The states after some lines: what each costs and where it was come from: (layer, state, step)."""

    costs: dict[int, float] = field(default_factory=dict)
    back: dict[int, tuple[int, int, Step]] = field(default_factory=dict)


def cheapest_way(
    automaton: Automaton, costs: Sequence[Mapping[Variant, float]], grids: Sequence[bool]
) -> list[Step]:
    """Return the steps of the cheapest way; `costs[i]` maps the key of a slot to what line i costs there.

    `grids[i]` says that the item is a whole table.
    """
    layers = [_Layer({0: 0.0})]
    _relax(automaton, layers[0], 0)
    for place, fits in enumerate(costs):
        layers.append(
            _next(automaton, layers[-1], place, fits, _GRID_TRAY_COST if grids[place] else TRAY_COST)
        )
    return _traced(automaton, layers)


def _next(
    automaton: Automaton, layer: _Layer, place: int, fits: Mapping[Variant, float], tray: float
) -> _Layer:
    made = _Layer()
    best = min(layer.costs.values())
    for state, cost in layer.costs.items():
        if cost > best + _BEAM:
            continue
        _reach(made, state, cost + tray, (place, state, Step(line=place)))
        for target, slot in automaton.reading[state]:
            if slot.variant in fits:
                step = Step(line=place, slot=slot)
                _reach(made, target, cost + fits[slot.variant], (place, state, step))
    _relax(automaton, made, place + 1)
    return made


def _reach(layer: _Layer, state: int, cost: float, back: tuple[int, int, Step]) -> None:
    if cost < layer.costs.get(state, 1e9) - 1e-9:
        layer.costs[state] = cost
        layer.back[state] = back


def _relax(automaton: Automaton, layer: _Layer, place: int) -> None:
    """Follow the free steps to every state that is cheaper that way."""
    queue = [(cost, state) for state, cost in layer.costs.items()]
    heapq.heapify(queue)
    while queue:
        cost, state = heapq.heappop(queue)
        if cost > layer.costs[state] + 1e-9:
            continue
        for target, more, action in automaton.free[state]:
            if cost + more < layer.costs.get(target, 1e9) - 1e-9:
                layer.costs[target] = cost + more
                layer.back[target] = (place, state, Step(action))
                heapq.heappush(queue, (cost + more, target))


def _traced(automaton: Automaton, layers: Sequence[_Layer]) -> list[Step]:
    steps: list[Step] = []
    place, state = len(layers) - 1, automaton.end
    while (place, state) != (0, 0):
        place, state, step = layers[place].back[state]
        steps.append(step)
    return steps[::-1]
