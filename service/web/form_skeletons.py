"""Fields of a form as HTML: made by the macros of `fields.html` once, and filled in for each form.

The form of a plan has hundreds of fields, and most of them differ in place and words only. So what a macro makes of a
field is kept without both, as a skeleton; the field itself is the key, with marks where place and words stand.
"""

import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Blueprint, current_app
from jinja2 import Template
from markupsafe import Markup, escape

from service.web.form_fields import LONGEST_LINE, ONE_LINE, Field

#: Kinds whose HTML says more than the field itself: where the form is sent, the buttons of a list.
_HOLDERS = frozenset({"group", "items", "rows", "source", "fixed_office", "file", "hidden"})
#: Kinds of items that stand in a row, without parts of their own.
_ROWS = frozenset({"agency", "select", "suggested"})
#: Kinds with few possible values, each of which is HTML of its own.
_CHOSEN = frozenset({"select", "checkbox", "switch"})
#: Kind of a text that is too long for its line: the macros show it in a box.
_LONG = "long"
_CHARACTERS_IN_ROW = 90
# Nobody who types can know these marks, so that nothing typed is taken for one.
_SECRET = secrets.token_hex(8)
_PLACE = f"\x02{_SECRET}place\x03"
_MOST_WORDS = 40
_WORDS = tuple(f"\x02{_SECRET}{number}\x03" for number in range(_MOST_WORDS))

Show = Callable[[Field], Markup]


def add_fields(blueprint: Blueprint) -> None:
    """Offer ``shown(field, show)`` and ``blank_item(field)`` to all templates."""
    blueprint.add_app_template_global(shown, "shown")
    blueprint.add_app_template_global(blank_item, "blank_item")


def blank_item(field: Field) -> Markup:
    """Return a blank item of a list, for scripts to copy: the same in every form that offers the same choices."""
    return _blank_item(_macros(), field)


@lru_cache(maxsize=512)
def _blank_item(macros: Template, field: Field) -> Markup:
    module: Any = macros.module
    found: Markup = module.row(field, "", field.item_word) if field.kind in _ROWS else module.item(field, "")
    return found


def shown(field: Field, show: Show) -> Markup:
    """Return a field as `show` of `fields.html` makes it."""
    if not _is_plain(field):
        return show(field)
    words: list[str] = []
    outline = _outline(field, len(field.path), words)
    if len(words) > _MOST_WORDS:
        return show(field)
    skeleton = _skeleton(_macros(), outline)
    place = escape(field.path)
    return Markup(skeleton.format(place, *map(escape, words)))  # noqa: S704 - all that is put in is escaped


def _macros() -> Template:
    """Return the macros; another object once their file has changed."""
    return current_app.jinja_env.get_template("fields.html")


def _is_plain(field: Field) -> bool:
    """Tell whether the macros need nothing but the field, and nobody has said anything at it or below it."""
    if field.kind in _HOLDERS or field.faults or field.questions or field.reviews:
        return False
    return all(_is_plain(child) for child in field.children) if field.children else True


def _outline(field: Field, start: int, words: list[str]) -> Field:
    """Return a field with marks for the first `start` characters of its place and for its words, which are added."""
    kind, value, rows = field.kind, field.value, field.rows
    if value and kind not in _CHOSEN:
        if kind not in ONE_LINE:
            rows = max(rows, len(value) // _CHARACTERS_IN_ROW + 1)
        elif len(value) > LONGEST_LINE:
            kind = _LONG
        value = _marked(value, words)
    return Field(
        path=_PLACE + field.path[start:],
        pattern="",
        kind=kind,
        label=field.label,
        help=field.help,
        is_required=field.is_required,
        is_extra=field.is_extra,
        value=value,
        rows=rows,
        placeholder=field.placeholder,
        options=field.options,
        children=tuple([_outline(child, start, words) for child in field.children]) if field.children else (),
        note=_marked(field.note, words) if field.note else "",
        space=field.space,
        form=field.form,
    )


def _marked(text: str, words: list[str]) -> str:
    """Add a text to the words; return its mark."""
    words.append(text)
    return _WORDS[min(len(words), _MOST_WORDS) - 1]


@lru_cache(maxsize=4096)
def _skeleton(macros: Template, outline: Field) -> str:
    """Return what the macros make of an outline, as a format: place first, then the words in their order."""
    module: Any = macros.module
    html = str(module.show(outline))
    html = html.replace("{", "{{").replace("}", "}}").replace(_PLACE, "{0}")
    for number, mark in enumerate(_WORDS, 1):
        html = html.replace(mark, f"{{{number}}}")
    return html
