"""Journeys 9, 10 and 12 in a real browser, of an office with a register of its own: people, series, last year's plan."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service import clock
from tests.e2e.conftest import served, sign_in
from tests.e2e.office_day import desk_of, draft, pressed_twice
from tests.web import people

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("own_office")
    people.founded(made / "register.db", now=clock.now())
    return made


@pytest.fixture(scope="module")
def own_address(folder: Path):
    with served(folder) as running:
        yield running


@pytest.fixture
def desk(folder: Path):
    made = desk_of(folder)
    yield made
    made.door.register().close()


@pytest.fixture
def own_page(browser, own_address: str):
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    sign_in(page, own_address)
    yield page
    context.close()


def test_a_series_of_the_province_is_opened_at_the_number_and_only_written_down(
    own_page: Page, own_address: str, desk
) -> None:
    page = own_page
    first, second = draft(desk, "Số do hệ thống của tỉnh cấp"), draft(desk, "Trùng số đã ghi")
    page.goto(f"{own_address}/van-ban/{first}/cap-so")
    page.get_by_label("Hệ thống của tỉnh cấp số").check()
    page.get_by_role("button", name="Mở sổ số năm").click()
    number = page.get_by_label("Số do hệ thống cấp")
    number.fill("57")
    pressed_twice(page.get_by_role("button", name="Ghi số 57"))
    page.wait_for_url(f"**/van-ban/{first}")
    expect(page.locator("[data-code]")).to_have_text("57/KH-UBND")
    page.goto(f"{own_address}/van-ban/{second}/cap-so")
    page.get_by_label("Số do hệ thống cấp").fill("57")
    page.get_by_role("button", name="Ghi số 57").click()
    expect(page.get_by_role("alert")).to_contain_text("57")
    expect(page.get_by_label("Số do hệ thống cấp")).to_have_value("57")


def test_an_earlier_document_begins_a_new_one(own_page: Page, own_address: str, desk) -> None:
    page, earlier = own_page, draft(desk, "Kế hoạch của năm trước")
    page.goto(f"{own_address}/van-ban/moi")
    page.locator('[id="bat-dau-ke_hoach"]').select_option(f"document:{earlier}")
    page.get_by_role("button", name="Soạn kế hoạch").click()
    page.wait_for_url("**/soan")
    assert earlier not in page.url
    expect(page.locator('[id="subject"]')).to_have_value("Kế hoạch của năm trước")


def test_a_new_colleague_and_a_new_signer_are_entered(own_page: Page, own_address: str, browser) -> None:
    page = own_page
    page.goto(f"{own_address}/quan-tri/nguoi-dung")
    page.get_by_label("Tên đăng nhập").fill("lan.tt")
    page.get_by_label("Họ và tên", exact=True).fill("Trần Thị Lan")
    page.locator("form", has=page.get_by_role("button", name="Thêm và cấp mật khẩu")).get_by_label(
        "Văn thư"
    ).check()
    page.get_by_role("button", name="Thêm và cấp mật khẩu").click()
    password = page.locator(".one-time code").inner_text()
    page.goto(f"{own_address}/quan-tri/nguoi-ky")
    page.get_by_label("Họ và tên", exact=True).fill("Lê Văn Minh")
    page.get_by_label("Chức vụ").fill("Chủ tịch")
    page.get_by_role("button", name="Thêm người ký").click()
    expect(page.get_by_role("rowheader", name="Lê Văn Minh")).to_be_visible()
    with browser.new_context(locale="vi-VN") as context:
        new = context.new_page()
        new.goto(f"{own_address}/dang-nhap")
        new.get_by_label("Tên đăng nhập").fill("lan.tt")
        new.get_by_label("Mật khẩu").fill(password)
        new.get_by_role("button", name="Đăng nhập").click()
        expect(new.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")
