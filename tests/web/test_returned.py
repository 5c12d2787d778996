"""The page “Nhận lại tệp đã sửa trên Word”: rows, comments, what has no place, one press makes a new version."""

import io

import pytest
from itsdangerous import TimestampSigner

from service.issuing import returned_kept
from service.issuing.drafting import envelope_of
from service.issuing.open_questions import open_questions
from service.issuing.submit import Confirmed, submit
from service.register import documents, drafts
from tests.issuing import word_edits as word
from tests.web.office_work import form_at, keep_steps, row_of, sent, text_of
from tests.web.people import ALL_ROLES
from tests.web.word_files import changed_by_leader, full_draft, handed_out, page_form

NEWER = "Các cơ quan, đơn vị nghiêm túc thực hiện."


def returned(client, document_id, content, name="da-sua.docx"):
    start = f"/van-ban/{document_id}/nhan-lai"
    return sent(client, start, {**form_at(client, start), "file": (io.BytesIO(content), name)})


def opened(client, document_id, content):
    answer = returned(client, document_id, content)
    assert answer.status_code == 303, text_of(answer)
    return answer.headers["Location"]


def input_of(desk, document_id):
    with desk.workplace(ALL_ROLES).reading() as turn:
        return envelope_of(turn, documents.document(turn.session, turn.actor, document_id))


def put_up(desk, document_id):
    """Put a draft up for signature; its questions are confirmed."""
    place = desk.workplace(ALL_ROLES)
    with place.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        asked = {one.code for one in open_questions(place, turn, row)}
    submit(place, document_id, Confirmed(asked))


@pytest.fixture
def draft(desk):
    return full_draft(desk)


@pytest.fixture
def file(desk, draft):
    return handed_out(desk, draft)


def test_the_file_for_the_leader_keeps_the_version_that_it_was_made_of(desk, client, draft) -> None:
    page = f"/van-ban/{draft}/nhan-lai"
    answer = sent(client, f"/van-ban/{draft}/gui-sua", page_form(client, page, "/gui-sua"))
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")
    with desk.workplace(ALL_ROLES).reading() as turn:
        labels = [one.label for one in documents.versions_of(turn.session, turn.actor, draft)]
        assert drafts.kept_at(turn.session, draft) is not None
    assert "Gửi sửa trên Word" in labels


def test_changes_stand_side_by_side_and_one_press_takes_them(desk, client, draft, file) -> None:
    address = opened(client, draft, changed_by_leader(file))
    html = text_of(client.get(address))
    for words in ("Giữ bản nháp", "Lấy bản Word", "<del>Phân công</del>", "<ins>Cử</ins>", "Nhận 3 thay đổi",
                  "Đề nghị của Chủ tịch", "nhận xét: Ghi rõ ngày sơ kết."):  # fmt: skip
        assert words in html, words
    answer = sent(client, address, form_at(client, address))
    assert answer.status_code == 303, text_of(answer)
    assert "Đã nhận 3 thay đổi thành phiên bản" in text_of(client.get(answer.headers["Location"]))
    tasks = [one["content"] for one in input_of(desk, draft)["content"]["criteria"][0]["tasks"]]
    assert "Cử lãnh đạo phụ trách từng tiêu chí." in tasks
    assert "Sơ kết sáu tháng đầu năm." in tasks
    assert client.get(address).status_code == 404  # the file is gone


def test_a_page_that_is_looked_at_again_reads_what_was_compared(client, draft, file, monkeypatch) -> None:
    moment = TimestampSigner("k").get_timestamp()  # a token says its second: both pages are of one
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: moment)
    address = opened(client, draft, changed_by_leader(file))
    before = text_of(client.get(address))

    def compared_again(*_, **__):
        raise AssertionError("compared again")

    monkeypatch.setattr(returned_kept, "compare", compared_again)
    assert text_of(client.get(address)) == before


