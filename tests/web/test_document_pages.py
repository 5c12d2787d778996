"""The page of a document: what it says, which buttons it has for whom, and that each act is done once."""

import io

import pytest

from service.issuing import reassigning
from service.register import models
from service.register.states import Role
from tests.web.office_work import (
    SCAN,
    Forms,
    dispatched,
    draft,
    form_at,
    issued,
    keep_steps,
    pressed,
    row_of,
    sent,
    text_of,
)
from tests.web.people import ALL_ROLES, OUTSIDER
from tests.web.test_numbering_pages import both_at_once, open_series

STEPS = ("content_checked", "form_checked", "for_signature")


def buttons_and_links(html):
    main = html.partition("Việc tiếp theo")[2].partition("Thông tin</h2>")[0]
    return [word for word in ACT_WORDS if f">{word}<" in main or f">{word}…<" in main]


ACT_WORDS = (
    "Soạn tiếp",
    "Chuyển duyệt",
    "Duyệt nội dung",
    "Đúng thể thức",
    "Chuyển ký",
    "Cấp số",
    "Ghi phát hành",
    "Bổ sung bản đã ký",
    "Trả lại",
    "Hủy số",
    "Thu hồi",
)


def press(client, document_id, last):
    """Press a button of the page that is a form of its own."""
    address = f"/van-ban/{document_id}/{last}"
    return sent(client, address, form_at(client, f"/van-ban/{document_id}", address))


def fill(client, document_id, last, **words):
    """Fill in and send the page of an act."""
    address = f"/van-ban/{document_id}/{last}"
    return sent(client, address, {**form_at(client, address), **words})


def approved(desk, client):
    """A draft that was handed over and went through both checks."""
    keep_steps(desk, *STEPS)
    document_id = draft(desk)
    for last in ("chuyen-duyet", "chuyen-buoc", "chuyen-buoc"):
        press(client, document_id, last)
    return document_id


WHO_SEES_WHAT = [
    ("drafter", "draft", ["Soạn tiếp", "Chuyển duyệt"], "Người duyệt của cơ quan duyệt nội dung."),
    ("approver", "draft", ["Soạn tiếp", "Chuyển duyệt", "Duyệt nội dung"], ""),
    ("administrator", "draft", [], "Người duyệt của cơ quan duyệt nội dung."),
    ("drafter", "content_checked", [], "Văn thư của cơ quan kiểm tra thể thức."),
    ("records_officer", "content_checked", ["Đúng thể thức", "Trả lại"], ""),
    ("drafter", "form_checked", ["Chuyển ký"], ""),
    ("approver", "for_signature", ["Trả lại"], "Văn thư của cơ quan cấp số."),
    ("records_officer", "for_signature", ["Cấp số", "Bổ sung bản đã ký", "Trả lại"], ""),
]


@pytest.mark.parametrize("case", WHO_SEES_WHAT, ids=lambda case: f"{case[0]}-{case[1]}")
def test_buttons_are_there_for_allowed_acts_only(desk, client, signed_in_client, case):
    login, state, words, others = case
    keep_steps(desk, *STEPS)
    document_id = draft(desk)
    while row_of(desk, document_id).state != state:
        press(client, document_id, "chuyen-buoc")
    html = text_of(signed_in_client(login).get(f"/van-ban/{document_id}"))
    assert buttons_and_links(html) == words
    assert others in html
    assert ('class="who"' in html) == bool(others)


def test_a_number_is_voided_before_it_was_sent_and_recalled_after(desk, client):
    open_series(desk)
    numbered = issued(desk)
    html = text_of(client.get(f"/van-ban/{numbered.id}"))
    assert [one for one in buttons_and_links(html) if one in {"Hủy số", "Thu hồi"}] == ["Hủy số"]
    html = text_of(client.get(f"/van-ban/{dispatched(desk).id}"))
    assert [one for one in buttons_and_links(html) if one in {"Hủy số", "Thu hồi"}] == ["Thu hồi"]


def test_of_what_ended_nothing_is_offered(desk, client):
    open_series(desk)
    row = issued(desk)
    fill(client, row.id, "huy-so", reason="Ban hành nhầm")
    html = text_of(client.get(f"/van-ban/{row.id}"))
    assert buttons_and_links(html) == []
    assert "Đã hủy số: Ban hành nhầm" in html


