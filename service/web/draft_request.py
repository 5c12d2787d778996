"""What the page of a draft sends while somebody types: its inputs, those that it began with, and how both are named.

The page names new items in its own way (``criteria[n3]``); the input counts them. `client_name` leads from one to the
other.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.domain.findings import FieldError
from service.errors import UnreadableInput
from service.web.form_fields import MAIN
from service.web.form_reading import Tree
from service.web.form_request import read_form

Pairs = list[tuple[str, str]]
#: The action of a form that is only read: blank items stay, nothing is checked; and of one that is checked.
_READ_ONLY = ("action", "refresh")
_CHECKED = ("action", "questions")
#: The name of an input that the page of every type has: what comes without it is no page of ours.
_ON_EVERY_PAGE = "subject"
#: The key of the box into which a value of several parts is typed.
_ONE_BOX = MAIN.removeprefix(".")
_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")
_UNREADABLE = "Trang gửi dữ liệu không đọc được. Tải lại trang; những gì đã gõ vẫn còn trên máy này."


@dataclass(frozen=True, slots=True)
class SentForm:
    """The inputs of a page, read: the envelope, what could not be read, the tree of names."""

    envelope: dict[str, Any]
    faults: tuple[FieldError, ...]
    tree: Tree


@dataclass(frozen=True, slots=True)
class FormReader:
    """Reads inputs of pages of one draft."""

    document_type: DocumentType
    catalogue: Catalogue
    office_id: str

    def read(self, pairs: Pairs) -> SentForm:
        """Return what the inputs of a page say, with the items in which nothing is typed yet."""
        return self._read(pairs, _READ_ONLY)

    def read_filled(self, pairs: Pairs) -> SentForm:
        """Return what the inputs of a page say without those items: what would be handed on."""
        return self._read(pairs, _CHECKED)

    def _read(self, pairs: Pairs, action: tuple[str, str]) -> SentForm:
        posted = read_form(self.document_type, self.catalogue, MultiDict([*pairs, action]), MultiDict())
        return SentForm({**posted.envelope, "office": self.office_id}, posted.faults, posted.tree)


def sent_pairs(text: str | None) -> Pairs | None:
    """Return the inputs in a JSON text ``[[name, value], …]``, None for no text. Raises UnreadableInput."""
    if not text:
        return None
    try:
        found = [(str(name), str(value)) for name, value in json.loads(text)]
        "".join(part for pair in found for part in pair).encode()  # half a sign cannot be kept
    except (ValueError, TypeError, RecursionError):
        raise UnreadableInput(_UNREADABLE) from None
    return found


def page_pairs(text: str | None) -> Pairs:
    """Return the inputs of a whole page, which is all that a draft holds. Raises UnreadableInput for anything less."""
    found = sent_pairs(text) or []
    if _ON_EVERY_PAGE not in {name for name, _ in found}:
        raise UnreadableInput(_UNREADABLE)
    return found


def tried_pairs(text: str | None) -> list[Pairs]:
    """Return the inputs of the saves that a page had no answer for, JSON of a list. Raises UnreadableInput."""
    try:
        found = json.loads(text or "[]")
        return [page_pairs(json.dumps(one)) for one in found]
    except (ValueError, TypeError, RecursionError):
        raise UnreadableInput(_UNREADABLE) from None


def preferred(text: str | None) -> dict[str, str]:
    """Return where a person chose his own text, from JSON ``{name: mark of the other text}``. Raises UnreadableInput.

    >>> preferred('{"subject": "9f86"}'), preferred("")
    ({'subject': '9f86'}, {})
    """
    try:
        return {str(name): str(mark) for name, mark in json.loads(text or "{}").items()}
    except (ValueError, AttributeError, RecursionError):
        raise UnreadableInput(_UNREADABLE) from None


def client_name(tree: Tree, path: str) -> str:
    """Return the name that the page gives to a path of its input.

    >>> client_name({"t": {"[4]": {}, "[n1]": {"c": "x"}}}, "t[1].c")
    't[n1].c'
    """
    name, place = "", tree
    for number, word in _STEP.findall(path):
        keys = list(place) if isinstance(place, dict) else []
        key = word or (keys[int(number)] if int(number) < len(keys) else f"[{number}]")
        name += key if number or not name else f".{key}"
        place = place.get(key, {}) if isinstance(place, dict) else {}
    return name


def input_path(tree: Tree, name: str) -> str:
    """Return the path of the input that the page gives a name to; the other way round than `client_name`.

    >>> input_path({"t": {"[4]": {}, "[n1]": {"c": "x"}}}, "t[n1].c")
    't[1].c'
    """
    path, place = "", tree
    for step in re.findall(r"\[[^\]]*\]|[^.\[\]]+", name):
        keys = list(place) if isinstance(place, dict) else []
        if step.startswith("["):
            path += f"[{keys.index(step) if step in keys else len(keys)}]"
        else:
            path += f".{step}" if path else step
        place = place.get(step, {}) if isinstance(place, dict) else {}
    return path


def made_labels(tree: Any, value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and value of the inputs that are blank on the page and have a text in the input: new labels.

    What is typed into one box is none of its parts: those would come on top of what is typed there next.

    >>> list(made_labels({"label": "", "by": {"$main": "15/3", "on": ""}}, {"label": "a", "by": {"on": "15/3"}}))
    [('label', 'a')]
    """
    if isinstance(tree, Mapping) and _ONE_BOX in tree:
        return
    if isinstance(value, Mapping) and isinstance(tree, Mapping):
        for key, inner in value.items():
            inner_name = f"{name}.{key}" if name else key
            if isinstance(inner, str) and tree.get(key) == "":
                yield inner_name, inner
            else:
                yield from made_labels(tree.get(key), inner, inner_name)
    elif isinstance(value, list) and isinstance(tree, Mapping):
        for key, inner in zip(tree, value, strict=False):
            yield from made_labels(tree[key], inner, f"{name}{key}")
