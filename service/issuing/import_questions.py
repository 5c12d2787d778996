"""What was taken over from an older file and has to be looked at for the year of the new document."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from service.doctypes.definition import DocumentType
from service.doctypes.questions import check_again_question, shown_value
from service.doctypes.schemas import resolved
from service.domain.findings import Question

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKED: Final = frozenset({"date", "deadline", "year", "month", "citation"})


def check_again(document_type: DocumentType, envelope: Mapping[str, Any], today: date) -> list[Question]:
    """Return the questions about years, dates, citations and names that were taken over, in the order of the form."""
    found = [*_of_frame(envelope), *_of_content(document_type, envelope.get("content", {}))]
    return [check_again_question(path, shown, today) for path, shown in found]


def _of_frame(envelope: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if _YEAR.search(str(envelope.get("subject", ""))):
        yield "subject", shown_value(envelope["subject"])
    signer = envelope.get("signer")
    if isinstance(signer, Mapping) and signer.get("name"):
        yield "signer.name", shown_value(signer["name"])


def _of_content(document_type: DocumentType, content: Any) -> Iterator[tuple[str, str]]:
    schema = document_type.schema
    yield from _walk(schema, schema, content, "content")


def _of_value(kind: str, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield a value of a kind that is asked about; a deadline without a figure (“thường xuyên”) has no year."""
    shown = shown_value(value)
    if kind != "deadline" or any(sign.isdigit() for sign in shown):
        yield path, shown


def _walk(
    shape: Mapping[str, Any], root: Mapping[str, Any], value: Any, path: str
) -> Iterator[tuple[str, str]]:
    shape = resolved(shape, root)
    kind = shape.get("x-format", "")
    if kind in _ASKED:
        yield from _of_value(kind, value, path)
    elif isinstance(value, Mapping):
        for name, part in shape.get("properties", {}).items():
            if name in value:
                yield from _walk(part, root, value[name], f"{path}.{name}")
    elif isinstance(value, list) and "items" in shape:
        for place, item in enumerate(value):
            yield from _walk(shape["items"], root, item, f"{path}[{place}]")
    elif isinstance(value, str) and not kind and _YEAR.search(value):
        yield path, shown_value(value)
