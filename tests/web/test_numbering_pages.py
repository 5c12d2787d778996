"""Taking the number: what stood on the page is what is done, once; the result is shown ever after."""

import io
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.register import series
from service.register.series import NewSeries
from tests.web.office_work import (
    SCAN,
    Forms,
    form_at,
    issued,
    keep_steps,
    ready,
    row_of,
    sent,
    series_rows,
    text_of,
)
from tests.web.people import ALL_ROLES, NOON, OFFICE, signed_in

WILL = "Văn bản sẽ mang số 01/KH-UBND, ngày 05 tháng 02 năm 2025. Sau khi cấp số không sửa được nội dung."


def open_series(desk, **words):
    with desk.workplace(ALL_ROLES).writing() as turn:
        return series.open_series(
            turn.session,
            turn.actor,
            NewSeries(**{"office_id": OFFICE, "year": 2025, "reason": "Mới", **words}),
        )


def page_of(document_id):
    return f"/van-ban/{document_id}/cap-so"


def numbers(desk):
    return [one.last_number for one in series_rows(desk)]


def test_the_page_says_number_and_day_and_the_button_carries_the_number(desk, client):
    open_series(desk)
    html = text_of(client.get(page_of(ready(desk))))
    assert WILL in html
    assert "Cấp số 01/KH-UBND" in Forms(html).buttons
    assert "Bổ sung sau" in html


def test_the_copies_of_the_book_are_shown_with_their_reason_while_they_can_be_changed(desk, client):
    open_series(desk)
    people = [{"name": "Sở Nội vụ"}, {"name": "UBND các xã", "members": 19, "copies": 1}]
    document_id = ready(desk, recipients=people)
    said = "20 (19 bản giấy cho nơi nhận, 1 bản lưu; 1 nơi nhận gửi điện tử)"
    assert said in text_of(client.get(page_of(document_id)))
    assert said in text_of(client.get(f"/van-ban/{document_id}"))


def test_a_number_is_taken_and_the_document_shows_it(desk, client):
    open_series(desk)
    document_id = ready(desk)
    answer = sent(client, page_of(document_id), form_at(client, page_of(document_id)))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/van-ban/{document_id}")
    html = text_of(client.get(answer.headers["Location"]))
    assert "01/KH-UBND" in html
    assert "Bản thể hiện" in html
    assert "Tải bản Word" in html
    assert "Ghi phát hành" in html
    assert "chưa có bản đã ký" in html
    assert row_of(desk, document_id).signed_on.isoformat() == "2025-02-05"


