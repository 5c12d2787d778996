"""Thu hồi: a document that was sent is recalled by a notice; nothing of its record changes any more.

Basis: Nghị định 30/2020/NĐ-CP, Điều 18 khoản 4.
"""

from dataclasses import dataclass
from datetime import date

from service.domain.dates import office_day, short_date
from service.domain.document_code import format_code, parse_code
from service.domain.refusal import Refused
from service.issuing.workplace import Workplace
from service.register import after_issue
from service.register.errors import DateOutOfOrder, InvalidEntry
from service.register.models import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallNotice:
    """The notice that recalls: its code, its day, and who issued it when it was not the office itself."""

    code: str
    issued_on: date
    issuer: str = ""


def recall(workplace: Workplace, document_id: str, notice: RecallNotice, *, reason: str = "") -> Document:
    """Recall a document.

    Raises WrongState, InvalidEntry, NotAllowed, DateOutOfOrder (a notice before the document, or in the future).
    """
    try:
        code = format_code(parse_code(notice.code))
    except Refused as refused:
        raise InvalidEntry(refused.message, code=refused.code) from None
    citation = {"code": code, "issued_on": notice.issued_on.isoformat(), "issuer": notice.issuer}
    with workplace.writing() as turn:
        row = after_issue.recall(turn.session, turn.actor, document_id, citation=citation, reason=reason)
        if row.issued_on is not None and notice.issued_on < row.issued_on:
            raise DateOutOfOrder("Ngày của văn bản thông báo thu hồi trước ngày của văn bản bị thu hồi.")
        today = office_day(turn.actor.at)
        if notice.issued_on > today:
            raise DateOutOfOrder(
                f"Ngày của văn bản thông báo thu hồi {short_date(notice.issued_on)} ở tương lai; hôm nay là "
                f"{short_date(today)}.",
                code="date_in_future",
            )
    return row
