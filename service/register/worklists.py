"""What waits for a person in an office, by the step that is asked of him: the lists of “Việc của tôi”.

A document waits for whoever was asked by name (`assignments`), else for all who may take its next step by role. Each
list is read from the index on office and state.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, literal, not_, or_, select
from sqlalchemy.orm import Session, aliased

from service.register.models import Assignment, Document, DocumentVersion, User
from service.register.offices import office
from service.register.permissions import Actor, OfficeAct, require
from service.register.states import STEPS, DocumentAct, Role, State, hand_over_name, next_step, transition

COUNT_MAX = 999
"""More documents than this are not counted: a list says `999+`."""
_HANDED_OVER = "handed_over"
_HAND_OVER_LABELS = (hand_over_name(STEPS[0]), hand_over_name(None))


class WorkGroup(StrEnum):
    """A list of “Việc của tôi”."""

    TO_REVIEW = "to_review"
    RETURNED = "returned"
    TO_NUMBER = "to_number"
    TO_DISPATCH = "to_dispatch"
    DRAFTS = "drafts"
    WAITING = "waiting"


GROUP_NAMES = {
    WorkGroup.TO_REVIEW: "Chờ tôi duyệt",
    WorkGroup.RETURNED: "Bị trả lại",
    WorkGroup.TO_NUMBER: "Chờ cấp số",
    WorkGroup.TO_DISPATCH: "Chờ phát hành",
    WorkGroup.DRAFTS: "Bản nháp",
    WorkGroup.WAITING: "Đang chờ người khác",
}


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One document of a list; `remark` says why it was returned, `entry` is the cursor of the next page."""

    id: str
    entry: int
    kind_title: str
    subject: str
    code: str
    state: State
    drafter: str
    updated_at: datetime
    remark: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Which documents of a list: at most `limit`, those older than the entry `before` (the last page's cursor)."""

    limit: int
    before: int | None = None


@dataclass(frozen=True)
class _Desk:
    """Whose lists: the person, his roles in the office, the steps that it keeps."""

    user_id: str
    roles: frozenset[Role]
    steps: tuple[str, ...]


def counts(session: Session, actor: Actor, office_id: str) -> dict[WorkGroup, int]:
    """Return how many documents wait in each list, at most COUNT_MAX + 1, in one question. Raises NotAllowed."""
    desk = _desk(session, actor, office_id)
    some = {
        group: _query(desk, office_id, group, Document.entry).limit(COUNT_MAX + 1).subquery()
        for group in WorkGroup
    }
    row = session.execute(
        select(*(select(func.count()).select_from(one).scalar_subquery() for one in some.values()))
    ).one()
    return dict(zip(some, row, strict=True))


def items(
    session: Session,
    actor: Actor,
    office_id: str,
    group: WorkGroup,
    page: WorkPage,
) -> list[WorkItem]:
    """Return the newest documents of a list, one page of them. Raises NotAllowed."""
    desk = _desk(session, actor, office_id)
    columns = (
        Document.id,
        Document.entry,
        Document.kind_title,
        Document.subject,
        Document.code,
        Document.state,
        User.name,
        Document.updated_at,
        DocumentVersion.remark,
    )
    query = _query(desk, office_id, group, *columns).outerjoin(User, User.id == Document.created_by)
    here = and_(
        DocumentVersion.document_id == Document.id,
        DocumentVersion.version == _last_return(),
    )
    query = query.outerjoin(DocumentVersion, here)
    if page.before is not None:
        query = query.where(Document.entry < page.before)
    rows = session.execute(query.order_by(Document.entry.desc()).limit(page.limit))
    return [
        WorkItem(
            row.id,
            row.entry,
            row.kind_title,
            row.subject,
            row.code or "",
            State(row.state),
            row.name or "",
            row.updated_at,
            (row.remark or "") if group is WorkGroup.RETURNED else "",
        )
        for row in rows
    ]


def _desk(session: Session, actor: Actor, office_id: str) -> _Desk:
    roles = require(session, actor, office_id, OfficeAct.READ)
    return _Desk(actor.user_id, roles, tuple(office(session, actor, office_id).steps))


def _query(desk: _Desk, office_id: str, group: WorkGroup, *columns: Any) -> Select[Any]:
    """Return the question for the documents of a list."""
    stage = case(
        (and_(Document.state == State.DRAFT, Document.handed_over_at.is_not(None)), literal(_HANDED_OVER)),
        else_=Document.state,
    )
    asked = and_(Assignment.document_id == Document.id, Assignment.stage == stage)
    condition = _CONDITIONS[group](desk, stage)
    return (
        select(*columns)
        .select_from(Document)
        .outerjoin(Assignment, asked)
        .where(Document.office_id == office_id, Document.state.in_(_STATES[group]), condition)
    )


_BEFORE_NUMBER = (State.DRAFT, *STEPS)
_STATES = {
    WorkGroup.TO_REVIEW: _BEFORE_NUMBER[:-1],
    WorkGroup.RETURNED: (State.DRAFT,),
    WorkGroup.TO_NUMBER: _BEFORE_NUMBER,
    WorkGroup.TO_DISPATCH: (State.ISSUED,),
    WorkGroup.DRAFTS: (State.DRAFT,),
    WorkGroup.WAITING: _BEFORE_NUMBER,
}


def _asked_of(desk: _Desk, stage: Any, by_role: list[str], stages: list[str]) -> ColumnElement[bool]:
    """Return whether a document in one of `stages` waits for the person: asked by name, else by his role."""
    nobody = and_(Assignment.user_id.is_(None), stage.in_(by_role))
    return and_(stage.in_(stages), or_(Assignment.user_id == desk.user_id, nobody))


def _to_review(desk: _Desk, stage: Any) -> ColumnElement[bool]:
    stages, by_role = [], []
    for state in _BEFORE_NUMBER[:-1]:
        target = next_step(state, desk.steps)
        row = transition(DocumentAct.SUBMIT, state, target) if target is not None else None
        if row is None:
            continue
        name = _HANDED_OVER if state is State.DRAFT else state.value
        stages.append(name)
        # “Chuyển ký” is open to drafters too, who are not the ones to review.
        if not desk.roles.isdisjoint(set(row.roles) - {Role.DRAFTER}):
            by_role.append(name)
    return _asked_of(desk, stage, by_role, stages)


def _to_number(desk: _Desk, stage: Any) -> ColumnElement[bool]:
    stages = [
        _HANDED_OVER if state is State.DRAFT else state.value
        for state in _BEFORE_NUMBER
        if next_step(state, desk.steps) is None
    ]
    is_clerk = Role.RECORDS_OFFICER in desk.roles
    return _asked_of(desk, stage, stages if is_clerk else [], stages)


def _to_dispatch(desk: _Desk, stage: Any) -> ColumnElement[bool]:
    issued = [State.ISSUED.value]
    return _asked_of(desk, stage, issued if Role.RECORDS_OFFICER in desk.roles else [], issued)


def _own_drafts(desk: _Desk) -> ColumnElement[bool]:
    own = or_(Document.created_by == desk.user_id, Assignment.user_id == desk.user_id)
    return and_(Document.handed_over_at.is_(None), own)


def _returned(desk: _Desk, _stage: Any) -> ColumnElement[bool]:
    return and_(_own_drafts(desk), _is_returned())


def _drafts(desk: _Desk, _stage: Any) -> ColumnElement[bool]:
    return and_(_own_drafts(desk), not_(_is_returned()))


def _waiting(desk: _Desk, stage: Any) -> ColumnElement[bool]:
    if desk.roles == {Role.ADMINISTRATOR}:
        return false()
    under_way = [_HANDED_OVER, *(step.value for step in STEPS)]
    mine = or_(_to_review(desk, stage), _to_number(desk, stage))
    return and_(Document.created_by == desk.user_id, stage.in_(under_way), not_(func.coalesce(mine, false())))


def _is_returned() -> ColumnElement[bool]:
    """Return whether a draft came back with a remark and was not handed over since."""
    returned, later = aliased(DocumentVersion), aliased(DocumentVersion)
    handed_over = exists().where(
        later.document_id == returned.document_id,
        later.version >= returned.version,
        later.label.in_(_HAND_OVER_LABELS),
    )
    return exists().where(returned.document_id == Document.id, returned.remark != "", not_(handed_over))


def _last_return() -> Any:
    """Return the newest version of a document that carries a remark."""
    returned = aliased(DocumentVersion)
    return (
        select(func.max(returned.version))
        .where(returned.document_id == Document.id, returned.remark != "")
        .correlate(Document)
        .scalar_subquery()
    )


_CONDITIONS = {
    WorkGroup.TO_REVIEW: _to_review,
    WorkGroup.RETURNED: _returned,
    WorkGroup.TO_NUMBER: _to_number,
    WorkGroup.TO_DISPATCH: _to_dispatch,
    WorkGroup.DRAFTS: _drafts,
    WorkGroup.WAITING: _waiting,
}
