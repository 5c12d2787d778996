"""Every list that grows has a way on: pages by `limit`, the next one at `next` and in the header `Link`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from service.api.components import COMPONENTS
from service.api.table import ENDPOINTS
from service.issuing.webhooks import push_due
from tests.api.conftest import OFFICE, OTHER_OFFICE, SETTINGS, Api, made_api
from tests.jobs.batch_office import Heard

HOST = "app.example.vn"


def pages(api: Api, address: str, name: str) -> list[list[str]]:
    """The ids of all pages, each reached by the link of the one before."""
    found, where = [], address
    while where:
        answer = api.get(where)
        assert answer.status_code == 200, answer.get_json()
        found.append([one["id"] for one in answer.get_json()[name]])
        link = answer.headers.get("Link", "")
        assert bool(link) == (answer.get_json()["next"] is not None)
        where = link.removeprefix("<").removesuffix('>; rel="next"')
    return found


@pytest.fixture
def hooked(seed: Any, tmp_path: Any, catalogue: Any) -> Any:
    made = made_api(seed, tmp_path, catalogue, replace(SETTINGS, webhook_hosts=HOST), None)
    yield made
    made.desk.door.register().close()  # type: ignore[union-attr] # it has one


def batch(api: Api, number: int) -> str:
    api.later(seconds=number % 2)  # two of them begin in one moment
    rows = [{"unit.code": "21484"}]
    body = {"type": "ke_hoach", "plan": api.plan(), "rows": rows, "by": "office"}
    made: str = api.post("/batches", json=body, key=f"b{number}").get_json()["id"]
    return made


def test_batches_come_page_by_page_newest_first(api: Api) -> None:
    api.app.extensions["engine"] = Heard()
    made = [batch(api, number) for number in range(5)]
    found = pages(api, "/batches?limit=1", "batches")  # an end between two of one moment too
    assert [len(page) for page in found] == [1] * 5
    whole = [one for page in found for one in page]
    assert sorted(whole) == sorted(made)
    at = {one["id"]: one["created_at"] for one in api.get("/batches").get_json()["batches"]}
    assert [at[one] for one in whole] == sorted(at.values(), reverse=True)
    assert pages(api, "/batches", "batches") == [whole]


def test_a_cursor_of_another_office_is_none(api: Api) -> None:
    api.app.extensions["engine"] = Heard()
    own = batch(api, 0)
    for token, cursor in ((api.token(office=OTHER_OFFICE), own), (api.token(), "nothing")):
        answer = api.get(f"/batches?cursor={cursor}", token=token)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_entry")


def test_deliveries_come_page_by_page_newest_first(hooked: Api) -> None:
    hook = hooked.post("/webhooks", json={"url": f"https://{HOST}/hook"}).get_json()
    for number in range(5):
        hooked.later(seconds=1)
        hooked.issued(key=f"k{number}")
        push_due(hooked.work(), key=SETTINGS.secret_key, allowed=HOST, post=lambda *_: 204)
    address = hook["links"]["deliveries"]
    found = pages(hooked, f"{address}?limit=2", "deliveries")
    assert [len(page) for page in found] == [2, 2, 1]
    whole = [one for page in found for one in page]
    assert whole == sorted(set(whole), reverse=True)
    assert pages(hooked, address, "deliveries") == [whole]


def beginnings_of(api: Api) -> tuple[list[str], Callable[[str], list[list[str]]]]:
    """Two plans, a report about one, a third plan, oldest first; what reports can begin with, by the rest of the query."""
    first, second = (api.issued(key=f"k{number}", subject="Số").get_json()["id"] for number in range(2))
    begun = api.get(f"/types/bao_cao/beginnings/{second}").get_json()
    report = api.post("/documents", json={**begun, "office": OFFICE, "subject": "Báo cáo"}).get_json()["id"]
    third = api.issued(key="k", subject="Số").get_json()["id"]
    return [first, second, report, third], lambda rest: pages(
        api, f"/types/bao_cao/beginnings?{rest}", "beginnings"
    )


def test_beginnings_come_page_by_page_newest_first_over_all_types(api: Api) -> None:
    made, asked = beginnings_of(api)
    assert asked("limit=3") == [made[:0:-1], made[:1]]
    assert asked("") == [made[::-1]]
    plans = [made[3], made[1], made[0]]
    assert asked("limit=1&q=số") == [[one] for one in plans]


def test_a_page_of_beginnings_leaves_out_what_has_ended_and_goes_on(api: Api) -> None:
    made, asked = beginnings_of(api)
    api.post(f"/documents/{made[3]}/void", json={"reason": "Nhầm"})
    assert asked("limit=2") == [[made[2]], [made[1], made[0]]]


@pytest.mark.parametrize(
    "cursor", ["..", "-", "1", "9" * 90 + "..", "1..9999999999999999999", "1.2026-02-30.", "1..."]
)
@pytest.mark.parametrize("address", ["/types/ke_hoach/beginnings", "/documents"])
def test_a_cursor_that_no_page_gave_is_refused(shared_api: Api, address: str, cursor: str) -> None:
    answer = shared_api.get(f"{address}?cursor={cursor}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_entry")


def test_a_cursor_that_is_no_delivery_of_the_webhook_is_refused(hooked: Api) -> None:
    first, second = (
        hooked.post("/webhooks", json={"url": f"https://{HOST}/{name}"}).get_json()["links"]["deliveries"]
        for name in "ab"
    )
    hooked.issued()
    push_due(hooked.work(), key=SETTINGS.secret_key, allowed=HOST, post=lambda *_: 204)
    own, foreign = (hooked.get(one).get_json()["deliveries"][0]["id"] for one in (first, second))
    assert hooked.get(f"{first}?cursor={own}").get_json()["deliveries"] == []
    for cursor in (foreign, "zzz"):
        answer = hooked.get(f"{first}?cursor={cursor}")
        assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_entry")


def test_an_empty_cursor_is_the_first_page_of_every_list(hooked: Api) -> None:
    hooked.app.extensions["engine"] = Heard()
    ids = {
        "slug": "ke_hoach",
        "group": "drafts",
        "batch_id": batch(hooked, 0),
        "webhook_id": hooked.post("/webhooks", json={"url": f"https://{HOST}/hook"}).get_json()["id"],
    }
    hooked.issued()
    hooked.post("/documents", json=hooked.plan())
    push_due(hooked.work(), key=SETTINGS.secret_key, allowed=HOST, post=lambda *_: 204)
    for one in ENDPOINTS:
        if any(asked.name == "cursor" for asked in one.parameters):
            address = one.path.format(**ids)
            whole, empty = hooked.get(address), hooked.get(f"{address}?cursor=")
            assert (empty.status_code, empty.get_json()) == (200, whole.get_json()), address
            assert any(isinstance(rows, list) and rows for rows in whole.get_json().values()), address


def test_what_says_next_can_be_asked_for_it_and_no_other_list_takes_a_cursor() -> None:
    for one in ENDPOINTS:
        names = {asked.name for asked in one.parameters}
        ways = ({"limit", "cursor"} <= names, {"limit", "after"} <= names)
        is_paged = "next" in COMPONENTS.get(one.reply.schema or "", {}).get("properties", {})
        is_series = one.path.startswith("/series")  # there it is a number
        assert any(ways) == (is_paged and not is_series), one.path
        assert ("Link" in one.reply.headers) == any(ways), one.path
