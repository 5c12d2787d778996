"""The page of a document, and the steps that need one click: Chuyển duyệt, Duyệt nội dung, Đúng thể thức, Chuyển ký."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.findings import FieldError
from service.domain.findings_told import finding_words, stored_finding
from service.errors import InvalidInput, OpenQuestions
from service.http_answers import status_of
from service.issuing.document_page import DocumentPage, document_page
from service.issuing.hand_over import hand_over
from service.issuing.open_questions import open_questions
from service.issuing.possible_acts import SUBMIT_NAMES, possible_acts
from service.issuing.seen import MOVED, guarded, seen_mark
from service.issuing.submit import LayoutRefused, WordingRefused, submit
from service.issuing.workplace import Workplace
from service.register import documents
from service.register.errors import RegisterError
from service.register.models import Document
from service.register.states import DocumentAct, Role, State
from service.web.access import notice
from service.web.document_answers import add_filters, answer, moved
from service.web.document_questions import confirmed, question_faults
from service.web.signed_in import desk, has_role, workplace

blueprint = Blueprint("documents", __name__)
add_filters(blueprint)


@blueprint.get("/van-ban/<document_id>")
def show(document_id: str) -> Response:
    """Show a document: facts, state, files, history, and what the person may do."""
    return shown(document_id)


@blueprint.post("/van-ban/<document_id>/chuyen-duyet")
def hand_on(document_id: str) -> ResponseReturnValue:
    """Ask the next person for his step."""
    return stepped(document_id, _handed_over)


@blueprint.post("/van-ban/<document_id>/chuyen-buoc")
def step(document_id: str) -> ResponseReturnValue:
    """Take the document to the next step that its office keeps."""
    return stepped(document_id, _submitted)


def from_draft(document_id: str, action: str, etag: str) -> ResponseReturnValue:
    """Take a draft on from its form, as it was saved just now (`etag`); its faults are shown there.

    `action` is ``hand_over`` or ``submit``.
    """
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        is_saved = documents.input_sha256(turn.session, row) == etag
        seen = seen_mark(turn, row) if is_saved else ""
    form = url_for("drafts.write", document_id=document_id, kiem_tra=1)
    return stepped(document_id, FROM_DRAFT[action], seen=seen, form=form)


def _handed_over(place: Workplace, document_id: str) -> str:
    hand_over(place, document_id)
    with place.reading() as turn:
        return possible_acts(turn, documents.document(turn.session, turn.actor, document_id)).handed_over


def _submitted(place: Workplace, document_id: str) -> str:
    done: Document = submit(place, document_id, confirmed()).document
    return f"Đã ghi: {SUBMIT_NAMES[State(done.state)]}."


FROM_DRAFT: Mapping[str, Callable[[Workplace, str], str]] = {
    DocumentAct.HAND_OVER: _handed_over,
    DocumentAct.SUBMIT: _submitted,
}
"""The steps that the form of a draft takes itself, by the value of its button."""


def stepped(
    document_id: str, act: Callable[[Workplace, str], str], *, seen: str | None = None, form: str = ""
) -> ResponseReturnValue:
    """Do an act on the document as it was seen, and lead to its page; what refuses it is said there.

    `seen` is the mark where the form does not carry it; `form` the address to which faults of the input lead.
    """
    place = guarded(workplace(), document_id, request.form.get("seen", "") if seen is None else seen)
    try:
        notice(act(place, document_id))
    except (OpenQuestions, LayoutRefused) as held:
        return _held(document_id, held)
    except InvalidInput as invalid:
        if form:
            return redirect(form, 303)
        return shown(document_id, faults=_without_paths(invalid), heading="Văn bản chưa xong", status=422)
    except RegisterError as error:
        if error.code == MOVED:
            return moved(document_id, error)
        return shown(document_id, faults=[FieldError("", error.code, error.message)], status=status_of(error))
    return redirect(url_for("documents.show", document_id=document_id), 303)


def _held(document_id: str, held: OpenQuestions | LayoutRefused) -> Response:
    """Say on the page of a document what holds it before its next step: questions, faults of layout or wording."""
    if isinstance(held, OpenQuestions):
        heading = "Văn bản còn câu hỏi chờ xác nhận trước khi chuyển ký"
        return shown(document_id, faults=question_faults(held), heading=heading, status=409)
    faults = [FieldError("", held.code, finding_words(stored_finding(one))) for one in held.findings]
    heading = f"{'Câu chữ' if isinstance(held, WordingRefused) else 'Thể thức'} còn lỗi phải sửa trước"
    return shown(document_id, faults=faults, heading=heading, status=409)


def shown(
    document_id: str, *, faults: Sequence[FieldError] = (), heading: str = "", status: int = 200
) -> Response:
    """Return the page of a document, with what an act was refused for on top."""
    place = workplace()
    with place.reading() as turn:
        page = document_page(turn, document_id, with_proof="doi-chieu" in request.args)
        questions = open_questions(place, turn, page.row) if _concern(page) else ()
    return answer(
        "documents/document.html",
        status=status,
        page=page,
        questions=questions,
        faults=faults,
        heading=heading,
        has_pdf=has_pdf(),
        may_write=has_role(Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER),
    )


def _concern(page: DocumentPage) -> bool:
    """Tell whether open questions concern the reader: a draft that is still written asks its writer in the form."""
    is_written = page.row.state == State.DRAFT and page.row.handed_over_at is None
    return not is_written or bool(page.acts.words_of(DocumentAct.SUBMIT))


def has_pdf() -> bool:
    """Tell whether this machine can make PDF."""
    return desk().converter is not None


def _without_paths(invalid: InvalidInput) -> list[FieldError]:
    """Return faults of an input for a page that does not have its fields: they lead nowhere here."""
    return [FieldError("", one.code, one.message) for one in invalid.errors]
