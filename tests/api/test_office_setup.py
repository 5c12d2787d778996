"""The first office of one's own, set up by an application: what is suggested, what is made, who may, once only."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.doctypes.catalogue import Catalogue
from service.issuing.demo_office import FIRST_LOGIN, first_account, found_demo
from service.register import people
from service.register.people import NewUser
from service.register.states import Role
from tests.api.conftest import NOON, PROJECT, SETTINGS, Api, api_at

UNIT = "21523"
WANTED = {"unit": UNIT, "signer_name": "Lê Thị Hoa"}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A register as a first start makes it, with the id of its office for trying out."""
    path = tmp_path_factory.mktemp("first") / "register.db"
    url = f"sqlite:///{path}"
    demo = str(found_demo(url, now=NOON).id)
    first_account(url, demo, now=NOON)
    return path, demo


@pytest.fixture
def demo(founded: tuple[Path, str]) -> str:
    return founded[1]


@pytest.fixture
def first(founded: tuple[Path, str], tmp_path: Path, catalogue: Catalogue) -> Iterator[Api]:
    made = api_at(f"sqlite:///{shutil.copyfile(founded[0], tmp_path / 'register.db')}", catalogue, SETTINGS)
    yield made
    made.desk.door.register().close()  # type: ignore[union-attr] # it has one


def token(api: Api, demo: str, **more: Any) -> str:
    return api.token(FIRST_LOGIN, office=demo, **more)


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_unit_and_signer_make_an_office_with_what_is_known_of_it(first: Api, demo: str) -> None:
    mine = token(first, demo)
    answer = first.post("/offices", json=WANTED, token=mine)
    made = answer.get_json()
    assert answer.status_code == 201, made
    assert made["office"]["id"] == f"ubnd-{UNIT}"
    assert answer.headers["Location"] == f"/api/v1/offices/ubnd-{UNIT}/settings"
    assert made["office"]["steps"] == ["content_checked", "for_signature"]
    assert (made["signer"]["name"], made["signer"]["capacity"]) == ("Lê Thị Hoa", "TM")
    assert made["series"] == []
    own = first.token(FIRST_LOGIN, office=made["office"]["id"])
    header = first.get(f"/offices/ubnd-{UNIT}/header", token=own).get_json()
    suggested = first.get(f"/units/{UNIT}/office", token=mine).get_json()
    for name in ("name", "issuer_lines", "place_name", "symbol_suffix", "head_position"):
        assert header[name] == suggested[name]


def test_the_first_number_is_the_one_that_the_paper_book_goes_on_with(first: Api, demo: str) -> None:
    wanted = {**WANTED, "next_number": 58, "last_date": "2026-03-02", "way": "direct"}
    made = first.post("/offices", json=wanted, token=token(first, demo)).get_json()
    assert [(one["next"], one["last_date"]) for one in made["series"]] == [(58, "2026-03-02")]
    own = first.token(FIRST_LOGIN, office=made["office"]["id"])
    body = first.plan(office=made["office"]["id"], intent="issue", signed_on="2026-03-05")
    assert first.post("/documents", json=body, token=own, key="k").get_json()["code"] == "58/KH-UBND"


def test_what_is_suggested_is_taken_as_it_is_with_a_name(first: Api, demo: str) -> None:
    mine = token(first, demo)
    suggested = first.get(f"/units/{UNIT}/office", token=mine).get_json()
    own = {**suggested, "signer_name": "Lê Thị Hoa", "parent_lines": ["TỈNH QUẢNG NGÃI"]}
    made = first.post("/offices", json=own, token=mine).get_json()
    header = first.get(
        f"/offices/{made['office']['id']}/header",
        token=first.token(FIRST_LOGIN, office=made["office"]["id"]),
    ).get_json()
    assert (header["parent_lines"], header["name"]) == (["TỈNH QUẢNG NGÃI"], suggested["name"])


def test_numbers_from_the_province_make_a_series_without_a_next_one(first: Api, demo: str) -> None:
    made = first.post(
        "/offices", json={**WANTED, "numbering": "external"}, token=token(first, demo)
    ).get_json()
    assert [(one["is_own"], one["next"]) for one in made["series"]] == [(False, None)]


@pytest.mark.parametrize(
    ("wrong", "paths"),
    [
        ({"unit": "99999"}, ["unit"]),
        ({"unit": "51-2025"}, ["unit"]),
        ({"next_number": 5}, ["last_date"]),
        ({"name": " ", "next_number": 5, "last_date": "2027-01-01"}, ["name", "last_date"]),
        ({"numbering": "external", "next_number": 5}, ["next_number"]),
        ({"signer_capacity": "TL", "signer_position": "Chánh Văn phòng"}, ["signer_capacity"]),
    ],
)
def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_made(
    first: Api, demo: str, wrong: dict[str, Any], paths: list[str]
) -> None:
    mine = token(first, demo)
    answer = first.post("/offices", json={**WANTED, **wrong}, token=mine)
    assert said(answer) == (422, "invalid_input")
    assert [one["path"] for one in answer.get_json()["errors"]] == paths
    assert first.post("/offices", json=WANTED, token=mine).status_code == 201


def test_it_is_done_once_and_a_repeat_with_its_key_gets_the_same_answer(first: Api, demo: str) -> None:
    mine = token(first, demo)
    made = first.post("/offices", json=WANTED, token=mine, key="office")
    again = first.post("/offices", json=WANTED, token=mine, key="office")
    assert again.get_json() == made.get_json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert said(first.post("/offices", json=WANTED, token=mine)) == (409, "wrong_state")


def test_only_a_live_token_of_the_administrator_may(first: Api, demo: str) -> None:
    assert said(first.post("/offices", json=WANTED, token=token(first, demo, live=False))) == (
        403,
        "live_token_required",
    )
    first.do(people.add_user, NewUser(login="lan", name="Lan", office_id=demo, role=Role.RECORDS_OFFICER))
    lan = first.token("lan", office=demo)
    assert said(first.post("/offices", json=WANTED, token=lan)) == (403, "not_allowed")


def test_a_register_with_an_office_of_its_own_takes_no_second_one(api: Api) -> None:
    assert said(api.post("/offices", json=WANTED)) == (409, "wrong_state")


def test_a_unit_that_nobody_knows_has_no_suggestion(shared_api: Api) -> None:
    assert said(shared_api.get("/units/99999/office")) == (404, "not_found")


def test_the_example_of_the_page_does_what_it_says(first: Api, demo: str) -> None:
    page = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
    part = page.partition("## The first office of one's own")[2]
    example = json.loads(part.partition("```json\n")[2].partition("```")[0])
    made = first.post("/offices", json=example, token=token(first, demo)).get_json()
    assert [one["next"] for one in made["series"]] == [example["next_number"]]
