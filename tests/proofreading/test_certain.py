"""What is mended without asking: never a syllable of a word, never a part of a name; both slips of one place at once."""

import pytest

from service.issuing.proofreading import mend
from service.proofreading import Block, ProofContext, corrections
from service.reference import lexicon


def _mended(text: str) -> str:
    return mend(text.encode(), "a.txt").content.decode()


@pytest.mark.parametrize(
    "text",
    ["Kho lưu trữ thực hiện hiện trạng hóa sổ cũ.", "Trường tuyển học sinh sinh sống ở cù lao.",
     "Quỹ giúp hộ dân dân tộc Chơ Ro.", "Đội bóng của Chi hội Nông dân gặp Chi đoàn Thanh niên ấp Hai.",
     "Vườn có chôm chôm, mương có ba ba."],
)  # fmt: skip
def test_what_may_be_right_is_never_changed(text: str) -> None:
    assert _mended(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ghe của của bà Tư chở lúa.", "Ghe của bà Tư chở lúa."),
        ("Đầu giờ ,đội bơi xuống nước.", "Đầu giờ, đội bơi xuống nước."),
        ("Đội theo dõi theo dõi mực nước.", "Đội theo dõi mực nước."),
    ],
)
def test_what_is_certain_is_changed_at_once(text: str, right: str) -> None:
    made = mend(text.encode(), "a.txt")
    assert (made.content.decode(), len(made.done)) == (right, 1)
    assert mend(made.content, "a.txt").done == ()


def test_a_stop_between_two_bases_is_left_to_a_person() -> None:
    lines = [
        "Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017,",
        "Căn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;",
    ]
    blocks = [Block(f"dòng {number}", line) for number, line in enumerate(lines, 1)]
    assert corrections(blocks, context=ProofContext(), lexicon=lexicon()) == []
