"""Turns what the JSON Schema validator reports into faults that staff can act on: path, stable code, what to do."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from service.doctypes.cleaning import NOT_BLANK, types_of
from service.doctypes.schemas import at, items_at, resolved, title_at
from service.domain.deadline_reading import read_deadline
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.domain.text import quoted

Steps = list[str | int]
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

_TYPE_NAMES = {
    "string": "chữ",
    "number": "số",
    "integer": "số nguyên",
    "boolean": "true hoặc false",
    "array": "danh sách",
    "object": "bảng gồm các trường",
    "null": "để trống",
}


def path_text(steps: Iterable[str | int], prefix: str = "") -> str:
    """Return a path as printed.

    >>> path_text(["criteria", 2, "tasks", 0, "title"], "content")
    'content.criteria[2].tasks[0].title'
    """
    text = prefix
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


def path_steps(path: str) -> Steps:
    """Return the steps of a printed path.

    >>> path_steps("content.criteria[2].title")
    ['content', 'criteria', 2, 'title']
    """
    return [int(place) if place else name for place, name in _STEP.findall(path)]


class FaultWriter:
    """Words the errors of one schema; `prefix` opens every path (``content``)."""

    def __init__(self, schema: Mapping[str, Any], prefix: str = "") -> None:
        self._schema = schema
        self._prefix = prefix

    def faults(self, errors: Iterable[Any]) -> Iterator[FieldError]:
        """Yield a fault for each error of the validator, the best branch's faults for a choice."""
        for error in errors:
            steps: Steps = list(error.instance_path)
            if error.kind.name == "oneOf":
                yield from self._choice(error, steps)
            elif error.kind.name == "additionalProperties":
                yield from (self._surplus(steps, name) for name in error.kind.unexpected)
            else:
                yield self._fault(error, steps)

    def _fault(self, error: Any, steps: Steps) -> FieldError:
        kind = error.kind.name
        if kind in ("required", "dependentRequired"):
            return self._missing([*steps, error.kind.property])
        if unread := self._unread_deadline(error, steps):
            return unread
        write = _WRITERS.get(kind)
        code, message = (
            write(self, error, steps) if write else ("wrong_value", "không dùng được. Hãy xem mẫu.")
        )
        return FieldError(path_text(steps, self._prefix), code, f"{self.name(steps)} {message}")

    def _unread_deadline(self, error: Any, steps: Steps) -> FieldError | None:
        """Return why a text in the place of a deadline cannot be read as one, in the words of the form's own note."""
        if not isinstance(error.instance, str) or self.field(steps).get("x-format") != "deadline":
            return None
        try:
            read_deadline(error.instance)
        except Refused as refused:
            message = f"{self.name(steps)}: {refused.message}"
            return FieldError(path_text(steps, self._prefix), refused.code, message)
        return None

    def title(self, steps: Steps) -> str:
        """Return what staff call the field at `steps`."""
        return title_at(self._schema, steps) or path_text(steps, self._prefix) or "Dữ liệu"

    def name(self, steps: Steps) -> str:
        """Return how a message opens: the title in quotation marks, with the items that the field lies in."""
        items = items_at(self._schema, steps)
        return f"“{self.title(steps)}”{f' ({items})' if items else ''}"

    def field(self, steps: Steps) -> Mapping[str, Any]:
        """Return the schema of the field at `steps`, empty where there is none."""
        place: Mapping[str, Any] | None = resolved(self._schema, self._schema)
        for step in steps:
            place = at(place, self._schema, step, names_free=True) if place is not None else None
        return place or {}

    def _missing(self, steps: Steps) -> FieldError:
        hint = self.field(steps).get("description", "")
        # An item that lacks it is counted among the items; an object is named.
        owner = f" của “{self.title(steps[:-1])}”" if len(steps) > 1 and isinstance(steps[-2], str) else ""
        items = items_at(self._schema, steps)
        place = f"{owner}{f' ({items})' if items else ''}"
        message = f"Thiếu “{self.title(steps)}”{place}. Hãy điền trường này."
        return FieldError(path_text(steps, self._prefix), "required", f"{message} {hint}".rstrip())

    def _surplus(self, steps: Steps, name: str) -> FieldError:
        known = self._names(steps)
        near = get_close_matches(name, known, n=1, cutoff=0.6) or [
            key for key, title in known.items() if title.lower() == name.lower()
        ]
        if name in known:
            advice = "Trường này không đi cùng các trường khác ở đây. Hãy chọn một cách ghi."
        elif near:
            advice = f"Có phải ý là “{near[0]}” ({known[near[0]]})?"
        else:
            advice = "Hãy bỏ trường này, hoặc xem tên các trường trong mẫu."
        return FieldError(
            path_text([*steps, name], self._prefix),
            "unknown_field",
            f"Không dùng được trường {quoted(name)}. {advice}",
        )

    def _names(self, steps: Steps) -> dict[str, str]:
        place = self.field(steps)
        branches = [place, *(resolved(branch, self._schema) for branch in place.get("oneOf", ()))]
        return {
            name: self.title([*steps, name]) for branch in branches for name in branch.get("properties", {})
        }

    def _choice(self, error: Any, steps: Steps) -> Iterator[FieldError]:
        """Explain a choice: the faults of the branch that was meant, or the list of what may stand here."""
        field = self.field(steps)
        branches = [resolved(branch, self._schema) for branch in field.get("oneOf", ())]
        value = _value_type(error.instance)
        meant = [
            (_distance(branch, error.instance), faults)
            for branch, faults in zip(branches, error.kind.context, strict=True)
            if not types_of(branch) or value in types_of(branch)
        ]
        if meant:
            faults = list(self.faults(min(meant, key=lambda one: one[0])[1]))
            yield from faults or [self._ambiguous(steps)]
            return
        ways = [
            f"{branch.get('title', 'một giá trị')} ({' hoặc '.join(_TYPE_NAMES[kind] for kind in types_of(branch))})"
            for branch in branches
        ]
        yield FieldError(
            path_text(steps, self._prefix),
            "wrong_type",
            f"{self.name(steps)} nhận một trong các cách ghi: {'; '.join(ways)}. {_found(error.instance)}",
        )

    def _ambiguous(self, steps: Steps) -> FieldError:
        return FieldError(
            path_text(steps, self._prefix),
            "ambiguous",
            f"{self.name(steps)} chỉ ghi theo một cách. Hãy bỏ bớt trường.",
        )


