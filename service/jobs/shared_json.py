"""Inputs of a whole table as canonical JSON: what a row shares with the plan is written once.

A row copies of the plan only what it changes (`tables.drafting`), so a part that is the plan's own object needs no
second writing. The text is that of `register.canonical`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from service.register.canonical import canonical_json


class SharedJson:
    """Writes envelopes that share parts with one plan; the plan must not change meanwhile."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self._plan = plan
        self._shared = {id(part): part for part in _parts(plan)}
        self._written: dict[int, str] = {}

    def written(self, envelope: Mapping[str, Any]) -> bytes:
        """Return an envelope as canonical JSON.

        >>> plan = {"content": {"b": [1, "hai"], "a": None}}
        >>> SharedJson(plan).written({"office": "x", "content": plan["content"]}).decode()
        '{"content":{"a":null,"b":[1,"hai"]},"office":"x"}'
        """
        return self._text(envelope).encode()

    def _text(self, value: Any) -> str:
        if not isinstance(value, dict | list):
            return canonical_json(value)
        if id(value) not in self._shared:
            return self._fresh(value)
        if id(value) not in self._written:
            self._written[id(value)] = canonical_json(value)
        return self._written[id(value)]

    def _fresh(self, value: Any) -> str:
        if isinstance(value, list):
            return "[" + ",".join(map(self._text, value)) + "]"
        parts = (f"{json.dumps(key, ensure_ascii=False)}:{self._text(value[key])}" for key in sorted(value))
        return "{" + ",".join(parts) + "}"


def _parts(value: Any) -> Iterator[Any]:
    """Yield every list and mapping inside a value."""
    if isinstance(value, dict | list):
        yield value
        for part in value.values() if isinstance(value, dict) else value:
            yield from _parts(part)
