"""The lock of an office, and what need not be asked twice while it is held.

The last link of the office's audit chain is the lock: every act takes it first, so that acts in one office come one
after the other. Who locks several offices does so in the order of their ids (`lock_offices`), and the system after
them: two such acts never wait for each other in a ring. On SQLite the transaction itself is the lock; the order of the
offices is held there too, so that a mistake shows.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, SessionTransaction

from service.register.errors import OfficeNotFound
from service.register.models import SYSTEM, AuditChain
from service.register.snapshots import remembered

T = TypeVar("T")
_CHAIN = (
    select(AuditChain)
    .where(AuditChain.office_id == bindparam("office_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


class LockOrderBroken(RuntimeError):
    """A fault of ours: an act takes the lock of an office while it holds one that comes after it, or the system's."""


@dataclass
class _Held:
    """A lock with the innermost transaction in which it was taken: a savepoint that goes back gives it back.

    `is_new`: the transaction makes the office, nobody else can wait for it.
    """

    transaction: SessionTransaction | None
    chain: AuditChain
    is_new: bool = False
    answers: dict[Hashable, tuple[SessionTransaction | None, Any]] = field(default_factory=dict)


def lock_office(session: Session, office_id: str) -> AuditChain:
    """Take the lock of an office (or of `models.SYSTEM`) until the end of the transaction.

    Raises OfficeNotFound, LockOrderBroken. Calling it again in one transaction costs nothing.
    """
    held = _held(session, office_id)
    if held is not None:
        return held.chain
    _require_order(session, office_id)
    chain = session.scalar(_CHAIN, {"office_id": office_id})
    if chain is None:
        raise OfficeNotFound(
            f"Không có cơ quan mang mã {office_id}. Chọn một cơ quan đang có (./run offices list)."
        )
    _locks(session)[office_id] = _Held(_innermost(session), chain)
    return chain


def lock_offices(session: Session, office_ids: Iterable[str]) -> None:
    """Take the locks of several offices in the one order, by their ids, the system last. Raises as `lock_office`."""
    for office_id in sorted(set(office_ids), key=_place):
        lock_office(session, office_id)


def hold_new(session: Session, chain: AuditChain) -> None:
    """Hold the lock of an office that this transaction makes, in whatever order."""
    _locks(session)[chain.office_id] = _Held(_innermost(session), chain, is_new=True)


def once(session: Session, office_id: str, question: Hashable, ask: Callable[[], T]) -> T:
    """Return the answer to a question about an office; asked once while it is locked, or in a reading."""
    held = _held(session, office_id)
    if held is None:
        return remembered(session, (office_id, question), ask)
    transaction, answer = held.answers.get(question, (None, None))
    if not _is_active(transaction):
        answer = ask()
        held.answers[question] = (_innermost(session), answer)
    return cast("T", answer)


def forget(session: Session, office_id: str) -> None:
    """Have every question about an office asked anew: the act changed an answer."""
    held = _held(session, office_id)
    if held is not None:
        held.answers.clear()


def _require_order(session: Session, office_id: str) -> None:
    """Raise LockOrderBroken where the transaction took a lock that comes after this one.

    Also where it took it in a savepoint that went back since: nothing orders its locks so.
    """
    locks = _locks(session)
    later = max((one for one, held in locks.items() if not held.is_new), key=_place, default=office_id)
    if _place(later) > _place(office_id) and office_id not in locks:
        raise LockOrderBroken(f"the lock of {office_id} is taken after that of {later}")


def _place(office_id: str) -> tuple[bool, str]:
    """Return where a lock stands in the order: offices by their ids, the system after them."""
    return office_id == SYSTEM, office_id


def _locks(session: Session) -> dict[str, _Held]:
    """Return the locks that this session took."""
    locks: dict[str, _Held] = session.info.setdefault("locks", {})
    return locks


def _held(session: Session, office_id: str) -> _Held | None:
    """Return the lock of an office if it is still held."""
    held = _locks(session).get(office_id)
    return held if held is not None and _is_active(held.transaction) else None


def _innermost(session: Session) -> SessionTransaction | None:
    """Return the savepoint or transaction that the session is in."""
    return session.get_nested_transaction() or session.get_transaction()


def _is_active(transaction: SessionTransaction | None) -> bool:
    """Tell whether a transaction goes on."""
    return transaction is not None and transaction.is_active
