"""Which field of an input printed a paragraph: the one whose words stand in it.

The template decides where a value is printed, so the way back is by the words: the longest value that a paragraph
contains, or the value of several paragraphs that contains it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from service.domain.emphasis import plain
from service.domain.text import nfc

_SHORTEST = 4
_MOST = 2 / 3
_NOT_PRINTED = frozenset({"label", "type", "office", "version", "acknowledged", "month"})


def path_of(paragraph: str, envelope: Mapping[str, Any]) -> str:
    """Return the path of the field that a paragraph comes from (``content.criteria[0].title``), "" for none.

    >>> path_of("2.1. Tiêu chí 1: Cải cách", {"content": {"criteria": [{"title": "Tiêu chí 1: **Cải cách**"}]}})
    'content.criteria[0].title'
    >>> path_of("Nơi nhận:", {"subject": "Cải cách"})
    ''
    """
    wanted = _bare(paragraph)
    best, best_length = "", 0
    if len(wanted) < _SHORTEST:
        return ""
    for path, value in _texts(envelope, ""):
        for line in value.split("\n"):
            bare = _bare(line)
            common = min(len(bare), len(wanted))
            if common >= _SHORTEST and common > best_length and _printed_by(bare, wanted):
                best, best_length = path, common
    return best


def _printed_by(value: str, paragraph: str) -> bool:
    """Tell whether a value stands in a paragraph, or the paragraph is most of the value.

    Most of it: “Ủy ban nhân dân” of the header is no part of a citation's issuer.
    """
    return value in paragraph or (paragraph in value and len(paragraph) >= len(value) * _MOST)


def _bare(text: str) -> str:
    """Return a text without marks of emphasis, case, end signs and breaks of lines."""
    return " ".join(plain(nfc(text)).replace("\u00a0", " ").split()).strip(" .;,:").casefold()


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every printed string of an input."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in _NOT_PRINTED and not (not path and name == "sources"):
                yield from _texts(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, f"{path}[{index}]")
