"""Questions to the author: which are still open, and those about citations."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from service.domain.citations import is_law
from service.domain.findings import Question


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
