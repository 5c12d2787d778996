"""The pages of the administration: what they change, what they refuse, and that a one-time password is shown once."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.issuing.desk import Desk
from service.issuing.issuing_office import issuing_office
from service.register import offices, series
from service.register import people as register_people
from service.register.states import Role
from tests.web import people
from tests.web.office_work import Forms

OFFICE_PAGE, USERS, SIGNERS, RECIPIENTS, SERIES = (
    f"/quan-tri/{name}" for name in ("co-quan", "nguoi-dung", "nguoi-ky", "noi-nhan", "so")
)


def send(client: FlaskClient, path: str, **data: Any) -> TestResponse:
    """Send a form of the administration with the token and the mark of its page."""
    page = client.get("/doi-mat-khau").get_data(as_text=True)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    shown = client.get("/".join(path.split("/")[:3])).get_data(as_text=True)
    seen = Forms(shown).by_action.get(path, {}).get("seen", "")
    return client.post(path, data={"csrf": csrf, "seen": seen, **data})


def fields_of(client: FlaskClient, path: str) -> dict[str, str]:
    """The boxes of a page as they stand."""
    page = client.get(path).get_data(as_text=True)
    inputs = re.findall(r'<input class="form-control[^>]*? name="([^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>', page)
    return dict([*inputs, *areas])


def printed(desk: Desk) -> Any:
    with desk.workplace("operator").reading() as turn:
        return issuing_office(turn, people.OFFICE, people.TODAY)


def user_id(desk: Desk, login: str) -> str:
    with desk.workplace(login).reading() as turn:
        return str(turn.actor.user_id)


def test_header_and_steps_of_the_office_are_changed_and_the_rest_stays(
    desk: Desk, client: FlaskClient
) -> None:
    before, typed = printed(desk), fields_of(client, OFFICE_PAGE)
    answer = send(
        client, OFFICE_PAGE, **{**typed, "filing": "VT, VP"}, steps=["for_signature", "content_checked"]
    )
    assert answer.status_code == 302
    after = printed(desk)
    assert after.filing == "VT, VP"
    for name in (
        "issuer_lines",
        "name",
        "roles",
        "abbreviations",
        "recipients",
        "superior",
        "collective_body",
    ):
        assert getattr(after, name) == getattr(before, name)
    with desk.workplace("operator").reading() as turn:
        row = offices.office(turn.session, turn.actor, people.OFFICE)
        assert row.steps == ["content_checked", "for_signature"]
        assert row.profile["demo"]


def test_a_header_with_faults_is_shown_again_with_all_of_them(desk: Desk, client: FlaskClient) -> None:
    typed = {
        **fields_of(client, OFFICE_PAGE),
        "name": "",
        "symbol_suffix": "UB ND",
        "place_name": "Giữ chữ này",
    }
    answer = send(client, OFFICE_PAGE, **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#name"' in page
    assert 'href="#symbol_suffix"' in page
    assert 'value="Giữ chữ này"' in page
    assert "unit" not in _profile(desk)


def _profile(desk: Desk) -> Any:
    with desk.workplace("operator").reading() as turn:
        return offices.office(turn.session, turn.actor, people.OFFICE).profile


def test_default_recipients_are_kept_in_their_order(desk: Desk, client: FlaskClient) -> None:
    rows = {"name.0": "UBND tỉnh", "purpose.0": "b/cáo", "members.0": "", "name.1": "", "purpose.1": ""}
    answer = send(client, RECIPIENTS, **rows, **{"name.2": "Các thôn", "purpose.2": "", "members.2": "12"})
    assert answer.status_code == 302
    found = [(one.name, one.purpose, one.members) for one in printed(desk).recipients]
    assert found == [("UBND tỉnh", "b/cáo", 1), ("Các thôn", "", 12)]
    assert send(client, RECIPIENTS, **{"name.0": "A", "members.0": "nhiều"}).status_code == 422


def test_a_new_user_gets_a_password_that_is_shown_once(desk: Desk, app: Flask, client: FlaskClient) -> None:
    answer = send(client, USERS, login="lan.tt", name="Trần Thị  Lan", roles=["drafter", "approver"])
    shown = re.search(r'one-time"><code>([^<]+)<', answer.get_data(as_text=True))
    assert shown is not None
    assert shown[1] not in client.get(USERS).get_data(as_text=True)
    assert all(shown[1] not in value for value in answer.headers.values())
    other = app.test_client()
    page = other.get("/dang-nhap").get_data(as_text=True)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    entered = other.post("/dang-nhap", data={"csrf": csrf, "login": "lan.tt", "password": shown[1]})
    assert entered.status_code == 302
    assert other.get("/viec-cua-toi").location == "/doi-mat-khau"
    with desk.workplace("operator").reading() as turn:
        found = register_people.users_of(turn.session, turn.actor, people.OFFICE)
    assert [(user.name, roles) for user, roles in found if user.login == "lan.tt"] == [
        ("Trần Thị Lan", [Role.APPROVER, Role.DRAFTER])
    ]


def test_people_stand_in_the_order_of_the_vietnamese_alphabet(client: FlaskClient) -> None:
    names = ("Võ Văn An", "Đinh Thị Ba", "Trần Thị Lan", "Lê Hoa")
    for number, name in enumerate(names):
        send(client, USERS, login=f"nguoi{number}", name=name, roles=["drafter"])
    page = client.get(USERS).get_data(as_text=True)
    found = [one for one in re.findall(r'<th scope="row">([^<]+)<', page) if one in names]
    assert found == ["Đinh Thị Ba", "Lê Hoa", "Trần Thị Lan", "Võ Văn An"]


def test_a_user_with_faults_is_told_all_of_them(client: FlaskClient) -> None:
    answer = send(client, USERS, login="Lan Trần", name="")
    assert answer.status_code == 422
    assert answer.get_data(as_text=True).count("invalid-feedback") == 3
    assert send(client, USERS, login="hoa", name="Hoa", roles="drafter").status_code == 409


def test_roles_are_given_and_taken_but_the_last_administrator_stays(desk: Desk, client: FlaskClient) -> None:
    drafter, hoa = user_id(desk, "drafter"), user_id(desk, "hoa")
    assert send(client, f"{USERS}/{drafter}/vai-tro", roles=["approver"]).status_code == 302
    with desk.workplace("operator").reading() as turn:
        found = {
            user.login: roles
            for user, roles in register_people.users_of(turn.session, turn.actor, people.OFFICE)
        }
    assert found["drafter"] == [Role.APPROVER]
    assert (
        send(client, f"{USERS}/{user_id(desk, 'administrator')}/vai-tro", roles=["drafter"]).status_code
        == 302
    )
    answer = send(client, f"{USERS}/{hoa}/vai-tro", roles=["drafter"])
    assert answer.status_code == 409
    assert "ít nhất một người quản trị" in answer.get_data(as_text=True)


def test_whoever_is_switched_off_is_signed_out_and_cannot_come_back(
    desk: Desk, app: Flask, client: FlaskClient
) -> None:
    drafter = people.signed_in(app, "drafter")
    assert drafter.get("/viec-cua-toi").status_code == 200
    path = f"{USERS}/{user_id(desk, 'drafter')}/hoat-dong"
    assert send(client, path, active="0").status_code == 302
    assert drafter.get("/viec-cua-toi").status_code == 302
    send(client, path, active="1")
    assert drafter.get("/viec-cua-toi").status_code == 302  # an ended sign-in stays ended
    assert send(client, f"{USERS}/{user_id(desk, 'hoa')}/hoat-dong", active="0").status_code == 409


def test_a_name_is_corrected_and_stands_in_what_comes_after(desk: Desk, client: FlaskClient) -> None:
    path = f"{USERS}/{user_id(desk, 'drafter')}/ten"
    assert send(client, path, name="  Lê Thị   Tý ").status_code == 302
    page = client.get(USERS).get_data(as_text=True)
    assert "Lê Thị Tý" in page
    with desk.workplace("drafter").reading() as turn:
        assert turn.actor.name == "Lê Thị Tý"
    wrong = send(client, path, name=" ")
    assert wrong.status_code == 422
    assert "Ghi họ và tên" in wrong.get_data(as_text=True)
    assert "Lê Thị Tý" in client.get(USERS).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/quan-tri", "/quan-tri/mau", "/quan-tri/chinh-ta"])
def test_pages_for_an_office_name_no_commands_and_no_codes(client: FlaskClient, path: str) -> None:
    page = re.sub(r"<[^>]+>", " ", client.get(path).get_data(as_text=True))
    assert not re.findall(r"\./run|types check|proofread|--\w+|\b[a-z]+-[a-z]+(?:-[a-z]+)*\b", page)


def test_an_administrator_has_no_power_over_people_of_other_offices(desk: Desk, client: FlaskClient) -> None:
    stranger = user_id(desk, people.OUTSIDER)
    for verb in ("mat-khau", "hoat-dong", "ten"):
        assert send(client, f"{USERS}/{stranger}/{verb}", active="0", name="Tý").status_code == 403
    with desk.workplace("operator").writing() as turn:
        words = {"user_id": user_id(desk, "drafter"), "office_id": people.OTHER_OFFICE, "role": Role.DRAFTER}
        register_people.grant_role(turn.session, turn.actor, **words)
    assert send(client, f"{USERS}/{user_id(desk, 'drafter')}/mat-khau").status_code == 403


def test_signers_come_and_go(desk: Desk, client: FlaskClient) -> None:
    new = {"name": "Lê Thị Hoa", "position": "Phó Chủ tịch", "capacity": "KT", "valid_from": "01/02/2025"}
    assert send(client, SIGNERS, **new).status_code == 302
    page = client.get(SIGNERS).get_data(as_text=True)
    assert "Lê Thị Hoa" in page
    signer = re.findall(r"nguoi-ky/([0-9a-f-]{36})/het-han", page)[0]
    assert send(client, f"{SIGNERS}/{signer}/het-han", last_day="hôm nào").status_code == 422
    assert send(client, f"{SIGNERS}/{signer}/het-han", last_day="04/02/2025").status_code == 302
    assert "Lê Thị Hoa" not in [one.name for one in printed(desk).signers]


def test_a_signer_in_small_letters_is_asked_about_once(desk: Desk, client: FlaskClient) -> None:
    new = {"name": "nguyễn văn an", "position": "Phó Chủ tịch", "capacity": "KT", "valid_from": "01/02/2025"}
    asked = send(client, SIGNERS, **new)
    assert asked.status_code == 422
    assert "“Nguyễn Văn An”" in asked.get_data(as_text=True)
    assert "nguyễn văn an" not in [one.name for one in printed(desk).signers]
    seen = re.findall(r'name="ten_da_xem" value="([^"]+)"', asked.get_data(as_text=True))[0]
    assert send(client, SIGNERS, **{**new, "name": "lê văn b"}, ten_da_xem=seen).status_code == 422
    assert send(client, SIGNERS, **new, ten_da_xem=seen).status_code == 302
    assert "nguyễn văn an" in [one.name for one in printed(desk).signers]


@pytest.mark.parametrize(
    ("title", "name"), [("Đồng chí", "Nguyễn Văn B"), ("đ/c", "nguyễn văn b"), ("Thạc sĩ", "Nguyễn Văn B")]
)
def test_a_title_before_a_signer_is_to_be_left_out_and_not_written_large(
    desk: Desk, client: FlaskClient, title: str, name: str
) -> None:
    typed = f"{title} {name}"
    new = {"name": typed, "position": "Phó Chủ tịch", "capacity": "KT", "valid_from": "01/02/2025"}
    asked = send(client, SIGNERS, **new)
    assert asked.status_code == 422
    assert f"không ghi “{title}”: chỉ ghi “Nguyễn Văn B”." in asked.get_data(as_text=True)
    assert typed not in [one.name for one in printed(desk).signers]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name": ""}, "name"),
        ({"capacity": "XX"}, "capacity"),
        ({"capacity": "TUQ", "position": "Trưởng phòng"}, "capacity"),
        ({"valid_from": "x"}, "valid_from"),
        ({"valid_from": "02/02/2025", "valid_until": "01/02/2025"}, "valid_until"),
    ],
)
def test_a_signer_who_cannot_sign_is_refused_at_the_field(
    client: FlaskClient, changes: dict[str, str], path: str
) -> None:
    answer = send(client, SIGNERS, **{"name": "A", "position": "Chủ tịch", "capacity": "TM", **changes})
    assert answer.status_code == 422
    assert f'href="#{path}"' in answer.get_data(as_text=True)


def test_series_are_opened_and_closed(desk: Desk, client: FlaskClient) -> None:
    assert "chưa mở sổ số nào" in client.get(SERIES).get_data(as_text=True)
    assert send(client, SERIES, year="2025", next_number="58").status_code == 422
    answer = send(
        client,
        SERIES,
        year="2025",
        kinds=["KH", "BC"],
        name="nội bộ",
        next_number="58",
        last_date="02/01/2025",
        reason="Tiếp sổ giấy",
    )
    assert answer.status_code == 302
    with desk.workplace("operator").reading() as turn:
        row = series.list_series(turn.session, turn.actor, people.OFFICE, 2025)[0]
    assert (row.kinds, row.last_number, row.reason) == (["KH", "BC"], 57, "Tiếp sổ giấy")
    assert send(client, f"{SERIES}/{row.id}/khoa", reason=" ").status_code == 422
    assert send(client, f"{SERIES}/{row.id}/khoa", reason="Hết năm").status_code == 302
    assert "Đã khóa; đến số 57 ngày 02/01/2025. Lý do khóa: Hết năm." in client.get(SERIES).get_data(
        as_text=True
    )
    assert send(client, f"{SERIES}/{row.id}/xac-nhan", last="x", last_date="y").status_code == 422
    assert send(client, f"{SERIES}/{row.id}/xac-nhan", last="57").status_code == 409


def test_a_token_is_shown_once_and_taken_back(client: FlaskClient) -> None:
    assert send(client, "/quan-tri/tokens", name="", scopes="read").status_code == 422
    answer = send(
        client, "/quan-tri/tokens", name="Phần mềm một cửa", scopes=["read"], days="30", mode="test"
    )
    shown = re.search(r'one-time"><code>(test_[^<]+)<', answer.get_data(as_text=True))
    assert shown is not None
    page = client.get("/quan-tri/tokens").get_data(as_text=True)
    assert "Phần mềm một cửa" in page
    assert shown[1] not in page
    token = re.findall(r"tokens/([0-9a-f-]{36})/thu-hoi", page)[0]
    assert send(client, f"/quan-tri/tokens/{token}/thu-hoi").status_code == 302
    assert "đã thu hồi" in client.get("/quan-tri/tokens").get_data(as_text=True)


def test_the_types_are_listed_with_those_that_are_off(client: FlaskClient) -> None:
    page = client.get("/quan-tri/mau").get_data(as_text=True)
    assert "Kế hoạch" in page
    assert "thiếu template.docx" in page


def test_a_clerk_sees_the_series_and_nothing_of_the_people(signed_in_client: Any) -> None:
    page = signed_in_client("records_officer").get("/quan-tri").get_data(as_text=True)
    assert "/quan-tri/so" in page
    assert "/quan-tri/nguoi-dung" not in page
