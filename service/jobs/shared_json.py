"""Inputs of a whole table as canonical JSON: what a row shares with the plan is written once, and read once.

A row copies of the plan only what it changes (`tables.drafting`), so a part that is the plan's own object needs no
second writing. The text is that of `register.canonical`. Read again, the parts that rows have in common are one object
once more, so that what was made of such a part for one row (`doctypes.content_work.Shared`) serves the next.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from service.domain.remembered import Remembered
from service.register.canonical import canonical_json

_key_texts = Remembered[str, str](canonical_json)


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
        parts = (f"{_key_texts[key]}:{self._text(value[key])}" for key in sorted(value))
        return "{" + ",".join(parts) + "}"


class SharedReader:
    """Reads inputs one after the other; what stands at the same place in the same words is the same object.

    Nobody may change what it returns. Only lists and objects at the top and in the content are shared: no more than
    those of one input are remembered.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[str, Any]] = {}
        decoder = json.JSONDecoder(parse_float=Decimal)
        self._read = decoder.raw_decode

    def read(self, content: bytes) -> dict[str, Any]:
        """Return an envelope that `canonical_json` wrote, its numbers exact.

        >>> reader = SharedReader()
        >>> one = reader.read(b'{"content":{"a":[1.50],"b":["x"]},"office":"x"}')
        >>> other = reader.read(b'{"content":{"a":[1.50],"b":["y"]},"office":"y"}')
        >>> other["content"], other["content"]["a"] is one["content"]["a"]
        ({'a': [Decimal('1.50')], 'b': ['y']}, True)
        """
        envelope, _ = self._object(content.decode(), 0, ())
        return envelope

    def _object(self, text: str, start: int, path: tuple[str, ...]) -> tuple[dict[str, Any], int]:
        """Return an object that begins at `start`, and where it ends."""
        found: dict[str, Any] = {}
        place = start + 1
        while text[place] != "}":
            key, place = self._read(text, place + (text[place] == ","))
            found[key], place = self._value(text, place + 1, (*path, key))
        return found, place + 1

    def _value(self, text: str, start: int, path: tuple[str, ...]) -> tuple[Any, int]:
        """Return the value that begins at `start`, and where it ends."""
        if text[start] not in "{[":
            return self._read(text, start)
        known = self._known.get(path)
        # A list or object ends by itself: what begins with the whole text of one is that one.
        if known is not None and text.startswith(known[0], start):
            return known[1], start + len(known[0])
        is_content = path == ("content",) and text[start] == "{"
        value, end = self._object(text, start, path) if is_content else self._read(text, start)
        self._known[path] = (text[start:end], value)
        return value, end


def _parts(value: Any) -> Iterator[Any]:
    """Yield every list and mapping inside a value."""
    if isinstance(value, dict | list):
        yield value
        for part in value.values() if isinstance(value, dict) else value:
            yield from _parts(part)
