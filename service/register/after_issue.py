"""The acts after the number, each apart: sending, cancelling, recalling. The number stays used in all.

Basis: Nghị định 30/2020/NĐ-CP, Điều 18 khoản 1, 3 and 4; Phụ lục IV Mục I (dispatch and acknowledgement in
the book).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.dates import office_day, short_date
from service.register import audit
from service.register.documents import locked_document, require_act
from service.register.errors import DateOutOfOrder, InvalidEntry
from service.register.models import Dispatch, Document
from service.register.permissions import Actor
from service.register.states import DocumentAct, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One sending: the day, to whom (empty: to all recipients), by which channel, and who signed for it."""

    dispatched_on: date
    recipient: str = ""
    channel: str = ""
    received_by: str = ""


def dispatch(session: Session, actor: Actor, document_id: str, sendings: Sequence[Sending]) -> Document:
    """Enter that a document was sent; more sendings may follow.

    Raises DateOutOfOrder, InvalidEntry, WrongState.
    """
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.DISPATCH)
    if not sendings:
        raise InvalidEntry("Ghi phát hành cần ít nhất một lần chuyển, với ngày chuyển.")
    for sending in sendings:
        _require_day(row, sending.dispatched_on, office_day(actor.at))
    used = session.scalar(select(func.max(Dispatch.position)).where(Dispatch.document_id == row.id)) or 0
    for position, sending in enumerate(sendings, start=used + 1):
        session.add(
            Dispatch(
                document_id=row.id,
                position=position,
                dispatched_on=sending.dispatched_on,
                recipient=sending.recipient,
                channel=sending.channel,
                received_by=sending.received_by,
                added_by=actor.user_id,
                added_at=actor.at,
            )
        )
    _change(session, actor, row, DocumentAct.DISPATCH, {"sendings": [_said(one) for one in sendings]})
    return row


def void(session: Session, actor: Actor, document_id: str, *, reason: str) -> Document:
    """Cancel the number of a document that was not sent: it stays used, the reason stands in Ghi chú."""
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.VOID)
    if not reason.strip():
        raise InvalidEntry("Hủy số cần ghi lý do, lý do được in ở cột Ghi chú của sổ.")
    row.end_reason = reason.strip()
    _change(session, actor, row, DocumentAct.VOID, {"reason": row.end_reason})
    return row


def recall(
    session: Session, actor: Actor, document_id: str, *, citation: Mapping[str, Any], reason: str = ""
) -> Document:
    """Recall a document that was sent, by a notice: `citation` has `code`, `issued_on` and `issuer` of it.

    From then on nothing of the record changes any more.
    """
    row = locked_document(session, actor, document_id)
    require_act(session, actor, row, DocumentAct.RECALL)
    if not str(citation.get("code", "")).strip() or not citation.get("issued_on"):
        raise InvalidEntry("Thu hồi cần số, ký hiệu và ngày của văn bản thông báo thu hồi.")
    row.end_reason, row.end_citation = reason.strip(), {key: str(value) for key, value in citation.items()}
    detail = {"reason": row.end_reason, "citation": row.end_citation}
    _change(session, actor, row, DocumentAct.RECALL, detail)
    return row


def _change(
    session: Session, actor: Actor, row: Document, act: DocumentAct, detail: Mapping[str, Any]
) -> None:
    """Take the document to its next state and write the act into the audit trail."""
    target = {
        DocumentAct.DISPATCH: State.DISPATCHED,
        DocumentAct.VOID: State.VOIDED,
        DocumentAct.RECALL: State.RECALLED,
    }
    row.state, row.updated_at = target[act], actor.at
    audit.append_for(session, actor, row, act, {"code": row.code, **detail})


def _require_day(row: Document, day: date, today: date) -> None:
    """Refuse a sending before the document's date or in the future."""
    if row.issued_on is not None and day < row.issued_on:
        raise DateOutOfOrder(f"Ngày chuyển {short_date(day)} trước ngày văn bản {short_date(row.issued_on)}.")
    if day > today:
        raise DateOutOfOrder(f"Ngày chuyển {short_date(day)} ở tương lai.")


def _said(sending: Sending) -> dict[str, Any]:
    """Return what the audit trail keeps of a sending."""
    return {
        "on": sending.dispatched_on,
        "recipient": sending.recipient,
        "channel": sending.channel,
        "received_by": sending.received_by,
    }
