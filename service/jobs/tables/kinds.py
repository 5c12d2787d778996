"""The kinds of columns: how a cell becomes a value of the envelope, and how a value is shown in a cell.

One record for each kind holds all its faces. `read` takes a cell that is not blank and raises Refused; its third
argument are the roles that the issuing office knows.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from service.domain.dates import parse_date, parse_month, short_date
from service.domain.deadlines import deadline_text
from service.domain.decimals import parse_decimal, parse_integer
from service.domain.refusal import Refused
from service.domain.text import fold, quoted
from service.jobs.tables.cells import Percent, TimeOfDay, Value, number_words, shown, tidy
from service.jobs.tables.deadline_words import deadline_of
from service.jobs.tables.excel_cells import serial_day

if TYPE_CHECKING:
    from service.jobs.tables.columns import Column

Roles = Collection[str]
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050  # 01/01/1990 to 31/12/2099
_NOTED = re.compile(r"(.*?)\s*\(([^()]+)\)", re.DOTALL)
_ROLE = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
_YES = {"co", "x", "dung", "true", "1", "yes"}
_NO = {"khong", "sai", "false", "0", "no"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of column; `number_format` and `width` (in letters) are Excel's, `hint` is for the heading's note."""

    name: str
    read: Callable[[Value, "Column", Roles], Any]
    show: Callable[[Any, "Column"], Value]
    hint: str = ""
    number_format: str = "@"
    width: int = 24


def text_in(value: Value) -> str:
    """Return a cell as text; a day is refused, for Excel has made it of something else."""
    if isinstance(value, date):
        raise Refused(
            "text_became_date",
            f"Excel đã đổi chữ thành ngày {short_date(value)}. Hãy định dạng ô là Text rồi ghi lại.",
        )
    return tidy(value) if isinstance(value, str) else shown(value)


def _date(value: Value, _column: "Column", _roles: Roles) -> str:
    return short_date(day_in(value))


def day_in(value: Value) -> date:
    """Return a cell as a day; a number is the count of days that Excel keeps. Raises Refused."""
    if isinstance(value, date):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if _FIRST_SERIAL <= value <= _LAST_SERIAL:
            return serial_day(value)
        raise Refused("date_unreadable", f"Số {shown(value)} không phải là ngày. Ghi như 05/3/2026.")
    return parse_date(text_in(value))


def _month(value: Value, _column: "Column", _roles: Roles) -> str:
    if isinstance(value, int | Decimal) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        value = serial_day(value)
    if isinstance(value, date):
        return f"{value.year:04}-{value.month:02}"
    year, month = parse_month(text_in(value))
    return f"{year:04}-{month:02}"


def _refuse_no_number(value: Value) -> None:
    """Refuse what Excel has made of a number, or what only looks like one."""
    if isinstance(value, date):
        raise Refused(
            "number_became_date",
            f"Excel đã đổi số thành ngày {short_date(value)}. Hãy định dạng ô là Number rồi ghi lại số,"
            " dấu phẩy trước phần lẻ.",
        )
    if isinstance(value, Percent):
        raise Refused(
            "percent_cell",
            f"Ô định dạng phần trăm: nhìn thấy {shown(value)}, máy lưu {number_words(value.value)}."
            " Hãy định dạng ô là Number rồi ghi lại số.",
        )
    if isinstance(value, bool | TimeOfDay):
        raise Refused("number_unreadable", f"{quoted(shown(value))} không phải là số. Ghi như 90,5.")


def _number(value: Value, column: "Column", _roles: Roles) -> Any:
    """Return an exact number in the type that the schema takes."""
    _refuse_no_number(value)
    number = value if isinstance(value, int | Decimal) else parse_decimal(text_in(value))
    if number == int(number):
        return int(number)
    return _unambiguous(Decimal(number)) if "string" in column.types else number


def _unambiguous(number: Decimal) -> str:
    """Return a number as text that has one reading only: three decimals could be thousands, four cannot."""
    words = number_words(number)
    return f"{words}0" if len(words.partition(",")[2]) == 3 else words


def _integer(value: Value, _column: "Column", _roles: Roles) -> int:
    _refuse_no_number(value)
    number = value if isinstance(value, int | Decimal) else parse_integer(text_in(value))
    if number != int(number):
        raise Refused("integer_required", f"{quoted(shown(value))} phải là số nguyên, không có phần lẻ.")
    return int(number)


def _boolean(value: Value, _column: "Column", _roles: Roles) -> bool:
    word = fold(text_in(value))
    if word not in _YES | _NO:
        raise Refused("boolean_unreadable", f"{quoted(shown(value))}: chỉ ghi Có hoặc Không.")
    return word in _YES


def _choice(value: Value, column: "Column", _roles: Roles) -> Any:
    ways: dict[str, Any] = {}
    for key, words in column.choices.items():
        for way in (str(key), words, words.partition(" (")[0]):
            ways.setdefault(_bare(way), key)
    typed = text_in(value)
    if _bare(typed) in ways:
        return ways[_bare(typed)]
    near = get_close_matches(_bare(typed), ways, n=1)
    meant = f" Có phải ý là “{column.choices[ways[near[0]]]}”?" if near else ""
    options = "; ".join(words or str(key) for key, words in column.choices.items())
    raise Refused("not_in_list", f"Không có lựa chọn {quoted(typed)}. Chọn một trong: {options}.{meant}")


