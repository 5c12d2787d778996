"""“Kiểm tra văn bản”: a file is sent, findings stand beside its text, it is mended and taken home, and then it is gone."""

import io
import re
from datetime import timedelta
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from service.issuing.desk import Desk
from service.issuing.file_checks import SentFile
from service.issuing.file_review import begin_review, mend_all, review, take_back
from service.register import checked_files
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import CheckedFile
from service.web.checks_text import pieces, shown
from tests.checking.builder import build
from tests.web import people

TEXT = (
    "Các cơ quan phân đấu hoàn thành nhiệm vụ được giao trong năm nay.\nHoàn thành trước ngày 30/02/2025.\n"
)


def send(client: FlaskClient, path: str, **data: Any) -> TestResponse:
    page = client.get("/kiem-tra").get_data(as_text=True)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    return client.post(path, data={"csrf": csrf, **data}, content_type="multipart/form-data")


def checked(client: FlaskClient, content: bytes = TEXT.encode(), name: str = "bao-cao.txt") -> str:
    """Send a file; return the address of its findings."""
    answer = send(client, "/kiem-tra", file=(io.BytesIO(content), name))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def page_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def kept_files(desk: Desk) -> int:
    with desk.workplace("operator").reading() as turn:
        return int(turn.session.scalar(select(func.count()).select_from(CheckedFile)))


def test_a_finding_stands_beside_its_line_with_place_rule_and_what_to_write(client: FlaskClient) -> None:
    page = page_of(client, checked(client))
    assert '<mark class="error">phân đấu</mark>' in page
    assert "dòng 1" in page
    assert "Sửa thành “phấn đấu”" in page
    assert "Chính tả tiếng Việt" in page
    assert '<mark class="error">30/02/2025</mark>' in page
    assert page.count('<article class="finding') == 2


def test_the_other_places_of_a_fault_are_one_click_away(client: FlaskClient) -> None:
    said = (
        "Các cơ quan hành chính nhà nước báo cáo đúng hạn; cơ quan hành chính nhà nước cấp trên tổng hợp.\n"
    )
    page = page_of(client, checked(client, (said * 3 + said.replace("nhà nước", "Nhà nước") * 2).encode()))
    assert 'Cùng lỗi này ở dòng <a href="#cho-5">5</a>.' in page
    assert page.count('id="cho-5"') == 1


def test_one_is_mended_the_rest_stays_and_the_file_is_taken_home(client: FlaskClient) -> None:
    address = checked(client)
    answer = send(client, f"{address}/sua", sua="1", seen="0")
    assert answer.location == f"{address}#loi-1"
    page = page_of(client, address)
    assert "Đã sửa 1 chỗ" in page
    assert page.count('<article class="finding') == 1
    home = client.get(f"{address}/tai-ve")
    assert home.get_data(as_text=True) == TEXT.replace("phân đấu", "phấn đấu")
    assert 'filename="bao-cao_da-sua.txt"' in home.headers["Content-Disposition"]


def test_the_last_mending_is_taken_back(client: FlaskClient) -> None:
    address = checked(client)
    send(client, f"{address}/sua", sua="tat-ca", seen="0")
    assert "phấn đấu" in client.get(f"{address}/tai-ve").get_data(as_text=True)
    send(client, f"{address}/bo-sua", seen="1")
    assert client.get(f"{address}/tai-ve").get_data(as_text=True) == TEXT


def test_a_page_that_is_out_of_date_mends_nothing(client: FlaskClient) -> None:
    address = checked(client)
    send(client, f"{address}/sua", sua="tat-ca", seen="0")
    answer = send(client, f"{address}/sua", sua="1", seen="0")
    assert "vừa được sửa ở một trang khác" in client.get(answer.location).get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "count"), [("", 2), ("?loai=layout", 0), ("?loai=wording&muc=error", 2), ("?muc=info", 0)]
)
def test_findings_are_sifted_by_kind_and_severity(client: FlaskClient, query: str, count: int) -> None:
    page = page_of(client, checked(client) + query)
    assert page.count('<article class="finding') == count
    assert "Ngày không có thật" in page or count == 0


