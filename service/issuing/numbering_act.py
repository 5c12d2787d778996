"""Taking the number from a page: what the person saw is what is done, or nothing is.

A repeat, by a second click, a reload or a second officer, finds the number that was given and gives no other.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from service.domain.dates import long_date, office_day
from service.domain.document_code import number_text
from service.domain.findings import Finding
from service.errors import ServiceError
from service.issuing.act_warnings import require_seen
from service.issuing.issue import IssueAct, Outcome, issue_draft
from service.issuing.numbering_forecast import moved_words
from service.issuing.seen import EDITED, MOVED, guarded, seen_mark
from service.issuing.workplace import Turn, Workplace
from service.register import documents, numbers, series
from service.register.entries import NewFile
from service.register.errors import DateOutOfOrder, InvalidEntry, NumberTaken, SeriesNotOpen, WrongState
from service.register.models import Document
from service.register.series import NewSeries

_MOVED_CODES = frozenset({MOVED, "version_moved"})


class ForecastMoved(ServiceError):
    """Number, day or content are no longer what the person saw; nothing was numbered, the message says why."""

    code = "forecast_moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenForecast:
    """What stood on the page: the number (None in an external series), the day, the day it was shown, the document.

    `symbol` is what stood behind the number: it moves with the abbreviation of the office, which no document tells.
    `mark` is that of `seen.seen_mark`: it moves with every text that is saved, which the version does not.
    """

    number: int | None
    symbol: str
    day: date
    today: date
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWish:
    """What a person asks for: the forecast that he saw, the day that he wants now, and what the act carries.

    `warned` are the marks of the warnings that he has seen (`act_warnings.mark`).
    """

    key: str
    seen: SeenForecast
    day: date
    signed_on: date | None = None
    external_number: int | None = None
    originals: Sequence[NewFile] = ()
    acknowledged: Collection[str] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    warned: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class NumberGiven:
    """The code of the document, what else should be known, and whether it had been given before this request."""

    code: str
    warnings: tuple[Finding, ...] = ()
    is_repeat: bool = False


def take_number(workplace: Workplace, document_id: str, wish: NumberWish) -> NumberGiven:
    """Number a document as it was forecast.

    Raises ForecastMoved, WarningsUnseen (no number was taken), and what `issue_draft` raises: OpenQuestions,
    LayoutRefused, InvalidInput, NotAllowed, ...
    """
    given = _given_before(workplace, document_id)
    if given is not None:
        return given
    _require_same_day(workplace, wish)
    act = IssueAct(
        issued_on=wish.day,
        signed_on=wish.signed_on,
        number=wish.external_number,
        key=wish.key,
        originals=wish.originals,
        acknowledged=wish.acknowledged,
        reasons=wish.reasons,
        expected_number=wish.seen.number,
    )

    def ask(_: Turn, outcome: Outcome) -> None:
        if not outcome.is_repeat:
            _require_symbol(outcome.document, wish.seen)
            require_seen(outcome.warnings, wish.warned)

    try:
        done = issue_draft(guarded(workplace, document_id, wish.seen.mark), document_id, act, tell=ask)
    except (NumberTaken, WrongState) as refused:
        return _given_meanwhile(workplace, document_id, wish, refused)
    return NumberGiven(done.document.code or "", done.warnings, done.is_repeat)


def open_series_for(
    workplace: Workplace, document_id: str, day: date, new: NewSeries, *, alone: bool
) -> None:
    """Open the series that takes a document on a day; one that was opened meanwhile is left as it is.

    `new` says how it begins; office, year, body and (where `alone`) kind are those of the document. Raises
    SeriesClash, InvalidEntry, NotAllowed, DateOutOfOrder (a day that cannot be, another year than this).
    """
    with workplace.writing() as turn:
        row = documents.locked_document(turn.session, turn.actor, document_id)
        _require_year(turn, row, day)
        kinds = (row.kind,) if alone else ()
        wanted = replace(new, office_id=row.office_id, year=day.year, kinds=kinds, body=row.body)
        try:
            series.series_for(turn.session, row, day)
        except SeriesNotOpen:
            series.open_series(turn.session, turn.actor, wanted)


def _require_year(turn: Turn, row: Document, day: date) -> None:
    """Refuse a series for a day that no document of the office can have, and for another year than this."""
    numbers.require_day(turn.session, turn.actor, row, day)
    today = office_day(turn.actor.at)
    if day.year != today.year:
        raise DateOutOfOrder(
            f"Ở đây chỉ mở sổ số năm {today.year}; sổ năm {day.year} mở ở Quản trị › Sổ số văn bản. Kiểm tra lại ngày."
        )


def _given_before(workplace: Workplace, document_id: str) -> NumberGiven | None:
    """Return the number that a document has already."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        return None if row.number is None else NumberGiven(row.code or "", is_repeat=True)


def _given_meanwhile(
    workplace: Workplace, document_id: str, wish: NumberWish, refused: ServiceError
) -> NumberGiven:
    """Return the number that another request gave in between. Raises what the person must know instead."""
    with workplace.reading() as turn:
        row: Document = documents.document(turn.session, turn.actor, document_id)
        if row.number is not None:
            return NumberGiven(row.code or "", is_repeat=True)
        moved = [
            _edited(turn, row, wish.seen) if refused.code in _MOVED_CODES else "",
            _taken(turn, row, wish),
        ]
    if refused.code not in {"number_moved", *_MOVED_CODES} or not any(moved):
        raise refused
    raise ForecastMoved(" ".join(filter(None, moved))) from refused


def _edited(turn: Turn, row: Document, seen: SeenForecast) -> str:
    """Return the words for a document that is no longer what stood on the page."""
    if seen_mark(turn, row).rpartition(".")[0] == seen.mark.rpartition(".")[0]:
        return f"{EDITED}, chưa cấp số. Xem lại nội dung rồi cấp số."
    return "Văn bản vừa được xử lý ở nơi khác sau khi bạn mở trang này, chưa cấp số. Xem lại rồi cấp số."


def _taken(turn: Turn, row: Document, wish: NumberWish) -> str:
    """Return the words for a number that somebody else got, "" where it is still free."""
    with suppress(SeriesNotOpen):
        following = series.series_for(turn.session, row, wish.day).last_number + 1
        if wish.seen.number is not None and following != wish.seen.number:
            taken = moved_words(turn, row, wish.seen.number, wish.day)
            return f"{taken} Văn bản này sẽ mang số {number_text(following)}."
    return ""


def _require_symbol(given: Document, seen: SeenForecast) -> None:
    """Refuse a number with another symbol than the one that stood on the button; the error ends the transaction."""
    if given.symbol != seen.symbol:
        raise ForecastMoved(
            f"Ký hiệu vừa đổi từ {seen.symbol} sang {given.symbol}, chưa cấp số. Văn bản này sẽ mang số {given.code}."
        )


def _require_same_day(workplace: Workplace, wish: NumberWish) -> None:
    """Refuse a number on another day than the one that stood on the page."""
    today = office_day(workplace.now())
    if wish.seen.today != today and wish.day == wish.seen.today:
        raise ForecastMoved(
            f"Trang này mở từ {long_date(wish.seen.today)}, hôm nay là {long_date(today)}, chưa cấp số. "
            "Chọn lại ngày văn bản."
        )
    if wish.day != wish.seen.day:
        raise ForecastMoved(
            f"Ngày văn bản đổi sang {long_date(wish.day)}, chưa cấp số. Xem lại số rồi bấm lần nữa."
        )
    if wish.signed_on is not None and wish.signed_on > today:
        raise InvalidEntry("Ngày ký không được ở tương lai.")
