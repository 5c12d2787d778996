"""“Soạn văn bản”: a type, and what to begin with: nothing, a sample, a document of the register, a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.errors import UnreadableInput
from service.issuing.draft_beginnings import Beginning, beginnings, begun_with
from service.issuing.draft_saving import without_blanks
from service.issuing.drafting import save
from service.register.canonical import canonical_json
from service.web.access import notice
from service.web.draft_request import FormReader
from service.web.form_page import FormPage, form_schema
from service.web.form_reading import understood_texts
from service.web.signed_in import current_office, desk, office_roles, workplace
from service.web.starting import BLANK, Start, fitted, samples_of, started

blueprint = Blueprint("drafting", __name__)

_HALF_A_SIGN = (
    "Tệp có ký tự hỏng (nửa ký tự Unicode). Mở tệp ở chương trình đã tạo ra nó, lưu lại rồi tải lên."
)


@dataclass(frozen=True, slots=True)
class TypeOffer:
    """A type with everything that a draft of it can begin with."""

    document_type: DocumentType
    samples: tuple[Start, ...]
    documents: tuple[Beginning, ...]


@blueprint.get("/van-ban/moi")
def start() -> str:
    """Show the types that can be used and what each can begin with; who tries things out begins with a sample."""
    found = desk()
    office, day = current_office(), office_day(found.now())
    offers = beginnings(workplace(), office.office_id)
    types = [
        TypeOffer(one, samples_of(one, day), tuple(offers.get(one.slug, ())))
        for one in found.catalogue.types()
    ]
    return render_template(
        "drafts/start.html", types=types, switched_off=found.switched_off, tries_out=office.is_demo
    )


@blueprint.post("/van-ban/moi")
def begin() -> ResponseReturnValue:
    """Make a draft and go to its form. Raises UnknownDocumentType, UnreadableInput, NotAllowed."""
    document_type = desk().catalogue.get(request.form.get("type", ""))
    try:
        envelope = _beginning(document_type)
    except UnreadableInput as error:
        notice(error.message, kind="danger")
        return redirect(url_for("drafting.start"))
    envelope = {**envelope, "type": document_type.slug, "office": current_office().office_id}
    row = save(workplace(), document_type.slug, as_typed(document_type, envelope))
    return redirect(url_for("drafts.write", document_id=row.id))


def _beginning(document_type: DocumentType) -> dict[str, Any]:
    """Return the input that was chosen: of a file, of a document of the register, of a sample, or none."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return _understood(document_type, _whole(read_input(file.read(), file.filename)))
    chosen, _, name = request.form.get("start", BLANK).partition(":")
    if chosen in {"document", "source"}:
        return begun_with(workplace(), document_type, name)
    sample = started(desk().catalogue, document_type, name if chosen == "sample" else BLANK)
    shown = fitted(sample, office_roles(current_office().office_id))
    return {key: value for key, value in shown.items() if key != "month"}  # a sample is of its own month


def _whole(envelope: dict[str, Any]) -> dict[str, Any]:
    """Return an input of a file. Raises UnreadableInput for half a sign, which no register can keep."""
    try:
        canonical_json(envelope).encode()
    except UnicodeEncodeError:
        raise UnreadableInput(_HALF_A_SIGN) from None
    return envelope


def as_typed(document_type: DocumentType, envelope: dict[str, Any]) -> dict[str, Any]:
    """Return an input as the form gives it back, so that the first save of a page changes nothing by itself."""
    found, day = desk(), office_day(desk().now())
    page = FormPage(document_type, found.catalogue, day, envelope)
    reader = FormReader(document_type, found.catalogue, envelope["office"])
    kept = {
        name: value
        for name, value in envelope.items()
        if name in {"acknowledged", "month", "check_again", "tray"}
    }
    typed: dict[str, Any] = without_blanks(reader.read(page.all_inputs()).envelope)
    return kept | typed


def _understood(document_type: DocumentType, envelope: Mapping[str, Any]) -> dict[str, Any]:
    schema = form_schema(document_type)
    found: dict[str, Any] = understood_texts(schema, dict(envelope), schema)
    return found
