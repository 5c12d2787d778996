"""An import as its page shows it: the paragraphs on the left, on the right the field that each went to, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from service.domain.citations import citation, full_text
from service.domain.deadlines import deadline_text
from service.domain.refusal import Refused
from service.domain.text import plain
from service.issuing.import_moving import PlacedParagraph, is_printed
from service.issuing.import_places import NEW, Place, field_of, value_at
from service.issuing.kept_word_files import KeptImport
from service.web.draft_answers import value_words
from service.web.form_page import FormPage
from service.web.form_widgets import month_shown
from service.web.telling import cut, document_words

PRINTED_WORDS = "Phần mềm tự in"
_SHORT = 90
_RECORDS = "content.citations"
_OF_BODY = frozenset({"role", "name", "note"})


@dataclass(frozen=True, slots=True)
class ImportRow:
    """Paragraphs that went to one field: its path, its name, its value in words, why, whether it is asked about.

    A row with `path` "" is about words that the service prints itself, or lies in the tray (`is_tray`).
    """

    paragraphs: tuple[PlacedParagraph, ...]
    path: str
    name: str
    value: str
    why: str
    is_asked: bool = False
    is_tray: bool = False


def rows(found: KeptImport, page: FormPage, roles: Mapping[str, str]) -> list[ImportRow]:
    """Return the rows in the order of the file; neighbours of one field stand together."""
    envelope = found.sorting.envelope
    asked = [one.path for one in found.questions]
    grouped = groupby(found.sorting.paragraphs, key=lambda one: _group(envelope, one))
    return [_row(list(group), key, envelope, page, roles, asked) for key, group in grouped]


def _group(envelope: Any, one: PlacedParagraph) -> str:
    """Return what paragraphs of one row have in common; those of the tray stand alone, so that each can be moved."""
    if not one.path:
        return f"tray {one.number}"
    return "printed" if is_printed(one.path) else field_of(envelope, one.path)


def _row(  # noqa: PLR0913, PLR0917 - what one row is made of
    group: Sequence[PlacedParagraph],
    key: str,
    envelope: Mapping[str, Any],
    page: FormPage,
    roles: Mapping[str, str],
    asked: Sequence[str],
) -> ImportRow:
    paragraphs, why = tuple(group), "; ".join(dict.fromkeys(one.why for one in group))
    if key.startswith("tray "):
        return ImportRow(paragraphs, "", "Chưa xếp", "", why, is_tray=True)
    if key == "printed":
        return ImportRow(paragraphs, "", PRINTED_WORDS, "", why)
    is_asked = any(path == key or path.startswith((f"{key}.", f"{key}[")) for path in asked)
    is_asked = is_asked or _cites(value_at(envelope, key), envelope, asked)
    value = _value(key, envelope, page, roles)
    return ImportRow(paragraphs, key, page.place(key), value, why, is_asked)


def _value(key: str, envelope: Mapping[str, Any], page: FormPage, roles: Mapping[str, str]) -> str:
    value = value_at(envelope, key)
    if key == "office":
        return page.office_name
    return month_shown(value) if key == "month" else said(value, envelope, roles)


def _cites(value: Any, envelope: Mapping[str, Any], asked: Sequence[str]) -> bool:
    """Tell whether a value names or mentions a cited document that is asked about: its question is at the record."""
    if isinstance(value, list):
        return any(_cites(one, envelope, asked) for one in value)
    return isinstance(value, str) and any(
        value == label or f"[[{label}]]" in value or f"[[{label}|" in value
        for place, one in enumerate(_records(envelope))
        if (label := one.get("label")) and f"{_RECORDS}[{place}]" in asked
    )


def _records(envelope: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the records of cited documents in their order."""
    found = value_at(envelope, _RECORDS)
    return found if isinstance(found, list) else []


def said(value: Any, envelope: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    """Return a value of an import in words: bodies by their names, deadlines and citations as they are read."""
    if isinstance(value, list):
        return "\n".join(words for one in value if (words := said(one, envelope, roles)))
    if isinstance(value, Mapping):
        if value and set(value) <= _OF_BODY:
            return _body(value, roles)
        try:
            return document_words(value) or deadline_text(value) or value_words(value)
        except (Refused, KeyError, TypeError, ValueError):
            return value_words(value)
    return _cited(plain(value), envelope) if isinstance(value, str) else value_words(value)


def _body(value: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    """Return a body by its name, its note in brackets."""
    role = str(value.get("role", ""))
    name = roles.get(role, role) or str(value.get("name", ""))
    return f"{name} ({value['note']})" if value.get("note") else name


def _cited(text: str, envelope: Mapping[str, Any]) -> str:
    """Return the document that a label stands for as it is cited in full, else the text."""
    for one in _records(envelope):
        if one.get("label") == text:
            try:
                return full_text(citation(one))
            except (Refused, KeyError, TypeError, ValueError):
                return document_words(one) or text
    return text


def choices(found: Sequence[Place], page: FormPage) -> list[tuple[str, str]]:
    """Return (path, name) of each field that a paragraph can be moved to."""
    return [(one.path, _name(one.path, page)) for one in found]


def _name(path: str, page: FormPage) -> str:
    if path.endswith(NEW):
        return f"{page.place(path.removesuffix(NEW))}: thêm mục mới"
    return page.place(path)


def short(text: str) -> str:
    """Return the beginning of a paragraph."""
    return cut(text, _SHORT)
