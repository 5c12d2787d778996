"""The audit trail of a document in words: who did what, when, and what they said."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.issuing.possible_acts import SUBMIT_NAMES
from service.issuing.workplace import Turn
from service.register import audit
from service.register.models import AuditEvent, Document
from service.register.states import HAND_OVER_TO_NUMBER, State

_WORDS = {
    "create_draft": "Lập bản nháp",
    "keep_version": "Lưu mốc",
    "restore_version": "Mở lại phiên bản cũ",
    "hand_over": "Chuyển duyệt",
    "put_up": "Lưu bản trình ký",
    "return": "Trả lại",
    "remark": "Góp ý",
    "settle_remark": "Đã xử lý góp ý",
    "assign": "Chuyển người phụ trách",
    "sign": "Ghi ngày ký",
    "issue": "Cấp số",
    "record": "Vào sổ",
    "attach": "Bổ sung bản đã ký",
    "dispatch": "Ghi phát hành",
    "void": "Hủy số",
    "recall": "Thu hồi",
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event: `more` says what belongs to it (the code, a remark, a reason), "" for nothing."""

    at: datetime
    who: str
    did: str
    more: str


def history_of(turn: Turn, row: Document) -> list[HistoryLine]:
    """Return what happened to a document that the person sees, newest first."""
    events = audit.history(turn.session, turn.actor, row.office_id, document_id=row.id)
    return [_line(event) for event in reversed(events)]


def _line(event: AuditEvent) -> HistoryLine:
    detail: Mapping[str, Any] = json.loads(event.detail)
    return HistoryLine(event.at, event.user_name, _did(event.action, detail), _more(event.action, detail))


def _did(action: str, detail: Mapping[str, Any]) -> str:
    """Return the words for an act; one that has none of its own is named as the trail has it."""
    if action == "submit":
        return SUBMIT_NAMES.get(State(str(detail["to"])), "Chuyển bước")
    if action == "hand_over" and detail.get("to") == State.ISSUED:
        return HAND_OVER_TO_NUMBER
    return _WORDS.get(action, action)


def _confirmations(detail: Mapping[str, Any]) -> list[str]:
    """Return which questions a person confirmed with an act, by the value that each was about, and why."""
    return [
        ": ".join(filter(None, ["xác nhận", str(one.get("subject", ""))]))
        + (f" (lý do: {one['reason']})" if one.get("reason") else "")
        for one in detail.get("acknowledged", ())
    ]


def _more(action: str, detail: Mapping[str, Any]) -> str:
    """Return what an event says besides."""
    if action in {"issue", "record", "put_up"}:
        return "; ".join(filter(None, [str(detail.get("code", "")), *_confirmations(detail)]))
    if action == "keep_version":
        label = str(detail.get("label", ""))
        return "" if label == _WORDS[action] else label
    if action == "assign":
        return ": ".join(
            part for part in (str(detail.get("name", "")), str(detail.get("reason", ""))) if part
        )
    if action == "recall":
        return str(detail.get("citation", {}).get("code", ""))
    if action == "dispatch":
        names = [str(one.get("recipient", "")) for one in detail.get("sendings", ())]
        return "; ".join(name for name in names if name)
    said = detail.get("remark") if action == "return" else detail.get("body", detail.get("reason", ""))
    return str(said or "")
