"""What does not refuse a number but should be known when it is given.

Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 2 (at the latest on the working day after the signature).
"""

from datetime import date

from sqlalchemy.orm import Session

from service.domain.dates import short_date
from service.domain.findings import Finding
from service.domain.holidays import HolidayCalendar, working_days_between
from service.domain.refusal import Refused
from service.register.models import Document, Signer

_BASIS = "Nghị định 30/2020/NĐ-CP, Điều 15 khoản 2"


def warnings(session: Session, row: Document, holidays: HolidayCalendar | None) -> tuple[Finding, ...]:
    """Return the warnings about a numbered document: late after the signature, signer out of time.

    Without a holiday table, or for a year that it does not know, lateness is not judged.
    """
    return tuple(
        finding for finding in (_late(row, holidays), _out_of_time(session, row)) if finding is not None
    )


def _late(row: Document, holidays: HolidayCalendar | None) -> Finding | None:
    """Warn when more than one working day lies between signature and number."""
    if holidays is None or row.signed_on is None or row.issued_on is None:
        return None
    try:
        days = working_days_between(row.signed_on, row.issued_on, holidays)
    except Refused as refusal:
        return Finding(code=refusal.code, severity="info", message=refusal.message)
    if days <= 1:
        return None
    message = f"Văn bản ký ngày {short_date(row.signed_on)}: số phải cấp chậm nhất ngày làm việc kế tiếp."
    return Finding(code="number_late", severity="warn", message=message, basis=_BASIS)


def _out_of_time(session: Session, row: Document) -> Finding | None:
    """Warn when the signer was not in office on the day of the signature."""
    signer = session.get(Signer, row.signer_id) if row.signer_id else None
    day = row.signed_on or row.issued_on
    if signer is None or day is None or signer.valid_from <= day <= (signer.valid_until or date.max):
        return None
    message = f"{signer.name} không có thẩm quyền ký vào ngày {short_date(day)}. Kiểm tra lại người ký."
    return Finding(code="signer_out_of_time", severity="warn", message=message)
