"""Answers to questions as other programs send them: bound to the value that the question is about."""

from collections.abc import Mapping
from typing import Any

from service.domain.findings import Question
from service.register.canonical import digest


def answer_to(question: Question) -> str:
    """Return the answer that holds for this question only as long as its value stays what it is.

    >>> answer_to(Question("month", "month_turned", "?", subject="02/2025"))[:19]
    'month_turned@month#'
    """
    return _bound(question.code, question.path, question.subject)


def acknowledgement(question: Question) -> dict[str, str]:
    """Return the object that a client pastes into `acknowledged`; its `subject` is the value that it covers."""
    return {"code": question.code, "path": question.path, "subject": question.subject}


def answer_from(given: Mapping[str, Any]) -> str:
    """Return the answer that an object of `acknowledged` gives; without `subject` it covers any value."""
    if "subject" not in given:
        return f"{given['code']}@{given['path']}"
    return _bound(given["code"], given["path"], given["subject"])


def _bound(code: str, path: str, subject: str) -> str:
    return f"{code}@{path}#{digest(subject.encode())}"
