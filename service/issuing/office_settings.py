"""What the head of an office decides about its documents: header, steps, whom they go to by default.

The profile of an office holds all of it (keys as in `data/offices`). An office that the reference data know has none
until the first change, which writes down what they say of it: later reference data do not change it behind its back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.domain.offices import Office as PrintedOffice
from service.domain.text import fold, has_forbidden_character, nfc
from service.errors import InvalidInput
from service.issuing.issuing_office import issuing_office
from service.issuing.workplace import Turn, Workplace
from service.register import offices
from service.register.models import Office
from service.register.permissions import OfficeAct, require

_LONGEST = 300
NO_TEXT = "Có ký tự không in được. Xóa rồi gõ lại, không dán."
_MOST_RECIPIENTS = 40
#: A people's committee or council with the unit that it is of, without diacritics.
_OF_A_UNIT = re.compile(
    r"(?:uy ban|hoi dong) nhan dan (?P<noun>thanh pho|thi xa|thi tran|dac khu|tinh|huyen|quan|phuong|xa) (?P<name>.+)"
)
#: Fields of the header that must not be empty, with what to say.
_WANTED = {
    "name": "Ghi tên đầy đủ của cơ quan.",
    "issuer_lines": "Ghi tên cơ quan như in ở góc trái đầu văn bản.",
    "place_name": "Ghi địa danh đứng trước ngày tháng.",
    "symbol_suffix": "Ghi chữ viết tắt trong ký hiệu, ví dụ UBND.",
    "head_position": "Ghi chức vụ của người đứng đầu, ví dụ Chủ tịch.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What documents print of an office, as typed; the lines of the header stand one a line."""

    name: str
    parent_lines: str
    issuer_lines: str
    place_name: str
    symbol_suffix: str
    head_position: str
    filing: str


@dataclass(frozen=True, slots=True)
class TypedRecipient:
    """One line of the default recipients, as typed; without a name it counts for nothing."""

    name: str
    purpose: str = ""
    members: str = ""


def office_now(work: Workplace, office_id: str) -> tuple[Office, PrintedOffice]:
    """Return the office as the register has it and as its documents print it today. Raises NotAllowed."""
    with work.reading() as turn:
        row = offices.office(turn.session, turn.actor, office_id)
        return row, issuing_office(turn, office_id, office_day(work.now()))


def header_of(office: PrintedOffice) -> Header:
    """Return the header of an office as a form shows it."""
    return Header(
        name=office.name,
        parent_lines="\n".join(office.parent_lines),
        issuer_lines="\n".join(office.issuer_lines),
        place_name=office.place_name,
        symbol_suffix=office.symbol_suffix,
        head_position=office.head_position,
        filing=office.filing,
    )


def set_header(work: Workplace, office_id: str, header: Header, steps: Sequence[str]) -> None:
    """Change what documents print of an office and which steps it keeps; numbered documents stay as they are.

    Raises InvalidInput with all faults, NotAllowed.
    """
    faults = header_faults(header)
    if faults:
        raise InvalidInput(faults)
    changes = {
        **{name: clean(getattr(header, name)) for name in _WANTED if name != "issuer_lines"},
        "issuer_lines": lines_of(header.issuer_lines),
        "parent_lines": lines_of(header.parent_lines),
        "filing": clean(header.filing) or "VT",
    }
    with work.writing() as turn:
        profile = {**_profile(work, turn, office_id), **changes}
        row = {
            "name": changes["name"],
            "abbreviation": changes["symbol_suffix"],
            "parent_name": " ".join(changes["parent_lines"]),
            "profile": profile,
            "steps": list(steps),
        }
        offices.set_office(turn.session, turn.actor, office_id, row)


def set_recipients(work: Workplace, office_id: str, typed: Sequence[TypedRecipient]) -> None:
    """Change whom the documents of an office go to by default. Raises InvalidInput with all faults, NotAllowed."""
    faults = _recipient_faults(typed)
    if faults:
        raise InvalidInput(faults)
    kept = [
        {
            "name": clean(one.name),
            **({"purpose": clean(one.purpose)} if one.purpose.strip() else {}),
            **({"members": int(one.members)} if one.members.strip() else {}),
        }
        for one in typed
        if one.name.strip()
    ]
    with work.writing() as turn:
        profile = {**_profile(work, turn, office_id), "recipients": kept}
        offices.set_office(turn.session, turn.actor, office_id, {"profile": profile})


