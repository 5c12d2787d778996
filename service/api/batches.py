"""Batches: one plan, a document for each row of a table; checked, started, looked at, fetched."""

import base64
import binascii
import io
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, BinaryIO

from flask import current_app

from service.api.batches_shown import batch_answer, batch_payload, item_payload, own_batch
from service.api.call import Answer, Call, FetchedAnswer, file_answer
from service.api.components import faults_of
from service.api.documents import next_link
from service.api.documents_acts import ENVELOPES, NUMBER_CODES
from service.api.endpoint import (
    CURSOR,
    CURSOR_BY_ID,
    JSON,
    LIMIT,
    Body,
    Endpoint,
    Reply,
    in_path,
    query,
    readings,
)
from service.api.once import fingerprint, register_key
from service.api.problems import MOST_CELLS
from service.api.requests import wanted_answer
from service.api.types import XLSX
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.http_answers import DOCX, PDF, ZIP
from service.jobs import archive
from service.jobs import batches as batch_acts
from service.jobs.acknowledging import answer_for
from service.jobs.batch_requests import BatchRequest, TableCheckAnswer, check_table, left_open
from service.jobs.item_files import item_file
from service.jobs.merging import MOST_MERGED, merged
from service.jobs.starting import start
from service.jobs.tables import TableReport, marked, open_table
from service.register.batches import AskedWith, ItemState
from service.register.canonical import canonical_json
from service.register.tokens import Scope

TAG = "Theo lô"
BATCH = in_path("batch_id", "Mã đợt.")
_STATE = query("state", "Chỉ các dòng ở trạng thái này.", {"enum": [one.value for one in ItemState]})
_AFTER = query("cursor", "Trang tiếp theo: giá trị lấy từ `next`.", {**CURSOR, "pattern": "^[0-9]{0,9}$"})
_MERGED = {"docx": DOCX, "pdf": PDF}
_NUMBER = {"type": "integer", "minimum": 1, "maximum": 10_000_000}
_OF_FILE = ("batch_not_found", "not_allowed", "part_past_end")
_FILE_HEADERS = ("Content-Disposition", "ETag", "Repr-Digest")
REFUSED = ("not_allowed", "wrong_office", "unknown_document_type", "series_not_open", "live_token_required")
# The last one no longer comes; what version 1 of the API describes stays described.


def check_batch(call: Call) -> Answer:
    """Check plan and table as the start would, and make nothing; as .xlsx the table with every fault marked."""
    wanted = wanted_answer(call.endpoint.reply.media_types)
    request, file = wanted_batch(call)
    found = check_table(call.work, request, file)
    if wanted != XLSX:
        return Answer(payload=_check_object(found, left_open(found.report, request)))
    content = marked(file, open_table(file), found.report.errors)
    return file_answer(
        content, XLSX, file_name="bang-danh-dau-loi.xlsx", utf8_name="Bảng (đánh dấu lỗi).xlsx"
    )


def start_batch(call: Call) -> Answer:
    """Start a batch; its rows are kept when this answers, the documents come afterwards."""
    request, file = wanted_batch(call)
    if request.intent == "issue":
        call.require_scope(Scope.ISSUE)
    request = replace(request, asked=AskedWith(register_key(call) or "", fingerprint(call)))
    batch_id = start(call.work, current_app.extensions["engine"], request, file)
    headers = {"Location": f"/api/v1/batches/{batch_id}"}
    return batch_answer(call, batch_id, status=201, headers=headers)


def list_batches(call: Call) -> Answer:
    """List the batches of the office, newest first."""
    limit: int = call.query["limit"]
    found = batch_acts.listed(call.work, call.office, before=call.query["cursor"] or "", limit=limit + 1)
    cursor = found[limit - 1].batch.id if len(found) > limit else None
    payload = {"batches": [batch_payload(one) for one in found[:limit]], "next": cursor}
    return Answer(payload=payload, headers=next_link(call, cursor))


def show_batch(call: Call) -> Answer:
    """Show how far a batch is, and its first faulty rows."""
    own_batch(call)
    return batch_answer(call, call.arguments["batch_id"])


def list_batch_items(call: Call) -> Answer:
    """List the rows of a batch in their order."""
    own_batch(call)
    asked = call.query
    limit: int = asked["limit"]
    states = (asked["state"],) if asked["state"] else ()
    rows = batch_acts.items(
        call.work, call.arguments["batch_id"], states=states, after=int(asked["cursor"] or 0), limit=limit + 1
    )
    cursor = str(rows[limit - 1].item.number) if len(rows) > limit else None
    payload = {"items": [item_payload(one) for one in rows[:limit]], "next": cursor}
    return Answer(payload=payload, headers=next_link(call, cursor))


def batch_zip(call: Call) -> Answer:
    """Stream all documents of a batch with their contents list, DANH_SACH.xlsx."""
    row = own_batch(call)
    file = archive.archive(call.work, row.id)
    return FetchedAnswer(file=file, name=archive.archive_name(row), media_type=ZIP)


def batch_item_docx(call: Call) -> Answer:
    """Return the document of one row of a batch."""
    row = own_batch(call)
    name, content = item_file(call.work, row.id, int(call.arguments["number"]))
    return file_answer(content, DOCX, file_name=name, utf8_name=name)


def merged_batch(call: Call) -> Answer:
    """Return all documents of a batch as one .docx or PDF, for printing in one go."""
    row, ending = own_batch(call), call.arguments["file_format"]
    file = merged(call.work, row.id, ending, call.desk.converter)
    name = f"{archive.archive_name(row).removesuffix('.zip')}.{ending}"
    return FetchedAnswer(file=file, name=name, media_type=_MERGED[ending])


