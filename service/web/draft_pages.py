"""The page on which a draft of the register is written, and what its scripts ask while somebody types."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from service.http_answers import SAFETY_HEADERS, page_bytes, wants_json
from service.issuing.draft_closed import DraftClosed, open_draft
from service.issuing.draft_saving import BaseNeeded, Kept, Typed, kept, kept_in, save_typed
from service.issuing.issuing_office import issuing_office
from service.issuing.labelling import MOST_CHARACTERS, NAMING
from service.issuing.live_check import check_draft, faults_and_questions
from service.issuing.possible_acts import PossibleAct, next_of_draft
from service.issuing.remarks import open_of
from service.issuing.workplace import Turn
from service.jobs.tables.columns import layout
from service.register.models import Document
from service.web.access import notice
from service.web.document_pages import FROM_DRAFT, from_draft
from service.web.draft_answers import kept_answer, kept_words
from service.web.draft_form import changed_form
from service.web.draft_request import FormReader, input_path, page_pairs, preferred, sent_pairs, tried_pairs
from service.web.editing_checks import check_answer
from service.web.form_page import FormPage
from service.web.form_skeletons import add_fields
from service.web.sent_forms import page_of_another
from service.web.signed_in import desk, office_roles, person, workplace
from service.web.starting import with_blanks

blueprint = Blueprint("drafts", __name__)
add_fields(blueprint)


@blueprint.errorhandler(DraftClosed)
def closed(error: DraftClosed) -> ResponseReturnValue:
    """Say who took the draft on, to the script of an open page or as a page; what was typed there is given back."""
    if wants_json(request):
        return jsonify({"code": error.code, "message": error.message}), 409
    typed = [value for name, value in request.form.items() if _is_text(name, value)]
    html = render_template(
        "drafts/closed.html",
        message=error.message,
        document_id=error.document_id,
        typed="\n\n".join(typed),
        who=current_user.get_id(),
    )
    return make_response(page_bytes(html), 409)


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a page begins with: a mark; the inputs of that state where the page shows others; what it may write over."""

    etag: str
    base: str | None = None
    over: str = ""


@blueprint.get("/van-ban/<document_id>/soan")
def write(document_id: str) -> ResponseReturnValue:
    """Show the form of a draft. Raises DocumentNotFound, DraftClosed."""
    with workplace().reading() as turn:
        row, state = open_draft(turn, document_id), kept_in(turn, document_id)
        page = _looked_at(turn, row, state, _begun_form(turn, row, state))
    return _rendered(page, row, state, _Begun(state.etag))


