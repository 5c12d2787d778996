"""`Idempotency-Key`: a request with a key acts once; its repeats get the answer of the first.

What was refused, or failed, gives its key back. The answer to a number is kept in the transaction of the number itself.
Documents are bound to the key there as well, and batches in the transaction that lets them run: also a process that
dies between act and answer does nothing twice. So what is kept here of other acts may be lost with a power cut: the
repeat is answered from the register.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Response, request

from service.api.call import Answer, Binding, Call, json_bytes
from service.api.documents_shown import shown
from service.api.problems import Problem
from service.register import documents, kept_answers
from service.register.canonical import canonical_json, digest
from service.register.database import Register
from service.register.kept_answers import Asked, Kept

REPLAYED = "Idempotency-Replayed"
_KEPT_HEADERS = ("Content-Type", "Content-Disposition", "ETag", "Location", "Repr-Digest")


def require_key(call: Call) -> None:
    """Raise Problem where a live act would take a number without a key, or a key is always needed."""
    is_act = call.endpoint.key == "acts" and call.bearer.is_live and takes_number(call)
    if is_act or call.endpoint.key == "needed":
        raise Problem(
            "idempotency_key_required",
            "Gửi Idempotency-Key: một khóa ngẫu nhiên cho mỗi văn bản, gửi lại cùng khóa khi phải gửi lại.",
        )


def takes_number(call: Call) -> bool:
    """Tell whether this request takes a number: all that act do, but a document that is only kept."""
    kept_only = "draft" if call.endpoint.path == "/documents" else "issue"
    return bool(call.body.get("intent", kept_only) == "issue")


def register_key(call: Call) -> str | None:
    """Return the key under which the register binds the document itself."""
    return None if call.key is None else digest(f"{call.endpoint.route} {call.key}".encode())


def fingerprint(call: Call) -> str:
    """Return the hash of all that a request asks for."""
    said = [request.full_path, canonical_json(call.body)]
    said += [
        f"{name} {file} {hashlib.sha256(content).hexdigest()}" for name, (file, content) in call.files.items()
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def keep(call: Call, session: Any, answer: Answer) -> None:
    """Keep the answer to a request with a key, in the transaction of the act: both are there or none."""
    bound = call.binding
    if bound is not None:
        bound.response = answer.response()
        kept_answers.finish(session, bound.asked, _kept(bound.response, answer))


def answered(call: Call, act: Callable[[Call], Answer]) -> Response:
    """Return the answer to a request with a key. Raises KeyReused, KeyInProgress, and what `act` raises."""
    asked = Asked(call.office, call.endpoint.route, call.key or "", fingerprint(call))
    register = call.work.register  # who asks was looked up just now, at the token
    earlier = _begun(register, asked, call.work.now())
    if earlier is not None:
        return _again(call, earlier)
    bound = Binding(asked)
    try:
        answer = act(replace(call, binding=bound))
        if bound.response is not None:
            return bound.response
        response = answer.response()
    except BaseException:
        with register.transaction() as session:
            kept_answers.give_back(session, asked)
        raise
    with register.transaction(is_durable=False) as session:
        kept_answers.finish(session, asked, _kept(response, answer))
    return response


def _begun(register: Register, asked: Asked, now: datetime) -> Kept | None:
    """Take a key for a request, None, or return the answer that it got before. Raises KeyReused, KeyInProgress."""
    if kept_answers.take(register, asked, now=now):
        return None
    with register.transaction(is_durable=False) as session:
        return kept_answers.begin(session, asked, now=now)


def _kept(response: Response, answer: Answer) -> Kept:
    """Return what is kept of an answer."""
    headers = [[name, response.headers[name]] for name in _KEPT_HEADERS if name in response.headers]
    body = response.get_data()
    if answer.shown_once:  # a secret is kept nowhere
        body = json_bytes({**answer.payload, **dict.fromkeys(answer.shown_once, "")})
    return Kept(response.status_code, headers, body, answer.document_id)


def _again(call: Call, earlier: Kept) -> Response:
    """Return the answer that was given, or of an old one the document as it is now."""
    if earlier.body is not None or earlier.document_id is None:
        response = Response(earlier.body or b"", status=earlier.status)
        for name, value in earlier.headers:
            response.headers[name] = value
    else:
        with call.work.reading() as turn:
            row = documents.document(turn.session, turn.actor, earlier.document_id)
            response = shown(turn, row, status=earlier.status).response()
    response.headers[REPLAYED] = "true"
    return response
