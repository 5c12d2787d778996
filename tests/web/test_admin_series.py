"""The last number of a series on the page of the administration: confirmed, counted, and taken back."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from service.issuing.desk import Desk
from service.register import backup, series
from service.register.series import NewSeries
from tests.web import people
from tests.web.test_admin import SERIES, send


@pytest.fixture
def waiting(desk: Desk) -> Any:
    """A series that was restored and waits for its last number."""
    with desk.workplace("operator").writing() as turn:
        row = series.open_series(
            turn.session, turn.actor, NewSeries(office_id=people.OFFICE, year=2025, reason="Mới")
        )
        backup.await_confirmation(turn.session, turn.actor)
    return row


def page_of(client: FlaskClient) -> str:
    return client.get(f"{SERIES}?nam=2025").get_data(as_text=True)


def test_many_lost_numbers_are_counted_on_the_page_as_on_the_command_line(
    client: FlaskClient, waiting: Any
) -> None:
    assert "Bao nhiêu số đã cấp mà sổ không còn" in page_of(client)
    to, typed = (
        f"{SERIES}/{waiting.id}/xac-nhan",
        {"last": "199", "last_date": "03/1/2025", "reason": "Sổ giấy"},
    )
    refused = send(client, to, nam="2025", **typed)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert f'href="#lost.{waiting.id}"' in page
    assert "199 số coi như đã cấp, phải nhập lại văn bản của từng số" in page
    assert "--yes-lose" not in page
    assert 'name="last_date" value="03/1/2025"' in page
    assert send(client, to, nam="2025", **typed, lost="x").status_code == 422
    assert send(client, to, nam="2025", **typed, lost="199").status_code == 302
    assert "Đến số 199 ngày 03/01/2025" in page_of(client)


def test_a_last_number_that_cannot_be_is_said_at_its_field(client: FlaskClient, waiting: Any) -> None:
    to = f"{SERIES}/{waiting.id}/xac-nhan"
    for field, typed in (
        ("last", {"last": "x"}),
        ("last_date", {"last": "3"}),
        ("reason", {"last": "3", "last_date": "03/1/2025"}),
        ("last_date", {"last": "3", "last_date": "03/3/2025", "reason": "Sổ giấy"}),  # still to come
    ):
        refused = send(client, to, nam="2025", **typed)
        assert refused.status_code == 422
        assert f'href="#{field}.{waiting.id}"' in refused.get_data(as_text=True)


def test_a_wrong_confirmation_is_taken_back_on_the_page(client: FlaskClient, waiting: Any) -> None:
    typed = {"last": "20", "last_date": "03/1/2025", "reason": "Sổ giấy"}
    assert "Rút xác nhận" not in page_of(client)
    send(client, f"{SERIES}/{waiting.id}/xac-nhan", nam="2025", **typed)
    to = f"{SERIES}/{waiting.id}/rut-xac-nhan"
    assert to in page_of(client)
    refused = send(client, to, nam="2025", reason=" ")
    assert (refused.status_code, f'href="#withdraw.{waiting.id}"' in refused.get_data(as_text=True)) == (
        422,
        True,
    )
    assert send(client, to, nam="2025", reason="Ghi nhầm 20 thay cho 2").status_code == 302
    assert "Chờ xác nhận số cuối" in page_of(client)
    assert send(client, to, nam="2025", reason="x").status_code == 409