@blueprint.post("/van-ban/<document_id>/soan")
def press(document_id: str) -> ResponseReturnValue:
    """Answer a button of the form: a list changed, everything kept, or the draft taken on to its next step.

    Somebody else's state is not written over without a word: the page says who saved, and the next press does it; what
    is written over stands still as a version.
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
        return _page(row, state, page=shown, begun=_begun())
    try:
        typed = Typed(page.envelope, request.form.get("etag", ""), is_over=_is_over())
        state = save_typed(workplace(), document_id, typed)
    except BaseNeeded:
        return _moved(row, kept(workplace(), document_id), page)
    if any(
        fault.path.startswith("sources.") for fault in form.faults
    ):  # a file is not kept: it is said here or never
        return _page(row, state, page=replace(page, faults=form.faults), status=422)
    if action in FROM_DRAFT:
        return from_draft(document_id, action, state.etag)
    if action in {"questions", "preview"}:
        endpoint = "previews.html" if action == "preview" else "drafts.write"
        return redirect(
            url_for(endpoint, document_id=document_id, kiem_tra=1 if action == "questions" else None)
        )
    notice(f"Đã lưu lúc {kept_words(state.at, desk().now())}.")
    return redirect(url_for("drafts.write", document_id=document_id))


@blueprint.post("/van-ban/<document_id>/soan/luu")
def keep(document_id: str) -> ResponseReturnValue:
    """Keep what a page sends (`pairs`, `etag`, `base`, `prefer`, `tried`, `over`, `who`): see docs/drafts.md.

    Status 409 with code ``base_needed`` asks for `base`; ``wrong_state`` says that it is no draft any more. Status 403
    with `who` is signed in now: what is typed on the page of one person is not kept under the name of another.
    """
    form = request.form
    if (owner := form.get("who", person().login)) != person().login:
        return page_of_another(owner)
    row = _draft(document_id)
    reader = _reader(row)
    sent, base = reader.read(page_pairs(form.get("pairs"))), sent_pairs(form.get("base"))
    typed = Typed(
        sent.envelope,
        form.get("etag", ""),
        reader.read(base).envelope if base is not None else None,
        prefers={input_path(sent.tree, name): mark for name, mark in preferred(form.get("prefer")).items()},
        tried=[reader.read(one).envelope for one in tried_pairs(form.get("tried"))],
        is_over=_is_over(),
    )
    try:
        saved = save_typed(workplace(), document_id, typed)
    except BaseNeeded as error:
        return jsonify({"code": error.code, "message": error.message}), 409
    page = _form(row, sent.envelope)
    return jsonify(kept_answer(saved, sent, page, now=desk().now()))


@blueprint.get("/van-ban/<document_id>/soan/hien-tai")
def current(document_id: str) -> ResponseReturnValue:
    """Answer ``{"etag", "at", "by"}`` of what is kept now: a page asks whether somebody else has saved.

    Status 409 with code ``wrong_state`` says that it is no draft any more, and who took it on.
    """
    with workplace().reading() as turn:
        open_draft(turn, document_id)
        state = kept_in(turn, document_id)
    return jsonify({"etag": state.etag, "at": kept_words(state.at, desk().now()), "by": state.by})


@blueprint.post("/van-ban/<document_id>/soan/kiem-tra")
def check(document_id: str) -> ResponseReturnValue:
    """Answer outline, faults, questions, wording and layout of what a page sends; nothing is kept."""
    row = _draft(document_id)
    sent = _reader(row).read_filled(sent_pairs(request.form.get("pairs")) or [])
    found = check_draft(workplace(), document_id, sent.envelope)
    page = replace(_form(row, sent.envelope), faults=found.faults, questions=found.questions)
    return jsonify(check_answer(found, sent, page))


def _is_over() -> bool:
    """Tell whether this request writes over a state of somebody else that the page told of before."""
    form = request.form
    return bool(form.get("over")) and form["over"] == form.get("etag")


def _begun() -> _Begun:
    """Return what the page of this request began with, for the page that is shown again."""
    form = request.form
    return _Begun(form.get("etag", ""), form.get("base"), form.get("over", ""))


def _moved(row: Document, state: Kept, page: FormPage) -> Response:
    """Say who has saved meanwhile. The page may write that over; one that knows what it began with merges both."""
    at = kept_words(state.at, desk().now())
    words = f"{state.by} đã lưu bản nháp này lúc {at}, khác với trang này."
    begun = _begun()
    if begun.base:
        words += " Trang ghép hai bản lại: xem lại rồi bấm lần nữa."
    else:
        words += " Bấm lưu lần nữa để giữ bản của bạn; bản kia vẫn còn trong các phiên bản."
        begun = _Begun(state.etag, over=state.etag)
    return _page(row, state, page=replace(page, notice=words), begun=begun, status=409)


def _draft(document_id: str) -> Document:
    """Return a draft that the person may see. Raises DocumentNotFound, DraftClosed."""
    with workplace().reading() as turn:
        return open_draft(turn, document_id)


def _is_text(name: str, value: str) -> bool:
    """Tell whether an input of the form holds words that a person typed."""
    return name.startswith(("content.", "subject")) and not name.endswith(".label") and len(value.split()) > 1


def _reader(row: Document) -> FormReader:
    catalogue = desk().catalogue
    return FormReader(catalogue.get(str(row.type_slug)), catalogue, row.office_id)


def _form(row: Document, envelope: dict[str, Any], roles: Mapping[str, str] | None = None) -> FormPage:
    catalogue = desk().catalogue
    offices = {one.office_id: one.name for one in person().offices}
    name = offices.get(row.office_id, row.office_id)
    document_type = catalogue.get(str(row.type_slug))
    today = office_day(desk().now())
    bodies = office_roles(row.office_id) if roles is None else roles
    return FormPage(document_type, catalogue, today, envelope, office_name=name, roles=bodies)


def _begun_form(turn: Turn, row: Document, state: Kept) -> FormPage:
    """Return the form of what is kept."""
    document_type = desk().catalogue.get(str(row.type_slug))
    roles = issuing_office(turn, row.office_id, office_day(desk().now())).roles
    return _form(row, with_blanks(document_type, state.envelope), roles)


def _document_page(document_id: str) -> str:
    """Return the page of the document, where it is handed on; "" where the application has none."""
    endpoint = "documents.show"
    return url_for(endpoint, document_id=document_id) if endpoint in current_app.view_functions else ""


@dataclass(frozen=True, slots=True)
class _LookedAt:
    """A form with what reviewers and the check say of it, and what its writer does when it is ready."""

    form: FormPage
    following: PossibleAct | None


def _looked_at(turn: Turn, row: Document, state: Kept, form: FormPage) -> _LookedAt:
    """Return a form with what is said of it in the moment of a turn."""
    if request.args.get("kiem_tra"):
        faults, questions = faults_and_questions(workplace(), turn, row, state.envelope)
        form = replace(form, faults=faults, questions=questions, is_checked=True)
    return _LookedAt(replace(form, reviews=open_of(turn, row)), next_of_draft(turn, row))


def _page(
    row: Document, state: Kept, *, page: FormPage, begun: _Begun | None = None, status: int = 200
) -> Response:
    """Return a form that was sent, shown again."""
    with workplace().reading() as turn:
        looked_at = _looked_at(turn, row, state, page)
    return _rendered(looked_at, row, state, begun or _Begun(state.etag), status=status)


def _rendered(page: _LookedAt, row: Document, state: Kept, begun: _Begun, *, status: int = 200) -> Response:
    html = render_template(
        "drafts/edit.html",
        page=page.form,
        row=row,
        state=state,
        begun=begun,
        kept_at=kept_words(state.at, desk().now()),
        who=current_user.get_id(),
        document_page=_document_page(row.id),
        following=page.following,
        naming=NAMING,
        longest_label=MOST_CHARACTERS,
        tables=" ".join(group.path for group in layout(page.form.document_type).groups.values()),
    )
    response = make_response(page_bytes(html), status)
    policy = SAFETY_HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; connect-src 'self'"
    return response
