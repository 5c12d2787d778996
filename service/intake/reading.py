"""Reads the lines of a file by the grammar of a type: which slot of the template each line is, and its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from service.doctypes.definition import DocumentType
from service.inspection.facts import Table
from service.intake.automaton import Automaton, Variant, automaton_of
from service.intake.cheapest import Step, cheapest_way
from service.intake.grammar import grammar_of
from service.intake.grammar_nodes import CITES, Grammar, Grid, Slot, sections_of, slots_of
from service.intake.grids import GridRead, grid_likeness, read_grid
from service.intake.lines import Item, Line, marked_text
from service.intake.marks import Gap
from service.intake.pattern_sources import labels_of
from service.intake.patterns import NO_MATCH, Patterns

_LONGEST_TITLE: Final = 60
_GIVEN: Final = ("office.", "document.")
_COUNTED: Final = (".number", ".index")
#: How alike the header cells of a table and of the type's are for one that stands elsewhere.
_STRAY_GRID: Final = 0.75

Path = tuple[str | int, ...]
#: Words that paths have in a file, as a key.
Known = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that was found: its path with the places of lists, the gap it filled, its marked text."""

    path: Path
    gap: Gap
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and where it belongs: the path of its main value, or of the part of the type that prints it.

    `is_free` says that any words without a number fit there, `is_unusual` that quite other ones usually stand there;
    `section` is the one of the type that prints the place, "" for none.
    """

    item: Item
    path: str
    why: str
    values: tuple[Value, ...] = ()
    is_exact: bool = False
    is_free: bool = False
    is_unusual: bool = False
    section: str = ""
    grid: GridRead | None = None


@dataclass(slots=True)
class Reading:
    """How a file was read: each item placed or in the tray, and the conditions of the template that held.

    `whys` says for each item of the tray why it lies there; `sections` are the lines that begin a section of the type,
    by the number of their first paragraph.
    """

    placed: list[Placed] = field(default_factory=list)
    tray: list[Item] = field(default_factory=list)
    held: list[tuple[str, bool]] = field(default_factory=list)
    whys: list[str] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)

    def take_out(self, whys: Mapping[int, str]) -> None:
        """Move what was placed to the tray: `whys` by its place among what was placed."""
        for place in sorted(whys, reverse=True):
            self.tray.append(self.placed.pop(place).item)
            self.whys.append(whys[place])


@lru_cache(maxsize=32)
def _automaton(document_type: DocumentType) -> Automaton:
    return automaton_of(grammar_of(document_type), document_type.schema)


@lru_cache(maxsize=32)
def _patterns(document_type: DocumentType, known: Known) -> Patterns:
    """Return the patterns of a type for the files of one issuer: a comparison reads two of them or more."""
    grammar = grammar_of(document_type)
    labels = labels_of(slots_of(grammar.nodes))
    return Patterns(document_type.schema, grammar.spots.headings, dict(known), labels)


@lru_cache(maxsize=1024)
def _line_costs(document_type: DocumentType, known: Known, line: Line) -> Mapping[Variant, float]:
    """Return what a line costs in each slot that it fits, wherever it stands: readings of one comparison share most."""
    match = _patterns(document_type, known).match
    found = {slot.variant: match(slot, line).cost for slot in _automaton(document_type).slots}
    return {variant: cost for variant, cost in found.items() if cost < NO_MATCH}


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
        self._type = document_type
        self._known = tuple((path, tuple(words)) for path, words in known.items())
        self._patterns = _patterns(document_type, self._known)
        self._sections = sections_of(self._grammar.nodes)
        self._places: dict[str, int] = {}
        self._open: list[tuple[str, bool]] = []
        self._under = ""
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
        self._stray_tables()
        return self._made

    def _stray_tables(self) -> None:
        """Read a table that stands where the type has none, where it is one that the type has at another place."""
        taken = {one.grid.path for one in self._made.placed if one.grid is not None}
        for item in [one for one in self._made.tray if isinstance(one, Table)]:
            likely = [
                (grid_likeness(grid, item), -grid.key, grid)
                for grid in self._grammar.grids
                if grid.path not in taken and "*" not in grid.path
            ]
            best = max(likely, key=lambda one: one[:2], default=None)
            if best is not None and best[0] >= _STRAY_GRID:
                place = self._made.tray.index(item)
                del self._made.tray[place], self._made.whys[place]
                self._take_grid(best[2], item)
                taken.add(best[2].path)

    def _costs(self, item: Item) -> Mapping[Variant, float]:
        if isinstance(item, Table):
            likely = {grid.variant: grid_likeness(grid, item) for grid in self._grammar.grids}
            return {key: (1 - one) * 2 for key, one in likely.items() if one >= 0.5}
        return {} if item.stray else _line_costs(self._type, self._known, replace(item, sources=()))

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
            self._made.whys.append(self._why_not(item))
            return
        self._made.held += self._open
        self._open.clear()
        if isinstance(step.slot, Grid) and isinstance(item, Table):
            self._take_grid(step.slot, item)
        elif isinstance(step.slot, Slot) and isinstance(item, Line):
            self._take_line(step.slot, item)

    def _why_not(self, item: Item) -> str:
        where = f"dưới “{self._under}”" if self._under else "ở phần mở đầu"
        if isinstance(item, Table):
            return f"bảng có các cột mà loại văn bản này không có {where}; từng dòng được giữ nguyên"
        if item.stray:
            return item.stray
        number = f" đánh số “{item.number}”" if item.number else ""
        return f"{where}, loại văn bản này không có ô cho đoạn{number} như vậy"

    def _take_grid(self, grid: Grid, table: Table) -> None:
        read = read_grid(grid, table, self._patterns)
        columns = ", ".join(grid.headers[:6])
        self._made.placed.append(Placed(table, grid.path, f"bảng có các cột “{columns}”", grid=read))

    def _take_line(self, slot: Slot, line: Line) -> None:
        found = self._patterns.match(slot, line)
        keeps = self._patterns.keeps_number(slot, line)
        values = tuple(self._value(line, one, keeps=keeps) for one in found.values)
        path = self._main_path(slot, values)
        why = found.why or self._why(line)
        if any(gap.path.startswith("muc.") for gap in slot.gaps):
            self._under = _cut(line.whole)
            self._made.sections.add(line.sources[0])
        is_free = not slot.numbers and not slot.literal and not found.why
        is_exact, is_unusual = found.cost < 0.01, self._patterns.is_unusual(slot, line)
        self._made.placed.append(
            Placed(
                line,
                path,
                why,
                values,
                is_exact=is_exact,
                is_free=is_free,
                is_unusual=is_unusual,
                section=self._sections[slot.key],
            )
        )

    def _why(self, line: Line) -> str:
        """Return why a line without words of the type went where it went: what it stands under, its number."""
        where = f"đứng dưới “{self._under}”" if self._under else "đứng ở phần mở đầu"
        return f"{where}, đánh số “{line.number}”" if line.number else where

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
        """Return the path of the value that a line is about: the deepest one, cited documents first."""
        told = [
            one
            for one in values
            if not one.gap.path.startswith(_GIVEN) and not one.gap.path.endswith(_COUNTED)
        ]
        if not told:
            return path_text(self.concrete(slot.gaps[0].path)) if slot.gaps else "template"
        main = max(told, key=lambda one: (_depth(one.path), one.gap.path.startswith(CITES)))
        if not main.gap.path.startswith(CITES):
            return path_text(main.path)
        fields = main.gap.path.removeprefix(CITES).split(",")
        return next((one for one in fields if not one.endswith(".mention")), fields[0]).removesuffix(".*")


def _depth(path: Path) -> int:
    return sum(isinstance(step, int) for step in path)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE]}…"


def path_text(path: Path) -> str:
    """Return a path as faults write it.

    >>> path_text(("criteria", 0, "tasks", 2, "lead"))
    'criteria[0].tasks[2].lead'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