def _bare(words: str) -> str:
    return fold(words).rstrip(". ")


def _deadline(value: Value, _column: "Column", _roles: Roles) -> dict[str, Any]:
    return deadline_of(short_date(value) if isinstance(value, date) else text_in(value))


def _agency(value: Value, _column: "Column", roles: Roles) -> Any:
    return _body(text_in(value), roles)


def _agencies(value: Value, _column: "Column", roles: Roles) -> list[Any]:
    text = text_in(value)
    members = parted(text)
    if len(members) == 1 and "," in text:
        by_comma = [part.strip() for part in text.split(",") if part.strip()]
        if all(_role_key(part) in roles for part in by_comma):
            members = by_comma
    return [_body(one, roles) for one in members]


def _body(text: str, roles: Roles) -> Any:
    """Return one body: by role where its words are one, else by name, with the note in brackets."""
    noted = _NOTED.fullmatch(text)
    name, note = (noted[1].strip(), noted[2].strip()) if noted and noted[1].strip() else (text, "")
    key = _role_key(name)
    if key in roles or _ROLE.fullmatch(name):
        return {"role": key if key in roles else name, **({"note": note} if note else {})}
    return {"name": name, "note": note} if note else name


def _role_key(words: str) -> str:
    return re.sub(r"[\s\-]+", "_", fold(words))


def parted(text: str) -> list[str]:
    """Return the members of a list in one cell: apart by semicolons or lines, with or without dashes before them."""
    return [part for piece in re.split(r"[;\n]", text) if (part := piece.strip().removeprefix("- ").strip())]


def _list(value: Value, column: "Column", _roles: Roles) -> list[str]:
    text = text_in(value)
    return [one for one in re.split(r"[;,\s]+", text) if one] if column.holds_labels else parted(text)


def _whole(value: Value, _column: "Column", _roles: Roles) -> Any:
    raise Refused(
        "cell_not_a_list",
        f"{quoted(shown(value))}: chỗ này là danh sách nhiều dòng. Hãy ghi ở trang riêng của nó.",
    )


def _recipients(value: Value, _column: "Column", _roles: Roles) -> list[dict[str, str]]:
    found = []
    for one in parted(text_in(value)):
        noted = _NOTED.fullmatch(one.rstrip(" ."))
        name, purpose = (noted[1], noted[2]) if noted and noted[1] else (one.rstrip(" ."), "")
        found.append({"name": name, **({"purpose": purpose} if purpose else {})})
    return found


def _show_body(raw: Any) -> str:
    if isinstance(raw, str):
        return raw
    name = str(raw.get("role") or raw.get("name", ""))
    return f"{name} ({raw['note']})" if raw.get("note") else name


def _show_day(raw: Any, _column: "Column") -> Value:
    return parse_date(raw)


def _show_number(raw: Any, _column: "Column") -> Value:
    return raw if isinstance(raw, int | Decimal) else parse_decimal(raw)


def _show_recipients(raw: Any, _column: "Column") -> Value:
    return "\n".join(
        f"{one['name']} ({one['purpose']})" if one.get("purpose") else one["name"] for one in raw
    )


_LISTED = "Nhiều mục thì cách nhau bằng dấu chấm phẩy (;) hoặc xuống dòng trong ô."
_BODIES = "Ghi tên cơ quan, hoặc vai trò (noi_vu, van_phong, mot_cua...) để mỗi đơn vị tự ra đúng tên cơ quan của mình."

#: A list or an object that only JSON can give whole; a cell of a spreadsheet cannot.
WHOLE = Kind("whole", _whole, lambda raw, _column: str(raw))

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("text", lambda value, _column, _roles: text_in(value), lambda raw, _column: str(raw), width=30),
        Kind("date", _date, _show_day, "Ghi như 05/3/2026.", "dd/mm/yyyy", 14),
        Kind("month", _month, lambda raw, _column: str(raw), "Ghi như 2026-02.", "@", 14),
        # General: an optional decimal (#,##0.##) leaves a bare comma behind a whole number (99,)
        Kind("number", _number, _show_number, "Ghi số, dấu phẩy trước phần lẻ, ví dụ 90,5.", "General", 14),
        Kind("integer", _integer, lambda raw, _column: parse_integer(str(raw)), "Ghi số nguyên.", "0", 14),
        Kind("boolean", _boolean, lambda raw, _column: "Có" if raw else "Không", "Có hoặc Không.", "@", 10),
        Kind("choice", _choice, lambda raw, column: column.choices[raw] or str(raw), "Chọn trong danh sách."),
        Kind(
            "deadline",
            _deadline,
            lambda raw, _column: deadline_text(raw),
            "Thường xuyên; trước ngày 01/11/2026; chậm nhất ngày 31/10/2026 (ghi ngày không thôi cũng được);"
            " từ ngày … đến ngày …; Quý I/2026; tháng 6/2026.",
        ),
        Kind("agency", _agency, lambda raw, _column: _show_body(raw), _BODIES, width=30),
        Kind(
            "agencies",
            _agencies,
            lambda raw, _column: "; ".join(_show_body(one) for one in raw),
            f"{_BODIES} {_LISTED}",
            width=30,
        ),
        Kind("list", _list, lambda raw, _column: "; ".join(raw), _LISTED),
        Kind("recipients", _recipients, _show_recipients, f"Ghi như UBND tỉnh (b/cáo). {_LISTED}", width=36),
    )
}  # fmt: skip
