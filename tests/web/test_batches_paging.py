"""The list of batches has a way on: what is older than a page stands on the next one."""

import re
from typing import Any

import pytest
from flask import Flask

from service.jobs import batches
from service.web import batches_pages
from tests.web import people
from tests.web.batch_work import BatchPages, pages
from tests.web.office_work import text_of


@pytest.fixture
def at(app: Flask) -> Any:
    return pages(app)


def listed(page: str) -> list[str]:
    """The addresses of the batches that a page names."""
    return re.findall(r'<th scope="row"><a href="(/theo-lo/[^"]+)"', page)


def way_on(page: str) -> str:
    found = re.search(r'rel="next" href="([^"]+)"', page)
    return "" if found is None else found[1]


def test_older_batches_stand_on_the_next_page(at: BatchPages, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        at.started(subject=f"Đợt {number} của {{đơn vị}}")
    place = at.desk.workplace(people.ALL_ROLES)
    made = [f"/theo-lo/{one.batch.id}" for one in batches.listed(place, people.OFFICE)]
    whole = text_of(at.client.get("/theo-lo"))
    assert (listed(whole), way_on(whole), "Về trang đầu" in whole) == (made, "", False)
    monkeypatch.setattr(batches_pages, "BATCHES", 2)
    first = text_of(at.client.get("/theo-lo"))
    second = text_of(at.client.get(way_on(first)))
    assert (listed(first), listed(second)) == (made[:2], made[2:])
    assert (way_on(second), "Về trang đầu" in second) == ("", True)
