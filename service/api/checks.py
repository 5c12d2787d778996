"""Checks of a file from outside: layout against the decree, wording; mended where that is certain."""

from pathlib import PurePath
from typing import Any

from service.api.call import Answer, Call, file_answer
from service.api.endpoint import FORM, Body, Endpoint, Reply, in_path, query
from service.domain.findings import FieldError
from service.domain.text import file_name
from service.errors import InvalidInput
from service.http_answers import DOCX
from service.issuing.file_checks import KINDS, SentFile, check_file, kept_check
from service.register.errors import DocumentNotFound
from service.register.models import CheckedFile
from service.register.tokens import Scope

_TAG = "Kiểm tra tệp"
_CHECK = in_path("check_id", "Mã lần kiểm tra.")
_KINDS = query(
    "kinds", "format: thể thức; proofread: soát lỗi. Mặc định cả hai.", {"enum": list(KINDS)}, is_many=True
)
_FIX = query("fix", "true: sửa những gì chắc chắn.", {"type": "boolean", "default": False})


def create_check(call: Call) -> Answer:
    """Check a .docx; the result can be read for 24 hours."""
    name, content = call.files.get("file", ("", b""))
    if not content:
        message = "Gửi tệp .docx trong trường file của biểu mẫu."
        raise InvalidInput([FieldError("file", "required", message)])
    kinds = call.query["kinds"] or list(KINDS)
    shown = f"{PurePath(name).stem[:100] or 'tep'}.docx"
    kept = check_file(call.work, call.office, SentFile(shown, content), kinds=kinds, fix=call.query["fix"])
    own = f"/api/v1/checks/{kept.id}"
    return Answer(payload=_check_object(kept), status=201, headers={"Location": own})


def show_check(call: Call) -> Answer:
    """Show the result of a check."""
    return Answer(payload=_check_object(kept_check(call.work, call.office, call.arguments["check_id"])))


def checked_docx(call: Call) -> Answer:
    """Return the mended file of a check."""
    kept = kept_check(call.work, call.office, call.arguments["check_id"])
    if kept.content is None:
        raise DocumentNotFound("Lần kiểm tra này không sửa tệp. Gửi lại với fix=true.")
    stem = PurePath(kept.name).stem
    plain = file_name(stem, "da sua", extension="docx")
    return file_answer(kept.content, DOCX, file_name=plain, utf8_name=f"{stem} (đã sửa).docx")


def _check_object(kept: CheckedFile) -> dict[str, Any]:
    """Return a result as the API shows it."""
    own = f"/api/v1/checks/{kept.id}"
    links = {"self": own} | ({"docx": f"{own}.docx"} if kept.content is not None else {})
    return {"id": kept.id, **kept.report, "made_at": kept.made_at.isoformat(), "links": links}


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/checks",
        scope=Scope.READ,
        tag=_TAG,
        summary="Kiểm tra thể thức, soát lỗi một tệp .docx",
        handler=create_check,
        parameters=(_KINDS, _FIX),
        body=Body(schema="FileCheck", media_types=(FORM,)),
        reply=Reply(status=201, schema="Check", description="Kết quả.", headers=("Location",)),
        codes=("not_allowed",),
        key="optional",
    ),
    Endpoint(
        method="GET",
        path="/checks/{check_id}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Xem kết quả kiểm tra",
        handler=show_check,
        parameters=(_CHECK,),
        reply=Reply(schema="Check", description="Kết quả."),
        codes=("document_not_found", "not_allowed"),
    ),
    Endpoint(
        method="GET",
        path="/checks/{check_id}.docx",
        scope=Scope.READ,
        tag=_TAG,
        summary="Tải tệp đã sửa",
        handler=checked_docx,
        parameters=(_CHECK,),
        reply=Reply(
            media_types=(DOCX,),
            description="Tệp đã sửa.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=("document_not_found", "not_allowed"),
    ),
)
