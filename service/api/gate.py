"""The way of every request: who, how often, what for, with what, once only; then the handler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, request

from service.api import matching, once
from service.api.call import Call
from service.api.components import faults_of, unprintable, with_whole_numbers
from service.api.endpoint import FORM, Endpoint
from service.api.forms import Files, allow_scan, read_form
from service.api.problems import Problem
from service.api.rate import RateLimit
from service.api.requests import (
    bearer_secret,
    check_path,
    idempotency_key,
    match_tags,
    read_body,
    read_query,
    wanted_answer,
)
from service.errors import InvalidInput
from service.http_answers import refuse_long_stream
from service.issuing.desk import Desk
from service.issuing.tokens import Bearer, Door, bearer
from service.register.errors import NotAllowed, OfficeNotFound, RegisterMissing
from service.register.tokens import Scope
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
    allow_scan(endpoint.body, gate.settings.max_scan_bytes)
    _refuse_large()
    who = _admitted(desk, gate, endpoint)
    refuse_long_stream(request)
    check_path(endpoint, arguments)
    wanted_answer(endpoint.reply.media_types)
    body, files = _sent(endpoint, gate)
    call = Call(
        endpoint=endpoint,
        desk=desk,
        bearer=who,
        arguments=arguments,
        query=read_query(endpoint),
        body=body,
        files=files,
        tags=_tags(endpoint),
        key=idempotency_key() if endpoint.key != "none" else None,
    )
    _require_own(call)
    _require_scope_of_intent(call)
    act = matching.held(endpoint.handler) if endpoint.may_match else endpoint.handler
    if call.key is None:
        once.require_key(call)
        return _unless_known(act(call).response())
    return once.answered(call, act)


def _unless_known(response: Response) -> Response:
    """Return an answer, of one that the client has already (`If-None-Match`) its tag only: 304 (RFC 9110, 13.1.2)."""
    tag = response.headers.get("ETag")
    if request.method == "GET" and tag and request.if_none_match.contains_raw(f"W/{tag}"):
        response.status_code = 304  # goes out without its body
    return response


def _admitted(desk: Desk, gate: Gate, endpoint: Endpoint) -> Bearer:
    """Return who asks. Raises TokenRefused, Problem (no token, too often), NotAllowed (scope)."""
    secret = bearer_secret()
    if desk.door is None:
        raise RegisterMissing("Chưa có sổ đăng ký. Người vận hành máy chủ lập sổ (./run register init).")
    who = bearer(Door(desk.door.register(), desk.catalogue, desk.now), secret)
    seconds = gate.limit.wait_seconds(who.credential.token_id, desk.now())
    if seconds:
        headers = {"Retry-After": str(seconds)}
        raise Problem("rate_limited", f"Quá nhiều yêu cầu. Đợi {seconds} giây rồi gửi lại.", headers=headers)
    if endpoint.scope not in who.credential.scopes:
        raise NotAllowed(f"Mã truy cập không có quyền {endpoint.scope}.", code="scope_missing")
    return who


def _sent(endpoint: Endpoint, gate: Gate) -> tuple[dict[str, Any], Files]:
    """Return body and files, the body held against its component where the endpoint says so. Raises InvalidInput."""
    most, files = gate.settings.api_max_fields, Files()
    is_form = request.mimetype == FORM
    if is_form:
        body, files = read_form(endpoint, max_fields=most)
    else:
        body = read_body(endpoint, max_fields=most)
    if endpoint.body is None or not endpoint.body.is_held or (is_form and not endpoint.body.files):
        return body, files
    faults = faults_of(endpoint.body.schema, body) or list(unprintable(body))
    if faults:
        raise InvalidInput(faults)
    return with_whole_numbers(body), files


def _tags(endpoint: Endpoint) -> frozenset[str]:
    """Return the tags of `If-Match`, where it is held. Raises Problem where they are needed and missing."""
    tags = match_tags() if endpoint.needs_match or endpoint.may_match else frozenset()
    if endpoint.needs_match and not tags:
        raise Problem("precondition_required", "Gửi If-Match với ETag của bản nháp vừa đọc.")
    return tags


def _require_scope_of_intent(call: Call) -> None:
    """Raise NotAllowed where the body asks for a number and the token does not: before a repeat is answered."""
    if call.endpoint.method == "POST" and call.body.get("intent") == "issue":
        call.require_scope(Scope.ISSUE)


def _require_own(call: Call) -> None:
    """Answer 404 for a document or an office that is not the token's, whatever its user may see elsewhere."""
    office_id = call.arguments.get("office_id")
    if office_id is not None and office_id != call.shown_office:
        raise OfficeNotFound(f"Mã truy cập này không dùng cho cơ quan {office_id}.")
    document_id = call.arguments.get("document_id")
    if document_id is not None:
        call.require_own_document(document_id)


def _refuse_large() -> None:
    """Answer 413 before a byte of the body is read."""
    if (request.content_length or 0) > (request.max_content_length or 0):
        abort(413)
