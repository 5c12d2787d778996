"""Files of a document: its text as Word and PDF, the signed originals; all under short ASCII names."""

from flask import Blueprint, Response

from service.conversion.libreoffice import ConverterMissing
from service.domain.text import file_name
from service.http_answers import DOCX, PDF, attachment
from service.issuing.document_page import download_name
from service.issuing.drafting import envelope_of
from service.issuing.input_file import input_yaml
from service.issuing.page_pictures import pdf_of
from service.issuing.printed_view import printed
from service.issuing.rendered_file import specimen
from service.register import documents
from service.register.errors import DocumentNotFound
from service.register.models import Document
from service.web.signed_in import desk, workplace

blueprint = Blueprint("document_files", __name__)

YAML = "application/yaml; charset=utf-8"


@blueprint.get("/van-ban/<document_id>.docx")
def word(document_id: str) -> Response:
    """Give the document as Word: its numbered text, else as it goes up for signature."""
    row, content = _text(document_id)
    return _given(content, DOCX, _ascii_name(row, "docx"))


@blueprint.get("/van-ban/<document_id>.pdf")
def pdf(document_id: str) -> Response:
    """Give the text as PDF, which shows it and is no original. Raises ConverterMissing, ConversionFailed."""
    converter = desk().converter
    if converter is None:
        raise ConverterMissing
    row, content = _text(document_id)
    return _given(pdf_of(content, converter), PDF, _ascii_name(row, "pdf"))


@blueprint.get("/van-ban/<document_id>/ban-mau.docx")
def specimen_word(document_id: str) -> Response:
    """Give a draft as it would look with number and day, for looking only. Raises InvalidInput, WrongState."""
    made = specimen(workplace(), document_id)
    return _given(made.content, DOCX, made.file_name)


@blueprint.get("/van-ban/<document_id>/du-lieu.yaml")
def typed(document_id: str) -> Response:
    """Give what was typed, valid or not, as a file that a new draft can begin with. Raises DocumentNotFound."""
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        envelope = envelope_of(turn, row)
    return _given(input_yaml(envelope).encode(), YAML, _ascii_name(row, "yaml"))


@blueprint.get("/van-ban/<document_id>/tep/<int:position>")
def stored(document_id: str, position: int) -> Response:
    """Give a file with the very bytes that are stored. Raises DocumentNotFound."""
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        files = documents.files_of(turn.session, turn.actor, document_id)
        file = next((one for one in files if one.position == position), None)
        if file is None:
            raise DocumentNotFound("Văn bản không có tệp này.")
        content = documents.file_content(turn.session, turn.actor, document_id, position)
    return _given(content, file.media_type, download_name(row, file))


def _text(document_id: str) -> tuple[Document, bytes]:
    """Return the document with its text as .docx."""
    place = workplace()
    with place.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        return row, printed(place, turn, row).content


def _ascii_name(row: Document, ending: str) -> str:
    """Return the short name: symbol, number, year; a draft says that it is one."""
    number = (row.code or "").partition("/")[0]
    known = [row.symbol or row.base_symbol, number or "dự thảo", str(row.year or "")]
    return file_name(*(part for part in known if part), extension=ending)


def _given(content: bytes, media_type: str, name: str) -> Response:
    """Return a file under its ASCII name alone: what is saved goes into other systems, which keep no diacritics."""
    return attachment(content, media_type, file_name=name, utf8_name=name)