def test_a_word_file_shows_layout_and_wording_and_its_mends_are_of_both_kinds(client: FlaskClient) -> None:
    document = build().document
    section = document.sections[0]
    section.left_margin = section.right_margin
    document.paragraphs[-1].insert_paragraph_before("Các cơ quan phân đấu hoàn thành nhiệm vụ được giao.")
    stream = io.BytesIO()
    document.save(stream)
    address = checked(client, stream.getvalue(), "Kế hoạch.docx")
    page = page_of(client, address)
    assert "Thể thức" in page
    assert "<dt>Đúng</dt>" in page
    send(client, f"{address}/sua", sua="tat-ca", seen="0")
    content = client.get(f"{address}/tai-ve").get_data()
    mended = docx.Document(io.BytesIO(content))
    assert any("phấn đấu" in paragraph.text for paragraph in mended.paragraphs)
    assert mended.sections[0].left_margin > mended.sections[0].right_margin
    assert "MARGIN" not in page_of(client, address)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [(b"", "", "Chưa chọn tệp"), (b"x", "cu.doc", "Lưu thành (Save As)"), (b"x", "hong.docx", ".docx")],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    client: FlaskClient, content: bytes, name: str, said: str
) -> None:
    answer = send(client, "/kiem-tra", file=(io.BytesIO(content), name))
    assert answer.status_code in {400, 422}
    assert said in answer.get_data(as_text=True)


def test_nobody_else_sees_the_file(client: FlaskClient, app: Flask) -> None:
    address = checked(client)
    for login in ("drafter", "administrator", people.OUTSIDER):
        other = people.signed_in(app, login)
        for path in ("", "/tai-ve", "/so-sanh"):
            assert other.get(address + path).status_code == 404


def test_the_file_is_deleted_at_once_when_asked(client: FlaskClient, desk: Desk) -> None:
    address = checked(client)
    send(client, f"{address}/xoa")
    assert client.get(address).status_code == 404
    assert kept_files(desk) == 0


def test_the_file_is_gone_after_an_hour(desk: Desk) -> None:
    work = desk.workplace(people.ALL_ROLES)
    made = begin_review(work, people.OFFICE, SentFile("a.txt", TEXT.encode()))
    later = people.NOON + timedelta(hours=checked_files.OWN_HOURS, seconds=1)
    with pytest.raises(DocumentNotFound):
        review(Desk(desk.catalogue, {}, None, lambda: later, desk.door).workplace(people.ALL_ROLES), made)
    late = Desk(desk.catalogue, {}, None, lambda: later, desk.door).workplace(people.ALL_ROLES)
    begin_review(late, people.OFFICE, SentFile("b.txt", TEXT.encode()))
    assert kept_files(desk) == 1


def test_two_pages_that_mend_at_once_do_it_once(desk: Desk) -> None:
    work = desk.workplace(people.ALL_ROLES)
    made = begin_review(work, people.OFFICE, SentFile("a.txt", TEXT.encode()))
    assert mend_all(work, made, 0) == 1
    with pytest.raises(WrongState):
        mend_all(work, made, 0)
    take_back(work, made, 1)
    assert review(work, made).done == []


def test_marks_that_overlap_cut_the_line_into_pieces(desk: Desk) -> None:
    work = desk.workplace(people.ALL_ROLES)
    found = review(work, begin_review(work, people.OFFICE, SentFile("a.txt", TEXT.encode())))
    first = [one for one in shown(found) if one.locator == "dòng 1"]
    made = pieces(found.lines[0].text, first)
    assert "".join(piece.text for piece in made) == found.lines[0].text
    assert [piece.text for piece in made if piece.severity] == ["phân đấu"]
