"""The numbers of every sample of a report, worked out once more from what was typed and held against the .docx."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from tests.doctypes.samples import (
    cells,
    check_shares,
    day,
    deadlines,
    envelope,
    named,
    of_slug,
    opened,
    state_of,
    table_with,
)

#: The last day of the figures of each report, worked out by hand.
CLOSED = {
    ("huyen_ba_to_2025", "bao_cao"): "14/6/2025",
    ("xa_ba_to_2026", "bao_cao"): "14/6/2026",
    ("bao_cao", "full"): "14/12/2026",
    ("bao_cao", "minimal"): "14/9/2026",
    ("bao_cao", "quarter"): "14/6/2026",
}


@pytest.mark.parametrize(**named(of_slug("bao_cao")))
def test_a_report_counts_the_states_of_all_tasks_of_its_plan(sample):
    whole, document = envelope(sample), opened(sample)
    reported = {result["task"]: result for result in whole["content"]["results"]}
    last = day(CLOSED[sample])
    states = [
        state_of(deadline, reported.get(label, {}), last)
        for label, deadline in deadlines(whole["sources"]["plan"])
    ]
    check_shares(table_with(document, "TT", "Trạng thái"), Counter(states), len(states))
    listed = table_with(document, "TT", "Nhiệm vụ", "Chủ trì")
    assert [row[-1].removesuffix("./.") for row in listed if row[0].isdigit()] == states
    assert any(CLOSED[sample] in paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize(**named(of_slug("bao_cao")))
def test_a_report_lists_each_paper_once_under_the_number_that_its_text_names(sample):
    whole, document = envelope(sample), opened(sample)
    papers = [paper for result in whole["content"]["results"] for paper in result.get("evidence", ())]
    if not papers:
        assert "Tài liệu minh chứng" not in {row[1] for table in document.tables for row in cells(table)[:1]}
        return
    rows = [row for row in table_with(document, "TT", "Tài liệu minh chứng") if row[0].isdigit()]
    assert sorted(row[1] for row in rows) == sorted(papers)
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(papers) + 1)]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    named_in_text = re.findall(r"tài liệu số (\d+)(?:(?:, | đến )(\d+))? Phụ lục II", text)
    counted = sum(int(last or first) - int(first) + 1 for first, last in named_in_text)
    assert counted == len(papers)


def test_the_year_report_sums_and_compares_its_points():
    document = opened(("bao_cao", "full"))
    scores = envelope(("bao_cao", "full"))["content"]["scores"]
    rows = table_with(document, "TT", "Tiêu chí", "Điểm tối đa", "Tự chấm")
    number = lambda text: Decimal(str(text).replace(",", "."))  # noqa: E731 - points as typed and as printed
    own = [number(score["self_points"]) for score in scores["criteria"]]
    assert [number(row[3]) for row in rows[:3]] == own
    assert [row[3] for row in rows[3:5]] == ["+1,00", "-0,50"]
    total = sum(own) + number(scores["bonus"]) - number(scores["penalty"])
    assert number(rows[-1][3]) == total == Decimal("95.75")
    assert number(rows[-1][2]) == sum(number(row[2]) for row in rows[:3]) == 100
    *parts, whole = table_with(document, "Nội dung", "Năm 2025", "Năm 2026")
    for row in [*parts, whole]:
        assert number(row[3]) == number(row[2]) - number(row[1])
    for column in (1, 2, 3):
        assert number(whole[column]) == sum(number(row[column]) for row in parts)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "dự kiến xếp loại: Hoàn thành xuất sắc" in text
    assert "tạm tính" not in text
