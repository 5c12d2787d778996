"""Where a fault is, in the words of the form: "Văn bản viện dẫn, mục 1 (1211/QĐ-UBND): Ngày ban hành"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.doctypes.schemas import at, resolved
from service.domain.text import upper_first
from service.issuing.plain_words import without_commands
from service.web.form_context import ROLE_WORDS
from service.web.schema_shapes import without_codes
from service.web.telling import Choices, Schema, short_words

_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")
_PATH_IN_TEXT = re.compile(r"\b(?:content|sources|recipients|signer|addressees)(?:\.\w+|\[[0-9]+\])+")
_MISSING = re.compile(r"\AThiếu “[^”]*”(?: của “[^”]*”)?(?: \([^)]*\))?\.\s*")
_FILL_IN = "Hãy điền trường này."
_BETWEEN = " › "
_ROLE = re.compile(rf"\b(?:{'|'.join(ROLE_WORDS)})\b")


def location(path: str, schema: Schema, value: Any, choices: Choices) -> str:
    """Return the words for a path into `value`, which is shaped by the bundled `schema`."""
    return Places(schema, value, choices).words(path)


@dataclass(frozen=True, slots=True)
class _Place:
    """What lies at a path: the words of its parts, its schema (None: the schema ends before), its value."""

    parts: tuple[str, ...]
    schema: Schema | None
    value: Any


class Places:
    """The words for the paths into one value; what many paths lead through is looked at once."""

    def __init__(self, schema: Schema, value: Any, choices: Choices) -> None:
        self._root = schema
        self._choices = choices
        self._known: dict[tuple[tuple[str, str], ...], _Place] = {
            (): _Place((), resolved(schema, schema), value)
        }

    def words(self, path: str) -> str:
        """Return the words for a path.

        The parts from the outside in, items with their place and what they are called; the last field after a colon.
        """
        parts = self._at(tuple(_STEP.findall(path))).parts
        if len(parts) < 2 or path.endswith("]"):
            return _BETWEEN.join(parts)
        return f"{_BETWEEN.join(parts[:-1])}: {parts[-1]}"

    def _at(self, steps: tuple[tuple[str, str], ...]) -> _Place:
        found = self._known.get(steps)
        if found is None:
            found = self._known[steps] = self._further(self._at(steps[:-1]), *steps[-1])
        return found

    def _further(self, place: _Place, number: str, name: str) -> _Place:
        """Return what lies one step inside a place: at a number of a list, or a name of an object."""
        step: int | str = int(number) if number else name
        schema = None if place.schema is None else at(place.schema, self._root, step)
        if schema is None:
            return _Place(place.parts, None, None)
        parts, value = place.parts, _inside(place.value, step)
        if isinstance(step, int):
            words = short_words(value, schema, self._root, self._choices)
            mark = f"mục {step + 1}" + (f" ({words})" if words else "")
            parts = (*parts[:-1], f"{parts[-1]}, {mark}" if parts else upper_first(mark))
        elif name != "content" or parts:
            parts = (*parts, without_codes(str(schema.get("title", name))))
        return _Place(parts, schema, value)


def _inside(value: Any, step: int | str) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None


def bare_message(message: str, label: str) -> str:
    """Return a message without the name of its field in front: the form names the field once.

    >>> bare_message("“Điểm” (Tiêu chí 2): Điểm không được âm.", "Điểm")
    'Điểm không được âm.'
    >>> bare_message("“Điểm” phải là số.", "Điểm"), bare_message("Thiếu “Tên” của “Tiêu chí”. Hãy điền.", "Tên")
    ('Phải là số.', 'Còn thiếu. Hãy điền.')
    """
    if _MISSING.match(message):
        rest = _MISSING.sub("", message, count=1).strip()
        advice, told, _hint = rest.partition(_FILL_IN)  # the hint stands at the field already
        return f"Còn thiếu. {advice}{told}".rstrip()
    # An item of a list is called after the list, or has a name of its own; the items that the field lies in stand in
    # brackets.
    name = re.escape(label.partition(", mục ")[0])
    opening = re.match(
        rf"“(?:{name}|[^”]*(?= \(mục thứ))(?: \(mục thứ [0-9]+\))?”(?: \([^)]*\))?:? ", message
    )
    return upper_first(message[opening.end() :]) if opening else message


def spoken_roles(message: str) -> str:
    """Return a message in which the bodies of an office are called by words, not by the codes of their roles.

    >>> spoken_roles("không có cơ quan giữ vai trò “thanh_tra”: chọn hdnd")
    'không có cơ quan giữ vai trò “thanh tra”: chọn Hội đồng nhân dân'
    """
    return _ROLE.sub(lambda found: ROLE_WORDS[found[0]], message)


def spoken(message: str) -> str:
    """Return a message of the service as a page says it: bodies by their names, no commands of the terminal."""
    return without_commands(spoken_roles(message))


def spoken_paths(message: str, schema: Schema, value: Any, choices: Choices) -> str:
    """Return a message in which each path of the input is said in the words of the form."""
    return _PATH_IN_TEXT.sub(
        lambda found: f"“{location(found[0], schema, value, choices) or found[0]}”", message
    )