def test_the_whole_way_from_draft_to_dispatch(desk, client):
    open_series(desk)
    document_id = approved(desk, client)
    assert row_of(desk, document_id).state == "form_checked"
    press(client, document_id, "chuyen-buoc")
    fill(client, document_id, "ngay-ky", on="4/2/2025")
    page = f"/van-ban/{document_id}/cap-so"
    fields = form_at(client, page)
    assert fields["signed_on"] == "04/02/2025"
    assert pressed(client, page, fields).status_code == 303  # signed before it was put up: asked about once
    fill(client, document_id, "ban-goc", originals=(io.BytesIO(SCAN), "ky.pdf"))
    fill(client, document_id, "phat-hanh", on="5/2/2025", channel="Trục liên thông")
    html = text_of(client.get(f"/van-ban/{document_id}"))
    assert "Đã phát hành" in html
    assert "05/02/2025: mọi nơi nhận, Trục liên thông" in html
    for did in (
        "Chuyển duyệt",
        "Duyệt nội dung",
        "Đúng thể thức",
        "Chuyển ký",
        "Cấp số",
        "Bổ sung bản đã ký",
    ):
        assert f"<strong>{did}</strong>" in html


def test_the_bytes_are_hashed_again_and_the_fixed_facts_compared(desk, client):
    open_series(desk)
    row = issued(desk)
    html = text_of(client.get(f"/van-ban/{row.id}"))
    assert row.content_sha256 in html
    assert "Đã kiểm tra: tệp đúng như lúc lưu." in html
    assert "Nội dung cố định khi cấp số khớp với nhật ký." in html


def test_bytes_that_were_changed_behind_the_register_are_said(desk, client):
    open_series(desk)
    row = issued(desk)
    with desk.door.register().engine.begin() as connection:
        for trigger in ("keep_blobs_update_any", "keep_documents_update_number"):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(
            "UPDATE blobs SET encoding = 'raw', content = x'00' WHERE sha256 = ?", (row.content_sha256,)
        )
        connection.exec_driver_sql("UPDATE documents SET subject = 'khác' WHERE id = ?", (row.id,))
    html = text_of(client.get(f"/van-ban/{row.id}"))
    assert "tệp KHÔNG còn như lúc lưu" in html
    assert "Nội dung cố định khi cấp số KHÔNG khớp" in html


def test_large_files_are_hashed_when_somebody_asks(desk, client):
    open_series(desk)
    row = issued(desk)
    fill(client, row.id, "ban-goc", originals=(io.BytesIO(b"%PDF-" + bytes(2_000_001)), "ky.pdf"))
    assert "Đã kiểm tra" not in text_of(client.get(f"/van-ban/{row.id}"))
    assert "Đã kiểm tra: tệp đúng" in text_of(client.get(f"/van-ban/{row.id}?doi-chieu=1"))


def test_documents_of_other_offices_do_not_exist(desk, signed_in_client):
    document_id = draft(desk)
    stranger = signed_in_client(OUTSIDER)
    for last in ("", "/xem", "/cap-so", "/tra-lai", ".docx", "/tep/1"):
        assert stranger.get(f"/van-ban/{document_id}{last}").status_code == 404, last


def test_a_second_click_does_the_step_once(desk, client):
    keep_steps(desk, *STEPS)
    document_id = draft(desk)
    address = f"/van-ban/{document_id}/chuyen-buoc"
    fields = form_at(client, f"/van-ban/{document_id}", address)
    for _ in range(2):
        assert sent(client, address, fields).status_code == 303
    assert row_of(desk, document_id).state == "content_checked"


ONCE = [
    ("phat-hanh", {"on": "5/2/2025"}, models.Dispatch),
    ("ban-goc", {"originals": True}, models.DocumentFile),
    ("tra-lai", {"remark": "Sửa lại"}, models.DocumentVersion),
]


def count(desk, model, document_id):
    with desk.workplace(ALL_ROLES).reading() as turn:
        return turn.session.query(model).filter_by(document_id=document_id).count()


