from decimal import Decimal

import pytest

from service.doctypes.schemas import bundled, title_at
from service.doctypes.shared import shared_facts
from service.doctypes.validating import InputValidator

SCHEMA = bundled(
    {
        "type": "object",
        "required": ["title"],
        "properties": {
            "title": {"title": "Tên", "type": "string", "minLength": 1, "maxLength": 10},
            "tasks": {
                "title": "Việc",
                "type": "array",
                "minItems": 1,
                "maxItems": 2,
                "items": {"$ref": "common.yaml#/$defs/task"},
            },
            "count": {"title": "Số", "type": "integer", "minimum": 1, "maximum": 5},
            "rate": {
                "title": "Tỷ lệ",
                "type": "number",
                "exclusiveMinimum": 0,
                "exclusiveMaximum": 1,
                "multipleOf": 0.25,
            },
            "choice": {
                "title": "Chọn",
                "type": "string",
                "enum": ["text", "table"],
                "x-display": {"text": "Chữ"},
            },
            "label": {"title": "Nhãn", "$ref": "common.yaml#/$defs/label"},
            "fixed": {"title": "Cố định", "const": 1},
            "unique": {
                "title": "Không lặp",
                "type": "array",
                "items": {"type": "string"},
                "uniqueItems": True,
            },
            "score": {"title": "Điểm chấm", "$ref": "common.yaml#/$defs/points"},
            "few": {
                "type": "object",
                "maxProperties": 1,
                "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
                "dependentRequired": {"a": ["b"]},
            },
        },
    },
    shared_facts().common,
)
VALIDATOR = InputValidator(SCHEMA, prefix="content")


def faults(**content):
    _, found = VALIDATOR.checked({"title": "x", **content})
    return {fault.path: fault for fault in found}


@pytest.mark.parametrize(
    ("content", "path", "code", "words"),
    [
        ({"title": ""}, "content.title", "too_short", ["“Tên”", "còn trống"]),
        ({"title": " \n "}, "content.title", "too_short", ["còn trống"]),
        ({"title": None}, "content.title", "wrong_type", ["còn trống"]),
        ({"title": "x" * 11}, "content.title", "too_long", ["11", "10", "Hãy rút gọn"]),
        ({"title": 5}, "content.title", "wrong_type", ["phải là chữ", "số nguyên"]),
        ({"title": [["qd_1"]]}, "content.title", "wrong_type", ["dấu nháy kép"]),
        ({"tasks": []}, "content.tasks", "too_few_items", ["ít nhất 1"]),
        ({"tasks": [{"content": "x"}] * 3}, "content.tasks", "too_many_items", ["3", "2"]),
        (
            {"tasks": [{}]},
            "content.tasks[0].content",
            "required",
            ["Thiếu “Nội dung nhiệm vụ” (Nhiệm vụ 1). Hãy điền"],
        ),
        (
            {"tasks": [{"content": "x", "contnt": "y"}]},
            "content.tasks[0].contnt",
            "unknown_field",
            ["“content”"],
        ),
        ({"tasks": [{"content": "x", "zzz": 1}]}, "content.tasks[0].zzz", "unknown_field", ["bỏ trường này"]),
        ({"Tên": 1}, "content.Tên", "unknown_field", ["“title”"]),
        (
            {"tasks": [{"content": "x", "lead": [5]}]},
            "content.tasks[0].lead[0]",
            "wrong_type",
            ["Tên cơ quan (chữ)"],
        ),
        (
            {"tasks": [{"content": "x", "lead": [{"rolle": "a"}]}]},
            "content.tasks[0].lead[0].rolle",
            "unknown_field",
            ["“role”"],
        ),
        (
            {"tasks": [{"content": "x", "lead": [{"role": "A"}]}]},
            "content.tasks[0].lead[0].role",
            "pattern",
            ["“Vai trò” (Nhiệm vụ 1, Cơ quan 1) ghi"],
        ),
        (
            {"tasks": [{"content": "x", "lead": [{"role": "a", "name": "b"}]}]},
            "content.tasks[0].lead[0].name",
            "unknown_field",
            ["một cách ghi"],
        ),
        (
            {"tasks": [{"content": "x", "deadline": {}}]},
            "content.tasks[0].deadline",
            "too_few_fields",
            ["chưa ghi gì"],
        ),
        (
            {"tasks": [{"content": "x", "deadline": "trước ngày 31/11/2026"}]},
            "content.tasks[0].deadline",
            "date_impossible",
            ["“Thời gian thực hiện” (Nhiệm vụ 1): Ngày “31/11/2026” không có trong lịch"],
        ),
        (
            {"tasks": [{"content": "x", "deadline": "tháng 2"}]},
            "content.tasks[0].deadline",
            "deadline_without_year",
            ["Tháng 2 chưa ghi năm"],
        ),
        (
            {"tasks": [{"content": "x", "deadline": "quý II/2026"}]},
            "content.tasks[0].deadline",
            "wrong_type",
            ["phải là bảng gồm các trường"],
        ),
        ({"count": 0}, "content.count", "number_too_small", ["từ 1 trở lên"]),
        ({"count": 6}, "content.count", "number_too_large", ["từ 5 trở xuống"]),
        ({"count": Decimal("1.5")}, "content.count", "wrong_type", ["số nguyên"]),
        ({"count": "3"}, "content.count", "wrong_type", ["số nguyên"]),
        ({"count": True}, "content.count", "wrong_type", ["true hoặc false"]),
        ({"rate": 0}, "content.rate", "number_too_small", ["lớn hơn 0"]),
        ({"rate": 1}, "content.rate", "number_too_large", ["nhỏ hơn 1"]),
        ({"rate": Decimal("0.3")}, "content.rate", "number_step", ["bội số"]),
        ({"choice": "txt"}, "content.choice", "not_in_list", ["text (Chữ), table", "“text”"]),
        ({"label": "Nhãn 1"}, "content.label", "pattern", ["“Nhãn 1”", "Chữ thường không dấu"]),
        ({"fixed": 2}, "content.fixed", "not_in_list", ["1"]),
        ({"unique": ["a", "a"]}, "content.unique", "items_repeated", ["hai lần"]),
        ({"few": {"a": "x"}}, "content.few.b", "required", ["Thiếu"]),
        ({"few": {"a": "x", "b": "y"}}, "content.few", "too_many_fields", ["2", "1"]),
        ({"score": True}, "content.score", "wrong_type", ["số hoặc chữ"]),
        ({"score": float("nan")}, "content.score", "number_not_finite", ["con số thật"]),
    ],
)
def test_each_fault_has_path_code_and_advice(content, path, code, words):
    found = faults(**content)
    assert found[path].code == code
    for word in words:
        assert word in found[path].message


