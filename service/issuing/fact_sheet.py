"""What is known of a document, as pairs of a heading and words, in the order in which staff ask for it."""

from collections.abc import Sequence
from datetime import date, datetime

from service.domain.dates import long_date, office_zone, short_date
from service.domain.recipients import Recipient, paper_copies
from service.register.entries import recipients_of
from service.register.models import Document
from service.register.states import STATE_NAMES, State


def facts(row: Document, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return the facts about a document that has something to say; `names` are those of users by id."""
    sheet = [
        ("Trạng thái", state_words(row)),
        ("Số, ký hiệu", row.code or f"chưa có số ({row.base_symbol})"),
        ("Ngày văn bản", _day(row.issued_on)),
        ("Ngày ký", _day(row.signed_on)),
        ("Người ký", ", ".join(part for part in (row.signer_name, row.signer_position) if part)),
        ("Nơi nhận", "; ".join(one.name for one in recipients_of(row))),
        ("Lưu", row.kept_by),
        ("Số lượng bản", copies_said(row)),
        ("Số trang", "" if row.pages is None else str(row.pages)),
        ("Mức độ khẩn", row.urgency),
        ("Thời hạn", _day(row.due_on)),
        ("Ghi chú", row.note),
        ("Lập bởi", f"{names.get(row.created_by, '')}, {moment_words(row.created_at)}".lstrip(", ")),
        ("Cấp số bởi", _issued(row, names)),
        (
            "Mẫu văn bản",
            f"{row.kind_title}, bản {row.type_version}" if row.type_slug else "văn bản làm ở nơi khác",
        ),
    ]
    return [(heading, words) for heading, words in sheet if words]


def copies_said(row: Document) -> str:
    """Return how many copies the book says, with the reason where the number was computed from the recipients."""
    return str(row.copies) if row.type_slug is None else copies_words(recipients_of(row), row.copies)


def copies_words(recipients: Sequence[Recipient], total: int) -> str:
    """Return a number of copies with its reason: of whom nobody said that he gets paper counts as reached without.

    >>> copies_words([Recipient("UBND các xã", members=19, copies=1), Recipient("Sở Nội vụ")], 20)
    '20 (19 bản giấy cho nơi nhận, 1 bản lưu; 1 nơi nhận gửi điện tử)'
    >>> copies_words([], 1)
    '1 (1 bản lưu)'
    """
    paper = paper_copies(recipients, filing=0)
    electronic = sum(recipient.members for recipient in recipients if not paper_copies([recipient], filing=0))
    sheets = [f"{paper} bản giấy cho nơi nhận"] if paper else []
    sheets += [f"{total - paper} bản lưu"] if total > paper else []
    parts = [", ".join(sheets), f"{electronic} nơi nhận gửi điện tử" if electronic else ""]
    return f"{total} ({'; '.join(part for part in parts if part)})"


def state_words(row: Document) -> str:
    """Return the state of a document in words, with what it waits for or why it ended."""
    state = STATE_NAMES[State(row.state)]
    if row.state == State.DRAFT and row.handed_over_at is not None:
        return f"{state}, đã chuyển duyệt lúc {moment_words(row.handed_over_at)}"
    if row.state == State.VOIDED:
        return f"{state}: {row.end_reason}"
    if row.state == State.RECALLED:
        citation = row.end_citation or {}
        notice = (
            f"{state} theo số {citation.get('code', '')} ngày {_notice_day(citation.get('issued_on', ''))}"
        )
        issuer = f" của {citation['issuer']}" if citation.get("issuer") else ""
        return f"{notice}{issuer}" + (f": {row.end_reason}" if row.end_reason else "")
    return state


def moment_words(moment: datetime) -> str:
    """Return a moment as staff write it.

    >>> from datetime import UTC
    >>> moment_words(datetime(2025, 2, 5, 7, 3, tzinfo=UTC))
    '14:03 ngày 05/02/2025'
    """
    there = moment.astimezone(office_zone)
    return f"{there:%H:%M} ngày {short_date(there.date())}"


def clock_words(moment: datetime) -> str:
    """Return the time of day of a moment: ``14:03``."""
    return f"{moment.astimezone(office_zone):%H:%M}"


def _issued(row: Document, names: dict[str, str]) -> str:
    if row.issued_at is None:
        return ""
    who = names.get(row.issued_by or "", "")
    return f"{who}, {moment_words(row.issued_at)}".lstrip(", ")


def _day(day: date | None) -> str:
    return "" if day is None else long_date(day)


def _notice_day(text: str) -> str:
    """Return the day of a notice as staff write it; it was kept as ISO."""
    try:
        return short_date(date.fromisoformat(text))
    except ValueError:
        return text
