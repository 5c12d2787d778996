"""Journey 4: Vietnamese typing programs work by sending backspaces; nothing on the page may come between."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service.doctypes.reading import read_input
from service.issuing.input_file import input_yaml
from tests.e2e.long_form import SAMPLE, begin, kept, paste

pytestmark = pytest.mark.browser

#: What a typing program makes of the keys, key by key: how many backspaces it sends, and which letters after them.
TELEX = [
    ("K", 0, "K"), ("e", 0, "e"), ("e", 1, "ê"), ("s", 1, "ế"), (" ", 0, " "),
    ("h", 0, "h"), ("o", 0, "o"), ("a", 0, "a"), ("j", 1, "ạ"), ("c", 0, "c"), ("h", 0, "h"), (" ", 0, " "),
    ("d", 0, "d"), ("d", 1, "đ"), ("u", 0, "u"), ("o", 0, "o"), ("w", 2, "ươ"), ("c", 0, "c"), ("j", 2, "ợc"), (" ", 0, " "),
]  # fmt: skip
VNI = [
    ("q", 0, "q"), ("u", 0, "u"), ("y", 0, "y"), ("e", 0, "e"), ("6", 1, "ê"), ("t", 0, "t"), ("5", 2, "ệt"), (" ", 0, " "),
    ("d", 0, "d"), ("9", 1, "đ"), ("i", 0, "i"), ("n", 0, "n"), ("h", 0, "h"), ("5", 3, "ịnh"), (" ", 0, " "),
]  # fmt: skip


def replay(page: Page, stream: list[tuple[str, int, str]]) -> None:
    for _, backspaces, letters in stream:
        for _ in range(backspaces):
            page.keyboard.press("Backspace")
        page.keyboard.insert_text(letters) if not letters.isascii() else page.keyboard.type(letters)


@pytest.mark.parametrize(
    ("stream", "expected"), [(TELEX, "Kế hoạch được "), (VNI, "quyết định ".replace("ế", "ệ"))]
)
@pytest.mark.parametrize(
    "name", ["content.objectives", "subject", "signer.name", "content.citations[0].kind"]
)
def test_the_keys_of_a_typing_program_arrive_as_they_are_sent(
    address: str, page: Page, stream: list[tuple[str, int, str]], expected: str, name: str
) -> None:
    begin(page, address)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    box = page.locator(f'[id="{name}"]')
    box.fill("")
    box.evaluate("box => { box.dataset.same = 'yes'; }")
    replay(page, stream * 3)
    expect(box).to_have_value(expected * 3)
    kept(page)  # saved and checked while the field has the focus
    page.locator("[data-summary]").wait_for()
    replay(page, stream)
    expect(box).to_have_value(expected * 4)
    expect(box).to_be_focused()
    expect(box).to_have_attribute("data-same", "yes")


def test_the_keys_that_switch_typing_programs_do_nothing_here(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[id="content.objectives"]')
    before = box.input_value()
    box.focus()
    for keys in ("Control+Shift", "Alt+z", "Control+Shift+b", "Control+Shift+i", "Control+Shift+z"):
        taken = page.evaluate(
            """keys => { const parts = keys.split("+"), key = parts.at(-1);
                const event = new KeyboardEvent("keydown", { key, ctrlKey: parts.includes("Control"), altKey: parts.includes("Alt"),
                    shiftKey: parts.includes("Shift"), bubbles: true, cancelable: true });
                return !document.activeElement.dispatchEvent(event); }""",
            keys,
        )
        assert not taken, keys
    expect(box).to_have_value(before)


def test_a_space_never_takes_a_suggestion(address: str, page: Page, tmp_path: Path) -> None:
    sample = read_input(SAMPLE.read_bytes(), SAMPLE.name)
    model = sample["content"]["citations"][0]
    many = [{**model, "label": f"qd_{number}", "code": f"{number}/QĐ-UBND"} for number in range(100, 170)]
    sample["content"]["citations"] += many
    file = tmp_path / "nhiều căn cứ.yaml"
    file.write_text(input_yaml(sample), encoding="utf-8")
    begin(page, address, file)
    box = page.locator('[id="content.opening.bases[0]"]')
    expect(box).to_have_attribute("list", "nhan.citation")
    box.fill("")
    box.press_sequentially("qd_1 ", delay=40)
    expect(box).to_have_value("qd_1 ")


@pytest.mark.parametrize(
    ("pasted", "code"),
    [("KÕ ho¹ch d©n vËn chÝnh quyÒn", "TCVN3"), ("Keá hoaïch daân vaän chính quyeàn", "VNI")],
)
def test_old_codes_are_recognised_and_converted_with_one_undo(
    address: str, page: Page, pasted: str, code: str
) -> None:
    begin(page, address)
    box = page.locator('[id="content.objectives"]')
    box.fill("")
    paste(box, pasted)
    expect(page.get_by_text(f"Chữ vừa dán dùng mã {code}")).to_be_visible()
    page.get_by_role("button", name="Chuyển sang Unicode").click()
    expect(box).to_have_value("Kế hoạch dân vận chính quyền")
    page.keyboard.press("Control+z")
    expect(box).to_have_value(pasted)


def test_a_text_of_today_is_not_asked_about(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[id="content.objectives"]')
    box.fill("")
    with page.expect_response("**/form/unicode"):
        paste(box, "Và các xã có đã ghi nhận – 100%")
    expect(page.get_by_role("button", name="Chuyển sang Unicode")).to_have_count(0)


def test_only_what_was_pasted_is_converted(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[id="content.objectives"]')
    before, after = "Đẩy mạnh cải cách thủ tục, thực hiện ", " trong năm nay. Cần cù, tháng năm ở đó."
    box.fill(before + after)
    box.evaluate("(box, at) => { box.focus(); box.setSelectionRange(at, at); }", len(before))
    paste(box, "kÕ ho¹ch d©n vËn chÝnh quyÒn")
    page.get_by_role("button", name="Chuyển sang Unicode").click()
    expect(box).to_have_value(f"{before}kế hoạch dân vận chính quyền{after}")


def test_a_pasted_text_half_in_unicode_is_not_converted_and_it_says_why(address: str, page: Page) -> None:
    begin(page, address)
    box = page.locator('[id="content.objectives"]')
    box.fill("")
    paste(box, "Được giao tháng này: kÕ ho¹ch d©n vËn chÝnh quyÒn, tæ chøc thùc hiÖn")
    expect(page.get_by_text("Trong đó có cả chữ đã đúng Unicode")).to_be_visible()
    expect(page.get_by_role("button", name="Chuyển sang Unicode")).to_have_count(0)
