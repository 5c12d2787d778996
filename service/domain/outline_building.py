"""From the `outline` of a type definition and an input to numbered places.

The definition is compiled once (`compile_outline`); building it for an input numbers what is there, leaves out what
is not, and closes the numbering up.
"""

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from service.domain.conditions import Condition, Reader, at_path, condition
from service.domain.outline import STYLES, Node, number_of, numbers_of
from service.domain.refusal import Refused

SECTION_KEYS = frozenset(
    {"label", "title", "title_field", "style", "when", "each", "children", "number_single", "into"}
)

Locator = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of an outline, compiled: a fixed section, or (`each`) all items of a list.

    `present` tells from (root, item) whether it has content, None: always. `items_of` reads the list from the item.
    `into` names the list that the numbers are written into instead of the one that `each` names. `title_of` reads the
    title from (root, item) and answers None where the fixed `title` stands.
    """

    style: str
    title: str
    label: str
    present: Condition | None
    title_of: Reader | None
    each: tuple[str, ...]
    items_of: Reader
    into: str
    children: tuple["Section", ...]
    number_single: bool


class NumberedList(NamedTuple):
    """The items of one list of a document: where it stands in the values, their numbers, and the place above them."""

    way: Locator
    numbers: list[str]
    items: Sequence[Any]
    section: Section
    first: int
    parent: Node | None


@dataclass(slots=True)
class Outline:
    """The places of one document: fixed sections by label, and the numbered lists.

    `into` names the computed values that take numbers instead of the list itself.
    """

    sections: dict[str, Node] = field(default_factory=dict)
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
        for numbered in self.lists:
            if (numbered.way[0] in self.into) != bool(computed):
                continue
            items: Any = values
            for key in numbered.way:
                items = items[key]
            for item, number, index in zip(items, numbered.numbers, _indexes(len(items)), strict=True):
                item["number"] = number
                item["index"] = index


def item_node(numbered: NumberedList, position: int) -> Node:
    """Return the place of one item of a numbered list."""
    section, item = numbered.section, numbered.items[position]
    title = section.title_of(None, item) if section.title_of is not None else None
    return Node(
        section.style,
        numbered.first + position,
        numbered.numbers[position],
        title or section.title,
        item.get("label", ""),
        numbered.parent,
    )


@lru_cache(maxsize=256)
def _indexes(count: int) -> tuple[str, ...]:
    return tuple(str(position) for position in range(1, count + 1))


def compile_outline(
    sections: Sequence[Mapping[str, Any]], settings: Mapping[str, Any] | None = None
) -> tuple[Section, ...]:
    """Compile `outline.sections` of a type definition; its conditions may name `settings`.

    Raises Refused("outline_unknown_key" | "outline_style" | "condition_unknown") with what is wrong.
    """
    return tuple(_section(spec, settings or {}) for spec in sections)


def _section(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Section:
    unknown = sorted(set(spec) - SECTION_KEYS)
    if unknown:
        raise Refused(
            "outline_unknown_key", f"Khóa {', '.join(unknown)} không có trong phần bố cục (outline)."
        )
    style = spec.get("style", "none")
    if style not in STYLES:
        raise Refused(
            "outline_style", f"Kiểu đánh số “{style}” không có; chọn một trong: {', '.join(STYLES)}."
        )
    title_field = spec.get("title_field")
    each = str(spec.get("each", ""))
    if each and title_field and not title_field.startswith("."):
        title_field = f".{title_field}"
    items_of = at_path(f".{each}")
    children = compile_outline(spec.get("children", ()), settings)
    return Section(
        style=style,
        title=str(spec.get("title", "")),
        label=str(spec.get("label", "")),
        present=_presence(
            condition(spec["when"], settings) if "when" in spec else None,
            items_of if each else None,
            children,
        ),
        title_of=at_path(title_field) if title_field else None,
        each=tuple(each.split(".")) if each else (),
        items_of=items_of,
        into=str(spec.get("into", "")),
        children=children,
        number_single=bool(spec.get("number_single", True)),
    )


def _presence(
    when: Condition | None, items_of: Reader | None, children: Sequence[Section]
) -> Condition | None:
    """A section stands where its condition says so; without one, where its list or one of its children has content."""
    if items_of is not None and when is not None:
        return lambda root, item: when(root, item) and bool(items_of(root, item))
    if items_of is not None:
        return lambda root, item: bool(items_of(root, item))
    if when is not None:
        return when
    return _some_child(children)


def _some_child(children: Sequence[Section]) -> Condition | None:
    present = [child.present for child in children if child.present is not None]
    if len(present) < len(children) or not children:
        return None

    def some(root: Any, item: Any) -> bool:
        for is_there in present:  # noqa: SIM110 - twice as fast as any() with a generator, on the way of every document
            if is_there(root, item):
                return True
        return False

    return some


def build(sections: Sequence[Section], root: Mapping[str, Any]) -> Outline:
    """Number what `root` (the content, with sources under their names) has of `sections`.

    A section without content is left out and the numbers close up. Places of one style under one parent are counted
    together, 1..n. Raises Refused("outline_too_long") where a style has no further number.
    """
    outline = Outline()
    _build_level(outline, _present(sections, root, root), root, _Level(None, root, ()))
    return outline


class _Level(NamedTuple):
    """Where a level hangs: the place above it, the item its paths start at, and the way to that item."""

    parent: Node | None
    item: Any
    way: Locator


class _FirstPlace(NamedTuple):
    """The place of the first item of a list; `is_alone`: nothing else of its style stands beside the list."""

    number: int
    is_alone: bool


def _build_level(
    outline: Outline, sections: Sequence[Section], root: Mapping[str, Any], level: _Level
) -> None:
    """Number the sections of one level; all of them are known to be there."""
    parent, item, way = level
    counts: dict[str, int] = {}
    for section in sections:
        style = section.style
        index = counts.get(style, 0) + 1
        is_alone = not section.number_single and sum(other.style == style for other in sections) == 1
        if section.each:
            place = _FirstPlace(index, is_alone)
            counts[style] = index - 1 + _build_items(outline, section, root, level, place)
            continue
        counts[style] = index
        title = section.title_of(root, item) if section.title_of is not None else None
        number = "" if is_alone else number_of(style, index, parent)
        node = Node(style, index, number, title or section.title, section.label, parent)
        if section.label:
            outline.sections[section.label] = node
        if section.children:
            _build_level(outline, _present(section.children, root, item), root, _Level(node, item, way))


def _present(sections: Sequence[Section], root: Mapping[str, Any], item: Any) -> list[Section]:
    return [one for one in sections if one.present is None or one.present(root, item)]


def _build_items(
    outline: Outline, section: Section, root: Mapping[str, Any], level: _Level, place: _FirstPlace
) -> int:
    """Number the items of a list from its first place; return how many there are."""
    first, is_alone = place
    items = section.items_of(root, level.item)
    way: Locator = (*level.way, *section.each)
    if section.into:
        way = (section.into,)
        outline.into.add(section.into)
    is_plain = is_alone and len(items) == 1
    numbers = [""] if is_plain else numbers_of(section.style, first, len(items), level.parent)
    numbered = NumberedList(way, numbers, items, section, first, level.parent)
    outline.lists.append(numbered)
    if section.children:
        for position, item in enumerate(items):
            children = _present(section.children, root, item)
            if children:
                node = item_node(numbered, position)
                _build_level(outline, children, root, _Level(node, item, (*way, position)))
    return len(items)
