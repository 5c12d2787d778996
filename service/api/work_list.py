"""“Việc của tôi” of the user behind the token: what waits for him in the office, by the step that is asked of him."""

from typing import Any

from service.api.call import Answer, Call
from service.api.documents import next_link
from service.api.endpoint import LIMIT, Reply, in_path, query, readings
from service.issuing.worklist import WorkList, my_work, one_list
from service.register.worklists import COUNT_MAX, GROUP_NAMES, WorkGroup, WorkItem

_TAG = "Việc của tôi"
_GROUP = in_path(
    "group",
    "Nhóm việc: " + "; ".join(f"{group.value}: {name}" for group, name in GROUP_NAMES.items()) + ".",
    {"enum": [group.value for group in WorkGroup]},
)
_SHOWN = query(
    "limit", "Số văn bản mỗi nhóm.", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}
)
_CURSOR = query(
    "cursor", "Trang tiếp theo: giá trị lấy từ `next`.", {"type": "string", "pattern": "^[0-9]{0,15}$"}
)


def show_work_list(call: Call) -> Answer:
    """List what waits for the user of the token, by group, the newest of each."""
    found = my_work(call.work, call.office, shown=call.query["limit"])
    return Answer(payload={"groups": [_group_object(one) for one in found]})


def show_work_group(call: Call) -> Answer:
    """List one group of what waits for the user of the token, newest first."""
    group, limit = WorkGroup(call.arguments["group"]), call.query["limit"]
    before = int(call.query["cursor"]) if call.query["cursor"] else None
    found = one_list(call.work, call.office, group, before=before, limit=limit)
    payload = _group_object(found)
    return Answer(payload=payload, headers=next_link(call, payload["next"]))


def _group_object(one: WorkList) -> dict[str, Any]:
    """Return a group as the API shows it; beyond COUNT_MAX nobody counts."""
    return {
        "group": one.group,
        "title": one.title,
        "total": min(one.total, COUNT_MAX),
        "is_more": one.total > COUNT_MAX,
        "documents": [_item_object(item) for item in one.items],
        "next": None if one.cursor is None else str(one.cursor),
        "links": {"self": f"/api/v1/work-list/{one.group}"},
    }


def _item_object(item: WorkItem) -> dict[str, Any]:
    """Return a document of a group; `remark` says why it came back, `returned_by` is who gave it back."""
    return {
        "id": item.id,
        "kind_title": item.kind_title,
        "subject": item.subject,
        "code": item.code or None,
        "state": item.state,
        "drafter": item.drafter,
        "updated_at": item.updated_at.isoformat(),
        "remark": item.remark,
        "returned_by": item.returned_by,
        "links": {"self": f"/api/v1/documents/{item.id}"},
    }


_reading = readings(_TAG, codes=("not_allowed", "office_not_found"))
ENDPOINTS = (
    _reading(
        "/work-list",
        "Việc của tôi: số việc và văn bản mới nhất của từng nhóm",
        show_work_list,
        Reply(schema="WorkList", description="Các nhóm việc."),
        parameters=(_SHOWN,),
    ),
    _reading(
        "/work-list/{group}",
        "Một nhóm việc, từng trang",
        show_work_group,
        Reply(schema="WorkGroup", description="Một trang của nhóm việc.", headers=("Link",)),
        parameters=(_GROUP, _CURSOR, LIMIT),
    ),
)
