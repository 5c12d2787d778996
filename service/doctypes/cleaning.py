r"""Brings every text of an input to NFC and every line end to ``\n`` in silence; refuses what no document can hold.

This is the slow and exact way. An input whose texts hold only common letters never comes here: `guarded` adds to a
schema one pattern of letters that are harmless and stable under NFC, so that a validator of the guarded schema answers
both questions, valid and clean, in one pass.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from service.doctypes.schemas import children, resolved
from service.domain.findings import FieldError
from service.domain.text import BLANK_SIGNS, forbidden_character, is_blank, nfc, normalise_newlines

#: The longest text that one field may hold. The whole reference plan has 23,000 letters.
MAX_TEXT_LENGTH = 200_000
_MAX_DEPTH = 60
_MAX_EXPONENT = 30

#: Letters that no document refuses, that NFC leaves alone and that never join with the letter before them.
STABLE_RANGES = (
    ("\t", "\n"),
    (" ", "~"),
    ("\u00a0", "\u02ff"),
    ("\u0391", "\u03c9"),
    ("\u1e00", "\u1eff"),
    ("\u2010", "\u2027"),
    ("\u2030", "\u205e"),
    ("\u20a0", "\u20bf"),
    ("\u2190", "\u22ff"),
    ("\u25a0", "\u27bf"),
)
#: Some sign that prints something, as `domain.text.is_blank` sees it.
NOT_BLANK = f"[^{BLANK_SIGNS}]"


def _letters(accepted: Callable[[str], bool] = lambda _letter: True) -> str:
    """Return the class of a regular expression for the stable letters that are accepted."""
    codes = [code for first, last in STABLE_RANGES for code in range(ord(first), ord(last) + 1)]
    kept = dict.fromkeys(code for code in codes if accepted(chr(code)))
    starts = [code for code in kept if code - 1 not in kept]
    ends = [code for code in kept if code + 1 not in kept]
    return "".join(f"\\u{start:04x}-\\u{end:04x}" for start, end in zip(starts, ends, strict=True))


_STABLE = _letters()
STABLE_PATTERN = f"^[{_STABLE}]*$"
#: The same, and something to print among them: in one pattern, because each pattern reads the whole text once more.
_STABLE_NOT_BLANK = f"^[{_letters(is_blank)}]*[{_letters(lambda letter: not is_blank(letter))}][{_STABLE}]*$"
#: A pattern of plain letters, digits and signs, without `.`, escapes and classes of all but some letters: what it lets
#: through needs no second look.
_NARROW = re.compile(r"\^(?:[\w\[\]/{},*+?-]|\([\w\[\]/{},*+?|-]*\))*\$", re.ASCII)


def guarded(schema: Mapping[str, Any], *, max_text_length: int = MAX_TEXT_LENGTH) -> dict[str, Any]:
    """Return the schema with every text also held to stable letters, to the longest length and to not being blank."""

    def more(text: Mapping[str, Any]) -> dict[str, Any]:
        if _NARROW.fullmatch(text.get("pattern", "")):
            return {}
        guard: dict[str, Any] = {"pattern": _STABLE_NOT_BLANK if text.get("minLength") else STABLE_PATTERN}
        if text.get("maxLength", max_text_length) >= max_text_length:
            guard["maxLength"] = max_text_length
        return guard

    return _with_texts(schema, more)


def not_blank(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema with every text that must not be empty also held to more than spaces."""
    return _with_texts(schema, _not_blank)


def _not_blank(text: Mapping[str, Any]) -> dict[str, Any]:
    return {"pattern": NOT_BLANK} if text.get("minLength") else {}