@pytest.mark.parametrize("case", ONCE, ids=lambda case: case[0])
def test_two_posts_at_once_do_an_act_once(app, desk, client, case):
    last, words, model = case
    open_series(desk)
    document_id = approved(desk, client) if last == "tra-lai" else issued(desk).id
    before = count(desk, model, document_id)
    address = f"/van-ban/{document_id}/{last}"
    fields = {**form_at(client, address), **words}
    mark = client.get_cookie("van_ban_form").value

    def post():
        browser = app.test_client()
        for cookie in ("van_ban", "van_ban_form"):
            browser.set_cookie(cookie, client.get_cookie(cookie).value)
        assert browser.get_cookie("van_ban_form").value == mark
        own = {**fields, "originals": (io.BytesIO(SCAN), "ky.pdf")} if last == "ban-goc" else fields
        return sent(browser, address, own).status_code

    assert both_at_once([post, post, post]) == [303, 303, 303]
    assert count(desk, model, document_id) == before + 1


def test_a_draft_that_is_not_ready_is_not_handed_over(desk, client):
    keep_steps(desk, *STEPS)
    document_id = draft(desk, content={})
    answer = press(client, document_id, "chuyen-duyet")
    assert answer.status_code == 422
    assert "Văn bản chưa xong" in text_of(answer)
    assert row_of(desk, document_id).handed_over_at is None


def test_somebody_else_is_asked_when_a_person_is_away(desk, client, signed_in_client):
    keep_steps(desk, *STEPS)
    document_id = draft(desk)
    press(client, document_id, "chuyen-duyet")
    drafter = signed_in_client("drafter")
    page = f"/van-ban/{document_id}/nguoi-phu-trach"
    html = text_of(drafter.get(page))
    with desk.workplace(ALL_ROLES).reading() as turn:
        people = {one.login: one for one in reassigning.people_to_ask(turn, document_id)}
    assert set(people) == {"approver", ALL_ROLES}
    assert "Người approver" in html
    refused = fill(drafter, document_id, "nguoi-phu-trach", person="ai đó")
    assert refused.status_code == 422
    fill(drafter, document_id, "nguoi-phu-trach", person=people["approver"].id, reason="Chị Hoa đi họp")
    html = text_of(drafter.get(f"/van-ban/{document_id}"))
    assert "Người phụ trách: <strong>Người approver</strong>" in html
    assert "Người approver: Chị Hoa đi họp" in html
    press(client, document_id, "chuyen-buoc")
    assert "Người phụ trách: <strong>" not in text_of(client.get(f"/van-ban/{document_id}"))


def test_an_act_that_is_not_allowed_leads_to_who_may(desk, signed_in_client):
    open_series(desk)
    row = issued(desk)
    for last in ("huy-so", "phat-hanh", "ban-goc", "thu-hoi"):
        answer = signed_in_client("drafter").get(f"/van-ban/{row.id}/{last}")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/van-ban/{row.id}"), last
    assert "Văn thư của cơ quan ghi phát hành." in text_of(
        signed_in_client("drafter").get(f"/van-ban/{row.id}")
    )


def test_a_form_of_another_site_changes_nothing(desk, client):
    keep_steps(desk, *STEPS)
    document_id = draft(desk)
    for last in ("chuyen-duyet", "chuyen-buoc", "cap-so", "mo-so", "gop-y", "tra-lai"):
        assert (
            client.post(f"/van-ban/{document_id}/{last}", data={"seen": "draft.1.0.0.0"}).status_code == 403
        )
    assert row_of(desk, document_id).state == "draft"


def test_every_role_may_read(desk, signed_in_client):
    document_id = draft(desk)
    for role in Role:
        assert signed_in_client(role).get(f"/van-ban/{document_id}").status_code == 200


def test_no_page_of_a_document_needs_a_script(desk, client):
    open_series(desk)
    document_id = draft(desk)
    for last in ("", "/xem", "/cap-so"):
        html = text_of(client.get(f"/van-ban/{document_id}{last}"))
        assert "onclick" not in html
        assert "<script>" not in html
        assert all(form for form in Forms(html).by_action)
