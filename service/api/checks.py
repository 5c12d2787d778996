"""Checks of a file from outside: layout against the decree, wording; mended where that is certain."""

from pathlib import PurePath
from typing import Any

from service.api.call import Answer, Call, file_answer
from service.api.endpoint import FORM, YAML, Body, Endpoint, Reply, in_path, query
from service.domain.findings import FieldError
from service.domain.text import file_name
from service.errors import InvalidInput
from service.http_answers import DOCX
from service.issuing.file_checks import KINDS, PROOFREAD, SentFile, check_file, is_word, kept_check
from service.register.errors import DocumentNotFound
from service.register.models import CheckedFile
from service.register.tokens import Scope

_TAG = "Kiểm tra tệp"
_CHECK = in_path("check_id", "Mã lần kiểm tra.")
_KINDS = query(
    "kinds", "format: thể thức; proofread: soát lỗi. Mặc định cả hai.", {"enum": list(KINDS)}, is_many=True
)
_FIX = query("fix", "true: sửa những gì chắc chắn.", {"type": "boolean", "default": False})

#: The kinds of files that are checked, by the ending of their names.
_MEDIA_TYPES = {
    ".docx": DOCX, ".txt": "text/plain", ".yaml": YAML, ".yml": YAML, ".json": "application/json"
}  # fmt: skip


def create_check(call: Call) -> Answer:
    """Check a .docx, .txt, .yaml or .json; the result can be read for 24 hours."""
    name, content = call.files.get("file", ("", b""))
    if not content:
        message = "Gửi tệp .docx, .txt, .yaml hoặc .json trong trường file của biểu mẫu."
        raise InvalidInput([FieldError("file", "required", message)])
    kinds = call.query["kinds"] or list(KINDS)
    suffix = PurePath(name).suffix.lower()
    shown = f"{PurePath(name).stem[:100] or 'tep'}{suffix if suffix in _MEDIA_TYPES else '.docx'}"
    if not is_word(shown) and PROOFREAD not in kinds:
        message = "Tệp này không có thể thức để kiểm tra. Gửi tệp .docx, hoặc kinds=proofread."
        raise InvalidInput([FieldError("kinds", "no_layout", message)])
    kept = check_file(call.work, call.office, SentFile(shown, content), kinds=kinds, fix=call.query["fix"])
    own = f"/api/v1/checks/{kept.id}"
    return Answer(payload=_check_object(kept), status=201, headers={"Location": own})


def show_check(call: Call) -> Answer:
    """Show the result of a check."""
    return Answer(payload=_check_object(kept_check(call.work, call.office, call.arguments["check_id"])))


def checked_docx(call: Call) -> Answer:
    """Return the mended .docx of a check."""
    kept = _mended(call)
    if not is_word(kept.name):
        raise DocumentNotFound("Tệp của lần kiểm tra này không phải .docx. Lấy theo liên kết file.")
    return _file_of(kept)


def checked_file(call: Call) -> Answer:
    """Return the mended file of a check, of the kind that was sent."""
    return _file_of(_mended(call))


def _mended(call: Call) -> CheckedFile:
    kept = kept_check(call.work, call.office, call.arguments["check_id"])
    if kept.content is None:
        raise DocumentNotFound("Lần kiểm tra này không sửa tệp. Gửi lại với fix=true.")
    return kept


def _file_of(kept: CheckedFile) -> Answer:
    path = PurePath(kept.name)
    plain = file_name(path.stem, "da sua", extension=path.suffix.lstrip("."))
    return file_answer(
        kept.content or b"",
        _MEDIA_TYPES[path.suffix],
        file_name=plain,
        utf8_name=f"{path.stem} (đã sửa){path.suffix}",
    )


def _check_object(kept: CheckedFile) -> dict[str, Any]:
    """Return a result as the API shows it."""
    own = f"/api/v1/checks/{kept.id}"
    links = {"self": own}
    if kept.content is not None:
        links |= {"file": f"{own}/file"} | ({"docx": f"{own}.docx"} if is_word(kept.name) else {})
    return {"id": kept.id, **kept.report, "made_at": kept.made_at.isoformat(), "links": links}


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/checks",
        scope=Scope.READ,
        tag=_TAG,
        summary="Kiểm tra thể thức, soát lỗi một tệp .docx, .txt, .yaml, .json",
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
        summary="Tải tệp .docx đã sửa",
        handler=checked_docx,
        parameters=(_CHECK,),
        reply=Reply(
            media_types=(DOCX,),
            description="Tệp đã sửa.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=("document_not_found", "not_allowed"),
    ),
    Endpoint(
        method="GET",
        path="/checks/{check_id}/file",
        scope=Scope.READ,
        tag=_TAG,
        summary="Tải tệp đã sửa, loại như tệp đã gửi",
        handler=checked_file,
        parameters=(_CHECK,),
        reply=Reply(
            media_types=tuple(dict.fromkeys(_MEDIA_TYPES.values())),
            description="Tệp đã sửa.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=("document_not_found", "not_allowed"),
    ),
)
