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
     "Vườn có chôm chôm, mương có ba ba.", "Vướng mắc hiện tại tại các thôn được gỡ.", "Hiện tại tại xã có mưa.",
     "Các tổ chức tổ chức sinh hoạt hè.", "Đơn vị quản lý quản lý chặt tài sản.", "Đội theo dõi theo dõi mực nước.",
     "Người lao động lao động tại xưởng.", "Người sử dụng sử dụng dịch vụ công.", "Nghe báo cáo báo cáo viên đọc.",
     "Thiết bị bị hỏng đã sửa.", "Tiền thu được được nộp về xã.", "Sửa tồn tại tại mục II.",
     "Giữ tiền của của Nhân dân.", "Tổ đối chiếu đối chiếu từng sổ."],
)  # fmt: skip
def test_what_may_be_right_is_never_changed(text: str) -> None:
    assert _mended(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ghe của của bà Tư chở lúa.", "Ghe của bà Tư chở lúa."),
        ("Đầu giờ ,đội bơi xuống nước.", "Đầu giờ, đội bơi xuống nước."),
        ("Sân đình và và nhà kho đã quét.", "Sân đình và nhà kho đã quét."),
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


@pytest.mark.parametrize(
    "lines",
    [
        ["Đội bơi thực hiện./.", "Ghi chú: Sổ trực gồm bản vẽ bến."],
        ["Đội bơi thực hiện./.", "Thuyền trưởng ký sổ./."],
        ["Đội bơi thực hiện.", "Ghi chú: số liệu tạm tính."],
        ["Đội bơi thực hiện.", "(Danh sách kèm theo)"],
    ],
    ids=["a note below the end", "two ends", "a note last", "a note in brackets last"],
)
def test_the_end_sign_is_not_moved_where_lines_may_stand_below_the_end(lines: list[str]) -> None:
    text = "\n\n".join(["XÃ BA VÌ", "KẾ HOẠCH", "Tập bơi", *lines, "Nơi nhận:", "- Lưu: VT."])
    assert _mended(text) == text


def test_the_end_sign_is_put_in_where_nothing_stands_below_the_last_line() -> None:
    text = "XÃ BA VÌ\n\nKẾ HOẠCH\n\nTập bơi\n\nĐội bơi thực hiện.\n\nNơi nhận:\n\n- Lưu: VT."
    assert _mended(text) == text.replace("hiện.", "hiện./.")
