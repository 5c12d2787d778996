from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import reference
from service.domain.computes_results import (
    NOT_REPORTED,
    carried_over,
    evidence_rows,
    next_period,
    period_name,
    result_overview,
    result_rows,
    results_by_criterion,
    target_results,
    with_unit,
)
from service.domain.dates import short_date
from service.domain.task_states import TaskState

PATHS = {"criteria": "plan.criteria", "results": "results"}
OF_PERIOD = {**PATHS, "period": "period"}


def root(**more):
    return {
        "plan": {
            "criterion_word": "Tiêu chí",
            "criteria": [
                {
                    "title": "Quán triệt",
                    "lead": ["Phòng Nội vụ"],
                    "deadline": {"by": "31/3/2025"},
                    "tasks": [
                        {"label": "a", "content": ["Quán triệt"]},
                        {"label": "b", "content": ["Phân công"]},
                    ],
                },
                {
                    "title": "Cải cách",
                    "tasks": [
                        {"label": "c", "content": ["Niêm yết"], "deadline": {"ongoing": True}},
                        {"label": "d", "content": ["Đối thoại"], "deadline": {"by": "30/9/2025"}},
                    ],
                },
            ],
        },
        "period": {"kind": "six_months", "year": 2025},
        "results": [
            {
                "task": "a",
                "result": ["Đã xong.", "Có 02 hội nghị."],
                "done_on": "01/3/2025",
                "evidence": ["P1", "P2"],
            },
            {"task": "b", "result": ["Chậm."], "done_on": "02/4/2025", "cause": "Chờ nhân sự"},
            {
                "task": "c",
                "result": ["Đủ."],
                "evidence": ["P3"],
                "figures": [
                    {"content": "Thủ tục", "figure": "412", "unit": "thủ tục"},
                    {"content": "Trễ hẹn", "figure": "0,6", "unit": "%"},
                ],
            },
        ],
        **more,
    }


def test_the_overview_counts_all_tasks_of_the_plan(document):
    overview = result_overview(document(root()), **OF_PERIOD)
    assert (overview["total"], overview["start"], overview["end"]) == ("04", "15/12/2024", "14/6/2025")
    assert [(row["state"], row["count"], row["share"]) for row in overview["rows"]] == [
        ("Hoàn thành đúng hạn", "01", "25,00"),
        ("Hoàn thành quá hạn", "01", "25,00"),
        ("Chưa đến hạn", "01", "25,00"),
        ("Thường xuyên, đã có minh chứng", "01", "25,00"),
    ]
    assert overview["is_rounded"] is False


def test_periods_are_named(document):
    source = document(root())
    assert period_name(source, period="period") == "6 tháng đầu năm 2025"
    assert next_period(source, period="period") == "6 tháng cuối năm 2025"


def test_by_criterion_stands_result_figures_state_evidence_and_cause(document):
    first, second = results_by_criterion(document(root()), **OF_PERIOD, word="plan.criterion_word")
    assert (first["title"], second["title"]) == ("Tiêu chí 1: Quán triệt", "Tiêu chí 2: Cải cách")
    assert [task["evidence"] for task in first["tasks"] + second["tasks"]] == ["1, 2", "", "3", ""]
    assert first["tasks"][0]["result"] == ["Đã xong.", "Có 02 hội nghị."]
    assert first["tasks"][1] == {
        "title": "Phân công",
        "result": ["Chậm."],
        "figures": "",
        "state": "Hoàn thành quá hạn",
        "evidence": "",
        "cause": "Chờ nhân sự",
    }
    assert second["tasks"][0]["figures"] == "thủ tục 412 thủ tục; trễ hẹn 0,6%"
    assert second["tasks"][1]["result"] == [NOT_REPORTED]


def test_a_plan_that_does_not_call_its_groups_prints_their_titles_alone(document):
    groups = results_by_criterion(document(root()), **OF_PERIOD)
    assert [group["title"] for group in groups] == ["Quán triệt", "Cải cách"]


