"""Reads the lines of a file by the grammar of a type: which slot of the template each line is, and its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from service.doctypes.definition import DocumentType
from service.inspection.facts import Table
from service.intake.automaton import Automaton, Variant, automaton_of
from service.intake.cheapest import Step, cheapest_way
from service.intake.grammar import grammar_of
from service.intake.grammar_nodes import CITES, Grammar, Grid, Slot
from service.intake.grids import GridRead, grid_likeness, read_grid
from service.intake.lines import Line, marked_text
from service.intake.marks import Gap
from service.intake.patterns import NO_MATCH, Patterns

Path = tuple[str | int, ...]
Item = Line | Table


@dataclass(frozen=True, slots=True)
class Value:
    """A value that was found: its path with the places of lists, the gap it filled, its marked text."""

    path: Path
    gap: Gap
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and where it belongs: the path of its main value, or of the part of the type that prints it."""

    item: Item
    path: str
    why: str
    values: tuple[Value, ...] = ()
    is_exact: bool = False
    grid: GridRead | None = None


@dataclass(slots=True)
class Reading:
    """How a file was read: each item placed or in the tray, and the conditions of the template that held."""

    placed: list[Placed] = field(default_factory=list)
    tray: list[Item] = field(default_factory=list)
    held: list[tuple[str, bool]] = field(default_factory=list)


@lru_cache(maxsize=32)
def _automaton(document_type: DocumentType) -> Automaton:
    return automaton_of(grammar_of(document_type), document_type.schema)


def read_lines(
    document_type: DocumentType, items: Sequence[Item], known: Mapping[str, Sequence[str]]
) -> Reading:
    """Read items by the grammar of a type; `known` are words that a path has in this file."""
    return _Reader(document_type, items, known).reading()


class _Reader:
    """Reads one file."""

    def __init__(
        self, document_type: DocumentType, items: Sequence[Item], known: Mapping[str, Sequence[str]]
    ) -> None:
        self._grammar: Grammar = grammar_of(document_type)
        self._automaton = _automaton(document_type)
        self._items = items
        self._patterns = Patterns(document_type.schema, self._grammar.spots.headings, known)
        self._slots = list(
            {
                slot.variant: slot
                for state in self._automaton.reading
                for _, slot in state
                if isinstance(slot, Slot)
            }.values()
        )
        self._places: dict[str, int] = {}
        self._open: list[tuple[str, bool]] = []
        self._made = Reading()

    def reading(self) -> Reading:
        """Return the cheapest reading."""
        costs = [self._costs(item) for item in self._items]
        way = cheapest_way(self._automaton, costs, [isinstance(item, Table) for item in self._items])
        for step in way:
            if step.action is not None:
                self._act(step.action)
            elif step.line >= 0:
                self._take(step)
        return self._made

    def _costs(self, item: Item) -> dict[Variant, float]:
        if isinstance(item, Table):
            likely = {grid.variant: grid_likeness(grid, item) for grid in self._grammar.grids}
            return {key: (1 - one) * 2 for key, one in likely.items() if one >= 0.5}
        found = {slot.variant: self._patterns.match(slot, item).cost for slot in self._slots}
        return {variant: cost for variant, cost in found.items() if cost < NO_MATCH}

    def _act(self, action: tuple[str, str]) -> None:
        kind, name = action
        if kind == "enter":
            self._places[name] = -1
        elif kind == "item":
            self._places[name] += 1
        elif kind == "exit":
            del self._places[name]
        else:
            self._open.append((name, kind == "is"))

    def _take(self, step: Step) -> None:
        item = self._items[step.line]
        if step.slot is None:
            self._made.tray.append(item)
            return
        self._made.held += self._open
        self._open.clear()
        if isinstance(step.slot, Grid) and isinstance(item, Table):
            self._take_grid(step.slot, item)
        elif isinstance(step.slot, Slot) and isinstance(item, Line):
            self._take_line(step.slot, item)

    def _take_grid(self, grid: Grid, table: Table) -> None:
        read = read_grid(grid, table, self._patterns)
        self._made.placed.append(Placed(table, grid.path, "bảng có cùng các cột", grid=read))

    def _take_line(self, slot: Slot, line: Line) -> None:
        found = self._patterns.match(slot, line)
        keeps = self._patterns.keeps_number(slot, line)
        values = tuple(self._value(line, one, keeps=keeps) for one in found.values)
        path = self._main_path(slot, values)
        self._made.placed.append(Placed(line, path, found.why, values, is_exact=found.cost < 0.01))

    def _value(self, line: Line, one: tuple[Gap, int, int], *, keeps: bool) -> Value:
        gap, start, end = one
        text = line.whole if keeps else line.text
        looks = line.whole_looks if keeps else line.looks
        marked = marked_text(text[start:end], looks[start:end], bold=gap.bold, italic=gap.italic)
        return Value(self.concrete(gap.path), gap, marked)

    def concrete(self, path: str) -> Path:
        """Return a path with the place of each list that is being gone through."""
        made: list[str | int] = []
        walked = ""
        for name in path.split("."):
            if name != "*":
                made.append(name)
                walked = f"{walked}.{name}" if walked else name
                if walked in self._places:
                    made.append(self._places[walked])
        return tuple(made)

    def _main_path(self, slot: Slot, values: Sequence[Value]) -> str:
        for value in values:
            if value.gap.path.startswith(("office.", "document.")):
                continue
            if value.gap.path.startswith(CITES):
                fields = value.gap.path.removeprefix(CITES).split(",")
                return next((one for one in fields if not one.endswith(".mention")), fields[0]).removesuffix(
                    ".*"
                )
            if not value.gap.path.endswith((".number", ".index")):
                return path_text(value.path)
        return path_text(self.concrete(slot.gaps[0].path)) if slot.gaps else "template"


def path_text(path: Path) -> str:
    """Return a path as faults write it.

    >>> path_text(("criteria", 0, "tasks", 2, "lead"))
    'criteria[0].tasks[2].lead'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
