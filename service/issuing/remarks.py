"""Góp ý: what reviewers say about a draft, each at the field that printed the paragraph."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.issuing.paragraph_fields import path_of
from service.issuing.printed_view import printed
from service.issuing.workplace import Turn, Workplace
from service.register import audit, documents
from service.register import remarks as kept
from service.register.drafts import names_of, require_version
from service.register.errors import InvalidEntry
from service.register.models import AuditEvent, Document, Remark
from service.register.remarks import NewRemark
from service.register.states import DocumentAct

RETURNED = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRemark:
    """A remark as pages show it; `path` is the field of the input, "" for the whole document.

    `kind` is ``remark``, or ``return`` for the words with which a document came back; those are never settled.
    """

    id: str
    kind: str
    path: str
    paragraph: int | None
    quote: str
    body: str
    author: str
    made_at: datetime
    version: int
    is_settled: bool


def of_document(turn: Turn, document_id: str) -> list[ShownRemark]:
    """Return everything that was said about a document, oldest first. Raises DocumentNotFound."""
    session, actor = turn.session, turn.actor
    made = kept.remarks_of(session, actor, document_id)
    row = documents.document(session, actor, document_id)
    names = names_of(session, [one.made_by for one in made])
    returned = audit.history(
        session, actor, row.office_id, document_id=document_id, action=DocumentAct.RETURN
    )
    shown = [_made(one, names) for one in made] + [_returned(one) for one in returned]
    return sorted(shown, key=lambda one: (one.made_at, one.id))


def unsettled(turn: Turn, row: Document) -> int:
    """Return how many remarks nobody has dealt with yet."""
    made = kept.remarks_of(turn.session, turn.actor, row.id)
    return sum(1 for one in made if one.settled_at is None)


def open_of(turn: Turn, row: Document) -> list[ShownRemark]:
    """Return what a drafter has to deal with: unsettled remarks, and why a draft came back that was not sent again."""
    said = of_document(turn, row.id)
    returns = [one for one in said if one.kind == RETURNED]
    newest = returns[-1:] if row.handed_over_at is None else []
    return newest + [one for one in said if one.kind != RETURNED and not one.is_settled]


def _made(one: Remark, names: Mapping[str, str]) -> ShownRemark:
    """Return a remark that somebody made."""
    return ShownRemark(
        id=one.id,
        kind="remark",
        path=one.path,
        paragraph=one.paragraph,
        quote=one.quote,
        body=one.body,
        author=names.get(one.made_by, ""),
        made_at=one.made_at,
        version=one.version,
        is_settled=one.settled_at is not None,
    )


def _returned(event: AuditEvent) -> ShownRemark:
    """Return the words with which a document came back, as a remark on the whole.

    They are those of the event: the version that began with them carries who wrote in it last, and when.
    """
    said = json.loads(event.detail)
    return ShownRemark(
        id=f"{RETURNED}-{event.seq}",
        kind=RETURNED,
        path="",
        paragraph=None,
        quote="",
        body=str(said["remark"]),
        author=event.user_name,
        made_at=event.at,
        version=int(said["version"]),
        is_settled=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a reviewer says: `paragraph` of the printed text (None: the whole), the version that was read, a key."""

    key: str
    body: str
    version: int
    paragraph: int | None = None


def add(workplace: Workplace, document_id: str, said: Said) -> None:
    """Keep a remark at the field that printed its paragraph; the same key again adds nothing.

    Raises WrongState (`version_moved`, or after the number), NotAllowed, InvalidEntry, DocumentNotFound.
    """
    quote, path = "", ""
    if said.paragraph is not None:
        quote, path = _place(workplace, document_id, said)
    new = NewRemark(key=said.key, body=said.body, path=path, paragraph=said.paragraph, quote=quote)
    with workplace.writing() as turn:
        kept.add_remark(turn.session, turn.actor, document_id, new)


def settle(workplace: Workplace, document_id: str, remark_id: str) -> None:
    """Mark a remark as dealt with. Raises DocumentNotFound, WrongState, NotAllowed."""
    with workplace.writing() as turn:
        kept.settle_remark(turn.session, turn.actor, document_id, remark_id)


def _place(workplace: Workplace, document_id: str, said: Said) -> tuple[str, str]:
    """Return the words of a paragraph and the path of its field."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        require_version(row, said.version)
        view = printed(workplace, turn, row)
        envelope = view.envelope
    text = view.texts.get(said.paragraph or 0)
    if text is None:
        raise InvalidEntry("Không tìm thấy đoạn được góp ý. Mở lại trang rồi chọn đoạn.")
    return text, path_of(text, envelope)
