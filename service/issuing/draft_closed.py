"""A draft that is one no longer: who took it on, how and when, for whoever is still writing in it."""

import json

from service.domain.dates import office_day
from service.issuing.fact_sheet import clock_words, moment_words
from service.issuing.possible_acts import SUBMIT_NAMES
from service.issuing.workplace import Turn
from service.register import audit, documents
from service.register.errors import WrongState
from service.register.models import AuditEvent, Document
from service.register.states import ROLE_NAMES, DocumentAct, State, transition

_CLOSING = frozenset({DocumentAct.SUBMIT, DocumentAct.ISSUE})


class DraftClosed(WrongState):
    """The document is no draft any more; the message says who did what when."""

    def __init__(self, message: str, document_id: str) -> None:
        super().__init__(message)
        self.document_id = document_id


def open_draft(turn: Turn, document_id: str) -> Document:
    """Return a draft that the person may see. Raises DraftClosed, DocumentNotFound."""
    row = documents.document(turn.session, turn.actor, document_id)
    if row.type_slug is None:
        raise DraftClosed("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.", row.id)
    if row.state != State.DRAFT:
        raise DraftClosed(
            f"{_who_closed(turn, row)} Văn bản không còn là bản nháp nên không sửa được nữa.", row.id
        )
    return row


def _who_closed(turn: Turn, row: Document) -> str:
    """Return who took a draft on last, as ``Văn thư Trần Thị Thư đã cấp số 59/KH-UBND lúc 06:48``."""
    events = audit.history(turn.session, turn.actor, row.office_id, document_id=row.id)
    last = next((one for one in reversed(events) if one.action in _CLOSING), None)
    if last is None:
        return ""
    is_today = office_day(last.at) == office_day(turn.actor.at)
    at = clock_words(last.at) if is_today else moment_words(last.at)
    return f"{_role(last)} {last.user_name} đã {_did(last)} lúc {at}.".strip()


def _did(event: AuditEvent) -> str:
    detail = json.loads(event.detail)
    if event.action == DocumentAct.ISSUE:
        return f"cấp số {detail['code']}"
    words = SUBMIT_NAMES[State(detail["to"])]
    return "kiểm tra thể thức" if detail["to"] == State.FORM_CHECKED else words[:1].lower() + words[1:]


def _role(event: AuditEvent) -> str:
    """Return the role in which somebody acted, "" where people of several roles may."""
    detail = json.loads(event.detail)
    target = State(detail["to"]) if event.action == DocumentAct.SUBMIT else None
    row = transition(DocumentAct(event.action), State(detail.get("from", State.DRAFT)), target)
    return ROLE_NAMES[row.roles[0]] if row is not None and len(row.roles) == 1 else ""
