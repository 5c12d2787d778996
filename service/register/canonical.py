"""One way to write a value as JSON, so that the same value always has the same hash."""

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

    Raises TypeError for values that are neither JSON nor Decimal, date, datetime, and for floats, which are
    not exact.
    """
    if isinstance(value, Mapping):
        items = (
            f"{json.dumps(str(key), ensure_ascii=False)}:{canonical_json(value[key])}"
            for key in sorted(value)
        )
        return "{" + ",".join(items) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return "[" + ",".join(canonical_json(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Return one value that holds no others."""
    if value is None or isinstance(value, bool | str | int | float):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return json.dumps(value.astimezone(UTC).isoformat())
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    raise TypeError(f"{type(value).__name__} has no canonical form")


def digest(content: bytes) -> str:
    """Return the sha256 of `content` in hexadecimal, the only hash that the register uses."""
    return sha256(content).hexdigest()
