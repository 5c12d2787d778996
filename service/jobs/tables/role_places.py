"""Roles of the plan that a unit has no body for: a commune has no inspectorate.

The document of such a unit names the unit's own committee there, and its author is asked: nobody can guess which body
took the task over, and a whole batch must not stop at it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.doctypes.faults import path_text
from service.domain.findings import Question
from service.domain.offices import Office
from service.jobs.tables.drafting import Draft, Path

ROLE_WITHOUT_BODY = "role_without_body"
_ROLE_KEYS = frozenset({"role", "note"})


@dataclass(frozen=True, slots=True)
class RolePlace:
    """Where a plan names a body by its role."""

    path: Path
    role: str
    note: str | None


@dataclass(frozen=True, slots=True)
class StandIn:
    """A place where the committee itself stands in for a body that the unit lacks."""

    place: RolePlace
    value: Mapping[str, str]


def role_places(envelope: Mapping[str, Any]) -> list[RolePlace]:
    """Return every place of an envelope that names a role; sources are other documents and are left alone."""
    return list(_places({name: part for name, part in envelope.items() if name != "sources"}, ()))


def _places(value: Any, path: Path) -> Iterator[RolePlace]:
    if isinstance(value, Mapping):
        if isinstance(value.get("role"), str) and value.keys() <= _ROLE_KEYS:
            yield RolePlace(path, value["role"], value.get("note"))
            return
        for name, part in value.items():
            yield from _places(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _places(part, (*path, place))


def stand_in(draft: Draft, places: Iterable[RolePlace], office: Office) -> list[StandIn]:
    """Put the committee's name where a draft names a role that its office lacks; return the places."""
    made = []
    for place in places:
        if place.role in office.roles or place.path[0] not in draft.envelope:
            continue
        value = {"name": office.short_name, **({"note": place.note} if place.note else {})}
        draft.put(place.path, value)
        made.append(StandIn(place, value))
    return made


def role_questions(draft: Draft, made: Iterable[StandIn], office: Office) -> list[Question]:
    """Ask about each role that a unit lacks, once; places for which the table names a body are settled."""
    asked: dict[str, Question] = {}
    for one in made:
        role = one.place.role
        if role in asked or draft.get(one.place.path) is not one.value:
            continue
        message = (
            f"{office.name} không có cơ quan giữ vai trò “{role}” mà dữ liệu chung giao việc: văn bản ghi"
            f" “{office.short_name}” vào chỗ đó. Hãy ghi tên cơ quan trong bảng, hoặc xác nhận."
        )
        asked[role] = Question(path_text(one.place.path), ROLE_WITHOUT_BODY, message, subject=role)
    return list(asked.values())
