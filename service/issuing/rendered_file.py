"""The newest .docx of a document: the kept one, or of a draft what it would be for signature, stored nowhere."""

from dataclasses import dataclass

from service.domain.dates import office_day
from service.domain.frame import Act
from service.domain.text import file_name
from service.issuing.drafting import drafted_again
from service.issuing.preview import SPECIMEN_NUMBER
from service.issuing.published_types import published_form
from service.issuing.rendition import (
    for_signature,
    numbered,
    numbered_name,
    readable_name,
    signature_name,
)
from service.issuing.workplace import Workplace
from service.register import documents, storage
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document
from service.register.states import State


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A .docx with its two names."""

    content: bytes
    file_name: str
    utf8_name: str


def newest(workplace: Workplace, document_id: str) -> RenderedDocument:
    """Return the newest .docx. Raises InvalidInput for a draft with faults, DocumentNotFound, WrongState."""
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        if row.origin == "record":
            raise DocumentNotFound("Văn bản làm ở nơi khác: tải tệp của văn bản ở mục files.")
        if row.content_sha256 is None:
            draft = drafted_again(workplace, turn, row)
            form = published_form(draft.document_type)
            day = office_day(workplace.now())
            content = for_signature(draft, form, day, document_id=document_id).content
        else:
            content = storage.load(turn.session, row.content_sha256) or b""
    return RenderedDocument(content, *_names(row))


def specimen(workplace: Workplace, document_id: str) -> RenderedDocument:
    """Return a draft as it would look with a number and today's day; nothing is taken or stored.

    Raises InvalidInput for a draft with faults, WrongState for what is no draft any more.
    """
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        if row.state != State.DRAFT:
            raise WrongState("Chỉ bản nháp có bản mẫu. Tải chính văn bản.")
        draft = drafted_again(workplace, turn, row)
        day = office_day(workplace.now())
        made = numbered(draft, published_form(draft.document_type), Act(SPECIMEN_NUMBER, day, today=day))
    name = file_name(row.base_symbol, "bản mẫu", extension="docx")
    return RenderedDocument(made.content, name, readable_name(row.kind_title, "(bản mẫu)", row.subject))


def _names(row: Document) -> tuple[str, str]:
    """Return the ASCII name of a document's file and the name that a person reads."""
    if row.number is None:
        plain = signature_name(row.base_symbol, row.version)
        return plain, readable_name(row.kind_title, "(trình ký)", row.subject)
    plain = numbered_name(row.symbol or "", row.number, row.year or 0)
    return plain, readable_name(row.kind_title, row.code or "", row.subject)
