"""From what was read to the content of an envelope: values by path, computed values traced back to their fields."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.domain.text import plain
from service.intake import inverses_grades, inverses_results
from service.intake.citing import cited_parts, parsed
from service.intake.content_tree import Tree, put, text_at, with_lists
from service.intake.foreign_content import settled
from service.intake.grammar import grammar_of
from service.intake.grammar_nodes import CITES, Slot, slots_of
from service.intake.inverses import INVERSES, Sources, Tracing
from service.intake.lines import Line
from service.intake.outline_spots import Heading
from service.intake.reading import Path, Placed, Reading, Value, path_text
from service.intake.schema_paths import is_needed, item_of, schema_at
from service.intake.values import Words, evidence_apart, read_citations, read_value

#: Named so that their functions are registered.
INVERSE_MODULES = (inverses_grades, inverses_results)
#: Computed values that hold nothing of their own: they are computed again.
DERIVED = frozenset({"next_period", "period_name", "first_recipients", "money_total"})


@dataclass(slots=True)
class MadeContent:
    """A content; `paths` maps how a place was called while reading to what it is called in the content.

    `refused` are lines whose words could not be taken; `maybe` are fields that the type may print by itself.
    """

    content: dict[str, Any]
    refused: list[Placed] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    maybe: list[str] = field(default_factory=list)
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)


def content_of(
    document_type: DocumentType, reading: Reading, words: Words, *, subject: str, sources: Sources
) -> MadeContent:
    """Return the content that a reading gives; `sources` are the contents of the documents it was made from."""
    return _Builder(document_type, reading, words, subject, sources).made()


class _Builder:
    """Builds one content."""

    def __init__(
        self, document_type: DocumentType, reading: Reading, words: Words, subject: str, sources: Sources
    ) -> None:
        self._type = document_type
        self._schema = document_type.schema
        self._reading = reading
        self._words = words
        self._subject = subject
        self._sources = sources
        self._raw: Tree = {}
        self._computed: Tree = {}
        self._made = MadeContent({})

    def made(self) -> MadeContent:
        """Return the content."""
        styles: dict[Path, str] = {}
        for placed in self._reading.placed:
            for value in placed.values:
                self._enter(value, placed)
            if isinstance(placed.item, Line) and placed.values:
                styles.setdefault(placed.values[0].path, placed.item.style)
            if placed.grid is not None:
                put(self._computed, tuple(placed.grid.path.split(".")), placed.grid.rows)
        self._conditions()
        tracing = Tracing(self._raw, self._words, styles, grammar_of(self._type).spots, self._sources)
        self._trace(tracing)
        self._by_rules(tracing)
        self._made.paths |= tracing.paths
        if self._words.is_foreign:
            self._made.paths |= settled(self._raw, self._schema, self._is_printed)
        self._refuse(tracing.refused)
        content = self._converted(self._schema, with_lists(self._raw), "")
        self._made.content = content if isinstance(content, dict) else {}
        self._records()
        return self._made

    def _trace(self, tracing: Tracing) -> None:
        """Trace what is computed back to the fields that it comes from."""
        for call in self._type.computes:
            root = call.key
            if root in self._computed and call.function in INVERSES:
                arguments = defaultdict(str, call.arguments)
                INVERSES[call.function](tracing, arguments, root, self._computed[root])
            elif root in self._computed and call.function not in INVERSES and call.function not in DERIVED:
                tracing.refused.append(root)

    def _is_printed(self, path: str) -> bool:
        """Tell whether a field stands in the document."""
        return any(
            gap.path == path
            for slot in slots_of(grammar_of(self._type).nodes)
            if isinstance(slot, Slot)
            for gap in slot.gaps
        )

    def _enter(self, value: Value, placed: Placed) -> None:
        head = str(value.path[0])
        if value.gap.path.startswith(CITES):
            self._cites(value, placed)
        elif head in {"muc", "phu_luc"}:
            self._heading(value)
        elif head in self._schema["properties"]:
            if schema_at(self._schema, value.gap.path) is not None:
                self._put(value, placed)
        elif head not in {"office", "document", "frame"}:
            put(self._computed, value.path, value.text)

    def _cites(self, value: Value, placed: Placed) -> None:
        """Give the cited documents of a sentence to their fields: sources first, an approval last, else bases."""
        parts = cited_parts(plain(value.text))
        if parts is None:
            self._made.refused.append(placed)
            return
        paths = value.gap.path.removeprefix(CITES).split(",")
        for path in paths:
            source = path.removesuffix(".mention")
            if path.endswith(".mention") and (source in self._sources or self._needs(source)):
                parts = parts[1:]
        single = [
            path
            for path in paths
            if schema_at(self._schema, path) is not None and path not in self._lists(paths)
        ]
        if single and parts and _approves(parts[-1]):
            put(self._raw, tuple(single[0].split(".")), parts.pop())
        for path in self._lists(paths):
            if parts:
                put(self._raw, tuple(path.removesuffix(".*").split(".")), dict(enumerate(parts)))

    def _needs(self, source: str) -> bool:
        taken = self._type.takes.get(source)
        return taken is not None and taken.required

    def _lists(self, paths: Sequence[str]) -> list[str]:
        """Return the paths that hold a list."""
        shapes = {path: schema_at(self._schema, path.removesuffix(".*")) or {} for path in paths}
        return [path for path, shape in shapes.items() if "items" in shape]

    def _put(self, value: Value, placed: Placed) -> None:
        known = text_at(self._raw, value.path)
        if known is None:
            put(self._raw, value.path, value.text)
        elif known.casefold() != value.text.casefold() and placed.path == path_text(value.path):
            self._made.conflicts.append((placed.path, known, value.text))

    def _heading(self, value: Value) -> None:
        owner = value.gap.path.rpartition(".")[0]
        spot: Heading | None = grammar_of(self._type).spots.headings.get(owner)
        if spot is None or not spot.title_field or not value.gap.path.endswith(".title"):
            return
        text = value.text.rstrip(" :") if self._words.is_foreign else value.text
        whole = f"{spot.title} {' '.join(self._subject.split()).upper()}"
        needed = is_needed(self._schema, spot.title_field)
        if not needed and plain(text) in {spot.title, whole}:
            return
        path = tuple(spot.title_field.split("."))
        if text_at(self._raw, path) is None:
            put(self._raw, path, text)
        self._made.paths[path_text(value.path)] = spot.title_field
        if not needed and plain(text).startswith(f"{spot.title} "):
            self._made.maybe.append(spot.title_field)

    def _by_rules(self, tracing: Tracing) -> None:
        """Set what the rules of the type tell: the variant whose fields are there, the period of the subject."""
        for call in self._type.rules:
            if call.function == "variant_has_fields":
                for choice, path in call.arguments["fields"].items():
                    if tracing.at(path):
                        tracing.put(call.arguments["variant"], choice)
            elif call.function == "period_complete":
                for name, value in inverses_results.period_of(self._subject).items():
                    tracing.put(f"{call.arguments['period']}.{name}", value)

    def _conditions(self) -> None:
        """Set the choices that the conditions of the template tell."""
        for test, holds in self._reading.held:
            name, sign, word = _comparison(test)
            path = name.removesuffix("_key")
            if name == path or schema_at(self._schema, path) is None:
                continue
            if holds is (sign == "=="):
                put(self._raw, tuple(path.split(".")), word)
            else:
                others = [one for one in _choices(self._schema, path) if one != word]
                if len(others) == 1:
                    put(self._raw, tuple(path.split(".")), others[0])

    def _refuse(self, prefixes: Sequence[str]) -> None:
        """Mark the lines whose words said nothing that their place can hold."""
        for placed in self._reading.placed:
            if any(placed.path == one or placed.path.startswith((f"{one}.", f"{one}[")) for one in prefixes):
                self._made.refused.append(placed)

    def _converted(self, shape: Mapping[str, Any], raw: Any, path: str) -> Any:
        shape = resolved(shape, self._schema)
        if isinstance(raw, str):
            return self._leaf(shape, raw, path)
        if isinstance(raw, list):
            return self._list(shape, raw, path)
        if isinstance(raw, Mapping):
            if "x-format" in shape or "oneOf" in shape:
                return dict(raw)
            return self._object(shape, raw, path)
        return raw

    def _object(self, shape: Mapping[str, Any], raw: Mapping[Any, Any], path: str) -> dict[str, Any]:
        raw = self._evidence_apart(shape, dict(raw))
        made: dict[str, Any] = {}
        for name, part in shape.get("properties", {}).items():
            if name in raw:
                made[name] = self._converted(part, raw[name], f"{path}.{name}" if path else name)
        return {name: value for name, value in made.items() if value not in ("", [], {}, None)}

    def _evidence_apart(self, shape: Mapping[str, Any], raw: dict[Any, Any]) -> dict[Any, Any]:
        """Take the day by which evidence is due out of a deadline where the item has a field for it."""
        for name, text in list(raw.items()):
            other = f"evidence_{name}"
            if other in shape.get("properties", {}) and other not in raw and isinstance(text, str):
                raw[name], due = evidence_apart(text)
                if due:
                    raw[other] = due
        return raw

    def _list(self, shape: Mapping[str, Any], raw: list[Any], path: str) -> Any:
        if shape.get("type") == "string" or "items" not in shape:
            return "\n".join(str(one) for one in raw)
        items = [self._converted(shape["items"], one, f"{path}[{i}]") for i, one in enumerate(raw)]
        return [item for item in items if item not in ("", {}, None)]

    def _leaf(self, shape: Mapping[str, Any], raw: str, path: str) -> Any:
        if "items" in shape and "x-format" not in shape:
            inner = item_of(shape, self._schema)
            if inner.get("x-label-of") == "citation":
                found = read_citations(raw, self._words)
                if found is None:
                    self._refuse([path])
                return found or []
            return [read_value(inner, raw, self._words)]
        return read_value(shape, raw, self._words)

    def _records(self) -> None:
        """Put the records of cited documents where the schema has a list of them."""
        records = list(self._words.citations.records.values())
        for name, part in self._schema["properties"].items():
            shape = item_of(resolved(part, self._schema), self._schema)
            if shape.get("x-format") == "citation" and records:
                self._made.content = {name: [_clean(one) for one in records], **self._made.content}


def _approves(text: str) -> bool:
    record = parsed(text)
    return record is not None and record.get("link") == "phe_duyet"


def _clean(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value or key in {"label", "kind", "issuer"}}


def _comparison(test: str) -> tuple[str, str, str]:
    """Return the sides of ``a == 'b'``, the first one alone for any other condition."""
    for sign in ("==", "!="):
        name, found, word = test.partition(f" {sign} ")
        if found:
            return name.strip(), sign, word.strip().strip("'\"")
    return test, "", ""


def _choices(schema: Mapping[str, Any], path: str) -> list[str]:
    shape = schema_at(schema, path) or {}
    return list(shape.get("enum", ()))
