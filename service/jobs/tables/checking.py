"""Every row of a table as the envelope of its unit, with all its faults and questions: one row at a time."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from service.doctypes.preparing import Prepared, prepare
from service.domain.findings import FieldError, Question
from service.domain.offices import Office
from service.domain.units import Unit
from service.errors import InvalidInput, ServiceError
from service.issuing.signer_needed import SIGNER_MISSING
from service.jobs.tables.asking import Asking, without_unnamed_signer
from service.jobs.tables.batch_input import BatchInput
from service.jobs.tables.cells import CellError, Sheet
from service.jobs.tables.columns import UNIT_CODE, UNIT_NAME
from service.jobs.tables.drafting import Draft
from service.jobs.tables.filling import Filler, checked_alone
from service.jobs.tables.group_rows import GroupRows
from service.jobs.tables.locating import cell_of
from service.jobs.tables.placeholders import misspelt
from service.jobs.tables.rows import Cell, Row
from service.jobs.tables.sheets import Tables, tables_of
from service.jobs.tables.units import UnitFinder

#: More units than Vietnam has, several times over: a table that is longer is no table of units.
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of the table: its number as the person sees it, the envelope, every fault with its cell, questions.

    `unit` is None where it is not known, `prepared` where there are faults. A fault without a cell is the plan's.
    """

    number: int
    envelope: dict[str, Any] = field(repr=False)
    errors: tuple[CellError, ...]
    questions: tuple[Question, ...]
    unit: Unit | None
    prepared: Prepared | None = field(repr=False, default=None)


def rows(batch: BatchInput, sheets: Sequence[Sheet]) -> Iterator[CheckedRow]:
    """Yield the rows of a table in its order, memory flat; faults of the whole table come with `check`."""
    tables = tables_of(batch.document_type, sheets)
    with closing(TableCheck(batch, tables)) as run:
        yield from run.rows()


