"""Writes the functions that number the places of a document, from the `outline` of its type.

One function for each section of the top level, one for what stands under each item of a list. A function first finds
out what is there, then numbers it: so numbers close up over what is not there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from service.domain.conditions import at_path, condition_code, path_code
from service.domain.generated import Program, indented
from service.domain.outline import (
    LEVEL_NAMES,
    STYLES,
    ListKind,
    Node,
    NumberedList,
    item_node,
    own_references,
    reference,
    rows,
    title_reference,
)
from service.domain.refusal import Refused

SECTION_KEYS = frozenset(
    {"label", "title", "title_field", "style", "when", "each", "children", "number_single", "into"}
)
#: Styles whose number is the beginning of the decimal numbers under it.
_CARRIED = ("arabic", "decimal")


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of an outline, read and checked: a fixed section, or (`each`) all items of a list.

    `into` names the list that the numbers are written into instead of the one that `each` names. `number_single` False:
    no number where nothing else of its style stands beside it. `place` numbers a whole outline for (outline, root,
    names); the sections of its top level share it.
    """

    style: str
    title: str
    label: str
    when: object
    title_field: str
    each: str
    into: str
    number_single: bool
    children: tuple["Section", ...]
    place: Callable[[Any, Mapping[str, Any], Mapping[str, str]], None] | None = None


def read_section(raw: Mapping[str, Any]) -> Section:
    """Return one entry of `outline.sections`. Raises Refused("outline_unknown_key" | "outline_style")."""
    unknown = sorted(set(raw) - SECTION_KEYS)
    if unknown:
        raise Refused(
            "outline_unknown_key", f"Khóa {', '.join(unknown)} không có trong phần bố cục (outline)."
        )
    style = raw.get("style", "none")
    if style not in STYLES:
        raise Refused(
            "outline_style", f"Kiểu đánh số “{style}” không có; chọn một trong: {', '.join(STYLES)}."
        )
    each, title_field = str(raw.get("each", "")), str(raw.get("title_field", ""))
    return Section(
        style=style,
        title=str(raw.get("title", "")),
        label=str(raw.get("label", "")),
        when=raw.get("when"),
        title_field=f".{title_field.lstrip('.')}" if each and title_field else title_field,
        each=each,
        into=str(raw.get("into", "")),
        number_single=bool(raw.get("number_single", True)),
        children=tuple(read_section(child) for child in raw.get("children", ())),
    )


class _Above(NamedTuple):
    """Expressions for what stands above a level.

    The place, the beginning of decimal numbers, the way to the item, and the words that refer to the place: as they
    stand after a decimal number, and after any other. "''" where there are none.
    """

    place: str
    prefix: str
    way: str
    after_decimal: str
    after_other: str


class _Flag(NamedTuple):
    """A section of a level: `present` is the variable that says whether it is there, "" where it always is.

    `items` is the variable of its list; `children` are the fixed sections and lists directly under it. `counter` is
    the variable that counts its style on the level, `alone` the expression that says whether it goes without a number.
    """

    spec: Section
    present: str
    items: str
    children: list["_Flag"]
    counter: str = ""
    alone: str = ""


