"""The pages of “Cơ quan của bạn”: found without diacritics, shown as it prints, kept only at the end."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.issuing.demo_office import FIRST_LOGIN, found_demo
from service.issuing.desk import Desk
from service.issuing.passwords import hashed, token_hash
from service.issuing.register_door import RegisterDoor
from service.register import accounts, offices
from service.register import people as register_people
from service.register.states import Role
from service.settings import Settings
from tests.web import people

NOON = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)


@pytest.fixture
def newcomer(tmp_path: Path, types: Catalogue) -> Any:
    """The browser of the person who has just made the installation, and the desk."""
    url = f"sqlite:///{tmp_path / 'register.db'}"
    demo = found_demo(url, now=NOON)
    door = RegisterDoor(url)
    with door.register().transaction() as session:
        operator = register_people.acting_user(session, "operator", now=NOON)
        new = register_people.NewUser(
            login=FIRST_LOGIN, name="Tôi", office_id=demo.id, role=Role.ADMINISTRATOR
        )
        user = register_people.add_user(session, operator, new)
        accounts.set_password(session, operator, user.id, password_hash=hashed("x"), must_change=False)
        sign_in = {"token_sha256": token_hash(people.token(FIRST_LOGIN)), "now": NOON}
        accounts.begin_sign_in(session, user.id, ends_at=NOON.replace(year=2027), **sign_in)
    app = create_app(Settings(secret_key="k" * 40), desk=Desk(types, {}, None, lambda: NOON, door))
    yield people.signed_in(app, FIRST_LOGIN)
    door.register().close()


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def send(client: FlaskClient, path: str, **data: str) -> Any:
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page(client, "/doi-mat-khau"))[0]
    return client.post(path, data={"csrf": csrf, **data})


def answers(client: FlaskClient) -> dict[str, str]:
    """The second page as it comes, with a signer."""
    found = page(client, "/co-quan-cua-ban/21523")
    inputs = re.findall(r'<input class="form-control[^>]*? name="([^"]+)" value="([^"]*)"', found)
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>', found)
    chosen = re.findall(r'<input [^>]*type="radio" name="([^"]+)" [^>]*value="([^"]+)"[^>]* checked>', found)
    assert dict(chosen) == {"way": "reviewed", "numbering": "own"}
    return {**dict([*inputs, *areas, *chosen]), "signer_name": "Lê Thị Hoa", "signer_capacity": "TM"}


def test_a_commune_is_found_without_diacritics_and_without_scripts(newcomer: FlaskClient) -> None:
    found = page(newcomer, "/co-quan-cua-ban?tinh=51&q=ba+to")
    assert 'href="/co-quan-cua-ban/21523"' in found
    assert "UBND xã Ba Tô" in found
    assert "Không tìm thấy" in page(newcomer, "/co-quan-cua-ban?q=khongcoxanao")
    assert "Không tìm thấy" not in page(newcomer, "/co-quan-cua-ban")


def test_a_search_for_nothing_is_told_at_the_field(newcomer: FlaskClient) -> None:
    words = "Chọn tỉnh hoặc gõ tên xã."
    assert words not in page(newcomer, "/co-quan-cua-ban")
    answer = newcomer.get("/co-quan-cua-ban?tinh=&q=+")
    found = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'<a href="#tinh">{words}</a>' in found
    assert f'id="tinh.loi">{words}</div>' in found


def test_the_header_is_shown_as_it_will_print_also_after_a_correction(newcomer: FlaskClient) -> None:
    assert "XÃ BA TÔ" in page(newcomer, "/co-quan-cua-ban/21523")
    typed = {**answers(newcomer), "issuer_lines": "SỞ NỘI VỤ", "parent_lines": "TỈNH QUẢNG NGÃI"}
    shown = send(newcomer, "/co-quan-cua-ban/21523", **typed, action="preview")
    assert shown.status_code == 200
    assert "<b>SỞ NỘI VỤ</b>" in shown.get_data(as_text=True)
    assert "Lê Thị Hoa" in shown.get_data(as_text=True)


def test_the_last_button_makes_the_office_and_the_person_works_for_it(newcomer: FlaskClient) -> None:
    answer = send(newcomer, "/co-quan-cua-ban/21523", **answers(newcomer), action="save")
    assert answer.location == "/van-ban/moi"
    after = page(newcomer, "/viec-cua-toi")
    assert "Ủy ban nhân dân xã Ba Tô" in after
    assert "Khai cơ quan của bạn" not in after
    assert newcomer.get("/").location == "/viec-cua-toi"
    again = send(newcomer, "/co-quan-cua-ban/21520", **answers(newcomer), action="save")
    assert again.status_code == 409


def test_faults_are_told_at_once_and_what_was_typed_stays(newcomer: FlaskClient) -> None:
    typed = {**answers(newcomer), "signer_name": "", "next_number": "năm tám", "place_name": "Ba Tô <x>"}
    answer = send(newcomer, "/co-quan-cua-ban/21523", **typed, action="save")
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#signer_name"' in shown
    assert 'href="#next_number"' in shown
    assert "Ba Tô &lt;x&gt;" in shown
    with newcomer.application.extensions["desk"].workplace("operator").reading() as turn:
        assert len(offices.offices(turn.session, turn.actor)) == 1


def test_small_letters_are_asked_about_beside_all_other_faults(newcomer: FlaskClient) -> None:
    typed = {**answers(newcomer), "signer_name": "lê thị hoa", "next_number": "năm tám"}
    shown = send(newcomer, "/co-quan-cua-ban/21523", **typed, action="save").get_data(as_text=True)
    assert "“Lê Thị Hoa”" in shown
    assert 'href="#next_number"' in shown


def test_a_signer_in_small_letters_is_asked_about_once(newcomer: FlaskClient) -> None:
    typed = {**answers(newcomer), "signer_name": "lê thị hoa"}
    asked = send(newcomer, "/co-quan-cua-ban/21523", **typed, action="save")
    assert asked.status_code == 422
    assert "“Lê Thị Hoa”" in asked.get_data(as_text=True)
    assert (
        send(newcomer, "/co-quan-cua-ban/21523", **typed, action="save", ten_da_xem="lê thị hoa").status_code
        == 302
    )


def test_a_unit_that_nobody_knows_is_no_page(newcomer: FlaskClient) -> None:
    assert newcomer.get("/co-quan-cua-ban/99999").status_code == 404


def test_a_header_of_a_unit_that_is_not_there_is_refused_before_any_document_carries_it(
    newcomer: FlaskClient,
) -> None:
    typed = {**answers(newcomer), "issuer_lines": "ỦY BAN NHÂN DÂN\nXÃ BA TÔ SỬA LẠI"}
    answer = send(newcomer, "/co-quan-cua-ban/21523", **typed, action="save")
    assert answer.status_code == 422
    assert "không khớp địa danh “Ba Tô”" in answer.get_data(as_text=True)
