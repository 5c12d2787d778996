"""A paragraph of an imported file is moved by a person: from the tray to a field, from a field to another or the tray.

The words go with it: what the field said by this paragraph is taken out, what the paragraph says is put in. A heading
or a part of the frame leaves nothing behind, because the service prints it itself.
"""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from service.doctypes.definition import DocumentType
from service.doctypes.questions import shown_value
from service.domain.deadline_reading import read_deadline
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.domain.text import fold, plain
from service.errors import InvalidInput
from service.intake.citing import Citations
from service.issuing.import_places import NEW, Place, field_of, places, put_at, value_at

BY_HAND: Final = "bạn đã xếp"
TAKEN_OUT: Final = "bạn đã đưa ra khay"
_PRINTED = ("frame.", "muc.", "phu_luc.")
_SHORTEST = 4
_BASIS = re.compile(r"\A(?:Căn cứ|Thực hiện)(?: vào)?\s+")
_LABEL = re.compile(r"\A[^:]{1,60}:\s+")


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph with its place: `bare` is its text without its number, with its emphasis; `path` "" is the tray."""

    number: int
    text: str
    bare: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """An import as a person has sorted it so far."""

    envelope: dict[str, Any]
    paragraphs: tuple[PlacedParagraph, ...]

    @property
    def tray(self) -> tuple[PlacedParagraph, ...]:
        """The paragraphs that lie in the tray."""
        return tuple(one for one in self.paragraphs if not one.path)


def is_printed(path: str) -> bool:
    """Tell whether the service prints what stands at a path by itself: a heading, a part of the frame."""
    return path.startswith(_PRINTED)


def moved(document_type: DocumentType, sorting: Sorting, number: int, path: str) -> Sorting:
    """Return a sorting with a paragraph moved to the field at `path`, "" for the tray.

    Raises InvalidInput for a paragraph or a field that is not there, and for words that are no deadline.
    """
    one = next((one for one in sorting.paragraphs if one.number == number), None)
    if one is None:
        raise _refused("paragraph", "Tệp không có đoạn này. Tải lại trang rồi chọn đoạn.")
    place = next((known for known in places(document_type, sorting.envelope) if known.path == path), None)
    if path and place is None:
        raise _refused("to", "Không có ô này. Chọn một ô trong danh sách.")
    if field_of(sorting.envelope, one.path) == path:
        return sorting
    envelope = copy.deepcopy(sorting.envelope)
    others = [other for other in sorting.paragraphs if other is not one]
    _take_out(envelope, one, others)
    target = _put_in(envelope, place, one, others) if place is not None else ""
    after = replace(one, path=target, why=BY_HAND if target else TAKEN_OUT)
    found = tuple(after if other is one else other for other in sorting.paragraphs)
    return Sorting(envelope, found)


def _take_out(envelope: dict[str, Any], one: PlacedParagraph, others: Sequence[PlacedParagraph]) -> None:
    """Take the words of a paragraph out of the field that they are in."""
    if not one.path or is_printed(one.path):
        return
    path = field_of(envelope, one.path)
    value = value_at(envelope, path)
    left: Any
    if not any(field_of(envelope, other.path) == path for other in others):
        left = None
    elif isinstance(value, str):
        left = _without(value, one)
    elif isinstance(value, list):
        left = [item for item in value if not _says(one, shown_value(item))] or None
    else:
        return
    if left == value:
        path = _said_elsewhere(envelope.get("content", {}), "content", one)
        left = None
    if path:
        put_at(envelope, path, left)
        _empty_item(envelope, path)


def _without(value: str, one: PlacedParagraph) -> str | None:
    """Return a text without the words of a paragraph; the text itself where they cannot be told apart."""
    lines = value.split("\n")
    left = [line for line in lines if not _says(one, line)]
    if left and len(left) < len(lines):
        return "\n".join(left)
    if one.bare in value and one.bare != value:
        return " ".join(value.replace(one.bare, " ").split())
    return value


def _says(one: PlacedParagraph, words: str) -> bool:
    mine, other = _key(one.bare), _key(words)
    return len(other) >= _SHORTEST and (other == mine or other in mine)


def _said_elsewhere(value: Any, path: str, one: PlacedParagraph) -> str:
    """Return the path of a text with which the paragraph ends: a title behind a word that several share."""
    found = ""
    parts: Any = ()
    if isinstance(value, Mapping):
        parts = ((f"{path}.{name}", part) for name, part in value.items() if name != "label")
    elif isinstance(value, list):
        parts = ((f"{path}[{number}]", part) for number, part in enumerate(value))
    elif isinstance(value, str) and len(value) >= _SHORTEST and _key(one.bare).endswith(_key(value)):
        return path
    for inner, part in parts:
        found = found or _said_elsewhere(part, inner, one)
    return found


def _empty_item(envelope: dict[str, Any], path: str) -> None:
    """Empty an item of a list that has nothing left but its label; it keeps its place until the draft is made."""
    outer = path.rpartition(".")[0]
    if outer.endswith("]"):
        item = value_at(envelope, outer)
        if isinstance(item, dict) and set(item) <= {"label"}:
            item.clear()


def _put_in(
    envelope: dict[str, Any], place: Place, one: PlacedParagraph, others: Sequence[PlacedParagraph]
) -> str:
    """Put the words of a paragraph into a field and return its path."""
    if place.kind == "citation":
        return _added(envelope, place.path, _label(envelope, place, one))
    if place.path.endswith(NEW):
        words = _value_words(one) if place.kind == "name" else one.bare
        path = _added(envelope, place.path, {place.field: words} if place.field else words)
        return path + (f".{place.field}" if place.field else "")
    value = value_at(envelope, place.path)
    if place.kind == "deadline":
        put_at(envelope, place.path, _deadline(one))
    elif place.kind == "agencies":
        put_at(envelope, place.path, [*(value or []), *_bodies(one)])
    else:
        is_first = any(
            field_of(envelope, other.path) == place.path and one.number < other.number for other in others
        )
        parts = [one.bare, value] if is_first else [value, one.bare]
        put_at(envelope, place.path, place.joint.join(part for part in parts if part))
    return place.path


def _added(envelope: dict[str, Any], path: str, item: Any) -> str:
    """Put an item at the end of a list and return its path."""
    outer = path.removesuffix(NEW)
    items = [*(value_at(envelope, outer) or []), item]
    put_at(envelope, outer, items)
    return f"{outer}[{len(items) - 1}]"


def _label(envelope: dict[str, Any], place: Place, one: PlacedParagraph) -> str:
    """Return the label of the document that a paragraph cites, its record with the others."""
    known = value_at(envelope, place.field) or []
    citations = Citations({record["label"]: record for record in known if record.get("label")})
    words = _BASIS.sub("", plain(one.bare))
    label = citations.label_of(words)
    if label is None:
        raise _refused(
            "to",
            f"“{words[:80]}” không chỉ là một văn bản viện dẫn. Gõ căn cứ ấy ở trang soạn, hoặc chọn ô khác.",
        )
    put_at(envelope, place.field, list(citations.records.values()))
    return label


def _deadline(one: PlacedParagraph) -> Any:
    words = _value_words(one)
    try:
        found = read_deadline(words)
    except Refused:
        found = None
    if not found:
        raise _refused("to", f"Không đọc được thời hạn trong “{words[:80]}”. Xếp đoạn vào ô khác.")
    return found


def _bodies(one: PlacedParagraph) -> list[str]:
    return [name.strip() for name in re.split(r"[,;]", _value_words(one)) if name.strip()]


def _value_words(one: PlacedParagraph) -> str:
    """Return the words behind the label: "Thời hạn: Quý II" says Quý II."""
    return _LABEL.sub("", plain(one.bare)).strip().rstrip(".;,")


def _key(text: str) -> str:
    return fold(" ".join(plain(text).split()).strip(" .;,:/"))


def _refused(path: str, message: str) -> InvalidInput:
    return InvalidInput([FieldError(path, "not_movable", message)])
