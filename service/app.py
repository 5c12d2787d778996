"""The Flask application: the only place that sees every part."""

import logging
from collections.abc import Sequence

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_bootstrap import Bootstrap5
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from service import settings
from service.api import problems, v1
from service.domain.findings import FieldError
from service.errors import ServiceError
from service.http_answers import add_safety_headers, page_bytes, refuse_long_stream, status_of
from service.issuing.desk import Desk, open_desk
from service.jobs.engine import Engine
from service.settings import Settings
from service.web import access, blueprints

log = logging.getLogger(__name__)

_HEADINGS = {
    400: ("Yêu cầu không đọc được", "Quay lại trang trước và thử lại."),
    403: ("Không có quyền", "Bạn không có quyền làm việc này."),
    404: ("Không tìm thấy trang", "Địa chỉ không đúng, hoặc loại văn bản đang tắt."),
    405: ("Không làm được việc này ở đây", "Quay lại trang trước và thử lại."),
    409: ("Chưa làm được việc này", "Có gì đó đã thay đổi. Tải lại trang và làm lại."),
    413: ("Dữ liệu quá lớn", "Tệp hoặc biểu mẫu lớn hơn mức cho phép. Rút gọn rồi gửi lại."),
    416: ("Tệp không dài đến đó", "Tải lại tệp từ đầu."),
    422: ("Dữ liệu có lỗi", "Quay lại trang trước, sửa rồi gửi lại."),
    503: ("Chưa làm được lúc này", "Thử lại sau; nếu vẫn vậy, báo người quản trị."),
}
_FAULT = ("Dịch vụ gặp lỗi", "Chưa làm được việc vừa yêu cầu. Thử lại; nếu vẫn lỗi, báo người quản trị.")

_NO_TYPES = (
    "KHÔNG CÓ LOẠI VĂN BẢN NÀO DÙNG ĐƯỢC, chưa tạo được văn bản. Xem lý do và cách sửa: ./run types check"
)


def from_environment() -> Flask:
    """Return the application of this installation. Raises InvalidSettings."""
    app = create_app(settings.current())
    desk: Desk = app.extensions["desk"]
    for slug, message in desk.switched_off.items():
        log.warning("Loại văn bản %s đang tắt: %s", slug, message)
    if not desk.catalogue.slugs():
        log.error(_NO_TYPES)
    return app


def create_app(current: Settings, *, desk: Desk | None = None) -> Flask:
    """Return the application for the settings; `desk` is given where a test has its own clock or types."""
    app = Flask(__name__, static_folder=None, static_url_path="/static", template_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # of Flask's own provider, which this is
    app.json.sort_keys = False  # type: ignore[attr-defined] # properties stand in the order of the document
    app.config.update(
        MAX_CONTENT_LENGTH=current.max_upload_bytes,
        MAX_FORM_MEMORY_SIZE=current.max_upload_bytes,
        TRAP_BAD_REQUEST_ERRORS=False,
    )
    app.extensions["desk"] = desk or open_desk(current)
    app.extensions["engine"] = Engine(current)
    app.before_request(_refuse_long_stream)
    Bootstrap5(app)
    access.install(app, current)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    v1.install(app, current)
    app.after_request(add_safety_headers)
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(HTTPException, _protocol_error)
    app.register_error_handler(Exception, _own_fault)
    if current.proxy_count:
        trusted = current.proxy_count
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted)  # type: ignore[method-assign] # Flask's way
    return app


def _refuse_long_stream() -> None:
    """Answer 413 to a page whose form has no length and is too long; the API knows first who asks, and for what."""
    if not _is_api():
        refuse_long_stream(request)


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _service_error(error: ServiceError) -> ResponseReturnValue:
    """Answer an error of the service in the way of the face that was asked."""
    if _is_api():
        answer = problems.of_service(error)
        if answer.status_code >= 500:
            log.error("%s: %s", request.path, error.message)
        return answer
    status = status_of(error)
    if status >= 500:
        log.error("%s: %s", request.path, error.message)
    heading, _ = _HEADINGS.get(status, _FAULT)
    response = _error_page(status, heading, error.message, getattr(error, "errors", ()))
    response.headers.update(getattr(error, "headers", {}))
    return response


def _protocol_error(error: HTTPException) -> ResponseReturnValue:
    """Answer an unknown address, a wrong method, a body that is too large."""
    if _is_api():
        return problems.of_protocol(error)
    status = error.code or 500
    response = _error_page(status, *_HEADINGS.get(status, _FAULT))
    for name, value in error.get_headers():
        if name in {"Allow", "Location"}:
            response.headers[name] = value
    return response


def _own_fault(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours without a word about the program; the log has it whole."""
    log.error("%s", request.path, exc_info=error)
    return problems.of_fault() if _is_api() else _error_page(500, *_FAULT)


def _error_page(status: int, heading: str, message: str, faults: Sequence[FieldError] = ()) -> Response:
    html = render_template("error.html", heading=heading, message=message, faults=faults)
    return Response(page_bytes(html), status=status, mimetype="text/html")
