"""The closed list of filters that a template may use. Each takes and gives marked texts, lists or numbers."""

from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined

from service.domain.text import joined, lower_first, upper_first
from service.rendering.inline import NotPrintable, printable

_ENDS = frozenset(".;,")
#: Stars of a mark of emphasis; more of them are text.
_MOST_STARS = 3


def items(value: Any) -> Any:
    """Return `value` if it is a list: a text would give its letters to a loop, an object its names."""
    if type(value) in {list, tuple}:
        return value
    if isinstance(value, StrictUndefined):
        return iter(value)  # raises: the undefined value says which name is missing
    raise NotPrintable("chỉ lặp được trên một danh sách")


def open_end(value: Any) -> str:
    """Take one final full stop, semicolon or comma off, so that the template can end with a sign of its own.

    >>> open_end("ban hành Kế hoạch."), open_end("*đạt tốt;*"), open_end("v.v...")
    ('ban hành Kế hoạch', '*đạt tốt*', 'v.v...')
    """
    text = printable(value)
    marks = text.rstrip()
    words = marks.rstrip("*")
    if words[-1:] not in _ENDS or words[-2:] == ".." or len(marks) - len(words) > _MOST_STARS:
        return text
    return words[:-1] + marks[len(words) :]


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
    return joined(parts)


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
    return lower_first(printable(value))


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
