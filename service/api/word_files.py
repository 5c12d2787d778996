"""Word files as input: last year's file becomes an input, a file that was changed in Word comes back to its draft."""

from dataclasses import asdict
from typing import Any

from service.api.call import Answer, Call
from service.api.documents_shown import questions_payload, shown
from service.api.endpoint import DOCUMENT, FORM, ID, SLUG, Body, Endpoint, Reply, in_path, query
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing.draft_beginnings import opened_for
from service.issuing.importing import import_file
from service.issuing.issuing_office import known_office
from service.issuing.returned_changes import Choice, Taken
from service.issuing.returned_word import compare, put_up_as_signed, take
from service.issuing.word_objects import comparison_object, paragraph_object, typed_object, unplaced_object
from service.register.tokens import Scope

_TAG = "Tệp Word"
_FILE = Body(schema="FileCheck", media_types=(FORM,))
_RETURNED = ("document_not_found", "not_allowed", "wrong_state", "foreign_file")
_KEEP = query(
    "keep",
    "Mã (`key`) của thay đổi không nhận; ghi nhiều lần.",
    {"type": "string", "maxLength": 200},
    is_many=True,
)

_WORD = query(
    "word",
    "Mã (`key`) của thay đổi vẫn nhận dù bản nháp cũng đã sửa chỗ đó (`moved_on`); ghi nhiều lần.",
    {"type": "string", "maxLength": 200},
    is_many=True,
)
_AS_SIGNED = query(
    "as_signed",
    "true: so với văn bản như hiện nay, như khi lập lại theo bản đã ký.",
    {"type": "boolean", "default": False},
)

_SOURCE = query("source", "Mã văn bản trong sổ mà văn bản mới lấy dữ liệu, như kế hoạch của báo cáo.", ID)


def import_document(call: Call) -> Answer:
    """Read a .docx of an earlier year into an input of a type; nothing is stored."""
    slug = call.desk.catalogue.get(call.arguments["slug"]).slug
    office = known_office(call.work, call.office)
    made = import_file(
        call.desk.catalogue, slug, _content(call), now=call.desk.now(), office=office, sources=_sources(call)
    )
    payload = {
        "input": {**made.envelope, "office": call.shown_office},
        "placed": [paragraph_object(one) for one in made.placed],
        "tray": [paragraph_object(one) for one in made.tray],
        "questions": questions_payload(made.questions),
        "findings": [asdict(one) for one in made.findings],
        "warnings": list(made.warnings),
    }
    return Answer(payload=payload)


def _sources(call: Call) -> dict[str, Any]:
    """Return what the input takes from the document `source`. Raises DocumentNotFound, WrongState (takes nothing)."""
    source = call.query["source"]
    if not source:
        return {}
    call.require_own_document(source)
    document_type = call.desk.catalogue.get(call.arguments["slug"])
    found: dict[str, Any] = opened_for(call.work, document_type, source)["sources"]
    return found


def compare_returned_file(call: Call) -> Answer:
    """Compare a .docx that was changed in Word with the version it was made of; nothing is stored."""
    as_signed = bool(call.query["as_signed"])
    found = compare(call.work, call.arguments["document_id"], _content(call), as_signed=as_signed)
    return Answer(payload=comparison_object(found))


def take_returned_file(call: Call) -> Answer:
    """Take the changes of a .docx into a new version of its draft, but for those in `keep`."""
    keep, word = call.query["keep"], call.query["word"]
    return _taken(call, take(call.work, call.arguments["document_id"], _content(call), Choice(keep, word)))


def take_signed_file(call: Call) -> Answer:
    """Put a document up for signature again in the words of its signed .docx, all of them or none."""
    done, _ = put_up_as_signed(call.work, call.arguments["document_id"], _content(call))
    return _taken(call, done)


def _taken(call: Call, done: Taken) -> Answer:
    with call.work.reading() as turn:
        return shown(
            turn,
            done.document,
            taken=done.taken,
            unplaced=[unplaced_object(one) for one in done.unplaced],
            typed=typed_object(done.typed),
        )


def _content(call: Call) -> bytes:
    """Return the file of the form. Raises InvalidInput where there is none."""
    _, content = call.files.get("file", ("", b""))
    if not content:
        raise InvalidInput([FieldError("file", "required", "Gửi tệp .docx trong trường file của biểu mẫu.")])
    return content


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/types/{slug}/imports",
        scope=Scope.READ,
        tag=_TAG,
        summary="Đọc tệp Word năm trước thành dữ liệu soạn thảo, không lưu ở đâu",
        handler=import_document,
        parameters=(in_path("slug", "Loại văn bản, ví dụ ke_hoach.", SLUG), _SOURCE),
        body=_FILE,
        reply=Reply(schema="Imported", description="Dữ liệu, và mỗi đoạn của tệp đã vào đâu."),
        codes=("unknown_document_type", "document_not_found", "not_allowed", "wrong_state"),
    ),
    Endpoint(
        method="POST",
        path="/documents/{document_id}/returned-files/checks",
        scope=Scope.READ,
        tag=_TAG,
        summary="So tệp đã sửa trên Word với bản nháp, không nhận",
        handler=compare_returned_file,
        parameters=(DOCUMENT, _AS_SIGNED),
        body=_FILE,
        reply=Reply(schema="Comparison", description="Từng thay đổi."),
        codes=_RETURNED,
    ),
    Endpoint(
        method="POST",
        path="/documents/{document_id}/returned-files",
        scope=Scope.DRAFT,
        tag=_TAG,
        summary="Nhận tệp đã sửa trên Word vào bản nháp",
        handler=take_returned_file,
        parameters=(DOCUMENT, _KEEP, _WORD),
        body=_FILE,
        reply=Reply(schema="TakenDocument", description="Bản nháp sau khi nhận.", headers=("ETag",)),
        codes=(*_RETURNED, "version_moved"),
        key="optional",
    ),
    Endpoint(
        method="POST",
        path="/documents/{document_id}/signed-files",
        scope=Scope.DRAFT,
        tag=_TAG,
        summary="Lập lại bản trình ký theo bản đã ký, nguyên văn hoặc không làm gì",
        handler=take_signed_file,
        parameters=(DOCUMENT,),
        body=_FILE,
        reply=Reply(
            schema="TakenDocument", description="Văn bản chờ ký, đúng chữ của tệp.", headers=("ETag",)
        ),
        codes=(*_RETURNED, "version_moved"),
        key="optional",
    ),
)
