"""One way to write a value as JSON, so that the same value always has the same hash.

Values without exact decimals go through the standard library's encoder, which is written in C and gives the same text.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any


def canonical_json(value: Any) -> str:
    """Return `value` as JSON: keys sorted, no spaces, exact decimals, dates in ISO.

    >>> canonical_json({"b": Decimal("90.50"), "a": ["Đà Nẵng", None, True]})
    '{"a":["Đà Nẵng",null,true],"b":90.50}'

    Raises TypeError for values that are neither JSON nor Decimal, date, datetime, ValueError for a number that JSON
    does not have (NaN).
    """
    try:
        return _ENCODER.encode(value)
    except _ExactDecimal:
        return exact_json(value)


def exact_json(value: Any) -> str:
    """Return the same as `canonical_json`, part by part: the encoder of the standard library has no exact decimals."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        items = (f"{_ENCODER.encode(str(key))}:{exact_json(value[key])}" for key in sorted(value))
        return "{" + ",".join(items) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return "[" + ",".join(exact_json(item) for item in value) + "]"
    return _ENCODER.encode(value)


class _ExactDecimal(Exception):
    """The value holds a decimal: it is written part by part."""


def _plain(value: Any) -> Any:
    """Return what the encoder does not know in words that it knows."""
    if isinstance(value, Decimal):
        raise _ExactDecimal
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def digest(content: bytes) -> str:
    """Return the sha256 of `content` in hexadecimal, the only hash that the register uses."""
    return sha256(content).hexdigest()
