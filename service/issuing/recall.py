"""Thu hồi: a document that was sent is recalled by a notice; nothing of its record changes any more.

Basis: Nghị định 30/2020/NĐ-CP, Điều 18 khoản 4.
"""

from dataclasses import dataclass
from datetime import date

from service.domain.dates import office_day, short_date
from service.domain.document_code import format_code
from service.issuing.related import notice_in_book, read_code
from service.issuing.workplace import Workplace
from service.register import after_issue, documents
from service.register.errors import DateOutOfOrder
from service.register.models import Document
from service.register.states import DocumentAct


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallNotice:
    """The notice that recalls: its code, its day, and who issued it when it was not the office itself."""

    code: str
    issued_on: date
    issuer: str = ""


def recall(workplace: Workplace, document_id: str, notice: RecallNotice, *, reason: str = "") -> Document:
    """Recall a document; a notice of the office itself stands in its book and is kept as the `document` that recalls.

    Raises WrongState, InvalidEntry (also for an own notice that the book does not have), NotAllowed, DateOutOfOrder (a
    notice before the document, or in the future).
    """
    code = read_code(notice.code)
    citation = {
        "code": format_code(code),
        "issued_on": notice.issued_on.isoformat(),
        "issuer": notice.issuer.strip(),
    }
    with workplace.writing() as turn:
        row = documents.locked_document(turn.session, turn.actor, document_id)
        documents.require_act(turn.session, turn.actor, row, DocumentAct.RECALL)
        _require_day(row, notice.issued_on, office_day(turn.actor.at))
        if not citation["issuer"]:
            citation["document"] = notice_in_book(turn, row, code, notice.issued_on).id
        return after_issue.recall(turn.session, turn.actor, document_id, citation=citation, reason=reason)


def _require_day(row: Document, day: date, today: date) -> None:
    """Refuse a notice of a day before the document's, or of one that is still to come."""
    if row.issued_on is not None and day < row.issued_on:
        raise DateOutOfOrder(
            "Ngày của văn bản thông báo thu hồi trước ngày của văn bản bị thu hồi.", path="on"
        )
    if day > today:
        raise DateOutOfOrder(
            f"Ngày của văn bản thông báo thu hồi {short_date(day)} ở tương lai; hôm nay là {short_date(today)}.",
            code="date_in_future",
            path="on",
        )