class OutlineWriter:
    """Writes the functions of one outline into `program`; conditions may name `settings`."""

    def __init__(self, program: Program, settings: Mapping[str, Any]) -> None:
        self._program = program
        self._settings = settings
        # The tuple itself, not the call of its class: a third of the time.
        self._new = program.constant(tuple.__new__, "new")
        self._node = program.constant(Node, "Node")
        self._list = program.constant(NumberedList, "NumberedList")
        self._rows = program.constant(rows, "rows")
        self._item_node = program.constant(item_node, "item_node")
        self._reference = program.constant(reference, "reference")
        self._own_references = program.constant(own_references, "own_references")
        self._title_reference = program.constant(title_reference, "title_reference")

    def outline(self, specs: Iterable[Section]) -> str:
        """Write (outline, root, names) -> None for the whole outline; return the name of the function."""
        lines = ["item = root"]
        flags = self._flags(specs, lines)
        lines += self._level(flags, _Above("None", "''", "()", "''", "''"))
        return self._program.function("outline", "outline, root, names", lines)

    def _flags(self, specs: Iterable[Section], lines: list[str]) -> list[_Flag]:
        return [self._flag(spec, lines) for spec in specs]

    def _flag(self, spec: Section, lines: list[str]) -> _Flag:
        """Write the lines that find out whether a section and what stands under it are there.

        A section is there where its condition says so; without one, where its list or one of its children is.
        """
        if spec.each:
            items = self._program.name("items")
            lines.append(f"{items} = {path_code(f'.{spec.each}')}")
            if spec.when is None:
                return _Flag(spec, items, items, [])
            present = self._assigned(
                f"{items} and {condition_code(spec.when, self._settings, self._program)}", lines
            )
            return _Flag(spec, present, items, [])
        children = self._flags(spec.children, lines)
        if spec.when is not None:
            code = condition_code(spec.when, self._settings, self._program)
            return _Flag(spec, self._assigned(code, lines), "", children)
        if not children or not all(child.present for child in children):
            return _Flag(spec, "", "", children)
        return _Flag(
            spec, self._assigned(" or ".join(child.present for child in children), lines), "", children
        )

    def _assigned(self, code: str, lines: list[str]) -> str:
        name = self._program.name("is_there")
        lines.append(f"{name} = {code}")
        return name

    def _level(self, flags: Sequence[_Flag], above: _Above) -> list[str]:
        """Write the lines that number the places of one level: those of one style are counted together."""
        counts = {flag.spec.style: self._program.name("count") for flag in flags}
        lines = [f"{count} = 0" for count in counts.values()]
        for flag in flags:
            like = [one for one in flags if one is not flag and one.spec.style == flag.spec.style]
            known = flag._replace(counter=counts[flag.spec.style], alone=_alone(flag.spec, like))
            placed = self._items(known, above) if known.items else self._fixed(known, above)
            lines += [f"if {flag.present}:", *indented(placed)] if flag.present else placed
        return lines

    def _fixed(self, flag: _Flag, above: _Above) -> list[str]:
        spec, count = flag.spec, flag.counter
        number, node = self._program.name("number"), self._program.name("node")
        title = f"{path_code(spec.title_field)} or {spec.title!r}" if spec.title_field else repr(spec.title)
        prefix = above.prefix if spec.style == "decimal" else "''"
        row = f"{self._rows}[{spec.style!r}, {count}, 1, {prefix}][0]"
        facts = f"{spec.style!r}, {count}, {number}, {title}, {spec.label!r}, {above.place}"
        lines = [
            f"{count} += 1",
            f"{number} = '' if {flag.alone} else {row}" if flag.alone else f"{number} = {row}",
            f"{node} = {self._new}({self._node}, ({facts}))",
        ]
        after_decimal, after_other = self._references(flag, number, above, lines)
        if spec.label:
            words = f"{after_other} or {self._title_reference}({node}.title)"
            lines.append(f"outline.sections[{spec.label!r}] = {node}")
            lines.append(f"outline.references[{spec.label!r}] = {words}")
        carried = _carried(flag, number, above.prefix)
        return lines + self._level(
            flag.children, _Above(node, carried, above.way, after_decimal, after_other)
        )

    def _references(self, flag: _Flag, number: str, above: _Above, lines: list[str]) -> tuple[str, str]:
        """Write the words that refer to a fixed section; return them as what is inside it sees them.

        Of several decimal levels only the innermost is named, since its number holds the others.
        """
        style = flag.spec.style
        if style == "none":
            return above.after_decimal, above.after_other
        level = f"names.get({style!r}) or {LEVEL_NAMES[style]!r}"
        own = self._program.name("own")
        lines.append(f"{own} = {self._own_references}[{level}, {style!r}, {flag.counter}, {number}]")

        def words(before: str, otherwise: str) -> str:
            name = self._program.name("words")
            code = own if before == "''" else f"f'{{{own}}} {{{before}}}'.rstrip()"
            lines.append(
                f"{name} = {code} if {number} else {otherwise}" if flag.alone else f"{name} = {code}"
            )
            return name

        if style == "decimal":
            return above.after_decimal, words(above.after_decimal, above.after_other)
        after_other = words(above.after_other, above.after_other)
        same = above.after_decimal == above.after_other
        return after_other if same else words(above.after_decimal, above.after_decimal), after_other

    def _items(self, flag: _Flag, above: _Above) -> list[str]:
        spec, items, count = flag.spec, flag.items, flag.counter
        numbers, numbered = self._program.name("numbers"), self._program.name("numbered")
        prefix = above.prefix if spec.style == "decimal" else "''"
        row = f"{self._rows}[{spec.style!r}, {count} + 1, len({items}), {prefix}]"
        if flag.alone:
            row = f"[''] if len({items}) == 1 and {flag.alone} else {row}"
        way = f"({spec.into!r},)" if spec.into else _longer(above.way, spec.each.split("."))
        title_of = at_path(spec.title_field) if spec.title_field else None
        kind = self._program.constant(ListKind(spec.style, spec.title, title_of), "kind")
        facts = f"{way}, {numbers}, {items}, {kind}, {count} + 1, {above.place}"
        lines = [
            f"{numbers} = {row}",
            f"{numbered} = {self._new}({self._list}, ({facts}))",
            f"outline.lists.append({numbered})",
            f"{count} += len({items})",
        ]
        if spec.into:
            lines.append(f"outline.into.add({spec.into!r})")
        return lines + self._under_items(flag, numbered, above)

    def _under_items(self, flag: _Flag, numbered: str, above: _Above) -> list[str]:
        """Write the function for what stands under each item of a list, and the loop that calls it."""
        spec = flag.spec
        if not spec.children:
            return []
        body: list[str] = []
        flags = self._flags(spec.children, body)
        place = "(numbered, position)"
        words = "''"
        if any(not child.spec.each for child in flags):
            body.append(f"node = {self._item_node}(numbered, position)")
            body.append(f"above = {self._reference}(node, names)")
            place, words = "node", "above"
        body.append(f"prefix = {_carried(flag, 'numbered.numbers[position]', 'prefix')}")
        above_items = _Above(place, "prefix", "(*numbered.way, position)", words, words)
        body += self._level(flags, above_items)
        name = self._program.function(
            "under_item", "outline, root, names, item, numbered, position, prefix", body
        )
        return [
            f"for position, one in enumerate({flag.items}):",
            f"    {name}(outline, root, names, one, {numbered}, position, {above.prefix})",
        ]


def _alone(spec: Section, like: Sequence[_Flag]) -> str:
    """Return the expression that says whether a section goes without a number, "" where it never does.

    `like` are the others of its style on the level.
    """
    if spec.number_single or not all(other.present for other in like):
        return ""
    return f"not ({' or '.join(other.present for other in like)})" if like else "True"


def _carried(flag: _Flag, number: str, prefix: str) -> str:
    """Return the expression of what decimal numbers under a place begin with; one without a number is passed over."""
    style = flag.spec.style
    if style == "none":
        return prefix
    if not flag.alone:
        return number if style in _CARRIED else "''"
    return f"({number} or {prefix})" if style in _CARRIED else f"('' if {number} else {prefix})"


def _longer(way: str, names: Iterable[str]) -> str:
    """Return the expression of a way (a tuple) with names put after it."""
    return f"({way.strip('()')}{', ' if way != '()' else ''}{', '.join(map(repr, names))},)"
