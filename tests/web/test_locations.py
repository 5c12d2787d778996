from typing import Any

import pytest

from service.web.locations import bare_message, location, spoken_paths

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "subject": {"title": "Trích yếu", "type": "string"},
        "content": {
            "type": "object",
            "properties": {
                "citations": {"title": "Văn bản viện dẫn", "type": "array", "items": {"type": "object", "properties": {"code": {"type": "string"}, "date": {"title": "Ngày ban hành", "type": "string"}}}},
                "criteria": {"title": "Tiêu chí", "type": "array", "items": {"type": "object", "properties": {
                    "title": {"title": "Tên", "type": "string"},
                    "tasks": {"title": "Nhiệm vụ", "type": "array", "items": {"type": "object", "properties": {"content": {"title": "Nội dung", "type": "string"}}}}}}},
                "results": {"title": "Kết quả", "type": "array", "items": {"type": "object", "properties": {"task": {"type": "string", "x-label-of": "plan.task"}, "result": {"title": "Kết quả thực hiện", "type": "string"}}}},
                "period": {"title": "Kỳ", "type": "object", "properties": {"year": {"title": "Năm", "type": "integer"}}},
            },
        },
    },
}  # fmt: skip
VALUE = {
    "content": {
        "citations": [{"code": "1211/QĐ-UBND", "date": "x"}],
        "criteria": [{"title": "Một"}, {"title": "Cải cách hành chính", "tasks": [{"content": "Rà soát **thủ tục** hành chính của tất cả các ngành, lĩnh vực trong năm"}]}],
        "results": [{"task": "a", "result": ""}, {"task": "b"}],
    }
}  # fmt: skip
CHOICES = {"plan.task": {"a": "Quán triệt"}}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("subject", "Trích yếu"),
        ("content.period.year", "Kỳ: Năm"),
        ("content.citations[0].date", "Văn bản viện dẫn, mục 1 (1211/QĐ-UBND): Ngày ban hành"),
        ("content.citations[7].date", "Văn bản viện dẫn, mục 8: Ngày ban hành"),
        ("content.criteria[1]", "Tiêu chí, mục 2 (Cải cách hành chính)"),
        (
            "content.criteria[1].tasks[0].content",
            "Tiêu chí, mục 2 (Cải cách hành chính) › Nhiệm vụ, mục 1 (Rà soát thủ tục hành chính của tất cả…): Nội dung",
        ),
        ("content.results[0].result", "Kết quả, mục 1 (Quán triệt): Kết quả thực hiện"),
        ("content.results[1].result", "Kết quả, mục 2 (b): Kết quả thực hiện"),
        ("content.citations[0].surplus", "Văn bản viện dẫn, mục 1 (1211/QĐ-UBND)"),
        ("content", ""),
        ("", ""),
        ("nothing[0].here", ""),
    ],
)
def test_a_path_is_said_in_the_words_of_the_form(path: str, words: str) -> None:
    assert location(path, SCHEMA, VALUE, CHOICES) == words


@pytest.mark.parametrize("value", [None, [], {"content": []}, {"content": {"citations": {"0": 1}}}])
def test_a_value_of_another_shape_has_its_places_too(value: Any) -> None:
    assert (
        location("content.citations[0].date", SCHEMA, value, {}) == "Văn bản viện dẫn, mục 1: Ngày ban hành"
    )


@pytest.mark.parametrize(
    ("message", "label", "bare"),
    [
        ("“Ngày” không đúng.", "Ngày", "Không đúng."),
        ("“Ngày”: ghi 05/3/2025.", "Ngày", "Ghi 05/3/2025."),
        ("“Căn cứ (mục thứ 2)”: không có nhãn “x”.", "Căn cứ, mục 2", "Không có nhãn “x”."),
        ("“Ngày khác” không đúng.", "Ngày", "“Ngày khác” không đúng."),
        ("Thiếu “Tên”. Hãy điền trường này.", "Tên", "Còn thiếu. Hãy điền trường này."),
        ("Thiếu “Tên” của “Tiêu chí”. Hãy điền.", "Tên", "Còn thiếu. Hãy điền."),
        ("Thiếu “Tên”. Hãy điền trường này. Ví dụ: A.", "Tên", "Còn thiếu. Hãy điền trường này."),
    ],
)
def test_a_message_names_its_field_once(message: str, label: str, bare: str) -> None:
    assert bare_message(message, label) == bare


def test_paths_inside_of_a_message_are_said_in_words() -> None:
    said = spoken_paths("nhãn “x” đã dùng ở content.citations[0].date. Hãy đổi.", SCHEMA, VALUE, CHOICES)
    assert said == "nhãn “x” đã dùng ở “Văn bản viện dẫn, mục 1 (1211/QĐ-UBND): Ngày ban hành”. Hãy đổi."


def test_an_item_with_a_name_of_its_own_is_not_named_twice() -> None:
    said = "“Cơ quan (mục thứ 1)” (Tiêu chí 2): không có cơ quan này."
    assert bare_message(said, "Cơ quan chủ trì, mục 1") == "Không có cơ quan này."
