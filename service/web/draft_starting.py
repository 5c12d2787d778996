"""“Soạn văn bản”: a type, and what to begin with: nothing, a sample, a document of the register, a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.errors import InvalidInput, ServiceError, UnreadableInput
from service.issuing.draft_beginnings import SHOWN_MAX, Beginning, beginnings, beginnings_of, begun_with
from service.issuing.draft_saving import without_blanks
from service.issuing.drafting import save
from service.register.canonical import canonical_json
from service.register.errors import DocumentNotFound, WrongState
from service.web.draft_request import FormReader
from service.web.form_page import FormPage, form_schema
from service.web.form_reading import understood_texts
from service.web.signed_in import current_office, desk, office_roles, workplace
from service.web.starting import BLANK, Start, fitted, samples_of, started
from service.web.telling import cut

blueprint = Blueprint("drafting", __name__)

_HALF_A_SIGN = (
    "Tệp có ký tự hỏng (nửa ký tự Unicode). Mở tệp ở chương trình đã tạo ra nó, lưu lại rồi tải lên."
)


_WORD_ENDINGS = (".docx", ".doc", ".docm", ".rtf", ".odt")


@dataclass(frozen=True, slots=True)
class TypeOffer:
    """A type with everything that a draft of it can begin with."""

    document_type: DocumentType
    samples: tuple[Start, ...]
    documents: tuple[Beginning, ...]


@blueprint.get("/van-ban/moi")
def start() -> str:
    """Show the types that can be used and what each can begin with; who tries things out begins with a sample.

    `tim` looks for older documents of the register by words; `tu` is one document to begin with.
    """
    return _page()


def _page(faults: Sequence[FieldError] = ()) -> str:
    """Return the page with what was wrong with the press before, and what was chosen in it."""
    found = desk()
    office, day = current_office(), office_day(found.now())
    words, document_id = request.args.get("tim", "").strip(), request.args.get("tu", "")
    offers = (
        beginnings_of(workplace(), document_id)
        if document_id
        else beginnings(workplace(), office.office_id, words)
    )
    wrong = {fault.path for fault in faults}
    types = [
        TypeOffer(one, samples_of(one, day), tuple(offers.get(one.slug, ())))
        for one in found.catalogue.types()
        if not document_id or one.slug in offers or f"tep-{one.slug}" in wrong
    ]
    return render_template(
        "drafts/start.html",
        types=types,
        switched_off=found.switched_off,
        tries_out=office.is_demo,
        words=words,
        is_found=bool(offers),
        is_chosen=bool(document_id),
        most=SHOWN_MAX,
        faults=faults,
        chosen_type=request.form.get("type", ""),
        chosen_start=request.form.get("start", ""),
    )


@blueprint.post("/van-ban/moi")
def begin() -> ResponseReturnValue:
    """Make a draft and go to its form, or say on the page why not. Raises UnknownDocumentType, NotAllowed."""
    document_type = desk().catalogue.get(request.form.get("type", ""))
    try:
        envelope = _beginning(document_type)
    except InvalidInput as error:
        return _page(error.errors), 422
    except (UnreadableInput, DocumentNotFound, WrongState) as error:
        return _page([_at_choice(document_type, error)]), 422
    envelope = {**envelope, "type": document_type.slug, "office": current_office().office_id}
    row = save(workplace(), document_type.slug, as_typed(document_type, envelope))
    return redirect(url_for("drafts.write", document_id=row.id))


def _beginning(document_type: DocumentType) -> dict[str, Any]:
    """Return the input that was chosen: of a file, of a document of the register, of a sample, or none."""
    file = request.files.get("file")
    if file is not None and file.filename:
        given = _whole(read_input(file.read(), file.filename))
        _require_type(document_type, given)
        return _understood(document_type, given)
    chosen, _, name = request.form.get("start", BLANK).partition(":")
    if chosen in {"document", "source"}:
        return begun_with(workplace(), document_type, name)
    sample = started(desk().catalogue, document_type, name if chosen == "sample" else BLANK)
    shown = fitted(sample, office_roles(current_office().office_id))
    return {key: value for key, value in shown.items() if key != "month"}  # a sample is of its own month


def _at_choice(document_type: DocumentType, error: ServiceError) -> FieldError:
    """Return what refused a beginning, at the choice that it is about: the file, or the document of the register."""
    if not isinstance(error, UnreadableInput):
        return FieldError(f"bat-dau-{document_type.slug}", error.code, f"{error.message} Chọn chỗ khác.")
    file = request.files.get("file")
    is_word = file is not None and (file.filename or "").lower().endswith(_WORD_ENDINGS)
    way_out = f" Có tệp Word thì bấm “Từ tệp Word năm trước” ở mục {document_type.title}." if is_word else ""
    return FieldError(f"tep-{document_type.slug}", error.code, error.message + way_out)


def _require_type(document_type: DocumentType, envelope: Mapping[str, Any]) -> None:
    """Refuse a file that says it is of another type. Raises InvalidInput, at the file of the type that it is of."""
    named = envelope.get("type")
    if named in (None, "", document_type.slug):  # whatever it holds: a file may name a list
        return
    other = next((one for one in desk().catalogue.types() if one.slug == named), None)
    if other is None:
        said = f"Tệp này ghi loại văn bản “{cut(str(named), 40)}”, không phải {document_type.title}. Chọn tệp khác."
        raise InvalidInput([FieldError(f"tep-{document_type.slug}", "other_type", said)])
    said = f"Tệp này là dữ liệu của {other.title}, không phải {document_type.title}. Chọn tệp ở mục {other.title}."
    raise InvalidInput([FieldError(f"tep-{other.slug}", "other_type", said)])


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
