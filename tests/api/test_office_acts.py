"""Series, people, signers, header, recipients and wording of the office, changed by an application."""

from datetime import date

import pytest

from service.register import backup, series
from tests.api.conftest import OFFICE


def code(answer):
    return answer.status_code, answer.get_json()["code"]


def own_series(api):
    return api.get("/series").get_json()["series"][0]


def a_user(api, login="hoa.nguyen"):
    return api.post("/users", json={"login": login, "name": "Nguyễn Thị Hoa", "role": "drafter"}).get_json()


def await_confirmation(api):
    """What a restore does to every open series."""
    api.do(backup.await_confirmation)


def test_a_series_is_closed_for_good(api):
    where = f"/series/{own_series(api)['id']}/close"
    assert api.post(where, json={"reason": "Hết năm"}).get_json()["is_closed"] is True
    assert code(api.post(where, json={"reason": "Hết năm"})) == (409, "wrong_state")
    assert code(api.issued()) == (409, "series_not_open")


def test_a_last_number_is_confirmed_and_taken_back(api):
    await_confirmation(api)
    own = own_series(api)["id"]
    confirmed = api.post(
        f"/series/{own}/confirm",
        json={"last_number": 3, "last_date": "2026-03-05", "reason": "Theo văn bản đã phát hành"},
    )
    assert (confirmed.status_code, confirmed.get_json()["last_number"]) == (200, 3)
    back = api.post(f"/series/{own}/withdraw-confirmation", json={"reason": "Ghi nhầm"})
    assert back.get_json()["last_number"] == 0
    assert code(api.issued()) == (409, "series_awaits_confirmation")


def test_many_lost_numbers_want_their_count(api):
    await_confirmation(api)
    where = f"/series/{own_series(api)['id']}/confirm"
    said = {"last_number": 60, "last_date": "2026-03-05", "reason": "Theo sổ giấy"}
    assert code(api.post(where, json=said)) == (422, "many_lost")
    assert api.post(where, json={**said, "lost": 60}).get_json()["last_number"] == 60


def test_roles_are_those_that_are_sent(api):
    user = a_user(api)
    answer = api.put(f"/users/{user['id']}/roles", json={"roles": ["approver", "records_officer"]})
    assert sorted(answer.get_json()["roles"]) == ["approver", "records_officer"]
    kept = {one["id"]: one["roles"] for one in api.get("/users").get_json()["users"]}
    assert sorted(kept[user["id"]]) == ["approver", "records_officer"]


def test_a_user_gets_a_password_once_and_is_switched_off(api):
    user = a_user(api)
    first, second = (api.post(f"/users/{user['id']}/password").get_json()["password"] for _ in range(2))
    assert first != second
    assert api.put(f"/users/{user['id']}/activity", json={"is_active": False}).status_code == 200
    token = api.post("/tokens", json={"name": "x", "login": user["login"], "scopes": ["read"]})
    assert token.status_code == 422


def test_the_name_of_a_user_is_corrected(api):
    user = a_user(api)
    answer = api.put(f"/users/{user['id']}/name", json={"name": "Nguyễn Thị Hòa"})
    assert (answer.status_code, answer.get_json()["name"]) == (200, "Nguyễn Thị Hòa")
    assert {one["login"]: one["name"] for one in api.get("/users").get_json()["users"]}[
        user["login"]
    ] == "Nguyễn Thị Hòa"
    assert code(api.put(f"/users/{user['id']}/name", json={"name": "  "})) == (422, "invalid_input")


def test_a_signer_ends(api):
    signer = api.post("/signers", json={"name": "Lê Văn An", "position": "CHỦ TỊCH"}).get_json()
    answer = api.post(f"/signers/{signer['id']}/end", json={"valid_until": "2026-12-31"})
    assert answer.get_json()["valid_until"] == "2026-12-31"
    assert api.get("/signers?on=2027-01-01").get_json()["signers"] == []


def test_the_header_is_changed_in_part(api):
    where = f"/offices/{OFFICE}/header"
    before = api.get(where).get_json()
    after = api.call("PATCH", where, json={"head_position": "Quyền Chủ tịch"}).get_json()
    assert after == {**before, "head_position": "Quyền Chủ tịch"}
    assert api.get(where).get_json() == after


def test_every_fault_of_a_header_is_said_at_once(api):
    answer = api.call("PATCH", f"/offices/{OFFICE}/header", json={"place_name": "  ", "head_position": "  "})
    assert code(answer) == (422, "invalid_input")
    assert {one["path"] for one in answer.get_json()["errors"]} >= {"place_name", "head_position"}


def test_default_recipients_and_wording_come_back_as_they_were_sent(api):
    some = [{"name": "Như Điều 3"}, {"name": "Các phòng, ban", "purpose": "t/h", "members": 12}]
    assert api.put(f"/offices/{OFFICE}/recipients", json={"recipients": some}).status_code == 200
    assert api.get(f"/offices/{OFFICE}/recipients").get_json()["recipients"][1] == some[1]
    wording = {"words": [{"word": "Đắk Tơ", "reason": "Tên riêng"}], "off": {}, "blocks": True}
    assert api.put(f"/offices/{OFFICE}/wording", json=wording).get_json() == wording
    assert api.get(f"/offices/{OFFICE}/wording").get_json() == wording


@pytest.mark.parametrize("part", ["header", "recipients", "wording"])
def test_a_test_token_changes_nothing_of_the_real_office(api, part):
    method = "PATCH" if part == "header" else "PUT"
    body = {"header": {"filing": "VT"}, "recipients": {"recipients": []}, "wording": {}}[part]
    answer = api.call(method, f"/offices/{OFFICE}/{part}", json=body, token=api.token(live=False))
    assert code(answer) == (403, "live_token_required")


def test_a_drafter_closes_no_series_and_gives_no_roles(api):
    drafter = api.token(f"drafter@{OFFICE}")
    where = f"/series/{own_series(api)['id']}/close"
    assert code(api.post(where, json={"reason": "x"}, token=drafter)) == (403, "not_allowed")
    assert api.look(series.list_series, OFFICE, date(2026, 3, 5).year)[0].closed_at is None
    user = a_user(api)
    answer = api.put(f"/users/{user['id']}/roles", json={"roles": ["administrator"]}, token=drafter)
    assert code(answer) == (403, "not_allowed")
