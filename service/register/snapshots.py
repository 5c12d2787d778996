"""What a reading of the register has asked already: it sees one snapshot, so that the answers hold until its end."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

SNAPSHOT = "snapshot"
"""Key of a reading's answers in `Session.info`; a session that writes has none."""
T = TypeVar("T")


def remembered(session: Session, question: Hashable, ask: Callable[[], T]) -> T:
    """Return an answer that is asked once in a reading, and every time in a transaction that writes.

    For answers of which a reading needs few: they are kept as long as it lasts.
    """
    answers: dict[Hashable, Any] | None = session.info.get(SNAPSHOT)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return cast("T", answers[question])


def latest(session: Session, kind: str, key: Hashable, ask: Callable[[], T]) -> T:
    """Return an answer for `key`, asked once as long as the reading asks about the same key of this kind."""
    answers: dict[Hashable, Any] | None = session.info.get(SNAPSHOT)
    if answers is None:
        return ask()
    known = answers.get(kind)
    if known is None or known[0] != key:
        known = answers[kind] = (key, ask())
    return cast("T", known[1])


def known(session: Session, kind: str, key: Hashable) -> Any:
    """Return the answer that `latest` has for this key now, None where it has none."""
    answers: dict[Hashable, Any] = session.info.get(SNAPSHOT) or {}
    of, answer = answers.get(kind, (None, None))
    return answer if of == key else None
