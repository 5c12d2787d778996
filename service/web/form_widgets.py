"""The fields of several inputs, shown: a deadline, a month, a body, a chosen label; `widget_reading` reads them.

Each is given the field as far as it is made, its resolved schema, its value (ABSENT for none) and the builder.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from service.domain.agencies import JOINERS
from service.domain.dates import parse_month
from service.domain.deadline_reading import read_deadline, written_deadline
from service.domain.deadlines import deadline_text
from service.domain.refusal import Refused
from service.web.form_context import role_words
from service.web.form_fields import MAIN, Field
from service.web.schema_shapes import Schema, may_be_null

if TYPE_CHECKING:
    from service.web.form_building import FormBuilder

DEADLINE_EXAMPLE = "Ghi như: chậm nhất 31/10/2025; quý II, III/2025"
#: Beyond this many choices a list to choose from would make the page heavy: a box with suggestions stands in its place.
MOST_OPTIONS = 60
Options = Sequence[tuple[str, str]]


def with_choice(made: Field, value: str, options: Options) -> Field:
    """Return a field with a list of choices; a value that is none of them is offered too, so that it is not lost."""
    kept = () if not value or value in dict(options) else ((value, f"{value} (không có trong danh sách)"),)
    return made._replace(value=value, options=(*options, *kept))


def _deadline(made: Field, shape: Schema, value: Any, builder: "FormBuilder") -> Field:
    """Show a deadline as its words; as its parts where the words do not carry all of it."""
    fields = value if isinstance(value, Mapping) else {}
    words = written_deadline(fields)
    typed = value if isinstance(value, str) else words or ""
    box = _input(made, MAIN, typed, placeholder=DEADLINE_EXAMPLE)
    parts = builder.parts(made, shape, {} if words else fields)
    if not typed:
        return made._replace(children=(box, *parts), note=_printed(fields))
    said, fault = understood(typed)
    return made._replace(children=(box, *parts), note=said, faults=(fault,) if fault else ())


def understood(text: str) -> tuple[str, str]:
    """Return what the service makes of a typed deadline, and what to mend in it: one of both is "".

    >>> understood("quý II, III/2025"), understood("ngày 31/11/2025")[0]
    (('Hiểu là: quý II, quý III năm 2025.', ''), '')
    """
    try:
        fields = read_deadline(text)
    except Refused as refused:
        return "", refused.message
    if not fields:
        return "", ""
    words = f"Hiểu là: {deadline_text(fields)}."
    if set(fields) <= {"note"}:
        return f"{words} Câu này in nguyên văn, không dùng để tính quá hạn.", ""
    return words, ""


def _printed(fields: Mapping[str, Any]) -> str:
    try:
        return f"Hiểu là: {deadline_text(fields)}." if fields else ""
    except (Refused, AttributeError, TypeError, ValueError):  # a value of the wrong shape says nothing
        return ""


def _month(made: Field, shape: Schema, value: Any, _builder: "FormBuilder") -> Field:
    """Show a month as 02/2026; a box beside it where it may be left blank on purpose."""
    box = _input(made, MAIN, month_shown(value), placeholder="Ghi như 02/2026")
    blank = Field(
        f"{made.path}.$blank",
        f"{made.pattern}.$blank",
        "checkbox",
        "Chừa trống cả tháng",
        value="true" if value is None else "",
    )
    help_text = "Để trống thì lấy tháng hiện tại." if may_be_null(shape) else ""
    return made._replace(help=help_text, children=(box, blank) if may_be_null(shape) else (box,))


def month_shown(value: Any) -> str:
    """Return a month as it stands in its box; what is no month stays as it is.

    >>> month_shown("2026-02"), month_shown("tháng hai")
    ('02/2026', 'tháng hai')
    """
    if not isinstance(value, str):
        return ""
    try:
        year, month = parse_month(value)
    except Refused:
        return value
    return f"{month:02}/{year}"


def _agency(made: Field, _shape: Schema, value: Any, builder: "FormBuilder") -> Field:
    """Show a body: chosen by its role, or typed; a note in brackets beside it; in a list also a word between two."""
    known = value if isinstance(value, Mapping) else {"name": value if isinstance(value, str) else ""}
    role, name, note = (str(known.get(key) or "") for key in ("role", "name", "note"))
    bodies = builder.context.bodies
    options = [("", "(ghi tên khác)"), *bodies.items()]
    if made.pattern.endswith("[]"):
        options += [(word, f"(từ nối: {word})") for word in JOINERS]
        role, name = (name, "") if name in JOINERS else (role, name)
    if role and role not in dict(options):
        options.append((role, f"{role_words(role)} (cơ quan này không có)"))
    chosen = _input(made, MAIN, role)._replace(kind="select", options=tuple(options))
    return made._replace(
        children=(
            chosen,
            _input(made, ".$name", name, placeholder="Tên cơ quan")._replace(label=f"{made.label}: tên khác"),
            _input(made, ".$note", note, placeholder="Ghi chú")._replace(
                label=f"{made.label}: ghi chú trong ngoặc",
            ),
        ),
    )


def _choice(made: Field, shape: Schema, value: Any, builder: "FormBuilder") -> Field:
    """Show a label as the item that has it: a list to choose from, or a box with suggestions for very many."""
    space = str(shape["x-label-of"])
    known = builder.context.choices.get(space, {})
    typed = value if isinstance(value, str) else ""
    if len(known) > MOST_OPTIONS:
        return made._replace(kind="suggested", value=typed, space=space, note=known.get(typed, ""))
    said = list(known.values())
    options = [("", ""), *((label, _told(label, words, said)) for label, words in known.items())]
    empty = "" if known else _nothing_yet(builder.schema.holders.get(space, ""))
    return with_choice(made._replace(kind="select"), typed, options)._replace(space=space, placeholder=empty)


def _nothing_yet(holder: str) -> str:
    """Return what to do where nothing can be chosen yet: the items are made in a list of the same page.

    >>> _nothing_yet("Văn bản viện dẫn")
    'Chưa có văn bản viện dẫn. Thêm ở mục “Văn bản viện dẫn”.'
    """
    return f"Chưa có {holder[:1].lower()}{holder[1:]}. Thêm ở mục “{holder}”." if holder else ""


def _told(label: str, words: str, others: Sequence[str]) -> str:
    """Return how an item is offered: by its words; by its label too where another one has the same words.

    >>> _told("qd_9", "Quyết định 9/QĐ-UBND", []), _told("a", "Tập huấn", ["Tập huấn", "Tập huấn"]), _told("a", "", [])
    ('Quyết định 9/QĐ-UBND', 'Tập huấn (a)', 'a')
    """
    return f"{words} ({label})" if words and others.count(words) > 1 else words or label


def _input(made: Field, ending: str, value: str, *, placeholder: str = "") -> Field:
    """Return one of the inputs of a field."""
    return Field(
        made.path + ending,
        made.pattern + ending,
        "text",
        made.label,
        is_required=made.is_required,
        value=value,
        placeholder=placeholder,
    )


OF_KIND: Mapping[str, Callable[[Field, Schema, Any, "FormBuilder"], Field]] = {
    "deadline": _deadline,
    "month": _month,
    "agency": _agency,
    "choice": _choice,
}
