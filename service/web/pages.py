"""The pages: the list of document types; for each type a form, an upload and the downloads."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request

from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.domain.text import file_name
from service.errors import InvalidInput, UnreadableInput
from service.http_answers import DOCX, SAFETY_HEADERS, attachment, page_bytes, status_of
from service.issuing.desk import Desk
from service.issuing.input_file import input_yaml
from service.issuing.issuer import prepared_input
from service.issuing.preview import RenderedPreview, preview
from service.web import live_answers
from service.web.csrf import FormGuard
from service.web.form_page import FormPage, form_schema
from service.web.form_reading import understood_texts
from service.web.form_request import Posted, read_form, shows_only
from service.web.starting import BLANK, samples_of, started

blueprint = Blueprint("web", __name__, template_folder="templates", static_folder="static")
blueprint.add_url_rule("/form/deadline", view_func=live_answers.deadline)
blueprint.add_url_rule("/form/offices", view_func=live_answers.offices)
blueprint.add_url_rule("/form/bodies", view_func=live_answers.bodies)

EXPIRED = "Trang này mở đã lâu hoặc được gửi từ nơi khác. Dữ liệu đã nhập vẫn còn, hãy bấm nút một lần nữa"
YAML = "application/yaml; charset=utf-8"
#: The inputs of one form: a plan of 24 tasks has some 1,500, a large one ten times as many.
MOST_INPUTS = 60_000


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk


def _guard() -> FormGuard:
    guard: FormGuard = current_app.extensions["form_guard"]
    return guard


@blueprint.before_request
def _allow_large_forms() -> None:
    """Let a form have as many inputs as a plan needs; its size in bytes stays limited for all requests."""
    request.max_form_parts = MOST_INPUTS


@blueprint.get("/")
def types() -> str:
    """List the types that can be used, and say which are switched off and why."""
    desk = _desk()
    return render_template(
        "types.html",
        starts=[(one, samples_of(one)) for one in desk.catalogue.types()],
        switched_off=desk.switched_off,
    )


@blueprint.get("/types/<slug>")
def edit(slug: str) -> Response:
    """Show the form of a type: empty, or with a sample (`?start=huyen_ba_to_2025/ke_hoach`)."""
    desk = _desk()
    document_type = desk.catalogue.get(slug)
    envelope = started(desk.catalogue, document_type, request.args.get("start", BLANK))
    return _page(_form(document_type, envelope))


@blueprint.post("/types/<slug>")
def make(slug: str) -> Response:
    """Answer a button of the form: the document, the data, the questions, or the form with a list changed."""
    desk = _desk()
    document_type = desk.catalogue.get(slug)
    posted = read_form(document_type, desk.catalogue, request.form, request.files, office_day(desk.now()))
    action = request.form.get("action", "signature")
    page = replace(_form(document_type, posted.envelope), is_dirty=True, removed=posted.removed)
    if not _guard().is_ours():
        return _page(replace(page, notice=EXPIRED), status=403)
    if action == "save":
        return _kept(document_type, posted.envelope)
    if shows_only(action) or posted.filled:
        return _page(replace(page, faults=posted.faults, filled=posted.filled), status=200)
    return _made(page, posted, action)


@blueprint.post("/types/<slug>/upload")
def upload(slug: str) -> Response:
    """Take a file of YAML or JSON: into the form, or straight to the document."""
    desk = _desk()
    document_type = desk.catalogue.get(slug)
    try:
        envelope = _uploaded()
    except UnreadableInput as error:
        page = _form(document_type, started(desk.catalogue, document_type, BLANK))
        page = replace(page, notice=error.message, upload_failed=True)
        return _page(page, status=status_of(error))
    schema = form_schema(document_type)
    envelope = understood_texts(schema, envelope, schema)
    page = _form(document_type, envelope)
    if not _guard().is_ours():
        return _page(replace(page, notice=EXPIRED), status=403)
    return _made(page, Posted(envelope, ()), request.form.get("action", "open"))


def _uploaded() -> dict[str, Any]:
    """Return the input in the file that was sent. Raises UnreadableInput."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise UnreadableInput("Chưa chọn tệp. Chọn một tệp .yaml hoặc .json rồi bấm lại.")
    return read_input(file.read(), file.filename)


def _form(document_type: DocumentType, envelope: dict[str, Any]) -> FormPage:
    desk = _desk()
    return FormPage(document_type, desk.catalogue, office_day(desk.now()), envelope)


def _made(page: FormPage, posted: Posted, action: str) -> Response:
    """Return the document, or the form with what must be looked at first."""
    slug, desk = page.document_type.slug, _desk()
    unanswered = {name: value for name, value in page.envelope.items() if name != "acknowledged"}
    try:
        questions = prepared_input(desk.catalogue, page.document_type, unanswered).questions
        made = preview(desk.catalogue, slug, page.envelope, now=desk.now(), specimen=action == "specimen")
    except InvalidInput as error:
        return _page(replace(page, faults=posted.all_faults(error.errors)), status=status_of(error))
    page = replace(page, questions=questions, is_checked=action != "open", faults=posted.faults)
    if page.faults:
        return _page(page, status=422)
    if action in {"signature", "specimen"} and request.form.get("seen", "") == page.questions_mark:
        return _download(made)
    return _page(page)


def _download(made: RenderedPreview) -> Response:
    return attachment(made.content, DOCX, file_name=made.file_name, utf8_name=made.utf8_name)


def _kept(document_type: DocumentType, envelope: dict[str, Any]) -> Response:
    """Return what was typed as a file, valid or not."""
    day = office_day(_desk().now()).isoformat()
    name = file_name(document_type.slug, "du-lieu", day, extension="yaml")
    utf8_name = f"{document_type.title} (dữ liệu đã nhập {day}).yaml"
    return attachment(input_yaml(envelope).encode(), YAML, file_name=name, utf8_name=utf8_name)


def _page(page: FormPage, *, status: int = 200) -> Response:
    """Return the form's page with the token of this browser; its scripts may ask this service and nobody else."""
    mark = _guard().browser_mark()
    html = render_template(
        "edit.html", page=page, csrf=_guard().token(mark), starts=samples_of(page.document_type)
    )
    response = make_response(page_bytes(html), status)
    policy = SAFETY_HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; connect-src 'self'"
    _guard().remember(response, mark)
    return response
