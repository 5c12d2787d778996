"""Questions at their fields: a box "Xác nhận là đúng" with a reason writes `acknowledged`, nobody types codes.

Each question has inputs named ``acknowledged[3].code``, ``.path``, ``.subject``, ``.$yes``, ``.reason``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.doctypes.questions import asked
from service.domain.findings import Question
from service.web.form_fields import Asked

_KEYS = ("code", "path", "subject")


def asked_questions(questions: Sequence[Question], acknowledged: Any) -> list[Asked]:
    """Return all questions of an input with their answers; `acknowledged` is what the envelope has under that name."""
    answers = _answers(acknowledged)
    found = []
    for number, question in enumerate(questions):
        is_answered = not asked([question], answers)
        reason = next(
            (
                str(one.get("reason") or "")
                for one in answers
                if (one["code"], one["path"]) == (question.code, question.path)
            ),
            "",
        )
        found.append(
            Asked(
                f"acknowledged[{number}]",
                question.code,
                question.path,
                question.subject,
                question.message,
                is_answered,
                reason,
            )
        )
    return found


def kept_answers(questions: Sequence[Asked], acknowledged: Any) -> list[Asked]:
    """Return the answers that belong to none of the questions, to be carried along where no question can be asked."""
    shown = {(one.code, one.path) for one in questions}
    return [
        _kept(f"acknowledged[{len(questions) + number}]", one)
        for number, one in enumerate(_answers(acknowledged))
        if (one["code"], one["path"]) not in shown
    ]


def _kept(key: str, answer: Mapping[str, Any]) -> Asked:
    code, path, subject, reason = (str(answer.get(name) or "") for name in (*_KEYS, "reason"))
    return Asked(key, code, path, subject, message="", is_answered=True, reason=reason)


def read_answers(raw: Any) -> list[dict[str, str]]:
    """Return `acknowledged` of a posted form: the questions whose box is ticked."""
    items = raw.values() if isinstance(raw, Mapping) else ()
    return [
        _answer(item) for item in items if isinstance(item, Mapping) and item.get("$yes") and item.get("code")
    ]


def _answer(item: Mapping[str, Any]) -> dict[str, str]:
    texts = {key: item[key].strip() for key in (*_KEYS, "reason") if isinstance(item.get(key), str)}
    return {key: text for key, text in texts.items() if text or key == "subject"}


def _answers(acknowledged: Any) -> list[Mapping[str, Any]]:
    """Return the answers that name a question; the validation has its own word about the others."""
    given: Iterable[Any] = acknowledged if isinstance(acknowledged, list) else ()
    return [one for one in given if isinstance(one, Mapping) and {"code", "path"} <= set(one)]