def test_rows_other_than_the_page_showed_are_not_taken(desk, client, draft, file) -> None:
    address = opened(client, draft, changed_by_leader(file))
    version = row_of(desk, draft).version
    answer = sent(client, address, {**form_at(client, address), "compared": "0" * 16})
    assert answer.status_code == 409
    assert "chưa nhận gì cả" in text_of(answer)
    assert row_of(desk, draft).version == version


def test_a_comment_of_the_file_stays_as_a_remark_on_the_draft(client, draft, file) -> None:
    address = opened(client, draft, changed_by_leader(file))
    done = sent(client, address, form_at(client, address))
    assert "Chủ tịch nhận xét trên Word: Ghi rõ ngày sơ kết." in text_of(client.get(done.headers["Location"]))


def test_a_row_whose_draft_is_kept_is_not_taken(desk, client, draft, file) -> None:
    address = opened(client, draft, changed_by_leader(file))
    fields = form_at(client, address)
    kept = dict.fromkeys([name for name in fields if name.startswith("row:")], "draft")
    refused = sent(client, address, {**fields, **kept})
    assert refused.status_code == 422
    assert "Chưa chọn thay đổi nào" in text_of(refused)
    first = next(iter(kept))
    sent(client, address, {**fields, **kept, first: "word"})
    tasks = [one["content"] for one in input_of(desk, draft)["content"]["criteria"][0]["tasks"]]
    assert "Sơ kết sáu tháng đầu năm." not in tasks


def test_a_row_that_the_draft_has_moved_on_keeps_the_draft_unless_one_says_otherwise(
    client, draft, file
) -> None:
    edit = f"/van-ban/{draft}/soan"
    fields = form_at(client, edit)
    name = next(name for name, value in fields.items() if str(value).strip().startswith("Phân công lãnh đạo"))
    sent(client, edit, {**fields, name: "Phân công một lãnh đạo phụ trách từng tiêu chí.", "action": "keep"})
    address = opened(client, draft, changed_by_leader(file))
    html = text_of(client.get(address))
    assert "Bản nháp cũng đã sửa chỗ này" in html
    rows = [value for key, value in form_at(client, address).items() if key.startswith("row:")]
    assert "draft" in rows


def closing_changed(client, draft):
    """Change the last sentence of the draft, as its drafter does while the file is away."""
    edit = f"/van-ban/{draft}/soan"
    sent(client, edit, {**form_at(client, edit), "content.closing": NEWER, "action": "keep"})


def sides_chosen(client, address):
    return {value for key, value in form_at(client, address).items() if key.startswith("row:")}


def test_the_file_of_the_page_that_is_reviewed_never_puts_old_words_over_newer_ones(
    desk, client, draft
) -> None:
    page = text_of(client.get(f"/van-ban/{draft}/xem"))
    assert f'href="/van-ban/{draft}.docx">bản Word</a>' in page
    file = client.get(f"/van-ban/{draft}.docx").data
    assert draft.encode() in word.parts_of(file)["docProps/custom.xml"]
    assert file == handed_out(desk, draft)
    closing_changed(client, draft)
    assert "giống hệt bản nháp" in text_of(client.get(opened(client, draft, file)))


def test_the_file_of_a_version_that_was_not_kept_takes_nothing_unasked(client, draft) -> None:
    file = client.get(f"/van-ban/{draft}.docx").data
    closing_changed(client, draft)
    address = opened(client, draft, file)
    html = text_of(client.get(address))
    assert "Không còn giữ phiên bản mà tệp được làm từ đó" in html
    assert "Bản nháp cũng đã sửa chỗ này" not in html
    assert sides_chosen(client, address) == {"draft"}


