"""What pages and API answer alike: the status of each error, a file for download, the headers of safety."""

import re
from urllib.parse import quote

from flask import Response

from service.conversion.libreoffice import ConversionFailed, ConverterMissing
from service.errors import (
    InvalidInput,
    InvalidTypeDefinition,
    OpenQuestions,
    RenderingError,
    ServiceError,
    TemplateContractError,
    UnknownDocumentType,
    UnreadableInput,
)

_HALF_SIGN = re.compile("[\ud800-\udfff]")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

STATUS: dict[type[ServiceError], int] = {
    InvalidInput: 422,
    UnreadableInput: 400,
    OpenQuestions: 409,
    UnknownDocumentType: 404,
    InvalidTypeDefinition: 500,
    TemplateContractError: 500,
    RenderingError: 500,
    ConverterMissing: 406,
    ConversionFailed: 503,
}

SAFETY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def status_of(error: ServiceError) -> int:
    """Return the HTTP status of an error: that of its class or of the nearest parent, else 500."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def page_bytes(html: str) -> bytes:
    """Return a page as UTF-8; half of a sign, which JSON may bring in and UTF-8 cannot hold, is shown as U+FFFD."""
    return _HALF_SIGN.sub("\ufffd", html).encode("utf-8")


def attachment(content: bytes, mimetype: str, *, file_name: str, utf8_name: str) -> Response:
    """Return a file for download, under its ASCII name and, where the browser knows it, its UTF-8 name."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{file_name}\"; filename*=UTF-8''{quote(utf8_name)}"
    )
    return response


def add_safety_headers(response: Response) -> Response:
    """Put the headers of safety on every answer; what a person typed is kept in no cache."""
    for name, value in SAFETY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
