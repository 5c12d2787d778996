"""An input on its way to the signature in one request: checked first, kept, then taken through the office's steps."""

from collections.abc import Mapping
from typing import Any

from service.domain.dates import office_day
from service.errors import OpenQuestions
from service.issuing import drafting, submit
from service.issuing.document_wording import document_wording
from service.issuing.published_types import published_form
from service.issuing.rendition import errors_among, finding_object
from service.issuing.rendition import for_signature as rendered
from service.issuing.signer_needed import require_signer
from service.issuing.submit import LayoutRefused, Submitted, WordingRefused
from service.issuing.workplace import Workplace
from service.register import offices
from service.register.errors import NotAllowed
from service.register.states import State, next_step


def for_signature(workplace: Workplace, slug: str, envelope: Mapping[str, Any]) -> Submitted:
    """Keep an input and take it as far towards the signature as office and user allow; its state says how far.

    Questions that are open hold it before “Chờ ký”: `questions` says which. Nothing is kept of an input with faults.
    Raises InvalidInput, LayoutRefused, WordingRefused, NotAllowed.
    """
    document_type = workplace.catalogue.get(slug)
    with workplace.reading() as turn:
        draft = drafting.drafted(workplace, turn, document_type, envelope)
        steps = list(offices.office(turn.session, turn.actor, draft.new.office_id).steps)
    made = rendered(draft, published_form(document_type), office_day(workplace.now()))
    findings = [finding_object(one) for one in made.findings("")]
    require_signer(draft.prepared, errors_among(findings))
    if errors_among(findings):
        raise LayoutRefused(errors_among(findings))
    with workplace.reading() as turn:
        wording = document_wording(turn, draft.new.office_id, made.content)
    if wording.blocking:
        raise WordingRefused(wording.blocking)
    row = drafting.save(workplace, slug, envelope)
    done = Submitted(row, made.content, (*findings, *wording.findings), draft.prepared.questions)
    while next_step(State(done.document.state), steps) is not None:
        try:
            done = submit.submit(workplace, row.id)
        except (NotAllowed, OpenQuestions):  # the next step is somebody else's, or asks a person
            break
    return done
