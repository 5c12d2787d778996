"""“Cơ quan của bạn”: the first office of an installation, out of four answers.

Which unit, the header as it will print, who signs, which number comes next. The reference data suggest everything that
they know; what a person corrects is kept in the profile of the office.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from service import reference
from service.domain.dates import office_day, parse_date
from service.domain.decimals import parse_integer
from service.domain.findings import FieldError
from service.domain.offices import PEOPLES_COMMITTEE, committee_id
from service.domain.offices import Office as PrintedOffice
from service.domain.refusal import Refused
from service.domain.signing import Signer, SigningCapacity, signature_lines
from service.domain.text import upper_first
from service.errors import InvalidInput
from service.issuing.office_settings import clean, header_faults, lines_of
from service.issuing.workplace import Turn, Workplace
from service.reference.issuers import committee, office_from
from service.register import offices, people, series
from service.register.models import Office
from service.register.states import State

#: Why a series begins after 1 where a person did not say more.
_TAKEN_OVER = "Tiếp theo sổ đang dùng, khai khi lập cơ quan"

REVIEWED, DIRECT = "reviewed", "direct"
WAYS = {
    REVIEWED: (State.CONTENT_CHECKED, State.FOR_SIGNATURE),
    DIRECT: (),
}
"""The steps that an office keeps, by the answer that chooses them."""
OWN, EXTERNAL = "own", "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOffice:
    """The answers, as typed: lines of the header one a line, number and date as words ("" for none).

    `way` is which steps a draft takes (a key of `WAYS`), `numbering` who gives the numbers (`OWN` or `EXTERNAL`).
    """

    unit: str
    name: str = ""
    parent_lines: str = ""
    issuer_lines: str = ""
    place_name: str = ""
    symbol_suffix: str = ""
    head_position: str = ""
    signer_name: str = ""
    signer_position: str = ""
    signer_capacity: str = ""
    authorisation: str = ""
    next_number: str = ""
    last_date: str = ""
    way: str = REVIEWED
    numbering: str = OWN


def suggested(unit_id: str) -> FirstOffice:
    """Return what the reference data say of the people's committee of a unit. Raises Refused (unit_unknown)."""
    found = committee(reference.unit(unit_id))
    return FirstOffice(
        unit=unit_id,
        name=found.name,
        issuer_lines="\n".join(found.issuer_lines),
        place_name=found.place_name,
        symbol_suffix=found.symbol_suffix,
        head_position=found.head_position,
        signer_position=found.head_position,
        signer_capacity=SigningCapacity.TM,
    )


def printed(answers: FirstOffice) -> PrintedOffice:
    """Return the office as documents will print it. Raises Refused (unit_unknown)."""
    return office_from({"id": committee_id(reference.unit(answers.unit)), **_profile(answers)})


def printed_signature(answers: FirstOffice) -> list[str]:
    """Return the lines above the signature, none as long as they cannot be made."""
    try:
        return signature_lines(_signer(answers), printed(answers))
    except (Refused, ValueError):
        return []


def set_up(work: Workplace, answers: FirstOffice) -> str:
    """Make the office with its signer and, where a number is given, its series; return its id.

    All in one transaction. Who does it gets every role there. Raises InvalidInput with all faults, NotAllowed,
    WrongState.
    """
    today = office_day(work.now())
    found = faults(answers, today)
    if found:
        raise InvalidInput(found)
    with work.writing() as turn:
        row = offices.add_first_office(turn.session, turn.actor, _new_office(turn, answers, today))
        signer = _signer(answers)
        people.add_signer(
            turn.session,
            turn.actor,
            office_id=row.id,
            signer=people.NewSigner(
                name=signer.name,
                position=signer.position,
                capacity=signer.capacity,
                valid_from=max(row.valid_from, date(today.year, 1, 1)),
                details={"authorisation": signer.authorisation} if signer.authorisation else {},
            ),
        )
        if answers.next_number.strip() or answers.numbering == EXTERNAL:
            _open_series(turn, row.id, answers, today)
    return str(row.id)


def _open_series(turn: Turn, office_id: str, answers: FirstOffice, today: date) -> None:
    """Open the common series of the year at the number that the person gave; the reason stands in the audit trail."""
    is_own = answers.numbering != EXTERNAL
    number = parse_integer(answers.next_number) if is_own else 1
    new = series.NewSeries(
        office_id=office_id,
        year=today.year,
        is_own=is_own,
        next_number=number,
        last_date=parse_date(answers.last_date) if answers.last_date.strip() and number > 1 else None,
        reason=_TAKEN_OVER if number > 1 else "Mở sổ khi lập cơ quan",
    )
    series.open_series(turn.session, turn.actor, new)


def _new_office(turn: Turn, answers: FirstOffice, today: date) -> offices.NewOffice:
    unit = reference.unit(answers.unit)
    office_id = committee_id(unit)
    if (
        turn.session.get(Office, office_id) is not None
    ):  # the demo office has this unit: its documents stay its own
        office_id += "-chinh-thuc"
    return offices.NewOffice(
        id=office_id,
        name=clean(answers.name),
        parent_name=" ".join(lines_of(answers.parent_lines)),
        abbreviation=clean(answers.symbol_suffix),
        valid_from=unit.valid_from or date(today.year, 1, 1),
        valid_until=unit.valid_to,
        steps=WAYS[answers.way],
        profile=_profile(answers),
    )


