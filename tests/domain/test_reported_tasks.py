from datetime import date

import pytest

from service import reference
from service.domain.emphasis import spans
from service.domain.reported_tasks import (
    closing_day,
    counted_days,
    joined_by,
    planned_tasks,
    reported_tasks,
)
from service.domain.task_states import TaskState

ROOT = {
    "plan": {
        "criteria": [
            {
                "title": "Quán triệt",
                "lead": ["Phòng Nội vụ"],
                "deadline": {"by": "31/3/2025"},
                "tasks": [
                    {"label": "a", "content": ["Quán triệt văn bản.", "Có biên bản."]},
                    {"content": ["Không nhãn"], "lead": ["Thanh tra huyện"], "deadline": {"ongoing": True}},
                ],
            }
        ]
    },
    "results": [{"task": "a", "result": ["Xong"], "done_on": "01/3/2025", "evidence": ["Biên bản"]}],
    "period": {"kind": "six_months", "year": 2025},
    "as_of": "10/6/2025",
}


def test_a_task_has_what_its_criterion_shares_where_it_has_no_own(document):
    first, second = planned_tasks(document(ROOT), "plan.criteria")
    assert (first.plan["lead"], first.plan["deadline"], first.label) == (
        "Phòng Nội vụ",
        "chậm nhất ngày 31/3/2025",
        "a",
    )
    assert (second.plan["lead"], second.plan["deadline"], second.label) == (
        "Thanh tra huyện",
        "Thường xuyên",
        "",
    )
    assert [(task.criterion, task.position) for task in (first, second)] == [(0, 0), (0, 1)]


def test_a_title_is_the_short_one_else_the_whole_text_on_one_line(document):
    first, _ = planned_tasks(document(ROOT), "plan.criteria")
    assert first.title == "Quán triệt văn bản. Có biên bản."
    short = {"plan": {"criteria": [{"title": "A", "tasks": [{"content": ["Dài"], "short_title": "Ngắn"}]}]}}
    assert next(planned_tasks(document(short), "plan.criteria")).title == "Ngắn"


def test_each_task_of_the_plan_meets_its_result_by_label(document):
    done, bare = reported_tasks(document(ROOT), "plan.criteria", "results", date(2025, 6, 14))
    assert (done.state, done.evidence) == (TaskState.DONE_IN_TIME, ["Biên bản"])
    assert (bare.state, bare.result, list(bare.evidence)) == (TaskState.UNEVIDENCED, None, [])


def test_a_document_without_results_still_has_the_tasks(document):
    root = {key: value for key, value in ROOT.items() if key != "results"}
    states = [
        task.state for task in reported_tasks(document(root), "plan.criteria", "results", date(2025, 6, 14))
    ]
    assert states == [TaskState.OVERDUE, TaskState.UNEVIDENCED]


@pytest.mark.parametrize(("as_of", "day"), [("as_of", date(2025, 6, 10)), ("", date(2025, 6, 14))])
def test_the_figures_close_on_the_typed_day_else_with_the_period(document, as_of, day):
    assert closing_day(document(ROOT), "period", as_of) == day


def test_the_days_that_count_are_those_of_the_office(document):
    office = reference.office("ubnd-21484")
    assert office.year_starts_on == (12, 15)
    assert counted_days(document(ROOT, office=office), "period") == (date(2024, 12, 15), date(2025, 6, 14))


def test_texts_that_are_put_together_keep_their_emphasis_and_nothing_else():
    found = spans(joined_by("; ", ["*một*", "hai", "**ba**"]))
    assert [(span.text, span.italic, span.bold) for span in found] == [
        ("một", True, False),
        ("; hai; ", False, False),
        ("ba", False, True),
    ]
    assert joined_by("; ", []) == ""
