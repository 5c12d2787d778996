"""The part of `verify` that looks at offices, users, roles and signers: as the audit trail made them.

A sandbox copies all this from its office without an event; it is passed over.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.models import Grant, Office, Signer, User
from service.register.verify_faults import Fault, readable
from service.register.verify_told import Detail, Told

_OFFICE = {"from": "valid_from", "until": "valid_until"}
_SIGNER = {"signer": "id", **_OFFICE}
_USER = {"user": "id"}
"""What the trail calls otherwise than the column."""


def office_faults(session: Session, office_id: str, told: Told) -> Iterator[Fault]:
    """Compare settings, signers, users and roles of an office with the acts that made them."""
    if not told.is_sandbox:
        yield from readable(f"cơ quan {office_id}", _settings_faults(session, office_id, told))
        yield from readable(f"người ký của {office_id}", _signer_faults(session, office_id, told))
        yield from _user_faults(session, office_id, told)


def operator_faults(session: Session, told: Told) -> Iterator[Fault]:
    """Compare who has every right, who is switched off, and which offices there are, with the chain of no office."""
    operators = set(session.scalars(select(User.id).where(User.is_operator)))
    if operators != told.operators:
        yield Fault("operators_changed", "người vận hành máy chủ", "Người vận hành khác với nhật ký.")
    off = {user for user, is_active in told.active.items() if not is_active}
    for user_id in sorted(set(session.scalars(select(User.id).where(~User.is_active))) ^ off):
        yield Fault("user_changed", f"người dùng {user_id}", "Việc tắt hay mở người dùng khác với nhật ký.")
    for office_id in sorted(told.offices - set(session.scalars(select(Office.id)))):
        yield Fault("office_missing", f"cơ quan {office_id}", "Cơ quan mà nhật ký có ghi không còn.")


def _settings_faults(session: Session, office_id: str, told: Told) -> Iterator[Fault]:
    """Compare the row of an office."""
    row = session.get(Office, office_id)
    place = f"cơ quan {office_id}"
    if row is None:
        yield Fault("office_missing", place, "Có nhật ký của cơ quan mà không có cơ quan.")
    elif told.settings is None or not _is_as_told(row, told.settings, _OFFICE):
        yield Fault("office_changed", place, "Thiết lập của cơ quan khác với nhật ký.")


def _signer_faults(session: Session, office_id: str, told: Told) -> Iterator[Fault]:
    """Compare the signers of an office."""
    rows = {row.id: row for row in session.scalars(select(Signer).where(Signer.office_id == office_id))}
    for signer_id in sorted(set(rows) | set(told.signers)):
        row, detail = rows.get(signer_id), told.signers.get(signer_id)
        if row is None or detail is None or not _is_as_told(row, detail, _SIGNER):
            yield Fault("signer_changed", f"{office_id}, người ký {signer_id}", "Người ký khác với nhật ký.")


def _user_faults(session: Session, office_id: str, told: Told) -> Iterator[Fault]:
    """Compare the users that an office added, and who has which role in it."""
    rows = {row.id: row for row in session.scalars(select(User).where(User.id.in_(told.users)))}
    for user_id in sorted(told.users):
        row = rows.get(user_id)
        if row is None or not _is_as_told(row, told.users[user_id], _USER):
            yield Fault("user_changed", f"người dùng {user_id}", "Tên hoặc tên đăng nhập khác với nhật ký.")
    given = select(Grant.user_id, Grant.role).where(Grant.office_id == office_id)
    grants = {(user_id, role) for user_id, role in session.execute(given)}
    for user_id, role in sorted(grants ^ told.grants):
        place = f"{office_id}, người dùng {user_id}, vai trò {role}"
        yield Fault("grants_changed", place, "Vai trò được giao khác với nhật ký.")


def _is_as_told(row: object, detail: Detail, columns: Mapping[str, str]) -> bool:
    """Tell whether a row has what an event says of it; what the row has not (a form field) is passed over."""
    return all(_plain(getattr(row, columns.get(key, key))) == value for key, value in detail.items())


def _plain(value: Any) -> Any:
    """Return a date as an event has it, anything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