def test_the_table_of_results_heads_each_criterion(document):
    rows = result_rows(document(root()), **OF_PERIOD, word="plan.criterion_word")
    assert [(row["is_group"], row["number"]) for row in rows] == [
        (True, "I"),
        (False, "1"),
        (False, "2"),
        (True, "II"),
        (False, "1"),
        (False, "2"),
    ]
    assert rows[1] == {
        "is_group": False,
        "number": "1",
        "title": "Quán triệt",
        "lead": "Phòng Nội vụ",
        "deadline": "chậm nhất ngày 31/3/2025",
        "result": "Đã xong.\nCó 02 hội nghị.",
        "state": "Hoàn thành đúng hạn",
    }
    assert set(rows[0]) == set(rows[1])


def test_evidence_is_numbered_through_and_a_criterion_without_any_is_left_out(document):
    results = [{"task": "d", "result": ["x"], "evidence": ["P9"]}]
    rows = evidence_rows(document(root(results=results)), **PATHS)
    assert [(row["is_group"], row["number"], row["title"]) for row in rows] == [
        (True, "II", "Cải cách"),
        (False, "1", "P9"),
    ]
    rows = evidence_rows(document(root()), **PATHS)
    assert [row["number"] for row in rows if not row["is_group"]] == ["1", "2", "3"]
    assert rows[1] == {"is_group": False, "number": "1", "title": "P1", "task": "Quán triệt"}


@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_the_text_names_the_papers_by_the_numbers_that_the_list_gives_them(document, counts):
    results = [
        {
            "task": label,
            "result": ["x"],
            **({"evidence": [f"{label}{i}" for i in range(count)]} if count else {}),
        }
        for label, count in zip("abcd", counts, strict=True)
    ]
    source = document(root(results=results))
    listed = {
        row["title"]: int(row["number"]) for row in evidence_rows(source, **PATHS) if not row["is_group"]
    }
    tasks = [task for group in results_by_criterion(source, **OF_PERIOD) for task in group["tasks"]]
    for label, count, task in zip("abcd", counts, tasks, strict=True):
        numbers = [listed[f"{label}{i}"] for i in range(count)]
        named = task["evidence"].replace(" đến ", ", ").split(", ") if task["evidence"] else []
        assert [int(name) for name in named] == (numbers if count < 3 else [numbers[0], numbers[-1]])


def test_unfinished_tasks_go_on_by_label_where_that_is_wanted(document):
    found = directed(document, carry_over=True)
    assert found["rows"] == [
        {"title": "Đối thoại", "deadline": "chậm nhất ngày 30/9/2025", "state": "Chưa đến hạn"}
    ]
    assert directed(document, carry_over=False) is None
    assert carried_over(document(root()), **OF_PERIOD, directions="directions") is None


def directed(document, **directions):
    return carried_over(document(root(directions=directions)), **OF_PERIOD, directions="directions")


@pytest.mark.parametrize(("tasks", "number"), [(0, ""), (1, ""), (2, "3."), (9, "10.")])
def test_what_goes_on_is_numbered_after_the_tasks_before_it(document, tasks, number):
    assert directed(document, carry_over=True, tasks=[{"content": ["x"]}] * tasks)["number"] == number


def test_targets_stand_against_their_results_in_the_order_of_the_plan(document):
    plan = {
        "targets": [
            {"label": "x", "content": "Hồ sơ đúng hạn đạt từ", "figure": "98,5", "unit": "%"},
            {"label": "y", "content": "Không báo cáo"},
            {"label": "z", "content": "Số người bị kỷ luật:", "figure": "0", "unit": "trường hợp"},
            {"label": "w", "content": "Tổng điểm", "link": "đạt từ", "figure": "95", "unit": "điểm trở lên"},
        ]
    }
    results = [
        {"target": "z", "figure": "0", "result": "Đạt"},
        {"target": "x", "figure": "98,9", "result": "Vượt"},
        {"target": "w", "figure": "95,75", "result": "Đạt"},
    ]
    rows = target_results(document({"plan": plan, "done": results}), targets="plan.targets", results="done")
    assert rows == [
        {"content": "Hồ sơ đúng hạn đạt từ", "target": "98,5%", "result": "98,9%", "comment": "Vượt"},
        {
            "content": "Số người bị kỷ luật",
            "target": "0 trường hợp",
            "result": "0 trường hợp",
            "comment": "Đạt",
        },
        {"content": "Tổng điểm", "target": "95 điểm trở lên", "result": "95,75 điểm", "comment": "Đạt"},
    ]
    assert target_results(document({"plan": plan}), targets="plan.targets", results="done") == []