def test_a_file_that_lost_its_id_takes_nothing_unasked(desk, client, draft, file) -> None:
    closing_changed(client, draft)
    address = opened(client, draft, word.with_parts(file, {"docProps/custom.xml": None}))
    html = text_of(client.get(address))
    assert "Tệp mất mã văn bản" in html
    assert "Mọi chỗ đang để “Giữ bản nháp”: xem và chọn cho từng chỗ." in html
    assert "Bản nháp cũng đã sửa chỗ này" not in html
    assert sides_chosen(client, address) == {"draft"}
    fields = form_at(client, address)
    assert "Chưa chọn thay đổi nào" in text_of(sent(client, address, fields))
    assert input_of(desk, draft)["content"]["closing"] == NEWER
    chosen = {key: "word" for key in fields if key.startswith("row:")}
    sent(client, address, {**fields, **chosen})
    assert input_of(desk, draft)["content"]["closing"] != NEWER


def test_what_fits_no_field_is_listed_with_a_way_to_type_it(client, draft, file) -> None:
    strange = word.edited(file, word.change_words("IV. TỔ CHỨC THỰC HIỆN", "IV. CÁCH LÀM"))
    html = text_of(client.get(opened(client, draft, strange)))
    assert "Chưa đưa vào được: 2 chỗ" in html
    assert "phần mềm vẫn in: “IV. TỔ CHỨC THỰC HIỆN”" in html
    assert f'href="/van-ban/{draft}/soan' in html


def test_the_button_counts_no_row_that_cannot_be_taken(client, draft, file) -> None:
    heading = word.edited(file, word.change_words("94,00 điểm (xã", "95,00 điểm (xã"))
    address = opened(
        client, draft, word.edited(heading, word.change_words("Phân công lãnh đạo", "Cử lãnh đạo"))
    )
    html = text_of(client.get(address))
    assert "Nhận 1 thay đổi" in html
    assert html.count("Chưa đưa vào được: nhận thì chữ này thành góp ý") == html.count("data-refused") == 1
    answer = sent(client, address, form_at(client, address))
    assert "Đã nhận 1 thay đổi thành phiên bản" in text_of(client.get(answer.headers["Location"]))


def test_a_file_of_which_nothing_can_be_taken_says_so_with_the_way_on(desk, client, draft, file) -> None:
    version = row_of(desk, draft).version
    heading = word.edited(file, word.change_words("94,00 điểm (xã", "95,00 điểm (xã"))
    address = opened(client, draft, heading)
    html = text_of(client.get(address))
    assert "Nhận 0 thay đổi" not in html
    assert "Không nhận được thay đổi nào của tệp này" in html
    assert "Chưa đưa vào được: 2 chỗ" in html
    assert "Ghi vào góp ý</button>" in html
    answer = sent(client, address, form_at(client, address))
    said = text_of(client.get(answer.headers["Location"]))
    assert "Chưa nhận được thay đổi nào. 2 chỗ chưa đưa vào được nằm ở phần góp ý." in said
    assert row_of(desk, draft).version == version


def test_the_file_of_another_document_changes_nothing_and_says_whose_it_is(desk, client, draft) -> None:
    other = full_draft(desk)
    before = input_of(desk, draft)
    answer = returned(client, draft, handed_out(desk, other))
    html = text_of(answer)
    assert answer.status_code == 422
    assert "không phải của văn bản đang mở" in html
    assert f'href="/van-ban/{other}/nhan-lai"' in html
    assert input_of(desk, draft) == before


