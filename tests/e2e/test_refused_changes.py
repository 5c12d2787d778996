"""A returned file with a change that cannot be taken: the button says what a press does as rows are chosen."""

import pytest
from playwright.sync_api import expect

from tests.e2e.long_form import begin
from tests.e2e.office_day import desk_of, page_of
from tests.e2e.test_word_files import send_back
from tests.issuing import word_edits as word
from tests.web.people import ALL_ROLES
from tests.web.word_files import handed_out

pytestmark = pytest.mark.browser


def test_the_button_counts_what_can_be_taken_and_says_when_words_only_become_remarks(
    address, browser, signed_in_as, instance, tmp_path
) -> None:
    desk = desk_of(instance)
    with page_of(browser, signed_in_as(ALL_ROLES)) as page:
        document_id = begin(page, address).split("/")[-2]
        changed = handed_out(desk, document_id, ALL_ROLES)
        for before, after in (("94,00 điểm (xã", "95,00 điểm (xã"), ("Phân công lãnh đạo", "Cử lãnh đạo")):
            changed = word.edited(changed, word.change_words(before, after))
        path = tmp_path / "da-sua.docx"
        path.write_bytes(changed)
        send_back(page, address, document_id, path)
        button = page.locator("[data-take]")
        rows = page.locator("fieldset.change")
        sound = rows.filter(has_not=page.locator("[data-refused]"))
        expect(rows).to_have_count(2)
        expect(button).to_have_text("Nhận 1 thay đổi")
        page.wait_for_load_state()
        sound.get_by_label("Giữ bản nháp").check()
        expect(button).to_have_text("Ghi vào góp ý")
        expect(page.locator("[data-makes-version]")).to_be_hidden()
        rows.filter(has=page.locator("[data-refused]")).get_by_label("Giữ bản nháp").check()
        expect(button).to_have_text("Nhận 0 thay đổi")
        sound.get_by_label("Lấy bản Word").check()
        expect(button).to_have_text("Nhận 1 thay đổi")
        expect(page.locator("[data-makes-version]")).to_be_visible()
    desk.door.register().close()
