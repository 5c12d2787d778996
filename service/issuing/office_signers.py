"""Who signs for an office: naming a signer as the law wants it, and ending one."""

from dataclasses import dataclass
from datetime import date

from service.domain.dates import office_day, parse_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.domain.signing import Signer as PrintedSigner
from service.domain.signing import SigningCapacity, signature_lines
from service.domain.text import has_forbidden_character
from service.errors import InvalidInput
from service.issuing.issuing_office import issuing_office
from service.issuing.office_settings import NO_TEXT, clean
from service.issuing.workplace import Turn, Workplace
from service.register import people
from service.register.models import Signer
from service.register.people import NewSigner


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSigner:
    """A signer as typed; without a first day he signs from today on."""

    name: str = ""
    position: str = ""
    capacity: str = ""
    authorisation: str = ""
    valid_from: str = ""
    valid_until: str = ""


def signers(work: Workplace, office_id: str) -> list[Signer]:
    """Return all signers of an office, also those of the past. Raises NotAllowed."""
    with work.reading() as turn:
        return people.signers_of(turn.session, turn.actor, office_id)


def add(work: Workplace, office_id: str, typed: TypedSigner) -> Signer:
    """Name a signer whose lines above the signature can be printed. Raises InvalidInput with all faults, NotAllowed."""
    days, faults = _days(typed, office_day(work.now()))
    wanted = {"name": "Ghi họ và tên người ký.", "position": "Ghi chức vụ của người ký."}
    faults += [
        FieldError(path, "missing", said) for path, said in wanted.items() if not getattr(typed, path).strip()
    ]
    faults += [
        FieldError(path, "character_forbidden", NO_TEXT)
        for path in ("name", "position", "authorisation")
        if has_forbidden_character(clean(getattr(typed, path)))
    ]
    with work.writing() as turn:
        faults += [] if faults else _signing_faults(turn, office_id, typed, days)
        if faults:
            raise InvalidInput(faults)
        new = NewSigner(
            name=clean(typed.name),
            position=clean(typed.position),
            capacity=typed.capacity,
            valid_from=days[0],
            valid_until=days[1],
            details={"authorisation": clean(typed.authorisation)} if typed.authorisation.strip() else {},
        )
        return people.add_signer(turn.session, turn.actor, office_id=office_id, signer=new)


def end(work: Workplace, signer_id: str, last_day: date) -> str:
    """Set the last day of a signer and return his name. Raises NotAllowed, WrongState, InvalidEntry."""
    with work.writing() as turn:
        row = people.end_signer(turn.session, turn.actor, signer_id=signer_id, valid_until=last_day)
        return str(row.name)


def _days(typed: TypedSigner, today: date) -> tuple[tuple[date, date | None], list[FieldError]]:
    """Return first and last day, and what is wrong with them."""
    found: dict[str, date | None] = {"valid_from": today, "valid_until": None}
    faults = []
    for path in found:
        if getattr(typed, path).strip():
            try:
                found[path] = parse_date(getattr(typed, path))
            except Refused as refused:
                faults.append(FieldError(path, refused.code, "Không đọc được ngày. Ghi như 05/3/2026."))
    first, last = found["valid_from"] or today, found["valid_until"]
    if last is not None and last < first:
        faults.append(FieldError("valid_until", "period", "Ngày hết hạn không được trước ngày bắt đầu."))
    return (first, last), faults


def _signing_faults(
    turn: Turn, office_id: str, typed: TypedSigner, days: tuple[date, date | None]
) -> list[FieldError]:
    """Return why the lines above the signature cannot be made."""
    if typed.capacity not in set(SigningCapacity):
        return [FieldError("capacity", "choice", "Chọn quyền hạn ký.")]
    signer = PrintedSigner(
        clean(typed.name),
        clean(typed.position),
        SigningCapacity(typed.capacity),
        authorisation=clean(typed.authorisation),
        valid_until=days[1],
    )
    try:
        signature_lines(signer, issuing_office(turn, office_id, days[0]))
    except Refused as refused:
        return [FieldError("capacity", refused.code, refused.message)]
    return []
