"""What pages and API answer alike: the status of each error, a file for download, the headers of safety."""

import re
from urllib.parse import quote

from flask import Request, Response, abort

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
from service.issuing.accounts import SignInRefused, TryLater
from service.issuing.act_warnings import WarningsUnseen
from service.issuing.draft_saving import BaseNeeded
from service.issuing.numbering_act import ForecastMoved
from service.issuing.returned_changes import ForeignFile
from service.issuing.signed_content import SignedContentChanged
from service.issuing.submit import LayoutRefused
from service.issuing.webhooks import HostNotAllowed
from service.jobs.engine import BrokerUnusable
from service.jobs.merging import NotMergeable
from service.jobs.prepared_start import NumbersMoved
from service.jobs.starting import QuestionsOpen, TableRefused
from service.register import errors as register
from service.register.kept_answers import KeyInProgress, KeyReused
from service.register.tokens import TokenRefused

_HALF_SIGN = re.compile("[\ud800-\udfff]")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

#: Every error that a request can meet has its line here; tests/test_http_answers.py looks that none is missing.
STATUS: dict[type[ServiceError], int] = {
    InvalidInput: 422,
    UnreadableInput: 400,
    OpenQuestions: 409,
    WarningsUnseen: 409,
    UnknownDocumentType: 404,
    InvalidTypeDefinition: 500,
    TemplateContractError: 500,
    RenderingError: 500,
    ConverterMissing: 406,
    ConversionFailed: 503,
    register.RegisterMissing: 503,
    register.RegisterOutdated: 503,
    register.RegisterUnavailable: 503,
    register.DocumentNotFound: 404,
    register.OfficeNotFound: 404,
    register.UserNotFound: 404,
    register.TokenNotFound: 404,
    register.ExportFormatMissing: 404,
    register.NotAllowed: 403,
    register.InvalidEntry: 422,
    register.DateOutOfOrder: 422,
    register.SeriesNotOpen: 409,
    register.SeriesClash: 409,
    register.NumberTaken: 409,
    register.WrongState: 409,
    register.BackupRefused: 409,
    register.RegisterError: 409,
    LayoutRefused: 422,
    SignedContentChanged: 409,
    BaseNeeded: 409,
    ForecastMoved: 409,
    ForeignFile: 422,
    HostNotAllowed: 422,
    SignInRefused: 401,
    TryLater: 429,
    TokenRefused: 401,
    KeyReused: 422,
    KeyInProgress: 409,
    TableRefused: 422,
    QuestionsOpen: 409,
    NotMergeable: 409,
    NumbersMoved: 409,
    BrokerUnusable: 503,
}

SAFETY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
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


def refuse_long_stream(asked: Request) -> None:
    """Answer 413 for a body without a length that is too long: its beginning would be taken for the whole."""
    if asked.content_length is None and len(asked.get_data()) >= (asked.max_content_length or 0):
        abort(413)


def wants_json(asked: Request) -> bool:
    """Tell whether a script asks, not a person."""
    return asked.accept_mimetypes.best == "application/json"


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
