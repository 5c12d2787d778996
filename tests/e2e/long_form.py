"""What tests of the long form do again and again."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from service.issuing.desk import TYPES

SAMPLE = TYPES / "ke_hoach" / "sample.full.yaml"
PLAN_TASKS = ":scope > [data-items] > [data-item]"
_FORTY = "\n".join(f"{number}. Nhiệm vụ thứ {number} của tiêu chí này" for number in range(1, 41))


def begin(page: Page, address: str, file: Path = SAMPLE) -> str:
    """Begin a draft of a plan with a file, by default one that has every field; return its address."""
    page.goto(f"{address}/van-ban/moi")
    page.locator('[id="tep-ke_hoach"]').set_input_files(file)
    page.get_by_role("button", name="Soạn kế hoạch").click()
    page.wait_for_url("**/soan")
    return page.url


def kept(page: Page) -> None:
    """Wait until everything that was typed is on the server."""
    expect(page.locator("[data-kept]")).to_have_attribute("data-state", "kept")


def drawn(page: Page) -> None:
    """Wait until the page has painted what it is by now; what comes into view then has its true height."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def tasks_of(page: Page, criterion: int) -> Locator:
    """Return the list of tasks of a criterion of the page, all of it open."""
    page.evaluate(
        """path => { for (let one = document.getElementById(path); one; one = one.parentElement)
            if (one.matches("details")) one.open = true; }""",
        f"content.criteria[{criterion}].tasks",
    )
    found = page.locator(f'[id="content.criteria[{criterion}].tasks"]')
    found.evaluate("list => list.querySelectorAll('details.item').forEach((one) => { one.open = true; })")
    return found


def paste(box: Locator, text: str) -> None:
    """Paste a text as the clipboard of another program gives it."""
    box.evaluate(
        """(box, text) => { box.focus();
            const given = new DataTransfer(); given.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true });
            if (box.dispatchEvent(event)) document.execCommand("insertText", false, text); }""",
        text,
    )


def forty_tasks(page: Page) -> Locator:
    """Paste forty tasks below those of the second criterion, wait until they are kept; return their texts."""
    box = tasks_of(page, 1).locator('[name$=".content"]').last
    paste(box, _FORTY)
    page.get_by_role("button", name="Dán thành 40 nhiệm vụ").click()
    expect(
        page.get_by_text("Đã thêm 40")
    ).to_be_visible()  # nothing is changed before the service has answered
    kept(page)
    page.locator(".outline").get_by_text("Nhiệm vụ thứ 40").wait_for()
    return tasks_of(page, 1).locator('[name$=".content"]')
