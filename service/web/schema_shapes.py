"""What kind of input a piece of a bundled JSON Schema asks for, and the words that the form takes from it."""

import re
from collections.abc import Mapping
from typing import Any

from service.domain.text import lower_first

Schema = Mapping[str, Any]

#: Formats that have a kind of input of their own.
_OF_FORMAT = frozenset({"agency", "deadline", "month"})
#: How a value of a format is typed, where the description of its field does not say so.
_TYPED_AS = {
    "money": "Ghi như 18.000.000.",
    "points": "Ghi như 90,50.",
    "decimal": "Ghi như 96,5.",
    "date": "Ghi như 05/3/2025.",
    "year": "Ghi như 2026.",
}
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CODE_WORDS = re.compile(r"\s*\((?:nhãn|mã)[^()]*\)")


def kind_of(shape: Schema) -> str:
    """Return the kind of input of a resolved piece.

    ``group`` (named fields), ``items`` (a list that grows), ``rows`` (a list of bodies or of chosen labels),
    ``lines`` (a list typed one a line), ``agency`` (a role or a name), ``deadline``, ``month``, ``choice`` (a
    label of another item), ``select``, ``checkbox``, ``switch`` (on unless it is put out), ``textarea``, ``text``;
    ``yaml`` else.

    >>> kind_of({"type": "string", "x-text": "paragraphs"}), kind_of({"type": "string", "x-label-of": "task"})
    ('textarea', 'choice')
    """
    form = shape.get("x-format")
    if form in _OF_FORMAT:
        return str(form)
    if form == "agencies" or "x-label-of" in shape.get("items", {}):
        return "rows"
    if "x-label-of" in shape:
        return "choice"
    if "enum" in shape:
        return "select"
    return _plain_kind(shape)


def _plain_kind(shape: Schema) -> str:
    """Return the kind of a piece without a format that the form knows."""
    types = shape.get("type")
    names = {types} if isinstance(types, str) else set(types or ())
    if names == {"boolean"}:
        return "switch" if shape.get("default") is True else "checkbox"
    if names and names <= {"string", "number", "integer", "null"}:
        return "textarea" if shape.get("x-text") in {"lines", "paragraphs"} or "x-rows" in shape else "text"
    return _container(shape, names)


def _container(shape: Schema, names: set[str]) -> str:
    """Return the kind of an object or a list."""
    if names == {"object"} and shape.get("properties"):
        return "group"
    if names != {"array"}:
        return "yaml"
    items = shape.get("items", {})
    if items.get("type") == "string":
        return "lines"
    return "items" if items.get("type") == "object" or "$ref" in items else "yaml"


def may_be_null(shape: Schema) -> bool:
    """Tell whether a piece can be left blank on purpose."""
    return isinstance(shape.get("type"), list) and "null" in shape["type"]


def item_word(shape: Schema, items: Schema) -> str:
    """Return what one item of a list is called, as it stands in "Thêm ...".

    >>> item_word({"title": "Nhiệm vụ theo tiêu chí"}, {"title": "Tiêu chí (nhóm nhiệm vụ)"})
    'tiêu chí'
    """
    title = str(items.get("title") or shape.get("title") or "mục")
    return lower_first(_IN_BRACKETS.sub("", title)).strip() or "mục"


def label_of(shape: Schema, kind: str, name: str) -> str:
    """Return the name of a field; words about labels and codes fall where staff choose by title."""
    title = str(shape.get("title", name))
    return without_codes(title) if kind in {"choice", "rows"} else title


def without_codes(title: str) -> str:
    """Return a name of a field without words about labels and codes in brackets.

    >>> without_codes("Căn cứ (nhãn của văn bản viện dẫn)")
    'Căn cứ'
    """
    return _CODE_WORDS.sub("", title)


#: How emphasis is typed, as descriptions say it for files; on a page it is pressed.
_MARKS_TYPED = "Dùng **đậm**, *nghiêng* để nhấn mạnh."
_MARKS_PRESSED = "Muốn in đậm, in nghiêng: chọn chữ rồi bấm nút B, I."


def help_of(shape: Schema, kind: str) -> str:
    """Return the explanation of a field and, where the description does not say it, how its value is typed."""
    if kind in {"deadline", "month", "agency"} or shape.get("x-format") == "agencies":
        return ""
    described = str(shape.get("description", "")).replace(_MARKS_TYPED, _MARKS_PRESSED)
    typing = _TYPED_AS.get(str(shape.get("x-format")), "")
    if kind == "lines":
        typing = "Mỗi dòng một mục."
    elif kind == "yaml":
        typing = "Viết theo YAML."
    if "Ghi " in described:
        typing = ""
    return " ".join(part for part in (described, typing) if part)


def options_of(shape: Schema) -> tuple[tuple[str, str], ...]:
    """Return the choices of a list with the words for each; the first stands for "none chosen"."""
    display = shape.get("x-display", {})
    words = display if isinstance(display, Mapping) else {}

    def said(choice: Any) -> str:
        return str(words.get(choice, choice)) or "(không ghi gì)"

    none = f"Mặc định: {said(shape['default'])}" if "default" in shape else ""
    return (("", none), *((str(choice), said(choice)) for choice in shape["enum"] if choice is not None))
