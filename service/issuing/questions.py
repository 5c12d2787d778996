"""Answers to questions: which are still open, how an answer is kept, and how other programs send one.

An answer of a program is bound to the value that the question is about.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from service.domain.findings import Question
from service.errors import OpenQuestions
from service.register.canonical import digest


def key_of(question: Question) -> str:
    """Return the name of a question in a document: ``code@path``."""
    return f"{question.code}@{question.path}"


def answered(questions: Sequence[Question], acknowledged: Collection[str]) -> list[Question]:
    """Return the questions that a person answers: by their code, as ``code@path``, or as `answer_to` has it."""
    given = set(acknowledged)
    return [one for one in questions if {one.code, key_of(one), answer_to(one)} & given]


def require_answered(questions: Sequence[Question], acknowledged: Collection[str]) -> list[Question]:
    """Return the questions, all of them answered. Raises OpenQuestions for the others."""
    found = answered(questions, acknowledged)
    left = [one for one in questions if one not in found]
    if left:
        raise OpenQuestions(left)
    return found


def answers(
    questions: Sequence[Question], reasons: Mapping[str, str] | None = None
) -> tuple[dict[str, str], ...]:
    """Return answered questions as they are kept with the document; `reasons` by `key_of`.

    >>> answers([Question("month", "month_turned", "?", subject="02/2025")], {"month_turned@month": "Đã ký lại"})
    ({'code': 'month_turned', 'path': 'month', 'subject': '02/2025', 'reason': 'Đã ký lại'},)
    """
    return tuple(
        {"code": one.code, "path": one.path, "subject": one.subject, **_reason(one, reasons or {})}
        for one in questions
    )


def reasons_from(given: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the reasons that objects of `acknowledged` give, by `key_of`."""
    return {f"{one['code']}@{one['path']}": str(one["reason"]) for one in given if one.get("reason")}


def _reason(question: Question, reasons: Mapping[str, str]) -> dict[str, str]:
    reason = reasons.get(key_of(question), "").strip()
    return {"reason": reason} if reason else {}


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
