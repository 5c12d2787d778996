import pytest

from service.domain.rules_tasks import long_task_has_short_title

ASKED = {"criteria": "criteria", "shown": "assignment_in", "choices": ["appendix", "both"], "limit": 20}
LONG = "Tổ chức 02 cuộc đối thoại với Nhân dân"


@pytest.mark.parametrize(
    ("task", "shown", "expected"),
    [
        ({"content": LONG}, "both", [("criteria[0].tasks[0].short_title", "short_title_missing")]),
        ({"content": LONG}, "text", []),
        ({"content": LONG, "short_title": "Đối thoại"}, "appendix", []),
        ({"content": "**Đối thoại 02 cuộc**"}, "appendix", []),
    ],
)
def test_a_long_task_in_a_table_wants_a_short_title(document, found, task, shown, expected):
    root = {"criteria": [{"title": "A", "tasks": [task]}], "assignment_in": shown}
    assert found(long_task_has_short_title(document(root), **ASKED)) == expected
