"""How grave it is that a cited document has its subject in two wordings: a word that leads it in, or one of its own."""

from typing import Any

import pytest

CITED = "Thực hiện Quyết định số 18/QĐ-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh"


def _severities(find: Any, first: str, second: str) -> list[str]:
    found = find(f"{CITED} {first}.", f"{CITED} {second}.")
    return [one.severity for one in found if one.code == "spelling-inconsistent"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("về việc ban hành Kế hoạch tiêm phòng năm 2026", "ban hành Kế hoạch tiêm phòng năm 2026"),
        ("ban hành Kế hoạch tiêm phòng năm 2026", "về ban hành Kế hoạch tiêm phòng năm 2026"),
        ("về việc giao dự toán ngân sách xã", "về giao dự toán ngân sách xã"),
    ],
    ids=["về việc", "về", "việc"],
)
def test_a_word_that_only_leads_the_subject_in_is_a_note(find: Any, first: str, second: str) -> None:
    assert _severities(find, first, second) == ["info"]


def test_a_word_of_the_subject_itself_is_a_warning(find: Any) -> None:
    found = _severities(find, "về giao dự toán ngân sách xã", "về cấp dự toán ngân sách xã")
    assert found == ["warn"]
