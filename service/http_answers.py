"""What pages and API answer alike: the status of each error, a file for download, the headers of safety."""

import re
from base64 import b64encode
from collections.abc import Iterator
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
from service.jobs.fetched import Fetched
from service.jobs.merging import NotMergeable
from service.jobs.prepared_start import NumbersMoved
from service.jobs.starting import QuestionsOpen, TableRefused
from service.register import errors as register
from service.register.kept_answers import KeyInProgress, KeyReused
from service.register.tokens import TokenRefused

_ONE_PART = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))")
_HALF_SIGN = re.compile("[\ud800-\udfff]")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"


class PartPastEnd(ServiceError):
    """The part that was asked for begins behind the end of the file (RFC 9110, 15.5.17)."""

    code = "part_past_end"

    def __init__(self, size: int) -> None:
        super().__init__("Phần yêu cầu nằm ngoài tệp. Tải lại tệp từ đầu.")
        self.headers = {"Content-Range": f"bytes */{size}"}


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
    PartPastEnd: 416,
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
    response.headers["Content-Disposition"] = disposition(file_name, utf8_name)
    return response


def disposition(file_name: str, utf8_name: str) -> str:
    """Return `Content-Disposition` with the ASCII name and the UTF-8 one (RFC 8187)."""
    return f"attachment; filename=\"{file_name}\"; filename*=UTF-8''{quote(utf8_name)}"


def fetched(asked: Request, file: Fetched, mimetype: str, disposition: str) -> Response:
    """Return a file with its tag; nothing of it to one who has it, the rest to one whose transfer broke off.

    RFC 9110: `If-None-Match` (13.1.2) comes before `Range` (14.2), and a part is given of the very bytes that
    `If-Range` names (13.1.5). Several parts at once, and whatever else is no single part of bytes, get the whole file.
    Raises PartPastEnd, and what making the file raises.
    """
    tag = f'"{file.tag}"' if file.is_exact else f'W/"{file.tag}"'
    headers = {"ETag": tag, "Accept-Ranges": "bytes" if file.is_exact else "none"}
    if asked.if_none_match.contains_weak(file.tag):
        return Response(status=304, headers=headers)
    content = file.made()
    headers["Content-Disposition"] = disposition
    if content.sha256 is not None:
        headers["Repr-Digest"] = f"sha-256=:{b64encode(content.sha256).decode()}:"
    part = _part(asked, content.size) if file.is_exact and asked.headers.get("If-Range", tag) == tag else None
    if part is None:
        headers["Content-Length"] = str(content.size)
        return Response(content.pieces, mimetype=mimetype, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{content.size}"
    headers["Content-Length"] = str(len(part))
    return Response(_within(content.pieces, part), status=206, mimetype=mimetype, headers=headers)


def _part(asked: Request, size: int) -> range | None:
    """Return which bytes of so many are asked for, None for all of them. Raises PartPastEnd."""
    found = _ONE_PART.fullmatch(asked.headers.get("Range", "")) if asked.method == "GET" else None
    if found is None:
        return None
    first, last, count = found.groups()
    start = max(0, size - int(count)) if count else int(first)
    stop = min(size, int(last) + 1) if last else size
    if last and int(last) < int(first):
        return None  # no part at all
    if start >= size or start >= stop:
        raise PartPastEnd(size)
    return range(start, stop)


def _within(pieces: Iterator[bytes], part: range) -> Iterator[bytes]:
    """Yield what lies in a part; what lies before it is made and let go, piece by piece."""
    place = 0
    for piece in pieces:
        if wanted := piece[max(0, part.start - place) : max(0, part.stop - place)]:
            yield wanted
        place += len(piece)
        if place >= part.stop:
            return


def add_safety_headers(response: Response) -> Response:
    """Put the headers of safety on every answer; what a person typed is kept in no cache."""
    for name, value in SAFETY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
