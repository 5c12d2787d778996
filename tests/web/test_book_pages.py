"""The book: finding without diacritics, filters, pages by cursor, files; documents made elsewhere."""

import io
import re

import pytest

from service.issuing import void
from service.register import series
from tests.web.office_work import SCAN, Forms, draft, form_at, issued, pressed, row_of, sent, text_of
from tests.web.people import ALL_ROLES, OUTSIDER
from tests.web.test_numbering_pages import both_at_once, open_series

RECORD = "/so-van-ban/vao-so"


def codes(html):
    return re.findall(r'<th scope="row">([^<]+)</th>', html)


def found(client, **words):
    return codes(text_of(client.get("/so-van-ban", query_string=words)))


@pytest.fixture
def book(desk):
    """Three plans, the second one voided, and a draft."""
    open_series(desk)
    rows = [issued(desk, subject=one) for one in ("Phòng, chống thiên tai", "Dân vận khéo", "Thu ngân sách")]
    void.void(desk.workplace(ALL_ROLES), rows[1].id, reason="Ban hành nhầm")
    draft(desk, subject="Dân vận chưa xong")
    return rows


@pytest.mark.usefixtures("book")
def test_the_book_has_what_has_a_number_newest_first(client):
    assert found(client) == ["03/KH-UBND", "02/KH-UBND", "01/KH-UBND"]
    assert ">Hủy số: Ban hành nhầm<" in text_of(client.get("/so-van-ban"))


FILTERS = [
    ({"q": "van kheo"}, ["02/KH-UBND"]),
    ({"q": "VẬN KHÉO"}, ["02/KH-UBND"]),
    ({"q": "03/KH-UBND"}, ["03/KH-UBND"]),
    ({"loai": "QĐ"}, []),
    ({"loai": "KH"}, ["03/KH-UBND", "02/KH-UBND", "01/KH-UBND"]),
    ({"trang-thai": "voided"}, ["02/KH-UBND"]),
    ({"trang-thai": "issued"}, ["03/KH-UBND", "01/KH-UBND"]),
    ({"tu": "5/2/2025", "den": "05/02/2025"}, ["03/KH-UBND", "02/KH-UBND", "01/KH-UBND"]),
    ({"tu": "6/2/2025"}, []),
    ({"nguoi-ky": "Không có ai"}, []),
]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(("words", "expected"), FILTERS)
def test_filters_find_what_they_say(client, words, expected):
    assert found(client, **words) == expected


@pytest.mark.usefixtures("book")
def test_drafts_are_found_by_their_state(client):
    html = text_of(client.get("/so-van-ban", query_string={"trang-thai": "draft"}))
    assert "Dân vận chưa xong" in html
    assert "chưa có số" in html


@pytest.mark.usefixtures("book")
def test_signers_are_there_to_choose_from(client, book):
    name = book[0].signer_name
    assert f'<option value="{name}"' in text_of(client.get("/so-van-ban"))
    assert len(found(client, **{"nguoi-ky": name})) == 3


@pytest.mark.usefixtures("book")
def test_a_day_that_cannot_be_read_is_said_at_its_field(client):
    answer = client.get("/so-van-ban", query_string={"tu": "31/2/2025"})
    assert answer.status_code == 422
    assert 'href="#tu"' in text_of(answer)
    assert 'value="31/2/2025"' in text_of(answer)


def test_pages_follow_each_other_without_gap_or_double(desk, client, monkeypatch):
    monkeypatch.setattr("service.web.book_pages.LINES", 2)
    open_series(desk)
    for place in range(5):
        issued(desk, subject=f"Văn bản {place}")
    seen, address = [], "/so-van-ban?loai=KH"
    while address:
        html = text_of(client.get(address))
        seen += codes(html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"{number:02}/KH-UBND" for number in range(5, 0, -1)]


def test_a_cursor_that_is_none_is_said(client):
    assert client.get("/so-van-ban?cursor=x").status_code == 422


def test_an_empty_book_says_what_to_do(client):
    assert "Sổ chưa có văn bản nào. Soạn một văn bản rồi cấp số" in text_of(client.get("/so-van-ban"))


