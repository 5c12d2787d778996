"""Signing in and out as a browser does it: sessions, delays, cookies, the first password, the banner."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from service.app import create_app
from service.issuing.accounts import give_one_time_password
from service.issuing.desk import Desk
from service.issuing.register_door import RegisterDoor
from service.register import people as register_people
from service.settings import Settings
from tests.web import people


def token_of(client: FlaskClient, path: str = "/dang-nhap") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).get_data(as_text=True))
    assert found is not None
    return found[1]


def enter(client: FlaskClient, login: str, password: str = people.PASSWORD, **fields: str) -> Any:
    data = {"csrf": token_of(client), "login": login, "password": password, **fields}
    return client.post("/dang-nhap", data=data)


def is_in(client: FlaskClient) -> bool:
    return client.get("/viec-cua-toi").status_code == 200


def test_a_page_leads_to_the_login_and_back(anonymous: FlaskClient) -> None:
    asked = anonymous.get("/so-van-ban?q=dan")
    assert asked.location == "/dang-nhap?tiep=/so-van-ban?q%3Ddan"
    answer = enter(anonymous, "hoa", tiep="/so-van-ban?q=dan")
    assert answer.location == "/so-van-ban?q=dan"
    assert is_in(anonymous)


@pytest.mark.parametrize(
    "target",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "evil", "javascript:alert(1)", ""),
        *("/dang-xuat", "/chon-co-quan", "/khong-co-trang-nay"),
    ],
)
def test_the_login_leads_to_pages_of_ours_only(anonymous: FlaskClient, target: str) -> None:
    assert enter(anonymous, "hoa", tiep=target).location == "/viec-cua-toi"


@pytest.mark.parametrize(
    ("login", "password"), [("hoa", "sai"), ("không-có", people.PASSWORD), ("", ""), ("operator", "")]
)
def test_a_wrong_login_and_a_wrong_password_look_the_same(
    anonymous: FlaskClient, login: str, password: str
) -> None:
    answer = enter(anonymous, login, password)
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.get_data(as_text=True)
    assert not is_in(anonymous)


@pytest.mark.parametrize("typed", ["HOA", "Hoa ", "hoa"])
def test_capitals_in_a_login_make_no_difference(anonymous: FlaskClient, typed: str) -> None:
    assert enter(anonymous, typed).status_code == 302
    assert is_in(anonymous)


def test_a_login_with_capitals_of_earlier_days_still_lets_in(anonymous: FlaskClient, desk: Desk) -> None:
    with desk.workplace("operator").writing() as turn:
        turn.session.execute(text("UPDATE users SET login = 'Hoa' WHERE login = 'hoa'"))
    for typed in ("hoa", "Hoa", "HOA"):
        client = anonymous.application.test_client()
        assert enter(client, typed).status_code == 302
        assert is_in(client)


def test_of_two_logins_that_differ_in_capitals_alone_the_one_in_small_letters_is_meant(
    anonymous: FlaskClient, desk: Desk
) -> None:
    with desk.workplace("operator").writing() as turn:
        turn.session.execute(text("UPDATE users SET login = 'HOA' WHERE login = 'drafter'"))
    for typed, name in (("Hoa", "Nguyễn Thị Hoa"), ("HOA", "Người drafter")):
        client = anonymous.application.test_client()
        assert enter(client, typed).status_code == 302
        assert name in client.get("/viec-cua-toi").get_data(as_text=True)


def test_failures_cost_a_growing_delay_that_is_said_and_nobody_is_locked_out(app: Flask, desk: Desk) -> None:
    moments = [desk.now()]
    object.__setattr__(desk, "now", lambda: moments[-1])
    client = app.test_client()
    said = []
    for _ in range(21):
        answer = enter(client, "hoa", "sai")
        if answer.status_code == 429:
            seconds = int(answer.headers["Retry-After"])
            assert f"sau {seconds} giây" in answer.get_data(as_text=True)
            said.append(seconds)
            moments.append(moments[-1] + timedelta(seconds=seconds))
    assert said == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert enter(client, "hoa").status_code == 302


def test_the_delay_of_one_address_does_not_shut_the_person_out(app: Flask) -> None:
    stranger, hoa = app.test_client(), app.test_client()
    for _ in range(3):
        data = {"csrf": token_of(stranger), "login": "hoa", "password": "sai"}
        last = stranger.post("/dang-nhap", data=data, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert last.status_code == 429
    assert enter(hoa, "hoa").status_code == 302


def test_signing_out_ends_the_sign_in_on_the_server_too(app: Flask, client: FlaskClient) -> None:
    cookie = client.get_cookie("van_ban")
    assert cookie is not None
    copied = app.test_client()
    copied.set_cookie("van_ban", cookie.value)
    assert is_in(copied)
    answer = client.post("/dang-xuat", data={"csrf": token_of(client, "/doi-mat-khau")})
    assert answer.location == "/dang-nhap"
    assert not is_in(client)
    assert not is_in(copied)


def test_a_new_password_ends_every_other_browser(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    assert enter(other, "hoa").status_code == 302
    new = {"current": people.PASSWORD, "new": "một câu khác hẳn 7", "repeated": "một câu khác hẳn 7"}
    answer = client.post("/doi-mat-khau", data={"csrf": token_of(client, "/doi-mat-khau"), **new})
    assert answer.status_code == 302
    assert is_in(client)
    assert not is_in(other)
    assert enter(other, "hoa").status_code == 401
    assert enter(other, "hoa", "một câu khác hẳn 7").status_code == 302


def test_all_that_is_wrong_with_a_new_password_is_said_at_once(client: FlaskClient) -> None:
    data = {"csrf": token_of(client, "/doi-mat-khau"), "current": "sai", "new": "ớớớớ", "repeated": "b"}
    answer = client.post("/doi-mat-khau", data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for words in ("hiện tại không đúng", "từ 10 đến", "quá dễ đoán", "không giống nhau"):
        assert words in page
    assert "ớớớớ" not in page  # no token has such a letter by chance


def test_whoever_is_switched_off_is_out_at_the_next_page(desk: Desk, client: FlaskClient) -> None:
    with desk.workplace("operator").writing() as turn:
        hoa = register_people.acting_user(turn.session, "hoa", now=people.NOON)
        register_people.set_active(turn.session, turn.actor, user_id=hoa.user_id, is_active=False)
    assert not is_in(client)


def test_a_sign_in_ends_after_the_hours_of_the_settings(desk: Desk) -> None:
    moments = [desk.now()]
    object.__setattr__(desk, "now", lambda: moments[-1])
    client = create_app(Settings(secret_key="k" * 40, session_hours=2), desk=desk).test_client()
    enter(client, "hoa")
    moments.append(people.NOON + timedelta(minutes=119))
    assert is_in(client)
    moments.append(people.NOON + timedelta(minutes=121))
    assert not is_in(client)


def test_a_password_that_others_know_opens_the_change_of_it_and_nothing_else(
    desk: Desk, anonymous: FlaskClient
) -> None:
    with desk.workplace("operator").writing() as turn:
        hoa = register_people.acting_user(turn.session, "hoa", now=people.NOON)
        password = give_one_time_password(turn, hoa.user_id)
    enter(anonymous, "hoa", password)
    for path in ("/viec-cua-toi", "/van-ban/moi", "/quan-tri", "/so-van-ban"):
        assert anonymous.get(path).location == "/doi-mat-khau"
    page = anonymous.get("/doi-mat-khau").get_data(as_text=True)
    assert "do người khác cấp" in page
    assert "Danh mục" not in page
    new = {"current": password, "new": "một câu của riêng tôi", "repeated": "một câu của riêng tôi"}
    nameless = anonymous.post("/doi-mat-khau", data={"csrf": token_of(anonymous, "/doi-mat-khau"), **new})
    assert nameless.status_code == 422
    assert "Ghi họ và tên" in nameless.get_data(as_text=True)
    named = {"csrf": token_of(anonymous, "/doi-mat-khau"), **new, "name": "Trần Thị Hoa"}
    answer = anonymous.post("/doi-mat-khau", data=named)
    assert "Trần Thị Hoa" in anonymous.get("/viec-cua-toi").get_data(as_text=True)
    assert answer.location == "/"
    assert is_in(anonymous)


@pytest.mark.parametrize(("url", "is_secure"), [("http://127.0.0.1/", False), ("https://van-ban.vn/", True)])
def test_cookies_are_for_no_script_and_secure_under_https(app: Flask, url: str, *, is_secure: bool) -> None:
    client = app.test_client()
    page = client.get("/dang-nhap", base_url=url).get_data(as_text=True)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    data = {"csrf": csrf, "login": "hoa", "password": people.PASSWORD}
    answer = client.post("/dang-nhap", data=data, base_url=url, headers={"Referer": url})
    assert answer.status_code == 302
    flags = {part.strip() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax"} <= flags
    assert ("Secure" in flags) == is_secure


def test_a_session_that_was_planted_before_the_login_is_not_the_one_after(anonymous: FlaskClient) -> None:
    with anonymous.session_transaction() as session:
        session["planted"] = "x"
    enter(anonymous, "hoa")
    with anonymous.session_transaction() as session:
        assert "planted" not in session
        assert session["sign_in"]


def test_a_form_of_somebody_else_in_the_same_browser_is_refused(app: Flask) -> None:
    client = app.test_client()
    enter(client, "hoa")
    old = token_of(client, "/doi-mat-khau")
    client.post("/dang-xuat", data={"csrf": old})
    enter(client, "approver")
    assert client.post("/dang-xuat", data={"csrf": old}).status_code == 403
    assert is_in(client)


def test_a_form_outlives_the_login_of_the_same_person(app: Flask) -> None:
    client = app.test_client()
    enter(client, "hoa")
    old = token_of(client, "/doi-mat-khau")
    client.post("/dang-xuat", data={"csrf": old})
    lost = client.post("/chon-co-quan", data={"csrf": old}, headers={"Accept": "application/json"})
    assert lost.status_code == 401
    assert lost.get_json()["code"] == "sign_in_needed"
    again = client.post(
        "/dang-nhap",
        data={"csrf": old, "login": "hoa", "password": people.PASSWORD},
        headers={"Accept": "application/json"},
    )
    assert again.get_json() == {"login": "hoa"}
    assert client.post("/dang-xuat", data={"csrf": old}).status_code == 302


def test_what_was_sent_after_the_login_ended_is_not_done_and_says_so(anonymous: FlaskClient) -> None:
    answer = anonymous.post("/chon-co-quan", data={"office": people.OFFICE})
    assert answer.status_code == 401
    assert "chưa được lưu" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("host", "login", "is_warned"),
    [
        ("van-ban.noi-bo:8000", "administrator", True),
        ("van-ban.noi-bo:8000", "drafter", False),
        ("127.0.0.1:8000", "administrator", False),
        ("localhost", "administrator", False),
        ("[::1]:8000", "administrator", False),
    ],
)
def test_plain_http_beyond_this_machine_is_told_to_the_administrator(
    signed_in_client: Any, host: str, login: str, *, is_warned: bool
) -> None:
    client = signed_in_client(login)
    headers = {"Cookie": f"van_ban={client.get_cookie('van_ban').value}"}
    plain = client.application.test_client(use_cookies=False)
    answer = plain.get("/viec-cua-toi", base_url=f"http://{host}", headers=headers)
    assert answer.status_code == 200
    assert ("không mã hóa" in answer.get_data(as_text=True)) == is_warned


def test_behind_a_proxy_of_ours_its_headers_are_believed_and_else_not(desk: Desk) -> None:
    for count, is_secure in ((0, False), (1, True)):
        client = create_app(Settings(secret_key="k" * 40, proxy_count=count), desk=desk).test_client()
        answer = client.get(
            "/dang-nhap", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        )
        assert ("Secure" in answer.headers["Set-Cookie"]) == is_secure


def test_an_office_of_somebody_else_cannot_be_chosen(client: FlaskClient) -> None:
    data = {"csrf": token_of(client, "/doi-mat-khau"), "office": people.OTHER_OFFICE}
    assert client.post("/chon-co-quan", data=data).status_code == 403


def test_nothing_inline_and_nothing_from_elsewhere_stands_in_a_page(client: FlaskClient) -> None:
    for path in ("/dang-nhap", "/viec-cua-toi", "/doi-mat-khau", "/quan-tri/nguoi-dung", "/co-quan-cua-ban"):
        page = client.get(path, follow_redirects=True).get_data(as_text=True)
        assert not re.search(
            r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=|<style|(src|href)=\"(https?:)?//", page
        )


def test_a_machine_without_an_account_says_so_at_the_login(
    desk: Desk, anonymous: FlaskClient, tmp_path: Path
) -> None:
    assert "chưa có tài khoản nào" not in anonymous.get("/dang-nhap").get_data(as_text=True)
    for door in (RegisterDoor(f"sqlite:///{tmp_path / 'no.db'}"), None):
        app = create_app(Settings(secret_key="k" * 40), desk=replace(desk, door=door))
        page = app.test_client().get("/dang-nhap").get_data(as_text=True)
        assert "chưa có tài khoản nào" in page
        assert "dùng một lần" not in page


def test_a_script_whose_browser_lost_its_cookies_is_told_so_and_not_shown_a_page(
    anonymous: FlaskClient,
) -> None:
    data = {"login": "hoa", "password": people.PASSWORD}
    answer = anonymous.post("/dang-nhap", data=data, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (403, {"code": "form_expired"})
