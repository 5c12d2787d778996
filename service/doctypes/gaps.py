"""An input with faults, made printable for looking at: where something is missing or wrong, a mark says so.

A text is replaced by its mark, ``[chưa có: Kết thúc]``; a value that is no text (points, a day) by a neutral one of its
kind, and the mark is written over what is printed of it and of what is computed from it (`gaps_computed`). A cited
document that is not there yet is put into its list.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from copy import deepcopy
from typing import Any, Final

from service.doctypes.cleaning import types_of
from service.doctypes.definition import DocumentType
from service.doctypes.envelopes import envelope_schema
from service.doctypes.faults import Steps, path_steps
from service.doctypes.gaps_computed import REST, Place, mark_computed
from service.doctypes.schemas import at, resolved
from service.domain.findings import FieldError

_CONTENT: Final = "content"
#: What no mark can stand for: without it nobody knows what to print.
_GIVEN: Final = frozenset({"type", "version", "office", "sources"})
_LABEL: Final = "chua_co"
_NEUTRAL: Final[Mapping[str, str]] = {"date": "01/01/2000", "month": "2000-01"}
#: The other value of each kind, and of a number without limits: as far from the first as can be.
_OTHER: Final[Mapping[str, str]] = {"date": "31/12/2099", "month": "2099-12"}
_FAR: Final = 1_000
_ABSENT: Final = object()
#: A place is filled, then left empty; what still does not stand is left out with its item.
_LAST: Final = 2


class Gaps:
    """Fills the gaps of one input, fault by fault; `envelope` is the input with what is filled in so far."""

    def __init__(self, document_type: DocumentType, envelope: Mapping[str, Any]) -> None:
        self.envelope: dict[str, Any] = deepcopy(dict(envelope))
        self._type, self._schema = document_type, document_type.schema
        self._marks: dict[Place, str] = {}
        self._others: dict[Place, Any] = {}
        self._open: dict[Place, str] = {}
        self._untyped: dict[Place, Mapping[str, Any]] = {}
        self._tried: Counter[str] = Counter()

    def fill(self, faults: Iterable[FieldError]) -> bool:
        """Fill the places of faults as far as a mark can stand there; tell whether anything was changed."""
        changes = [self._filled(fault) for fault in faults]
        return any(changes)

    def other_envelope(self) -> dict[str, Any]:
        """Return the same input with other stand-ins, for `write_marks` to see what hangs on them; {} without any."""
        made = deepcopy(self.envelope) if self._open else {}
        for steps, other in self._untyped.items():
            item = _reached(made.get(_CONTENT), steps[:-1])
            if isinstance(item, dict):
                item |= {
                    name: one for name, one in other.items() if name not in item or isinstance(one, bool)
                }
        for steps, value in self._others.items():
            parent = _reached(made.get(_CONTENT), steps[:-1])
            if _inside(parent, steps[-1]) is not _ABSENT:
                parent[steps[-1]] = value
        return made

    def write_marks(self, values: MutableMapping[str, Any], other: Mapping[str, Any]) -> None:
        """Write the marks of values that are no texts over what is printed of them, and of what hangs on them.

        `other` are the values of `other_envelope`, {} where it has none.
        """
        mark_computed(self._type, values, other, self._open)
        for steps, mark in self._marks.items():
            place = _reached(values, steps[:-1])
            if isinstance(_inside(place, steps[-1]), str):
                place[steps[-1]] = mark

    def _filled(self, fault: FieldError) -> bool:
        steps = path_steps(fault.path)
        if not steps or steps[0] in _GIVEN or self._tried[fault.path] > _LAST:
            return False
        self._tried[fault.path] += 1
        if list(steps) == [_CONTENT]:
            return self._opened()
        if self._tried[fault.path] > _LAST:
            return self._without_item(steps)
        return self._filled_at(steps, fault)

    def _filled_at(self, steps: Steps, fault: FieldError) -> bool:
        parent, found = self._at(steps[:-1]), self._place(steps)
        if not isinstance(parent, dict | list):
            return False
        value = _inside(parent, steps[-1])
        if found is None or fault.code == "unknown_field" or self._tried[fault.path] > 1:
            return _dropped(parent, steps[-1])
        place, is_within_format = found
        if is_within_format and value is not _ABSENT and "x-format" in place:
            return _dropped(parent, steps[-1])
        return self._put(parent, steps, place, value)

    def _opened(self) -> bool:
        """Put an empty content where something else stands: its fields are filled one by one, never as a whole."""
        if isinstance(self.envelope.get(_CONTENT), dict):
            return False
        self.envelope[_CONTENT] = {}
        return True

    def _at(self, steps: Steps) -> Any:
        return _reached(self.envelope, steps)

    def _without_item(self, steps: Steps) -> bool:
        """Leave out the item of a list that nothing can stand for, such as a label of a document that is not there."""
        last = max((at for at, step in enumerate(steps) if isinstance(step, int)), default=0)
        items = self._at(steps[:last])
        if not last or not isinstance(items, list):
            return False
        return _dropped(
            *((items, steps[last]) if len(items) > 1 else (self._at(steps[: last - 1]), steps[last - 1]))
        )

    def _put(self, parent: Any, steps: Steps, place: Mapping[str, Any], value: Any) -> bool:
        """Put a stand-in where nothing is, a mark with what is there where it is wrong; what holds texts is kept."""
        if isinstance(value, list) and len(value) < place.get("minItems", 0):
            value.append(self._stand_in(place["items"], [*steps, len(value)], _Title(_title(place))))
            return True
        if isinstance(value, dict | list) and value:
            return False
        is_empty = (
            value is _ABSENT or value is None or not str(value).strip() or isinstance(value, dict | list)
        )
        title = _Title(_title(place)) if is_empty else _Title(_typed(value), "cần sửa")
        if isinstance(parent, list) and not (isinstance(steps[-1], int) and steps[-1] < len(parent)):
            return False
        made = self._stand_in(place, steps, title)
        if isinstance(parent, Mapping) and self._is_untyped(parent, steps):
            self._open[tuple(steps[1:])] = title.again()
            self._untyped[tuple(steps[1:])] = self._as_if_typed(steps)
        parent[steps[-1]] = made
        return True

    def _is_untyped(self, item: Mapping[str, Any], steps: Steps) -> bool:
        """Tell whether an item of a list has no more than the label of what it is about."""
        if steps[0] != _CONTENT or not isinstance(steps[-2], int):
            return False
        places = [(self._place([*steps[:-1], name]), item[name]) for name in item if name != steps[-1]]
        return bool(places) and all(
            found is not None and ("x-label-of" in found[0] or found[0].get("default", _ABSENT) == value)
            for found, value in places
        )

    def _as_if_typed(self, steps: Steps) -> dict[str, Any]:
        """Return other values for the plain fields of the item around a place, as if somebody had typed them."""
        found = self._place(steps[:-1])
        fields = found[0].get("properties", {}) if found else {}
        others = {name: _other(resolved(part, self._whole)) for name, part in fields.items()}
        return {name: value for name, value in others.items() if value is not None}

    def _place(self, steps: Steps) -> tuple[Mapping[str, Any], bool] | None:
        """Return the schema of a place, and whether it lies within a value that is printed as one."""
        is_content = steps[0] == _CONTENT
        self._whole = self._schema if is_content else envelope_schema()
        place: Mapping[str, Any] | None = resolved(self._whole, self._whole)
        is_within = False
        for step in steps[1:] if is_content else steps:
            is_within = is_within or "x-format" in (place or {})
            place = at(place, self._whole, step) if place is not None else None
        return None if place is None else (place, is_within)

    def _stand_in(self, schema: Mapping[str, Any], steps: Steps, title: "_Title") -> Any:
        """Return a valid value for a place: its first text is the mark, other texts are left open."""
        place = resolved(schema, self._whole)
        if "oneOf" in place:
            return self._stand_in(place["oneOf"][0], steps, title)
        if "properties" in place:
            return {
                name: self._stand_in(place["properties"][name], [*steps, name], title)
                for name in self._needed(place)
            }
        if "items" in place:
            return [self._stand_in(place["items"], [*steps, 0], title)]
        return self._leaf(place, steps, title)

    def _needed(self, place: Mapping[str, Any]) -> list[str]:
        """Return the fields that an object has to have; where any will do, one that is a plain text."""
        if required := list(place.get("required", ())):
            return required
        texts = [name for name, part in place["properties"].items() if _is_text(resolved(part, self._whole))]
        return texts[-1:] if place.get("minProperties") else []

    def _leaf(self, place: Mapping[str, Any], steps: Steps, title: "_Title") -> Any:
        """Return one value: what its schema gives, a label, the mark where a text stands, else a neutral value."""
        if given := [place[name] for name in ("default", "const") if name in place]:
            return given[0]
        if choices := place.get("enum"):
            self._invented(steps, title.again(), choices[-1])
            return choices[0]
        if "x-label" in place:
            return self._label()
        if "x-label-of" in place:
            return self._labelled(place["x-label-of"], title)
        return title.mark(place.get("maxLength")) if _is_text(place) else self._neutral(place, steps, title)

    def _neutral(self, place: Mapping[str, Any], steps: Steps, title: "_Title") -> Any:
        if {"integer", "number"} & set(types_of(place)):
            least = place.get("minimum", 0)
            self._invented(steps, title.mark(), place.get("maximum", least + _FAR))
            return least
        form = place.get("x-format", "")
        self._invented(steps, title.mark(), _OTHER.get(form, f"{_LABEL}_khac"))
        return _NEUTRAL.get(form, _LABEL)

    def _invented(self, steps: Steps, mark: str, other: Any) -> None:
        """Note a value that nobody typed, what is printed in its place, and what could stand there as well."""
        if steps[0] == _CONTENT:
            place: Place = tuple(steps[1:])
            self._marks[place], self._others[place] = mark, other
            self._open.setdefault(place, mark)

    def _label(self) -> str:
        self._tried[_LABEL] += 1
        return f"{_LABEL}_{self._tried[_LABEL]}"

    def _labelled(self, space: str, title: "_Title") -> str:
        """Return the label of a thing that is not there, put into its list; one of a source cannot be."""
        content = self.envelope[_CONTENT]
        for name, part in self._schema["properties"].items():
            items = resolved(resolved(part, self._schema).get("items", {}), self._schema)
            label = resolved(items.get("properties", {}).get("label", {}), self._schema)
            if label.get("x-label") == space and isinstance(content.get(name, []), list):
                record = self._stand_in(items, [_CONTENT, name, len(content.get(name, []))], title)
                content.setdefault(name, []).append({**record, "label": (made := self._label())})
                return made
        return _LABEL


class _Title:
    """What a gap is called; the first text that takes the mark has it, those beside it are left open."""

    def __init__(self, words: str, says: str = "chưa có") -> None:
        self._words, self._says, self._is_told = words, says, False

    def again(self) -> str:
        """Return the mark, whether it was told already or not."""
        return f"[{self._says}: {self._words}]"

    def mark(self, most: int | None = None) -> str:
        """Return the mark, at most so long as its place bears."""
        if self._is_told:
            return REST
        self._is_told = True
        words = self.again()
        return words if most is None or len(words) <= most else f"{words[: most - 2]}…]"


def _is_text(place: Mapping[str, Any]) -> bool:
    return types_of(place) == ("string",) and not {"x-format", "pattern", "enum", "x-label-of"} & set(place)


def _other(place: Mapping[str, Any]) -> Any:
    """Return a value that a plain field does not have by itself, None for one that is not plain."""
    types = set(types_of(place))
    if "boolean" in types:
        return not place.get("default", False)
    if {"integer", "number"} & types:
        return place.get("maximum", _FAR)
    return REST if _is_text(place) else _NEUTRAL.get(place.get("x-format", ""))


def _title(place: Mapping[str, Any]) -> str:
    return str(place.get("title", "dữ liệu"))


def _typed(value: Any) -> str:
    """Return what is typed on one line, without marks of its own."""
    return " ".join(str(value).translate(dict.fromkeys(map(ord, "[]*\\"))).split())


def _inside(place: Any, step: str | int) -> Any:
    if isinstance(place, Mapping):
        return place.get(step, _ABSENT)
    if isinstance(place, list) and isinstance(step, int) and step < len(place):
        return place[step]
    return _ABSENT


def _reached(place: Any, steps: Sequence[str | int]) -> Any:
    for step in steps:
        place = _inside(place, step)
    return place


def _dropped(parent: Any, step: str | int) -> bool:
    if _inside(parent, step) is _ABSENT:
        return False
    del parent[step]
    return True
