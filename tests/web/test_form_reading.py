from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.web.form_building import FormBuilder, FormSchema
from service.web.form_context import FormContext
from service.web.form_editing import edit, fill, is_edit
from service.web.form_fields import every, leaves
from service.web.form_reading import FormReading, Tree, tree_of, understood_texts

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "subject": {"type": "string", "x-text": "lines"},
        "month": {"type": ["string", "null"], "x-format": "month"},
        "score": {"type": ["number", "string"], "x-format": "points"},
        "share": {"type": "number"},
        "year": {"type": "integer"},
        "urgent": {"type": "boolean"},
        "started": {"type": "boolean", "default": True},
        "way": {"enum": ["text", "both"], "x-display": {"text": "Trong lời văn"}},
        "evidence": {"type": "array", "items": {"type": "string"}},
        "bases": {"type": "array", "items": {"type": "string", "x-label-of": "citation"}},
        "approval": {"type": "string", "x-label-of": "citation"},
        "lead": {"type": "array", "x-format": "agencies", "items": {"$ref": "#/$defs/agency"}},
        "body": {"$ref": "#/$defs/agency"},
        "extra": {"type": "object"},
        "budget": {"type": "object", "properties": {"intro": {"type": "string"}}},
        "criteria": {"type": "array", "items": {"$ref": "#/$defs/criterion"}},
    },
    "$defs": {
        "agency": {"x-format": "agency"},
        "deadline": {
            "type": "object",
            "x-format": "deadline",
            "properties": {
                "ongoing": {"title": "Thường xuyên", "type": "boolean"},
                "by": {"title": "Chậm nhất ngày", "type": "string"},
                "before": {"title": "Trước ngày", "type": "string"},
                "quarters": {"title": "Quý", "type": "array", "items": {"type": "string"}},
                "note": {"title": "Ghi chú", "type": "string"},
            },
        },
        "task": {
            "type": "object",
            "properties": {
                "label": {"type": "string", "x-label": "task"},
                "content": {"title": "Nội dung", "type": "string"},
                "deadline": {"$ref": "#/$defs/deadline"},
            },
        },
        "criterion": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": {"title": "Tên", "type": "string"},
                "tasks": {"type": "array", "items": {"$ref": "#/$defs/task"}},
            },
        },
    },
}
WHOLE = {
    "subject": "Dòng một\nDòng hai",
    "month": None,
    "score": "90,50",
    "share": Decimal("0.25"),
    "year": 2025,
    "urgent": True,
    "started": False,
    "way": "both",
    "evidence": ["Biên bản", "Ảnh chụp"],
    "bases": ["qd_1", "qd_2"],
    "approval": "qd_unknown",
    "lead": [
        {"role": "noi_vu", "note": "chủ trì"},
        "Công an huyện",
        {"name": "Thanh tra", "note": "phối hợp"},
        {"role": "unknown_role"},
    ],
    "body": {"role": "noi_vu"},
    "extra": {"plan": {"code": "05/KH-UBND", "year": 2025, "parts": ["a", "b"]}},
    "budget": {"intro": "Từ ngân sách"},
    "criteria": [
        {
            "title": "Một",
            "tasks": [
                {"label": "viec", "content": "Việc 1.1", "deadline": {"by": "31/10/2025"}},
                {"content": "Việc 1.2", "deadline": {"by": "31/11/2025", "note": "ngày không có trong lịch"}},
                {"deadline": {"ongoing": True, "quarters": ["II/2025", "III/2025"], "note": "nếu có"}},
            ],
        },
        {"title": "Hai"},
    ],
}
CONTEXT = FormContext(
    {"noi_vu": "Phòng Nội vụ"}, {"citation": {"qd_1": "Quyết định 1", "qd_2": ""}}, date(2025, 2, 5)
)


def form_of(value: dict[str, Any]) -> Any:
    return FormBuilder(FormSchema(SCHEMA), CONTEXT).build(SCHEMA, value, "")


def posted(value: dict[str, Any]) -> list[tuple[str, str]]:
    """What a browser sends for the form of a value: each input; a box only when it is ticked."""
    pairs = [(leaf.path, leaf.value.replace("\n", "\r\n"), leaf.kind) for leaf in leaves(form_of(value))]
    return [(path, text) for path, text, kind in pairs if kind not in {"checkbox", "switch"} or text]


