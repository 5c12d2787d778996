"""Starting a batch: the check of its table, the questions, then its rows in the database and a word to the workers.

What it was made of is kept with it, whichever way it came: whoever opens its page can make later what it left open.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from service.domain.dates import office_day
from service.errors import InvalidInput, ServiceError
from service.issuing.workplace import Turn, Workplace
from service.jobs.acknowledging import is_answered
from service.jobs.batch_requests import (
    BatchRequest,
    batch_of,
    checked_rows,
    left_open,
    numbering_series,
    require_rights,
)
from service.jobs.engine import Engine
from service.jobs.making import ISSUE
from service.jobs.mending import mended
from service.jobs.prepared_report import Gathered, report_of
from service.jobs.shared_json import SharedJson
from service.jobs.spool import Spool
from service.jobs.tables import BatchInput, CheckedRow, TableReport, open_table
from service.register import batches
from service.register.batch_preparations import REST_OF, keep_origin
from service.register.batches import NewBatch, NewItem
from service.register.batches_units import units_made
from service.register.canonical import canonical_json
from service.register.errors import WrongState

_ROWS_AT_ONCE = 250
_ROWS_UNTIL_SEEN = 100


class TableRefused(ServiceError):
    """Rows with faults; nothing was made. `report` names every cell; `of_row`: it is on this row alone."""

    code = "table_refused"

    def __init__(self, report: TableReport, *, of_row: int | None = None) -> None:
        wrong = report.rows - report.valid
        of_table = (
            f"Bảng có {report.error_count} lỗi, {wrong} trong {report.rows} dòng chưa tạo được. Sửa rồi làm lại, hoặc"
            " chọn chỉ tạo các dòng hợp lệ."
        )
        alone = f"Dòng {of_row} của bảng có {report.error_count} lỗi, chưa xem thử được. Sửa rồi xem lại."
        super().__init__(of_table if of_row is None else alone)
        self.report = report


class QuestionsOpen(ServiceError):
    """Questions of rows that nobody has answered; only numbers wait for answers. `report` has them by code."""

    code = "open_questions"

    def __init__(self, report: TableReport, codes: Sequence[str]) -> None:
        said = "; ".join(f"{len(report.questions[code].rows)} dòng: {code}" for code in codes)
        super().__init__(f"Còn câu hỏi cần xác nhận trước khi cấp số ({said}).")
        self.report = report
        self.codes = tuple(codes)


def start(  # noqa: PLR0913 - two of them only listen
    workplace: Workplace,
    engine: Engine,
    request: BatchRequest,
    file: BinaryIO,
    *,
    seen: Callable[[int], None] | None = None,
    told: Callable[[TableReport], None] | None = None,
) -> str:
    """Check a table, keep its rows as a batch and have the workers begin; return the id of the batch.

    A repeat with the key of an earlier request gets its batch, whatever has changed since. `seen` is told now and then
    how many rows were checked, `told` what the check found when the batch is there. Raises what `check_table` raises,
    TableRefused, QuestionsOpen, SeriesNotOpen, DateOutOfOrder, WrongState, InvalidEntry.
    """
    earlier = _earlier(workplace, request)
    if earlier is not None:
        return earlier
    sheets = mended(open_table(file), request.mends)
    with tempfile.TemporaryFile() as kept, workplace.reading() as turn:
        spool = Spool(kept)
        batch = batch_of(workplace, turn, request)
        require_rights(turn, batch, request)
        wished, request = request, _with_day(request, office_day(turn.actor.at))
        report, gathered = TableReport(), Gathered()
        writer = SharedJson(batch.plan)
        for row in checked_rows(batch, sheets, report):
            if seen is not None and report.rows % _ROWS_UNTIL_SEEN == 1:
                seen(report.rows)
            gathered.add(row)
            if not row.errors:
                spool.add(_item(row, request, writer.written(row.envelope)))
        _require_startable(report, request)
        if request.intent == ISSUE:
            numbering_series(turn, batch, request)
        origin = _origin(wished, file, report_of(report, gathered))
        batch_id = _kept(workplace, batch, request, spool, origin)
    if told is not None:
        told(report)
    engine.say(batch_id)
    return batch_id


def _with_day(request: BatchRequest, today: date) -> BatchRequest:
    """Return a request whose numbers, where it wants some, have their day: it is kept however long the batch takes."""
    return replace(request, issued_on=request.issued_on or today) if request.intent == ISSUE else request


def _require_startable(report: TableReport, request: BatchRequest) -> None:
    if not report.valid or (report.errors and not request.valid_only):
        raise TableRefused(report)
    left = left_open(report, request)
    if left.questions and request.intent == ISSUE:
        raise QuestionsOpen(left, list(left.questions))


def _item(row: CheckedRow, request: BatchRequest, content: bytes) -> NewItem:
    """Return a valid row as it is kept."""
    if row.unit is None or row.prepared is None:
        raise InvalidInput([])
    signer = row.prepared.frame.signer
    questions = [
        {
            "code": one.code,
            "path": one.path,
            "answered": is_answered(one.code, row.number, request.acknowledged),
        }
        for one in row.questions
    ]
    return NewItem(
        line=row.number,
        unit_id=row.unit.id,
        unit_name=row.unit.full_name,
        office_id=row.envelope["office"],
        signer_name=signer.name if signer else "",
        input=content,
        questions=questions,
        issued_on=request.issued_on,
    )


def _origin(request: BatchRequest, file: BinaryIO, report: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a batch is made of as it is kept, for who makes later what it leaves open; `report` is the check's.

    Of what was prepared on the pages plan and table are there already.
    """
    if request.rest_of:
        report = {**report, REST_OF: list(request.rest_of)}
    if request.prepared is not None:
        return {"report": report}
    file.seek(0)
    answered = [one for one in report["questions"] if _is_answered(one, request)]
    return {
        "type_slug": request.slug,
        "way": request.by,
        "intent": request.intent,
        "valid_only": request.valid_only,
        "issued_on": request.issued_on,
        "plan": canonical_json(request.plan).encode(),
        "plan_name": request.plan_name,
        "table": file.read(),
        "table_name": request.table_name,
        "mends": [one._asdict() for one in request.mends],
        "acknowledged": [{"code": one["code"], "mark": one["mark"]} for one in answered],
        "report": report,
    }


