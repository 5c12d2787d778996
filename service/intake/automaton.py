"""A grammar as an automaton: states, steps that take a line, steps that take none.

Each line takes one slot of the template or goes to the tray; slots may be left out. Costs say how unlikely that is;
the way with the least sum (`intake.cheapest`) is the reading of the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from service.intake.grammar_nodes import Choice, Grammar, Grid, Loop, Node, Slot
from service.intake.outline_spots import Numbering, Spots
from service.intake.schema_paths import Schema, is_needed

_EMPTY_COST: Final = 1.2
_MISSING_COST: Final = 1.3
_HIGHER: Final = "#higher"

#: What happens on the way: ("enter", list), ("item", list), ("exit", list), ("is", test), ("not", test).
Action = tuple[str, str]
Variant = tuple[int, tuple[Numbering, ...]]


@dataclass
class Automaton:
    """States 0..n in the order of the template; `free` are steps without a line, `reading` those that take one.

    The one step that leads back is the one to the next item of a list.
    """

    free: list[list[tuple[int, float, Action | None]]] = field(default_factory=list)
    reading: list[list[tuple[int, Slot | Grid]]] = field(default_factory=list)
    end: int = 0

    @cached_property
    def taking(self) -> dict[Variant, list[tuple[int, int, Slot | Grid]]]:
        """The steps (from, to, slot) that take a line, by the variant of their slot."""
        found: dict[Variant, list[tuple[int, int, Slot | Grid]]] = {}
        for state, steps in enumerate(self.reading):
            for target, slot in steps:
                found.setdefault(slot.variant, []).append((state, target, slot))
        return found

    @cached_property
    def slots(self) -> list[Slot]:
        """The slots that take a line, each in its variants."""
        steps = (slot for state in self.reading for _, slot in state)
        return list({slot.variant: slot for slot in steps if isinstance(slot, Slot)}.values())

    def state(self) -> int:
        """Add a state."""
        self.free.append([])
        self.reading.append([])
        return len(self.free) - 1


def automaton_of(grammar: Grammar, schema: Schema) -> Automaton:
    """Return the automaton of a grammar; `schema` says which lists must not be empty."""
    made = Automaton()
    builder = _Builder(made, grammar.spots, schema)
    start = made.state()
    made.end = builder.nodes(grammar.nodes, start, {})
    return _without_joints(made)


def _without_joints(whole: Automaton) -> Automaton:
    """Return an automaton without the states from which nothing leads on but one free step that costs nothing.

    What comes behind a line stays: of two ways that cost the same, the place of that state tells which is the first.
    """
    behind = {target for steps in whole.reading for target, _ in steps}
    beyond = {
        state: steps[0][0]
        for state, steps in enumerate(whole.free)
        if len(steps) == 1
        and steps[0][1:] == (0.0, None)
        and not whole.reading[state]
        and state not in behind
    }
    kept = [state for state in range(len(whole.free)) if state not in beyond]
    places = {state: place for place, state in enumerate(kept)}

    def place(state: int) -> int:
        while state in beyond:
            state = beyond[state]
        return places[state]

    free = [[(place(target), cost, action) for target, cost, action in whole.free[state]] for state in kept]
    reading = [[(place(target), slot) for target, slot in whole.reading[state]] for state in kept]
    return Automaton(free, reading, place(whole.end))


@dataclass(slots=True)
class _Builder:
    """Adds nodes; `assumed` maps a condition to what is taken for granted inside of a variant."""

    made: Automaton
    spots: Spots
    schema: Schema

    def nodes(self, nodes: Sequence[Node], start: int, assumed: Mapping[str, bool]) -> int:
        state = start
        for place, node in enumerate(nodes):
            following = nodes[place + 1] if place + 1 < len(nodes) else None
            if isinstance(node, Slot) and isinstance(following, Loop) and _may_float(node):
                return self._floating(nodes[place:], state, assumed)
            if isinstance(node, Loop):
                state = self._loop(node, state, assumed)
            elif isinstance(node, Choice):
                state = self._choice(node, state, assumed)
            else:
                state = self._slot(node, state, assumed)
        return state

    def _floating(self, nodes: Sequence[Node], start: int, assumed: Mapping[str, bool]) -> int:
        """Add a heading that may have no number: what stands below it is numbered from there, or one level higher."""
        heading, loop, *rest = nodes
        ends: list[int] = []
        for is_numbered in (True, False):
            state = self.made.state()
            self.made.free[start].append((state, 0.0, None))
            if isinstance(heading, Slot):
                state = self._slot(
                    replace(heading, numbers=_numbers(heading, is_numbered=is_numbered)), state, assumed
                )
            below = assumed if is_numbered else {**assumed, _HIGHER: True}
            ends.append(self.nodes([loop], state, below))
        return self.nodes(rest, self._joined(ends), assumed)

    def _joined(self, ends: Sequence[int]) -> int:
        """Add the state in which several ways come together."""
        made = self.made.state()
        for state in ends:
            self.made.free[state].append((made, 0.0, None))
        return made

    def _slot(self, slot: Slot | Grid, start: int, assumed: Mapping[str, bool]) -> int:
        end = self.made.state()
        if isinstance(slot, Slot) and slot.numbers:
            slot = replace(slot, numbers=_holding(slot.numbers, assumed, slot))
        self.made.reading[start].append((end, slot))
        self.made.free[start].append((end, _skip_cost(slot), None))
        return end

    def _loop(self, loop: Loop, start: int, assumed: Mapping[str, bool]) -> int:
        inside = self.made.state()
        self.made.free[start].append((inside, 0.0, ("enter", loop.path)))
        first, ends = self._item(loop, assumed, is_first=True)
        later, more = self._item(loop, assumed, is_first=False)
        after = self._joined([*ends, *more])
        end = self.made.state()
        self.made.free[inside].append((first, 0.0, ("item", loop.path)))
        self.made.free[after] += [
            (later, 0.0, ("item", loop.path)),
            (end, 0.0, ("exit", loop.path)),
        ]
        self.made.free[start].append((end, _EMPTY_COST if is_needed(self.schema, loop.path) else 0.0, None))
        return end

    def _item(self, loop: Loop, assumed: Mapping[str, bool], *, is_first: bool) -> tuple[int, list[int]]:
        """Add one item of a loop in each of its variants; return the states at its beginning and its ends."""
        begun = self.made.state()
        body = loop.body if is_first else tuple(_later(node) for node in loop.body)
        if not is_first:
            assumed = {**assumed, f"{loop.path}#several": True}
        ends: list[int] = []
        for variant in self._variants(loop.path):
            state = self.made.state()
            self.made.free[begun].append((state, 0.05 * any(variant.values()), None))
            ends.append(self.nodes(body, state, {**assumed, **variant}))
        return begun, ends

    def _variants(self, path: str) -> list[dict[str, bool]]:
        """Return what may hold of an item where the numbering of its own lists depends on it."""
        fields = {
            f"{path}{numbering.when or numbering.unless}"
            for name, numberings in self.spots.lists.items()
            if name.startswith(f"{path}.") and "." not in name[len(path) + 1 :]
            for numbering in numberings
            if numbering.when or numbering.unless
        }
        if len(fields) != 1:
            return [{}]
        only = fields.pop()
        return [{only: False}, {only: True}]

    def _choice(self, choice: Choice, start: int, assumed: Mapping[str, bool]) -> int:
        ends: list[int] = []
        taken = False
        for test, body in choice.alternatives:
            if assumed.get(test) is False:
                continue
            state = self.made.state()
            self.made.free[start].append(
                (state, 0.0, ("is", test) if test else ("not", choice.alternatives[0][0]))
            )
            ends.append(self.nodes(body, state, assumed))
            taken = taken or not test or assumed.get(test) is True
        end = self._joined(ends)
        if not taken:
            cost = _MISSING_COST if _demands(choice, assumed) else 0.0
            self.made.free[start].append((end, cost, None))
        return end


def _demands(choice: Choice, assumed: Mapping[str, bool]) -> bool:
    """Tell whether a part holds something that is taken for granted."""
    return any(
        assumed.get(test) is True
        or any(isinstance(node, Choice) and _demands(node, assumed) for node in body)
        for test, body in choice.alternatives
    )


def _may_float(slot: Slot) -> bool:
    """Tell whether a slot is a heading that loses its number where it stands alone."""
    is_heading = any(gap.path.startswith("muc.") for gap in slot.gaps)
    return is_heading and any(one.may_lack and one.style in {"arabic", "decimal"} for one in slot.numbers)


def _numbers(slot: Slot, *, is_numbered: bool) -> tuple[Numbering, ...]:
    if is_numbered:
        return tuple(replace(one, may_lack=False) for one in slot.numbers)
    return (Numbering("none", may_lack=True),)


def _higher(one: Numbering) -> Numbering:
    """Return a decimal numbering one level higher: 1.1. for 2.1.1., 1. for 2.1."""
    if one.style != "decimal":
        return one
    return replace(one, depth=one.depth - 1, style="arabic" if one.depth <= 2 else "decimal")


def _later(node: Node) -> Node:
    return node.later if isinstance(node, Slot) and node.later else node


def _holding(
    numbers: tuple[Numbering, ...], assumed: Mapping[str, bool], slot: Slot
) -> tuple[Numbering, ...]:
    """Return the numberings that hold where something is assumed of the item above."""
    paths = [gap.path.rpartition(".")[0] for gap in slot.gaps]
    owner = paths[0].rpartition(".")[0] if paths else ""

    def holds(one: Numbering) -> bool:
        wanted, field_of = bool(one.when), one.when or one.unless
        if not field_of:
            return True
        known = [
            value
            for key, value in assumed.items()
            if key.endswith(field_of) and owner.startswith(key.rpartition(".")[0])
        ]
        return not known or known[0] is wanted

    kept = tuple(one for one in numbers if holds(one)) or numbers
    if assumed.get(_HIGHER):
        kept = tuple(_higher(one) for one in kept)
    if any(value and key.endswith("#several") and _numbers_of(slot, key) for key, value in assumed.items()):
        return tuple(replace(one, may_lack=False) for one in kept)
    return kept


def _numbers_of(slot: Slot, key: str) -> bool:
    """Tell whether the number of a slot is that of the items of a list."""
    path = key.removesuffix("#several")
    owners = {gap.path.rpartition(".")[0] for gap in slot.gaps}
    return path in owners or any(
        owner.rpartition(".")[0] == path and owner.count(".") == path.count(".") + 1
        for owner in owners
        if slot.gaps[0].path.endswith(".*")
    )


def _skip_cost(slot: Slot | Grid) -> float:
    if isinstance(slot, Grid):
        return 0.3
    if any(gap.path.startswith(("muc.", "phu_luc.")) for gap in slot.gaps):
        return 1.6
    return 1.3
