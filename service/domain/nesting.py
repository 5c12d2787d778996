"""Walks through values as JSON has them: mappings, lists, texts."""

from collections.abc import Iterator, Mapping
from typing import Any


def strings_in(value: Any) -> Iterator[str]:
    """Yield every text of a nested value, in its order; keys, numbers and flags are none.

    >>> list(strings_in({"a": "x", "b": [{"c": "y"}, 3, None, "z"]}))
    ['x', 'y', 'z']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from strings_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)
