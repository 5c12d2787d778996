"""Input that means harm: refused in words, never a fault of ours, and memory comes back."""

import gc
import io
import random
import tracemalloc
from collections import Counter
from dataclasses import dataclass, field

import pytest

from service.api import requests
from service.api.endpoint import Endpoint
from service.api.table import ENDPOINTS
from tests.api import nasty
from tests.api.batch_calls import body_of, finished, started
from tests.api.conftest import OFFICE, Api
from tests.api.test_mends import begun, mend
from tests.issuing.test_file_findings import _content as faulty_docx
from tests.jobs.batch_office import Heard

SEED = 8
_STIRRED = 500


def lived(api, key, issued):
    """An office in which work is under way: what its endpoints ask for is there."""
    draft = api.post("/documents", json=api.plan()).get_json()
    check = mend(api, begun(api, faulty_docx(), "a.docx"), certain=True).get_json()
    done, waiting = finished(api, key=f"done-{key}"), started(api, key=f"waits-{key}")
    remark = api.post(f"{draft['links']['self']}/remarks", json={"body": "Xem lại", "draft_version": 1})
    known = {
        "slug": api.desk.catalogue.slugs(),
        "document_id": [draft["id"], issued],
        "check_id": [check["id"]],
        "batch_id": [done["id"], waiting["id"]],
        "remark_id": [one["id"] for one in remark.get_json()["remarks"]],
        "series_id": [one["id"] for one in api.get("/series").get_json()["series"]],
        "user_id": [one["id"] for one in api.get("/users").get_json()["users"] if one["login"] != "operator"],
        "signer_id": [one["id"] for one in api.get("/signers").get_json()["signers"]],
        "office_id": [OFFICE],
        "position": ["1"],
        "version": ["1"],
        "number": ["1"],
        "year": ["2026"],
        "unit": ["21484", "21523"],
        "cursor": [""],
        "limit": ["1", "200"],
        "q": ["ke hoach", draft["subject"]],
        "source": [f"plan={issued}", f"notice={issued}"],
        "kinds": ["format", "proofread"],
    }
    files = [faulty_docx(), api.get(f"{draft['links']['self']}.docx").data]
    plan = api.plan(intent="issue", signed_on="2026-03-05")
    bodies = {"NewDocument": plan, "Envelope": api.plan(), "DraftInput": api.plan(), "NewBatch": body_of(api)}
    return nasty.Lived(known, files, bodies)


@dataclass
class Attack:
    """Nasty requests one after the other, the same at every run; `answers` counts what each endpoint said."""

    api: Api
    issued: str
    draw: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - no secret
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    order: list[Endpoint] = field(default_factory=list)

    def go_on(self, count: int) -> None:
        for turn in range(count):
            if turn % _STIRRED == 0:
                office = lived(self.api, str(self.draw.random()), self.issued)
            self.order = self.order or self.draw.sample(ENDPOINTS, len(ENDPOINTS))
            self.send(self.order.pop(), office)

    def send(self, endpoint: Endpoint, office: nasty.Lived) -> None:
        asked = nasty.request(endpoint, office, self.draw)
        answer = self.api.call(endpoint.method, **asked)
        told = (endpoint.route, asked, answer.data[:500])
        assert answer.status_code < 500 or answer.status_code == 503, told
        assert answer.status_code < 300 or answer.mimetype == "application/problem+json", told
        assert b"Traceback" not in answer.data, told
        self.answers[endpoint.route, answer.status_code] += 1


@pytest.fixture
def attack(api):
    api.app.extensions["engine"] = Heard()
    return Attack(api, api.issued().get_json()["id"])


def test_a_thousand_nasty_requests_to_every_endpoint_are_refused_in_words(attack):
    attack.go_on(1000)
    assert {route for route, _ in attack.answers} == {one.route for one in ENDPOINTS}
    told = attack.api.get("/documents?state=issued").get_json()["documents"]
    assert [one for one in told if one["code"] is None] == []


@pytest.mark.long
def test_ten_thousand_nasty_requests_leave_the_memory_where_it_was(attack):
    attack.go_on(1000)
    tracemalloc.start()
    attack.go_on(4000)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    attack.go_on(5000)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    # Some 10 MB are loaded once, whenever a request first needs them: an index of slips, tables, statements.
    assert after - before < 16_000_000, (before, after)


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _room: object) -> int:
        raise AssertionError("the body was read")


def test_a_body_that_is_too_large_is_not_read(api):
    declared = {"CONTENT_LENGTH": "50000000", "wsgi.input": Unread(), "CONTENT_TYPE": "application/json"}
    answer = api.post("/documents", environ_overrides=declared)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_a_body_of_too_many_values_is_not_parsed(api, monkeypatch):
    monkeypatch.setattr(requests, "read_input", None)
    answer = api.post("/documents", data=b"," * 599_000, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "too_many_fields")


def test_an_address_with_an_empty_part_is_refused_in_words_and_leads_nowhere_else(api):
    for path in ("/checks//file", "//documents", "/documents//019cbc5d"):
        answer = api.get(path)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_path_name_in_an_address_is_no_path(api):
    for address in (
        "/types/../../etc/passwd",
        "/types/%2e%2e%2f",
        "/documents/..%5C..",
        "/docs/../../settings.py",
        "/docs/..%2f..%2f",
    ):
        assert api.get(address).status_code == 404
