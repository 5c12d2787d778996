"""Chuyển người phụ trách: who is asked for the step that a document waits for, and asking somebody else."""

from dataclasses import dataclass

from service.domain.alphabet import vietnamese_sort_key
from service.issuing.workplace import Turn, Workplace
from service.register import assignments


@dataclass(frozen=True, slots=True)
class Person:
    """A user as pages offer him."""

    id: str
    name: str
    login: str


def people_to_ask(turn: Turn, document_id: str) -> list[Person]:
    """Return who may be asked for the step of a document, by name. Raises DocumentNotFound."""
    found = assignments.candidates(turn.session, turn.actor, document_id)
    people = [Person(one.id, one.name, one.login) for one in found]
    return sorted(people, key=lambda one: vietnamese_sort_key(one.name))


def person_asked(turn: Turn, document_id: str) -> Person | None:
    """Return who was asked for the step that a document waits for, None where nobody was."""
    found = assignments.person_asked(turn.session, turn.actor, document_id)
    return None if found is None else Person(found.id, found.name, found.login)


def reassign(workplace: Workplace, document_id: str, user_id: str, *, reason: str = "") -> None:
    """Ask a person for the step of a document. Raises WrongState, NotAllowed, InvalidEntry, DocumentNotFound."""
    with workplace.writing() as turn:
        assignments.assign(turn.session, turn.actor, document_id, user_id=user_id, reason=reason)
