"""From the `outline` of a type definition and an input to numbered places.

The definition is compiled once (`compile_outline`); building it for an input numbers what is there, leaves out what
is not, and closes the numbering up.
"""

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from service.domain.generated import Program
from service.domain.outline import Node, NumberedList, counted_up, item_node
from service.domain.outline_code import SECTION_KEYS, OutlineWriter, Section, read_section

__all__ = ["SECTION_KEYS", "Outline", "Section", "build", "compile_outline"]


@dataclass(slots=True)
class Outline:
    """The places of one document: fixed sections by label with the words that refer to them, and the numbered lists.

    `into` names the computed values that take numbers instead of the list itself.
    """

    sections: dict[str, Node] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    lists: list[NumberedList] = field(default_factory=list)
    into: set[str] = field(default_factory=set)
    _items: dict[str, tuple[NumberedList, int]] | None = None

    def place(self, label: str) -> Node | None:
        """Return the section or the item that bears a label, None when there is none.

        A section goes before an item; of two items that share a label (in two name spaces) the first is meant.
        """
        if label in self.sections:
            return self.sections[label]
        found = self.items().get(label)
        return None if found is None else item_node(*found)

    def items(self) -> dict[str, tuple[NumberedList, int]]:
        """Return where the items that bear a label stand."""
        if self._items is None:
            found: dict[str, tuple[NumberedList, int]] = {}
            for numbered in self.lists:
                for position, item in enumerate(numbered.items):
                    if "label" in item and item["label"] not in found:
                        found[item["label"]] = (numbered, position)
            self._items = found
        return self._items

    def write_numbers(self, values: MutableMapping[str, Any], *, computed: Collection[str] = ()) -> None:
        """Put `number` and `index` (both texts) into each item of the numbered lists of `values`.

        Lists that stand in a computed value wait until its name is in `computed`; then only they are written.
        """
        into, is_computed = self.into, bool(computed)
        for numbered in self.lists:
            way = numbered.way
            if into and (way[0] in into) != is_computed:
                continue
            items: Any = values
            for key in way:
                items = items[key]
            for item, number, index in zip(items, numbered.numbers, counted_up(len(items)), strict=True):
                item["number"] = number
                item["index"] = index


def compile_outline(
    sections: Sequence[Mapping[str, Any]], settings: Mapping[str, Any] | None = None
) -> tuple[Section, ...]:
    """Compile `outline.sections` of a type definition; its conditions may name `settings`.

    Raises Refused("outline_unknown_key" | "outline_style" | "condition_unknown") with what is wrong.
    """
    program = Program("outline of a document type")
    read = [read_section(raw) for raw in sections]
    place = program.compiled(OutlineWriter(program, settings or {}).outline(read))
    return tuple(replace(one, place=place) for one in read)


def build(
    sections: Sequence[Section], root: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> Outline:
    """Number what `root` (the content, with sources under their names) has of `sections`.

    `names` is what references call the levels, where a type says so itself.
    A section without content is left out and the numbers close up. Places of one style under one parent are counted
    together, 1..n. Raises Refused("outline_too_long") where a style has no further number.
    """
    outline = Outline()
    place = sections[0].place if sections else None
    if place is not None:
        place(outline, root, names or {})
    return outline
