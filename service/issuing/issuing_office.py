"""The office as its documents print it: the reference record, what the register says of it, its signers of the day.

The register knows an office by its id and dates; header lines, place and roles come from the reference data, from
the office's profile where it has one (keys as in `data/offices`), and its signers from the register.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from service import reference
from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.domain.signing import Signer, SigningCapacity
from service.errors import InvalidInput
from service.issuing.workplace import Turn, Workplace
from service.reference.issuers import office_from
from service.register import offices, people
from service.register.sandbox import real_id
from service.register.snapshots import remembered

DEMO = offices.DEMO
"""Key of an office's profile: documents of a demo office are not live."""
_SIGNER_DETAILS = ("head_position", "second_title", "authorisation")


def issuing_office(turn: Turn, office_id: str, day: date) -> Office:
    """Return the office that issues on a day; raises NotAllowed, OfficeNotFound, InvalidInput."""
    question = ("issuing_office", turn.actor.user_id, office_id, day)
    return remembered(turn.session, question, lambda: _issuing_office(turn, office_id, day))


def known_office(workplace: Workplace, office_id: str) -> Office | None:
    """Return the office as it issues today; None where neither register nor reference data say enough of it.

    Raises NotAllowed, OfficeNotFound.
    """
    with workplace.reading() as turn:
        try:
            return issuing_office(turn, office_id, office_day(workplace.now()))
        except InvalidInput:
            return None


def _issuing_office(turn: Turn, office_id: str, day: date) -> Office:
    row = offices.office(turn.session, turn.actor, office_id)
    known = _known(row.id, {"name": row.name, "symbol_suffix": row.abbreviation}, row.profile)
    office = replace(known, id=row.id)  # a sandbox prints what its office prints, and is another one
    signers = tuple(_signer(one) for one in _signers_on(turn, office_id, day))
    return replace(office, signers=signers) if signers else office


def signer_id(turn: Turn, office_id: str, day: date, signer: Signer | None) -> str | None:
    """Return the id of the signer in the register, None for one whom the office did not enter there."""
    if signer is None:
        return None
    for row in _signers_on(turn, office_id, day):
        if (row.name, row.position, row.capacity) == (signer.name, signer.position, str(signer.capacity)):
            return str(row.id)
    return None


def _signers_on(turn: Turn, office_id: str, day: date) -> Sequence[Any]:
    """Return the signers of the day, in a reading asked once."""
    question = ("signers_on", turn.actor.user_id, office_id, day)
    return remembered(
        turn.session, question, lambda: people.signers_on(turn.session, turn.actor, office_id, day)
    )


def is_demo(turn: Turn, office_id: str) -> bool:
    """Tell whether an office is only there to try things out."""
    return bool(offices.office(turn.session, turn.actor, office_id).profile.get(DEMO))


def _known(office_id: str, fields: Mapping[str, str], profile: Mapping[str, Any]) -> Office:
    """Return what the profile makes of an office, else what the reference data know of it."""
    try:
        if "unit" in profile:
            return office_from({"id": office_id, **fields, **profile})
        return reference.office(real_id(office_id))
    except Refused as refused:
        message = f"{refused.message} Hoặc ghi mã đơn vị hành chính (unit) trong hồ sơ cơ quan."
        raise InvalidInput([FieldError("office", refused.code, message)]) from None


def _signer(row: Any) -> Signer:
    """Return a signer of the register as documents print him."""
    details = {name: str(row.details[name]) for name in _SIGNER_DETAILS if row.details.get(name)}
    capacity = SigningCapacity(row.capacity)
    return Signer(row.name, row.position, capacity, valid_until=row.valid_until, **details)
