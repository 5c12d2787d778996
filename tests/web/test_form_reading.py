from decimal import Decimal
from typing import Any

import pytest

from service.web.form_editing import edit, is_edit
from service.web.form_fields import FormBuilder, leaves
from service.web.form_reading import envelope_of, tree_of

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "subject": {"type": "string", "x-text": "lines"},
        "month": {"type": ["string", "null"]},
        "score": {"type": ["number", "string"], "x-format": "points"},
        "share": {"type": "number"},
        "year": {"type": "integer"},
        "urgent": {"type": "boolean"},
        "way": {"enum": ["text", "both"], "x-display": {"text": "Trong lời văn"}},
        "labels": {"type": "array", "items": {"type": "string"}},
        "lead": {"type": "array", "x-format": "agencies", "items": {"$ref": "#/$defs/agency"}},
        "sources": {"type": "object"},
        "budget": {"type": "object", "properties": {"intro": {"type": "string"}}},
        "criteria": {"type": "array", "items": {"$ref": "#/$defs/criterion"}},
    },
    "$defs": {
        "agency": {"x-format": "agency"},
        "task": {"type": "object", "properties": {"content": {"title": "Nội dung", "type": "string"}}},
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
    "way": "both",
    "labels": ["qd_1", "qd_2"],
    "lead": [
        {"role": "noi_vu", "note": "chủ trì"},
        "Công an huyện",
        {"name": "Thanh tra", "note": "phối hợp"},
    ],
    "sources": {"plan": {"code": "05/KH-UBND", "year": 2025, "parts": ["a", "b"]}},
    "budget": {"intro": "Từ ngân sách"},
    "criteria": [
        {"title": "Một", "tasks": [{"content": "Việc 1.1"}, {"content": "Việc 1.2"}]},
        {"title": "Hai"},
    ],
}


def posted(value: dict[str, Any]) -> list[tuple[str, str]]:
    """What a browser sends for the form of a value: each input; a box only when it is ticked."""
    form = FormBuilder(SCHEMA).build(SCHEMA, value, "")
    pairs = [(leaf.path, leaf.value.replace("\n", "\r\n"), leaf.kind) for leaf in leaves(form)]
    return [(path, text) for path, text, kind in pairs if kind != "checkbox" or text]


def test_what_the_form_shows_comes_back_as_the_same_values() -> None:
    assert envelope_of(tree_of(posted(WHOLE)), SCHEMA) == WHOLE


def test_an_empty_form_is_an_empty_envelope() -> None:
    assert envelope_of(tree_of(posted({})), SCHEMA) == {}


def test_names_outside_of_the_schema_are_left_out() -> None:
    pairs = [("subject", "x"), ("csrf", "t"), ("__class__.x", "1"), ("criteria[0].secret", "1"), ("[", "1")]
    assert envelope_of(tree_of(pairs), SCHEMA) == {"subject": "x"}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("criteria[n1].title", "b"), ("criteria[0].title", "a")], ["b", "a"]),
        ([("criteria[5].title", "a"), ("criteria[7].title", ""), ("criteria[9].title", "b")], ["a", "b"]),
    ],
    ids=["order of the page, not of the brackets", "empty items fall out"],
)
def test_items_keep_the_order_of_the_page(pairs: list[tuple[str, str]], expected: list[str]) -> None:
    read = envelope_of(tree_of(pairs), SCHEMA)
    assert [item["title"] for item in read["criteria"]] == expected


def test_what_is_no_number_stays_text_for_the_schema_to_refuse() -> None:
    read = envelope_of(tree_of([("year", "hai nghìn"), ("share", "1/2"), ("sources", "a: [b")]), SCHEMA)
    assert read == {"year": "hai nghìn", "share": "1/2", "sources": "a: [b"}


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
    ],
)
def test_the_buttons_of_a_list_work_without_javascript(action: str, expected: list[str | None]) -> None:
    tree = tree_of(posted(WHOLE))
    assert is_edit(action)
    edit(tree, action)
    read = envelope_of(tree, SCHEMA, keep_blank=True)
    assert [item.get("title") for item in read["criteria"]] == expected


def test_an_item_can_be_added_inside_of_a_list_that_is_not_there_yet() -> None:
    tree = tree_of(posted({"criteria": [{"title": "Một"}]}))
    edit(tree, "add:criteria[0].tasks")
    assert envelope_of(tree, SCHEMA, keep_blank=True)["criteria"] == [{"title": "Một", "tasks": [{}]}]


def test_names_that_are_too_long_to_be_ours_are_passed_over() -> None:
    assert tree_of([("[" * 3_000_000, "x"), ("subject", "y")]) == {"subject": "y"}
    assert not is_edit("remove:" + "[" * 3_000_000)


def test_other_buttons_are_no_edits() -> None:
    assert not any(is_edit(action) for action in ("signature", "specimen", "", "save:criteria"))
