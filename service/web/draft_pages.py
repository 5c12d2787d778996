"""The page on which a draft of the register is written, and what its scripts ask while somebody types."""

from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from service.domain.dates import office_day
from service.http_answers import SAFETY_HEADERS, page_bytes
from service.issuing.draft_saving import BaseNeeded, Kept, Typed, kept, save_typed
from service.issuing.live_check import check_draft
from service.issuing.remarks import open_of
from service.jobs.tables.columns import layout
from service.register import documents
from service.register.errors import WrongState
from service.register.models import Document
from service.register.states import State
from service.web.access import notice
from service.web.draft_answers import kept_answer, kept_words
from service.web.draft_form import changed_form
from service.web.draft_request import FormReader, client_name, sent_pairs
from service.web.editing_checks import check_answer
from service.web.form_page import FormPage
from service.web.signed_in import desk, office_roles, person, workplace
from service.web.starting import with_blanks

blueprint = Blueprint("drafts", __name__)

_NO_DRAFT = "Văn bản này không còn là bản nháp nên không sửa được nữa."


@blueprint.get("/van-ban/<document_id>/soan")
def write(document_id: str) -> ResponseReturnValue:
    """Show the form of a draft. Raises DocumentNotFound, WrongState."""
    row = _draft(document_id)
    return _page(row, kept(workplace(), document_id))


@blueprint.post("/van-ban/<document_id>/soan")
def press(document_id: str) -> ResponseReturnValue:
    """Answer a button of the form where no script runs: a list changed, or everything kept.

    Somebody else's state is not written over without a word: the page says who saved, and the next press does it.
    """
    row = _draft(document_id)
    form = changed_form(_reader(row).document_type, desk().catalogue)
    page = replace(
        _form(row, {**form.envelope, "office": row.office_id}),
        removed=form.removed,
        filled=form.filled,
        is_dirty=True,
    )
    action, state = request.form.get("action", ""), kept(workplace(), document_id)
    if form.shows_only:
        shown = replace(page, faults=form.faults)
        return _page(row, state, page=shown, etag=request.form.get("etag", ""))
    if request.form.get("etag", "") != state.etag:
        words = (
            f"{state.by} đã lưu bản nháp này lúc {kept_words(state.at, desk().now())}, khác với trang này."
        )
        words += " Bấm lưu lần nữa để giữ bản của bạn; bản kia vẫn còn trong các phiên bản."
        return _page(row, state, page=replace(page, notice=words), status=409)
    state = save_typed(workplace(), document_id, Typed(page.envelope, state.etag))
    if any(
        fault.path.startswith("sources.") for fault in form.faults
    ):  # a file is not kept: it is said here or never
        return _page(row, state, page=replace(page, faults=form.faults), status=422)
    if action in {"questions", "preview"}:
        endpoint = "previews.html" if action == "preview" else "drafts.write"
        return redirect(
            url_for(endpoint, document_id=document_id, kiem_tra=1 if action == "questions" else None)
        )
    notice(f"Đã lưu lúc {kept_words(state.at, desk().now())}.")
    return redirect(url_for("drafts.write", document_id=document_id))


@blueprint.post("/van-ban/<document_id>/soan/luu")
def keep(document_id: str) -> ResponseReturnValue:
    """Keep what a page sends (`pairs`, `etag`, `base`, `prefer`): see docs/drafts.md for the answer.

    Status 409 with code ``base_needed`` asks for `base`; ``wrong_state`` says that it is no draft any more.
    """
    row = _draft(document_id)
    reader, form = _reader(row), request.form
    sent, base = reader.read(sent_pairs(form.get("pairs")) or []), sent_pairs(form.get("base"))
    chosen = [name for name in form.get("prefer", "").split("\n") if name]
    typed = Typed(
        sent.envelope,
        form.get("etag", ""),
        reader.read(base).envelope if base is not None else None,
        prefers=lambda path: client_name(sent.tree, path) in chosen,
    )
    try:
        saved = save_typed(workplace(), document_id, typed)
    except BaseNeeded as error:
        return jsonify({"code": error.code, "message": error.message}), 409
    page = _form(row, sent.envelope)
    return jsonify(kept_answer(saved, sent, page, me=person().name, now=desk().now()))


@blueprint.get("/van-ban/<document_id>/soan/hien-tai")
def current(document_id: str) -> ResponseReturnValue:
    """Answer ``{"etag", "at", "by"}`` of what is kept now: a page asks whether somebody else has saved."""
    state = kept(workplace(), document_id)
    return jsonify({"etag": state.etag, "at": kept_words(state.at, desk().now()), "by": state.by})


@blueprint.post("/van-ban/<document_id>/soan/kiem-tra")
def check(document_id: str) -> ResponseReturnValue:
    """Answer outline, faults, questions, wording and layout of what a page sends; nothing is kept."""
    row = _draft(document_id)
    sent = _reader(row).read(sent_pairs(request.form.get("pairs")) or [])
    found = check_draft(workplace(), document_id, sent.envelope)
    page = replace(_form(row, sent.envelope), faults=found.faults, questions=found.questions)
    return jsonify(check_answer(found, sent, page))


def _draft(document_id: str) -> Document:
    """Return a draft that the person may see. Raises DocumentNotFound, WrongState."""
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
    if row.state != State.DRAFT or row.type_slug is None:
        raise WrongState(_NO_DRAFT)
    return row


def _reader(row: Document) -> FormReader:
    catalogue = desk().catalogue
    return FormReader(catalogue.get(str(row.type_slug)), catalogue, row.office_id)


def _form(row: Document, envelope: dict[str, Any]) -> FormPage:
    catalogue = desk().catalogue
    offices = {one.office_id: one.name for one in person().offices}
    name = offices.get(row.office_id, row.office_id)
    document_type = catalogue.get(str(row.type_slug))
    today = office_day(desk().now())
    return FormPage(
        document_type, catalogue, today, envelope, office_name=name, roles=office_roles(row.office_id)
    )


def _document_page(document_id: str) -> str:
    """Return the page of the document, where it is handed on; "" where the application has none."""
    endpoint = "documents.show"
    return url_for(endpoint, document_id=document_id) if endpoint in current_app.view_functions else ""


def _page(
    row: Document,
    state: Kept,
    *,
    page: FormPage | None = None,
    etag: str | None = None,
    status: int = 200,
) -> Response:
    shown = page or _form(row, with_blanks(desk().catalogue.get(str(row.type_slug)), state.envelope))
    if request.args.get("kiem_tra"):
        found = check_draft(workplace(), row.id, state.envelope)
        shown = replace(shown, faults=found.faults, questions=found.questions, is_checked=True)
    with workplace().reading() as turn:
        shown = replace(shown, reviews=open_of(turn, row))
    html = render_template(
        "drafts/edit.html",
        page=shown,
        row=row,
        state=state,
        etag=state.etag if etag is None else etag,
        kept_at=kept_words(state.at, desk().now()),
        who=current_user.get_id(),
        document_page=_document_page(row.id),
        tables=" ".join(group.path for group in layout(shown.document_type).groups.values()),
    )
    response = make_response(page_bytes(html), status)
    policy = SAFETY_HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; connect-src 'self'"
    return response
