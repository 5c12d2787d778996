"""Mở sổ số on its page: kinds by tick, the words of the register at their fields, nothing typed is lost."""

import re

import pytest
from flask.testing import FlaskClient

from service.issuing.desk import Desk
from service.issuing.series_kinds import series_kinds
from service.register import series
from tests.web import people
from tests.web.test_admin import SERIES, send

TYPED = {"year": "2025", "reason": "Chưa cấp số nào"}


def opened(desk: Desk) -> list[tuple[list[str], str, str, str]]:
    with desk.workplace("operator").reading() as turn:
        rows = series.list_series(turn.session, turn.actor, people.OFFICE, 2025)
    return [(row.kinds, row.name, row.body, row.mark) for row in rows]


def test_every_kind_of_the_law_can_be_ticked_as_it_is_written(desk: Desk, client: FlaskClient) -> None:
    page = client.get(SERIES).get_data(as_text=True)
    kinds = [kind for kind, _ in series_kinds()]
    assert len(kinds) == 29
    assert all(f'type="checkbox" name="kinds" value="{kind}"' in page for kind in kinds)
    for kind in ("TTr", "CTr", "QyĐ", "ThC"):
        assert send(client, SERIES, **TYPED, kinds=[kind]).status_code == 302
    assert sorted(row[0] for row in opened(desk)) == [["CTr"], ["QyĐ"], ["TTr"], ["ThC"]]


@pytest.mark.parametrize("kinds", ["XX", "KH BC", "TTR", "kh"])
def test_an_unknown_kind_is_refused_by_its_name(desk: Desk, client: FlaskClient, kinds: str) -> None:
    answer = send(client, SERIES, **TYPED, kinds=kinds)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, opened(desk)) == (422, [])
    assert f"Không có loại văn bản {kinds}" in page
    assert 'href="#kinds"' in page


def test_a_group_has_its_name_and_an_advisory_body_its_own_series(desk: Desk, client: FlaskClient) -> None:
    nameless = send(client, SERIES, **TYPED, kinds=["BC", "TB"])
    assert 'href="#name"' in nameless.get_data(as_text=True)
    assert send(client, SERIES, **TYPED, kinds=["BC", "TB"], name="nội bộ").status_code == 302
    assert send(client, SERIES, **TYPED, body="BCĐ", is_secret="1", mark="TM").status_code == 302
    assert sorted(opened(desk)) == [([], "", "BCĐ", "TM"), (["BC", "TB"], "nội bộ", "", "")]


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ({"reason": ""}, "reason"),
        ({"next_number": "58"}, "last_date"),
        ({"next_number": "58", "last_date": "06/02/2025"}, "last_date"),
        ({"next_number": "58", "last_date": "06/02/2024"}, "last_date"),
        ({"year": "2024"}, "year"),
        ({"is_secret": "1", "mark": "UBND"}, "mark"),
        ({"kinds": ["KH"]}, "kinds"),
    ],
    ids=["reason", "no-day", "day-to-come", "other-year", "before-the-office", "mark", "clash"],
)
def test_what_the_register_refuses_is_said_at_its_field_and_nothing_is_lost(
    client: FlaskClient, typed: dict[str, str], path: str
) -> None:
    if path == "kinds":
        send(client, SERIES, **TYPED)
    answer = send(client, SERIES, **{**TYPED, "name": "giữ lại", **typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#{path}"' in page
    assert 'value="giữ lại"' in page
    said = re.sub(r"<[^>]*>", " ", page.partition("<main")[2].partition("Mở sổ số</h2>")[0])
    assert "--" not in said  # how the command line calls an option; attributes hold random tokens
