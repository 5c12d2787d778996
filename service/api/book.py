"""The book of the office: documents made elsewhere go in, the file of a year comes out."""

from dataclasses import asdict
from datetime import date
from typing import Any

from service.api.call import Answer, Call, file_answer
from service.api.documents_acts import files_from
from service.api.documents_shown import shown
from service.api.endpoint import FORM, JSON, Body, Endpoint, Reply, in_path, query
from service.api.once import register_key
from service.api.types import XLSX
from service.domain.recipients import Recipient
from service.http_answers import DOCX
from service.issuing.originals import recorded_file
from service.issuing.questions import answer_from
from service.issuing.record import Recorded, record, warnings
from service.register import export
from service.register.entries import NewRelation
from service.register.sandbox import TEST_WORDS
from service.register.tokens import Scope

_TAG = "Cơ quan"
_BOOK_TYPES = {"xlsx": XLSX, "docx": DOCX, "csv": "text/csv", "json": "application/json"}
_YEAR = {"type": "integer", "minimum": 1900, "maximum": 2200}
_DAYS = ("issued_on", "signed_on", "due_on")


def export_book(call: Call) -> Answer:
    """Return the book of the office and a year as a file."""
    year, file_format = int(call.arguments["year"]), call.arguments["file_format"]
    with call.work.reading() as turn:
        content = export.export(
            turn.session, turn.actor, call.office, year, file_format, secret=bool(call.query["secret"])
        )
    plain, words = ("", "") if call.bearer.is_live else ("_ban-thu", f" ({TEST_WORDS})")
    name = f"so-dang-ky_{call.shown_office}_{year}{plain}.{file_format}"
    readable = f"Sổ đăng ký văn bản đi {call.shown_office} {year}{words}.{file_format}"
    return file_answer(content, _BOOK_TYPES[file_format], file_name=name, utf8_name=readable)


def record_document(call: Call) -> Answer:
    """Enter a document made elsewhere in the book."""
    given: dict[str, Any] = {**call.body, "files": files_from(call, "files", recorded_file)}
    given |= {name: date.fromisoformat(given[name]) for name in _DAYS if name in given}
    given["recipients"] = [Recipient(name) for name in given.get("recipients", [])]
    given["relations"] = [NewRelation(one["kind"], one["document"]) for one in given.get("relations", [])]
    given["acknowledged"] = {answer_from(one) for one in given.get("acknowledged", [])}
    row = record(call.work, Recorded(office_id=call.office, key=register_key(call), **given))
    found = [asdict(one) for one in warnings(call.work, row)]
    with call.work.reading() as turn:
        return shown(turn, row, status=201, warnings=found)


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/register/{year}.{file_format}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Xuất sổ đăng ký văn bản đi",
        handler=export_book,
        parameters=(
            in_path("year", "Năm.", _YEAR),
            in_path("file_format", "Định dạng.", {"enum": sorted(_BOOK_TYPES)}),
            query("secret", "Sổ văn bản mật, là sổ riêng.", {"type": "boolean", "default": False}),
        ),
        reply=Reply(
            media_types=tuple(_BOOK_TYPES.values()),
            description="Sổ của năm.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=("not_allowed",),
    ),
    Endpoint(
        method="POST",
        path="/records",
        scope=Scope.ISSUE,
        tag=_TAG,
        summary="Vào sổ văn bản làm ở nơi khác",
        handler=record_document,
        body=Body(schema="Record", media_types=(JSON, FORM), files="files"),
        reply=Reply(
            status=201, schema="KeptDocument", description="Văn bản vừa vào sổ.", headers=("ETag", "Location")
        ),
        codes=(
            "not_allowed",
            "invalid_entry",
            "series_not_open",
            "series_awaits_confirmation",
            "number_taken",
            "number_moved",
            "open_questions",
            "date_out_of_order",
            "date_in_future",
            "document_not_found",
        ),
        key="acts",
    ),
)
