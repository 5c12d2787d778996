"""The page of a document, and the steps that need one click: Chuyển duyệt, Duyệt nội dung, Đúng thể thức, Chuyển ký."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.http_answers import status_of
from service.issuing.document_page import document_page
from service.issuing.hand_over import hand_over
from service.issuing.possible_acts import SUBMIT_NAMES
from service.issuing.seen import MOVED, guarded
from service.issuing.submit import LayoutRefused, WordingRefused, submit
from service.issuing.workplace import Workplace
from service.register.errors import RegisterError
from service.register.models import Document
from service.register.states import State
from service.web.access import notice
from service.web.document_answers import add_filters, answer, moved
from service.web.signed_in import desk, workplace

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


def _handed_over(place: Workplace, document_id: str) -> str:
    hand_over(place, document_id)
    return "Đã chuyển duyệt."


def _submitted(place: Workplace, document_id: str) -> str:
    done: Document = submit(place, document_id).document
    return f"Đã ghi: {SUBMIT_NAMES[State(done.state)]}."


def stepped(document_id: str, act: Callable[[Workplace, str], str]) -> ResponseReturnValue:
    """Do an act on the document as it was seen, and lead to its page; what refuses it is said there."""
    place = guarded(workplace(), document_id, request.form.get("seen", ""))
    try:
        notice(act(place, document_id))
    except LayoutRefused as refused:
        faults = [FieldError("", refused.code, str(one["message"])) for one in refused.findings]
        heading = f"{'Câu chữ' if isinstance(refused, WordingRefused) else 'Thể thức'} còn lỗi phải sửa trước"
        return shown(document_id, faults=faults, heading=heading, status=409)
    except InvalidInput as invalid:
        return shown(document_id, faults=_without_paths(invalid), heading="Văn bản chưa xong", status=422)
    except RegisterError as error:
        if error.code == MOVED:
            return moved(document_id, error)
        return shown(document_id, faults=[FieldError("", error.code, error.message)], status=status_of(error))
    return redirect(url_for("documents.show", document_id=document_id), 303)


def shown(
    document_id: str, *, faults: Sequence[FieldError] = (), heading: str = "", status: int = 200
) -> Response:
    """Return the page of a document, with what an act was refused for on top."""
    with workplace().reading() as turn:
        page = document_page(turn, document_id, with_proof="doi-chieu" in request.args)
    return answer(
        "documents/document.html", status=status, page=page, faults=faults, heading=heading, has_pdf=has_pdf()
    )


def has_pdf() -> bool:
    """Tell whether this machine can make PDF."""
    return desk().converter is not None


def _without_paths(invalid: InvalidInput) -> list[FieldError]:
    """Return faults of an input for a page that does not have its fields: they lead nowhere here."""
    return [FieldError("", one.code, one.message) for one in invalid.errors]
