"""The first day of an installation as a stranger has it: the sample in a few clicks, then the own office."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from service import clock
from service.cli.start import about_register
from service.domain.dates import office_day
from service.settings import Settings
from tests.e2e.conftest import served
from tests.web import people

pytestmark = pytest.mark.browser
OUTPUT = Path(__file__).parents[1] / "_output" / "pages"
NEW = "một câu của riêng tôi"
#: The pages of the frame, and what they are called in pictures.
PAGES = {
    "viec-cua-toi": "/viec-cua-toi",
    "danh-sach": "/viec-cua-toi/drafts",
    "doi-mat-khau": "/doi-mat-khau",
    "chon-xa": "/co-quan-cua-ban?tinh=51&q=ba",
    "co-quan-cua-ban": "/co-quan-cua-ban/21523",
    "quan-tri": "/quan-tri",
    "quan-tri-co-quan": "/quan-tri/co-quan",
    "quan-tri-nguoi-dung": "/quan-tri/nguoi-dung",
    "quan-tri-nguoi-ky": "/quan-tri/nguoi-ky",
    "quan-tri-noi-nhan": "/quan-tri/noi-nhan",
    "quan-tri-so": "/quan-tri/so",
    "quan-tri-tokens": "/quan-tri/tokens",
    "quan-tri-mau": "/quan-tri/mau",
    "khong-co": "/khong-co-trang-nay",
}


@pytest.fixture
def new_installation(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of an installation that was made just now, and the first password out of its file."""
    about_register(Settings(instance_dir=tmp_path), is_first=True, now=clock.now())
    file = next(tmp_path.glob("mat-khau-*.txt"))
    with served(tmp_path) as running:
        yield running, file.read_text(encoding="utf-8").rpartition(": ")[2].strip()


class Clicks:
    """Counts what a person presses."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def button(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("main").get_by_role("button", name=name).first.click()

    def link(self, name: str | re.Pattern[str]) -> None:
        self.count += 1
        self.page.get_by_role("link", name=name).first.click()


def first_login(page: Page, address: str, password: str) -> Clicks:
    clicks = Clicks(page)
    page.goto(address)
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu").fill(password)
    clicks.button("Đăng nhập")
    page.get_by_label("Họ và tên của bạn").fill("Đinh Thị Rơ Mâm")
    page.get_by_label("Mật khẩu hiện tại").fill(password)
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    page.get_by_label("Nhập lại mật khẩu mới").fill(NEW)
    clicks.button("Đổi mật khẩu")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cơ quan của bạn")
    return clicks


def test_a_stranger_holds_the_sample_plan_within_ten_clicks(
    new_installation: tuple[str, str], anonymous_page: Page, tmp_path: Path
) -> None:
    address, password = new_installation
    page = anonymous_page
    clicks = first_login(page, address, password)
    clicks.button("Để sau")
    clicks.link("Soạn văn bản mới")
    page.locator("#bat-dau-ke_hoach").select_option("sample:xa_ba_to_2026/ke_hoach")
    clicks.button("Soạn kế hoạch")
    page.get_by_role("button", name="Xem trước").click()
    with page.expect_download() as caught:
        clicks.link("Tải bản Word")
    target = tmp_path / "ke-hoach.docx"
    caught.value.save_as(target)
    assert "KẾ HOẠCH" in "\n".join(one.text for one in docx.Document(str(target)).paragraphs)
    assert clicks.count + 2 <= 10  # and the choice of the sample, and "Xem trước"


def test_a_stranger_makes_his_own_office_and_works_for_it(
    new_installation: tuple[str, str], anonymous_page: Page
) -> None:
    address, password = new_installation
    page = anonymous_page
    first_login(page, address, password)
    page.get_by_label("Tỉnh, thành phố").select_option(label="tỉnh Quảng Ngãi")
    page.get_by_label("Tên xã, phường, đặc khu").fill("ba to")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="UBND xã Ba Tô").click()
    expect(page.locator(".paper-head")).to_contain_text("XÃ BA TÔ")
    page.get_by_label("Họ và tên").fill("Lê Thị Hoa")
    page.get_by_label("Số tiếp theo").fill("58")
    page.get_by_label("Ngày của số cuối cùng").fill(f"01/01/{office_day(clock.now()).year}")
    page.get_by_role("button", name="Lưu cơ quan của tôi").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã khai Ủy ban nhân dân xã Ba Tô")
    page.goto(f"{address}/quan-tri/so")
    expect(page.get_by_role("main")).to_contain_text("Đến số 57")
    page.goto(f"{address}/quan-tri/co-quan")
    steps = page.get_by_role("group", name="Các bước giữ trước khi cấp số")
    expect(steps.get_by_label("Đã duyệt nội dung")).to_be_checked()
    expect(steps.get_by_label("Chờ ký")).to_be_checked()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(
    address: str, browser: Browser, signed_in_as: Callable[[str], Any], name: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        locale="vi-VN",
        storage_state=signed_in_as(people.ALL_ROLES),
    )
    page = context.new_page()
    page.goto(f"{address}{PAGES[name]}")
    looked_at(page, f"{name}-{width}")
    page.locator("details.user > summary").click()
    assert Axe().run(page).violations_count == 0
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_login(address: str, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{address}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("không-ai")
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page, f"dang-nhap-{width}")
    context.close()


def looked_at(page: Page, name: str) -> None:
    """Take the picture of a page, have axe look at it, and see that it is no wider than the window."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_menu_opens_and_the_page_is_left_by_keyboard_alone(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/viec-cua-toi")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("details.menu > summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sổ văn bản")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/van-ban/moi"))
