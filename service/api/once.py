"""`Idempotency-Key`: a request with a key acts once; its repeats get the answer of the first.

What was refused, or failed, gives its key back. Documents are bound to the key in the register as well, in the
transaction of the number itself, and batches in the one that lets them run: also a process that dies between act and
answer does nothing twice. So what is kept here may be lost with a power cut: the repeat is answered from the register.
"""

import hashlib
from collections.abc import Callable

from flask import Response, request

from service.api.call import Answer, Call
from service.api.documents_shown import shown
from service.api.problems import Problem
from service.register import documents, kept_answers
from service.register.canonical import canonical_json, digest
from service.register.kept_answers import Asked, Kept

REPLAYED = "Idempotency-Replayed"
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")


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


def answered(call: Call, act: Callable[[], Answer]) -> Response:
    """Return the answer to a request with a key. Raises KeyReused, KeyInProgress, and what `act` raises."""
    asked = Asked(call.office, call.endpoint.route, call.key or "", fingerprint(call))
    register = call.work.register  # who asks was looked up just now, at the token
    with register.transaction(is_durable=False) as session:
        earlier = kept_answers.begin(session, asked, now=call.work.now())
    if earlier is not None:
        return _again(call, earlier)
    try:
        answer = act()
        response = answer.response()
    except BaseException:
        with register.transaction() as session:
            kept_answers.give_back(session, asked)
        raise
    headers = [[name, response.headers[name]] for name in _KEPT_HEADERS if name in response.headers]
    kept = Kept(response.status_code, headers, response.get_data(), answer.document_id)
    with register.transaction(is_durable=False) as session:
        kept_answers.finish(session, asked, kept)
    return response


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
