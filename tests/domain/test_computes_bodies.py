import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import reference
from service.domain.computes_bodies import body_task_results, first_recipients, requirement_rows
from service.domain.task_states import TaskState

PLAN = {
    "criteria": [
        {
            "title": "X",
            "lead": ["Phòng Nội vụ"],
            "tasks": [
                {"label": "a", "content": ["Ban hành quy chế"], "deadline": {"by": "31/3/2025"}},
                {"label": "b", "content": ["Niêm yết"], "deadline": {"ongoing": True}},
                {"label": "c", "content": ["Đối thoại"], "deadline": {"by": "30/9/2025"}},
            ],
        }
    ]
}
TASKS = {"criteria": "plan.criteria", "results": "results", "period": "period", "as_of": "as_of"}


def task_table(document, *results, **more):
    root = {"plan": PLAN, "results": list(results), "period": {"kind": "six_months", "year": 2025}, **more}
    return body_task_results(document(root), **TASKS)


def test_the_tasks_of_the_bodies_are_counted_by_state_and_by_body(document):
    table = task_table(
        document,
        {"task": "a", "body": "Văn phòng", "result": "Đã ký", "done_on": "25/3/2025", "evidence": "Quy chế"},
        {"task": "b", "result": "Đủ"},
        {"task": "c", "body": "Văn phòng", "result": "Dự thảo", "started": False},
        {"task": "a", "result": "Chưa", "cause": "Chờ"},
    )
    assert (table["total"], table["as_of"]) == ("04", "14/6/2025")
    assert [row["body"] for row in table["rows"]] == [
        "Văn phòng",
        "Phòng Nội vụ",
        "Văn phòng",
        "Phòng Nội vụ",
    ]
    counts = ("total", "done_in_time", "done_late", "overdue", "not_due", "unevidenced")
    assert [(row["body"], *(row[name] for name in counts)) for row in table["bodies"]] == [
        ("Văn phòng", "02", "01", "-", "-", "01", "-"),
        ("Phòng Nội vụ", "02", "-", "-", "01", "-", "01"),
    ]
    assert [(row["title"], row["state"]) for row in table["to_make_good"]] == [
        ("Niêm yết", "Thường xuyên, chưa có minh chứng"),
        ("Ban hành quy chế", "Quá hạn chưa hoàn thành"),
    ]


def test_two_bodies_with_the_same_task_have_each_their_own_state(document):
    table = task_table(
        document,
        {"task": "a", "body": "A", "result": "x", "done_on": "01/3/2025"},
        {"task": "a", "body": "B", "result": "x", "done_on": "01/4/2025"},
    )
    assert [row["state"] for row in table["rows"]] == ["Hoàn thành đúng hạn", "Hoàn thành quá hạn"]


def test_the_tasks_that_are_reported_are_told_beside_those_of_the_plan(document):
    some = task_table(
        document, {"task": "a", "body": "A", "result": "x"}, {"task": "a", "body": "B", "result": "x"}
    )
    assert (some["planned"], some["tasks"], some["is_shared"]) == ("03", "01", True)
    whole = task_table(document, *({"task": label, "result": "x"} for label in "abc"))
    assert (whole["planned"], whole["tasks"], whole["is_shared"]) == ("03", "", False)


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (None, ""),
        ({"before": "15/02/2025"}, " trước ngày 15/02/2025"),
        ({"by": "31/3/2025", "note": "nếu có"}, " chậm nhất ngày 31/3/2025, nếu có"),
        ({"quarters": ["III/2025"]}, " trong quý III năm 2025"),
        ({"months": ["6/2025"]}, " trong tháng 6/2025"),
        ({"ongoing": True}, ", thực hiện thường xuyên"),
        ({"note": "Sau khi có hướng dẫn"}, ", sau khi có hướng dẫn"),
    ],
)
def test_a_deadline_joins_what_is_required(document, deadline, words):
    row = {"content": "Phòng A báo cáo", "deadline": deadline} if deadline else {"content": "Phòng A báo cáo"}
    source = document({"requirements": [row]})
    source.converted["requirements"][0].setdefault("deadline", "")
    assert requirement_rows(source, requirements="requirements") == [
        {"content": "Phòng A báo cáo", "deadline": words}
    ]


def test_the_body_that_a_document_is_about_is_the_first_recipient(document):
    assert first_recipients(document({"unit": {"name": "Phòng Kinh tế"}}), name="unit.name") == [
        "Phòng Kinh tế"
    ]
    assert first_recipients(document({}), name="unit.name") == []


def test_the_day_of_the_figures_may_be_typed(document):
    done = {"task": "a", "result": "x", "done_on": "20/3/2025"}
    assert task_table(document, done, as_of="19/3/2025")["rows"][0]["state"] == "Đang thực hiện trong hạn"
    assert task_table(document, done)["rows"][0]["state"] == "Hoàn thành đúng hạn"


def test_the_last_day_is_that_of_the_office(document):
    office = reference.office("ubnd-21484")
    root = {"plan": PLAN, "results": [{"task": "a", "result": "x"}], "period": {"kind": "year", "year": 2026}}
    assert body_task_results(document(root, office=office), **TASKS)["as_of"] == "14/12/2026"


def test_without_results_there_is_no_table_of_tasks(document):
    assert body_task_results(document({"plan": PLAN}), **TASKS) is None


def number(cell):
    return 0 if cell == "-" else int(cell)


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["Phòng A", "Phòng B", None]),
        st.fixed_dictionaries(
            {"result": st.just("x")},
            optional={
                "done_on": st.sampled_from(["01/3/2025", "05/4/2025", "01/12/2025"]),
                "started": st.booleans(),
                "evidence": st.just("P"),
            },
        ),
    ),
    min_size=1,
    max_size=40,
)


@given(REPORTS)
def test_the_counts_of_the_bodies_add_up_each_and_together(document, reports):
    results = [{"task": task, **({"body": body} if body else {}), **report} for task, body, report in reports]
    table = task_table(document, *results)
    parts = [state.value for state in TaskState]
    for row in [*table["bodies"], table["all_bodies"]]:
        assert int(row["total"]) == sum(number(row[name]) for name in parts)
    for name in ("total", *parts):
        assert number(table["all_bodies"][name]) == sum(number(row[name]) for row in table["bodies"])
    assert int(table["total"]) == len(reports) == sum(int(row["count"]) for row in table["states"])
    left = number(table["all_bodies"]["overdue"]) + number(table["all_bodies"]["unevidenced"])
    assert len(table["to_make_good"]) == left
