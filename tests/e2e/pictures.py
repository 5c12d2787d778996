"""The pictures of the README: `python -m tests.e2e.pictures` writes them into docs/pictures, of an office at work."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.conftest import ROOT, chromium
from tests.e2e.whole_office import Running, running_office

FOLDER = ROOT / "docs" / "pictures"
#: Name of the file: the page, the window, and what stands in the middle of it ("" for the top of the page).
PICTURES = {
    "viec_cua_toi": ("/viec-cua-toi", (1280, 860), ""),
    "soan": ("/van-ban/{draft}/soan", (1280, 900), ""),
    "gop_y": ("/van-ban/{waiting}/xem", (390, 780), ".sheet .remark"),
    "cap_so": ("/van-ban/{signed}/cap-so", (1280, 800), ""),
    "so_van_ban": ("/so-van-ban", (1280, 860), ""),
    "kiem_tra": ("/kiem-tra/{review}?loai=wording", (1280, 800), ".finding"),
}


def taken(browser: Browser, running: Running, path: str, size: tuple[int, int], middle: str) -> bytes:
    """Return the picture of what a window of some size shows of a page."""
    width, height = size
    context = browser.new_context(
        locale="vi-VN", storage_state=running.state, viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.goto(running.at(path), wait_until="networkidle")
    if middle:
        page.locator(middle).first.evaluate(
            "found => found.scrollIntoView({ block: 'center', behavior: 'instant' })"
        )
    picture = page.screenshot()
    context.close()
    return picture


def main() -> None:
    """Write all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        running_office(browser, Path(folder)) as running,
    ):
        for name, (path, size, middle) in PICTURES.items():
            (FOLDER / f"{name}.png").write_bytes(taken(browser, running, path, size, middle))


if __name__ == "__main__":
    main()
