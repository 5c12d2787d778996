"""The outline of a draft with the numbers that the document will have, whatever is still missing in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.doctypes.skeleton import blank_value
from service.domain.citations import citation, short_text
from service.domain.emphasis import escape_marks, plain, replace_mentions
from service.domain.outline import Node, NumberedList, item_node, reference
from service.domain.outline_building import Outline, build
from service.domain.outline_code import Section
from service.domain.refusal import Refused

_TITLE = 90
_DEEPEST = 4
#: So much of a text is looked at for its title.
_READ = 1000
#: Stands in a required text that nobody has written yet: the document will have it, and the numbers count it.
_UNWRITTEN = " "
#: Stands for what a label means as long as nobody has said it.
_UNKNOWN = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: printed number, title, the path that it leads to ("" for none), depth from 1."""

    number: str
    title: str
    path: str
    depth: int


def draft_outline(document_type: DocumentType, envelope: Mapping[str, Any]) -> list[Entry]:
    """Return the outline of an input that need not be valid; an empty one where nothing can be numbered yet."""
    content = envelope.get("content")
    given = content if isinstance(content, Mapping) else {}
    schema = document_type.schema
    root = {**_complete(schema, schema, given), **_sources(document_type, envelope)}
    try:
        outline = build(document_type.sections, root, document_type.names)
    except (Refused, KeyError, TypeError, AttributeError, ValueError):  # of a content of the wrong shape
        return []
    return list(_Lines(document_type, outline, _Mentions(root, document_type.names, outline)).entries())


def _sources(document_type: DocumentType, envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the sources lend, as far as they are in the input itself."""
    given = envelope.get("sources")
    sources = given if isinstance(given, Mapping) else {}
    lent: dict[str, Any] = {}
    for name, taken in document_type.takes.items():
        one = sources.get(name)
        members = one if isinstance(one, list) else [one] if isinstance(one, Mapping) else []
        found = [_lent(member, taken.fields) for member in members]
        lent[name] = found if taken.many else next(iter(found), None)
    return lent


def _lent(member: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    content = member.get("content") if isinstance(member, Mapping) else None
    known = content if isinstance(content, Mapping) else {}
    return {key: known[key] for key in fields if key in known}


def _complete(schema: Mapping[str, Any], root: Mapping[str, Any], value: Any) -> Any:
    """Return a value with every required field in it, blank where it is missing, and the right kind of container."""
    shape = resolved(schema, root)
    if "properties" in shape:
        known = value if isinstance(value, Mapping) else {}
        made = {
            name: _complete(part, root, known[name])
            for name, part in shape["properties"].items()
            if known.get(name) is not None
        }
        missing = (name for name in shape.get("required", ()) if name not in made)
        made |= {name: blank_value(shape["properties"][name], root) for name in missing}
        return made | {name: _UNWRITTEN for name in shape.get("required", ()) if made[name] == ""}
    if "items" in shape:
        return [_complete(shape["items"], root, one) for one in value] if isinstance(value, list) else []
    return value


class _Mentions:
    """Says what labels in titles stand for, as far as it can be known while the rest is still missing."""

    def __init__(self, root: Any, names: Mapping[str, str], outline: Outline) -> None:
        self._records = {one["label"]: one for one in _labelled(root)}
        self._names, self._outline = names, outline

    def words(self, text: str) -> str:
        """Return a marked text with its labels in words."""
        return replace_mentions(text, self._mention)

    def _mention(self, label: str) -> str:
        label, _, pinpoint = label.partition("|")
        space, _, place = label.rpartition(":")
        if space == "muc":
            node = self._outline.place(place)
            return escape_marks(reference(node, self._names)) if node else _UNKNOWN
        return " ".join(part for part in (pinpoint.strip(), self._cited(label)) if part)

    def _cited(self, label: str) -> str:
        record = self._records.get(label)
        if record is None:
            return _UNKNOWN
        try:
            return escape_marks(short_text(citation(record)))
        except (Refused, KeyError, TypeError, AttributeError, ValueError):  # half of it is typed
            return _UNKNOWN


def _labelled(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the cited documents of a content and of what its sources lend."""
    if isinstance(value, Mapping):
        if isinstance(value.get("label"), str) and isinstance(value.get("kind"), str):
            yield value
        for inner in value.values():
            yield from _labelled(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _labelled(inner)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Puts sections and items of lists back into the order in which they are printed."""

    document_type: DocumentType
    outline: Outline
    mentions: _Mentions

    def entries(self) -> Iterator[Entry]:
        """Yield all lines."""
        for section in self.document_type.sections:
            yield from self._section(section, 1, None)

    def _section(
        self, section: Section, depth: int, above: "tuple[NumberedList, int] | None"
    ) -> Iterator[Entry]:
        if depth > _DEEPEST:
            return
        if section.each:
            yield from self._items(section, depth, above)
            return
        node = self.outline.sections.get(section.label)
        if node is None:
            return
        title = self._short(node.title) or self._short(section.title)
        yield Entry(node.number, title, f"content.{_field(section)}".rstrip("."), depth)
        for child in section.children:
            yield from self._section(child, depth + 1, None)

    def _items(
        self, section: Section, depth: int, above: "tuple[NumberedList, int] | None"
    ) -> Iterator[Entry]:
        """Yield the items of a list; those of a list inside an item stand under that item."""
        for numbered in self.outline.lists:
            if not _is_of(numbered, section, above):
                continue
            for position in range(len(numbered.items)):
                node = item_node(numbered, position)
                path = f"content.{_way(numbered)}[{position}]"
                title = self._short(_title(node, numbered, position))
                yield Entry(node.number, title, path, depth)
                for child in section.children:
                    yield from self._section(child, depth + 1, (numbered, position))

    def _short(self, text: str) -> str:
        """Return the beginning of a title as it is printed: labels in words, no marks."""
        line = " ".join(plain(self.mentions.words(text[:_READ]))[:_READ].split())
        return line if len(line) <= _TITLE else f"{line[:_TITLE].rpartition(' ')[0]}…"


def _is_of(numbered: NumberedList, section: Section, above: "tuple[NumberedList, int] | None") -> bool:
    """Tell whether a list is that of an entry of the outline, under the item that is being listed."""
    name = (section.into or section.each).rpartition(".")[2]
    if numbered.way[-1] != name or numbered.kind.style != section.style:
        return False
    if above is None:
        return not any(isinstance(step, int) for step in numbered.way)
    return tuple(numbered.way[: len(above[0].way) + 1]) == (*above[0].way, above[1])


def _way(numbered: NumberedList) -> str:
    return "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in numbered.way
    ).removeprefix(".")


def _field(section: Section) -> str:
    """Return the field of the content that a fixed section is about, as far as its definition names one."""
    if isinstance(section.when, str):
        return section.when
    for child in section.children:
        if found := child.each or _field(child):
            return found
    return section.title_field


def _title(node: Node, numbered: NumberedList, position: int) -> str:
    """Return the title of an item, or the beginning of what it says."""
    item = numbered.items[position]
    words = node.title.strip()
    if not words and isinstance(item, Mapping):
        words = next((one for one in (item.get("title"), item.get("content")) if isinstance(one, str)), "")
    return words if words or not isinstance(item, str) else item
