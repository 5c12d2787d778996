"""Documents as files: the .docx, the PDF, all that is kept with them, the versions of their input."""

import re
from pathlib import PurePath

from service.api.call import Answer, Call, file_answer
from service.api.endpoint import DOCUMENT, Endpoint, Reply, in_path
from service.conversion.libreoffice import ConverterMissing
from service.doctypes.reading import read_input
from service.domain.refusal import Refused
from service.domain.text import file_name
from service.http_answers import DOCX, PDF
from service.issuing import rendered_file
from service.issuing.page_pictures import pdf_of
from service.issuing.shown import details, file_object
from service.register import documents
from service.register.canonical import canonical_json
from service.register.errors import DocumentNotFound
from service.register.tokens import Scope

_TAG = "Văn bản"
_POSITION = {"type": "integer", "minimum": 1, "maximum": 100_000}
_FILES = Reply(schema="Files", description="Các tệp của văn bản.")
_FILE_HEADERS = ("Content-Disposition", "ETag", "Repr-Digest")


def document_docx(call: Call) -> Answer:
    """Return the newest file of a document; of a draft what it would be for signature."""
    made = rendered_file.newest(call.work, call.arguments["document_id"])
    return file_answer(made.content, DOCX, file_name=made.file_name, utf8_name=made.utf8_name)


def document_pdf(call: Call) -> Answer:
    """Return the same as a PDF, made by LibreOffice."""
    if call.desk.converter is None:
        raise ConverterMissing  # before anything is rendered
    made = rendered_file.newest(call.work, call.arguments["document_id"])
    names = [str(PurePath(name).with_suffix(".pdf")) for name in (made.file_name, made.utf8_name)]
    content = pdf_of(made.content, call.desk.converter)
    return file_answer(content, PDF, file_name=names[0], utf8_name=names[1])


def list_files(call: Call) -> Answer:
    """List the files of a document."""
    with call.work.reading() as turn:
        found = documents.files_of(turn.session, turn.actor, call.arguments["document_id"])
        return Answer(payload={"files": [file_object(file) for file in found]})


def download_file(call: Call) -> Answer:
    """Return one file of a document as it was kept."""
    document_id, position = call.arguments["document_id"], int(call.arguments["position"])
    with call.work.reading() as turn:
        content = documents.file_content(turn.session, turn.actor, document_id, position)
        found = documents.files_of(turn.session, turn.actor, document_id)
        name = next(file.name for file in found if file.position == position)
        media_type = next(file.media_type for file in found if file.position == position)
    return file_answer(content, media_type, file_name=_ascii_name(name), utf8_name=name)


def _ascii_name(name: str) -> str:
    """Return the name of a kept file as ASCII: letters without their marks, no sign of control."""
    path = PurePath(name)
    ending = re.sub("[^A-Za-z0-9]", "", path.suffix)
    try:
        return file_name(path.stem, extension=ending)
    except Refused:
        return file_name("tep", extension=ending)


def list_versions(call: Call) -> Answer:
    """List the versions of a document's input."""
    document_id = call.arguments["document_id"]
    with call.work.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        found = [
            {**one, "links": {"input": f"/api/v1/documents/{document_id}/versions/{one['version']}"}}
            for one in details(turn, row)["versions"]
        ]
    return Answer(payload={"versions": found})


def show_version(call: Call) -> Answer:
    """Return the input of one version, as it can be sent again."""
    document_id, wanted = call.arguments["document_id"], int(call.arguments["version"])
    with call.work.reading() as turn:
        for one in documents.versions_of(turn.session, turn.actor, document_id):
            if one.version == wanted:
                stored = read_input(documents.version_input(one) or b"{}", "input.json")
                said = {**stored, "office": call.shown_office}
                return Answer(content=canonical_json(said).encode())
    raise DocumentNotFound(f"Văn bản không có phiên bản {wanted}.")


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/documents/{document_id}.docx",
        scope=Scope.READ,
        tag=_TAG,
        summary="Tải văn bản (.docx)",
        handler=document_docx,
        parameters=(DOCUMENT,),
        reply=Reply(media_types=(DOCX,), description="Tệp .docx.", headers=_FILE_HEADERS),
        codes=("document_not_found", "invalid_input", "wrong_state"),
    ),
    Endpoint(
        method="GET",
        path="/documents/{document_id}.pdf",
        scope=Scope.READ,
        tag=_TAG,
        summary="Tải văn bản (.pdf)",
        handler=document_pdf,
        parameters=(DOCUMENT,),
        reply=Reply(media_types=(PDF,), description="Tệp .pdf.", headers=_FILE_HEADERS),
        codes=(
            "document_not_found",
            "invalid_input",
            "wrong_state",
            "converter_missing",
            "conversion_failed",
        ),
    ),
    Endpoint(
        method="GET",
        path="/documents/{document_id}/files",
        scope=Scope.READ,
        tag=_TAG,
        summary="Liệt kê tệp của văn bản",
        handler=list_files,
        parameters=(DOCUMENT,),
        reply=_FILES,
        codes=("document_not_found",),
    ),
    Endpoint(
        method="GET",
        path="/documents/{document_id}/files/{position}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Tải một tệp của văn bản",
        handler=download_file,
        parameters=(DOCUMENT, in_path("position", "Thứ tự của tệp.", _POSITION)),
        reply=Reply(media_types=("*/*",), description="Tệp như đã lưu.", headers=_FILE_HEADERS),
        codes=("document_not_found",),
    ),
    Endpoint(
        method="GET",
        path="/documents/{document_id}/versions",
        scope=Scope.READ,
        tag=_TAG,
        summary="Liệt kê phiên bản của dữ liệu soạn thảo",
        handler=list_versions,
        parameters=(DOCUMENT,),
        reply=Reply(schema="Versions", description="Các phiên bản."),
        codes=("document_not_found",),
    ),
    Endpoint(
        method="GET",
        path="/documents/{document_id}/versions/{version}",
        scope=Scope.READ,
        tag=_TAG,
        summary="Xem dữ liệu của một phiên bản",
        handler=show_version,
        parameters=(DOCUMENT, in_path("version", "Số phiên bản.", _POSITION)),
        reply=Reply(schema="Input", description="Dữ liệu, gửi lại được."),
        codes=("document_not_found",),
    ),
)
