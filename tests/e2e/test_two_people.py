"""Journey 5: two people on one draft; each keeps the caret, and what the other wrote stands where it belongs."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from service import clock
from tests.e2e.long_form import PLAN_TASKS, begin, kept, tasks_of
from tests.e2e.two_windows import COPIES, asks_nothing, colleague, look_now, objectives_of, subject_of

pytestmark = pytest.mark.browser
TASKS = '[id="content.criteria[0].tasks"]'


class Pair:
    """Two people who have the same draft open."""

    def __init__(self, page: Page, other: Page, draft: str) -> None:
        self.page, self.other, self.draft = page, other, draft

    def conflict(self) -> Locator:
        """Let both change the subject; return the box that asks the one of this page."""
        asks_nothing(self.page)
        subject_of(self.other).fill("Bản của người duyệt")
        kept(self.other)
        subject_of(self.page).fill("Bản của Hoa")
        asked = self.page.locator(".conflict")
        expect(asked).to_be_visible()
        return asked


@pytest.fixture
def pair(address: str, page: Page, browser: Browser, signed_in_as: Callable[[str], Any]) -> Iterator[Pair]:
    draft = begin(page, address)
    with colleague(browser, signed_in_as, draft) as other:
        yield Pair(page, other, draft)


def contents(page: Page) -> list[str]:
    """Return the texts of the tasks of the first criterion, in the order of the page."""
    found: list[str] = page.locator(f'{TASKS} textarea[name$=".content"]').evaluate_all(
        "boxes => boxes.map((box) => box.value)"
    )
    return found


def test_a_colleagues_new_order_puts_no_value_under_another_item(pair: Pair) -> None:
    tasks_of(pair.page, 0)
    first, second, *rest = contents(pair.page)
    box = pair.page.locator('[name="content.criteria[0].tasks[0].content"]')
    box.focus()
    pair.page.keyboard.press("End")
    tasks_of(pair.other, 0).locator(PLAN_TASKS).first.locator("[data-down]").first.click()
    kept(pair.other)
    look_now(pair.page)
    pair.page.wait_for_timeout(1500)
    assert contents(pair.page) == [first, second, *rest]  # the caret is in the list: it waits
    pair.page.keyboard.type(" THÊM")
    kept(pair.page)
    expect(box).to_be_focused()
    expect(pair.page.locator(".conflict")).to_have_count(0)
    pair.other.reload()
    assert contents(pair.other) == [second, f"{first} THÊM", *rest]
    subject_of(pair.page).focus()
    look_now(pair.page)
    expect(pair.page.locator('[name="content.criteria[0].tasks[0].content"]')).to_have_value(second)
    assert contents(pair.page) == [second, f"{first} THÊM", *rest]


def test_a_new_order_is_taken_over_where_nobody_types(pair: Pair) -> None:
    tasks_of(pair.page, 0)
    first, second, *rest = contents(pair.page)
    tasks_of(pair.other, 0).locator(PLAN_TASKS).first.locator("[data-down]").first.click()
    kept(pair.other)
    subject_of(pair.page).fill("Sửa trích yếu")
    kept(pair.page)
    assert contents(pair.page) == [second, first, *rest]


def test_a_list_waits_for_the_caret_and_its_other_fields_do_not(pair: Pair) -> None:
    tasks_of(pair.page, 0)
    before = contents(pair.page)
    box = pair.page.locator('[name="content.criteria[0].tasks[0].content"]')
    box.focus()
    pair.page.keyboard.press("Home")
    title = pair.other.locator('[name="content.criteria[1].title"]')
    title.evaluate(
        "box => { box.closest('[data-list]').open = true; box.closest('[data-item]').open = true; }"
    )
    title.fill("Tên tiêu chí của người duyệt")
    added = tasks_of(pair.other, 0)
    added.locator(":scope > .buttons > [data-add]").click()
    pair.other.keyboard.type("Nhiệm vụ của người duyệt")
    kept(pair.other)
    pair.page.keyboard.type("Gõ tiếp: ")
    kept(pair.page)
    expect(box).to_be_focused()
    assert box.evaluate("box => box.selectionStart") == len("Gõ tiếp: ")
    expect(pair.page.locator('[name="content.criteria[1].title"]')).to_have_value(
        "Tên tiêu chí của người duyệt"
    )
    assert contents(pair.page) == [f"Gõ tiếp: {before[0]}", *before[1:]]
    subject_of(pair.page).focus()
    look_now(pair.page)
    expect(pair.page.locator(f'{TASKS} textarea[name$=".content"]').last).to_have_value(
        "Nhiệm vụ của người duyệt"
    )


def test_an_idle_page_gets_what_others_write(pair: Pair) -> None:
    pair.page.clock.install()
    pair.page.reload()
    objectives_of(pair.other).fill("Người duyệt viết")
    kept(pair.other)
    pair.page.clock.run_for(16_000)
    expect(objectives_of(pair.page)).to_have_value("Người duyệt viết")


def test_a_page_brought_back_by_the_back_button_asks_at_once(pair: Pair) -> None:
    pair.page.clock.install()
    pair.page.reload()
    pair.page.clock.pause_at(clock.now() + timedelta(hours=1))  # the 15 s never end
    objectives_of(pair.other).fill("Người duyệt viết")
    kept(pair.other)
    look_now(pair.page)
    expect(objectives_of(pair.page)).to_have_value("Người duyệt viết")


@pytest.mark.parametrize("way", ["Xem trước", "Phiên bản", "Trang của văn bản"])
def test_a_conflict_just_found_keeps_the_page(pair: Pair, way: str) -> None:
    asks_nothing(pair.page)
    subject_of(pair.other).fill("Bản của người duyệt")
    kept(pair.other)
    subject_of(pair.page).fill("Bản của Hoa, vừa gõ")
    pair.page.locator(".bar").get_by_text(way, exact=True).click()
    expect(pair.page.locator(".conflict")).to_be_visible()
    pair.page.wait_for_timeout(500)
    assert pair.page.url == pair.draft
    expect(subject_of(pair.page)).to_have_value("Bản của Hoa, vừa gõ")
    pair.page.locator(".bar").get_by_text(way, exact=True).click()
    pair.page.wait_for_timeout(500)
    assert pair.page.url == pair.draft


def test_a_page_left_with_an_open_conflict_asks_again_later(pair: Pair) -> None:
    pair.conflict()
    pair.page.goto("about:blank")
    pair.page.goto(pair.draft)
    asked = pair.page.get_by_role("group", name="Hai bản của trường Trích yếu")
    expect(asked).to_contain_text("Bản của Hoa")
    expect(asked).to_contain_text("Bản của người duyệt")


def test_the_other_window_of_one_person_is_named_as_such(address: str, page: Page) -> None:
    other = page.context.new_page()
    other.goto(begin(page, address))
    asks_nothing(page)
    subject_of(other).fill("Chữ ở cửa sổ kia")
    kept(other)
    subject_of(page).fill("Chữ ở cửa sổ này")
    expect(page.locator(".conflict p")).to_have_text("Cửa sổ khác và bạn cùng sửa “Trích yếu”. Chọn một bản:")
    expect(page.locator("[data-kept]")).to_contain_text("có chỗ sửa ở hai nơi")


def test_a_conflict_in_a_folded_item_is_led_to(pair: Pair) -> None:
    box = '[id="content.criteria[0].tasks[0].content"]'
    asks_nothing(pair.page)
    for page in (pair.other, pair.page):
        tasks_of(page, 0)
    pair.other.locator(box).fill("Bản của người duyệt")
    kept(pair.other)  # who saves first is not asked
    pair.page.locator(box).fill("Bản của Hoa")
    asked = pair.page.locator(".conflict")
    expect(asked).to_be_visible()
    pair.page.locator('[id="content.criteria[0].tasks[0]"] > summary').click()
    expect(asked).to_be_hidden()
    pair.page.get_by_role("button", name="Xem chỗ sửa ở hai nơi").click()
    expect(asked).to_be_visible()
    pair.page.locator('[id="content.criteria[0].tasks[0]"] > summary').click()
    pair.page.get_by_role("button", name="Xem trước").click()
    expect(asked).to_be_visible()
    pair.page.reload()  # items are folded now
    expect(asked).to_be_visible()
    line = pair.page.locator("[data-kept]")
    expect(line).to_contain_text("có chỗ sửa ở hai nơi")
    asked.get_by_role("button", name="Lấy của").click()
    expect(line).not_to_contain_text("hai nơi")


def test_a_text_that_went_on_since_it_was_shown_is_asked_about_again(pair: Pair) -> None:
    asked = pair.conflict()
    expect(asked).to_contain_text("Bản của người duyệt")
    subject_of(pair.other).fill("Bản của người duyệt, viết tiếp")
    kept(pair.other)
    asked.get_by_role("button", name="Giữ của tôi").click()
    expect(asked).to_contain_text("Bản của người duyệt, viết tiếp")
    asked.get_by_role("button", name="Giữ của tôi").click()
    expect(asked).to_have_count(0)
    kept(pair.page)
    pair.other.reload()
    expect(subject_of(pair.other)).to_have_value("Bản của Hoa")
    pair.page.get_by_role("link", name="Phiên bản").click()
    expect(pair.page.get_by_text("Trước khi Nguyễn Thị Hoa lưu đè").first).to_be_visible()


def test_logging_out_with_an_open_conflict_asks_first(pair: Pair) -> None:
    pair.conflict()
    pair.page.locator("header details.user > summary").click()
    pair.page.get_by_role("button", name="Đăng xuất").click()
    dialog = pair.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Còn chữ chưa lưu")
    dialog.get_by_role("button", name="Ở lại").click()
    pair.page.locator(".conflict").get_by_role("button", name="Giữ của tôi").click()
    kept(pair.page)


@pytest.mark.parametrize(
    ("choice", "subject"), [("Giữ của tôi", "Bản của Hoa"), ("Lấy của", "Bản của người duyệt")]
)
def test_a_copy_whose_question_is_decided_never_comes_back(pair: Pair, choice: str, subject: str) -> None:
    start = objectives_of(pair.page).input_value()
    objectives_of(pair.page).fill(f"{start} CÂU THỬ.")
    pair.conflict()
    pair.page.reload()
    pair.page.locator(".conflict").get_by_role("button", name=choice).click()
    kept(pair.page)
    expect(subject_of(pair.page)).to_have_value(subject)
    objectives_of(pair.page).fill(start)
    kept(pair.page)
    assert pair.page.evaluate(COPIES) == []
    pair.page.reload()
    pair.page.wait_for_timeout(1500)
    expect(objectives_of(pair.page)).to_have_value(start)
    expect(pair.page.locator(".conflict")).to_have_count(0)
    pair.other.reload()
    expect(objectives_of(pair.other)).to_have_value(start)
    expect(subject_of(pair.other)).to_have_value(subject)


def test_what_the_server_took_of_a_copy_is_not_brought_back_while_the_question_is_open(pair: Pair) -> None:
    start = objectives_of(pair.page).input_value()
    objectives_of(pair.page).fill(f"{start} CÂU THỬ.")
    pair.conflict()
    pair.page.reload()
    expect(pair.page.locator(".conflict")).to_be_visible()
    expect(objectives_of(pair.page)).to_have_value(f"{start} CÂU THỬ.")
    objectives_of(pair.page).fill(start)
    kept(pair.page)
    pair.page.reload()
    pair.page.wait_for_timeout(2500)  # time to send what was kept, and to open the page anew
    expect(pair.page.locator(".conflict")).to_contain_text("Bản của Hoa")
    expect(objectives_of(pair.page)).to_have_value(start)


def test_a_button_that_the_service_answers_loses_nothing_just_typed(
    address: str, page: Page, browser: Browser, signed_in_as: Callable[[str], Any]
) -> None:
    page.goto(f"{address}/van-ban/moi")
    token = page.locator("input[name=csrf]").first.input_value()
    made = page.request.post(
        f"{address}/van-ban/moi",
        form={"csrf": token, "type": "bao_cao", "start": "sample:full"},
        max_redirects=0,
    )
    draft = address + made.headers["location"]
    page.goto(draft)
    box = page.locator('[id="content.leadership.summary"]')
    with colleague(browser, signed_in_as, draft) as other:
        subject_of(other).fill("Bản của người duyệt")
        kept(other)
        box.evaluate(
            """box => { box.value = "Chữ vừa gõ"; box.dispatchEvent(new Event("input", { bubbles: true }));
                document.querySelector("#van-ban button[value=refresh]").click(); }"""
        )
        expect(page.locator("#van-ban[data-base]")).to_have_count(1)
        kept(page)
        expect(box).to_have_value("Chữ vừa gõ")
        expect(subject_of(page)).to_have_value("Bản của người duyệt")
        other.reload()
        expect(other.locator('[id="content.leadership.summary"]')).to_have_value("Chữ vừa gõ")
        expect(subject_of(other)).to_have_value("Bản của người duyệt")
