"""What holds for all checks: places in the block, marks of emphasis, the office's own words, what is switched off."""

import itertools
import unicodedata
from datetime import date
from typing import Any

import pytest

from service.proofreading import Block, ProofContext, checks, corrections, proofread, twins
from service.proofreading.faults import Fault, told_together
from service.proofreading.passages import Passage
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


def test_a_fault_within_a_longer_one_of_its_code_is_told_once(find: Any) -> None:
    found = [(one.code, one.quote) for one in find("ủy ban nhân dân xã tổ chức hội nghị.")]
    assert found == [("capitalisation", "ủy ban nhân dân")]


def test_a_word_that_is_noun_and_verb_is_a_note_when_it_stands_twice(find: Any) -> None:
    texts = ("Các tổ chức tổ chức sinh hoạt hè.", "Rà soát và đối chiếu đối chiếu số liệu.")
    found = [(one.quote, one.severity) for one in find(*texts)]
    assert found == [("tổ chức tổ chức", "info"), ("đối chiếu đối chiếu", "error")]


def _twins(*texts: str) -> list[tuple[str, str]]:
    """Return the place and the new words of each change of the one finding that stands at several places."""
    blocks = [Block(f"dòng {number}", text) for number, text in enumerate(texts, 1)]
    (changes,) = twins(blocks, context=ProofContext(), lexicon=lexicon()).values()
    return [(one.locator, one.replacement) for one in changes]


def test_a_finding_told_once_for_several_places_knows_what_to_write_at_each() -> None:
    usual = "Bảo đảm kỹ thuật, an toàn kỹ thuật."
    found = _twins(usual, usual, "Quy trình kĩ thuật của đơn vị.", "Kĩ thuật viên trực ca đêm.")
    assert found == [("dòng 3", "kỹ"), ("dòng 4", "Kỹ")]


def test_what_stands_at_one_place_has_no_twins() -> None:
    blocks = [Block("dòng 1", "Họp ngày 5/3/2025."), Block("dòng 2", "Họp ngày 5/4/2025.")]
    assert twins(blocks, context=ProofContext(), lexicon=lexicon()) == {}


def test_every_place_of_a_fault_is_named_those_of_one_paragraph_by_their_number(find: Any) -> None:
    usual = ["Cơ quan nhà nước nào cũng làm việc này."] * 6
    wrong = "Cơ quan Nhà nước này và cơ quan Nhà nước kia."
    (one,) = find(wrong, "Mỗi cơ quan Nhà nước một việc.", wrong, *usual)
    assert one.path == "dòng 1"
    assert one.notes == (
        "Cùng lỗi này còn 1 chỗ nữa ngay trong đoạn.",
        "Cùng lỗi này ở dòng 2, dòng 3 (2 chỗ).",
    )


def test_each_of_two_days_that_are_written_out_is_changed_to_itself() -> None:
    short = "Họp ngày 16/5/2025, ngày 02/6/2025 và ngày 03/6/2025."
    found = _twins(short, "Kiểm tra ngày 16 tháng 5 năm 2025, phúc tra ngày 26 tháng 11 năm 2025.")
    assert found == [("dòng 2", "ngày 16/5/2025"), ("dòng 2", "ngày 26/11/2025")]


def test_a_fault_that_is_hidden_at_its_first_place_is_told_at_the_next(find: Any) -> None:
    short = "Họp ngày 16/5/2025, ngày 02/6/2025, ngày 03/6/2025 và ngày 04/6/2025."
    impossible = "Kiểm tra ngày 31 tháng 6 năm 2025, phúc tra ngày 26 tháng 11 năm 2025."
    found = [
        (one.code, one.quote, one.notes) for one in find(short, impossible, "Xong ngày 28 tháng 11 năm 2025.")
    ]
    assert found == [
        ("date-impossible", "ngày 31 tháng 6 năm 2025", ()),
        ("date-style-mixed", "ngày 26 tháng 11 năm 2025", ("Cùng lỗi này ở dòng 3.",)),
    ]


def test_only_faults_that_have_words_to_put_in_are_changed_together() -> None:
    passage = Passage(0, Block("dòng 1", "một hai ba"))
    with_words, without = Fault(passage, 0, 3, "Sai.", "Một"), Fault(passage, 4, 7, "Sai.")
    assert told_together([with_words, without, with_words]).twins == (with_words,)
    assert told_together([without, with_words]).twins == ()


def test_the_periods_after_one_that_lacks_its_nought_are_changed_with_it() -> None:
    found = _twins("Làm việc định kỳ 06 tháng, 01 năm.", "Họp định kỳ quý, 6 tháng, 9 tháng và cả năm.")
    assert found == [("dòng 2", "06"), ("dòng 2", "09")]


def test_a_body_under_three_names_is_told_once_with_all_its_names_and_places(find: Any) -> None:
    usual = "Nộp tại Bộ phận Tiếp nhận và Trả kết quả; hỏi Bộ phận Tiếp nhận và Trả kết quả."
    (one,) = find(usual, "Bộ phận một cửa thu lệ phí.", "Bộ phận Tiếp nhận và Trả kết quả một cửa in phiếu.")
    assert one.quote == "Bộ phận một cửa"
    assert "“Bộ phận một cửa” (dòng 2), “Bộ phận Tiếp nhận và Trả kết quả một cửa” (dòng 3)" in one.message
    assert one.notes == ("Cùng lỗi này ở dòng 3.",)


def test_a_bracket_that_stands_right_after_a_unit_of_the_recipients_is_found(find: Any) -> None:
    lines = [
        "KẾ HOẠCH", "Công tác hòa giải", "Các tổ hòa giải hoạt động đều./.", "Nơi nhận:",
        "- UBND tỉnh (b/c);", "- Các hội đoàn thể xã;", "- Lưu: VT, NV(ktl).",
    ]  # fmt: skip
    assert [(one.path, one.quote) for one in find(*lines)] == [("dòng 6", "hội đoàn thể"), ("dòng 7", "(")]
