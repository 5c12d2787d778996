"""Numbers are offered on the page of a preparation only where they can be taken."""

import re

import pytest

from tests.web.batch_work import UNITS, BatchPages, open_series, pages, rows
from tests.web.office_work import text_of
from tests.web.people import TODAY


@pytest.fixture
def at(app) -> BatchPages:
    made = pages(app)
    open_series(made.desk)
    return made


def confirm_all(at: BatchPages, page: str) -> None:
    for code, mark in re.findall(
        r'name="code" value="([^"]+)"><input type="hidden" name="mark" value="([^"]+)"',
        text_of(at.client.get(page)),
    ):
        at.post(f"{page}/xac-nhan", code=code, mark=mark, confirmed="1")


def offered(at: BatchPages, day: str, *, table: bytes = b"") -> tuple[str, list[str], str]:
    """The page, its buttons and what it says, of a batch whose numbers are wanted on a day."""
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, table or rows(*UNITS))
    at.post(f"{page}/chon", intent="issue", issued_on=day)
    confirm_all(at, page)
    return page, at.buttons(page), at.says(page)


def test_a_day_to_come_has_no_button_and_is_said(at: BatchPages) -> None:
    day = TODAY.replace(day=TODAY.day + 1)
    page, buttons, said = offered(at, f"{day:%d/%m/%Y}")
    assert not [one for one in buttons if one.startswith("Cấp 3 số")]
    assert "ở tương lai" in said
    assert at.post(f"{page}/tao").status_code == 422
    assert "bang.json" in at.says(page)


def test_a_day_before_the_last_number_has_no_button_and_is_said(at: BatchPages) -> None:
    first, _, _ = offered(at, "", table=rows("21502"))
    at.run(at.post(f"{first}/tao").location)
    day = TODAY.replace(day=TODAY.day - 1)
    _, buttons, said = offered(at, f"{day:%d/%m/%Y}")
    assert not [one for one in buttons if one.startswith("Cấp 3 số")]
    assert "Ngày ban hành phải từ ngày" in said


def test_today_has_its_button(at: BatchPages) -> None:
    _, buttons, _ = offered(at, "")
    assert "Cấp 3 số, từ 01 đến 03" in buttons
