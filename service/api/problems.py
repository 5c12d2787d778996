"""Errors of the API: application/problem+json by RFC 9457, with `code` and every fault with its path."""

import json
from dataclasses import asdict
from typing import Any

from flask import Response
from werkzeug.exceptions import HTTPException

from service.errors import InvalidInput, OpenQuestions, ServiceError
from service.http_answers import status_of

MEDIA_TYPE = "application/problem+json"

#: What each status means here: a short title, and for those of the protocol a stable code and what to do.
_TITLES = {
    400: "Yêu cầu không đọc được",
    404: "Không tìm thấy",
    405: "Phương thức không dùng được ở đây",
    406: "Không có dạng trả lời này",
    409: "Còn câu hỏi chưa xác nhận",
    413: "Dữ liệu quá lớn",
    415: "Loại dữ liệu không nhận",
    422: "Dữ liệu có lỗi",
    503: "Chưa làm được lúc này",
}
_OWN_FAULT = "Dịch vụ gặp lỗi"
_PROTOCOL = {
    400: ("bad_request", "Gửi JSON hoặc YAML đúng cú pháp, mã UTF-8."),
    404: ("not_found", "Không có địa chỉ này. Xem danh sách địa chỉ trong tài liệu API."),
    405: ("method_not_allowed", "Địa chỉ này không nhận phương thức vừa dùng; xem tiêu đề Allow."),
    406: ("not_acceptable", "Dịch vụ không có dạng trả lời mà tiêu đề Accept yêu cầu."),
    413: ("too_large", "Dữ liệu lớn hơn mức cho phép. Tách hoặc rút gọn rồi gửi lại."),
    415: ("unsupported_media_type", "Gửi application/json hoặc application/yaml trong Content-Type."),
    500: ("internal_error", "Gặp lỗi ngoài dự kiến. Thử lại; nếu vẫn lỗi, báo người quản trị."),
}


def problem(status: int, code: str, detail: str, **members: Any) -> Response:
    """Return a problem document; `members` are added to those of RFC 9457."""
    title = _TITLES.get(status, _OWN_FAULT)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    text = json.dumps({**body, "errors": [], **members}, ensure_ascii=False)
    content = text.encode("utf-8", "backslashreplace")  # half a sign goes out as JSON writes it: \udXXX
    return Response(content, status=status, mimetype=MEDIA_TYPE)


def of_service(error: ServiceError) -> Response:
    """Return the problem for an error of the service; `errors` lists the faults of an input."""
    members: dict[str, Any] = {}
    if isinstance(error, InvalidInput):
        members["errors"] = [asdict(fault) for fault in error.errors]
    if isinstance(error, OpenQuestions):
        members["questions"] = [asdict(question) for question in error.questions]
    return problem(status_of(error), error.code, error.message, **members)


def of_protocol(error: HTTPException) -> Response:
    """Return the problem for an error of the protocol (unknown address, wrong method, too large, ...)."""
    status = error.code or 500
    code, detail = _PROTOCOL.get(status, ("http_error", "Yêu cầu không thực hiện được."))
    response = problem(status, code, detail)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def of_fault() -> Response:
    """Return the problem for a fault of ours; what went wrong stands in the log only."""
    code, detail = _PROTOCOL[500]
    return problem(500, code, detail)
