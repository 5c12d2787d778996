"""What holds for all checks: places in the block, marks of emphasis, the office's own words, what is switched off."""

import itertools
import unicodedata
from datetime import date
from typing import Any

import pytest

from service.proofreading import Block, ProofContext, checks, corrections, proofread
from service.reference import lexicon


def _proofread(*blocks: Block, **known: Any) -> list[Any]:
    return proofread(list(blocks), context=ProofContext(**known), lexicon=lexicon())


def test_a_finding_says_where_what_and_why(find: Any) -> None:
    (one,) = find("Đơn vị phân đấu hoàn thành nhiệm vụ.")
    assert (one.code, one.severity, one.path) == ("wrong-word", "error", "dòng 1")
    assert (one.quote, one.suggestion, one.span) == ("phân đấu", "phấn đấu", (7, 15))
    assert "phấn đấu" in one.message
    assert one.basis


def test_a_span_counts_code_points_of_the_normal_form() -> None:
    text = unicodedata.normalize("NFD", "Đơn vị phân đấu hoàn thành nhiệm vụ.")
    (one,) = _proofread(Block("x", text))
    start, end = one.span
    assert unicodedata.normalize("NFC", text)[start:end] == "phân đấu"


def test_marks_of_emphasis_are_read_over_and_counted_in_the_span() -> None:
    text = "*Đơn vị* **phân đấu** hoàn thành nhiệm vụ."
    (one,) = _proofread(Block("x", text, is_marked=True))
    assert text[one.span[0] : one.span[1]] == "phân đấu"


def test_a_mention_is_no_wording() -> None:
    assert (
        _proofread(Block("x", "Thực hiện [[qd_1211]], các đơn vị báo cáo [[muc:tru_diem]].", "field", True))
        == []
    )


def test_an_automatic_number_is_no_part_of_the_text() -> None:
    blocks = [
        Block("a", "KẾ HOẠCH"), Block("b", "MỤC TIÊU", label="I."), Block("c", "Nâng cao quyêt tâm của các đơn vị.", label="1."),
    ]  # fmt: skip
    (one,) = _proofread(*blocks)
    assert (one.code, one.span) == ("typo", (9, 14))


def test_a_word_of_the_office_is_right(find: Any) -> None:
    assert [one.quote for one in find("Phối hợp với BQLDA để thực hiện.")] == ["BQLDA"]
    assert find("Phối hợp với BQLDA để thực hiện.", own_words=frozenset({"BQLDA"})) == []


def test_a_code_that_is_switched_off_is_not_told(find: Any) -> None:
    assert find("Họp ngày 5/3/2025.", switched_off={"padding": "theo mẫu của tỉnh"}) == []


def test_the_day_of_the_document_is_read_from_its_date_line() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN", "Ba Vì, ngày 05 tháng 02 năm 2026", "KẾ HOẠCH", "Công tác dân vận",
        "Các đơn vị báo cáo trước ngày 01/02/2026.",
    ]  # fmt: skip
    found = _proofread(*(Block(str(n), line) for n, line in enumerate(lines)))
    assert [(one.code, one.quote) for one in found] == [("date-order", "01/02/2026")]


def test_a_day_that_is_left_blank_is_the_last_of_its_month() -> None:
    lines = [
        "Ba Vì, ngày      tháng 02 năm 2026", "KẾ HOẠCH", "Công tác dân vận",
        "Thực hiện Quyết định số 8812/QĐ-UBND ngày 28/02/2026 của Ủy ban nhân dân tỉnh.",
    ]  # fmt: skip
    assert _proofread(*(Block(str(n), line) for n, line in enumerate(lines))) == []


def test_one_place_is_told_once_by_the_code_that_says_more(find: Any) -> None:
    found = find("Theo Khoản 2, Điều 6 Quy định.")
    assert [one.code for one in found] == ["legal-unit-order"]


def test_header_and_recipients_are_no_prose() -> None:
    lines = [
        "CỘNG HOÀ XÃ HỘI",
        "KẾ HOẠCH",
        "Công tác hòa giải",
        "Các tổ hòa giải hoạt động./.",
        "Nơi nhận:",
        "- Như trên",
        "- Lưu: VT",
    ]
    assert _proofread(*(Block(str(n), line) for n, line in enumerate(lines))) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "***", "((((", "1.", "(", "a" * 5000, "😀 😀", "\u0301", "số /", "ngày 99/99/9999"],
)
def test_strange_texts_break_nothing(text: str) -> None:
    assert isinstance(_proofread(Block("x", text, is_marked=True), Block("y", text)), list)


def test_no_text_gives_no_finding() -> None:
    assert proofread([], context=ProofContext(date(2026, 1, 1)), lexicon=lexicon()) == []


def test_corrections_do_not_overlap_and_are_only_what_is_certain() -> None:
    text = "Đơn vị phân đấu , hoàn thành  nhiệm vụ của của mình trước ngày 5/3/2026; Nguyên nhân: chậm."
    wanted = corrections([Block("x", text)], context=ProofContext(), lexicon=lexicon())
    for before, after in itertools.pairwise(wanted):
        assert before.end <= after.start
    for one in reversed(wanted):
        text = text[: one.start] + one.replacement + text[one.end :]
    assert text == "Đơn vị phấn đấu, hoàn thành nhiệm vụ của mình trước ngày 05/3/2026; Nguyên nhân: chậm."


def test_a_correction_never_reaches_across_marks_of_emphasis() -> None:
    blocks = [Block("x", "Đơn vị *phân* đấu hoàn thành nhiệm vụ.", is_marked=True)]
    assert corrections(blocks, context=ProofContext(), lexicon=lexicon()) == []
    assert [one.code for one in _proofread(*blocks)] == ["wrong-word"]


def test_all_codes_of_the_issue_are_there() -> None:
    wanted = (
        "abbreviation-undefined arithmetic broken-paragraph capitalisation citation-date-conflict citation-impossible "
        "citation-malformed citation-undated dash date-impossible date-order date-style-mixed ending legal-unit-order "
        "missing-appendix missing-word outline-duplicate outline-gap outline-style padding punctuation "
        "reference-missing-section repeated-phrase repeated-word spelling-inconsistent typo unit-obsolete wrong-word"
    )
    assert list(checks()) == wanted.split()