def test_the_content_of_a_figure_keeps_the_capital_of_a_name(document):
    told = root()
    told["results"][2]["figures"] = [
        {"content": content, "figure": "126", "unit": "hồ sơ"}
        for content in ("Ba Tơ nhận", "Nhân dân đóng góp", "Phòng Kinh tế tiếp nhận", "Còn lại")
    ]
    _, second = results_by_criterion(document(told), **OF_PERIOD)
    assert second["tasks"][0]["figures"] == (
        "Ba Tơ nhận 126 hồ sơ; Nhân dân đóng góp 126 hồ sơ; Phòng Kinh tế tiếp nhận 126 hồ sơ; còn lại 126 hồ sơ"
    )


def test_a_figure_that_a_person_may_read_wrongly_keeps_its_unit():
    assert with_unit("95", "điểm trở lên") == "95 điểm trở lên"
    assert with_unit("70", "% điểm tối đa") == "70% điểm tối đa"


DAYS = st.dates(date(2024, 12, 1), date(2025, 12, 31)).map(short_date)
DEADLINES = st.one_of(
    st.just({"ongoing": True}), DAYS.map(lambda day: {"by": day}), DAYS.map(lambda day: {"before": day})
)
REPORTS = st.fixed_dictionaries(
    {"result": st.just(["x"])},
    optional={"done_on": DAYS, "started": st.booleans(), "evidence": st.just(["P"])},
)
TASKS = st.lists(st.tuples(DEADLINES, st.none() | REPORTS), min_size=1, max_size=30)


@given(TASKS, st.sampled_from(["six_months", "nine_months", "year"]))
def test_overview_tables_and_what_goes_on_agree_with_each_other(document, tasks, kind):
    labels = [f"t{position}" for position in range(len(tasks))]
    criteria = [
        {
            "title": "A",
            "tasks": [
                {"label": label, "content": [label], "deadline": deadline}
                for label, (deadline, _) in zip(labels, tasks, strict=True)
            ],
        }
    ]
    results = [
        {"task": label, **report}
        for label, (_, report) in zip(labels, tasks, strict=True)
        if report is not None
    ]
    source = document(
        {
            "plan": {"criteria": criteria},
            "results": results,
            "period": {"kind": kind, "year": 2025},
            "directions": {"carry_over": True},
        },
        office=reference.office("ubnd-huyen-ba-to"),
    )
    overview = result_overview(source, **OF_PERIOD)
    rows = [row for row in result_rows(source, **OF_PERIOD) if not row["is_group"]]
    assert int(overview["total"]) == len(rows) == len(tasks)
    assert sum(int(row["count"]) for row in overview["rows"]) == len(tasks)
    for counted in overview["rows"]:
        assert int(counted["count"]) == sum(row["state"] == counted["state"] for row in rows)
    going_on = {TaskState.IN_PROGRESS.words, TaskState.OVERDUE.words, TaskState.NOT_DUE.words}
    carried = carried_over(source, **OF_PERIOD, directions="directions") or {"rows": []}
    assert len(carried["rows"]) == sum(row["state"] in going_on for row in rows)


@pytest.mark.parametrize("days", [0, 1])
def test_the_last_day_of_the_figures_counts(document, days):
    end = date(2025, 6, 14) + timedelta(days=days)
    results = [{"task": "d", "result": ["x"], "done_on": short_date(end)}]
    rows = result_rows(document(root(results=results)), **OF_PERIOD)
    assert rows[-1]["state"] == ("Hoàn thành đúng hạn" if days == 0 else "Đang thực hiện trong hạn")
