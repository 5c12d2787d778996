"""What is far too long to be a date is refused before it is looked at."""

import pytest

from service.domain.dates import parse_date, parse_month
from service.domain.refusal import Refused


@pytest.mark.parametrize("padding", [10, 60])
def test_spaces_within_reason_do_not_matter(padding: int) -> None:
    assert parse_date(f"ngày{' ' * padding}5 tháng 3 năm 2025").isoformat() == "2025-03-05"


@pytest.mark.parametrize("text", ["ngày" + " " * 100 + "5 tháng 3 năm 2025", "05/3/2025" + " " * 100])
def test_a_text_of_more_than_100_signs_is_no_date(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_date(text)
    assert caught.value.code == "date_unreadable"


def test_a_text_of_more_than_100_signs_is_no_month() -> None:
    with pytest.raises(Refused):
        parse_month("tháng" + " " * 100 + "3 năm 2025")