def test_a_message_names_its_field_once_and_the_item_it_lies_in():
    found = faults(
        tasks=[{"content": "x"}, {"content": "", "deadline": {"on": 5}}], few={"a": "x"}, title="x" * 11
    )
    assert found["content.tasks[1].content"].message.startswith("“Nội dung nhiệm vụ” (Nhiệm vụ 2) còn trống.")
    assert found["content.tasks[1].deadline.on"].message.startswith("“Vào ngày” (Nhiệm vụ 2) phải là chữ.")
    assert found["content.title"].message.startswith("“Tên” dài 11 ký tự")
    assert all(fault.message.count(VALIDATOR_TITLES[path]) == 1 for path, fault in found.items())


VALIDATOR_TITLES = {
    "content.tasks[1].content": "Nội dung nhiệm vụ",
    "content.tasks[1].deadline.on": "Vào ngày",
    "content.few.b": "“b”",
    "content.title": "“Tên”",
}


def test_all_faults_come_at_once_and_once():
    found = faults(title="", tasks=[{}, {"content": "\x00", "extra": 1}], count=9)
    assert set(found) == {
        "content.title",
        "content.tasks[0].content",
        "content.tasks[1].content",
        "content.tasks[1].extra",
        "content.count",
    }
    assert found["content.tasks[1].content"].code == "character_forbidden"


def test_a_valid_and_clean_value_is_given_back_as_it_is():
    value = {"title": "Việc", "score": Decimal("90.50")}
    clean, found = VALIDATOR.checked(value)
    assert clean is value
    assert found == []


def test_a_valid_value_that_needs_cleaning_is_given_back_clean():
    clean, found = VALIDATOR.checked({"title": "Vie\u0302\u0323c"})
    assert clean == {"title": "Việc"}
    assert found == []


@pytest.mark.parametrize("value", [None, [], "x", 5, {1: "x"}, {"title": {"x"}}, {"title": "\ud800"}])
def test_whatever_comes_is_answered_with_faults(value):
    _, found = VALIDATOR.checked(value)
    assert found
    assert all(fault.message for fault in found)


def test_a_title_beside_a_reference_wins():
    assert title_at(SCHEMA, ["score"]) == "Điểm chấm"
    assert title_at(SCHEMA, ["tasks", 0, "content"]) == "Nội dung nhiệm vụ"
    assert title_at(SCHEMA, ["nowhere", "deeper"]) == "nowhere"
