"""What a person asks for with a batch, and the check of its table: the same for who only looks and who starts it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, BinaryIO, Literal

from service import reference
from service.domain.dates import office_day
from service.domain.document_code import number_text
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.errors import ServiceError
from service.issuing.drafting import source_lookup
from service.issuing.workplace import Turn, Workplace
from service.jobs.acknowledging import is_answered
from service.jobs.issuers import Issuers
from service.jobs.making import ISSUE
from service.jobs.mending import Mend, mended
from service.jobs.number_days import series_on
from service.jobs.tables import BatchInput, CheckedRow, Sheet, TableReport, Way, batch_input, open_table
from service.jobs.tables.checking import TableCheck
from service.jobs.tables.report import entered, notices
from service.jobs.tables.sheets import tables_of
from service.register import offices
from service.register.batch_preparations import Prepared
from service.register.batches import AskedWith
from service.register.batches_units import units_made
from service.register.models import Document, Series
from service.register.permissions import OfficeAct, require, require_role
from service.register.states import TRANSITIONS, DocumentAct

Intent = Literal["for_signature", "issue"]
_ISSUERS = next(row.roles for row in TRANSITIONS if row.act is DocumentAct.ISSUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """What a person asks for: type, plan (an envelope), way, intent, and which questions he answers by their codes.

    `merge` is ``docx``, ``pdf`` or ``""``: one file of all documents besides. `valid_only` makes the valid rows now.
    `issued_on` is the day of the numbers, None: the day of the start. `mends` are cells that were mended outside of the
    file. `asked` is the key of the request: its repeats get the batch that it started. `author` is the id of the office
    that wrote the plan where that is another one than the plan's. `rest_of` are earlier batches of the same table: the
    units that have their document of them are passed over. `plan_name` and `table_name` are what pages call both;
    `prepared` is what was prepared on the pages, None: it came at once.
    """

    slug: str
    plan: Mapping[str, Any] = field(repr=False)
    by: Way
    intent: Intent = "for_signature"
    valid_only: bool = False
    merge: str = ""
    acknowledged: Collection[str] = ()
    issued_on: date | None = None
    mends: Sequence[Mend] = ()
    asked: AskedWith | None = None
    author: str = ""
    rest_of: Sequence[str] = ()
    plan_name: str = "dữ liệu chung"
    table_name: str = ""
    prepared: Prepared | None = None


@dataclass(frozen=True, slots=True)
class TableCheckAnswer:
    """The report on a table; `first` and `last` are the numbers that its valid rows would take now, or ""."""

    report: TableReport
    first: str = ""
    last: str = ""


def check_table(workplace: Workplace, request: BatchRequest, file: BinaryIO) -> TableCheckAnswer:
    """Check a table as `start` would, and make nothing.

    Raises InvalidInput (the plan), UnreadableInput, NotAllowed; where numbers are wanted SeriesNotOpen, DateOutOfOrder,
    InvalidEntry.
    """
    sheets = mended(open_table(file), request.mends)
    with workplace.reading() as turn:
        batch = batch_of(workplace, turn, request)
        require_rights(turn, batch, request)
        report = TableReport()
        for _ in checked_rows(batch, sheets, report):
            pass
        if request.intent != ISSUE:
            return TableCheckAnswer(report)
        found = numbering_series(turn, batch, request)
        last = found.last_number + report.valid
        return TableCheckAnswer(report, number_text(found.last_number + 1), number_text(last))


def batch_of(workplace: Workplace, turn: Turn, request: BatchRequest) -> BatchInput:
    """Return the input of the batch with the offices and sources that the register knows."""
    today = office_day(turn.actor.at)
    issuers = Issuers(turn, today, str(request.plan.get("office", "")))
    given = batch_input(
        workplace.catalogue,
        request.slug,
        request.plan,
        by=request.by,
        today=today,
        office_of=issuers.own_office,
    )
    return replace(
        given,
        office_of=issuers.office,
        lookup=source_lookup(turn),
        author=_author(request.author),
        takes_numbers=request.intent == ISSUE,
        notices=issuers.notices,
        passed_over=units_made(turn.session, request.rest_of),
    )


def _author(office_id: str) -> Office | None:
    """Return the office that wrote a plan, None where it is that of the plan or nobody knows it."""
    if not office_id:
        return None
    with suppress(Refused):
        return reference.office(office_id)
    return None


def require_rights(turn: Turn, batch: BatchInput, request: BatchRequest) -> None:
    """Raise NotAllowed, OfficeNotFound or WrongState for what this person, or this way, cannot have."""
    require(turn.session, turn.actor, batch.office.id, OfficeAct.CREATE_DRAFT)
    offices.require_known(turn.session, batch.office.id)
    if request.intent != ISSUE:
        return
    if request.by == "units":
        raise ServiceError(
            "Văn bản do từng đơn vị ban hành chỉ tạo để trình ký: văn thư của đơn vị cấp số khi đã ký.",
            code="units_number_themselves",
        )
    require_role(turn.session, turn.actor, batch.office.id, _ISSUERS)


def checked_rows(batch: BatchInput, sheets: Sequence[Sheet], report: TableReport) -> Iterator[CheckedRow]:
    """Yield the rows of a table; at the end the report is complete."""
    tables = tables_of(batch.document_type, sheets)
    seen: set[Any] = set()
    with closing(TableCheck(batch, tables)) as run:
        for row in run.rows():
            if row.unit is not None and row.unit.id in batch.passed_over:
                continue
            entered(report, row, seen)
            yield row
        for error in run.errors:
            entered(report, error, seen)
    report.notices = [*notices(tables), *batch.notices()]


def left_open(report: TableReport, request: BatchRequest) -> TableReport:
    """Return a report with those questions only that the request does not answer, and for those rows."""
    left = {}
    for code, group in report.questions.items():
        rows = [row for row in group.rows if not is_answered(code, row, request.acknowledged)]
        if rows:
            left[code] = replace(group, rows=rows)
    return replace(report, questions=left)


def numbering_series(turn: Turn, batch: BatchInput, request: BatchRequest) -> Series:
    """Return the series that would number the batch. Raises SeriesNotOpen, DateOutOfOrder, InvalidEntry."""
    kind = batch.document_type.kind
    probe = Document(office_id=batch.office.id, kind=kind.abbreviation, body="", is_secret=False)
    return series_on(turn, probe, request.issued_on or office_day(turn.actor.at))
