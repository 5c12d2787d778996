"""The page “Từ tệp Word năm trước”: paragraphs beside fields, moves, the draft, files that are refused."""

import io
import re

import pytest

from service.issuing.drafting import envelope_of
from service.issuing.kept_word_files import kept_import
from service.register import documents
from tests.intake.foreign_files import foreign_file
from tests.web.office_work import form_at, sent, text_of
from tests.web.people import ALL_ROLES
from tests.web.word_files import START, STRAY, old_plan, page_form, plan_with_stray, sent_file

OBJECTIVES = "content.objectives"
GOAL = "Phục vụ người dân và doanh nghiệp nhanh hơn"


def opened(client, content=None):
    answer = sent_file(client, content or old_plan())
    assert answer.status_code == 303, text_of(answer)
    return answer.headers["Location"]


def kept(desk, address):
    return kept_import(desk.workplace(ALL_ROLES), address.rpartition("/")[2])


def move(client, address, number, path):
    fields = page_form(client, f"{address}?doan={number}", "/chuyen")
    assert fields["paragraph"] == str(number)
    return sent(client, f"{address}/chuyen", {**fields, "to": path})


def made(desk, client, address):
    """Make the draft and return its id and its input."""
    answer = sent(client, f"{address}/tao", page_form(client, address, "/tao"))
    assert answer.status_code == 303, text_of(answer)
    document_id = answer.headers["Location"].split("/")[2]
    with desk.workplace(ALL_ROLES).reading() as turn:
        return document_id, envelope_of(turn, documents.document(turn.session, turn.actor, document_id))


def number_of(desk, address, words):
    return next(one.number for one in kept(desk, address).sorting.paragraphs if words in one.text)


def test_each_paragraph_stands_once_beside_its_field_and_the_reason(desk, client) -> None:
    address = opened(client)
    html = text_of(client.get(address))
    numbers = re.findall(r'data-paragraph="([0-9]+)"', html)
    assert sorted(map(int, numbers)) == [one.number for one in kept(desk, address).sorting.paragraphs]
    row = next(part for part in html.split('<li class="doc-row') if GOAL in part)
    assert "Mục tiêu" in row
    assert "Vì đứng dưới “1. Mục tiêu”." in row
    assert "Kiểm tra lại cho năm 2025" in html


def test_a_paragraph_without_a_field_lies_in_the_tray(client) -> None:
    html = text_of(client.get(opened(client, plan_with_stray())))
    tray = html.partition("<aside")[2].partition("</aside>")[0]
    assert "Chưa xếp (1 đoạn)" in tray
    assert STRAY in tray


def test_a_file_of_another_kind_is_warned_about_and_rows_of_its_tables_stay_together(desk, client) -> None:
    body = ["I. TÌNH HÌNH", (("STT", "Đơn vị", "Điểm"), ("1", "Thôn Nước Lô", "95,5"))]
    address = opened(client, foreign_file("TỜ TRÌNH", body))
    html = text_of(client.get(address))
    assert "Tệp có vẻ không phải Kế hoạch" in html
    tray = html.partition("<aside")[2].partition("</aside>")[0]
    assert "1 | Thôn Nước Lô | 95,5" in tray
    assert "Chưa xếp vì " in tray
    number = number_of(desk, address, "Thôn Nước Lô")
    move(client, address, number, OBJECTIVES)
    after = kept(desk, address)
    assert after.sorting.envelope["content"]["objectives"] == "1 Thôn Nước Lô 95,5"
    assert after.warnings
    _, envelope = made(desk, client, address)
    assert "STT | Đơn vị | Điểm" in envelope["tray"]


def test_a_paragraph_goes_to_the_tray_and_to_another_field_and_no_word_is_lost(desk, client) -> None:
    address = opened(client)
    number = number_of(desk, address, GOAL)
    answer = move(client, address, number, "")
    assert answer.headers["Location"].endswith(f"#doan-{number}")
    found = kept(desk, address).sorting
    assert [one.number for one in found.tray] == [number]
    assert "objectives" not in found.envelope["content"]
    move(client, address, number, "content.general_tasks")
    found = kept(desk, address).sorting
    assert not found.tray
    first, second = found.envelope["content"]["general_tasks"].split("\n")
    assert first.startswith(GOAL)  # it stands before the other one in the file
    assert second.startswith("Người đứng đầu từng bộ phận")


def test_a_field_that_is_not_there_is_refused_and_nothing_moves(desk, client) -> None:
    address = opened(client)
    before = kept(desk, address).sorting
    answer = move(client, address, number_of(desk, address, GOAL), "content.nothing")
    assert answer.status_code == 422
    assert "Không có ô này" in text_of(answer)
    assert kept(desk, address).sorting == before


def test_a_move_from_an_old_page_moves_nothing(desk, client) -> None:
    address = opened(client)
    number = number_of(desk, address, GOAL)
    old = page_form(client, f"{address}?doan={number}", "/chuyen")
    move(client, address, number, "")
    sent(client, f"{address}/chuyen", {**old, "to": "content.general_tasks"})
    assert [one.number for one in kept(desk, address).sorting.tray] == [number]
    assert "vừa được xếp lại ở một trang khác" in text_of(client.get(address))


