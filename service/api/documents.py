"""Documents: kept, changed, found, read, with their files and versions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from service.api.call import Answer, Call
from service.api.components import faults_of, with_whole_numbers
from service.api.documents_acts import ENVELOPES, NUMBER_CODES, issue_act, issued
from service.api.documents_shown import document_payload, questions_payload, read, shown
from service.api.endpoint import (
    CURSOR_PARAMETER,
    DAY,
    DOCUMENT,
    FORM,
    LIMIT,
    Body,
    Endpoint,
    Reply,
    query,
)
from service.domain.findings import FieldError
from service.errors import InvalidInput, UnknownDocumentType
from service.issuing import drafting, redrafting
from service.issuing.issue import issue_input
from service.issuing.possible_acts import possible_acts
from service.issuing.shown import details
from service.issuing.signing_path import for_signature
from service.issuing.workplace import Turn
from service.register import documents, search
from service.register.models import Document
from service.register.states import State
from service.register.tokens import Scope

_TAG = "Văn bản"
#: What stands beside an envelope in a body and is no part of it.
_ACT = ("intent", "issued_on", "signed_on", "number", "expected_number", "originals", "proofread")


def create_document(call: Call) -> Answer:
    """Keep an input as a draft, take it to the signature, or give it its number, as `intent` says."""
    faults = faults_of("NewDocument", dict(call.body))
    if faults:
        raise InvalidInput(faults)
    envelope = call.envelope({name: value for name, value in call.body.items() if name not in _ACT})
    call = replace(
        call,
        body={
            **call.body,
            **with_whole_numbers({name: call.body[name] for name in _ACT if name in call.body}),
        },
    )
    slug = _known_type(call, envelope)
    intent = call.body.get("intent", "draft")
    if intent != "issue" and call.body.get("originals"):
        message = "Bản đã ký gửi kèm khi cấp số (intent: issue, hoặc …/issue), bản nháp không giữ."
        raise InvalidInput([FieldError("originals", "only_with_number", message)])
    if intent == "issue":
        call.require_scope(Scope.ISSUE)
        act = issue_act(_without_answers(call), is_signed=False)
        return issued(
            call, act, lambda tell: issue_input(call.work, slug, envelope, act, tell=tell), status=201
        )
    if intent == "for_signature":
        put_up = for_signature(call.work, slug, envelope)
        more = {"findings": list(put_up.findings), "questions": questions_payload(put_up.questions)}
        row = put_up.document
    else:
        more = _draft_report(call, slug, envelope)  # first: nothing is kept of what cannot be answered
        row = drafting.save(call.work, slug, envelope)
    with call.work.reading() as turn:
        return shown(turn, row, status=201, **more)


def replace_document(call: Call) -> Answer:
    """Write a draft anew; `If-Match` says which one was read."""
    document_id = call.arguments["document_id"]
    envelope = call.envelope(call.body)
    slug = redrafting.type_of(call.work, document_id)
    more = _draft_report(call, slug, envelope)
    row = redrafting.replace_draft(call.work, document_id, envelope, expected_tags=set(call.tags))
    with call.work.reading() as turn:
        return shown(turn, row, **more)


def list_documents(call: Call) -> Answer:
    """Find documents of the office, newest first."""
    asked = call.query
    wish = search.Wish(
        office_id=call.office,
        q=asked["q"] or "",
        kind=asked["kind"] or "",
        state=asked["state"] or "",
        signer=asked["signer"] or "",
        since=_day(asked["from"]),
        until=_day(asked["to"]),
        cursor=asked["cursor"] or None,
        limit=asked["limit"],
    )
    with call.work.reading() as turn:
        page = search.search(turn.session, turn.actor, wish)
        rows = [document_payload(turn, row) for row in page.documents]
    return Answer(payload={"documents": rows, "next": page.cursor}, headers=next_link(call, page.cursor))


def next_link(call: Call, cursor: str | None, name: str = "cursor") -> dict[str, str]:
    """Return the header `Link` to the next page of what was asked, none on the last one."""
    if cursor is None:
        return {}
    asked = {one: value for one, value in call.query.items() if value not in (None, "")}
    path = call.endpoint.path.format_map({one: quote(text) for one, text in call.arguments.items()})
    return {"Link": f'</api/v1{path}?{urlencode({**asked, name: cursor})}>; rel="next"'}


def show_document(call: Call) -> Answer:
    """Show a document with all that the register knows of it."""
    with call.work.reading() as turn:
        row = documents.document(turn.session, turn.actor, call.arguments["document_id"])
        return read(turn, row, **details(turn, row), acts=_acts_object(turn, row))


def _acts_object(turn: Turn, row: Document) -> list[dict[str, Any]]:
    """Return what the user of the token may do to a document now, by role and state; the scopes of the token apply."""
    allowed = possible_acts(turn, row).allowed
    return [{"act": one.act, "words": one.words, "is_next": one.is_next} for one in allowed]


def _known_type(call: Call, envelope: Mapping[str, Any]) -> str:
    """Return the slug that an input names. Raises InvalidInput for a type that is not on offer."""
    slug = str(envelope["type"])
    try:
        call.desk.catalogue.get(slug)
    except UnknownDocumentType as error:
        raise InvalidInput([FieldError("type", error.code, error.message)]) from None
    return slug


def _draft_report(call: Call, slug: str, envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wrong with a draft and what will be asked."""
    report = redrafting.draft_report(call.work, slug, envelope)
    return {**report, "questions": questions_payload(report["questions"])}


