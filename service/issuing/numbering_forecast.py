"""Which number a document would get now, and everything that a person must see before taking it.

Nothing is promised: the act carries what was forecast, and where it moved meanwhile nothing is issued.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from service.checking import check
from service.domain.dates import long_date, office_day
from service.domain.document_code import number_text
from service.domain.findings import FieldError, Question
from service.errors import InvalidInput
from service.issuing.document_wording import blocking, document_wording
from service.issuing.drafting import drafted_again
from service.issuing.fact_sheet import clock_words
from service.issuing.office_wording import office_wording
from service.issuing.open_questions import left_open
from service.issuing.plain_words import without_commands
from service.issuing.published_types import published_form
from service.issuing.rendition import errors_among, finding_object, for_signature, is_of_wording
from service.issuing.signed_content import SignedContentChanged, month_question
from service.issuing.signed_paper import paper_problem
from service.issuing.submit import put_up
from service.issuing.workplace import Turn, Workplace
from service.register import numbers, offices, series
from service.register.errors import (
    DateOutOfOrder,
    InvalidEntry,
    NumberTaken,
    RegisterError,
    SeriesNotOpen,
    WrongState,
)
from service.register.models import Document, Series
from service.register.numbers import Wanted
from service.register.permissions import OFFICE_ROLES, OfficeAct, roles_of
from service.register.series_words import Opening, opening
from service.register.states import State
from service.register.warnings_of_entry import put_up_on

AWAITS_CONFIRMATION = "series_awaits_confirmation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What would happen: `number` None where no series is open, and in an external one until somebody says it.

    `step_refusal` tells a step before the number that the office keeps, `series_refusal` why no series takes the
    document, `date_refusal` refuses the day, `number_refusal` says that the number is missing or cannot be taken,
    `paper_problem` that the signed paper carries another number or day. `faults` are those of a draft that cannot be
    numbered yet; `questions` must be confirmed; `findings` are those of the layout, `wording` those of the proofreader,
    `blocking` how many of them refuse the number of an unsigned document. `put_up_on` is the day on which the signer
    got it, where it was put up. Where a series can be opened here, `opening` says how it begins.
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
    def number_problem(self) -> str:
        """Why the document cannot have its number yet, or not this one, "" where it can."""
        return _said(self.step_refusal or self.number_refusal)

    @property
    def hindrances(self) -> tuple[FieldError, ...]:
        """All that refuses the number, under the codes with which the act itself would refuse it."""
        refusals = (
            ("", self.step_refusal),
            ("", self.series_refusal),
            ("issued_on", self.date_refusal),
            ("number", self.number_refusal),
        )
        found = [
            FieldError(one.path or path, one.code, _said(one)) for path, one in refusals if one is not None
        ]
        if self.paper_problem:
            found.append(FieldError("", SignedContentChanged.code, self.paper_problem))
        return (*self.faults, *found)

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
    said: dict[str, Any] = {
        "row": row,
        "today": today,
        "day": wanted.day,
        "is_number_said": number is not None,
        "step_refusal": _step_refusal(turn, row),
        **_number(turn, row, wanted, number_follows=number_follows),
    }
    try:
        found = _asked_and_found(workplace, turn, row, wanted.day)
    except InvalidInput as invalid:
        return Forecast(**said, faults=invalid.errors)
    on_paper = found.pop("on_paper", {})
    return Forecast(
        **said,
        **found,
        paper_problem=paper_problem(on_paper, said.get("number"), wanted.day),
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


def _asked_and_found(workplace: Workplace, turn: Turn, row: Document, day: date) -> dict[str, Any]:
    """Return open questions and findings: of what was put up for signature, or of the draft as it is now."""
    if row.state != State.DRAFT and row.content_sha256 is not None:
        _, kept = put_up(turn, row)
        turned = month_question(kept, day) if row.state == State.FOR_SIGNATURE else None
        words = [one for one in row.findings if is_of_wording(one)]
        blocks = row.state != State.FOR_SIGNATURE and office_wording(turn, row.office_id).blocks
        return {
            "questions": [*left_open(kept), *([turned] if turned else [])],
            "findings": [one for one in row.findings if not is_of_wording(one)],
            "wording": words,
            "blocking_words": len(blocking(words)) if blocks else 0,
            "on_paper": kept.on_paper,
        }
    draft = drafted_again(workplace, turn, row)
    made = for_signature(draft, published_form(draft.document_type), day)
    wording = document_wording(turn, row.office_id, made.content, day)
    return {
        "questions": draft.prepared.questions,
        "findings": _findings(made.content),
        "wording": wording.findings,
        "blocking_words": len(wording.blocking),
    }


def _said(refusal: RegisterError | None) -> str:
    return "" if refusal is None else without_commands(refusal.message)


@lru_cache(maxsize=64)
def _findings(content: bytes) -> Sequence[Mapping[str, Any]]:
    """Return what is found in the layout of a .docx; the page asks again each time it is shown."""
    return [finding_object(one) for one in check(content)]


def _step_refusal(turn: Turn, row: Document) -> WrongState | None:
    """Return what the office wants done before the number."""
    try:
        numbers.require_steps_done(row, offices.office(turn.session, turn.actor, row.office_id))
    except WrongState as problem:
        return problem
    return None


def _number(turn: Turn, row: Document, wanted: Wanted, *, number_follows: bool) -> dict[str, Any]:
    """Return what the series says: the number that would be taken, or the next one and why it cannot be."""
    try:
        found = series.series_for(turn.session, row, wanted.day)
    except SeriesNotOpen as problem:
        return _without_series(turn, row, wanted.day, problem)
    said: dict[str, Any] = {"series": found, "is_external": not found.is_own}
    if found.is_own:
        code = numbers.next_code(turn.session, turn.actor, row, wanted.day)
        said |= {"number": found.last_number + 1, "code": code}
    elif wanted.number is None and number_follows:
        return said | _day_alone(turn, row, found, wanted.day)
    try:
        taken = numbers.takeable(turn.session, turn.actor, row, wanted)
    except DateOutOfOrder as problem:
        return {**said, "date_refusal": problem}
    except (InvalidEntry, NumberTaken) as problem:
        return {**said, "number_refusal": problem}
    return {**said, "number": taken.number, "code": taken.code}


def _day_alone(turn: Turn, row: Document, found: Series, day: date) -> dict[str, Any]:
    """Return what stands against the day of a number that is not known yet."""
    try:
        numbers.require_possible_day(turn.session, turn.actor, row, found, day)
    except DateOutOfOrder as problem:
        return {"date_refusal": problem}
    return {}


def _without_series(turn: Turn, row: Document, day: date, problem: SeriesNotOpen) -> dict[str, Any]:
    """Return why there is no number on a day; a series is offered only for this year, and for a day that can be.

    A mistyped year would leave a series behind that nobody wanted.
    """
    try:
        numbers.require_day(turn.session, turn.actor, row, day)
    except DateOutOfOrder as impossible:
        return {"date_refusal": impossible}
    roles = roles_of(turn.session, turn.actor, row.office_id)
    may_open = not roles.isdisjoint(OFFICE_ROLES[OfficeAct.OPEN_SERIES])
    is_this_year = day.year == office_day(turn.actor.at).year
    said: dict[str, Any] = {"series_refusal": problem}
    if may_open and is_this_year and problem.code != AWAITS_CONFIRMATION:
        said["opening"] = opening(row, series.series_of_year(turn.session, row.office_id, day.year))
    return said