def test_the_draft_keeps_tray_and_questions_until_they_are_handled(desk, client) -> None:
    address = opened(client, plan_with_stray())
    document_id, envelope = made(desk, client, address)
    assert envelope["tray"] == [STRAY]
    assert client.get(address).status_code == 404  # the file is gone
    edit = f"/van-ban/{document_id}/soan"
    html = text_of(client.get(f"{edit}?kiem_tra=1"))
    assert "Chưa xếp (1 đoạn)" in html
    assert STRAY in html
    asked = html.count("Kiểm tra lại cho năm 2025")
    assert asked >= 8
    assert "Còn 1 đoạn của tệp Word cũ chưa xếp vào ô nào" in html
    fields = form_at(client, edit)
    sent(client, edit, {**fields, "action": "keep"})
    again = text_of(client.get(f"{edit}?kiem_tra=1"))
    assert again.count("Kiểm tra lại cho năm 2025") == asked
    assert STRAY in again
    sent(client, edit, {**form_at(client, edit), "tray[0].$done": "true", "action": "keep"})
    after = text_of(client.get(f"{edit}?kiem_tra=1"))
    assert "Chưa xếp (" not in after
    assert "chưa xếp vào ô nào" not in after


def test_a_question_follows_its_value_and_ends_with_it(desk, client) -> None:
    address = opened(client)
    document_id, _ = made(desk, client, address)
    edit = f"/van-ban/{document_id}/soan"
    fields = form_at(client, edit)
    sent(client, edit, {**fields, "content.targets_intro": "Năm nay, xã phấn đấu.", "action": "keep"})
    html = text_of(client.get(f"{edit}?kiem_tra=1"))
    assert "II/2025” lấy từ tệp Word cũ" in html
    assert "do huyện giao.” lấy từ tệp Word cũ" not in html
    sent(client, edit, {**form_at(client, edit), "action": "remove:content.criteria[0]"})
    html = text_of(client.get(f"{edit}?kiem_tra=1"))
    assert "II/2025” lấy từ tệp Word cũ" in html


REFUSED = [
    ("kế hoạch.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Mở bằng Word, chọn Lưu thành .docx, rồi tải lên lại."),
    ("scan.pdf", b"%PDF-1.7 scan", "Tệp là bản quét hoặc PDF"),
    ("anh.jpg", b"\xff\xd8\xff\xe0 picture", "Tệp là bản quét hoặc PDF"),
    ("chữ.docx", b"no file of Word", "kiểu “Word Document (*.docx)”, rồi tải lên lại."),
    ("hỏng.docx", b"PK\x03\x04 damaged", "Tệp bị hỏng, không đọc được. Mở tệp bằng Word, chọn Lưu thành (Save As), kiểu “Word Document (*.docx)”, rồi tải lên lại."),
    ("trống.docx", b"", "Hãy lấy lại bản gốc rồi tải lên lại."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_file_that_word_cannot_have_saved_is_refused_with_what_to_do(client, name, content, words) -> None:
    answer = sent_file(client, content, name)
    assert answer.status_code == 400
    assert words in text_of(answer)
    assert 'role="alert"' in text_of(answer)


def test_no_file_says_so(client) -> None:
    fields = form_at(client, START)
    answer = sent(client, START, {**fields, "type": "ke_hoach", "file": (io.BytesIO(b""), "")})
    assert answer.status_code == 400
    assert "Chưa chọn tệp" in text_of(answer)


def test_another_person_does_not_see_the_file(client, signed_in_client) -> None:
    assert signed_in_client("drafter").get(opened(client)).status_code == 404


def test_a_form_without_its_token_moves_nothing(desk, client) -> None:
    address = opened(client)
    number = number_of(desk, address, GOAL)
    fields = {**page_form(client, f"{address}?doan={number}", "/chuyen"), "csrf": "x"}
    assert sent(client, f"{address}/chuyen", fields).status_code == 403
    assert not kept(desk, address).sorting.tray


def test_a_dropped_file_makes_no_draft(client) -> None:
    address = opened(client)
    sent(client, f"{address}/bo", page_form(client, address, "/bo"))
    assert "Đã xóa tệp khỏi máy chủ" in text_of(client.get(START))
    assert client.get(address).status_code == 404


def test_the_start_page_offers_it_for_each_type(client) -> None:
    html = text_of(client.get("/van-ban/moi"))
    assert 'href="/van-ban/tu-tep-word?loai=ke_hoach"' in html


def test_a_cited_document_is_shown_in_full_with_its_question_and_a_body_with_its_note(client) -> None:
    labels = "- Chủ trì: Công an xã (đối với lĩnh vực cư trú)."
    basis = "Căn cứ Quyết định số 88/QĐ-UBND ngày 05/5/2024 của UBND tỉnh Quảng Ngãi về công tác tiếp dân;"
    enacting = "Ủy ban nhân dân xã Ba Tơ ban hành Kế hoạch tiếp dân, như sau:"
    tasks = (
        "II. NHIỆM VỤ",
        "1. Tiếp dân",
        "1.1. Tiếp dân.",
        labels,
        "2. Đối thoại",
        "2.1. Đối thoại.",
        labels,
    )
    body = (basis, enacting, "I. MỤC TIÊU", "Phục vụ tốt hơn.", *tasks)
    html = text_of(client.get(opened(client, foreign_file("KẾ HOẠCH", body))))
    rows = html.split('<li class="doc-row')
    row = next(part for part in rows if basis in part)
    assert "Quyết định số 88/QĐ-UBND ngày 05/5/2024 của UBND tỉnh Quảng Ngãi" in row.partition("doc-value")[2]
    assert "Kiểm tra lại cho năm" in row
    row = next(part for part in rows if labels in part)
    assert "Công an xã (đối với lĩnh vực cư trú)" in row.partition("doc-value")[2]
    assert "Kiểm tra lại cho năm" not in row
