"""Text in a font of before Unicode: one thing is said of it, and nothing is mended."""

from typing import Any

from service.proofreading import Block, ProofContext, corrections, proofread
from service.reference import lexicon

OLD = [
    "Uû ban nh©n d©n", "x· Ba V×", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "§éc lËp - Tù do - H¹nh phóc",
    "Ba V×, ngµy 25 th¸ng 02 n¨m 2026", "KÕ ho¹ch", "C¸c c¬ quan, ®¬n vÞ nghiªm tóc triÓn khai thùc hiÖn",
]  # fmt: skip
VNI = ["UÛY BAN NHAÂN DAÂN", "Keá hoaïch daân vaän chính quyeàn", "Caùc cô quan ñöôïc giao nhieäm vuï"]


def _blocks(lines: list[str]) -> list[Block]:
    return [Block(f"dòng {number}", line) for number, line in enumerate(lines, 1)]


def _proofread(lines: list[str]) -> list[Any]:
    return proofread(_blocks(lines), context=ProofContext(), lexicon=lexicon())


def test_a_text_in_an_old_code_gets_one_finding_and_no_correction() -> None:
    for lines, name in ((OLD, "TCVN3"), (VNI, "VNI")):
        (one,) = _proofread(lines)
        assert (one.code, one.path, one.suggestion) == ("typo", "dòng 1", "")
        assert name in one.message
        assert "Unicode" in one.message
        assert corrections(_blocks(lines), context=ProofContext(), lexicon=lexicon()) == []


def test_one_paragraph_in_an_old_code_leaves_the_others_to_be_read() -> None:
    usual = ["Các cơ quan, đơn vị thực hiện nghiêm kế hoạch này."] * 6
    found = _proofread([*usual, OLD[-1], "Đơn vị phân đấu hoàn thành nhiệm vụ."])
    assert [(one.code, one.path) for one in found] == [("typo", "dòng 7"), ("wrong-word", "dòng 8")]


def test_letters_that_both_codes_have_are_no_old_code() -> None:
    assert _proofread(["Toàn xã có 12 thôn và 3 làng.", "Công ty TNHH Café Hòa Ái ở thôn Lý."]) == []
