"""The pages: the list of document types; for each type a form, an upload and the download."""

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request

from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.errors import InvalidInput, UnreadableInput
from service.http_answers import DOCX, attachment, status_of
from service.issuing.desk import Desk
from service.issuing.preview import RenderedPreview, preview
from service.web.csrf import FormGuard
from service.web.form_editing import edit as edit_list
from service.web.form_editing import is_edit
from service.web.form_page import FormPage
from service.web.form_reading import envelope_of, tree_of

blueprint = Blueprint("web", __name__, template_folder="templates", static_folder="static")

EXPIRED = "Trang này mở đã lâu hoặc được gửi từ nơi khác. Dữ liệu đã nhập vẫn còn, hãy bấm nút một lần nữa"


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk


def _guard() -> FormGuard:
    guard: FormGuard = current_app.extensions["form_guard"]
    return guard


@blueprint.get("/")
def types() -> str:
    """List the types that can be used, and say which are switched off and why."""
    desk = _desk()
    return render_template(
        "types.html", document_types=desk.catalogue.types(), switched_off=desk.switched_off
    )


@blueprint.get("/types/<slug>")
def edit(slug: str) -> Response:
    """Show the form of a type, filled with its full sample (`?sample=minimal`: with the short one)."""
    document_type = _desk().catalogue.get(slug)
    name = "minimal" if request.args.get("sample") == "minimal" else "full"
    return _page(FormPage(document_type, _desk().catalogue.sample(slug, name)))


@blueprint.post("/types/<slug>")
def make(slug: str) -> Response:
    """Answer a button of the form: the document, the questions, or the form with a list changed."""
    document_type = _desk().catalogue.get(slug)
    schema = FormPage(document_type, {}).schema
    tree = tree_of(request.form.items(multi=True))
    action = request.form.get("action", "signature")
    if is_edit(action):
        edit_list(tree, action)
    envelope = {"type": slug, **envelope_of(tree, schema, keep_blank=is_edit(action))}
    if not _guard().is_ours():
        return _page(FormPage(document_type, envelope, notice=EXPIRED), status=403)
    if is_edit(action):
        return _page(FormPage(document_type, envelope))
    return _made(document_type, envelope, action)


@blueprint.post("/types/<slug>/upload")
def upload(slug: str) -> Response:
    """Take a file of YAML or JSON: into the form, or straight to the document."""
    document_type = _desk().catalogue.get(slug)
    try:
        envelope = _uploaded()
    except UnreadableInput as error:
        page = FormPage(
            document_type, _desk().catalogue.sample(slug, "full"), notice=error.message, upload_failed=True
        )
        return _page(page, status=status_of(error))
    if not _guard().is_ours():
        return _page(FormPage(document_type, envelope, notice=EXPIRED), status=403)
    return _made(document_type, envelope, request.form.get("action", "open"))


def _uploaded() -> dict[str, Any]:
    """Return the input in the file that was sent. Raises UnreadableInput."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise UnreadableInput("Chưa chọn tệp. Chọn một tệp .yaml hoặc .json rồi bấm lại.")
    return read_input(file.read(), file.filename)


def _made(document_type: DocumentType, envelope: dict[str, Any], action: str) -> Response:
    """Return the document, or the form with what must be looked at first."""
    try:
        made = preview(
            _desk().catalogue, document_type.slug, envelope, now=_desk().now(), specimen=action == "specimen"
        )
    except InvalidInput as error:
        return _page(FormPage(document_type, envelope, faults=error.errors), status=status_of(error))
    page = FormPage(document_type, envelope, questions=made.prepared.questions, is_checked=action != "open")
    if action in {"signature", "specimen"} and request.form.get("seen", "") == page.questions_mark:
        return _download(made)
    return _page(page)


def _download(made: RenderedPreview) -> Response:
    return attachment(made.content, DOCX, file_name=made.file_name, utf8_name=made.utf8_name)


def _page(page: FormPage, *, status: int = 200) -> Response:
    """Return the form's page with the token of this browser."""
    mark = _guard().browser_mark()
    response = make_response(render_template("edit.html", page=page, csrf=_guard().token(mark)), status)
    _guard().remember(response, mark)
    return response
