"""A document as the API answers it: the object of `issuing.shown`, its tag, and the office as applications know it."""

from dataclasses import replace
from typing import Any

from service.api.call import Answer, json_bytes
from service.api.problems import question_object
from service.issuing import redrafting
from service.issuing.shown import document_object
from service.issuing.workplace import Turn
from service.register.canonical import digest
from service.register.models import Document
from service.register.sandbox import real_id


def document_payload(turn: Turn, row: Document) -> dict[str, Any]:
    """Return the object of a document; in a sandbox under the id of the real office."""
    return {**document_object(turn, row), "office": real_id(row.office_id)}


def shown(turn: Turn, row: Document, *, status: int = 200, **more: Any) -> Answer:
    """Return the answer that shows a document; `more` stands beside its own keys."""
    payload = {**document_payload(turn, row), **more}
    headers = {"ETag": f'"{redrafting.tag(turn, row)}"'}
    if status == 201:
        headers["Location"] = payload["links"]["self"]
    return Answer(payload=payload, status=status, headers=headers, document_id=row.id)


def read(turn: Turn, row: Document, **more: Any) -> Answer:
    """Return what `shown` does, with a tag of this very answer: that of the document's state, a dot, the answer's own.

    An answer tells more than the state: files, what later documents did to it, what the reader may do.
    """
    made = shown(turn, row, **more)
    content = json_bytes(made.payload)
    own = f'"{redrafting.tag(turn, row)}.{digest(content)}"'
    return replace(made, content=content, headers={**made.headers, "ETag": own})


def questions_payload(questions: Any) -> list[dict[str, Any]]:
    """Return questions as the API shows them."""
    return [question_object(question) for question in questions]