def _without_answers(call: Call) -> Call:
    """Return the call without the answers to questions: they are a part of the envelope there."""
    return replace(call, body={name: value for name, value in call.body.items() if name != "acknowledged"})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_FILTERS = (
    query("q", "Từ cần tìm, có dấu hoặc không dấu; mọi từ đều phải có."),
    query("kind", "Loại văn bản bằng chữ viết tắt, ví dụ KH."),
    query("from", "Ngày ban hành từ ngày này.", DAY),
    query("to", "Ngày ban hành đến hết ngày này.", DAY),
    query("signer", "Họ tên đầy đủ của người ký, đúng dấu; không chắc thì tìm bằng `q`."),
    query("state", "Trạng thái.", {"enum": [state.value for state in State]}),
    CURSOR_PARAMETER,
    LIMIT,
)
ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/documents",
        scope=Scope.DRAFT,
        tag=_TAG,
        summary="Lưu bản nháp, trình ký hoặc cấp số một văn bản (intent)",
        handler=create_document,
        body=Body(schema="NewDocument", media_types=(*ENVELOPES, FORM), is_held=False, files="originals"),
        reply=Reply(
            status=201, schema="KeptDocument", description="Văn bản vừa lưu.", headers=("ETag", "Location")
        ),
        codes=("not_allowed", "wrong_office", "wrong_state", "version_moved", *NUMBER_CODES),
        key="acts",
    ),
    Endpoint(
        method="GET",
        path="/documents",
        scope=Scope.READ,
        tag=_TAG,
        summary="Tìm văn bản: mới nhất trước; có from hoặc to thì xếp theo ngày ban hành",
        handler=list_documents,
        parameters=_FILTERS,
        reply=Reply(schema="Documents", description="Một trang văn bản.", headers=("Link",)),
        codes=("not_allowed", "invalid_entry"),
    ),
    Endpoint(
        method="GET",
        path="/documents/{document_id}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Xem một văn bản",
        handler=show_document,
        parameters=(DOCUMENT,),
        reply=Reply(schema="DocumentDetails", description="Văn bản.", headers=("ETag",)),
        codes=("document_not_found",),
    ),
    Endpoint(
        method="PUT",
        path="/documents/{document_id}",
        scope=Scope.DRAFT,
        tag=_TAG,
        summary="Ghi lại bản nháp",
        handler=replace_document,
        parameters=(DOCUMENT,),
        body=Body(schema="DraftInput", media_types=ENVELOPES, is_held=False),
        needs_match=True,
        reply=Reply(schema="KeptDocument", description="Bản nháp sau khi ghi.", headers=("ETag",)),
        codes=("document_not_found", "not_allowed", "wrong_office", "wrong_state", "unknown_document_type"),
    ),
)
