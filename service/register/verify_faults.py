"""What a walk through the register says: faults with their place, also where something cannot even be read."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

_GARBAGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What reading raises where a column or an event holds something that no act of the register writes."""
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not be: where (office, series, number, file or event) and what."""

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Said:
    """An event about a document as the audit trail has it: what was done with which detail, by whom, when."""

    action: str
    detail: dict[str, Any]
    user_id: str
    at: datetime


def readable(place: str, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield faults; where the walk meets what cannot be read, that is the last one and names the place."""
    try:
        yield from faults
    except _GARBAGE as error:
        yield Fault("unreadable", place, f"Dữ liệu ở đây không đọc được ({type(error).__name__}).")


def detail_of(text: str) -> dict[str, Any] | None:
    """Return the detail of an event, None for what is none.

    >>> detail_of('{"code":"01/KH"}'), detail_of("xx"), detail_of("[]")
    ({'code': '01/KH'}, None, None)
    """
    try:
        found = json.loads(text)
    except (ValueError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def in_pieces(rows: list[T], read: Callable[[list[T]], Mapping[T, U]]) -> Iterator[tuple[T, U | None]]:
    """Yield each key with what `read` (a list of keys to a mapping) has for it; None for what cannot be read.

    All are read at once; only where one of them holds garbage are they read one by one.
    """
    try:
        found = read(rows)
    except _GARBAGE:
        for key in rows:
            try:
                yield key, read([key]).get(key)
            except _GARBAGE:
                yield key, None
    else:
        for key in rows:
            yield key, found.get(key)


def grouped(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, list[T]]:
    """Return the second values by the first ones."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
