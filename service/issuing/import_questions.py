"""What was taken over from an older file and has to be looked at for the year of the new document."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from service import reference
from service.doctypes.definition import DocumentType
from service.doctypes.questions import check_again_question, shown_value
from service.doctypes.schemas import resolved
from service.domain.findings import Question
from service.domain.person_names import names_person
from service.intake.citing import KIND_WORDS

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A month or a quarter of some year, a day of one; how often something is done in a month is none.
_WHEN = re.compile(
    r"(?i)(?<!hằng )(?<!hàng )(?<!mỗi )(?<!một )"
    r"\b(?:tháng (?:1[0-2]|0?[1-9])|quý (?:IV|I{1,3}|[1-4]))\b(?! (?:lần|buổi|cuộc|ngày))"
    r"|\b(?:ngày|trước|đến|từ) (?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])\b"
)
_CITED = re.compile(
    rf"\b(?:{KIND_WORDS}) (?:số ?:? ?\d|\d+[/-]\w)|\b(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kết luận|Thông tư) \d"
)
_BODIES: Final = frozenset({"agency", "agencies"})
_ASKED: Final = frozenset({"date", "deadline", "year", "month", "citation"})


def check_again(document_type: DocumentType, envelope: Mapping[str, Any], today: date) -> list[Question]:
    """Return the questions about years, dates, citations and names that were taken over, in the order of the form."""
    found = [*_of_frame(envelope), *_of_content(document_type, envelope.get("content", {}))]
    return [check_again_question(path, shown, today) for path, shown in found]


def _of_frame(envelope: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if _YEAR.search(str(envelope.get("subject", ""))):
        yield "subject", shown_value(envelope["subject"])
    if envelope.get("month"):
        yield "month", shown_value(envelope["month"])
    signer = envelope.get("signer")
    if isinstance(signer, Mapping) and signer.get("name"):
        yield "signer.name", shown_value(signer["name"])
    for place, one in enumerate(envelope.get("recipients", ())):
        if _names_person(one["name"]):
            yield f"recipients[{place}].name", shown_value(one["name"])


def _of_content(document_type: DocumentType, content: Any) -> Iterator[tuple[str, str]]:
    schema = document_type.schema
    yield from _walk(schema, schema, content, "content")


def _of_value(kind: str, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield a value of a kind that is asked about.

    A deadline without a figure (“thường xuyên”) has no year, a body that names no person is the same in every year.
    """
    shown = shown_value(value)
    if kind == "deadline":
        is_asked = any(sign.isdigit() for sign in shown)
    elif kind in _BODIES:
        is_asked = _names_person(shown)
    else:
        is_asked = kind in _ASKED or (not kind and isinstance(value, str) and _is_of_its_year(value))
    if is_asked:
        yield path, shown


def _walk(
    shape: Mapping[str, Any], root: Mapping[str, Any], value: Any, path: str
) -> Iterator[tuple[str, str]]:
    shape = resolved(shape, root)
    kind = shape.get("x-format", "")
    if kind in _ASKED or kind in _BODIES or isinstance(value, str):
        yield from _of_value(kind, value, path)
    elif isinstance(value, Mapping):
        for name, part in shape.get("properties", {}).items():
            if name in value:
                yield from _walk(part, root, value[name], f"{path}.{name}")
    elif isinstance(value, list) and "items" in shape:
        for place, item in enumerate(value):
            yield from _walk(shape["items"], root, item, f"{path}[{place}]")


def _is_of_its_year(text: str) -> bool:
    """Tell whether a text says what another year may have otherwise: a time, a cited document, a person."""
    return any(one.search(text) for one in (_YEAR, _WHEN, _CITED)) or _names_person(text)


def _names_person(text: str) -> bool:
    """Tell whether a text names a person; a unit that is called after one is none."""
    return names_person(text, _unit_names())


@cache
def _unit_names() -> frozenset[str]:
    return frozenset(one.name for one in reference.units())
