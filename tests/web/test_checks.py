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
from service.issuing.file_findings import examined
from service.issuing.file_mending import mended_file
from service.issuing.file_review import begin_review, mend_all, review, take_back
from service.proofreading import ProofContext
from service.register import checked_files
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import CheckedFile
from service.web.checks_text import pieces, shown
from tests.checking.builder import BASES, build
from tests.checking.changes import text
from tests.issuing.test_file_mending import SLIPS, slips_docx
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
    assert 'Cùng lỗi này ở dòng <a href="#cho-5">5</a> (2 chỗ).' in page
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


def with_both_kinds() -> bytes:
    """Return a Word file with a fault of layout and one of wording, each safe to mend."""
    document = build(appendices=0).document
    document.sections[0].left_margin = document.sections[0].right_margin
    document.paragraphs[-1].insert_paragraph_before("Các cơ quan phân đấu hoàn thành nhiệm vụ được giao.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [
        ("layout", "chỗ chắc chắn về thể thức", "phân đấu"),
        ("wording", "Sửa 1 chỗ chắc chắn về câu chữ, số liệu", "phấn đấu"),
    ],
)
def test_what_is_mended_at_once_is_of_the_kind_that_the_page_shows(
    client: FlaskClient, kind: str, words: str, kept: str
) -> None:
    address = checked(client, with_both_kinds(), "Kế hoạch.docx")
    assert words in page_of(client, f"{address}?loai={kind}")
    assert "chỗ chắc chắn của cả tệp" in page_of(client, f"{address}?muc=error")
    send(client, f"{address}/sua", sua="tat-ca", seen="0", loai=kind)
    mended = docx.Document(io.BytesIO(client.get(f"{address}/tai-ve").get_data()))
    assert any(kept in paragraph.text for paragraph in mended.paragraphs)
    section = mended.sections[0]
    assert (section.left_margin > section.right_margin) is (kind == "layout")


def test_what_was_mended_is_said_with_its_words(client: FlaskClient) -> None:
    address = checked(client)
    answer = send(client, f"{address}/sua", sua="1", seen="0")
    assert "Đã sửa: “phân đấu” thành “phấn đấu”." in client.get(answer.location).get_data(as_text=True)


def test_the_cells_of_a_table_stand_side_by_side(client: FlaskClient) -> None:
    document = build(appendices=0).document
    table = document.add_table(rows=2, cols=3)
    cells = (
        "STT",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "1",
        "Hoàn thành trước ngày 30/02/2025.",
        "",
    )
    for cell, words in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
        cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    page = page_of(client, checked(client, stream.getvalue(), "Kế hoạch.docx"))
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page)]
    shown_rows = [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in rows]
    assert ["STT", "Nhiệm vụ", "Cơ quan chủ trì"] in shown_rows
    assert ["1", "Hoàn thành trước ngày 30/02/2025.", ""] in shown_rows
    in_row = page.index('<mark class="error">30/02/2025</mark>')
    assert page.index('<td class="narrow"') < in_row < page.index("Ngày không có thật")


def test_two_files_at_once_are_not_taken_for_one(client: FlaskClient, desk: Desk) -> None:
    answer = send(
        client, "/kiem-tra", file=[(io.BytesIO(TEXT.encode()), name) for name in ("a.txt", "b.txt")]
    )
    assert answer.status_code == 422
    assert "Mỗi lần kiểm tra một tệp" in answer.get_data(as_text=True)
    assert kept_files(desk) == 0


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


def test_a_mend_that_an_older_version_kept_is_taken_back(desk: Desk) -> None:
    work = desk.workplace(people.ALL_ROLES)
    made = begin_review(work, people.OFFICE, SentFile("a.txt", SLIPS.encode()))
    mend_all(work, made, 0)
    with work.writing() as turn:
        row = turn.session.get_one(CheckedFile, made)
        (mend,) = row.report["steps"]
        olds = [{**step, "done": mend["done"]} for step in mend["steps"]]
        row.report = {**row.report, "steps": olds}
    take_back(work, made, len(olds))
    assert review(work, made).step_count == len(olds) - 1


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_mending_all_leaves_nothing_for_a_second_press(client: FlaskClient, name: str) -> None:
    content = slips_docx() if name == "a.docx" else SLIPS.encode()
    address = checked(client, content, name)
    send(client, f"{address}/sua", sua="tat-ca", seen="0")
    mended = client.get(f"{address}/tai-ve").get_data()
    assert mended == mended_file(content, name).content
    assert 'value="tat-ca"' not in page_of(client, address)
    send(client, f"{address}/sua", sua="tat-ca", seen="1")
    assert "Không có chỗ nào máy tự sửa được." in page_of(client, address)
    assert client.get(f"{address}/tai-ve").get_data() == mended
    send(client, f"{address}/bo-sua", seen="1")
    assert client.get(f"{address}/tai-ve").get_data() == content


