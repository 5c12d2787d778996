"""Questions to the author: which are still open, and those about citations."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from service.domain.citations import is_law
from service.domain.findings import Question

IMPORT_CHECK_AGAIN: Final = "import_check_again"
IMPORT_TRAY_OPEN: Final = "import_tray_open"
_SAID_IN_ORDER: Final = ("kind", "code", "date", "issuer", "subject")
_MONTH = re.compile(r"\A(\d{4})-(\d{2})\Z")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def asked(questions: Iterable[Question], acknowledged: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Return the questions that nobody has answered: an answer has their code, path and, if it names one, subject."""
    answers = list(acknowledged)
    if not answers:
        return tuple(questions)
    return tuple(
        question for question in questions if not any(_answers(question, answer) for answer in answers)
    )


def _answers(question: Question, answer: Mapping[str, Any]) -> bool:
    if (answer["code"], answer["path"]) != (question.code, question.path):
        return False
    return "subject" not in answer or answer["subject"] == question.subject


def citation_questions(
    content: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]
) -> list[Question]:
    """Ask about each cited document without a date; laws are cited by name and need none."""
    undated = [record for record in records.values() if "date" not in record and not is_law(record["kind"])]
    return [
        Question(
            f"{citation_path(content, record)}.date",
            "citation_undated",
            f"Văn bản viện dẫn “{citation_name(record)}” chưa có ngày ban hành. Hãy ghi ngày, hoặc xác nhận không có.",
            subject=citation_name(record),
        )
        for record in undated
    ]


def citation_name(record: Mapping[str, Any]) -> str:
    """Return what messages call a cited document: kind and number, else kind and label."""
    return (
        f"{record['kind']} số {record['code']}"
        if record.get("code")
        else f"{record['kind']} {record['label']}"
    )


def citation_path(content: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """Return where a record stands in the content; ``sources`` for one that a source lends."""
    return next((path for path, value in _objects(content, "content") if value is record), "sources")


def _objects(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield path, value
        for name, part in value.items():
            yield from _objects(part, f"{path}.{name}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _objects(item, f"{path}[{position}]")


def check_again_questions(envelope: Mapping[str, Any], today: date | None) -> list[Question]:
    """Ask about each value that was taken over from an older file (`check_again`) and is still the same."""
    return [
        check_again_question(one["path"], one["value"], today)
        for one in envelope.get("check_again", ())
        if shown_value(_value_at(envelope, one["path"])) == one["value"]
    ]


def tray_questions(envelope: Mapping[str, Any]) -> list[Question]:
    """Ask once about the paragraphs of an older file that found no field and that nobody has dealt with (`tray`)."""
    left: Sequence[str] = envelope.get("tray", ())
    if not left:
        return []
    first = " ".join(left[0].split())[:60]
    return [
        Question(
            "tray",
            IMPORT_TRAY_OPEN,
            f"Còn {len(left)} đoạn của tệp Word cũ chưa xếp vào ô nào (“{first}”…). Đánh dấu “Đã xử lý” từng đoạn ở "
            "đầu trang soạn, hoặc xác nhận là bỏ các đoạn này.",
            subject="\n".join(left)[:2000],
        )
    ]


def check_again_question(path: str, shown: str, today: date | None) -> Question:
    """Return the question about one value that was taken over; `shown` is the value as `shown_value` gives it."""
    year = f" cho năm {today.year}" if today is not None else ""
    words = _MONTH.sub(r"tháng \2/\1", shown)
    return Question(
        path,
        IMPORT_CHECK_AGAIN,
        f"Kiểm tra lại{year}: “{words[:120]}” lấy từ tệp Word cũ. Sửa lại, hoặc xác nhận là vẫn đúng.",
        subject=shown,
    )


def shown_value(value: Any) -> str:
    """Return a value as a question shows it, the same for the same value.

    >>> shown_value({"label": "qd_90", "kind": "Quyết định", "code": "90/QĐ-UBND", "issuer": "UBND tỉnh"})
    'Quyết định, 90/QĐ-UBND, UBND tỉnh'
    """
    if isinstance(value, Mapping):
        parts = sorted((item for item in value.items() if item[0] not in {"label", "link"}), key=_order)
        shown = ", ".join(shown_value(part) for _, part in parts)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        shown = ", ".join(shown_value(part) for part in value)
    else:
        shown = "" if value is None else str(value)
    return shown[:2000]


def _order(item: tuple[str, Any]) -> tuple[int, str]:
    """Return where a part of a value is said: as a citation names its document, others by their names."""
    name = item[0]
    return (_SAID_IN_ORDER.index(name) if name in _SAID_IN_ORDER else len(_SAID_IN_ORDER), name)


def _value_at(value: Any, path: str) -> Any:
    for name, place in _STEP.findall(path):
        if place:
            value = value[int(place)] if isinstance(value, list) and int(place) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, Mapping) else None
    return value