def read(tree: Tree, *, keep_blank: bool = False) -> dict[str, Any]:
    return FormReading(SCHEMA, keep_blank=keep_blank).envelope(tree)


def test_what_the_form_shows_comes_back_as_the_same_values() -> None:
    assert read(tree_of(posted(WHOLE))) == WHOLE


def test_an_empty_form_is_an_empty_envelope() -> None:
    assert read(tree_of(posted({}))) == {}


def test_names_outside_of_the_schema_are_left_out() -> None:
    pairs = [("subject", "x"), ("csrf", "t"), ("__class__.x", "1"), ("criteria[0].secret", "1"), ("[", "1")]
    assert read(tree_of(pairs)) == {"subject": "x"}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("criteria[n1].title", "b"), ("criteria[0].title", "a")], ["b", "a"]),
        ([("criteria[5].title", "a"), ("criteria[7].title", ""), ("criteria[9].title", "b")], ["a", "b"]),
    ],
    ids=["order of the page, not of the brackets", "empty items fall out"],
)
def test_items_keep_the_order_of_the_page(pairs: list[tuple[str, str]], expected: list[str]) -> None:
    assert [item["title"] for item in read(tree_of(pairs))["criteria"]] == expected


def test_what_is_no_number_stays_text_for_the_schema_to_refuse() -> None:
    tree = tree_of([("year", "hai nghìn"), ("share", "1/2"), ("extra", "a: [b")])
    assert read(tree) == {"year": "hai nghìn", "share": "1/2", "extra": "a: [b"}


def test_what_cannot_be_read_stays_as_it_was_typed_and_says_where_and_why() -> None:
    reading = FormReading(SCHEMA)
    pairs = [("month.$main", "tháng hai"), ("criteria[3].tasks[0].deadline.$main", "quý II")]
    values = reading.envelope(tree_of(pairs))
    assert values == {"month": "tháng hai", "criteria": [{"tasks": [{"deadline": "quý II"}]}]}
    assert [(fault.path, fault.code) for fault in reading.faults] == [
        ("month", "month_unreadable"),
        ("criteria[0].tasks[0].deadline", "deadline_without_year"),
    ]
    shown = {field.path: field.value for field in every(form_of(values))}
    assert shown["month.$main"] == "tháng hai"
    assert shown["criteria[0].tasks[0].deadline.$main"] == "quý II"


@pytest.mark.parametrize(
    ("posted_month", "value"),
    [({"$main": "02/2026"}, "2026-02"), ({"$main": "tháng 3 năm 2026"}, "2026-03"), ({"$main": "", "$blank": "true"}, None)],
)  # fmt: skip
def test_a_month_is_typed_as_staff_write_it_or_left_blank_by_a_box(posted_month: Tree, value: Any) -> None:
    assert read({"month": posted_month}) == {"month": value}


def test_the_parts_of_a_deadline_come_on_top_of_its_words() -> None:
    tree = tree_of(
        [
            ("criteria[0].tasks[0].deadline.$main", "Thường xuyên"),
            ("criteria[0].tasks[0].deadline.note", "nếu có"),
        ]
    )
    assert read(tree)["criteria"][0]["tasks"][0]["deadline"] == {"ongoing": True, "note": "nếu có"}


def test_deadlines_of_a_file_that_was_kept_half_filled_are_read() -> None:
    value = {
        "criteria": [{"tasks": [{"deadline": "trước 01/11/2025"}, {"deadline": "quý II"}, {"deadline": {}}]}]
    }
    tasks = understood_texts(SCHEMA, value, SCHEMA)["criteria"][0]["tasks"]
    assert [task["deadline"] for task in tasks] == [{"before": "01/11/2025"}, "quý II", {}]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("add:criteria", ["Một", "Hai", None]),
        ("remove:criteria[0]", ["Hai"]),
        ("down:criteria[0]", ["Hai", "Một"]),
        ("up:criteria[1]", ["Hai", "Một"]),
        ("up:criteria[0]", ["Một", "Hai"]),
        ("remove:criteria[9]", ["Một", "Hai"]),
        ("remove:", ["Một", "Hai"]),
        ("up:nothing.here[0]", ["Một", "Hai"]),
        ("undo:", ["Một", "Hai"]),
    ],
)
def test_the_buttons_of_a_list_work_without_javascript(action: str, expected: list[str | None]) -> None:
    tree = tree_of(posted(WHOLE))
    assert is_edit(action)
    edit(tree, action)
    assert [item.get("title") for item in read(tree, keep_blank=True)["criteria"]] == expected