def wanted_batch(call: Call) -> tuple[BatchRequest, BinaryIO]:
    """Return what a body asks for, and its table. Raises InvalidInput, NotAllowed."""
    body = call.body
    faults = faults_of("NewBatch", dict(body))
    if not faults and ("rows" in body) == ("table" in body):
        message = "Gửi bảng một lần: các dòng trong rows, hoặc tệp trong table."
        faults = [FieldError("rows", "table_missing", message)]
    if faults:
        raise InvalidInput(faults)
    day = body.get("issued_on")
    request = BatchRequest(
        slug=body["type"],
        plan=call.envelope(body["plan"]),
        by=body.get("by", "units"),
        intent=body.get("intent", "for_signature"),
        valid_only=body.get("valid_only", False),
        merge=body.get("merge", ""),
        acknowledged=frozenset(map(_answer, body.get("acknowledged", ()))),
        issued_on=date.fromisoformat(day) if day else None,
        plan_name="dữ liệu gửi qua API",
        table_name=body.get("table", {}).get("name", ""),
    )
    return request, _table(body)


def _answer(given: str | Mapping[str, Any]) -> str:
    """Return an answer as batches have it: a code, or what a preview of a row offered as `acknowledge`."""
    return given if isinstance(given, str) else answer_for(given["code"], given.get("row"))


def _table(body: Mapping[str, Any]) -> BinaryIO:
    """Return the table of a body as a file. Raises InvalidInput."""
    if "rows" in body:
        return io.BytesIO(canonical_json(body["rows"]).encode())
    try:
        return io.BytesIO(base64.b64decode(body["table"]["content"], validate=True))
    except (binascii.Error, ValueError):
        message = "Nội dung tệp phải là base64."
        raise InvalidInput([FieldError("table.content", "base64", message)]) from None


def _check_object(found: TableCheckAnswer, report: TableReport) -> dict[str, Any]:
    """Return the report on a table as the API shows it, with the questions that the request leaves open."""
    return {
        "rows": report.rows,
        "valid": report.valid,
        "error_count": report.error_count,
        "errors": [asdict(one) for one in report.errors[:MOST_CELLS]],
        "questions": [asdict(one) for one in report.questions.values()],
        "notices": report.notices,
        "first_number": found.first or None,
        "last_number": found.last or None,
    }


_reading = readings(TAG, parameters=(BATCH,), codes=("batch_not_found", "not_allowed"))


BODY = Body(schema="NewBatch", media_types=ENVELOPES, is_held=False)
ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/batches/checks",
        scope=Scope.BATCH,
        tag=TAG,
        summary="Kiểm tra dữ liệu chung và bảng, không tạo gì",
        handler=check_batch,
        body=BODY,
        reply=Reply(
            schema="BatchCheck",
            media_types=(JSON, XLSX),
            description="Kết quả kiểm tra, lỗi theo từng ô; .xlsx: bảng có đánh dấu lỗi.",
        ),
        codes=(*REFUSED, "units_number_themselves"),
    ),
    Endpoint(
        method="POST",
        path="/batches",
        scope=Scope.BATCH,
        tag=TAG,
        summary="Bắt đầu một đợt",
        handler=start_batch,
        body=BODY,
        reply=Reply(status=201, schema="Batch", description="Đợt vừa lập.", headers=("Location",)),
        codes=(*REFUSED, "table_refused", "units_number_themselves", *NUMBER_CODES),
        key="needed",
    ),
    _reading(
        "/batches",
        "Liệt kê các đợt, mới nhất trước",
        list_batches,
        Reply(schema="Batches", description="Một trang các đợt.", headers=("Link",)),
        parameters=(CURSOR_BY_ID, LIMIT),
        codes=("not_allowed", "invalid_entry"),
    ),
    _reading("/batches/{batch_id}", "Xem một đợt", show_batch, Reply(schema="Batch", description="Đợt.")),
    _reading(
        "/batches/{batch_id}/items",
        "Liệt kê các dòng của đợt",
        list_batch_items,
        Reply(schema="BatchItems", description="Một trang các dòng.", headers=("Link",)),
        parameters=(BATCH, _STATE, _AFTER, LIMIT),
    ),
    _reading(
        "/batches/{batch_id}/items/{number}.docx",
        "Tải văn bản của một dòng",
        batch_item_docx,
        Reply(media_types=(DOCX,), description="Tệp .docx.", headers=_FILE_HEADERS),
        parameters=(BATCH, in_path("number", "Số thứ tự của dòng (`number`).", _NUMBER)),
    ),
    _reading(
        "/batches/{batch_id}/merged.{file_format}",
        f"Tải mọi văn bản của đợt trong một tệp để in, nhiều nhất {MOST_MERGED} văn bản",
        merged_batch,
        Reply(
            media_types=(DOCX, PDF),
            description="Một tệp .docx hoặc .pdf; tải tiếp được thì Accept-Ranges là bytes.",
            headers=(*_FILE_HEADERS, "Accept-Ranges"),
            in_parts=True,
        ),
        parameters=(BATCH, in_path("file_format", "Dạng tệp.", {"enum": list(_MERGED)})),
        codes=(*_OF_FILE, "not_mergeable", "converter_missing", "conversion_failed"),
    ),
    _reading(
        "/batches/{batch_id}.zip",
        "Tải mọi văn bản của đợt",
        batch_zip,
        Reply(
            media_types=(ZIP,),
            description="Tệp ZIP, gửi dần; đứt thì tải tiếp.",
            headers=("Content-Disposition", "ETag", "Accept-Ranges"),
            in_parts=True,
        ),
        codes=_OF_FILE,
    ),
)
