"""The closed list of filters that a template may use. Each takes and gives marked texts, lists or numbers."""

import re
from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined

from service.domain.text import joined, lower_unless_name, upper_first
from service.rendering.inline import NotPrintable, printable, put_together

#: What can be the last sign of a text that has something to take off.
_LAST_SIGNS = frozenset(".;,/* \n")
#: Marks at the end of a text: ``./.`` in its spellings, a full stop that is no ellipsis, a semicolon, a comma.
_ENDS = re.compile(r"(?:\s*(?:\.\s*/\s*\.|(?<!\.)\.{1,2}|[;,]))+\s*$")
_BARE_END = re.compile(r"\s/\s*\.\s*$")
_STARS = re.compile(r"(?<![*\\])\*{1,3}\s*$")


def items(value: Any) -> Any:
    """Return `value` if it is a list: a text would give its letters to a loop, an object its names."""
    if type(value) in {list, tuple}:
        return value
    if isinstance(value, StrictUndefined):
        return iter(value)  # raises: the undefined value says which name is missing
    raise NotPrintable("chỉ lặp được trên một danh sách")


def open_end(value: Any) -> str:
    """Take the marks at the end off (``.``, ``;``, ``,``, ``./.``), so that the template can end with one of its own.

    >>> open_end("ban hành Kế hoạch."), open_end("*đạt tốt;*"), open_end("v.v...")
    ('ban hành Kế hoạch', '*đạt tốt*', 'v.v...')
    >>> open_end("xem xét, giải quyết./."), open_end("**xem xét./.**;")
    ('xem xét, giải quyết', '**xem xét**')
    """
    text = printable(value)
    if text[-1:] not in _LAST_SIGNS:
        return text
    opened = _without_end(text)
    stars = _STARS.search(opened)
    if stars is None:
        return opened
    inside = _without_end(opened[: stars.start()])
    if len(inside) == stars.start():
        return opened
    mark = stars[0].rstrip()
    # A mark of emphasis that holds nothing any more would be printed as stars.
    return inside.removesuffix(mark).rstrip() if inside.endswith(mark) else inside + mark


def _without_end(text: str) -> str:
    end = _BARE_END.search(text) or _ENDS.search(text)
    return text if end is None else text[: end.start()]


def join(value: Any, separator: Any = "") -> str:
    """Return texts of a list one after the other.

    >>> join(["Luật A", "*Luật B*"], "; ")
    'Luật A; *Luật B*'
    """
    parts: list[str] = []
    for item in items(value):
        if parts:
            parts.append(printable(separator))
        parts.append(printable(item))
    return put_together(parts, joined)


def default(value: Any, other: Any = "", empty_too: Any = None) -> Any:
    """Return `other` in place of a value that is not there, or, with a third argument, of an empty one."""
    return other if isinstance(value, StrictUndefined) or (empty_too and not value) else value


def _length(value: Any) -> int:
    return len(value)


def _first(value: Any) -> Any:
    return items(value)[0]


def _last(value: Any) -> Any:
    return items(value)[-1]


def _upper(value: Any) -> str:
    return printable(value).upper()


def _lower(value: Any) -> str:
    return printable(value).lower()


def _trim(value: Any) -> str:
    return printable(value).strip()


def _upper_first(value: Any) -> str:
    text = printable(value)
    return text if text[:1].isupper() else upper_first(text)


def _lower_first(value: Any) -> str:
    return lower_unless_name(printable(value))


FILTERS: dict[str, Callable[..., Any]] = {
    "count": _length,
    "default": default,
    "first": _first,
    "join": join,
    "last": _last,
    "length": _length,
    "lower": _lower,
    "lower_first": _lower_first,
    "open_end": open_end,
    "trim": _trim,
    "upper": _upper,
    "upper_first": _upper_first,
}
