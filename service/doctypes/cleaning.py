r"""Brings every text of an input to NFC and every line end to ``\n`` in silence; refuses what no document can hold.

This is the slow and exact way. An input whose texts hold only common letters never comes here: `guarded` adds to a
schema one pattern of letters that are harmless and stable under NFC, so that a validator of the guarded schema answers
both questions, valid and clean, in one pass.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from service.doctypes.schemas import children, resolved
from service.domain.findings import FieldError
from service.domain.text import forbidden_character, nfc, normalise_newlines

#: The longest text that one field may hold. The whole reference plan has 23,000 letters.
MAX_TEXT_LENGTH = 200_000
_MAX_DEPTH = 60

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
STABLE_PATTERN = "^[" + "".join(f"\\u{ord(a):04x}-\\u{ord(b):04x}" for a, b in STABLE_RANGES) + "]*$"


def guarded(schema: Mapping[str, Any], *, max_text_length: int = MAX_TEXT_LENGTH) -> dict[str, Any]:
    """Return the schema with every text also held to stable letters and to the longest length."""
    result = {name: value for name, value in schema.items() if not name.startswith("x-")}
    for name in ("properties", "$defs"):
        if name in schema:
            result[name] = {
                key: guarded(part, max_text_length=max_text_length) for key, part in schema[name].items()
            }
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), Mapping):
            result[name] = guarded(schema[name], max_text_length=max_text_length)
    if "oneOf" in schema:
        result["oneOf"] = [guarded(part, max_text_length=max_text_length) for part in schema["oneOf"]]
    if "string" in types_of(schema) and "enum" not in schema and "const" not in schema:
        result["allOf"] = [{"pattern": STABLE_PATTERN, "maxLength": max_text_length}]
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


@dataclass(slots=True)
class Cleaned:
    """What cleaning made of an input, and its faults."""

    value: Any = None
    errors: list[FieldError] = field(default_factory=list)


def cleaned(value: object, path: str, *, max_text_length: int = MAX_TEXT_LENGTH) -> Cleaned:
    r"""Return a copy of `value` with every text in NFC, line ends as ``\n`` and floats as Decimal, and a FieldError for what is refused."""
    result = Cleaned()
    result.value = _clean(value, path, result.errors, max_text_length, 0)
    return result


def _clean(value: Any, path: str, errors: list[FieldError], limit: int, depth: int) -> Any:
    if isinstance(value, str):
        return _text(value, path, errors, limit)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (float, Decimal)):
        return _number(value, path, errors)
    if depth > _MAX_DEPTH:
        errors.append(FieldError(path, "too_deep", "Dữ liệu lồng nhau quá nhiều cấp. Hãy giảm bớt."))
        return None
    if isinstance(value, Mapping):
        return _object(value, path, errors, limit, depth)
    if isinstance(value, (list, tuple)):
        return [_clean(item, f"{path}[{i}]", errors, limit, depth + 1) for i, item in enumerate(value)]
    errors.append(
        FieldError(
            path, "wrong_type", "Giá trị này không phải chữ, số, danh sách hay bảng. Hãy ghi bằng chữ."
        )
    )
    return None


def _object(
    value: Mapping[Any, Any], path: str, errors: list[FieldError], limit: int, depth: int
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, part in value.items():
        if not isinstance(key, str) or forbidden_character(key) is not None:
            errors.append(
                FieldError(path, "unknown_field", f"Tên trường {key!r} không dùng được. Hãy bỏ trường này.")
            )
            continue
        name = nfc(key)
        result[name] = _clean(part, f"{path}.{name}" if path else name, errors, limit, depth + 1)
    return result


def _text(value: str, path: str, errors: list[FieldError], limit: int) -> str:
    if len(value) > limit:
        errors.append(
            FieldError(
                path,
                "too_long",
                f"Nội dung dài {len(value)} ký tự, nhiều nhất là {limit}. Hãy rút gọn hoặc tách ra.",
            )
        )
        return value[:limit]
    where = forbidden_character(value)
    if where is not None:
        errors.append(
            FieldError(
                path,
                "character_forbidden",
                f"Có ký tự không in được (U+{ord(value[where]):04X}) ở vị trí {where + 1}. Hãy xóa ký tự đó rồi gõ lại.",
            )
        )
        return ""
    return nfc(normalise_newlines(value))


def _number(value: float | Decimal, path: str, errors: list[FieldError]) -> Decimal:
    exact = Decimal(repr(value)) if isinstance(value, float) and math.isfinite(value) else Decimal(value)
    if exact.is_finite() and abs(exact.adjusted()) <= 30:
        return exact
    errors.append(
        FieldError(path, "number_not_finite", "Đây không phải là một con số dùng được. Hãy ghi con số thật.")
    )
    return Decimal(0)
