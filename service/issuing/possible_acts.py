"""What a person may do to a document now, in the words of the office; for the rest, who may.

Made from the tables of states and roles alone: a page shows a button only where the act would be allowed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from service.issuing.workplace import Turn
from service.register.drafts import current_version
from service.register.models import Document
from service.register.offices import office_now
from service.register.permissions import roles_of
from service.register.states import (
    ACT_NAMES,
    HAND_OVER_TO_NUMBER,
    ROLE_NAMES,
    DocumentAct,
    Role,
    State,
    Transition,
    next_step,
    transition,
)

SUBMIT_NAMES = {
    State.CONTENT_CHECKED: "Duyệt nội dung",
    State.FORM_CHECKED: "Đúng thể thức",
    State.FOR_SIGNATURE: "Chuyển ký",
}
"""What `submit` is called by the step that it leads to."""
_ACTS_IN_ORDER = (
    DocumentAct.EDIT,
    DocumentAct.HAND_OVER,
    DocumentAct.SUBMIT,
    DocumentAct.ISSUE,
    DocumentAct.DISPATCH,
    DocumentAct.ATTACH,
    DocumentAct.SIGN,
    DocumentAct.RETURN,
    DocumentAct.ASSIGN,
    DocumentAct.VOID,
    DocumentAct.RECALL,
)
_TO_NEXT = "Đã chuyển duyệt, chờ người ở bước sau."
_TO_NUMBER = "Đã chuyển văn thư, chờ cấp số."
_SENT_BACK = "Bạn đã trả lại, chờ người soạn thảo sửa và chuyển lại."
_FORWARD = frozenset({DocumentAct.HAND_OVER, DocumentAct.SUBMIT, DocumentAct.ISSUE, DocumentAct.DISPATCH})
"""Acts that a document waits for: where the person may not, the page says who may."""


@dataclass(frozen=True, slots=True)
class PossibleAct:
    """An act that is allowed: its name in the tables, its words on a button, whether it is the next step, to where."""

    act: DocumentAct
    words: str
    is_next: bool = False
    target: State | None = None

    @property
    def asks(self) -> bool:
        """Whether open questions must be confirmed with it: the step to “Chờ ký”."""
        return self.act is DocumentAct.SUBMIT and self.target is State.FOR_SIGNATURE


@dataclass(frozen=True, slots=True)
class PossibleActs:
    """The acts that are allowed, in the order of the buttons, and sentences about who does the next step.

    `handed_over` says of a draft that was handed over, or sent back by the person himself, for what it waits. Who sent
    a text back is offered no step forward with it until somebody has changed it.
    """

    allowed: tuple[PossibleAct, ...]
    others: tuple[str, ...]
    handed_over: str = ""

    def words_of(self, act: DocumentAct) -> str:
        """Return the words on the button of an act, "" where it is not allowed."""
        return next((one.words for one in self.allowed if one.act == act), "")


def possible_acts(turn: Turn, row: Document) -> PossibleActs:
    """Return what the person of `turn` may do to a document that he sees."""
    roles = roles_of(turn.session, turn.actor, row.office_id)
    steps = office_now(turn.session, row.office_id).steps
    is_numbered_next = next_step(State(row.state), steps) is None
    allowed: list[PossibleAct] = []
    others: list[str] = []
    for act, found in _open_acts(row, steps):
        words = _words(act, found, is_numbered_next=is_numbered_next)
        if not roles.isdisjoint(found.roles):
            allowed.append(PossibleAct(act, words, is_next=act in _FORWARD, target=found.target))
        elif act in _FORWARD:
            others.append(f"{_people(found.roles)} của cơ quan {_as_verb(words)}.")
    waits = ""
    if row.handed_over_at is not None:
        waits = _TO_NUMBER if is_numbered_next else _TO_NEXT
    if _sent_back(turn, row):
        waits = _SENT_BACK
        allowed = [one for one in allowed if one.act not in _FORWARD]
    return PossibleActs(_without_needless(allowed, turn, row), tuple(others), waits)


def _sent_back(turn: Turn, row: Document) -> bool:
    """Tell whether the person has returned this very text to somebody else: the next step is not his now."""
    if row.state != State.DRAFT or row.handed_over_at is not None or row.created_by == turn.actor.user_id:
        return False
    if row.type_slug is None:
        return False
    version = current_version(turn.session, turn.actor, row.id)
    return bool(version.remark) and version.made_by == turn.actor.user_id


def next_of_draft(turn: Turn, row: Document) -> PossibleAct | None:
    """Return what the writer of a draft does when it is ready: hand it over, else its next step; None for neither."""
    allowed = {one.act: one for one in possible_acts(turn, row).allowed}
    order = (DocumentAct.HAND_OVER, DocumentAct.SUBMIT, DocumentAct.ISSUE)
    return next((allowed[act] for act in order if act in allowed), None)


def _words(act: DocumentAct, found: Transition, *, is_numbered_next: bool) -> str:
    """Return the words on the button of an act."""
    if act is DocumentAct.SUBMIT and found.target:
        return SUBMIT_NAMES[found.target]
    if act is DocumentAct.HAND_OVER and is_numbered_next:
        return HAND_OVER_TO_NUMBER
    return ACT_NAMES[act]


def _open_acts(row: Document, steps: Sequence[str]) -> Iterator[tuple[DocumentAct, Transition]]:
    """Yield the acts that fit the state of a document in an office that keeps `steps`, whoever may do them."""
    state = State(row.state)
    following = next_step(state, steps) if row.number is None else None
    for act in _ACTS_IN_ORDER:
        if not _makes_sense(act, row, following):
            continue
        found = transition(act, state, following if act is DocumentAct.SUBMIT else None)
        if found is not None:
            yield act, found


def _makes_sense(act: DocumentAct, row: Document, following: State | None) -> bool:
    """Tell whether an act has a meaning now, beyond what the table of states says."""
    is_handed_over = row.handed_over_at is not None
    if act is DocumentAct.EDIT:
        return row.type_slug is not None
    if act is DocumentAct.HAND_OVER:
        return not is_handed_over
    if act is DocumentAct.SUBMIT:
        return following is not None
    if act is DocumentAct.ISSUE:
        return following is None
    if act is DocumentAct.RETURN:
        return row.state != State.DRAFT or is_handed_over
    # Of a secret document its line is all that is kept.
    return act is not DocumentAct.ATTACH or not row.is_secret


def _without_needless(allowed: Sequence[PossibleAct], turn: Turn, row: Document) -> tuple[PossibleAct, ...]:
    """Leave out one of two ways on from a draft that was not handed over.

    The hand-over, for one who may take the next step himself and is no reviewer (“Chuyển ký”), and for a records
    officer with a draft of her own; the number, for her with a draft of somebody else: he is still writing it.
    """
    acts = {one.act for one in allowed}
    needless = None
    if DocumentAct.HAND_OVER in acts and any(one.asks for one in allowed):
        needless = DocumentAct.HAND_OVER
    elif {DocumentAct.HAND_OVER, DocumentAct.ISSUE} <= acts:
        is_own = row.created_by == turn.actor.user_id
        needless = DocumentAct.HAND_OVER if is_own else DocumentAct.ISSUE
    return tuple(one for one in allowed if one.act is not needless)


def _people(roles: Collection[Role]) -> str:
    """Return roles as a sentence begins with them: ``Người duyệt hoặc Văn thư``."""
    first, *rest = [ROLE_NAMES[role] for role in Role if role in roles]
    return " hoặc ".join([first, *(name[:1].lower() + name[1:] for name in rest)])


def _as_verb(words: str) -> str:
    """Return the words of an act inside a sentence."""
    return "kiểm tra thể thức" if words == SUBMIT_NAMES[State.FORM_CHECKED] else words[:1].lower() + words[1:]
