"""One request on its way through the API: who asks, for which office, with what; and the answer."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, current_app, request

from service.api.endpoint import JSON, Endpoint
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.http_answers import disposition, fetched
from service.issuing.desk import Desk
from service.issuing.tokens import Bearer
from service.issuing.workplace import Workplace
from service.jobs.fetched import Fetched
from service.register import documents
from service.register.errors import DocumentNotFound, NotAllowed
from service.register.kept_answers import Asked
from service.register.sandbox import real_id
from service.register.tokens import Scope


@dataclass(slots=True)
class Binding:
    """A request bound by its key; `response` is there once its answer is kept, in the transaction of the act."""

    asked: Asked
    response: Response | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that passed every check: `body` is the mapping that it carries, `query` has typed values."""

    endpoint: Endpoint
    desk: Desk
    bearer: Bearer
    arguments: Mapping[str, str]
    query: Mapping[str, Any]
    body: Mapping[str, Any]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    key: str | None = None
    binding: Binding | None = None

    @property
    def work(self) -> Workplace:
        """Where the user of the token works."""
        return self.bearer.workplace

    @property
    def office(self) -> str:
        """The office in which this happens: the token's, or its sandbox."""
        return self.bearer.office

    @property
    def shown_office(self) -> str:
        """The office as applications know it, whether the token is live or not."""
        return real_id(self.bearer.office)

    def require_scope(self, scope: Scope) -> None:
        """Raise NotAllowed where the token lacks a scope."""
        if scope not in self.bearer.credential.scopes:
            raise NotAllowed(f"Mã truy cập không có quyền {scope}.", code="scope_missing")

    def require_live(self) -> None:
        """Raise NotAllowed for a test token: people, settings and live tokens are those of the real office."""
        if not self.bearer.is_live:
            message = (
                "Mã truy cập thử (test_) không đổi được người dùng, người ký, thiết lập và mã truy cập thật."
            )
            raise NotAllowed(message, code="live_token_required")

    def require_own_document(self, document_id: str) -> None:
        """Raise DocumentNotFound for a document that is not the token's, whatever its user may see elsewhere."""
        with self.work.reading() as turn:
            if documents.document(turn.session, turn.actor, document_id).office_id != self.office:
                raise DocumentNotFound(documents.NOT_FOUND)

    def envelope(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return an input for the office of the token. Raises NotAllowed, InvalidInput."""
        named = given.get("office", self.shown_office)
        if not isinstance(named, str):
            raise InvalidInput([FieldError("office", "type", "Mã cơ quan phải là chữ, ví dụ ubnd-21484.")])
        if real_id(named) != self.shown_office:
            message = f"Mã truy cập này chỉ dùng cho cơ quan {self.shown_office}, không dùng cho {named}."
            raise NotAllowed(message, code="wrong_office")
        return {**given, "office": self.office}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a handler answers: a payload that becomes JSON, or the bytes of a file.

    `shown_once` are properties that a repeat has empty: their secrets are kept nowhere.
    """

    payload: Any = None
    content: bytes | None = None
    media_type: str = JSON
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    document_id: str | None = None
    shown_once: tuple[str, ...] = ()

    def response(self) -> Response:
        """Return the answer as Flask sends it."""
        body = self.content if self.content is not None else json_bytes(self.payload)
        response = Response(body, status=self.status, mimetype=self.media_type)
        if self.status == 204:
            del response.headers["Content-Type"]
        for name, value in self.headers.items():
            response.headers[name] = value
        return response


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedAnswer(Answer):
    """A file that is known by its tag before it is made; of what the client has it gets nothing, or the rest."""

    file: Fetched
    name: str

    def response(self) -> Response:
        """Return the file, a part of it, or its tag alone. Raises PartPastEnd, and what making the file raises."""
        return fetched(request, self.file, self.media_type, disposition(self.name, self.name))


def json_bytes(payload: Any) -> bytes:
    """Return a payload as JSON in UTF-8; half a sign goes out as JSON writes it."""
    return current_app.json.dumps(payload).encode("utf-8", "backslashreplace")


def file_answer(content: bytes, media_type: str, *, file_name: str, utf8_name: str) -> Answer:
    """Return a file under both of its names, with its sha256 as tag and as digest (RFC 9530)."""
    digest = hashlib.sha256(content)
    headers = {
        "Content-Disposition": disposition(file_name, utf8_name),
        "ETag": f'"{digest.hexdigest()}"',
        "Repr-Digest": f"sha-256=:{b64encode(digest.digest()).decode()}:",
    }
    return Answer(content=content, media_type=media_type, headers=headers)