def header_faults(header: Any) -> list[FieldError]:
    """Return everything that is wrong with a header (an object with its fields as typed)."""
    faults = []
    for path, message in _WANTED.items():
        value = str(getattr(header, path))
        if not value.strip():
            faults.append(FieldError(path, "missing", message))
        elif len(value) > _LONGEST:
            faults.append(FieldError(path, "too_long", f"Rút gọn còn {_LONGEST} ký tự."))
    faults += [
        FieldError(path, "character_forbidden", NO_TEXT)
        for path in (*_WANTED, "parent_lines", "filing")
        if has_forbidden_character("".join(lines_of(str(getattr(header, path, "")))))
    ]
    symbol = clean(str(header.symbol_suffix))
    if symbol and not re.fullmatch(r"[\w&.-]{1,20}", symbol):
        said = "Chữ viết tắt trong ký hiệu chỉ gồm chữ, số và gạch nối, không có dấu cách."
        faults.append(FieldError("symbol_suffix", "symbol_malformed", said))
    return faults or _place_faults(header)


def _place_faults(header: Any) -> list[FieldError]:
    """Return that a people's committee or council is not that of its place: no document of it would get a number.

    The place of such a body is the name of its own unit (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4).
    """
    printed = clean(str(header.issuer_lines).replace("\n", " "))
    body, place = _OF_A_UNIT.fullmatch(fold(printed)), clean(str(header.place_name))
    if body is None or fold(place) in {body["name"], f"{body['noun']} {body['name']}"}:
        return []
    said = f"Tên cơ quan in ra “{printed}” không khớp địa danh “{place}”. Ghi đúng tên đơn vị hành chính ở cả hai ô."
    return [FieldError("issuer_lines", "place_of_another", said)]


def profile_of(office: PrintedOffice) -> dict[str, Any]:
    """Return the profile that makes an office as it is printed now."""
    recipients = [
        {name: value for name, value in asdict(one).items() if value not in ("", None)}
        for one in office.recipients
    ]
    return {
        "unit": office.unit.id,
        "name": office.name,
        "short_name": office.short_name,
        "place_name": office.place_name,
        "symbol_suffix": office.symbol_suffix,
        "parent_lines": list(office.parent_lines),
        "issuer_lines": list(office.issuer_lines),
        "collective_body": office.collective_body,
        "head_position": office.head_position,
        "titles_allowed": office.titles_allowed,
        "filing": office.filing,
        "superior": office.superior,
        "year_starts_on": list(office.year_starts_on),
        "abbreviations": dict(office.abbreviations),
        "roles": dict(office.roles),
        "recipients": recipients,
    }


def lines_of(text: str) -> list[str]:
    """Return the lines of a box without blank ones."""
    return [clean(line) for line in text.splitlines() if line.strip()]


def clean(text: str) -> str:
    """Return what was typed on one line, composed, with single blanks."""
    return " ".join(nfc(text).split())


def _profile(work: Workplace, turn: Turn, office_id: str) -> Mapping[str, Any]:
    """Return the profile of an office as it is now, made of the reference data where it has none yet."""
    require(turn.session, turn.actor, office_id, OfficeAct.SET_OFFICE)
    row = offices.office(turn.session, turn.actor, office_id)
    if "unit" in row.profile:
        return row.profile
    return {**profile_of(issuing_office(turn, office_id, office_day(work.now()))), **row.profile}


def _recipient_faults(typed: Sequence[TypedRecipient]) -> list[FieldError]:
    faults = []
    for index, one in enumerate(typed):
        if len(one.name) + len(one.purpose) > _LONGEST:
            faults.append(FieldError(f"name.{index}", "too_long", f"Dòng {index + 1}: rút gọn lại."))
        if has_forbidden_character(clean(one.name) + clean(one.purpose)):
            faults.append(FieldError(f"name.{index}", "character_forbidden", f"Dòng {index + 1}: {NO_TEXT}"))
        if one.members.strip() and not re.fullmatch(r"[1-9][0-9]{0,3}", one.members.strip()):
            said = f"Dòng {index + 1}: số nơi nhận là một số từ 1 đến 9999, hoặc để trống."
            faults.append(FieldError(f"members.{index}", "number", said))
    if len(typed) > _MOST_RECIPIENTS:
        faults.append(FieldError("", "too_many", f"Tối đa {_MOST_RECIPIENTS} nơi nhận."))
    return faults