@pytest.mark.parametrize(
    "damage", [lambda content: content[: len(content) // 2], lambda _: b"\xd0\xcf\x11\xe0old"]
)
def test_a_damaged_or_old_file_changes_nothing(desk, client, draft, file, damage) -> None:
    before = row_of(desk, draft).version
    answer = returned(client, draft, damage(file))
    assert answer.status_code == 400
    assert 'role="alert"' in text_of(answer)
    assert row_of(desk, draft).version == before


@pytest.mark.parametrize("content", [b"no file of Word", b""])
def test_what_is_no_word_file_is_to_be_sent_again(client, draft, content) -> None:
    html = text_of(returned(client, draft, content))
    assert "rồi tải lên lại." in html
    assert "rồi kiểm tra lại" not in html


def test_a_draft_that_somebody_saved_meanwhile_is_compared_again_first(desk, client, draft, file) -> None:
    address = opened(client, draft, changed_by_leader(file))
    fields = form_at(client, address)
    other = opened(client, draft, changed_by_leader(file))
    sent(client, other, form_at(client, other))
    version = row_of(desk, draft).version
    answer = sent(client, address, fields)
    assert answer.status_code == 409
    assert "vừa được sửa ở nơi khác" in text_of(answer)
    assert row_of(desk, draft).version == version


def test_a_paper_signed_with_other_words_is_put_up_again(desk, client, draft, file) -> None:
    keep_steps(desk, "for_signature")
    put_up(desk, draft)
    signed = word.edited(file, word.change_words("Phân công lãnh đạo phụ trách", "Cử lãnh đạo phụ trách"))
    address = opened(client, draft, signed)
    html = text_of(client.get(address))
    assert "Lập lại bản trình ký theo bản đã ký" in html
    assert "Nhận 1 thay đổi" not in html
    answer = sent(client, address, {**form_at(client, address), "action": "as_signed"})
    assert answer.status_code == 303, text_of(answer)
    assert row_of(desk, draft).state == "for_signature"
    tasks = [one["content"] for one in input_of(desk, draft)["content"]["criteria"][0]["tasks"]]
    assert "Cử lãnh đạo phụ trách từng tiêu chí." in tasks


def test_a_paper_whose_words_the_print_would_not_say_has_no_button(desk, client, draft, file) -> None:
    keep_steps(desk, "for_signature")
    put_up(desk, draft)
    signed = word.edited(file, word.change_words("TM. ỦY BAN", "TM. HỘI ĐỒNG"))
    html = text_of(client.get(opened(client, draft, signed)))
    assert "Chưa đưa vào được: 2 chỗ" in html
    assert "nên chưa lập lại được" in html
    assert 'value="as_signed"' not in html


def test_a_file_with_tracked_changes_has_no_button_and_says_why(desk, client, draft, file) -> None:
    keep_steps(desk, "for_signature")
    put_up(desk, draft)
    tracked = word.edited(file, word.track("hằng quý", "hằng tháng"))
    html = text_of(client.get(opened(client, draft, tracked)))
    assert "thay đổi đang theo dõi ở 1 đoạn" in html
    assert 'value="as_signed"' not in html


def test_the_page_of_the_number_says_which_day_the_paper_carries(desk, client, draft, file) -> None:
    keep_steps(desk, "for_signature")
    put_up(desk, draft)
    change = word.change_words("ngày      tháng", "ngày 17 tháng")
    address = opened(client, draft, word.edited(file, change))
    answer = sent(client, address, {**form_at(client, address), "action": "as_signed"})
    assert answer.status_code == 303, text_of(answer)
    html = text_of(client.get(f"/van-ban/{draft}/cap-so"))
    assert "Bản giấy đã ký ghi ngày 17 tháng" in html
    assert 'name="seen_number"' not in html


def test_a_number_written_on_the_paper_is_said(client, draft, file) -> None:
    html = text_of(client.get(opened(client, draft, word.edited(file, word.change_words("Số:", "Số: 27")))))
    assert "Tệp ghi số 27." in html


def test_a_form_without_its_token_takes_nothing(desk, client, draft, file) -> None:
    address = opened(client, draft, changed_by_leader(file))
    version = row_of(desk, draft).version
    assert sent(client, address, {**form_at(client, address), "csrf": "x"}).status_code == 403
    assert row_of(desk, draft).version == version


def test_the_page_of_a_document_leads_there(client, draft) -> None:
    assert f'href="/van-ban/{draft}/nhan-lai"' in text_of(client.get(f"/van-ban/{draft}"))
