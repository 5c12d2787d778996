"""Documents of a batch before it runs, made the very way in which it will make them: “Xem thử 3 văn bản”."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from service.domain.findings import FieldError, Question
from service.domain.text import file_name
from service.errors import InvalidInput, ServiceError
from service.issuing.layout_proofs import LayoutProofs
from service.issuing.printed_view import PrintedView, printed_bytes
from service.issuing.published_types import published_form
from service.issuing.workplace import Turn, Workplace
from service.jobs.acknowledging import is_answered
from service.jobs.batch_requests import BatchRequest, batch_of, checked_rows, require_rights
from service.jobs.making import Maker
from service.jobs.mending import mended
from service.jobs.preparations import opened, request_of, table_of
from service.jobs.shared_json import SharedJson
from service.jobs.starting import TableRefused
from service.jobs.tables import CheckedRow, TableReport, open_table
from service.jobs.tables.report import entered
from service.register.batches import BatchNotFound
from service.register.models import BatchPreparation

#: Of this process, as a worker has its own: the samples are looked at again and again while a table is mended.
_PROOFS = LayoutProofs()


@dataclass(frozen=True, slots=True)
class Sample:
    """One document as it would be put up for signature: `row` of the table, unit, .docx, or why there is none.

    `findings` are those of the layout, `questions` what its number will wait for and nobody has answered.
    """

    row: int
    unit_name: str
    content: bytes = b""
    fault: str = ""
    findings: Sequence[Mapping[str, Any]] = ()
    questions: Sequence[Question] = ()

    @property
    def file_name(self) -> str:
        """The name under which it is downloaded."""
        return file_name("xem thu", str(self.row), self.unit_name, extension="docx")

    @property
    def utf8_name(self) -> str:
        """The same for people."""
        return f"Xem thử, {self.unit_name}.docx"

    @property
    def view(self) -> PrintedView:
        """What stands on its pages."""
        return printed_bytes(self.content)


class _Table:
    """A table as a batch would read it, in the reading `turn`."""

    def __init__(self, workplace: Workplace, turn: Turn, request: BatchRequest, file: BinaryIO) -> None:
        self.batch = batch_of(workplace, turn, request)
        self._sheets = mended(open_table(file), request.mends)
        self._acknowledged = request.acknowledged
        self._writer = SharedJson(self.batch.plan)
        form = published_form(workplace.catalogue.get(request.slug))
        self._maker = Maker(workplace, turn, form, self.batch.office.id, _PROOFS)

    def rows(self, report: TableReport) -> Iterator[CheckedRow]:
        """Yield the rows in their order; at the end the report is complete."""
        return checked_rows(self.batch, self._sheets, report)

    def sample(self, row: CheckedRow) -> Sample:
        """Return the document of a row without faults, for signature. Raises what `Maker.made` raises."""
        unit_name = row.unit.full_name if row.unit else ""
        content = self._writer.written(row.envelope)
        made = self._maker.made(content, intent="for_signature", answered=frozenset())
        left = [one for one in row.questions if not is_answered(one.code, row.number, self._acknowledged)]
        return Sample(row.number, unit_name, made.content or b"", "", made.findings, left)


def sample_rows(row: BatchPreparation, chosen: int | None = None) -> list[int]:
    """Return the rows to look at: the first, the longest, and a chosen one (else the last), each once."""
    report: dict[str, Any] = row.report or {}
    numbers = [number for number, _ in report.get("units", [])]
    if not numbers:
        return []
    third = chosen if chosen in numbers else numbers[-1]
    return list(dict.fromkeys([numbers[0], report["longest"], third]))


def samples(workplace: Workplace, preparation_id: str, rows: Collection[int]) -> list[Sample]:
    """Return the documents of some rows, in the order of `rows`.

    Raises BatchNotFound (also for a row that cannot be made), NotAllowed, WrongState.
    """
    row = opened(workplace, preparation_id)
    left, found = set(rows), {}
    with workplace.reading() as turn:
        table = _Table(workplace, turn, request_of(row), table_of(row))
        for one in table.rows(TableReport()):
            if one.number in left and one.unit is not None and not one.errors:
                left.discard(one.number)
                found[one.number] = _sample_or_fault(table, one)
            if not left:
                break
    if left:
        raise BatchNotFound(f"Bảng không có dòng hợp lệ số {min(left)}.")
    return [found[number] for number in rows]


def sample_of(workplace: Workplace, request: BatchRequest, file: BinaryIO, number: int) -> Sample:
    """Return the document of one row of a table that nobody keeps.

    Raises TableRefused (what is wrong with the row, or the whole table), InvalidInput (no such row; the plan),
    UnreadableInput, NotAllowed, and what stands against the document itself.
    """
    report = TableReport()
    with workplace.reading() as turn:
        table = _Table(workplace, turn, request, file)
        require_rights(turn, table.batch, request)
        for one in table.rows(report):
            if one.number != number:
                continue
            if one.errors:
                raise TableRefused(_report_of(one), of_row=number)
            return table.sample(one)
    if not report.rows:
        raise TableRefused(report)
    message = f"Bảng không có dòng số {number}. Xem số dòng trong kết quả kiểm tra bảng."
    raise InvalidInput([FieldError("row", "row_missing", message)])


def _report_of(row: CheckedRow) -> TableReport:
    """Return a report on one row alone."""
    found = TableReport()
    entered(found, row, set())
    return found


def _sample_or_fault(table: _Table, row: CheckedRow) -> Sample:
    """Return one document for signature, or what stands against it."""
    try:
        return table.sample(row)
    except ServiceError as refused:
        unit_name = row.unit.full_name if row.unit else ""
        return Sample(row.number, unit_name, fault=refused.message)
