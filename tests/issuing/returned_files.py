"""A plan as a draft, its file, and what both say."""

from typing import Any

from service.inspection import inspect
from service.issuing.draft_versions import version_envelope
from service.issuing.rendered_file import newest
from service.issuing.returned_reading import FileReading
from service.register import documents
from tests.issuing.conftest import Office


def plan(office: Office) -> dict[str, Any]:
    """The full plan with its assignment in the text only, so that all of its print is typed by somebody."""
    envelope = {**office.catalogue.sample("ke_hoach", "full"), "office": office.id}
    content = {**envelope["content"], "assignment_in": "text"}
    for name in ("assignment_note", "assignment_title"):
        content.pop(name)
    content["general_tasks"] = "Thực hiện nghiêm [[qd_1211]] và [[cv_87]]."
    return {**envelope, "content": content}


def file_of(office: Office, document_id: str) -> bytes:
    return newest(office.work(), document_id).content


def content_of(office: Office, document_id: str) -> dict[str, Any]:
    with office.work().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        return dict(version_envelope(turn, document_id, row.version)["content"])


def words_of(office: Office, content: bytes) -> list[str]:
    """The words of a file's text, without its numbers."""
    return FileReading.of(
        office.catalogue.get("ke_hoach"), inspect(content), {"office": office.id}
    ).all_words()
