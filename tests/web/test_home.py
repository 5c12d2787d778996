"""The home page and the first login: numbers, lists, empty states, the office that one works for."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.issuing.desk import Desk
from service.issuing.drafting import save
from service.register import drafts, offices
from service.register import people as register_people
from service.register.states import Role
from tests.web import people


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', text(client, "/doi-mat-khau"))
    assert found is not None
    return found[1]


def drafted(desk: Desk, login: str, subject: str, office: str = people.OFFICE) -> str:
    plan = {**desk.catalogue.sample("ke_hoach", "minimal"), "office": office, "subject": subject}
    return str(save(desk.workplace(login), "ke_hoach", plan).id)


def live(desk: Desk) -> None:
    """Let the office be one that counts."""
    with desk.workplace("operator").writing() as turn:
        offices.set_office(turn.session, turn.actor, people.OFFICE, {"profile": {}})


def test_the_home_page_shows_each_list_with_its_number_and_where_to_go(
    desk: Desk, client: FlaskClient
) -> None:
    own, other = drafted(desk, "hoa", "Của Hoa <1>"), drafted(desk, "drafter", "Của người khác")
    unready = drafted(desk, "drafter", "Đang soạn dở")
    with desk.workplace("drafter").writing() as turn:
        drafts.hand_over(turn.session, turn.actor, other)
    page = text(client, "/viec-cua-toi")
    for words in ("Chờ tôi duyệt", "Bị trả lại", "Chờ cấp số", "Chờ phát hành", "Bản nháp"):
        assert re.search(rf"<b>\d+</b> {words}", page)
    assert f'href="/van-ban/{own}/soan"' in page
    assert f'href="/van-ban/{other}"' in page
    assert unready not in page
    assert "Của Hoa &lt;1&gt;" in page
    assert "12:00 05/02/2025" in page


@pytest.mark.parametrize(
    ("login", "shown", "absent"),
    [
        ("drafter", ["Bản nháp", "Bị trả lại"], ["Chờ cấp số", "Chờ tôi duyệt", "Quản trị"]),
        ("approver", ["Chờ tôi duyệt"], ["Chờ cấp số"]),
        ("records_officer", ["Chờ cấp số", "Chờ phát hành", "Quản trị"], []),
        ("administrator", ["Đến trang Quản trị"], ["Soạn văn bản mới", "Chờ cấp số"]),
    ],
)
def test_a_person_sees_the_lists_of_his_roles(
    desk: Desk, signed_in_client: Callable[[str], Any], login: str, shown: list[str], absent: list[str]
) -> None:
    live(desk)
    page = text(signed_in_client(login), "/viec-cua-toi")
    assert all(words in page for words in shown)
    assert not any(words in page for words in absent)


def test_an_empty_home_page_says_what_to_do_next(client: FlaskClient) -> None:
    page = text(client, "/viec-cua-toi")
    assert "để bắt đầu một văn bản mới" in page
    assert "Khai cơ quan của bạn" in page


def test_what_came_back_says_who_returned_it(desk: Desk, signed_in_client: Callable[[str], Any]) -> None:
    document_id = drafted(desk, "drafter", "Bị trả lại")
    with desk.workplace("drafter").writing() as turn:
        drafts.hand_over(turn.session, turn.actor, document_id)
    with desk.workplace("approver").writing() as turn:
        drafts.return_document(turn.session, turn.actor, document_id, remark="Thiếu thời hạn")
        name = next(
            one.name
            for one, _ in register_people.users_of(turn.session, turn.actor, people.OFFICE)
            if one.login == "approver"
        )
    assert f"{name} trả lại: Thiếu thời hạn" in text(signed_in_client("drafter"), "/viec-cua-toi")


def test_a_whole_list_has_its_page(desk: Desk, client: FlaskClient) -> None:
    for number in range(12):
        drafted(desk, "hoa", f"Kế hoạch thứ {number}")
    page = text(client, "/viec-cua-toi")
    assert "Xem tất cả 12 văn bản" in page
    assert "Kế hoạch thứ 0" not in page
    assert "Kế hoạch thứ 0" in text(client, "/viec-cua-toi/drafts")
    assert "Không có văn bản nào bị trả lại" in text(client, "/viec-cua-toi/returned?sau=x")
    assert client.get("/viec-cua-toi/khac").status_code == 404


def test_the_first_page_asks_for_the_own_office_once(client: FlaskClient) -> None:
    assert client.get("/").location == "/co-quan-cua-ban"
    answer = client.post("/co-quan-cua-ban/de-sau", data={"csrf": token(client)})
    assert answer.location == "/viec-cua-toi"
    assert client.get("/").location == "/viec-cua-toi"


def test_nobody_is_asked_who_cannot_answer(desk: Desk, signed_in_client: Callable[[str], Any]) -> None:
    assert signed_in_client("drafter").get("/").location == "/viec-cua-toi"
    live(desk)
    assert signed_in_client("hoa").get("/").location == "/viec-cua-toi"


def test_somebody_of_two_offices_works_for_one_at_a_time(desk: Desk, app: Flask) -> None:
    with desk.workplace("operator").writing() as turn:
        hoa = register_people.acting_user(turn.session, "hoa", now=people.NOON)
        register_people.grant_role(
            turn.session, turn.actor, user_id=hoa.user_id, office_id=people.OTHER_OFFICE, role=Role.DRAFTER
        )
    client = people.signed_in(app, "hoa")
    drafted(desk, "hoa", "Của huyện")
    page = text(client, "/viec-cua-toi")
    assert "Làm việc cho" in page
    assert "Của huyện" not in page  # the office that counts comes first
    client.post("/chon-co-quan", data={"csrf": token(client), "office": people.OFFICE})
    assert "Của huyện" in text(client, "/viec-cua-toi")
    assert "Của huyện" in text(client, "/viec-cua-toi")


def test_somebody_without_a_role_is_told_whom_to_ask(desk: Desk, app: Flask) -> None:
    with desk.workplace("operator").writing() as turn:
        drafter = register_people.acting_user(turn.session, "drafter", now=people.NOON)
        words = {"user_id": drafter.user_id, "office_id": people.OFFICE, "role": Role.DRAFTER}
        register_people.revoke_role(turn.session, turn.actor, **words)
    answer = people.signed_in(app, "drafter").get("/viec-cua-toi")
    assert answer.status_code == 403
    assert "Nhờ người quản trị giao vai trò" in answer.get_data(as_text=True)