def test_the_signed_scan_is_the_original_and_nothing_else_is(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    sent(
        client, page_of(document_id), {**fields, "originals": (io.BytesIO(SCAN), "Bản ký số 01 của UBND.pdf")}
    )
    html = text_of(client.get(f"/van-ban/{document_id}"))
    assert html.count("Bản gốc (bản quét)") == 2
    stored = client.get(f"/van-ban/{document_id}/tep/2")
    assert stored.data == SCAN
    name = stored.headers["Content-Disposition"].partition('filename="')[2].partition('"')[0]
    assert name == "KH-UBND_01_2025_ban-goc_2.pdf"


@pytest.mark.parametrize("address", ["tep/1", "{}.docx"])
def test_files_have_ascii_names_of_at_most_fifty_characters(desk, client, address):
    open_series(desk)
    row = issued(desk, subject="Nâng cao chỉ số cải cách hành chính " * 8)
    path = f"/van-ban/{row.id}.docx" if "{}" in address else f"/van-ban/{row.id}/{address}"
    answer = client.get(path)
    name = answer.headers["Content-Disposition"].partition('filename="')[2].partition('"')[0]
    assert answer.status_code == 200
    assert name.isascii()
    assert 5 < len(name) <= 50


def test_a_second_click_gets_the_same_number(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    answers = [sent(client, page_of(document_id), fields) for _ in range(2)]
    assert [one.headers["Location"] for one in answers] == [f"/van-ban/{document_id}"] * 2
    assert numbers(desk) == [1]


def test_the_form_is_never_shown_again_once_there_is_a_number(desk, client):
    open_series(desk)
    row = issued(desk)
    answer = client.get(page_of(row.id))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/van-ban/{row.id}")


def both_at_once(acts):
    """Run acts in threads that begin together, and return what came out in their order."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        gate.wait()
        found[index] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def test_two_posts_at_once_of_one_form_give_one_number(app: Flask, desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    cookies = {one.key: one.value for one in client._cookies.values()}

    def press():
        browser = signed_in(app, ALL_ROLES)
        browser.set_cookie("van_ban_form", cookies["van_ban_form"])
        return sent(browser, page_of(document_id), fields).status_code

    assert both_at_once([press, press, press]) == [303, 303, 303]
    assert numbers(desk) == [1]


def test_two_officers_at_once_at_one_number_give_it_to_one_of_them(app: Flask, desk):
    open_series(desk)
    ids = [ready(desk, subject=f"Văn bản {place}") for place in "AB"]
    browsers = [signed_in(app, login) for login in (ALL_ROLES, "records_officer")]
    forms = [form_at(browser, page_of(one)) for browser, one in zip(browsers, ids, strict=True)]
    acts = [
        lambda browser=browser, one=one, fields=fields: sent(browser, page_of(one), fields)
        for browser, one, fields in zip(browsers, ids, forms, strict=True)
    ]
    answers = both_at_once(acts)
    assert sorted(one.status_code for one in answers) == [303, 409]
    refused = text_of(next(one for one in answers if one.status_code == 409))
    assert "Số 01 vừa cấp cho Kế hoạch Văn bản " in refused
    assert "Văn bản này sẽ mang số 02." in refused
    assert numbers(desk) == [1]


def test_a_number_that_moved_is_said_and_nothing_is_issued(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    issued(desk, subject="Tuyên truyền pháp luật")
    answer = sent(client, page_of(document_id), fields)
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Số 01 vừa cấp cho Kế hoạch Tuyên truyền pháp luật lúc 12:00. Văn bản này sẽ mang số 02." in html
    assert "Cấp số 02/KH-UBND" in Forms(html).buttons
    assert row_of(desk, document_id).number is None
    again = sent(client, page_of(document_id), Forms(html).by_action[page_of(document_id)])
    assert again.status_code == 303
    assert row_of(desk, document_id).code == "02/KH-UBND"


def test_a_version_that_moved_is_said_and_nothing_is_issued(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    answer = sent(client, page_of(document_id), {**fields, "seen": "draft.0.0.0.0."})
    assert answer.status_code == 409
    assert "vừa được xử lý ở nơi khác" in text_of(answer)
    assert numbers(desk) == [0]


def test_a_day_that_passed_since_the_page_was_opened_issues_nothing(app: Flask, desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    app.extensions["desk"] = replace(desk, now=lambda: NOON + timedelta(days=1))
    answer = sent(client, page_of(document_id), fields)
    assert answer.status_code == 409
    assert "hôm nay là ngày 06 tháng 02 năm 2025" in text_of(answer)
    assert numbers(desk) == [0]


def test_another_day_is_looked_at_before_it_is_taken(desk, client):
    open_series(desk)
    document_id = ready(desk)
    html = text_of(client.get(f"{page_of(document_id)}?ngay=3/2/2025"))
    assert "01/KH-UBND, ngày 03 tháng 02 năm 2025" in html
    sent(
        client, page_of(document_id), {**Forms(html).by_action[page_of(document_id)], "signed_on": "3/2/2025"}
    )
    assert row_of(desk, document_id).issued_on.isoformat() == "2025-02-03"


def test_another_day_that_was_only_typed_is_shown_before_a_number_is_taken(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    answer = sent(client, page_of(document_id), {**fields, "ngay": "3/2/2025", "signed_on": "3/2/2025"})
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Ngày văn bản vừa gõ là ngày 03/02/2025: xem lại số của ngày này." in html
    assert "01/KH-UBND, ngày 03 tháng 02 năm 2025" in html
    assert numbers(desk) == [0]
    sent(client, page_of(document_id), Forms(html).by_action[page_of(document_id)])
    row = row_of(desk, document_id)
    assert (row.issued_on.isoformat(), row.signed_on.isoformat()) == ("2025-02-03", "2025-02-03")


def test_a_typed_day_that_is_none_is_said_and_no_number_is_taken(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    answer = sent(client, page_of(document_id), {**fields, "ngay": "31/2/2025"})
    assert answer.status_code == 422
    assert 'href="#ngay"' in text_of(answer)
    assert 'value="31/2/2025"' in text_of(answer)
    assert numbers(desk) == [0]


def test_the_number_of_another_day_is_shown_by_its_own_button(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    answer = sent(client, page_of(document_id), {**fields, "ngay": "3/2/2025", "show": "1"})
    assert answer.status_code == 303
    assert "01/KH-UBND, ngày 03 tháng 02 năm 2025" in text_of(client.get(answer.headers["Location"]))
    assert numbers(desk) == [0]


@pytest.mark.parametrize(("day", "words"), [("31/2/2025", "ngay"), ("6/2/2025", "ở tương lai")])
def test_a_day_that_cannot_be_is_said(desk, client, day, words):
    open_series(desk)
    document_id = ready(desk)
    html = text_of(client.get(page_of(document_id), query_string={"ngay": day}))
    assert words in html
    assert f'value="{day}"' in html


def test_a_day_before_the_last_number_has_no_button(desk, client):
    open_series(desk)
    issued(desk)
    html = text_of(client.get(f"{page_of(ready(desk))}?ngay=4/2/2025"))
    assert "Ngày ban hành phải từ ngày 05/02/2025 trở đi" in html
    assert not any(one.startswith("Cấp số") for one in Forms(html).buttons)


def test_faults_of_the_form_come_all_at_once_and_keep_what_was_typed(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = form_at(client, page_of(document_id))
    wrong = {**fields, "signed_on": "31/2/2025", "originals": (io.BytesIO(b"no"), "bản ký.pdf")}
    answer = sent(client, page_of(document_id), wrong)
    html = text_of(answer)
    assert answer.status_code == 422
    assert 'value="31/2/2025"' in html
    assert 'href="#signed_on"' in html
    assert 'href="#originals"' in html
    assert numbers(desk) == [0]


@pytest.mark.parametrize("login", ["drafter", "approver", "administrator"])
def test_who_may_not_number_is_led_to_who_may(desk, signed_in_client, login):
    open_series(desk)
    document_id = ready(desk)
    client = signed_in_client(login)
    answer = client.get(page_of(document_id))
    assert answer.headers["Location"] == f"/van-ban/{document_id}"
    assert "Văn thư của cơ quan cấp số." in text_of(client.get(f"/van-ban/{document_id}"))


@pytest.mark.parametrize("login", ["drafter", "approver", "administrator"])
def test_who_may_not_number_takes_none_by_a_request_either(desk, client, signed_in_client, login):
    open_series(desk)
    document_id = ready(desk)
    other = signed_in_client(login)
    token = Forms(text_of(other.get("/viec-cua-toi"))).by_action["/dang-xuat"]["csrf"]
    fields = {**form_at(client, page_of(document_id)), "csrf": token}
    sent(other, page_of(document_id), fields)
    assert row_of(desk, document_id).number is None
    assert numbers(desk) == [0]


def test_a_step_that_the_office_keeps_comes_before_the_number(desk, client):
    keep_steps(desk, "content_checked")
    open_series(desk)
    document_id = ready(desk)
    assert client.get(page_of(document_id)).status_code == 303


def test_a_signature_long_before_the_number_is_asked_about_once_and_no_number_is_burnt(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = {**form_at(client, page_of(document_id)), "signed_on": "20/1/2025"}
    asked = sent(client, page_of(document_id), fields)
    html = text_of(asked)
    assert asked.status_code == 409
    assert "Chưa cấp số: xem lại trước khi cấp" in html
    assert "chậm nhất ngày làm việc kế tiếp" in html
    assert "Vẫn cấp số 01/KH-UBND" in Forms(html).buttons
    assert numbers(desk) == [0]
    again = Forms(html).by_action[page_of(document_id)]
    assert again["signed_on"] == "20/1/2025"
    answer = sent(client, page_of(document_id), again)
    assert answer.status_code == 303
    assert numbers(desk) == [1]
    assert "chậm nhất ngày làm việc kế tiếp" in text_of(client.get(answer.headers["Location"]))


def test_what_was_confirmed_does_not_confirm_another_warning(desk, client):
    open_series(desk)
    document_id = ready(desk)
    fields = {**form_at(client, page_of(document_id)), "signed_on": "20/1/2025"}
    again = Forms(text_of(sent(client, page_of(document_id), fields))).by_action[page_of(document_id)]
    other = sent(client, page_of(document_id), {**again, "signed_on": "21/1/2025"})
    assert other.status_code == 409
    assert "Văn bản ký ngày 21/01/2025" in text_of(other)
    mended = sent(client, page_of(document_id), {**again, "signed_on": "05/02/2025"})
    assert mended.status_code == 303


def test_the_day_of_the_signature_is_asked_for_where_the_document_was_put_up_earlier(
    app: Flask, desk, client
):
    keep_steps(desk, "for_signature")
    open_series(desk)
    document_id = ready(desk)
    seen = form_at(client, f"/van-ban/{document_id}", f"/van-ban/{document_id}/chuyen-buoc")
    sent(client, f"/van-ban/{document_id}/chuyen-buoc", seen)
    assert form_at(client, page_of(document_id))["signed_on"] == "05/02/2025"
    app.extensions["desk"] = replace(desk, now=lambda: NOON + timedelta(days=1))
    fields = form_at(client, page_of(document_id))
    assert fields["signed_on"] == ""
    assert 'href="#signed_on"' in text_of(sent(client, page_of(document_id), fields))
    answer = sent(client, page_of(document_id), {**fields, "signed_on": "04/02/2025"})
    html = text_of(answer)
    assert answer.status_code == 409
    assert numbers(desk) == [0]
    assert "Ngày ký 04/02/2025 trước ngày văn bản được trình ký 05/02/2025" in html
