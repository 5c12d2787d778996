"""The columns of a type's table, made from its schema: none is written by hand for a type.

The first sheet has one row for each unit: the unit, the envelope, and the single fields of the content. Each list of
objects in the content is a sheet of its own with several rows for a unit; its inner lists share the row.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from service.doctypes.cleaning import types_of
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import bundled, resolved
from service.doctypes.shared import shared_facts
from service.jobs.tables.kinds import KINDS, WHOLE, Kind

MAIN_SHEET = "Đơn vị"
LISTS_SHEET = "Danh mục"
FAULTS_SHEET = "Lỗi"
GUIDE_SHEET = "Hướng dẫn"
UNIT_CODE, UNIT_NAME, UNIT_PROVINCE, ORDER = "unit.code", "unit.name", "unit.province", "order"

#: Fields of the envelope that a row may give; the rest is the same for a whole batch.
_ENVELOPE = (
    *("subject", "signer", "recipients", "filing", "addressees", "via", "urgency", "drafter_mark", "copies"),
    "month",
)
_FORMATS = {
    "date": "date",
    "month": "month",
    "agency": "agency",
    "agencies": "agencies",
    "deadline": "deadline",
    "points": "number",
    "decimal": "number",
    "money": "integer",
    "integer": "integer",
    "year": "integer",
}
_SHEET_NAME_LENGTH = 31
Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `path` is its technical name, `steps` lead to its value from the envelope (or from its item)."""

    path: str
    title: str
    kind: Kind = field(repr=False)
    steps: Steps = field(repr=False)
    note: str = field(default="", repr=False)
    is_required: bool = field(default=False, repr=False)
    types: tuple[str, ...] = field(default=(), repr=False)
    choices: Mapping[Any, str] = field(default_factory=dict, repr=False)
    holds_labels: bool = field(default=False, repr=False)
    is_label: bool = field(default=False, repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Level:
    """One list of a group: its name in the object around it, and the columns of its items."""

    name: str
    columns: tuple[Column, ...]

    @property
    def label(self) -> Column | None:
        """The column by whose value an item of the plan is known again."""
        return next((column for column in self.columns if column.is_label), None)


@dataclass(frozen=True, slots=True)
class Group:
    """A list of objects as a sheet: `steps` lead from the envelope to the object that holds it."""

    path: str
    title: str
    steps: Steps
    levels: tuple[Level, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, the outer list's first."""
        return tuple(column for level in self.levels for column in level.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of one type: columns of the unit, columns of the first sheet, groups by the name of their sheet.

    `wholes` are the lists that JSON may give whole, known by their technical names only.
    """

    unit: tuple[Column, ...]
    columns: tuple[Column, ...]
    groups: Mapping[str, Group]
    wholes: tuple[Column, ...]


def _unit_column(path: str, title: str, note: str, *aliases: str) -> Column:
    return Column(path, title, KINDS["text"], tuple(path.split(".")), note, aliases=aliases)


UNIT_COLUMNS = (
    _unit_column(ORDER, "TT", "Số thứ tự. Dòng ghi “Ví dụ” không được tính.", "STT", "Số thứ tự"),
    _unit_column(UNIT_CODE, "Mã đơn vị", "Mã của cơ quan thống kê, ví dụ 21484.", "Mã xã", "Mã xã phường", "Mã"),
    _unit_column(
        UNIT_NAME, "Đơn vị", "Tên đơn vị, ví dụ xã Ba Tơ. Có mã thì không bắt buộc.",
        "Tên đơn vị", "Tên xã", "Xã", "Xã, phường", "Xã, phường, đặc khu", "Đơn vị hành chính",
    ),
    _unit_column(
        UNIT_PROVINCE, "Tỉnh, thành phố", "Chỉ cần khi tên đơn vị có ở nhiều tỉnh.", "Tỉnh", "Tỉnh thành",
    ),
)  # fmt: skip
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "signer.name": ("Người ký", "Họ tên người ký", "Họ và tên người ký"),
    "signer.position": ("Chức vụ", "Chức vụ người ký"),
    "signer.capacity": ("Quyền hạn ký",),
    "recipients": ("Nơi nhận văn bản",),
}
#: What offices call the columns of their own tables of tasks, by the title of ours.
_TITLE_ALIASES: Mapping[str, tuple[str, ...]] = {
    "Nội dung nhiệm vụ": ("Nội dung", "Nhiệm vụ", "Nội dung công việc", "Nội dung thực hiện", "Tên nhiệm vụ"),
    "Cơ quan chủ trì tham mưu": (
        "Chủ trì", "Cơ quan chủ trì", "Đơn vị chủ trì", "Cơ quan, đơn vị chủ trì", "Chủ trì thực hiện",
    ),
    "Cơ quan phối hợp": ("Phối hợp", "Đơn vị phối hợp", "Cơ quan, đơn vị phối hợp", "Phối hợp thực hiện"),
    "Thời gian thực hiện": ("Thời gian", "Thời hạn", "Thời gian hoàn thành", "Thời hạn hoàn thành"),
    "Sản phẩm, tài liệu minh chứng": ("Sản phẩm", "Tài liệu minh chứng", "Sản phẩm, kết quả"),
}  # fmt: skip


@lru_cache(maxsize=64)
def layout(document_type: DocumentType) -> Layout:
    """Return the columns and groups of a type."""
    shared = shared_facts()
    whole = bundled(shared.envelope, shared.common, key="envelope")
    names = [name for name in _ENVELOPE if _is_offered(name, document_type)]
    required = set(whole["required"])
    found: list[Column | Group] = []
    for name in names:
        found += _fields(whole["properties"][name], whole, (name,), (), is_required=name in required)
    content = document_type.schema
    found += _inside(content, content, ("content",), (), is_required=True)
    groups = _named([one for one in found if isinstance(one, Group)])
    columns = [one for one in found if isinstance(one, Column)]
    wholes = [one for one in columns if one.kind is WHOLE]
    wholes += [Column(one.path, one.title, WHOLE, tuple(one.path.split("."))) for one in groups.values()]
    single = tuple(one for one in columns if one.kind is not WHOLE)
    return Layout(UNIT_COLUMNS, single, groups, tuple(wholes))


def _is_offered(name: str, document_type: DocumentType) -> bool:
    return document_type.addressees != "never" or name not in {"addressees", "via"}


def _inside(
    place: Mapping[str, Any], whole: Mapping[str, Any], steps: Steps, titles: Steps, *, is_required: bool
) -> Iterator[Column | Group]:
    needed = set(place.get("required", ())) if is_required else set()
    for name, part in place.get("properties", {}).items():
        yield from _fields(part, whole, (*steps, name), titles, is_required=name in needed)


def _fields(
    part: Mapping[str, Any], whole: Mapping[str, Any], steps: Steps, titles: Steps, *, is_required: bool
) -> Iterator[Column | Group]:
    """Yield the columns of one field: itself, the fields inside it, or its sheet."""
    place = resolved(part, whole)
    title = str(place.get("title", steps[-1]))
    kind = _kind(place, whole, steps)
    if kind is not None:
        yield _column(place, whole, kind, steps, (*titles, title), is_required=is_required)
    elif "properties" in place:
        yield from _inside(place, whole, steps, (*titles, title), is_required=is_required)
    elif levels := _levels(place, whole, steps, steps[-1]):
        yield Group(".".join(steps), title, steps[:-1], levels)
    elif "items" in place:
        yield Column(".".join(steps), title, WHOLE, steps)


def _kind(place: Mapping[str, Any], whole: Mapping[str, Any], steps: Steps) -> Kind | None:
    if steps == ("recipients",):
        return KINDS["recipients"]
    if (form := _FORMATS.get(place.get("x-format", ""))) is not None:
        return KINDS[form]
    if "enum" in place:
        return KINDS["choice"]
    types = set(types_of(place)) - {"null"}
    for name, kind in (
        ("string", "text"),
        ("boolean", "boolean"),
        ("number", "number"),
        ("integer", "integer"),
    ):
        if name in types:
            return KINDS[kind]
    items = resolved(place["items"], whole) if "items" in place else {}
    return KINDS["list"] if "string" in types_of(items) else None


def _column(  # noqa: PLR0913 - what a column is, in one place
    place: Mapping[str, Any], whole: Mapping[str, Any], kind: Kind, steps: Steps, titles: Steps,
    *, is_required: bool, prefix: str = "",
) -> Column:  # fmt: skip
    items = resolved(place["items"], whole) if "items" in place else {}
    display = place.get("x-display", {})
    path = prefix + ".".join(steps)
    note = " ".join(text for text in (place.get("description", ""), kind.hint) if text)
    return Column(
        path=path,
        title=": ".join(titles),
        kind=kind,
        steps=steps,
        note=note,
        is_required=is_required,
        types=types_of(place),
        choices={one: display.get(str(one), str(one)) for one in place.get("enum", ())},
        holds_labels="x-label-of" in items,
        is_label="x-label" in place or "x-label-of" in place,
        aliases=_ALIASES.get(path, ()) or _TITLE_ALIASES.get(titles[-1], ()),
    )


def _levels(
    place: Mapping[str, Any], whole: Mapping[str, Any], path: Steps, name: str, titles: Steps = ()
) -> tuple[Level, ...]:
    """Return the lists of a group from the outside in; of two lists in one object only the first has columns."""
    item = resolved(place.get("items", {}), whole)
    if "properties" not in item or item.get("x-format") == "citation":
        return ()
    prefix = ".".join(path) + "[]."
    columns: list[Column] = []
    inner: tuple[Level, ...] = ()
    for found in _flat(item, whole, (), ()):
        part, steps, words, is_required = found
        kind = _kind(part, whole, ("", *steps))
        if kind is not None:
            columns.append(
                _column(part, whole, kind, steps, (*titles, *words), is_required=is_required, prefix=prefix)
            )
        elif not inner and len(steps) == 1:
            inner_path = (*path[:-1], f"{path[-1]}[]", steps[0])
            inner = _levels(part, whole, inner_path, steps[0], (*titles, words[-1]))
    return (Level(name, tuple(columns)), *inner)


def _flat(
    item: Mapping[str, Any], whole: Mapping[str, Any], steps: Steps, titles: Steps
) -> Iterator[tuple[Mapping[str, Any], Steps, Steps, bool]]:
    """Yield (field, steps, titles, required) of an object; the fields of objects inside it stand among its own."""
    for name, raw in item["properties"].items():
        part = resolved(raw, whole)
        inner, words = (*steps, name), (*titles, str(part.get("title", name)))
        if "properties" in part and "x-format" not in part:
            yield from _flat(part, whole, inner, words)
        else:
            yield part, inner, words, not steps and name in item.get("required", ())


def _named(groups: list[Group]) -> dict[str, Group]:
    """Give each group a sheet name that Excel takes: at most 31 letters, no signs of its own, none twice."""
    named: dict[str, Group] = {}
    for group in groups:
        title = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\']", " ", group.title)).strip()
        name, count = title[:_SHEET_NAME_LENGTH].strip(), 1
        while name.casefold() in {other.casefold() for other in named} | {MAIN_SHEET.casefold()}:
            count += 1
            name = f"{title[: _SHEET_NAME_LENGTH - 4].strip()} ({count})"
        named[name] = group
    return named
