"""Items that nothing in the file begins: a reading may put lines into a new item of a list that nobody wrote.

A label that the item above has already begins none, for an item has words of its own. Nor does a line among the labels
of an item that begins otherwise: below “1.1. Họp thôn” and “- Chủ trì: …”, a line “- Kinh phí: …” says more of the
same item, or something that the type has no field for.
"""

from collections.abc import Iterator
from typing import Final

from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.intake.lines import Line
from service.intake.reading import Path, Placed, Reading
from service.intake.schema_paths import item_of, schema_at

_AMONG: Final = "đứng giữa các nhãn của mục bên trên, mà không rõ là mục mới hay là lời ghi thêm của mục ấy"
WHY: Final = "ô này của mục bên trên đã có chữ, mà không có mục mới nào bắt đầu ở đây"


def wordless(document_type: DocumentType, reading: Reading) -> dict[int, str]:
    """Return why lines make an item without words, by their place among what was placed.

    The first item of a list may be without: a file of one level has its words above.
    """
    fields: dict[Path, set[str]] = {}
    lines: dict[Path, set[int]] = {}
    for place, placed in enumerate(reading.placed):
        if not isinstance(placed.item, Line):
            continue
        for value in placed.values:
            for item, name in items_in(value.path):
                fields.setdefault(item, set()).add(name)
                lines.setdefault(item, set()).add(place)
    first: set[Path] = set()
    found: dict[int, str] = {}
    for item in sorted(fields, key=lambda path: tuple(map(str, path))):
        is_later = item[:-1] in first
        first.add(item[:-1])
        needed = _words_of(document_type, item)
        if is_later and needed and not needed & fields[item] and not _has_items(item, fields):
            found |= dict.fromkeys(lines[item], WHY)
    return found


def among_labels(document_type: DocumentType, reading: Reading) -> dict[Line, str]:
    """Return why lines among the labels of an item begin none, though they were put into the same list.

    Such a line is typed as the labels are, or without a sign, while the words of the item begin with another one. Nor
    is one below them what the type usually says there, where it has quite other words.
    """
    found: dict[Line, str] = {}
    begun: Line | None = None
    label: Line | None = None
    inside = ""
    for placed in reading.placed:
        line, name = placed.item, _list_of(placed)
        if isinstance(line, Line) and label is not None and placed.is_unusual:
            found[line] = _AMONG
        elif not isinstance(line, Line) or not name or line.title_of:
            begun = label = None
        elif begun is not None and name == inside and line.label and _is_label(document_type, placed):
            label = label or line
        elif begun is not None and name == inside and label is not None and _is_among(line, begun, label):
            found[line] = _AMONG
        else:
            begun, label, inside = line, None, name
    return found


def _list_of(placed: Placed) -> str:
    """Return the field of the content whose list a line was put into, "" for none."""
    paths = (value.path for value in placed.values if any(isinstance(step, int) for step in value.path))
    return next((str(path[0]) for path in paths), "")


def _is_label(document_type: DocumentType, placed: Placed) -> bool:
    """Tell whether a line went to a field beside the words of an item."""
    return any(name not in _words_of(document_type, item) for item, name in items_in(placed.values[0].path))


def _is_among(line: Line, begun: Line, label: Line) -> bool:
    return line.style in {"", label.style} and begun.style not in {"", line.style}


def items_in(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the items that a value stands in, each with the field that leads to the value."""
    for place, step in enumerate(path[:-1]):
        if isinstance(step, int):
            yield path[: place + 1], str(path[place + 1])


def _has_items(item: Path, fields: dict[Path, set[str]]) -> bool:
    return any(len(other) > len(item) and other[: len(item)] == item for other in fields)


def _words_of(document_type: DocumentType, item: Path) -> set[str]:
    """Return the fields of an item that hold its words: texts that it cannot do without."""
    schema = document_type.schema
    shape = schema_at(schema, ".".join(str(step) for step in item if not isinstance(step, int)))
    one = item_of(shape, schema) if shape is not None and "items" in shape else {}
    texts = {
        name
        for name, part in one.get("properties", {}).items()
        if resolved(part, schema).get("type") == "string" and "x-format" not in resolved(part, schema)
    }
    return texts & set(one.get("required", ()))
