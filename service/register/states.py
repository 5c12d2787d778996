"""The life of a document as one table: from which state which role takes it where, by which act.

`docs/states.md` is made from this table (`states_page`). The office's settings say which steps between
draft and number it keeps.
Basis: Nghị định 30/2020/NĐ-CP, Điều 14, Điều 15 khoản 2, Điều 18 khoản 3 and 4.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    CONTENT_CHECKED = "content_checked"
    FORM_CHECKED = "form_checked"
    FOR_SIGNATURE = "for_signature"
    ISSUED = "issued"
    DISPATCHED = "dispatched"
    VOIDED = "voided"
    RECALLED = "recalled"


class Role(StrEnum):
    """What a person is in an office."""

    DRAFTER = "drafter"
    APPROVER = "approver"
    RECORDS_OFFICER = "records_officer"
    ADMINISTRATOR = "administrator"


class DocumentAct(StrEnum):
    """What a person may do to a document."""

    EDIT = "edit"
    HAND_OVER = "hand_over"
    SUBMIT = "submit"
    RETURN = "return"
    REMARK = "remark"
    ASSIGN = "assign"
    SIGN = "sign"
    ISSUE = "issue"
    ATTACH = "attach"
    DISPATCH = "dispatch"
    VOID = "void"
    RECALL = "recall"


STEPS = (State.CONTENT_CHECKED, State.FORM_CHECKED, State.FOR_SIGNATURE)
"""The steps between draft and number that an office may keep, in their order."""
NUMBERED = frozenset({State.ISSUED, State.DISPATCHED, State.VOIDED, State.RECALLED})
STATE_NAMES = {
    State.DRAFT: "Bản nháp",
    State.CONTENT_CHECKED: "Đã duyệt nội dung",
    State.FORM_CHECKED: "Đã kiểm tra thể thức",
    State.FOR_SIGNATURE: "Chờ ký",
    State.ISSUED: "Đã cấp số",
    State.DISPATCHED: "Đã phát hành",
    State.VOIDED: "Đã hủy số",
    State.RECALLED: "Đã thu hồi",
}
ROLE_NAMES = {
    Role.DRAFTER: "Người soạn thảo",
    Role.APPROVER: "Người duyệt",
    Role.RECORDS_OFFICER: "Văn thư",
    Role.ADMINISTRATOR: "Quản trị",
}
ACT_NAMES = {
    DocumentAct.EDIT: "Sửa",
    DocumentAct.HAND_OVER: "Chuyển duyệt",
    DocumentAct.SUBMIT: "Chuyển bước",
    DocumentAct.RETURN: "Trả lại",
    DocumentAct.REMARK: "Góp ý",
    DocumentAct.ASSIGN: "Chuyển người phụ trách",
    DocumentAct.SIGN: "Ghi ngày ký",
    DocumentAct.ISSUE: "Cấp số",
    DocumentAct.ATTACH: "Bổ sung bản đã ký",
    DocumentAct.DISPATCH: "Ghi phát hành",
    DocumentAct.VOID: "Hủy số",
    DocumentAct.RECALL: "Thu hồi",
}


HAND_OVER_TO_NUMBER = "Chuyển văn thư cấp số"
"""What `hand_over` is called in an office that keeps no step: the number comes next."""
INSTEAD = {
    (DocumentAct.VOID, State.DISPATCHED): "Văn bản đã phát hành thì dùng “Thu hồi”.",
    (DocumentAct.RECALL, State.ISSUED): "Văn bản chưa phát hành thì dùng “Hủy số”.",
    (DocumentAct.EDIT, State.ISSUED): "Nội dung sai thì ban hành văn bản thay thế hoặc sửa đổi.",
    (DocumentAct.EDIT, State.DISPATCHED): "Nội dung sai thì ban hành văn bản thay thế hoặc sửa đổi.",
    (DocumentAct.RETURN, State.ISSUED): "Số không lấy lại được: dùng “Hủy số”, rồi làm văn bản khác.",
    (
        DocumentAct.RETURN,
        State.DISPATCHED,
    ): "Số không lấy lại được: dùng “Thu hồi”, hoặc thay thế bằng văn bản khác.",
}
"""What does the work of an act that a state does not allow, for messages."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `act` takes a document from any of `sources` to `target` (None: stays) by any of `roles`."""

    act: DocumentAct
    sources: tuple[State, ...]
    target: State | None
    roles: tuple[Role, ...]


_BEFORE_NUMBER = (State.DRAFT, *STEPS)
TRANSITIONS = (
    Transition(DocumentAct.EDIT, (State.DRAFT,), None, (Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER)),
    Transition(
        DocumentAct.HAND_OVER, (State.DRAFT,), None, (Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER)
    ),
    Transition(DocumentAct.SUBMIT, (State.DRAFT,), State.CONTENT_CHECKED, (Role.APPROVER,)),
    Transition(
        DocumentAct.SUBMIT, (State.DRAFT, State.CONTENT_CHECKED), State.FORM_CHECKED, (Role.RECORDS_OFFICER,)
    ),
    Transition(
        DocumentAct.SUBMIT,
        (State.DRAFT, State.CONTENT_CHECKED, State.FORM_CHECKED),
        State.FOR_SIGNATURE,
        (Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER),
    ),
    Transition(DocumentAct.RETURN, _BEFORE_NUMBER, State.DRAFT, (Role.APPROVER, Role.RECORDS_OFFICER)),
    Transition(DocumentAct.REMARK, _BEFORE_NUMBER, None, (Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER)),
    Transition(
        DocumentAct.ASSIGN,
        (*_BEFORE_NUMBER, State.ISSUED),
        None,
        (Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER),
    ),
    Transition(DocumentAct.SIGN, (State.FOR_SIGNATURE,), None, (Role.RECORDS_OFFICER,)),
    Transition(DocumentAct.ISSUE, _BEFORE_NUMBER, State.ISSUED, (Role.RECORDS_OFFICER,)),
    Transition(
        DocumentAct.ATTACH,
        (State.FOR_SIGNATURE, State.ISSUED, State.DISPATCHED),
        None,
        (Role.RECORDS_OFFICER,),
    ),
    Transition(
        DocumentAct.DISPATCH, (State.ISSUED, State.DISPATCHED), State.DISPATCHED, (Role.RECORDS_OFFICER,)
    ),
    Transition(DocumentAct.VOID, (State.ISSUED,), State.VOIDED, (Role.RECORDS_OFFICER,)),
    Transition(DocumentAct.RECALL, (State.DISPATCHED,), State.RECALLED, (Role.RECORDS_OFFICER,)),
)


def next_step(state: State, steps: Collection[str]) -> State | None:
    """Return the next step that an office with `steps` keeps after `state`, None when the number comes next.

    >>> next_step(State.DRAFT, ["for_signature"]).value
    'for_signature'
    >>> next_step(State.DRAFT, []) is None
    True
    """
    done = STEPS.index(state) + 1 if state in STEPS else 0
    return next((step for step in STEPS[done:] if step in steps), None)


def hand_over_name(step: State | None) -> str:
    """Return what `hand_over` is called by the step that follows a draft, None for the number.

    >>> hand_over_name(None)
    'Chuyển văn thư cấp số'
    """
    return HAND_OVER_TO_NUMBER if step is None else ACT_NAMES[DocumentAct.HAND_OVER]


def transition(act: DocumentAct, state: State, target: State | None = None) -> Transition | None:
    """Return the row for `act` in `state` (to `target` where the act has several), None without one."""
    rows = (row for row in TRANSITIONS if row.act is act and state in row.sources)
    return next((row for row in rows if target is None or row.target is target), None)
