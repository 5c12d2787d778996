"""The questions behind the lists of “Việc của tôi”: which documents wait for a person, as statements.

A statement depends on the roles of the person and on the steps of his office alone; who asks, where, and how many
come with it. Each is made once: SQLAlchemy takes longer to put one together than the register to answer it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from service.register.models import Assignment, Document, DocumentVersion, User
from service.register.states import STEPS, DocumentAct, Role, State, hand_over_name, next_step, transition


class WorkGroup(StrEnum):
    """A list of “Việc của tôi”."""

    TO_REVIEW = "to_review"
    RETURNED = "returned"
    TO_NUMBER = "to_number"
    TO_DISPATCH = "to_dispatch"
    DRAFTS = "drafts"
    WAITING = "waiting"


COUNT_MAX = 999
"""More documents than this are not counted: a list says `999+`."""


@dataclass(frozen=True)
class Desk:
    """Of whose lists: the roles of the person in the office, the steps that it keeps."""

    roles: frozenset[Role]
    steps: tuple[str, ...]


_HANDED_OVER = "handed_over"
_HAND_OVER_LABELS = (hand_over_name(STEPS[0]), hand_over_name(None))
_BEFORE_NUMBER = (State.DRAFT, *STEPS)
_UNDER_WAY = (_HANDED_OVER, *(step.value for step in STEPS))
_USER: ColumnElement[str] = bindparam("user_id", type_=String)
_OFFICE: ColumnElement[str] = bindparam("office_id", type_=String)
_KEPT_STATEMENTS = 256


def _said(word: str) -> ColumnElement[str]:
    """Return a word of ours as it is said in a statement: PostgreSQL plans once only what it need not be told anew."""
    return literal_column(f"'{word}'", String)


def _number(number: int) -> ColumnElement[int]:
    return literal_column(str(number), Integer)


@lru_cache(maxsize=_KEPT_STATEMENTS)
def counting(desk: Desk, groups: tuple[WorkGroup, ...]) -> Select[Any]:
    """Return the question how many documents wait in each list, in their order; of a stage at most COUNT_MAX + 1.

    Asked with `user_id` and `office_id`.
    """
    return select(*(_count(desk, group) for group in groups))


def _count(desk: Desk, group: WorkGroup) -> Any:
    some = [
        _entries(stage, condition).limit(_number(COUNT_MAX + 1)) for stage, condition in _stages(desk, group)
    ]
    counts = [select(func.count()).select_from(one.subquery()).scalar_subquery() for one in some]
    return sum(counts[1:], start=counts[0])


@lru_cache(maxsize=_KEPT_STATEMENTS)
def listing(desk: Desk, groups: tuple[WorkGroup, ...], limit: int, *, is_first: bool) -> Select[Any]:
    """Return the question for the newest documents of each list, the newest first: `limit` of each stage of a list.

    Asked with `user_id`, `office_id`, and `before` where it is not the first page. A stage is read from the index in
    the order of the page, and only what is shown is looked at closely: a list may hold every document of the office.
    """
    pages = union_all(
        *(
            _page(group, _entries(stage, condition), limit, is_first=is_first)
            for group in groups
            for stage, condition in _stages(desk, group)
        )
    ).subquery()
    returned, remarker = aliased(DocumentVersion), aliased(User)
    is_returned = pages.c.work_group == _said(WorkGroup.RETURNED)
    remark = case((is_returned, _of_last_return(returned, returned.remark)), else_=_said(""))
    by = select(remarker.name).where(remarker.id == _of_last_return(returned, returned.made_by))
    returned_by = case((is_returned, by.scalar_subquery()), else_=_said(""))
    return (
        select(
            pages.c.work_group,
            Document.id,
            Document.entry,
            Document.kind_title,
            Document.subject,
            Document.code,
            Document.state,
            Document.updated_at,
            User.name.label("drafter"),
            remark.label("remark"),
            returned_by.label("returned_by"),
        )
        .join_from(pages, Document, Document.entry == pages.c.entry)
        .outerjoin(User, User.id == Document.created_by)
        .order_by(Document.entry.desc())
    )


def _page(group: WorkGroup, entries: Select[Any], limit: int, *, is_first: bool) -> Select[Any]:
    """Return the question for the newest entries of one stage of a list, each with the name of the list."""
    if not is_first:
        entries = entries.where(Document.entry < bindparam("before", type_=BigInteger))
    newest = entries.order_by(Document.entry.desc()).limit(_number(limit)).subquery()
    return select(_said(group).label("work_group"), newest.c.entry)


def _entries(stage: str, condition: ColumnElement[bool]) -> Select[Any]:
    """Return the question for the documents in a stage: a state, or the draft that was handed over."""
    asked = and_(Assignment.document_id == Document.id, Assignment.stage == _said(stage))
    query = select(Document.entry).select_from(Document).outerjoin(Assignment, asked)
    if stage in {_HANDED_OVER, State.DRAFT.value}:
        handed_over = Document.handed_over_at
        is_there = handed_over.is_not(None) if stage == _HANDED_OVER else handed_over.is_(None)
        query = query.where(Document.state == _said(State.DRAFT), is_there)
    else:
        query = query.where(Document.state == _said(State(stage)))
    return query.where(Document.office_id == _OFFICE, condition)


Stages = Iterator[tuple[str, ColumnElement[bool]]]


def _asked(*, by_role: bool) -> ColumnElement[bool]:
    """Return whether a document waits for the person: asked by name, else by his role."""
    by_name = Assignment.user_id == _USER
    return or_(by_name, Assignment.user_id.is_(None)) if by_role else by_name


def _to_review(desk: Desk) -> Stages:
    for state in _BEFORE_NUMBER[:-1]:
        target = next_step(state, desk.steps)
        row = transition(DocumentAct.SUBMIT, state, target) if target is not None else None
        if row is not None:
            # “Chuyển ký” is open to drafters too, who are not the ones to review.
            by_role = not desk.roles.isdisjoint(set(row.roles) - {Role.DRAFTER})
            yield _waits_in(state), _asked(by_role=by_role)


def _to_number(desk: Desk) -> Stages:
    for state in _BEFORE_NUMBER:
        if next_step(state, desk.steps) is None:
            yield _waits_in(state), _asked(by_role=Role.RECORDS_OFFICER in desk.roles)


def _to_dispatch(desk: Desk) -> Stages:
    yield State.ISSUED.value, _asked(by_role=Role.RECORDS_OFFICER in desk.roles)


def _own_drafts(condition: ColumnElement[bool]) -> Stages:
    own = or_(Document.created_by == _USER, Assignment.user_id == _USER)
    yield State.DRAFT.value, and_(own, condition)


def _returned(_desk: Desk) -> Stages:
    return _own_drafts(_is_returned())


def _drafts(_desk: Desk) -> Stages:
    return _own_drafts(not_(_is_returned()))


def _waiting(desk: Desk) -> Stages:
    mine = {**dict(_to_review(desk)), **dict(_to_number(desk))}
    for stage in _UNDER_WAY:
        others = not_(func.coalesce(mine[stage], false())) if stage in mine else true()
        yield stage, and_(Document.created_by == _USER, others)


def _waits_in(state: State) -> str:
    return _HANDED_OVER if state is State.DRAFT else state.value


def _is_returned() -> ColumnElement[bool]:
    """Return whether a draft came back with a remark and was not handed over since."""
    returned, later = aliased(DocumentVersion), aliased(DocumentVersion)
    handed_over = exists().where(
        later.document_id == returned.document_id,
        later.version >= returned.version,
        later.label.in_([_said(label) for label in _HAND_OVER_LABELS]),
    )
    return exists().where(
        returned.document_id == Document.id, returned.remark != _said(""), not_(handed_over)
    )


def _of_last_return(returned: Any, column: Any) -> Any:
    """Return what the version says with which a document came back last: a column of `returned`, an alias of it."""
    return (
        select(column)
        .where(returned.document_id == Document.id, returned.remark != _said(""))
        .order_by(returned.version.desc())
        .limit(_number(1))
        .correlate(Document)
        .scalar_subquery()
    )


_STAGES: dict[WorkGroup, Callable[[Desk], Stages]] = {
    WorkGroup.TO_REVIEW: _to_review,
    WorkGroup.RETURNED: _returned,
    WorkGroup.TO_NUMBER: _to_number,
    WorkGroup.TO_DISPATCH: _to_dispatch,
    WorkGroup.DRAFTS: _drafts,
    WorkGroup.WAITING: _waiting,
}


def _stages(desk: Desk, group: WorkGroup) -> list[tuple[str, ColumnElement[bool]]]:
    """Return the stages of a list, each with what else must hold of its documents; a list without any has one of none.

    An administrator who is nothing else writes nothing that others could have.
    """
    is_idle = group is WorkGroup.WAITING and desk.roles == {Role.ADMINISTRATOR}
    found = [] if is_idle else list(_STAGES[group](desk))
    return found or [(State.DRAFT.value, false())]
