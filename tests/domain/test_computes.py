from decimal import Decimal

import pytest

from service.domain.citations import CitationBook
from service.domain.computes import COMPUTES, ComputeInput
from service.domain.computes_registry import Registry, as_number, exact_number

TASK = {
    "content": ["Đoạn một", "Đoạn hai"],
    "short_title": "",
    "lead": "",
    "support": "",
    "deadline": "",
    "evidence": "",
    "evidence_deadline": "",
}
CRITERION = {
    "title": "Dân chủ",
    "lead": "Phòng Nội vụ",
    "support": "",
    "deadline": "Thường xuyên",
    "evidence": "",
    "evidence_deadline": "trước ngày 01/11/2025",
    "tasks": [TASK, {**TASK, "short_title": "Việc gọn", "lead": "Thanh tra", "support": "Phòng Tư pháp"}],
}
DECISION = {
    "label": "qd",
    "kind": "Quyết định",
    "code": "5/QĐ-UBND",
    "date": "5/3/2025",
    "issuer": "UBND *tỉnh*",
}


def compute(name, *, root=None, converted=None, book=(), **arguments):
    source = ComputeInput(root or {}, converted or {}, book=CitationBook(book))
    return COMPUTES[name].function(source, **arguments)


def test_the_appendix_has_a_row_for_each_criterion_and_each_task():
    rows = compute(
        "task_appendix",
        converted={"criteria": [CRITERION], "word": "Tiêu chí"},
        criteria="criteria",
        word="word",
    )
    assert [(row["is_group"], row["number"], row["title"]) for row in rows] == [
        (True, "I", "Tiêu chí 1: Dân chủ"),
        (False, "1", "Đoạn một\nĐoạn hai"),
        (False, "2", "Việc gọn"),
    ]


def test_a_task_takes_over_what_its_criterion_says_for_all():
    first, second = compute("task_appendix", converted={"criteria": [CRITERION]}, criteria="criteria")[1:]
    assert (first["lead"], first["deadline"], first["evidence_deadline"]) == (
        "Phòng Nội vụ",
        "Thường xuyên",
        "trước ngày 01/11/2025",
    )
    assert (second["lead"], second["support"], second["deadline"]) == (
        "Thanh tra",
        "Phòng Tư pháp",
        "Thường xuyên",
    )


def test_a_group_without_a_word_has_its_title_alone():
    assert (
        compute("task_appendix", converted={"criteria": [CRITERION]}, criteria="criteria")[0]["title"]
        == "Dân chủ"
    )
    assert compute("task_appendix", converted={"criteria": []}, criteria="criteria") == []


def test_sums_are_exact_and_read_typed_numbers():
    root = {"deductions": [{"points": 6}, {"points": "0,5"}, {"points": Decimal("0.5")}, {}]}
    assert compute("sum_points", root=root, points="deductions.*.points") == "7,00"
    assert compute("deduction_total", root=root, deductions="deductions") == "7,00"
    assert compute("deduction_total", root={}, deductions="deductions") == ""


def test_money_is_summed_and_said_in_words():
    root = {"items": [{"amount": 1_000_000}, {"amount": "250.000"}]}
    assert compute("money_total", root=root, items="items") == {
        "number": "1.250.000",
        "words": "Một triệu hai trăm năm mươi nghìn đồng",
    }
    assert compute("money_total", root={}, items="items") is None


def test_bases_make_a_sentence_or_lines():
    root = {"bases": ["qd", "qd"]}
    sentence = compute(
        "bases_sentence", root=root, converted={"bases": ["Quyết định A", "Kế hoạch B"]}, bases="bases"
    )
    assert sentence == "Thực hiện Quyết định A; Kế hoạch B"
    lines = compute(
        "bases_lines", root={**root, "verb": "Căn cứ"}, book=[DECISION], bases="bases", verb="verb"
    )
    assert [line[-1] for line in lines] == [";", "."]
    assert lines[0] == r"Căn cứ Quyết định số 5/QĐ-UBND ngày 05 tháng 3 năm 2025 của UBND \*tỉnh\*;"
    assert compute("bases_sentence", bases="bases") == ""


def test_a_function_is_registered_once():
    registry = Registry("function")
    registry.register("twice")(lambda _source: "")
    with pytest.raises(ValueError, match="twice"):
        registry.register("twice")(lambda _source: "")
    assert registry.names() == ["twice"]


def test_numbers_are_read_exactly():
    assert exact_number(0.1) == Decimal("0.1")
    assert as_number("90,50") == Decimal("90.50")
    assert as_number("") is None
    assert as_number(None) is None
