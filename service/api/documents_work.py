"""What people do with a draft among themselves: remarks, who is asked, the day of the signature."""

from dataclasses import asdict
from datetime import date
from typing import Any

from service.api.call import Answer, Call
from service.api.documents_shown import shown
from service.api.endpoint import DOCUMENT, Reply, changes, in_path, readings
from service.api.once import register_key
from service.issuing import hand_over as handing_over
from service.issuing import reassigning, remarks
from service.issuing import sign as signing
from service.issuing.history import history_of
from service.issuing.reassigning import Person
from service.issuing.remarks import Said
from service.register import documents
from service.register.identifiers import new_id
from service.register.models import Document
from service.register.tokens import Scope

_TAG = "Văn bản: góp ý, phân công, phiên bản"
_STATES = ("document_not_found", "not_allowed", "wrong_state", "version_moved", "invalid_entry")


def list_remarks(call: Call) -> Answer:
    """List what was said about a document, oldest first; words of a return are among them."""
    with call.work.reading() as turn:
        found = remarks.of_document(turn, call.arguments["document_id"])
    return Answer(payload={"remarks": [_remark_object(one) for one in found]})


def add_remark(call: Call) -> Answer:
    """Say something about a paragraph of the printed text, or about the whole document."""
    body = call.body
    key = register_key(call) or new_id(call.desk.now())
    words = Said(key=key, body=body["body"], version=body["draft_version"], paragraph=body.get("paragraph"))
    remarks.add(call.work, call.arguments["document_id"], words)
    return Answer(payload=list_remarks(call).payload, status=201)


def settle_remark(call: Call) -> Answer:
    """Mark a remark as dealt with."""
    remarks.settle(call.work, call.arguments["document_id"], call.arguments["remark_id"])
    return list_remarks(call)


def list_history(call: Call) -> Answer:
    """List who did what to a document and when, newest first, in the words of the office."""
    with call.work.reading() as turn:
        row = documents.document(turn.session, turn.actor, call.arguments["document_id"])
        found = history_of(turn, row)
    return Answer(payload={"history": [{**asdict(one), "at": one.at.isoformat()} for one in found]})


def show_assignee(call: Call) -> Answer:
    """Show who is asked for the next step, and who may be."""
    document_id = call.arguments["document_id"]
    with call.work.reading() as turn:
        asked = reassigning.person_asked(turn, document_id)
        some = reassigning.people_to_ask(turn, document_id)
    payload = {
        "assignee": None if asked is None else _person_object(asked),
        "candidates": [_person_object(one) for one in some],
    }
    return Answer(payload=payload)


def assign(call: Call) -> Answer:
    """Ask another person for the next step."""
    body = call.body
    reassigning.reassign(
        call.work, call.arguments["document_id"], body["user"], reason=body.get("reason", "")
    )
    return show_assignee(call)


def hand_over(call: Call) -> Answer:
    """Hand a draft over to the person of the next step; it stands still until it comes back."""
    return _shown(call, handing_over.hand_over(call.work, call.arguments["document_id"]))


def sign(call: Call) -> Answer:
    """Keep the day on which the paper was signed."""
    document_id, day = call.arguments["document_id"], date.fromisoformat(call.body["signed_on"])
    row = signing.sign(call.work, document_id, signed_on=day)
    warnings = [asdict(one) for one in signing.too_early(call.work, document_id)]
    return _shown(call, row, warnings=warnings)


def _shown(call: Call, row: Document, **more: Any) -> Answer:
    with call.work.reading() as turn:
        return shown(turn, documents.document(turn.session, turn.actor, row.id), **more)


def _remark_object(one: remarks.ShownRemark) -> dict[str, Any]:
    return {**asdict(one), "made_at": one.made_at.isoformat()}


def _person_object(one: Person) -> dict[str, str]:
    return {"id": one.id, "name": one.name, "login": one.login}


_reading = readings(_TAG, parameters=(DOCUMENT,), codes=("document_not_found",))


_act = changes(_TAG, Scope.DRAFT, parameters=(DOCUMENT,), codes=_STATES)
ENDPOINTS = (
    _reading(
        "/documents/{document_id}/remarks",
        "Góp ý",
        list_remarks,
        Reply(schema="Remarks", description="Góp ý, cũ nhất trước."),
    ),
    _act(
        "/documents/{document_id}/remarks",
        "Góp ý cho một đoạn hoặc cả văn bản",
        add_remark,
        "NewRemark",
        "Remarks",
        status=201,
    ),
    _act(
        "/documents/{document_id}/remarks/{remark_id}/settle",
        "Góp ý đã xong",
        settle_remark,
        "Nothing",
        "Remarks",
        parameters=(in_path("remark_id", "Mã góp ý."),),
    ),
    _reading(
        "/documents/{document_id}/history",
        "Ai đã làm gì với văn bản, khi nào",
        list_history,
        Reply(schema="History", description="Lịch sử, mới nhất trước."),
    ),
    _reading(
        "/documents/{document_id}/assignee",
        "Người phụ trách bước tiếp theo",
        show_assignee,
        Reply(schema="Assignee", description="Người đang phụ trách và những người có thể nhận."),
    ),
    _act(
        "/documents/{document_id}/assignee",
        "Chuyển người phụ trách",
        assign,
        "NewAssignee",
        "Assignee",
        method="PUT",
        codes=("user_not_found",),
        key="none",
    ),
    _act(
        "/documents/{document_id}/hand-over",
        "Chuyển duyệt",
        hand_over,
        "Nothing",
        "KeptDocument",
        codes=("invalid_input",),
    ),
    _act(
        "/documents/{document_id}/signature",
        "Ghi ngày ký",
        sign,
        "SignedOn",
        "KeptDocument",
        scope=Scope.ISSUE,
        codes=("date_out_of_order",),
    ),
)
