"""What waits for a person in an office, by the step that is asked of him: the lists of “Việc của tôi”.

A document waits for whoever was asked by name (`assignments`), else for all who may take its next step by role. Each
list is read from the index on office and state (`worklist_questions`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from service.register.offices import office
from service.register.permissions import Actor, OfficeAct, require
from service.register.states import State
from service.register.worklist_questions import COUNT_MAX, Desk, WorkGroup, counting, listing

__all__ = ["COUNT_MAX", "GROUP_NAMES", "WorkGroup", "WorkItem", "WorkPage", "counts", "items"]

GROUP_NAMES = {
    WorkGroup.TO_REVIEW: "Chờ tôi duyệt",
    WorkGroup.RETURNED: "Bị trả lại",
    WorkGroup.TO_NUMBER: "Chờ cấp số",
    WorkGroup.TO_DISPATCH: "Chờ phát hành",
    WorkGroup.DRAFTS: "Bản nháp",
    WorkGroup.WAITING: "Đang chờ người khác",
}
_ALL = tuple(WorkGroup)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One document of a list; `entry` is the cursor of the next page.

    `remark` says why it was returned, `returned_by` is who did; both "" in other lists.
    """

    id: str
    entry: int
    kind_title: str
    subject: str
    code: str
    state: State
    drafter: str
    updated_at: datetime
    remark: str
    returned_by: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Which documents of a list: at most `limit`, those older than the entry `before` (the last page's cursor)."""

    limit: int
    before: int | None = None


def counts(
    session: Session, actor: Actor, office_id: str, groups: tuple[WorkGroup, ...] = _ALL
) -> dict[WorkGroup, int]:
    """Return how many documents wait in each list, at most COUNT_MAX + 1, in one question. Raises NotAllowed."""
    statement = counting(_desk(session, actor, office_id), groups)
    row = session.execute(statement, {"user_id": actor.user_id, "office_id": office_id}).one()
    return {group: min(found, COUNT_MAX + 1) for group, found in zip(groups, row, strict=True)}


def items(
    session: Session, actor: Actor, office_id: str, page: WorkPage, groups: tuple[WorkGroup, ...] = _ALL
) -> Mapping[WorkGroup, list[WorkItem]]:
    """Return the newest documents of each list, one page of them, in one question. Raises NotAllowed."""
    statement = listing(_desk(session, actor, office_id), groups, page.limit, is_first=page.before is None)
    asked = {"user_id": actor.user_id, "office_id": office_id, "before": page.before}
    found: dict[WorkGroup, list[WorkItem]] = {group: [] for group in groups}
    for row in session.execute(statement, asked):
        there = found[WorkGroup(row.work_group)]
        if len(there) < page.limit:  # so many came of each stage
            there.append(_item(row))
    return found


def _item(row: Any) -> WorkItem:
    return WorkItem(
        id=row.id,
        entry=row.entry,
        kind_title=row.kind_title,
        subject=row.subject,
        code=row.code or "",
        state=State(row.state),
        drafter=row.drafter or "",
        updated_at=row.updated_at,
        remark=row.remark or "",
        returned_by=row.returned_by or "",
    )


def _desk(session: Session, actor: Actor, office_id: str) -> Desk:
    roles = require(session, actor, office_id, OfficeAct.READ)
    return Desk(roles, tuple(office(session, actor, office_id).steps))
