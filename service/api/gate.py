"""The way of every request: who, how often, what for, with what, once only; then the handler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, request

from service.api import once
from service.api.call import Call
from service.api.components import faults_of, with_whole_numbers
from service.api.endpoint import FORM, Endpoint
from service.api.problems import Problem
from service.api.rate import RateLimit
from service.api.requests import (
    bearer_secret,
    check_path,
    idempotency_key,
    match_tags,
    read_body,
    read_files,
    read_query,
    wanted_answer,
)
from service.errors import InvalidInput
from service.issuing.desk import Desk
from service.issuing.tokens import Bearer, Door, bearer
from service.register import documents
from service.register.errors import DocumentNotFound, NotAllowed, OfficeNotFound, RegisterMissing
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Gate:
    """What the API keeps for the life of a process."""

    settings: Settings
    limit: RateLimit


def view(endpoint: Endpoint) -> Callable[..., Response]:
    """Return the Flask view of an endpoint."""

    def answered(**arguments: str) -> Response:
        return _answered(endpoint, arguments)

    answered.__name__ = endpoint.name
    return answered


def _answered(endpoint: Endpoint, arguments: dict[str, str]) -> Response:
    """Take a request through all checks to its handler."""
    desk: Desk = current_app.extensions["desk"]
    gate: Gate = current_app.extensions["api_gate"]
    who = _admitted(desk, gate, endpoint)
    check_path(endpoint, arguments)
    wanted_answer(endpoint.reply.media_types)
    call = Call(
        endpoint=endpoint,
        desk=desk,
        bearer=who,
        arguments=arguments,
        query=read_query(endpoint),
        body=_body(endpoint, gate),
        files=read_files(endpoint),
        tags=_tags(endpoint),
        key=idempotency_key() if endpoint.key != "none" else None,
    )
    _require_own(call)
    if call.key is None:
        once.require_key(call)
        return endpoint.handler(call).response()
    return once.answered(call, lambda: endpoint.handler(call))


def _admitted(desk: Desk, gate: Gate, endpoint: Endpoint) -> Bearer:
    """Return who asks. Raises TokenRefused, Problem (no token, too often), NotAllowed (scope)."""
    secret = bearer_secret()
    if desk.door is None:
        raise RegisterMissing("Chưa có sổ đăng ký. Lập sổ bằng ./run register init.")
    who = bearer(Door(desk.door.register(), desk.catalogue, desk.now), secret)
    seconds = gate.limit.wait_seconds(who.credential.token_id, desk.now())
    if seconds:
        headers = {"Retry-After": str(seconds)}
        raise Problem("rate_limited", f"Quá nhiều yêu cầu. Đợi {seconds} giây rồi gửi lại.", headers=headers)
    if endpoint.scope not in who.credential.scopes:
        raise NotAllowed(f"Mã truy cập không có quyền {endpoint.scope}.", code="scope_missing")
    return who


def _body(endpoint: Endpoint, gate: Gate) -> dict[str, Any]:
    """Return the body, held against its component where the endpoint says so. Raises InvalidInput."""
    body = read_body(endpoint, max_fields=gate.settings.api_max_fields)
    if endpoint.body is None or not endpoint.body.is_held or request.mimetype == FORM:
        return body
    faults = faults_of(endpoint.body.schema, body)
    if faults:
        raise InvalidInput(faults)
    whole: dict[str, Any] = with_whole_numbers(body)
    return whole


def _tags(endpoint: Endpoint) -> frozenset[str]:
    """Return the tags of `If-Match`. Raises Problem where they are needed and missing."""
    tags = match_tags() if endpoint.needs_match else frozenset()
    if endpoint.needs_match and not tags:
        raise Problem("precondition_required", "Gửi If-Match với ETag của bản nháp vừa đọc.")
    return tags


def _require_own(call: Call) -> None:
    """Answer 404 for a document or an office that is not the token's, whatever its user may see elsewhere."""
    office_id = call.arguments.get("office_id")
    if office_id is not None and office_id != call.shown_office:
        raise OfficeNotFound(f"Mã truy cập này không dùng cho cơ quan {office_id}.")
    document_id = call.arguments.get("document_id")
    if document_id is None:
        return
    with call.work.reading() as turn:
        if documents.document(turn.session, turn.actor, document_id).office_id != call.office:
            raise DocumentNotFound("Không có văn bản này trong cơ quan của bạn.")


def refuse_large() -> None:
    """Answer 413 before a byte of the body is read."""
    if (request.content_length or 0) > current_app.config["MAX_CONTENT_LENGTH"]:
        abort(413)