@pytest.mark.parametrize("path", ["criteria[0]", "criteria[0].tasks[1]", "bases[0]", "lead[3]"])
def test_what_was_removed_is_put_back_where_it_was(path: str) -> None:
    tree = tree_of(posted(WHOLE))
    removed = edit(tree, f"remove:{path}")
    assert removed is not None
    assert read(tree) != WHOLE
    tree["$removed"] = removed.carried()
    edit(tree, "undo:")
    assert read(tree) == WHOLE


@pytest.mark.parametrize(
    "carried", ["", "[", "[1,2]", '["criteria[0]", "x", {}]', "[[],0,{}]", "[" * 100_000]
)
def test_a_carried_item_that_is_not_ours_breaks_nothing(carried: str) -> None:
    tree = {**tree_of(posted(WHOLE)), "$removed": carried}
    edit(tree, "undo:")
    assert read(tree)["subject"] == WHOLE["subject"]


def test_an_item_can_be_added_inside_of_a_list_that_is_not_there_yet() -> None:
    tree = tree_of(posted({"criteria": [{"title": "Một"}]}))
    edit(tree, "add:criteria[0].tasks")
    assert read(tree, keep_blank=True)["criteria"] == [{"title": "Một", "tasks": [{}]}]


def test_adding_after_removing_takes_no_items_place() -> None:
    tree = tree_of([])
    for action in ("add:criteria", "add:criteria", "remove:criteria[+0]", "add:criteria"):
        edit(tree, action)
    assert len(read(tree, keep_blank=True)["criteria"]) == 2


def test_a_list_is_filled_with_what_it_has_not_yet() -> None:
    tree = tree_of([("results[0].task", "b"), ("results[0].result", "Đã xong")])
    fill(tree, "results", "task", ["a", "b", "c"])
    assert list(tree["results"].values()) == [
        {"task": "b", "result": "Đã xong"},
        {"task": "a"},
        {"task": "c"},
    ]


def test_names_that_are_too_long_to_be_ours_are_passed_over() -> None:
    assert tree_of([("[" * 3_000_000, "x"), ("subject", "y")]) == {"subject": "y"}
    assert not is_edit("remove:" + "[" * 3_000_000)


def test_other_buttons_are_no_edits() -> None:
    assert not any(is_edit(action) for action in ("signature", "specimen", "", "save:criteria"))


def test_fields_say_what_staff_need_and_no_codes() -> None:
    fields = {field.path: field for field in every(form_of(WHOLE))}
    assert ("noi_vu", "Phòng Nội vụ") in fields["lead[0].$main"].options
    assert ("unknown_role", "unknown role (cơ quan này không có)") in fields["lead[3].$main"].options
    assert ("qd_1", "Quyết định 1") in fields["bases[0]"].options
    assert ("qd_unknown", "qd_unknown (không có trong danh sách)") in fields["approval"].options
    assert ("text", "Trong lời văn") in fields["way"].options
    assert fields["score"].help == "Ghi như 90,50."
    assert fields["criteria"].item_word == "mục"
    assert fields["criteria[0].tasks[0].label"].is_extra
    assert fields["criteria[0].tasks[0].deadline"].note == "Hiểu là: chậm nhất ngày 31/10/2025."
    assert fields["criteria[0].tasks[1].deadline"].extras_open
    assert not fields["criteria[0].tasks[0].deadline"].extras_open


def test_very_many_labels_are_suggested_and_not_listed() -> None:
    many = {"citation": {f"qd_{number}": "Quyết định" for number in range(500)}}
    form = FormBuilder(FormSchema(SCHEMA), FormContext({}, many)).build(SCHEMA, {"approval": "qd_3"}, "")
    approval = next(field for field in every(form) if field.path == "approval")
    assert (approval.kind, approval.value, approval.note, approval.options) == (
        "suggested",
        "qd_3",
        "Quyết định",
        (),
    )
