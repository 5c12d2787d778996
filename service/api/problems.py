"""Errors of the API: application/problem+json by RFC 9457, with `code` and every fault with its path."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from flask import Response
from werkzeug.exceptions import HTTPException

from service.api.codes import CODES
from service.domain.findings import FieldError
from service.errors import InvalidInput, OpenQuestions, ServiceError
from service.http_answers import status_of
from service.issuing.plain_words import without_commands
from service.issuing.questions import acknowledgement
from service.issuing.submit import LayoutRefused
from service.jobs.starting import QuestionsOpen, TableRefused
from service.register.errors import RegisterError, RegisterUnavailable
from service.register.kept_answers import KeyInProgress
from service.register.tokens import TokenRefused

MEDIA_TYPE = "application/problem+json"
DOCUMENTATION = "/api/v1/docs"

_TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Cần mã truy cập còn hiệu lực",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Phương thức không dùng được ở đây",
    406: "Không có dạng trả lời này",
    409: "Trạng thái hiện tại không cho phép",
    412: "Dữ liệu đã thay đổi",
    413: "Dữ liệu quá lớn",
    415: "Loại dữ liệu không nhận",
    416: "Phần yêu cầu nằm ngoài tệp",
    422: "Dữ liệu có lỗi",
    428: "Thiếu điều kiện If-Match",
    429: "Quá nhiều yêu cầu",
    503: "Chưa làm được lúc này",
}
_OWN_FAULT = "Dịch vụ gặp lỗi"
#: What the protocol refuses: a stable code and what to do.
_PROTOCOL = {
    400: ("bad_request", "Gửi JSON hoặc YAML đúng cú pháp, mã UTF-8."),
    404: ("not_found", "Không có địa chỉ này. Xem danh sách địa chỉ trong tài liệu API."),
    405: ("method_not_allowed", "Địa chỉ này không nhận phương thức vừa dùng; xem tiêu đề Allow."),
    406: ("not_acceptable", "Dịch vụ không có dạng trả lời mà tiêu đề Accept yêu cầu."),
    413: ("too_large", "Dữ liệu lớn hơn mức cho phép. Tách hoặc rút gọn rồi gửi lại."),
    415: ("unsupported_media_type", "Gửi loại dữ liệu mà tài liệu API nêu, ghi trong Content-Type."),
    500: ("internal_error", "Gặp lỗi ngoài dự kiến. Thử lại; nếu vẫn lỗi, báo người quản trị."),
}
#: For the operator the message names places of the machine; nobody else learns them.
_FOR_OTHERS = {"register_missing": "Máy chủ chưa mở được sổ đăng ký. Báo người vận hành máy chủ."}
_RETRY_SECONDS = 2
#: Faults of a table that an answer names; `error_count` counts all.
MOST_CELLS = 1_000
#: Fields and codes of the register that applications know under the name of the API.
_OTHER_PATHS = {"on": "issued_on", "related": "relations"}
_OTHER_NAMES = {"key_reused": "idempotency_key_reused"}


class Problem(ServiceError):
    """A refusal of the API itself; `code` stands in the table of codes."""

    code = "bad_request"

    def __init__(self, code: str, message: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(message, code=code)
        self.headers = headers or {}


def problem(status: int, code: str, detail: str, **members: Any) -> Response:
    """Return a problem document; `members` are added to those of RFC 9457."""
    title = _TITLES.get(status, _OWN_FAULT)
    link = f"{DOCUMENTATION}#{code}"
    body = {"type": link, "title": title, "status": status, "detail": detail, "code": code}
    text = json.dumps({**body, "errors": [], **members}, ensure_ascii=False)
    content = text.encode("utf-8", "backslashreplace")  # half a sign goes out as JSON writes it: \udXXX
    return Response(content, status=status, mimetype=MEDIA_TYPE)


def code_of(error: ServiceError) -> str:
    """Return the code of an error: its own where it is a documented one, else that of its class."""
    return next((code for code in _codes(error) if code in CODES), "internal_error")


def of_service(error: ServiceError) -> Response:
    """Return the problem for an error of the service; `errors` lists the faults of an input."""
    code = code_of(error)
    status = CODES[code].status if code != "internal_error" else status_of(error)
    if status >= 500 and code == "internal_error":
        return of_fault()
    detail = _FOR_OTHERS.get(code) or (
        error.message if status >= 500 else without_commands(error.message)
    )  # the operator has the commands
    response = problem(status, code, detail, **_members(error))
    for name, value in getattr(error, "headers", {}).items():
        response.headers[name] = value
    if isinstance(error, TokenRefused):
        response.headers["WWW-Authenticate"] = 'Bearer realm="van-ban", error="invalid_token"'
    if isinstance(error, KeyInProgress | RegisterUnavailable):
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def of_protocol(error: HTTPException) -> Response:
    """Return the problem for an error of the protocol (unknown address, wrong method, too large, ...)."""
    status = error.code or 500
    code, detail = _PROTOCOL.get(status, ("bad_request", "Yêu cầu không thực hiện được."))
    response = problem(status, code, detail)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def of_fault() -> Response:
    """Return the problem for a fault of ours; what went wrong stands in the log only."""
    code, detail = _PROTOCOL[500]
    return problem(500, code, detail)


def _codes(error: ServiceError) -> list[str]:
    """Return the codes that an error goes by, the most exact first."""
    return [
        _OTHER_NAMES.get(error.code, error.code),
        *(getattr(kind, "code", "") for kind in type(error).__mro__),
    ]


def _faults(error: InvalidInput | RegisterError) -> Sequence[FieldError]:
    """Return the faults of an input, or of the one field that the register names."""
    if isinstance(error, InvalidInput):
        return error.errors
    if error.faults:
        return [replace(one, message=without_commands(one.message)) for one in error.faults]
    path = _OTHER_PATHS.get(error.path, error.path)
    return [FieldError(path, code_of(error), without_commands(error.message))] if path else []


def _members(error: ServiceError) -> dict[str, Any]:
    """Return what a problem says besides its sentence."""
    if isinstance(error, InvalidInput | RegisterError):
        return {"errors": [asdict(fault) for fault in _faults(error)]}
    if isinstance(error, OpenQuestions):
        return {"questions": [question_object(question) for question in error.questions]}
    if isinstance(error, TableRefused):
        said = {name: getattr(error.report, name) for name in ("rows", "valid", "error_count")}
        return {"errors": [asdict(one) for one in error.report.errors[:MOST_CELLS]], **said}
    if isinstance(error, QuestionsOpen):
        return {"questions": [asdict(error.report.questions[one]) for one in error.codes]}
    if isinstance(error, LayoutRefused):
        return {"findings": list(error.findings)}
    return {}


def question_object(question: Any) -> dict[str, Any]:
    """Return a question as applications see it; `acknowledge` is pasted unchanged into `acknowledged`."""
    return {
        "code": question.code,
        "path": question.path,
        "message": question.message,
        "acknowledge": acknowledgement(question),
    }
