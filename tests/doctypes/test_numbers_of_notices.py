"""The numbers of every sample of a notice, worked out once more from what was typed and held against the .docx."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.doctypes.samples import (
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

GRADES = {
    "hoan_thanh_xuat_sac": "Hoàn thành xuất sắc",
    "hoan_thanh_tot": "Hoàn thành tốt",
    "hoan_thanh": "Hoàn thành",
    "khong_hoan_thanh": "Không hoàn thành",
}
KEYS = list(GRADES)
THRESHOLDS = (
    ("hoan_thanh_xuat_sac", 90),
    ("hoan_thanh_tot", 80),
    ("hoan_thanh", 65),
    ("khong_hoan_thanh", 0),
)


def graded_units(content):
    """(group, name, grade key, assessed, self) of each assessed unit; a grade that was not decided comes from the points."""
    for group in content["groups"]:
        for unit in group["units"]:
            if "not_assessed" not in unit:
                assessed = Decimal(unit["assessed_points"].replace(",", "."))
                by_points = next(key for key, least in THRESHOLDS if assessed >= least)
                own = Decimal(unit["self_points"].replace(",", "."))
                yield group["title"], unit["name"], unit.get("grade", by_points), assessed, own


OF_GRADES = [
    sample for sample in of_slug("thong_bao_ket_qua") if envelope(sample)["content"]["variant"] == "grades"
]


@pytest.mark.parametrize(**named(OF_GRADES))
def test_a_notice_ranks_each_group_and_counts_its_grades(sample):
    document, content = opened(sample), envelope(sample)["content"]
    units = list(graded_units(content))
    rows = [row for row in table_with(document, "TT", "Đơn vị") if row[0].isdigit()]
    shown = {row[1]: row for row in rows}
    for title, name, grade, assessed, own in units:
        better = [
            other
            for other in units
            if other[0] == title and (KEYS.index(other[2]), -other[3]) < (KEYS.index(grade), -assessed)
        ]
        difference = f"{assessed - own:+.2f}".replace(".", ",").replace("+0,00", "0,00")
        assert (shown[name][5], shown[name][6], shown[name][7]) == (
            difference,
            GRADES[grade],
            str(1 + len(better)),
        )
    for group in content["groups"]:
        names = [unit["name"] for unit in group["units"]]
        assert [row[0] for row in rows if row[1] in names] == [str(n) for n in range(1, len(names) + 1)]
        left_out = [unit["name"] for unit in group["units"] if "not_assessed" in unit]
        in_order = [row[1] for row in rows if row[1] in names]
        assert in_order[len(in_order) - len(left_out) :] == left_out
    check_shares(
        table_with(document, "TT", "Xếp loại"), Counter(GRADES[unit[2]] for unit in units), len(units)
    )
    points = [unit[3] for unit in units]
    mean = (sum(points) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words, value in (("cao nhất", max(points)), ("thấp nhất", min(points)), ("trung bình", mean)):
        assert f"Điểm {words}: {value:.2f} điểm".replace(".", ",", 1) in text
    assert f"có {len(units):02d} đơn vị" in text or f"trong đó {len(units):02d} đơn vị" in text


@pytest.mark.parametrize(**named(OF_GRADES))
def test_a_notice_tells_for_each_criterion_how_many_lost_points(sample):
    losses = [
        (loss["criterion"], unit["name"], Decimal(loss["points"].replace(",", ".")))
        for group in envelope(sample)["content"]["groups"]
        for unit in group["units"]
        for loss in unit.get("losses", ())
    ]
    lines = [
        paragraph.text for paragraph in opened(sample).paragraphs if " đơn vị bị trừ điểm (" in paragraph.text
    ]
    expected = {
        criterion: (
            len({name for one, name, _ in losses if one == criterion}),
            sum(points for one, _, points in losses if one == criterion),
        )
        for criterion, _, _ in losses
    }
    assert len(lines) == len(expected)
    found = [
        re.match(r"- (.+): (\d+) đơn vị bị trừ điểm \(tổng cộng ([\d,]+) điểm\)", line).groups()
        for line in lines
    ]
    assert {
        name: (int(units), Decimal(points.replace(",", "."))) for name, units, points in found
    } == expected
    assert [int(units) for _, units, _ in found] == sorted(
        (units for units, _ in expected.values()), reverse=True
    )


@pytest.mark.parametrize(**named(OF_GRADES))
def test_up_to_twenty_units_stand_in_the_text_and_more_in_an_appendix(sample):
    number = sum(len(group["units"]) for group in envelope(sample)["content"]["groups"])
    assert len(opened(sample).sections) == (1 if number <= 20 else 2)


OF_TASKS = [
    sample
    for sample in of_slug("thong_bao_ket_qua")
    if envelope(sample)["content"]["variant"] == "task_results"
]


@pytest.mark.parametrize(**named(OF_TASKS))
def test_a_notice_counts_the_tasks_of_the_bodies(sample):
    whole, document = envelope(sample), opened(sample)
    due = dict(deadlines(whole["sources"]["plan"]))
    last = day(whole["content"].get("as_of", "14/6/2025"))
    results = whole["content"]["task_results"]
    states = [state_of(due[result["task"]], result, last) for result in results]
    check_shares(table_with(document, "TT", "Trạng thái"), Counter(states), len(states))
    heads, *bodies, total = table_with(document, "TT", "Cơ quan, đơn vị", "Tổng số")
    number = lambda cell: 0 if cell == "-" else int(cell)  # noqa: E731 - counts as printed
    for row in [*bodies, total]:
        assert number(row[2]) == sum(map(number, row[3:10]))
    for column in range(2, 10):
        assert number(total[column]) == sum(number(row[column]) for row in bodies)
    assert number(total[2]) == len(results)
    counted = {
        words.removeprefix("Thường xuyên, ").lower(): count for words, count in Counter(states).items()
    }
    shown = {head.lower(): number(cell) for head, cell in zip(heads[3:10], total[3:10], strict=True)}
    assert {head: count for head, count in shown.items() if count} == counted
    rows = table_with(document, "TT", "Cơ quan", "Nhiệm vụ")
    assert [row[4].rpartition("(")[2].rstrip(")") for row in rows] == [s[0].lower() + s[1:] for s in states]
    left = [
        state for state in states if state in {"Quá hạn chưa hoàn thành", "Thường xuyên, chưa có minh chứng"}
    ]
    dashes = [
        p.text
        for p in document.paragraphs
        if p.text.startswith("- ") and p.text[-3:] in {"g).", "h).", "g);", "h);"}
    ]
    assert len(dashes) == len(left)


def test_a_notice_to_one_unit_names_it_and_sums_its_points():
    sample = ("thong_bao_ket_qua", "one_unit")
    document, content = opened(sample), envelope(sample)["content"]
    assert content["unit_result"]["name"] in envelope(sample)["subject"]
    *rows, total = table_with(document, "TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định")
    number = lambda text: Decimal(text.replace(",", "."))  # noqa: E731 - points as printed
    for column in (2, 3, 4, 5):
        assert number(total[column]) == sum(number(row[column]) for row in rows)
    for row in [*rows, total]:
        assert number(row[5]) == number(row[4]) - number(row[3])
