"""The sandbox of an office: a twin row in which test tokens work, with series, signers and numbers of its own.

The id of a twin (``ubnd-21484~test``) holds a sign that no id of a real office may have. A twin lives `LIFE`; then it
is cleared with everything in it and a new one begins, so that nothing in it is older.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from service.register import audit, locks, series
from service.register.models import (
    Base,
    Batch,
    Blob,
    Document,
    Grant,
    Office,
    Sandbox,
    SandboxPurge,
    Signer,
    TypeVersion,
)
from service.register.permissions import Actor, require_operator

MARK = "~"
"""Stands between the id of an office and `test` in the id of its twin."""
LIFE = timedelta(days=30)
TEST_WORDS = "BẢN THỬ"
"""Stand on each page of what a sandbox gives out."""
_OF_OTHERS = {"batch_items"}
"""Rows of a twin that name the office which they are about: what belongs to a batch of the twin goes with it."""
_COPIED = ("name", "parent_name", "abbreviation", "organ_code", "valid_from", "valid_until", "steps")
_OF_SIGNER = ("name", "position", "capacity", "details", "valid_from", "valid_until")
_VERSION, _COPY = 14, "8"
"""Where the version of a UUID stands, and that of a copy (RFC 9562: for uses of one's own)."""


def twin_id(office_id: str) -> str:
    """Return the id of an office's twin.

    >>> twin_id("ubnd-21484")
    'ubnd-21484~test'
    """
    return f"{office_id}{MARK}test"


def real_id(office_id: str) -> str:
    """Return the id of the real office behind an id, which may be a twin's.

    >>> real_id("ubnd-21484~test"), real_id("ubnd-21484")
    ('ubnd-21484', 'ubnd-21484')
    """
    return office_id.partition(MARK)[0]


def is_twin(office_id: str) -> bool:
    """Tell whether an id is that of a sandbox."""
    return MARK in office_id


def is_copy(signer_id: str) -> bool:
    """Tell whether a signer of a sandbox is there because its office has him."""
    return signer_id[_VERSION : _VERSION + 1] == _COPY


def _copy_id(signer_id: str) -> str:
    """Return the id of a signer in the sandbox: it sorts as his own does, since who was named first comes first.

    >>> _copy_id("0194d39e-fe80-7cc3-98c4-dc0c0c07398f")
    '0194d39e-fe80-8cc3-98c4-dc0c0c07398f'
    """
    return f"{signer_id[:_VERSION]}{_COPY}{signer_id[_VERSION + 1 :]}"


def expires(session: Session, office_id: str) -> Any:
    """Return when the twin of an office is cleared, None where it has none."""
    return session.scalar(select(Sandbox.expires_at).where(Sandbox.sandbox_of == office_id))


def is_ready(session: Session, actor: Actor, office_id: str, year: int) -> bool:
    """Tell whether the twin is there, not too old, like its office, and has a series for the year."""
    row = session.get(Sandbox, twin_id(office_id))
    if row is None or row.expires_at <= actor.at or not series.series_of_year(session, row.office_id, year):
        return False
    looked_at = (_fields, _grants, _signers)
    return all(look(session, office_id) == look(session, row.office_id) for look in looked_at)


def make_ready(session: Session, operator: Actor, office_id: str, year: int) -> str:
    """Make the twin of an office, or bring it up to date; return its id. Raises NotAllowed, OfficeNotFound."""
    require_operator(session, operator)
    twin = twin_id(office_id)
    locks.lock_office(session, office_id)
    row = session.get(Sandbox, twin, populate_existing=True)
    if row is not None and row.expires_at <= operator.at:
        clear(session, operator, office_id)
        row = None
    if row is None:
        _make(session, operator, office_id)
    locks.lock_office(session, twin)
    _bring_up_to_date(session, office_id)
    if not series.series_of_year(session, twin, year):
        new = series.NewSeries(office_id=twin, year=year, reason="Sổ thử")
        series.open_series(session, operator, new)
    return twin


def clear(session: Session, operator: Actor, office_id: str) -> None:
    """Take the twin of an office away with all that is in it; the audit trail of the office says so."""
    require_operator(session, operator)
    twin = twin_id(office_id)
    locks.lock_office(session, office_id)
    session.flush()
    session.add(SandboxPurge(office_id=twin))
    session.flush()
    blobs = _blobs_of(session, twin)
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in {"offices", "blobs", "sandbox_purges"}:
            _clear_table(session, table, twin)
    session.execute(delete(Office).where(Office.id == twin))
    _drop_blobs(session, blobs)
    session.execute(delete(SandboxPurge))
    session.expire_all()
    audit.append(session, operator, office_id, "clear_sandbox", {"sandbox": twin})


def expired(session: Session, actor: Actor) -> list[str]:
    """Return the offices whose twin is too old."""
    return list(session.scalars(select(Sandbox.sandbox_of).where(Sandbox.expires_at <= actor.at)))


def _make(session: Session, operator: Actor, office_id: str) -> None:
    """Add the twin as a copy of its office."""
    twin = twin_id(office_id)
    office = session.get_one(Office, office_id, populate_existing=True)
    copied = {name: getattr(office, name) for name in _COPIED}
    session.add(Office(id=twin, created_at=operator.at, profile=_profile(office), **copied))
    audit.open_chain(session, twin)
    expires_at = operator.at + LIFE
    session.add(Sandbox(office_id=twin, sandbox_of=office_id, created_at=operator.at, expires_at=expires_at))
    session.flush()
    audit.append(session, operator, twin, "open_sandbox", {"sandbox_of": office_id})


def _bring_up_to_date(session: Session, office_id: str) -> None:
    """Let the twin have the settings, roles and signers that its office has now, beside signers of its own."""
    twin = twin_id(office_id)
    office = session.get_one(Office, office_id, populate_existing=True)
    row = session.get_one(Office, twin, populate_existing=True)
    for name in _COPIED:
        setattr(row, name, getattr(office, name))
    row.profile = _profile(office)
    session.execute(delete(Grant).where(Grant.office_id == twin))
    for user_id, role in sorted(_grants(session, office_id)):
        session.add(Grant(user_id=user_id, office_id=twin, role=role))
    for signer_id, fields in _signers(session, office_id).items():
        session.merge(Signer(id=signer_id, office_id=twin, **fields))
    session.flush()
    locks.forget(session, twin)


def _profile(office: Office) -> dict[str, Any]:
    """Return the profile of a twin: that of its office, and that its documents are not live."""
    return {**office.profile, "demo": True}


def _fields(session: Session, office_id: str) -> list[Any]:
    """Return what a twin has in common with its office."""
    row = session.get_one(Office, office_id)
    return [*(getattr(row, name) for name in _COPIED), _profile(row)]


def _grants(session: Session, office_id: str) -> set[tuple[str, str]]:
    """Return who has which role in an office."""
    rows = session.execute(select(Grant.user_id, Grant.role).where(Grant.office_id == office_id))
    return {(user_id, role) for user_id, role in rows}


def _signers(session: Session, office_id: str) -> dict[str, dict[str, Any]]:
    """Return the signers of an office as its twin has them, by their ids there; of a twin those that are copies."""
    rows = session.scalars(select(Signer).where(Signer.office_id == office_id))
    shared = [row for row in rows if is_copy(row.id) or not is_twin(office_id)]
    return {_copy_id(row.id): {name: getattr(row, name) for name in _OF_SIGNER} for row in shared}


def _clear_table(session: Session, table: Table, twin: str) -> None:
    """Delete the rows of a twin: by its id, by its documents, or by rows that are its own."""
    if "office_id" in table.columns:
        session.execute(table.delete().where(table.c.office_id == twin))
    if "office_id" in table.columns and table.name not in _OF_OTHERS:
        return
    for key in table.foreign_keys:
        owner = key.column.table
        if owner is not table and "office_id" in owner.columns:
            own = select(key.column).where(owner.c.office_id == twin)
            session.execute(table.delete().where(key.parent.in_(own)))


def _blob_columns() -> list[Any]:
    """Return the columns that point at blobs."""
    tables = Base.metadata.sorted_tables
    return [key.parent for table in tables for key in table.foreign_keys if key.column.table.name == "blobs"]


def _blobs_of(session: Session, twin: str) -> set[str]:
    """Return the blobs that the documents of a twin point at."""
    own = select(Document.id).where(Document.office_id == twin)
    found: set[str] = set()
    for column in _blob_columns():
        table = column.table
        if table.name in _OF_OTHERS:
            query = select(column).where(
                table.c.batch_id.in_(select(Batch.id).where(Batch.office_id == twin))
            )
        elif "office_id" in table.columns:
            query = select(column).where(table.c.office_id == twin)
        elif "document_id" in table.columns:
            query = select(column).where(table.c.document_id.in_(own))
        else:
            continue
        found |= {sha256 for sha256 in session.scalars(query) if sha256}
    return found


def _drop_blobs(session: Session, candidates: set[str]) -> None:
    """Delete the blobs among the candidates that nobody points at any more."""
    kept = {sha256 for row in session.scalars(select(TypeVersion)) for sha256 in row.manifest.values()}
    for column in _blob_columns():
        kept |= {sha256 for sha256 in session.scalars(select(column).where(column.in_(candidates))) if sha256}
    session.execute(delete(Blob).where(Blob.sha256.in_(candidates - kept)))