class TableCheck:
    """One reading of a table. `errors` gathers what belongs to no row: headings, rows of other sheets, no rows."""

    def __init__(self, batch: BatchInput, tables: Tables) -> None:
        self.tables = tables
        self.errors: list[CellError] = list(tables.errors)
        self._batch = batch
        self._finder = UnitFinder(batch.on, batch.office.unit.province_code)
        self._groups = [GroupRows(one, self._finder) for one in tables.groups]
        self._filler = Filler(batch, self._groups)
        self._asking = Asking(batch)
        self._misspelt = misspelt(batch.envelope)
        self._own_faults = _own_faults(batch) | frozenset(self._misspelt)
        self._seen: dict[str, int] = {}

    def close(self) -> None:
        """Give back what the reading holds."""
        for group in self._groups:
            group.close()

    def rows(self) -> Iterator[CheckedRow]:
        """Yield the rows; when all are read, `errors` is complete."""
        count = 0
        for row in self.tables.main.rows() if self.tables.main else ():
            count += 1
            if count > MOST_ROWS:
                self._refuse_more(row)
                return
            yield self._checked(row)
        if self.tables.main and not count:
            message = "Bảng chưa có dòng nào dưới tiêu đề. Hãy ghi mỗi đơn vị một dòng."
            self.errors.append(CellError("", "table_empty", message, sheet=self.tables.main.name))
        for group in self._groups:
            self.errors += group.errors
            self.errors += group.unused() if count else ()

    def _refuse_more(self, row: Row) -> None:
        message = f"Bảng có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều bảng, mỗi bảng một đợt."
        self.errors.append(_unit_cell(row).fault("table_too_long", message))

    def _checked(self, row: Row) -> CheckedRow:
        found = self._finder.found(row)
        unit = None if isinstance(found, CellError) else found
        errors = [found] if isinstance(found, CellError) else self._repeated(row, found)
        office = self._issuer(row, unit, errors)
        draft = self._filler.draft(unit, office)
        errors += self._filler.put_cells(draft, row, unit, office.roles)
        prepared, faults = self._prepared(without_unnamed_signer(draft), office)
        errors += self._located((*faults, *self._misspelt_in(draft)), draft, row, unit, errors)
        if self._batch.takes_numbers and prepared is not None and prepared.frame.signer is None:
            errors.append(CellError(SIGNER_MISSING.path, SIGNER_MISSING.code, SIGNER_MISSING.message))
        questions: list[Question] = []
        if prepared is not None and not errors and unit is not None:  # what cannot be made yet asks nothing
            questions = [*prepared.questions, *self._asking.of_row(row, unit, office, draft)]
        return CheckedRow(
            row.number,
            draft.envelope,
            tuple(dict.fromkeys(errors)),
            tuple(questions),
            unit,
            None if errors else prepared,
        )

    def _issuer(self, row: Row, unit: Unit | None, errors: list[CellError]) -> Office:
        """Return the office of a row's document; where it may not be used, that of the plan stands in for the check."""
        try:
            return self._filler.issuer(unit)
        except ServiceError as refused:
            errors.append(_unit_cell(row).fault(refused.code, refused.message))
            return self._batch.office

    def _misspelt_in(self, draft: Draft) -> list[FieldError]:
        """Return the marks that are no placeholder: those of the plan that no cell has replaced, those of cells."""
        of_plan = [fault for fault in self._misspelt if fault.path not in draft.places]
        typed = {path: cell.value for path, cell in draft.places.items() if isinstance(cell.value, str)}
        return of_plan + [
            fault for path, text in typed.items() if "{" in text for fault in misspelt(text, path)
        ]

    def _prepared(self, draft: Draft, office: Office) -> tuple[Prepared | None, tuple[FieldError, ...]]:
        batch = self._batch
        try:
            made = prepare(
                batch.document_type,
                draft.envelope,
                office=office,
                catalogue=batch.catalogue,
                lookup=batch.lookup,
                shared=batch.shared,
            )
        except InvalidInput as invalid:
            return None, invalid.errors
        return made, ()

    def _repeated(self, row: Row, unit: Unit) -> list[CellError]:
        """Refuse a unit that stands in two rows: it would get two documents."""
        first = self._seen.setdefault(unit.id, row.number)
        if first == row.number:
            return []
        cell = _unit_cell(row)
        message = f"{unit.full_name} đã có ở dòng {first}. Mỗi đơn vị chỉ ghi một dòng: hãy xóa bớt một dòng."
        return [cell.fault("unit_repeated", message)]

    def _located(
        self,
        faults: Sequence[FieldError],
        draft: Draft,
        row: Row,
        unit: Unit | None,
        errors: Sequence[CellError],
    ) -> list[CellError]:
        """Return the faults of a document at their cells; a cell that could not be read has been reported already."""
        read_in_vain = {(error.sheet, error.cell) for error in errors}
        located = []
        for fault in faults:
            if unit is None and _is_of_office(fault):
                continue
            cell = cell_of(fault.path, draft, row)
            if cell is not None and (cell.sheet, cell.address) in read_in_vain:
                continue
            located.append(self._at(fault, cell, row))
        return located

    def _at(self, fault: FieldError, cell: Cell | None, row: Row) -> CellError:
        """Place a fault: at its cell; with the plan where the plan has it too; else at the cell of the unit.

        What is missing is filled in at the blank cell; what is wrong in the plan is not to be mended row by row.
        """
        is_plans = fault in self._own_faults and (cell is None or cell.value is None)
        if is_plans and (cell is None or fault.code != "required"):
            return CellError(fault.path, fault.code, fault.message)
        if cell is not None:
            return cell.fault(fault.code, fault.message, fault.path)
        return _unit_cell(row).fault(fault.code, fault.message, fault.path)


def _own_faults(batch: BatchInput) -> frozenset[FieldError]:
    """Return the faults that the plan has by itself."""
    try:
        prepare(
            batch.document_type,
            checked_alone(batch),
            office=batch.office,
            catalogue=batch.catalogue,
            lookup=batch.lookup,
        )
    except InvalidInput as invalid:
        return frozenset(invalid.errors)
    return frozenset()


def _unit_cell(row: Row) -> Cell:
    return row.cells.get(UNIT_NAME) or row.cells.get(UNIT_CODE) or next(iter(row.cells.values()))


def _is_of_office(fault: FieldError) -> bool:
    """Tell whether a fault comes from the office that stands in: about itself, or a role that it does not have."""
    return fault.path == "office" or fault.code.startswith(("role_", "agency_"))
