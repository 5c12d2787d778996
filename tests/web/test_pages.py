"""What every page has in common: headers of safety, no inline script, one style of errors."""

from typing import Any

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("path", ["/", "/van-ban/moi", "/nothing", "/api/v1/types", "/static/site.css"])
def test_every_answer_has_the_headers_of_safety(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_the_scripts_of_a_form_may_ask_this_service_and_nobody_else(client: FlaskClient, person: Any) -> None:
    person.opens("ke_hoach")
    policy = client.get(person.address).headers["Content-Security-Policy"]
    assert policy.endswith("; connect-src 'self'")
    assert "connect-src" not in client.get("/van-ban/moi").headers["Content-Security-Policy"]


def test_pages_have_no_inline_script_or_style_and_nothing_from_elsewhere(
    client: FlaskClient, person: Any
) -> None:
    person.opens("ke_hoach")
    for path in ("/viec-cua-toi", "/van-ban/moi", person.address, "/nothing"):
        page = client.get(path).get_data(as_text=True)
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page
        assert "//" not in page.replace("<!doctype html>", "").split("<body>")[0]


def test_an_unknown_address_gets_a_page_in_vietnamese(client: FlaskClient) -> None:
    for path in ("/nothing", "/van-ban/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert '<html lang="vi">' in answer.get_data(as_text=True)
    assert client.get("/dang-xuat").status_code == 405


def test_the_page_of_an_error_says_no_command_of_the_terminal(client: FlaskClient) -> None:
    page = client.get("/theo-lo/khong-co").get_data(as_text=True)
    assert "Không có đợt khong-co. Chọn một đợt đang có." in page
    assert "./run" not in page


def test_a_notice_says_no_command_of_the_terminal(client: FlaskClient) -> None:
    with client.session_transaction() as kept:
        kept["_flashes"] = [
            ("warning", "Sổ số năm 2026 chưa mở. Văn thư mở sổ (./run register open-series).")
        ]
    page = client.get("/viec-cua-toi").get_data(as_text=True)
    assert "Sổ số năm 2026 chưa mở. Văn thư mở sổ.</p>" in page
