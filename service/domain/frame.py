"""What the frame of a document needs to know, and what the act of issuing adds to it."""

from dataclasses import dataclass
from datetime import date

from service.domain.document_code import DocumentKind
from service.domain.offices import Office
from service.domain.recipients import Recipient
from service.domain.signing import Signer


@dataclass(frozen=True, slots=True)
class PrintedMonth:
    """Month and year of a place-and-date line without a day; `month` None leaves the month blank too.

    >>> PrintedMonth.parse("2025-02")
    PrintedMonth(year=2025, month=2)
    """

    year: int
    month: int | None

    @classmethod
    def parse(cls, text: str) -> "PrintedMonth":
        """Read the envelope's ``YYYY-MM``; raises ValueError for anything else."""
        day = date.fromisoformat(f"{text}-01")
        return cls(day.year, day.month)

    @classmethod
    def of(cls, day: date) -> "PrintedMonth":
        """Return the month of a day."""
        return cls(day.year, day.month)


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """What header, Kính gửi, Nơi nhận and signature of one document say, before it has a number and a day.

    `subject` may hold line ends where its author breaks it; `symbol` is ``KH-UBND``. `filing` is ``VT, NV``,
    `copies` how many sheets are filed. `month` is the month of the envelope, None where it says nothing
    and the clock's month is printed; `month_blank` where it says that the month stays blank.
    """

    office: Office
    kind: DocumentKind
    subject: str
    symbol: str
    signer: Signer | None = None
    recipients: tuple[Recipient, ...] = ()
    filing: str = "VT"
    addressees: tuple[str, ...] = ()
    via: str = ""
    urgency: str = ""
    drafter_mark: str = ""
    copies: int | None = None
    month: PrintedMonth | None = None
    month_blank: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What issuing adds; a preview or a file for signature has no number and day, only `today`.

    `document_id` and `content_sha256` (of the input as it is kept) stand in the properties of the file, so that it is
    known again when somebody sends it back.
    """

    number: int | None = None
    issued_on: date | None = None
    document_id: str = ""
    content_sha256: str = ""
    today: date | None = None


def printed_month(facts: FrameFacts, act: Act) -> PrintedMonth | None:
    """Return the month of the place-and-date line: of the issue, else the envelope's, else today's.

    None where nothing is known at all: then month and year stay blank.
    """
    if act.issued_on is not None:
        return PrintedMonth.of(act.issued_on)
    known = facts.month or (PrintedMonth.of(act.today) if act.today is not None else None)
    if known is not None and facts.month_blank:
        return PrintedMonth(known.year, None)
    return known
