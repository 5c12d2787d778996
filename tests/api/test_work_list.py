"""“Việc của tôi” over HTTP: what waits for the user of the token, by group, page by page, in his office alone."""

from typing import Any

import pytest

from service.register import offices
from service.register.states import Role
from service.register.worklists import COUNT_MAX, WorkGroup
from tests.api.conftest import OFFICE, OTHER_OFFICE, Api


def groups(api: Api, token: str, query: str = "") -> dict[str, Any]:
    found = api.get(f"/work-list{query}", token=token).get_json()["groups"]
    return {one["group"]: one for one in found}


def waiting(api: Api, token: str) -> dict[str, list[str]]:
    """The groups that are not empty, with the subjects in them."""
    return {
        name: [each["subject"] for each in one["documents"]]
        for name, one in groups(api, token).items()
        if one["total"]
    }


@pytest.fixture
def drafter(api: Api) -> str:
    return api.token(f"drafter@{OFFICE}")


def test_a_document_goes_through_the_lists_of_those_who_take_the_next_step(api: Api, drafter: str) -> None:
    api.do(offices.set_office, OFFICE, {"steps": ["content_checked"]})
    approver = api.token(f"approver@{OFFICE}")
    own = api.post("/documents", json=api.plan(subject="Một"), token=drafter).get_json()["links"]["self"]
    assert waiting(api, drafter) == {"drafts": ["Một"]}
    assert waiting(api, approver) == {}
    assert api.post(f"{own}/hand-over", token=drafter).status_code == 200
    assert waiting(api, drafter) == {"waiting": ["Một"]}
    assert waiting(api, approver) == {"to_review": ["Một"]}
    api.post(f"{own}/return", json={"remark": "Thiếu căn cứ"}, token=approver)
    (item,) = groups(api, drafter)["returned"]["documents"]
    assert (item["remark"], item["state"], item["code"]) == ("Thiếu căn cứ", "draft", None)
    people = {one["login"]: one["name"] for one in api.get("/users").get_json()["users"]}
    assert item["returned_by"] == people[f"approver@{OFFICE}"]
    assert api.get(item["links"]["self"], token=drafter).get_json()["id"] == item["id"]


def test_every_group_is_there_with_its_title_and_the_newest_first(api: Api, drafter: str) -> None:
    for number in range(3):
        api.post("/documents", json=api.plan(subject=f"Số {number}"), token=drafter)
    found = groups(api, drafter, "?limit=2")
    assert list(found) == [one.value for one in WorkGroup]
    drafts = found["drafts"]
    assert (drafts["title"], drafts["total"], drafts["is_more"]) == ("Bản nháp", 3, False)
    assert [one["subject"] for one in drafts["documents"]] == ["Số 2", "Số 1"]
    following = api.get(f"{drafts['links']['self']}?cursor={drafts['next']}", token=drafter).get_json()
    assert [one["subject"] for one in following["documents"]] == ["Số 0"]
    assert (following["next"], following["total"]) == (None, 3)
    assert groups(api, drafter)["drafts"]["next"] is None


def test_a_group_is_walked_by_its_link_and_nothing_comes_twice(api: Api, drafter: str) -> None:
    for number in range(5):
        api.post("/documents", json=api.plan(subject=f"Số {number}"), token=drafter)
    seen, address = list[str](), "/work-list/drafts?limit=2"
    while address:
        page = api.get(address, token=drafter)
        seen += [one["subject"] for one in page.get_json()["documents"]]
        address = page.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert seen == [f"Số {number}" for number in (4, 3, 2, 1, 0)]


def test_the_list_is_that_of_the_office_and_of_the_sandbox(api: Api) -> None:
    api.post("/documents", json=api.plan(subject="Thật"))
    api.post("/documents", json=api.plan(subject="Thử"), token=api.token(live=False))
    assert waiting(api, api.token())["drafts"] == ["Thật"]
    assert waiting(api, api.token(live=False))["drafts"] == ["Thử"]
    assert waiting(api, api.token(office=OTHER_OFFICE)) == {}


def test_more_than_are_counted_is_said(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.api import work_list  # noqa: PLC0415 - what is patched
    from service.issuing.worklist import WorkList  # noqa: PLC0415

    found = (WorkList(WorkGroup.DRAFTS, COUNT_MAX + 1, ()),)
    monkeypatch.setattr(work_list, "my_work", lambda *_at, **_more: found)
    (one,) = api.get("/work-list").get_json()["groups"]
    assert (one["total"], one["is_more"]) == (COUNT_MAX, True)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/work-list/nothing", 404, "not_found"),
        ("/work-list/drafts?cursor=x", 400, "invalid_parameter"),
        ("/work-list?limit=51", 400, "invalid_parameter"),
    ],
)
def test_what_there_is_not_is_refused(api: Api, path: str, status: int, code: str) -> None:
    answer = api.get(path)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_the_names_of_the_groups_are_those_of_the_roles_work(api: Api) -> None:
    """Each role has a list that it alone can see filled; the test holds the roles and the groups together."""
    for role in Role:
        assert set(groups(api, api.token(f"{role.value}@{OFFICE}"))) == {one.value for one in WorkGroup}
