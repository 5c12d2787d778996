"""Reading and reviewing: the document as it is printed, a remark at a paragraph, the steps of approval."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.http_answers import status_of
from service.issuing import remarks
from service.issuing.document_page import document_title
from service.issuing.open_questions import open_questions
from service.issuing.page_pictures import can_show_pages, pages_of
from service.issuing.possible_acts import possible_acts
from service.issuing.printed_view import PrintedView, printed
from service.issuing.remarks import Said
from service.issuing.seen import guarded, seen_mark
from service.issuing.workplace import Turn, Workplace
from service.register import documents
from service.register.errors import DocumentNotFound, RegisterError
from service.register.models import Document
from service.register.permissions import roles_of
from service.register.states import DocumentAct, State, transition
from service.web.access import notice
from service.web.document_answers import answer
from service.web.document_typed import Typed
from service.web.signed_in import desk, workplace

blueprint = Blueprint("review", __name__)
_KEY_BYTES = 18
_EMPTY = PrintedView((), {}, b"")


@blueprint.get("/van-ban/<document_id>/xem")
def read(document_id: str) -> Response:
    """Show the document as printed; `doan` opens the form of a remark at that paragraph."""
    return _page(document_id, _Shown(paragraph=_number(request.args.get("doan", ""))))


@blueprint.get("/van-ban/<document_id>/trang")
def pages(document_id: str) -> Response:
    """Show the pages as they print. Raises ConverterMissing, ConversionFailed, InvalidInput."""
    row, pictures = _pictures(document_id)
    return answer("documents/pages.html", row=row, title=document_title(row), count=len(pictures))


@blueprint.get("/van-ban/<document_id>/trang/<int:number>.png")
def picture(document_id: str, number: int) -> Response:
    """Give one page as a picture."""
    _, pictures = _pictures(document_id)
    if not 1 <= number <= len(pictures):
        raise DocumentNotFound("Văn bản không có trang này.")
    return Response(pictures[number - 1], mimetype="image/png")


@blueprint.post("/van-ban/<document_id>/gop-y")
def say(document_id: str) -> ResponseReturnValue:
    """Keep a remark, at a paragraph or on the whole."""
    typed = Typed()
    body = typed.text("body", "Góp ý", needed=True)
    paragraph = _number(request.form.get("paragraph", ""))
    version = _number(request.form.get("version", "")) or 0
    try:
        typed.require()
        said = Said(key=request.form.get("key", ""), body=body, version=version, paragraph=paragraph)
        remarks.add(_place(document_id, paragraph), document_id, said)
    except InvalidInput as invalid:
        return _page(document_id, _Shown(paragraph=paragraph, faults=invalid.errors, status=422))
    except RegisterError as error:
        faults = [FieldError("body", error.code, error.message)]
        return _page(document_id, _Shown(paragraph=paragraph, faults=faults, status=status_of(error)))
    notice("Đã ghi góp ý. Người soạn thảo thấy ở đúng ô của đoạn này.")
    place = url_for("review.read", document_id=document_id)
    return redirect(f"{place}#doan-{paragraph}" if paragraph else place, 303)


@blueprint.post("/van-ban/<document_id>/gop-y/<remark_id>/xong")
def settle(document_id: str, remark_id: str) -> ResponseReturnValue:
    """Mark a remark as dealt with."""
    remarks.settle(workplace(), document_id, remark_id)
    notice("Đã đánh dấu góp ý là đã xử lý.")
    return redirect(url_for("documents.show", document_id=document_id) + "#gop-y", 303)


def _place(document_id: str, paragraph: int | None) -> Workplace:
    """Return where a remark is made: one at a paragraph only on the text that was read, else it names another one."""
    if paragraph is None:
        return workplace()
    return guarded(workplace(), document_id, request.form.get("seen", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the page is shown with: the paragraph that the form is at, what was wrong."""

    paragraph: int | None = None
    faults: Sequence[FieldError] = ()
    status: int = 200


def _page(document_id: str, shown: _Shown) -> Response:
    """Return the page; a draft that cannot be printed yet shows why."""
    place = workplace()
    with place.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        view, faults, missing = _view(place, turn, row)
        said = remarks.of_document(turn, document_id)
        acts = possible_acts(turn, row)
        may_remark = _may_remark(turn, row)
        seen = seen_mark(turn, row)
        questions = open_questions(place, turn, row) if view.blocks else ()
    return answer(
        "documents/review.html",
        status=shown.status,
        row=row,
        title=document_title(row),
        view=view,
        input_faults=faults,
        missing=missing,
        remarks_at=_by_paragraph(said, row.version),
        other_remarks=[one for one in said if one.paragraph is None or one.version != row.version],
        acts=acts,
        may_remark=may_remark,
        seen=seen,
        questions=questions,
        chosen=shown.paragraph if view.texts.get(shown.paragraph or 0, "").strip() else None,
        faults=shown.faults,
        key=request.form.get("key") or secrets.token_urlsafe(_KEY_BYTES),
        typed=request.form.get("body", ""),
        has_pages=can_show_pages(desk().converter),
    )


def _by_paragraph(said: Sequence[remarks.ShownRemark], version: int) -> dict[int, list[remarks.ShownRemark]]:
    """Return the remarks on this version by the paragraph that each was made at."""
    found: dict[int, list[remarks.ShownRemark]] = {}
    for one in said:
        if one.paragraph is not None and one.version == version:
            found.setdefault(one.paragraph, []).append(one)
    return found


def _view(place: Workplace, turn: Turn, row: Document) -> tuple[PrintedView, Sequence[FieldError], str]:
    """Return the view, or the faults of the draft, or why there is nothing to see."""
    try:
        return printed(place, turn, row), (), ""
    except InvalidInput as invalid:
        return _EMPTY, invalid.errors, ""
    except DocumentNotFound as nothing:
        return _EMPTY, (), nothing.message


def _pictures(document_id: str) -> tuple[Document, Sequence[bytes]]:
    """Return a document with its pages as pictures."""
    place = workplace()
    with place.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        content = printed(place, turn, row).content
    return row, pages_of(content, desk().converter)


def _may_remark(turn: Turn, row: Document) -> bool:
    """Tell whether the person may say something about the document now."""
    allowed = transition(DocumentAct.REMARK, State(row.state))
    roles = roles_of(turn.session, turn.actor, row.office_id)
    return allowed is not None and not roles.isdisjoint(allowed.roles)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
