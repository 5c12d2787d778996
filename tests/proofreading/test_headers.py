"""Lines of a header are no prose: nothing is found in a right one, and nothing there is ever mended."""

from typing import Any

import pytest

from service.proofreading import Block, ProofContext, corrections, proofread
from service.proofreading.zones import is_header_line
from service.reference import lexicon

STATE = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "An Thới, ngày 06 tháng 4 năm 2026",
]
OFFICE = [
    "ỦY BAN NHÂN DÂN",
    "ĐẶC KHU AN THỚI",
    "Số: 211/UBND-KT",
    "V/v cấp nước sạch",
    "cho xóm chài ven vịnh",
]
TEXT = ["Kính gửi: Trạm Cấp nước An Thới.", "Đề nghị Trạm lắp thêm hai vòi nước công cộng./."]
END = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KT."]
WAYS = {
    "left first": [*OFFICE, *STATE],
    "right first": [*STATE, *OFFICE],
    "beside each other": [
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ĐẶC KHU AN THỚI\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 211/UBND-KT\tAn Thới, ngày 06 tháng 4 năm 2026",
        "V/v cấp nước sạch",
        "cho xóm chài ven vịnh",
    ],
    "text boxes": [*OFFICE[:2], "______", *OFFICE[2:], STATE[0], STATE[1], "______", STATE[2]],
}


def _blocks(lines: list[str]) -> list[Block]:
    return [Block(f"dòng {number}", line) for number, line in enumerate(lines, 1)]


@pytest.mark.parametrize("head", WAYS.values(), ids=WAYS)
def test_a_right_letter_is_left_as_it_is(head: list[str]) -> None:
    blocks = _blocks([*head, *TEXT, *END])
    assert proofread(blocks, context=ProofContext(), lexicon=lexicon()) == []
    assert corrections(blocks, context=ProofContext(), lexicon=lexicon()) == []


def test_a_fault_in_the_text_of_a_letter_is_still_found() -> None:
    blocks = _blocks(
        [*OFFICE, *STATE, TEXT[0], "Đề nghị Trạm , các hộ dân lắp thêm hai vòi nước công cộng.", *END]
    )
    found = proofread(blocks, context=ProofContext(), lexicon=lexicon())
    assert [(one.code, one.quote) for one in found] == [("punctuation", " ,"), ("ending", ".")]


def test_the_day_of_a_letter_is_read_from_its_date_line(find: Any) -> None:
    late = "Trạm trả lời trước ngày 01 tháng 4 năm 2026 để Ủy ban nhân dân đặc khu tổng hợp./."
    assert [one.code for one in find(*OFFICE, *STATE, TEXT[0], late, *END)] == ["date-order"]


@pytest.mark.parametrize(
    "line", [*STATE, *OFFICE[2:4], "Số:        /UBND-KT", "Rạch Gốc, ngày … tháng 4 năm 2026"]
)
def test_a_line_of_a_header_is_known_by_itself(line: str) -> None:
    assert is_header_line(line)


@pytest.mark.parametrize(
    "line",
    ["Hội nghị khai mạc tại Rạch Gốc, ngày 06 tháng 4 năm 2026.", "Số hộ dùng nước máy: 211/300 hộ, đạt 70,3%",
     "Các ấp viết khẩu hiệu Độc lập - Tự do - Hạnh phúc trên cổng chào", "Số 12/KH-UBND được thay bằng số 15/KH-UBND"],
)  # fmt: skip
def test_a_sentence_is_no_line_of_a_header(line: str) -> None:
    assert not is_header_line(line)


def test_a_subject_under_the_kind_ends_without_a_stop(find: Any) -> None:
    lines = [
        "KẾ HOẠCH",
        "Thực hiện chiến dịch làm sạch bãi biển năm 2026",
        "I. MỤC ĐÍCH",
        "Bãi biển sạch./.",
        *END,
    ]
    assert find(*lines) == []


def test_a_day_with_a_capital_does_not_hide_the_date_line(find: Any) -> None:
    late = "Trạm trả lời trước ngày 01 tháng 4 năm 2026 để Ủy ban nhân dân đặc khu tổng hợp./."
    state = [*STATE[:2], STATE[2].replace("ngày", "Ngày")]
    assert [one.code for one in find(*OFFICE, *state, TEXT[0], late, *END)] == ["date-order"]


@pytest.mark.parametrize("line", ["", "\n________"])
def test_kind_and_subject_in_one_paragraph_are_a_title(line: str) -> None:
    title = f"KẾ HOẠCH\nTriển khai công tác chuyển đổi số trên địa bàn xã năm 2026{line}"
    blocks = _blocks([*OFFICE[:2], *STATE, title, "I. NHIỆM VỤ", "Lắp thêm hai vòi nước công cộng./.", *END])
    assert proofread(blocks, context=ProofContext(), lexicon=lexicon()) == []
