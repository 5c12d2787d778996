"""A document of a batch on its way into the register: put up for signature in one act."""

from sqlalchemy.orm import Session

from service.register import audit, drafts, locks
from service.register.documents import require_act
from service.register.entries import NewDocument, require_sound
from service.register.models import Document
from service.register.numbering import RenderedFile
from service.register.offices import office_now
from service.register.permissions import Actor, OfficeAct, require
from service.register.putting_up import keep_for_signature
from service.register.states import DocumentAct, State, next_step


def put_up_new(session: Session, actor: Actor, new: NewDocument, rendered: RenderedFile) -> Document:
    """Keep a new document with its file for signature.

    It waits for the signature where its office keeps no step before that; else it is a draft in that office's list
    of work, and goes its steps. Raises NotAllowed, InvalidEntry.
    """
    require(session, actor, new.office_id, OfficeAct.CREATE_DRAFT)
    locks.lock_office(session, new.office_id)
    require_sound(new.entry)
    row = drafts.insert_draft(session, actor, new)
    audit.append_for(session, actor, row, "create_draft", {"subject": row.subject, "kind": row.kind})
    if next_step(State.DRAFT, office_now(session, new.office_id).steps) in {None, State.FOR_SIGNATURE}:
        require_act(session, actor, row, DocumentAct.SUBMIT, target=State.FOR_SIGNATURE)
        detail = {
            "from": row.state,
            "to": State.FOR_SIGNATURE,
            "version": row.version,
            "input": drafts.input_of(session, row),
        }
        row.state = State.FOR_SIGNATURE
        audit.append_for(session, actor, row, "submit", detail)
    keep_for_signature(session, actor, row, rendered)
    return row
