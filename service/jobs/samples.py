"""“Xem thử 3 văn bản”: some documents of a batch before it runs, made the very way in which it will make them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from service.domain.text import file_name
from service.errors import ServiceError
from service.issuing.layout_proofs import LayoutProofs
from service.issuing.printed_view import PrintedView, printed_bytes
from service.issuing.published_types import published_form
from service.issuing.workplace import Workplace
from service.jobs.making import Maker
from service.jobs.mending import mended
from service.jobs.preparations import opened, request_of, table_of
from service.jobs.shared_json import SharedJson
from service.jobs.starting import batch_of, checked_rows
from service.jobs.tables import TableReport, open_table
from service.register.batches import BatchNotFound
from service.register.models import BatchPreparation

#: Of this process, as a worker has its own: the samples are looked at again and again while a table is mended.
_PROOFS = LayoutProofs()


@dataclass(frozen=True, slots=True)
class Sample:
    """One document as it would be put up for signature: `row` of the table, unit, .docx, or why there is none."""

    row: int
    unit_name: str
    content: bytes = b""
    fault: str = ""

    @property
    def file_name(self) -> str:
        """The name under which it is downloaded."""
        return file_name("xem thu", str(self.row), self.unit_name, extension="docx")

    @property
    def view(self) -> PrintedView:
        """What stands on its pages."""
        return printed_bytes(self.content)


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
    request = request_of(row)
    left, found = set(rows), {}
    with workplace.reading() as turn:
        batch = batch_of(workplace, turn, request)
        writer = SharedJson(batch.plan)
        form = published_form(workplace.catalogue.get(row.type_slug))
        maker = Maker(workplace, turn, form, batch.office.id, _PROOFS)
        for one in checked_rows(batch, mended(open_table(table_of(row)), request.mends), TableReport()):
            if one.number in left and one.unit is not None and not one.errors:
                left.discard(one.number)
                found[one.number] = _made(maker, one.number, one.unit.full_name, writer.written(one.envelope))
            if not left:
                break
    if left:
        raise BatchNotFound(f"Bảng không có dòng hợp lệ số {min(left)}.")
    return [found[number] for number in rows]


def _made(maker: Maker, number: int, unit_name: str, content: bytes) -> Sample:
    """Return one document for signature, or what stands against it."""
    try:
        made = maker.made(content, intent="for_signature", answered=frozenset())
    except ServiceError as refused:
        return Sample(number, unit_name, fault=refused.message)
    return Sample(number, unit_name, made.content or b"")