def _distance(branch: Mapping[str, Any], value: object) -> tuple[int, int]:
    """How far an object is from a branch: required fields it lacks, fields that the branch does not know."""
    if not isinstance(value, Mapping):
        return (0, 0)
    lacking = sum(name not in value for name in branch.get("required", ()))
    return (lacking, sum(name not in branch.get("properties", {}) for name in value))


def _value_type(value: object) -> str:
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, Mapping):
        return "object"
    if isinstance(value, list):
        return "array"
    if value is None:
        return "null"
    return "integer" if isinstance(value, int) else "number"


def _found(value: object) -> str:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        return "Chữ bắt đầu bằng [[nhãn]] phải đặt trong dấu nháy kép."
    return f"Hiện đang là {_TYPE_NAMES[_value_type(value)]}."


def _wrong_type(_writer: FaultWriter, error: Any, _steps: Steps) -> tuple[str, str]:
    wanted = " hoặc ".join(_TYPE_NAMES[name] for name in error.kind.types)
    if error.instance is None:
        return "wrong_type", f"còn trống. Hãy ghi {wanted}, hoặc bỏ trường này."
    return "wrong_type", f"phải là {wanted}. {_found(error.instance)}"


def _not_in_list(writer: FaultWriter, error: Any, steps: Steps) -> tuple[str, str]:
    shown = writer.field(steps).get("x-display", {})
    options = ", ".join(
        f"{one} ({shown[one]})" if shown.get(str(one)) else str(one) for one in error.kind.options
    )
    near = get_close_matches(str(error.instance), [str(one) for one in error.kind.options], n=1)
    return "not_in_list", f"chỉ nhận một trong: {options}.{f' Có phải ý là “{near[0]}”?' if near else ''}"


def _pattern(writer: FaultWriter, error: Any, steps: Steps) -> tuple[str, str]:
    if error.kind.pattern == NOT_BLANK:
        return "too_short", "còn trống. Hãy điền, hoặc bỏ trường này nếu không dùng."
    hint = writer.field(steps).get("description", "Hãy xem mẫu.")
    return "pattern", f"ghi {quoted(str(error.instance))} chưa đúng dạng. {hint}"


def _short(_writer: FaultWriter, error: Any, _steps: Steps) -> tuple[str, str]:
    if not error.instance:
        return "too_short", "còn trống. Hãy điền, hoặc bỏ trường này nếu không dùng."
    return "too_short", f"cần ít nhất {error.kind.limit} ký tự."


def _limit(code: str, words: str) -> Callable[[FaultWriter, Any, Steps], tuple[str, str]]:
    return lambda _writer, error, _steps: (
        code,
        words.format(limit=error.kind.limit, found=_size(error.instance)),
    )


def _size(value: object) -> object:
    return len(value) if isinstance(value, (str, list, dict)) else value


_WRITERS: dict[str, Callable[[FaultWriter, Any, Steps], tuple[str, str]]] = {
    "type": _wrong_type,
    "enum": _not_in_list,
    "pattern": _pattern,
    "minLength": _short,
    "const": lambda _w, error, _s: ("not_in_list", f"chỉ nhận giá trị {error.kind.expected_value}."),
    "maxLength": _limit("too_long", "dài {found} ký tự, nhiều nhất là {limit}. Hãy rút gọn."),
    "minItems": _limit(
        "too_few_items", "có {found} mục, cần ít nhất {limit}. Hãy thêm mục, hoặc bỏ trường này."
    ),
    "maxItems": _limit("too_many_items", "có {found} mục, nhiều nhất là {limit}. Hãy bỏ bớt."),
    "uniqueItems": lambda _w, _e, _s: ("items_repeated", "có mục ghi hai lần. Hãy bỏ bớt."),
    "minProperties": _limit("too_few_fields", "chưa ghi gì. Hãy điền ít nhất {limit} trường bên trong."),
    "maxProperties": _limit("too_many_fields", "có {found} trường, nhiều nhất là {limit}. Hãy bỏ bớt."),
    "minimum": _limit("number_too_small", "là {found}, phải từ {limit} trở lên."),
    "maximum": _limit("number_too_large", "là {found}, phải từ {limit} trở xuống."),
    "exclusiveMinimum": _limit("number_too_small", "là {found}, phải lớn hơn {limit}."),
    "exclusiveMaximum": _limit("number_too_large", "là {found}, phải nhỏ hơn {limit}."),
    "multipleOf": lambda _w, error, _s: ("number_step", f"phải là bội số của {error.kind.multiple_of}."),
}