@pytest.mark.usefixtures("book")
def test_the_book_of_another_office_is_another_one(signed_in_client):
    assert found(signed_in_client(OUTSIDER)) == []


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("ending", "start"), [("xlsx", b"PK"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")]
)
def test_the_book_is_given_as_a_file(client, ending, start):
    answer = client.get(f"/so-van-ban/2025.{ending}")
    assert answer.status_code == 200
    assert answer.data.startswith(start)
    name = re.search('filename="([^"]+)"', answer.headers["Content-Disposition"])[1]
    assert name.isascii()
    assert len(name) <= 50


@pytest.mark.parametrize("login", ["drafter", "administrator"])
def test_who_may_not_export_has_no_link_and_gets_no_file(client, signed_in_client, login):
    assert "Xuất sổ" in text_of(client.get("/so-van-ban"))
    assert "Xuất sổ" not in text_of(signed_in_client(login).get("/so-van-ban"))
    assert signed_in_client(login).get("/so-van-ban/2025.csv").status_code == 403


@pytest.mark.parametrize("address", ["/so-van-ban/2025.pdf", "/so-van-ban/99999.csv"])
def test_an_unknown_file_of_the_book_does_not_exist(client, address):
    assert client.get(address).status_code == 404


SAID = {"subject": "Khen thưởng", "signer_name": "Phạm Viết Nho"}
HEAD = {"loai": "quyet_dinh", "issued_on": "05/02/2025"}


def looked(client, **head):
    """The page once kind, day and series are chosen and “Xem số” is pressed."""
    return sent(client, RECORD, {**form_at(client, RECORD), **HEAD, **head, "action": "look"})


def second_form(client, **head):
    """What that page would send."""
    return {**Forms(text_of(looked(client, **head))).by_action[RECORD], "action": "enter"}


def entered(client, **words):
    head = {name: words[name] for name in ("body", "is_secret", "number") if name in words}
    fields = {
        **second_form(client, **head),
        "subject": "Về việc khen thưởng",
        "signer_name": "Phạm Viết Nho",
        "files": (io.BytesIO(SCAN), "qd.pdf"),
        "again": "1",
        **words,
    }
    return pressed(client, RECORD, fields)


def test_the_number_stands_on_page_and_button_before_a_document_is_entered(desk, client):
    open_series(desk)
    first = text_of(client.get(RECORD))
    assert not any(one.startswith("Vào sổ") for one in Forms(first).buttons)
    html = text_of(looked(client))
    assert "Văn bản sẽ vào sổ với số 01/QĐ-UBND, ngày 05 tháng 02 năm 2025." in html
    assert "Vào sổ số 01/QĐ-UBND" in Forms(html).buttons
    other = text_of(looked(client, loai="thong_bao"))
    assert "Vào sổ số 01/TB-UBND" in Forms(other).buttons


def test_a_number_that_moved_is_not_replaced_by_the_next_one_unseen(desk, client):
    open_series(desk)
    fields = {**second_form(client), **SAID, "files": (io.BytesIO(SCAN), "qd.pdf")}
    issued(desk, subject="Đi trước")
    answer = sent(client, RECORD, fields)
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Số 01 vừa cấp cho Kế hoạch Đi trước lúc 12:00. Văn bản này sẽ mang số 02." in html
    assert "Vào sổ số 02/QĐ-UBND" in Forms(html).buttons
    assert found(client) == ["01/KH-UBND"]
    again = {**Forms(html).by_action[RECORD], "files": (io.BytesIO(SCAN), "qd.pdf")}
    assert sent(client, RECORD, again).status_code == 303


def test_a_post_without_the_number_that_was_seen_enters_nothing(desk, client):
    open_series(desk)
    fields = {**second_form(client), "seen_number": "", "subject": "x", "files": (io.BytesIO(SCAN), "qd.pdf")}
    assert sent(client, RECORD, fields).status_code == 422
    assert found(client) == []


def test_a_file_that_the_book_has_is_asked_about_before_a_second_number(desk, client):
    open_series(desk)
    entered(client)
    fields = {**second_form(client), **SAID}
    answer = sent(client, RECORD, {**fields, "files": (io.BytesIO(SCAN), "qd.pdf")})
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Tệp qd.pdf đã có ở Quyết định số 01/QĐ-UBND" in html
    assert "Xác nhận vào sổ lần nữa" in html
    assert len(found(client)) == 1
    again = {**Forms(html).by_action[RECORD], "files": (io.BytesIO(SCAN), "qd.pdf"), "again": "1"}
    assert sent(client, RECORD, again).status_code == 303
    assert len(found(client)) == 2


def test_what_is_unusual_is_asked_about_once_before_a_number_is_taken(desk, client):
    open_series(desk)
    head = {"loai": "cong_van"}
    html = text_of(looked(client, **head))
    assert "không có đơn vị soạn thảo" in html
    assert "Vẫn vào sổ số 01/UBND" in Forms(html).buttons
    form = {**Forms(html).by_action[RECORD], "action": "enter", "subject": "Về việc cấp điện"}
    asked = sent(client, RECORD, {**form, "files": (io.BytesIO(SCAN), "cv.pdf")})
    html = text_of(asked)
    assert asked.status_code == 409
    assert "Chưa vào sổ: xem lại trước khi vào sổ" in html
    assert "Chưa ghi người ký" in html
    assert "chọn lại tệp rồi bấm" in html
    assert found(client) == []
    warned = re.findall(r'name="warned" value="([^"]+)"', html)
    again = {**Forms(html).by_action[RECORD], "action": "enter", "warned": warned}
    assert sent(client, RECORD, {**again, "files": (io.BytesIO(SCAN), "cv.pdf")}).status_code == 303
    assert found(client) == ["01/UBND"]


def test_a_series_of_the_province_asks_for_the_number_first(desk, client):
    open_series(desk, is_own=False)
    html = text_of(looked(client))
    assert 'href="#number"' in html
    assert "Vào sổ số 17/QĐ-UBND" in Forms(text_of(looked(client, number="17"))).buttons
    assert entered(client, number="17").status_code == 303
    assert found(client) == ["17/QĐ-UBND"]


def test_a_document_made_elsewhere_takes_the_next_number(desk, client):
    open_series(desk)
    answer = entered(client, recipients="Sở Nội vụ\nPhòng Nội vụ; Lưu VT")
    assert answer.status_code == 303
    row = row_of(desk, answer.headers["Location"].rpartition("/")[2])
    assert row.code == "01/QĐ-UBND"
    assert [one["name"] for one in row.recipients] == ["Sở Nội vụ", "Phòng Nội vụ", "Lưu VT"]
    html = text_of(client.get(answer.headers["Location"]))
    assert "Tệp của văn bản" in html
    assert "văn bản làm ở nơi khác" in html
    assert client.get(f"/van-ban/{row.id}/xem").status_code == 200


def test_a_document_entered_long_after_its_signature_is_said_to_be_late(desk, client):
    open_series(desk)
    late = entered(client, signed_on="02/01/2025")
    assert "số phải cấp chậm nhất ngày làm việc kế tiếp" in text_of(client.get(late.headers["Location"]))
    in_time = entered(client, subject="Khen thưởng khác", signed_on="05/02/2025")
    assert "chậm nhất" not in text_of(client.get(in_time.headers["Location"]))


def test_faults_of_a_record_come_all_at_once(desk, client):
    open_series(desk)
    fields = {
        **second_form(client),
        "loai": "",
        "issued_on": "31/2/2025",
        "number": "x",
        "pages": "0",
        "note": "giữ lại",
    }
    answer = sent(client, RECORD, fields)
    html = text_of(answer)
    assert answer.status_code == 422
    for name in ("loai", "subject", "issued_on", "number", "pages", "files"):
        assert f'href="#{name}"' in html, name
    assert 'value="giữ lại"' in html


def test_a_secret_document_has_a_line_and_no_file(desk, client, signed_in_client):
    open_series(desk)
    open_series(desk, is_secret=True)
    assert entered(client, is_secret="1").status_code == 422
    fields = {**second_form(client, is_secret="1"), "subject": "Nội dung kín", "signer_name": "Phạm Viết Nho"}
    answer = sent(client, RECORD, fields)
    assert answer.status_code == 303
    html = text_of(client.get(answer.headers["Location"]))
    assert "sổ chỉ giữ số và trích yếu" in html
    assert "Bổ sung bản đã ký" not in html
    assert signed_in_client("drafter").get(answer.headers["Location"]).status_code == 404
    assert found(signed_in_client("drafter")) == []


def test_two_posts_at_once_enter_a_document_once(app, desk, client):
    open_series(desk)
    fields = {**second_form(client), **SAID}

    def post():
        browser = app.test_client()
        for cookie in ("van_ban", "van_ban_form"):
            browser.set_cookie(cookie, client.get_cookie(cookie).value)
        return sent(browser, RECORD, {**fields, "files": (io.BytesIO(SCAN), "qd.pdf")}).headers["Location"]

    assert len(set(both_at_once([post, post, post]))) == 1
    assert found(client) == ["01/QĐ-UBND"]


def test_a_series_that_was_closed_meanwhile_refuses_and_keeps_what_was_typed(desk, client):
    row = open_series(desk)
    fields = {**second_form(client), "subject": "Về việc khen thưởng", "files": (io.BytesIO(SCAN), "qd.pdf")}
    with desk.workplace(ALL_ROLES).writing() as turn:
        series.close_series(turn.session, turn.actor, row.id, reason="Hết năm")
    answer = sent(client, RECORD, fields)
    assert answer.status_code == 409
    assert "đã khóa" in text_of(answer)
    assert "Về việc khen thưởng" in text_of(answer)


@pytest.mark.parametrize("login", ["drafter", "approver", "administrator"])
def test_only_the_records_officer_enters_documents(signed_in_client, login):
    client = signed_in_client(login)
    assert "Vào sổ văn bản khác" not in text_of(client.get("/so-van-ban"))
    answer = client.get(RECORD)
    assert answer.status_code == 403
    assert "Văn thư của cơ quan" in text_of(answer)
