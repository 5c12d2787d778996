"""Titles of every kind of paper: a line of the subject under them is no sentence, and has no stop."""

from typing import Any

import pytest

from service.proofreading import Block, ProofContext, corrections, proofread
from service.reference import lexicon
from service.reference.law import document_kinds

HEAD = [
    "ỦY BAN NHÂN DÂN",
    "XÃ SƠN HẠ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 91/UBND-VP",
    "Sơn Hạ, ngày 18 tháng 8 năm 2026",
]
TEXT = [
    "Về việc quản lý, sử dụng tài sản công tại Trường Mầm non Sơn Hạ",
    "Ủy ban nhân dân xã yêu cầu các cơ quan, đơn vị thực hiện nghiêm các nội dung sau đây.",
    "1. Công khai tài sản.",
    "2. Ghi chép sổ sách đầy đủ./.",
    "Nơi nhận:",
    "- Lưu: VT.",
]
KINDS = [kind.name.upper() for kind in document_kinds() if kind.abbreviation]
OTHERS = [
    "NGHỊ QUYẾT (CÁ BIỆT)", "KẾT LUẬN", "KẾT LUẬN KIỂM TRA", "PHIẾU TRÌNH", "NỘI QUY", "QUY TRÌNH", "THỂ LỆ",
    "CHƯƠNG TRÌNH CÔNG TÁC", "LỊCH CÔNG TÁC", "DANH SÁCH", "ĐỀ CƯƠNG", "BÁO CÁO THẨM TRA", "BIÊN BẢN HỌP",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG", "GIẤY XÁC NHẬN", "BÁO CÁO TÓM TẮT", "DỰ THẢO KẾ HOẠCH", "QUY CHẾ PHỐI HỢP",
    "HƯỚNG DẪN LIÊN NGÀNH",
]  # fmt: skip


def _blocks(lines: list[str]) -> list[Block]:
    return [Block(f"dòng {number}", line) for number, line in enumerate(lines, 1)]


@pytest.mark.parametrize("title", [*KINDS, *OTHERS])
def test_the_subject_under_a_title_is_left_without_a_stop(title: str) -> None:
    blocks = _blocks([*HEAD, title, *TEXT])
    assert proofread(blocks, context=ProofContext(), lexicon=lexicon()) == []
    assert corrections(blocks, context=ProofContext(), lexicon=lexicon()) == []


def test_a_sentence_without_its_stop_is_still_found_under_a_longer_title() -> None:
    lines = [*HEAD, "BIÊN BẢN HỌP", TEXT[0], TEXT[1].removesuffix("."), *TEXT[2:]]
    found = proofread(_blocks(lines), context=ProofContext(), lexicon=lexicon())
    assert [(one.code, one.quote) for one in found] == [("punctuation", "đây")]


def test_a_contract_need_not_end_with_the_sign_of_a_plan(find: Any) -> None:
    text = [*TEXT[:3], "2. Hợp đồng lập thành 04 bản, mỗi bên giữ 02 bản.", *TEXT[4:]]
    assert [one.code for one in find(*HEAD, "HỢP ĐỒNG", *text)] == []
    assert [one.code for one in find(*HEAD, "KẾ HOẠCH", *text)] == ["ending"]


def test_a_heading_in_capitals_within_a_letter_is_no_title(find: Any) -> None:
    lines = [*HEAD, "Kính gửi: Các thôn trên địa bàn xã.", "KẾT LUẬN KIỂM TRA", TEXT[0], *TEXT[1:]]
    assert [(one.code, one.quote) for one in find(*lines)] == [("punctuation", "Hạ")]
