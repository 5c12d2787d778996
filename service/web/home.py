"""The home page: what waits for the person, in the office that he works for now."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from service.issuing.worklist import my_work, one_list
from service.register.states import STATE_NAMES, Role
from service.register.worklists import WorkGroup, WorkItem
from service.web.signed_in import current_office, current_office_id, has_role, person, workplace

blueprint = Blueprint("home", __name__)

#: Key of the session: the person chose to try things out first.
LATER = "own_office_later"
#: What a list that is empty says.
EMPTY = {
    WorkGroup.TO_REVIEW: "Không có văn bản nào chờ bạn duyệt.",
    WorkGroup.RETURNED: "Không có văn bản nào bị trả lại.",
    WorkGroup.TO_NUMBER: "Không có văn bản nào chờ cấp số.",
    WorkGroup.TO_DISPATCH: "Không có văn bản nào chờ phát hành.",
    WorkGroup.DRAFTS: "Chưa có bản nháp. Chọn “Soạn văn bản” để bắt đầu một văn bản mới.",
}


@blueprint.get("/")
def welcome() -> ResponseReturnValue:
    """Lead to the home page, the first time through the questions about the own office."""
    if may_set_own_office() and not session.get(LATER):
        return redirect(url_for("first_office.unit"))
    return redirect(url_for("home.mine"))


@blueprint.get("/viec-cua-toi")
def mine() -> str:
    """Show what waits for the person."""
    office = current_office()
    lists = my_work(workplace(), office.office_id)
    shown = [one for one in lists if one.total or _concerns(one.group)]
    return render_template(
        "home/mine.html",
        lists=shown,
        empty=EMPTY,
        address=address,
        state_names=STATE_NAMES,
        may_write=has_role(Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER),
        may_set_own_office=may_set_own_office(),
    )


@blueprint.get("/viec-cua-toi/<group>")
def work_list(group: str) -> str:
    """Show one list whole, page by page (`sau` is the cursor)."""
    if group not in set(WorkGroup):
        abort(404)
    cursor = request.args.get("sau", "")
    before = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 16 else None
    found = one_list(workplace(), current_office_id(), WorkGroup(group), before=before)
    return render_template(
        "home/work_list.html", one=found, empty=EMPTY, address=address, state_names=STATE_NAMES
    )


def may_set_own_office() -> bool:
    """Tell whether the person is to be asked for his office: he has only one for trying out, and administers it."""
    own = person().offices
    return bool(own) and all(one.is_demo for one in own) and has_role(Role.ADMINISTRATOR)


def address(group: WorkGroup, item: WorkItem) -> str:
    """Return where the person goes on with a document: the form for what he writes, else its page."""
    writes = group in {WorkGroup.DRAFTS, WorkGroup.RETURNED}
    return f"/van-ban/{item.id}/soan" if writes else f"/van-ban/{item.id}"


def _concerns(group: WorkGroup) -> bool:
    """Tell whether a list is shown even when it is empty: it belongs to a role of the person."""
    if group is WorkGroup.WAITING:
        return False
    if group in {WorkGroup.TO_NUMBER, WorkGroup.TO_DISPATCH}:
        return has_role(Role.RECORDS_OFFICER)
    if group is WorkGroup.TO_REVIEW:
        return has_role(Role.APPROVER, Role.RECORDS_OFFICER)
    return has_role(Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER)
