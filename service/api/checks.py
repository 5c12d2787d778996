"""Checks of a file from outside: layout against the decree, wording; mended whole or finding by finding."""

from pathlib import PurePath
from typing import Any

from service.api.call import Answer, Call, file_answer
from service.api.endpoint import FORM, YAML, Body, Endpoint, Reply, in_path, query
from service.domain.findings import FieldError
from service.domain.text import file_name
from service.errors import InvalidInput
from service.http_answers import DOCX
from service.issuing import check_mending, file_checks
from service.issuing.file_checks import SentFile, check_file, kept_check
from service.issuing.file_kinds import KINDS, PROOFREAD, is_word
from service.register.errors import DocumentNotFound
from service.register.models import CheckedFile
from service.register.tokens import Scope

_TAG = "Kiểm tra tệp"
_CHECK = in_path("check_id", "Mã lần kiểm tra.")
_KINDS = query(
    "kinds", "format: thể thức; proofread: soát lỗi. Mặc định cả hai.", {"enum": list(KINDS)}, is_many=True
)
_FIX = query("fix", "true: sửa những gì chắc chắn.", {"type": "boolean", "default": False})
_MENDS = query(
    "mends",
    "true: giữ tệp 24 giờ để sửa từng lỗi; mỗi lỗi có `key` và cho biết sửa được thế nào (`mend`).",
    {"type": "boolean", "default": False},
)
_MEND = in_path(
    "number", "Số thứ tự của lần sửa, từ 1.", {"type": "integer", "minimum": 1, "maximum": 100_000}
)

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
    check = check_mending.begin if call.query["mends"] else check_file
    kept = check(call.work, call.office, SentFile(shown, content), kinds=kinds, fix=call.query["fix"])
    own = f"/api/v1/checks/{kept.id}"
    return Answer(payload=_check_object(kept), status=201, headers={"Location": own})


def show_check(call: Call) -> Answer:
    """Show the result of a check."""
    return Answer(payload=_check_object(kept_check(call.work, call.office, call.arguments["check_id"])))


def mend_check(call: Call) -> Answer:
    """Mend findings of a check by their keys, or all that is certain; the answer has the findings that are left."""
    keys, certain = call.body.get("findings", []), call.body.get("certain", False)
    if bool(keys) == bool(certain):
        message = "Ghi key của các lỗi cần sửa trong findings, hoặc certain: true để sửa mọi chỗ chắc chắn."
        raise InvalidInput([FieldError("findings", "required", message)])
    left: list[str] = []
    if certain:
        kept = check_mending.mend_certain(call.work, call.office, call.arguments["check_id"])
    else:
        kept, left = check_mending.mend_named(
            call.work,
            call.office,
            call.arguments["check_id"],
            keys,
            everywhere=call.body.get("everywhere", False),
        )
    return Answer(payload={**_check_object(kept), "unmended": left})


def take_back_mend(call: Call) -> Answer:
    """Take back a mend and those made after it; the answer has the findings as they are then."""
    number = int(call.arguments["number"])
    kept = check_mending.take_back(call.work, call.office, call.arguments["check_id"], number)
    return Answer(payload=_check_object(kept))


def forget_check(call: Call) -> Answer:
    """Delete the result of a check and its file before its time is over."""
    file_checks.forget_check(call.work, call.office, call.arguments["check_id"])
    return Answer(content=b"", status=204)


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
        raise DocumentNotFound(
            "Lần kiểm tra này chưa sửa tệp. Sửa từng lỗi (mends), hoặc gửi lại với fix=true."
        )
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
    report = {**kept.report, "mends": []}
    if check_mending.is_mendable(kept):
        links["mends"] = f"{own}/mends"
        report = check_mending.shown_report(kept)
    return {"id": kept.id, **report, "made_at": kept.made_at.isoformat(), "links": links}


_MENDING = ("document_not_found", "not_allowed", "wrong_state", "version_moved")
ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/checks",
        scope=Scope.READ,
        tag=_TAG,
        summary="Kiểm tra thể thức, soát lỗi một tệp .docx, .txt, .yaml, .json",
        handler=create_check,
        parameters=(_KINDS, _FIX, _MENDS),
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
        method="DELETE",
        path="/checks/{check_id}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Xóa kết quả kiểm tra và tệp ngay",
        handler=forget_check,
        parameters=(_CHECK,),
        reply=Reply(status=204, media_types=(), description="Đã xóa."),
        codes=("document_not_found", "not_allowed"),
    ),
    Endpoint(
        method="POST",
        path="/checks/{check_id}/mends",
        scope=Scope.READ,
        tag=_TAG,
        summary="Sửa các lỗi được nêu, hoặc mọi chỗ chắc chắn",
        handler=mend_check,
        parameters=(_CHECK,),
        body=Body(schema="NewMend"),
        reply=Reply(schema="MendedCheck", description="Kết quả kiểm tra sau khi sửa."),
        codes=_MENDING,
        key="optional",
    ),
    Endpoint(
        method="DELETE",
        path="/checks/{check_id}/mends/{number}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Bỏ một lần sửa và các lần sau nó",
        handler=take_back_mend,
        parameters=(_CHECK, _MEND),
        reply=Reply(schema="Check", description="Kết quả kiểm tra sau khi bỏ."),
        codes=_MENDING,
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
