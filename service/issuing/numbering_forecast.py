"""Which number a document would get now, and everything that a person must see before taking it.

Nothing is promised: the act carries what was forecast, and where it moved meanwhile nothing is issued.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.domain.dates import long_date, office_day
from service.domain.document_code import number_text
from service.domain.findings import FieldError, Question
from service.errors import InvalidInput
from service.issuing.drafting import Draft, drafted_again
from service.issuing.fact_sheet import clock_words
from service.issuing.numbering_book import book_says
from service.issuing.numbering_draft import seen_of_draft, seen_of_put_up
from service.issuing.plain_words import without_commands
from service.issuing.rendition import errors_among
from service.issuing.signed_content import SignedContentChanged
from service.issuing.signed_paper import paper_problem
from service.issuing.workplace import Turn, Workplace
from service.register import numbers, series
from service.register.errors import (
    DateOutOfOrder,
    DocumentNotFound,
    InvalidEntry,
    NumberTaken,
    RegisterError,
    SeriesNotOpen,
    WrongState,
)
from service.register.models import Document, Series
from service.register.numbers import Wanted
from service.register.ready_to_number import row_with
from service.register.series_words import Opening
from service.register.states import State
from service.register.warnings_of_entry import put_up_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What would happen: `number` None where no series is open, and in an external one until somebody says it.

    `row` is the document as the act would number it: that of a draft is not the kept one (`row_with`). `number` is
    None as well where somebody said one that is refused.

    `step_refusal` tells a step before the number that the office keeps, `entry_refusal` why the book cannot hold the
    document (what it replaces was voided meanwhile), `series_refusal` why no series takes it, `date_refusal` refuses
    the day, `number_refusal` says that the number is missing or cannot be taken, `paper_problem` that the signed paper
    carries another number or day. `faults` are those of a draft that cannot be numbered yet, or not on the day;
    `questions` must be confirmed; `findings` are those of the layout, `wording` those of the proofreader, `blocking`
    how many of them refuse the number of an unsigned document. `put_up_on` is the day on which the signer got it,
    where it was put up. Where a series can be opened here, `opening` says how it begins.
    """

    row: Document
    today: date
    day: date
    series: Series | None = None
    number: int | None = None
    code: str = ""
    is_external: bool = False
    is_number_said: bool = False
    step_refusal: WrongState | None = None
    entry_refusal: InvalidEntry | DocumentNotFound | None = None
    series_refusal: SeriesNotOpen | None = None
    number_refusal: InvalidEntry | NumberTaken | None = None
    opening: Opening | None = None
    date_refusal: DateOutOfOrder | None = None
    paper_problem: str = ""
    questions: Sequence[Question] = ()
    findings: Sequence[Mapping[str, Any]] = ()
    wording: Sequence[Mapping[str, Any]] = ()
    blocking_words: int = 0
    faults: Sequence[FieldError] = ()
    put_up_on: date | None = None

    @property
    def series_problem(self) -> str:
        """Why no series takes the document on the day, "" where one does."""
        return _said(self.series_refusal)

    @property
    def date_problem(self) -> str:
        """Why the document cannot have its number on the day, "" where it can."""
        return _said(self.date_refusal)

    @property
    def entry_problem(self) -> str:
        """Why the book cannot hold the document, "" where it can."""
        return _said(self.entry_refusal)

    @property
    def number_problem(self) -> str:
        """Why the document cannot have its number yet, or not this one, "" where it can."""
        return _said(self.step_refusal or self.number_refusal)

    @property
    def hindrances(self) -> tuple[FieldError, ...]:
        """All that refuses the number, under the codes with which the act itself would refuse it."""
        refusals = (
            ("", self.step_refusal),
            ("", self.entry_refusal),
            ("", self.series_refusal),
            ("issued_on", self.date_refusal),
            (self._path_of_taken, self.number_refusal),
        )
        found = [
            FieldError(one.path or path, one.code, _said(one)) for path, one in refusals if one is not None
        ]
        if self.paper_problem:
            found.append(FieldError("", SignedContentChanged.code, self.paper_problem))
        return (*self.faults, *found)

    @property
    def _path_of_taken(self) -> str:
        """The field that a number stands in which is not free: none where nobody typed it."""
        is_typed = self.is_number_said and isinstance(self.number_refusal, NumberTaken)
        return "number" if is_typed else ""

    @property
    def can_open_series(self) -> bool:
        """Whether the person may open the missing series on the page of the number."""
        return self.opening is not None

    @property
    def is_possible(self) -> bool:
        """Whether the button may be there."""
        return not self.hindrances

    @property
    def expected(self) -> int | None:
        """The number that the act carries as the one that was seen; None where somebody else gives it."""
        return None if self.is_external or self.is_number_said else self.number

    @property
    def is_of_other_year(self) -> bool:
        """Whether the day lies in another year than today: often a slip."""
        return self.day.year != self.today.year

    @property
    def blocking(self) -> int:
        """How many findings refuse the number as long as nobody has signed; none of what was put up for that."""
        if self.row.state == State.FOR_SIGNATURE:
            return 0
        return len(errors_among(self.findings)) + self.blocking_words

    @property
    def sentence(self) -> str:
        """What stands above the button."""
        day = long_date(self.day)
        if self.is_external:
            return f"Văn bản sẽ mang số do hệ thống cấp, {day}. Sau khi ghi số không sửa được nội dung."
        return f"Văn bản sẽ mang số {self.code}, {day}. Sau khi cấp số không sửa được nội dung."

    @property
    def symbol(self) -> str:
        """The symbol as the series ends it, as the document has it where no series takes it."""
        return self.row.base_symbol if self.series is None else numbers.symbol_in(self.row, self.series)

    @property
    def signer(self) -> str:
        """Who signs, with his position."""
        return ", ".join(part for part in (self.row.signer_name, self.row.signer_position) if part)


