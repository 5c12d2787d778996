"""What is done to a batch: pause, go on, do again, stop, number what came back signed."""

from datetime import date
from typing import Any

from flask import current_app

from service.api.batches import BATCH, TAG
from service.api.batches_shown import batch_answer, own_batch
from service.api.call import Answer, Call
from service.api.documents_acts import NUMBER_CODES
from service.api.endpoint import DAY, Body, Endpoint, Reply, query
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.jobs import batches as batch_acts
from service.jobs.engine import Engine
from service.jobs.shown_items import mark_of
from service.register.models import Batch
from service.register.tokens import Scope

_NEW_DAY = query("issued_on", "Ngày mới của các dòng chưa có số; không ghi: giữ ngày đã chọn.", DAY)


def pause_batch(call: Call) -> Answer:
    """Let a running batch stand still; what is being made is finished."""
    row = own_batch(call)
    batch_acts.pause(call.work, row.id)
    return batch_answer(call, row.id)


def resume_batch(call: Call) -> Answer:
    """Go on with a batch that stands still, its numbers on another day where one is given."""
    row = _to_go_on(call)
    batch_acts.resume(call.work, _engine(), row.id, on=_day(call.query["issued_on"]))
    return batch_answer(call, row.id)


def retry_batch(call: Call) -> Answer:
    """Do the rows again that failed, were set aside or were cancelled; their numbers as `resume_batch`."""
    row = _to_go_on(call)
    batch_acts.retry(call.work, _engine(), row.id, on=_day(call.query["issued_on"]))
    return batch_answer(call, row.id)


def cancel_batch(call: Call) -> Answer:
    """Stop a batch for good; what is done stays done."""
    row = own_batch(call)
    batch_acts.cancel(call.work, row.id)
    return batch_answer(call, row.id)


def issue_batch(call: Call) -> Answer:
    """Number rows that came back signed, by day, then by row; the numbers come after the answer."""
    row = own_batch(call)
    body = call.body
    days, seen = None, {}
    if "rows" in body:
        days = {one["number"]: _day(one.get("issued_on")) for one in body["rows"]}
        seen = {one["number"]: mark_of(one["sha256"]) for one in body["rows"] if "sha256" in one}
        if len(days) != len(body["rows"]):
            raise InvalidInput([FieldError("rows", "repeated", "Mỗi dòng chỉ ghi một lần trong rows.")])
    on = _day(body.get("issued_on"))
    acknowledged = tuple(body.get("acknowledged", ()))
    batch_acts.issue_rows(call.work, _engine(), row.id, days, on=on, acknowledged=acknowledged, seen=seen)
    return batch_answer(call, row.id)


def _to_go_on(call: Call) -> Batch:
    """Return a batch to go on with; where it takes numbers the token needs the scope of numbering."""
    row = own_batch(call)
    if batch_acts.outlook(call.work, row.id).days:
        call.require_scope(Scope.ISSUE)
    return row


def _engine() -> Engine:
    found: Engine = current_app.extensions["engine"]
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _act(path: str, summary: str, handler: Any, **more: Any) -> Endpoint:
    """Return the endpoint of one act on a batch."""
    return Endpoint(
        method="POST",
        path=f"/batches/{{batch_id}}/{path}",
        scope=more.pop("scope", Scope.BATCH),
        tag=TAG,
        summary=summary,
        handler=handler,
        parameters=more.pop("parameters", (BATCH,)),
        body=more.pop("body", Body(schema="Nothing", is_required=False)),
        reply=Reply(schema="Batch", description="Đợt sau việc này."),
        codes=("batch_not_found", "not_allowed", "wrong_state", *more.pop("codes", ())),
        key=more.pop("key", "optional"),
    )


ENDPOINTS = (
    _act("pause", "Tạm dừng", pause_batch),
    _act("resume", "Chạy tiếp", resume_batch, parameters=(BATCH, _NEW_DAY), codes=NUMBER_CODES),
    _act("retry", "Làm lại các dòng lỗi", retry_batch, parameters=(BATCH, _NEW_DAY), codes=NUMBER_CODES),
    _act("cancel", "Dừng hẳn", cancel_batch),
    _act(
        "issue",
        "Cấp số các dòng đã ký",
        issue_batch,
        scope=Scope.ISSUE,
        body=Body(schema="BatchNumbers", is_required=False),
        codes=(*NUMBER_CODES, "file_moved"),
        key="acts",
    ),
)
