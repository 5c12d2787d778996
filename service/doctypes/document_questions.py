"""What may be wrong with a document as a whole: its day against what it cites, its office, its subject, its signer.

All of it is judged on the last day that the document can bear: the last one of its printed month, else today.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from service.doctypes.questions import citation_name, citation_path
from service.domain.citations import is_law
from service.domain.dates import short_date
from service.domain.deadlines import day_of
from service.domain.findings import FieldError, Question
from service.domain.frame import FrameFacts
from service.domain.recipients import obsolete_recipients
from service.domain.refusal import Refused
from service.domain.signing import Signer, SigningCapacity
from service.domain.text import quoted

Records = Mapping[str, Mapping[str, Any]]


def last_possible_day(frame: FrameFacts, today: date | None) -> date | None:
    """Return the last day of the printed month, else `today`; None where neither is known."""
    month = frame.month
    if month is None or month.month is None:
        return today
    return date(month.year, month.month, monthrange(month.year, month.month)[1])


def document_faults(frame: FrameFacts, day: date | None) -> Iterator[FieldError]:
    """Yield what cannot be: an office that does not exist, or an authorisation that has ended, in the document's month.

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 2 (tên cơ quan ban hành); Điều 13 khoản 3 (ký thừa
    ủy quyền trong thời hạn nhất định).
    """
    office = frame.office
    first = None if day is None else day.replace(day=1)
    if first is not None and office.valid_to is not None and first > office.valid_to:
        yield FieldError(
            "office",
            "office_ended",
            f"{office.name} hoạt động đến hết ngày {short_date(office.valid_to)}, không ban hành được văn bản của tháng"
            f" {first.month}/{first.year}. Hãy chọn cơ quan mới, hoặc ghi lại tháng.",
        )
    if day is not None and office.valid_from is not None and day < office.valid_from:
        yield FieldError(
            "office",
            "office_not_yet",
            f"{office.name} hoạt động từ {short_date(office.valid_from)}, sau tháng {day.month}/{day.year} của văn bản."
            " Hãy chọn cơ quan khi đó, hoặc ghi lại tháng.",
        )
    if first is not None and frame.signer is not None:
        yield from _ended_authorisation(frame.signer, first)


def _ended_authorisation(signer: Signer, first: date) -> Iterator[FieldError]:
    """Issuing refuses an authorisation that has ended by the day itself; here, one that ended before the month."""
    until = signer.valid_until
    if signer.capacity is SigningCapacity.TUQ and until is not None and until < first:
        yield FieldError(
            "signer.valid_until",
            "tuq_ended",
            f"Ủy quyền ký hết hạn ngày {short_date(until)}, trước tháng {first.month}/{first.year} của văn bản."
            " Hãy ghi văn bản ủy quyền mới, hoặc chọn người ký khác.",
        )


def document_questions(
    frame: FrameFacts, content: Mapping[str, Any], records: Records, day: date | None
) -> Iterator[Question]:
    """Yield what a person must look at: subject, signer, recipients of an ended tier, citations against each other."""
    yield from _subject_questions(frame.subject)
    yield from _signer_questions(frame)
    if day is not None:
        yield from obsolete_recipients(frame.recipients, day.replace(day=1))
        yield from _late_citations(content, records, day)
    yield from _conflicting_citations(content, records)


def _subject_questions(subject: str) -> Iterator[Question]:
    """Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 5 (trích yếu của văn bản có tên loại)."""
    bare = subject.strip()
    if bare.lower().startswith("v/v"):
        yield Question(
            "subject",
            "subject_prefix",
            "Trích yếu không ghi “V/v”: chỉ công văn mới ghi. Hãy bỏ đi.",
            subject=bare,
        )
    if bare.endswith((".", ";", ",")):
        yield Question(
            "subject", "subject_end", f"Trích yếu không có dấu “{bare[-1]}” ở cuối. Hãy bỏ đi.", subject=bare
        )


def _signer_questions(frame: FrameFacts) -> Iterator[Question]:
    """Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 7 điểm đ (họ tên in thường)."""
    name = frame.signer.name if frame.signer else ""
    if len(name) > 1 and name == name.upper() and name != name.lower():
        yield Question(
            "signer.name",
            "signer_capitals",
            f"Họ tên người ký in thường: {quoted(name.title())}, không viết hoa toàn bộ. Hãy sửa lại.",
            subject=name,
        )


def _late_citations(content: Mapping[str, Any], records: Records, day: date) -> Iterator[Question]:
    for record in records.values():
        issued_on = _day(record)
        if issued_on is not None and issued_on > day:
            yield Question(
                f"{citation_path(content, record)}.date",
                "citation_after_document",
                f"{citation_name(record)} ngày {short_date(issued_on)} ban hành sau tháng của văn bản"
                f" này ({day.month}/{day.year}). Hãy xem lại ngày, hoặc xác nhận.",
                subject=str(record["date"]),
            )


def _conflicting_citations(content: Mapping[str, Any], records: Records) -> Iterator[Question]:
    """One document has one date: two records of one code and issuer are one document, or one of them is wrong."""
    coded = [
        (record, issued_on)
        for record in records.values()
        if record.get("code") and not is_law(record["kind"]) and (issued_on := _day(record)) is not None
    ]
    if len({record["code"].lower() for record, _ in coded}) == len(coded):
        return
    for (first, first_on), (second, second_on) in combinations(coded, 2):
        if _identity(first) != _identity(second):
            continue
        days = [short_date(first_on), short_date(second_on)]
        yield Question(
            f"{citation_path(content, second)}.date",
            "citation_twice",
            f"{citation_name(second)} của {second['issuer']} được khai hai lần ({days[0]} và {days[1]})."
            " Một văn bản chỉ khai một lần, một ngày. Hãy sửa, hoặc xác nhận đó là hai văn bản của hai năm.",
            subject=f"{days[0]} | {days[1]}",
        )


def _day(record: Mapping[str, Any]) -> date | None:
    """Return the day of a record, None where it has none that can be read: that is a fault of its own."""
    try:
        return day_of(record["date"]) if "date" in record else None
    except Refused:
        return None


def _identity(record: Mapping[str, Any]) -> tuple[str, str, str]:
    issuer = record["issuer"].lower().replace("ủy ban nhân dân", "ubnd")
    return record["kind"].lower(), record["code"].lower(), issuer
