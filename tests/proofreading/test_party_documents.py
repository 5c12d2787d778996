"""Documents of the Party: the decree about the papers of the state says nothing about them."""

import pytest

from service.proofreading import Block, ProofContext, proofread
from service.reference import lexicon

_BODY = [
    "TỜ TRÌNH",
    "về việc công nhận kết quả bầu bổ sung",
    "Đảng ủy xã đã lấy ý kiến ngày 5/3/2026 tại Hội nghị.",
    "Kính đề nghị Ban Thường vụ Tỉnh ủy xem xét.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu Văn phòng Đảng ủy.",
]
_PARTY = [["ĐẢNG ỦY XÃ TRÀ BỒNG", "ĐẢNG CỘNG SẢN VIỆT NAM"], ["ĐẢNG ỦY XÃ TRÀ BỒNG\tĐẢNG CỘNG SẢN VIỆT NAM"]]
_STATE = ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def _found(head: list[str]) -> dict[str, str]:
    blocks = [Block(f"dòng {number}", line) for number, line in enumerate([*head, *_BODY], 1)]
    return {one.code: one.basis for one in proofread(blocks, context=ProofContext(), lexicon=lexicon())}


@pytest.mark.parametrize("head", _PARTY)
def test_a_document_of_the_party_ends_without_the_sign_of_the_state(head: list[str]) -> None:
    assert "ending" not in _found(head)
    assert "ending" in _found(_STATE)


@pytest.mark.parametrize("head", _PARTY)
def test_no_finding_on_a_document_of_the_party_rests_on_the_decree(head: list[str]) -> None:
    assert _found(_STATE)["padding"].startswith("Nghị định 30/2020/NĐ-CP")
    found = _found(head)
    assert "padding" in found
    assert not [basis for basis in found.values() if "30/2020" in basis]


@pytest.mark.parametrize("is_of_party", [True, False])
def test_the_last_base_of_a_decision_of_the_party_may_end_with_a_comma(*, is_of_party: bool) -> None:
    lines = [
        *(_PARTY[0] if is_of_party else _STATE),
        "QUYẾT ĐỊNH",
        "điều động cán bộ",
        "- Căn cứ Quy chế làm việc của Ban Tổ chức Tỉnh ủy;",
        "- Xét nhu cầu công tác và năng lực cán bộ,",
        "BAN TỔ CHỨC TỈNH ỦY QUYẾT ĐỊNH",
        "Điều 1. Điều động đồng chí Phạm Thị Thanh Hương đến nhận công tác tại Đảng ủy xã Ba Vì.",
        "Nơi nhận:",
        "- Như Điều 1.",
    ]
    blocks = [Block(f"dòng {number}", line) for number, line in enumerate(lines, 1)]
    told = proofread(blocks, context=ProofContext(), lexicon=lexicon())
    assert any(one.code == "punctuation" for one in told) is not is_of_party