def test_marks_that_overlap_cut_the_line_into_pieces(desk: Desk) -> None:
    work = desk.workplace(people.ALL_ROLES)
    found = review(work, begin_review(work, people.OFFICE, SentFile("a.txt", TEXT.encode())))
    first = [one for one in shown(found) if one.locator == "dòng 1"]
    made = pieces(found.lines[0].text, first)
    assert "".join(piece.text for piece in made) == found.lines[0].text
    assert [piece.text for piece in made if piece.severity] == ["phân đấu"]


MANY = (
    "".join(f"Nộp báo cáo trước ngày 5/{month}/2026 cho Văn phòng.\n" for month in (3, 4, 5))
    + "Các cơ quan phân đấu hoàn thành nhiệm vụ.\n"
)


def test_one_click_mends_all_safe_places_of_a_kind_and_nothing_else(client: FlaskClient) -> None:
    address = checked(client, MANY.encode())
    page = page_of(client, address)
    assert page.count("Sửa cả 3 chỗ") == 3
    answer = send(client, f"{address}/sua", sua="ca-nhom-1", seen="0")
    assert answer.location == f"{address}#loi-1"
    page = page_of(client, address)
    assert "Đã sửa 3 chỗ." in page
    assert "Sửa cả" not in page
    home = client.get(f"{address}/tai-ve").get_data(as_text=True)
    assert home == MANY.replace("ngày 5/", "ngày 05/")
    send(client, f"{address}/bo-sua", seen="1")
    assert client.get(f"{address}/tai-ve").get_data(as_text=True) == MANY


def test_a_fault_told_once_for_many_places_is_mended_at_all_of_them(client: FlaskClient) -> None:
    usual = "Đẩy mạnh chuyển đổi số - cải cách hành chính trong năm nay.\n"
    rarer = usual.replace(" - ", " – ")
    address = checked(client, (usual * 5 + rarer * 3).encode())
    page = page_of(client, address)
    assert page.count("Sửa cả 3 chỗ") == 1
    number = re.findall(r'value="ca-nhom-(\d+)"', page)[0]
    send(client, f"{address}/sua", sua=f"ca-nhom-{number}", seen="0")
    assert client.get(f"{address}/tai-ve").get_data(as_text=True) == usual * 8


@pytest.mark.parametrize("asked", ["ca-nhom-99", "ca-nhom-0", "ca-nhom-", "ca-nhom-x", "ca-nhom-4"])
def test_a_kind_that_has_no_other_place_mends_nothing(client: FlaskClient, asked: str) -> None:
    address = checked(client, MANY.encode())
    send(client, f"{address}/sua", sua=asked, seen="0")
    assert client.get(f"{address}/tai-ve").get_data(as_text=True) == MANY


def test_all_places_of_a_kind_are_mended_in_a_word_file(client: FlaskClient) -> None:
    document = build(appendices=0).document
    for month in (3, 4):
        said = f"Các đơn vị gửi báo cáo về Văn phòng trước ngày 5/{month}/2026."
        document.paragraphs[-1].insert_paragraph_before(said)
    stream = io.BytesIO()
    document.save(stream)
    address = checked(client, stream.getvalue(), "Kế hoạch.docx")
    number = re.findall(r'value="ca-nhom-(\d+)"', page_of(client, address))[0]
    send(client, f"{address}/sua", sua=f"ca-nhom-{number}", seen="0")
    mended = docx.Document(io.BytesIO(client.get(f"{address}/tai-ve").get_data()))
    said = [paragraph.text for paragraph in mended.paragraphs if "trước ngày" in paragraph.text]
    assert sum("05/3/2026" in text or "05/4/2026" in text for text in said) == 2


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("date", "Ba Tơ, ngày 31 tháng 02 năm 2025", "NGAY.FORMAT"),
        ("basis1", BASES[1].replace(" ngày 02/11/2022", ""), "ND.CANCU.CONTENT"),
        ("clause2", "2 Chỉ tiêu chủ yếu", "ND.KHOAN_TITLED"),
        ("roman2", "II TỔ CHỨC THỰC HIỆN", "ND.MUC_LAMA"),
        ("number", "Số: 05/UBND-KH", "SO.SYMBOL.NAMED"),
    ],
)
def test_a_cause_that_layout_and_wording_see_is_told_once(name: str, words: str, code: str) -> None:
    draft = build(appendices=0)
    text(name, words)(draft)
    found = examined(draft.content(), "ke-hoach.docx", ProofContext())
    assert [one["code"] for one in found if one["severity"] != "info"] == [code]