def _with_texts(
    schema: Mapping[str, Any], more: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """Copy a schema without our own keywords and with what `more` asks of each free text in it."""
    result = {name: value for name, value in schema.items() if not name.startswith("x-")}
    for name in ("properties", "$defs"):
        if name in schema:
            result[name] = {key: _with_texts(part, more) for key, part in schema[name].items()}
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), Mapping):
            result[name] = _with_texts(schema[name], more)
    if "oneOf" in schema:
        result["oneOf"] = [_with_texts(part, more) for part in schema["oneOf"]]
    if "string" in types_of(schema) and "enum" not in schema:
        asked = more(schema)
        result.update({"allOf": [asked]} if asked.keys() & result.keys() else asked)
    return result


def types_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the JSON types that a schema names, as a tuple."""
    named = schema.get("type", ())
    return (named,) if isinstance(named, str) else tuple(named)


def free_objects(schema: Mapping[str, Any], whole: Mapping[str, Any], key: str = "schema") -> list[str]:
    """Return the keys of objects that name no properties: nothing could check or print what is in them."""
    place = resolved(schema, whole)
    found = [key] if "object" in types_of(place) and "properties" not in place else []
    for where, part in children(place):
        found += free_objects(part, whole, f"{key}.{where}")
    return found


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning made of an input, and its faults."""

    value: Any
    errors: list[FieldError]


def cleaned(value: object, path: str, *, max_text_length: int = MAX_TEXT_LENGTH) -> Cleaned:
    r"""Return a copy of `value` with texts in NFC, line ends as ``\n``, floats as Decimal, and the faults found."""
    cleaner = _Cleaner(max_text_length)
    return Cleaned(cleaner.clean(value, path, 0), cleaner.errors)


class _Cleaner:
    """Walks one input; what is refused is replaced by something harmless, so that the walk goes on."""

    def __init__(self, max_text_length: int) -> None:
        self._limit = max_text_length
        self.errors: list[FieldError] = []

    def clean(self, value: Any, path: str, depth: int) -> Any:
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, (float, Decimal)):
            return self._number(value, path)
        if isinstance(value, (Mapping, list, tuple)):
            return self._inside(value, path, depth + 1)
        if value is None or isinstance(value, (bool, int)):
            return value
        message = "Giá trị này không phải chữ, số, danh sách hay bảng. Hãy ghi bằng chữ."
        return self._refuse(path, "wrong_type", message)

    def _inside(self, value: Any, path: str, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            return self._refuse(path, "too_deep", "Dữ liệu lồng nhau quá nhiều cấp. Hãy giảm bớt.")
        if isinstance(value, Mapping):
            return self._object(value, path, depth)
        return [self.clean(item, f"{path}[{i}]", depth) for i, item in enumerate(value)]

    def _refuse(self, path: str, code: str, message: str) -> None:
        self.errors.append(FieldError(path, code, message))

    def _object(self, value: Mapping[Any, Any], path: str, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, part in value.items():
            if isinstance(key, str) and forbidden_character(key) is None:
                name = nfc(key)
                result[name] = self.clean(part, f"{path}.{name}" if path else name, depth)
            else:
                self._refuse(path, "unknown_field", f"Tên trường {key!r} không dùng được. Hãy bỏ trường này.")
        return result

    def _text(self, value: str, path: str) -> str:
        if len(value) > self._limit:
            message = (
                f"Nội dung dài {len(value)} ký tự, nhiều nhất là {self._limit}. Hãy rút gọn hoặc tách ra."
            )
            self._refuse(path, "too_long", message)
            return value[: self._limit]
        where = forbidden_character(value)
        if where is not None:
            message = f"Có ký tự không in được (U+{ord(value[where]):04X}) ở vị trí {where + 1}. Hãy xóa rồi gõ lại."
            self._refuse(path, "character_forbidden", message)
            return "?"
        return nfc(normalise_newlines(value))

    def _number(self, value: float | Decimal, path: str) -> Decimal:
        exact = Decimal(repr(value)) if isinstance(value, float) else value
        if exact.is_finite() and abs(exact.adjusted()) <= _MAX_EXPONENT:
            return exact
        self._refuse(
            path, "number_not_finite", "Đây không phải là một con số dùng được. Hãy ghi con số thật."
        )
        return Decimal(0)