def _is_answered(group: Mapping[str, Any], request: BatchRequest) -> bool:
    """Tell whether a question is answered for all its rows."""
    return all(is_answered(group["code"], row["row"], request.acknowledged) for row in group["rows"])


def _kept(
    workplace: Workplace, batch: BatchInput, request: BatchRequest, spool: Spool, origin: Mapping[str, Any]
) -> str:
    """Write the rows in turns; nobody sees the batch before the last one is there, and what it is made of."""
    new = NewBatch(
        office_id=batch.office.id,
        type_slug=request.slug,
        subject=" ".join(str(request.plan.get("subject", "")).split()),
        way=request.by,
        intent=request.intent,
        merge=request.merge,
        acknowledged=request.acknowledged,
    )
    with workplace.writing() as turn:
        batches.drop_unloaded(turn.session, turn.actor.at)
        batch_id = batches.open_batch(turn.session, turn.actor, new)
    number = 1
    for block in spool.blocks(_ROWS_AT_ONCE):
        with workplace.writing() as turn:
            number = batches.add_items(turn.session, turn.actor, batch_id, block, first=number)
    with workplace.writing() as turn:
        started = batches.close_loading(turn.session, turn.actor, batch_id, request.asked)
        if started == batch_id:
            keep_origin(turn.session, turn.actor, batch_id, request.prepared, origin)
            _require_made_once(turn, batch_id, request)
        return started


def _require_made_once(turn: Turn, batch_id: str, request: BatchRequest) -> None:
    """Raise WrongState where an earlier batch makes a unit too: it was let go on after its units were passed over.

    Asked under the lock of the office, which who lets a batch go on takes before he looks for what takes its place.
    """
    if units_made(turn.session, request.rest_of) & units_made(turn.session, [batch_id]):
        raise WrongState(
            "Đợt trước của bảng này vừa được cho làm tiếp trong lúc tạo đợt mới, chưa tạo gì. Xem lại đợt trước."
        )


def _earlier(workplace: Workplace, request: BatchRequest) -> str | None:
    """Return the batch that an earlier request with the key started. Raises WrongState (`key_reused`)."""
    if request.asked is None:
        return None
    with workplace.reading() as turn:
        return batches.started_with(turn.session, str(request.plan.get("office", "")), request.asked)
