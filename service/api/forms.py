"""What a form (multipart/form-data) carries: files as they are, and in its field `body` what would be the JSON."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from flask import abort, current_app, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from service.api.endpoint import BODY, FORM, JSON, YAML, Body, Endpoint
from service.api.problems import Problem
from service.api.requests import parsed
from service.domain.findings import FieldError
from service.errors import InvalidInput, UnreadableInput

#: Stands where a body in JSON would have the content of a file, which lies beside it.
BESIDE = "AA=="
#: Stands in a text where the bytes of its part were no UTF-8: for them the reader of forms has no error.
_UNREAD = "\ufffd"
Files = dict[str, tuple[str, bytes]]
"""Name and content of each file by its field, where there may be many by its path (``files[0]``)."""
_SUFFIXES = {
    "text/plain": ".txt",
    JSON: ".json",
    **dict.fromkeys([YAML, "application/x-yaml", "text/yaml"], ".yaml"),
}


def allow_scan(body: Body | None, most_bytes: int) -> None:
    """Let a form be as large as the pages take scans, where an endpoint takes a form; before it is read."""
    if body is not None and FORM in body.media_types and request.mimetype == FORM:
        request.max_content_length = max(most_bytes, current_app.config["MAX_CONTENT_LENGTH"])


def read_form(endpoint: Endpoint, *, max_fields: int) -> tuple[dict[str, Any], Files]:
    """Return the body and the files of a form. 415 for none; raises InvalidInput, UnreadableInput, Problem."""
    form = endpoint.body
    if form is None or FORM not in form.media_types:
        abort(415)
    _require_few_parts()
    if faults := list(_faults(form)):
        raise InvalidInput(faults)
    if not form.files:
        return {}, {field: (_file_name(one), one.read()) for field, one in request.files.items()}
    body, sent = _body(max_fields), request.files.getlist(form.files)
    if sent and form.files in body:
        message = "Gửi tệp một lần: trong biểu mẫu, hoặc base64 trong body."
        raise InvalidInput([FieldError(form.files, "repeated", message)])
    files = {f"{form.files}[{place}]": (_file_name(one), one.read()) for place, one in enumerate(sent)}
    beside = [{"name": name, "content": BESIDE} for name, _ in files.values()]
    return {**body, form.files: beside} if beside else body, files


def _require_few_parts() -> None:
    """Read a form that is short enough as a whole. Raises Problem for too many parts, or one too long for a text."""
    try:
        _ = request.form
    except RequestEntityTooLarge:
        words = "Biểu mẫu có quá nhiều phần, hoặc phần chữ quá dài. Bớt phần; phần dài thì gửi như tệp."
        raise Problem("too_large", words) from None


def _faults(form: Body) -> Iterator[FieldError]:
    """Yield what is wrong with the fields of a form: unknown ones, one sent twice, a text where a file belongs."""
    many = form.files
    known = (many, BODY) if many else ("file",)
    for name in dict.fromkeys([*request.files, *request.form]):
        if name is None:  # a part whose head does not say it, or so that it cannot be read
            yield FieldError(
                "", "unknown_field", "Biểu mẫu có phần không đọc được tên (name). Đặt tên cho phần ấy."
            )
            continue
        count = len(request.files.getlist(name)) + len(request.form.getlist(name))
        if name not in known:
            words = f"Biểu mẫu không có trường {name[:80]}. Các trường: {', '.join(known)}."
            yield FieldError(name[:80], "unknown_field", words)
        elif count > 1 and name != many:
            yield FieldError(name, "repeated", f"Gửi trường {name} đúng một lần.")
        elif name in request.form and name != BODY:
            yield FieldError(name, "type", f"Trường {name} phải là tệp: ghi tên tệp (filename).")


def _body(max_fields: int) -> dict[str, Any]:
    """Return what the field `body` says, sent as a text or as a file; nothing where it is missing."""
    file, text = request.files.get(BODY), request.form.get(BODY, "")
    if _UNREAD in text:
        raise UnreadableInput("Phần body phải là JSON mã UTF-8.")
    content = file.read() if file is not None else text.encode()
    return parsed(content, "body.json", max_fields=max_fields) if content.strip() else {}


def _file_name(file: FileStorage) -> str:
    """Return the name of a file; one whose name does not end in a kind has that of its media type."""
    name = file.filename or ""
    return name if PurePath(name).suffix else f"{name or 'tep'}{_SUFFIXES.get(file.mimetype, '')}"