def _profile(answers: FirstOffice) -> dict[str, Any]:
    """Return what documents print of the office, with the keys of `data/offices`."""
    is_committee = clean(answers.name).startswith(PEOPLES_COMMITTEE)
    profile: dict[str, Any] = {
        "unit": answers.unit,
        "name": clean(answers.name),
        "issuer_lines": lines_of(answers.issuer_lines),
        "parent_lines": lines_of(answers.parent_lines),
        "place_name": clean(answers.place_name),
        "symbol_suffix": clean(answers.symbol_suffix),
        "head_position": clean(answers.head_position),
    }
    if not is_committee:
        profile |= {"collective_body": "", "short_name": clean(answers.name)}
    return profile


def _signer(answers: FirstOffice) -> Signer:
    """Return the signer. Raises ValueError for a capacity that there is not."""
    return Signer(
        clean(answers.signer_name),
        clean(answers.signer_position),
        SigningCapacity(answers.signer_capacity),
        authorisation=clean(answers.authorisation),
    )


def faults(answers: FirstOffice, today: date) -> list[FieldError]:
    """Return everything that is wrong with the answers, in the order of the page; of a wrong unit only that."""
    return _unit_faults(answers, today) or [
        *header_faults(answers),
        *_signer_faults(answers, today),
        *_way_faults(answers),
        *_series_faults(answers, today),
    ]


def _unit_faults(answers: FirstOffice, today: date) -> list[FieldError]:
    """Return what is wrong with the unit: its office has its life, and numbers no document on another day."""
    try:
        unit = reference.unit(answers.unit)
    except Refused as refused:
        return [FieldError("unit", refused.code, refused.message)]
    is_over = unit.valid_to is not None and unit.valid_to < today
    if not is_over and (unit.valid_from is None or unit.valid_from <= today):
        return []
    said = f"{upper_first(unit.full_name)} (mã {unit.id}) không còn hoặc chưa có hiệu lực hôm nay. Chọn đơn vị khác."
    return [FieldError("unit", "unit_not_in_force", said)]


def _way_faults(answers: FirstOffice) -> list[FieldError]:
    if answers.way in WAYS:
        return []
    return [FieldError("way", "choice", "Chọn văn bản qua bước nào trước khi cấp số.")]


def _signer_faults(answers: FirstOffice, today: date) -> list[FieldError]:
    wanted = {
        "signer_name": "Ghi họ và tên người ký.",
        "signer_position": "Ghi chức vụ của người ký.",
    }
    found = [
        FieldError(path, "missing", said)
        for path, said in wanted.items()
        if not getattr(answers, path).strip()
    ]
    if answers.signer_capacity not in set(SigningCapacity):
        return [*found, FieldError("signer_capacity", "choice", "Chọn quyền hạn ký.")]
    if found or not answers.name.strip():
        return found  # who may sign how depends on the office
    try:
        signature_lines(_signer(answers), printed(answers), on=today)
    except Refused as refused:
        return [FieldError("signer_capacity", refused.code, refused.message)]
    return []


def _series_faults(answers: FirstOffice, today: date) -> list[FieldError]:
    if answers.numbering == EXTERNAL:
        said = "Hệ thống của tỉnh cấp số thì để trống ô này: số được ghi lại khi cấp."
        typed = [name for name in ("next_number", "last_date") if getattr(answers, name).strip()]
        return [FieldError(name, "not_needed", said) for name in typed]
    if not answers.next_number.strip():
        if not answers.last_date.strip():
            return []
        said = "Đã ghi ngày của số cuối cùng thì ghi cả số tiếp theo; chưa biết số thì để trống cả hai ô."
        return [FieldError("next_number", "missing", said)]
    try:
        number = parse_integer(answers.next_number)
    except Refused:
        number = 0
    found = []
    if not 1 <= number <= 99_999:
        said = "Số tiếp theo là một số từ 1 đến 99999; để trống nếu chưa biết."
        found.append(FieldError("next_number", "number", said))
    if number > 1 or (number != 1 and answers.last_date.strip()):
        found += _date_faults(answers, today)
    elif answers.last_date.strip():
        said = "Bắt đầu từ số 1 thì để trống ngày này; sổ giấy đã cấp số thì ghi số tiếp theo lớn hơn 1."
        found.append(FieldError("last_date", "not_needed", said))
    return found


def _date_faults(answers: FirstOffice, today: date) -> list[FieldError]:
    if not answers.last_date.strip():
        said = "Ghi ngày của số cuối cùng trên sổ giấy: số phải theo thứ tự ngày."
        return [FieldError("last_date", "missing", said)]
    try:
        day = parse_date(answers.last_date)
    except Refused:
        return [FieldError("last_date", "date", "Không đọc được ngày. Ghi như 05/3/2026.")]
    if day > today or day.year != today.year:
        said = f"Ngày của số cuối cùng thuộc năm {today.year} và không ở tương lai."
        return [FieldError("last_date", "date", said)]
    return []