def forecast(  # noqa: PLR0913 - two of them only of numbers from elsewhere, by name
    workplace: Workplace,
    turn: Turn,
    row: Document,
    day: date | None = None,
    *,
    number: int | None = None,
    number_follows: bool = False,
) -> Forecast:
    """Return what numbering a document on a day (today where None) would do; the document has no number yet.

    `number` is one that was given elsewhere (external series, lost numbers); `number_follows`: where one is needed, it
    is typed beside what is shown, and its absence hinders nothing.
    """
    today = office_day(turn.actor.at)
    wanted = Wanted(day or today, number=number, is_day_said=day is not None)
    draft, faults = _prepared_again(workplace, turn, row)
    if draft is not None and row.state == State.DRAFT:
        row = row_with(row, draft.entry)
    said: dict[str, Any] = {
        "row": row,
        "today": today,
        "day": wanted.day,
        "is_number_said": number is not None,
        **book_says(turn, row, wanted, number_follows=number_follows),
    }
    if faults:
        return Forecast(**said, faults=faults)
    try:
        found = (
            seen_of_put_up(turn, row, wanted.day)
            if draft is None
            else seen_of_draft(turn, row, draft, wanted.day)
        )
    except InvalidInput as invalid:
        return Forecast(**said, faults=invalid.errors)
    on_paper = found.pop("on_paper", {})
    would_be = number if number is not None else said.get("number")
    return Forecast(
        **said,
        **found,
        paper_problem=paper_problem(on_paper, would_be, wanted.day),
        put_up_on=None if row.state == State.DRAFT else put_up_on(turn.session, row),
    )


def moved_words(turn: Turn, row: Document, expected: int, day: date) -> str:
    """Return who took the number that was expected, for the person whose act was held back; "" where nobody did.

    ``Số 05 vừa cấp cho Kế hoạch Thực hiện … lúc 14:03.``
    """
    found = series.series_for(turn.session, row, day)
    taker = numbers.document_with(turn.session, turn.actor, found, expected)
    if taker is None or taker.issued_at is None:
        return f"Số {number_text(expected)} không còn."
    named = f"{taker.kind_title} {taker.subject}".strip() if not taker.is_secret else "một văn bản mật"
    return f"Số {number_text(expected)} vừa cấp cho {named} lúc {clock_words(taker.issued_at)}."


def _prepared_again(
    workplace: Workplace, turn: Turn, row: Document
) -> tuple[Draft | None, Sequence[FieldError]]:
    """Return a draft prepared again, or its faults; neither for what was put up for signature."""
    if row.state != State.DRAFT and row.content_sha256 is not None:
        return None, ()
    try:
        return drafted_again(workplace, turn, row), ()
    except InvalidInput as invalid:
        return None, invalid.errors


def _said(refusal: RegisterError | None) -> str:
    return "" if refusal is None else without_commands(refusal.message)
