"""Names of bodies and fixed phrases that lack a syllable, whichever it is; and what is whole though it looks alike."""

from collections.abc import Callable
from typing import Any

import pytest

NAMES = [
    "Ủy ban nhân dân xã",
    "Hội đồng nhân dân tỉnh",
    "Mặt trận Tổ quốc Việt Nam",
    "Hội Liên hiệp Phụ nữ Việt Nam",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Trung tâm Phục vụ hành chính công xã",
    "Bộ phận Tiếp nhận và Trả kết quả",
    "Ban Thường vụ Đảng ủy xã",
    "Ban Chỉ huy quân sự xã",
    "Luật Tổ chức chính quyền địa phương",
    "Chương trình mục tiêu quốc gia",
]
SHORTENED = [
    pytest.param(name, lost, id=f"{name} {lost}")
    for name in NAMES
    for lost in range(1, len(name.split()) - 1)
]


@pytest.mark.parametrize(("name", "lost"), SHORTENED)
def test_a_name_that_lacks_an_inner_syllable_is_found_and_given_back(
    find: Callable[..., list[Any]], name: str, lost: int
) -> None:
    words = name.split()
    text = f"Báo cáo gửi {' '.join(words[:lost] + words[lost + 1 :])} trong tuần."
    found = [one for one in find(text) if one.code == "missing-word"]
    assert len(found) == 1, text
    mended = text.replace(found[0].quote, found[0].suggestion)
    assert name.lower() in mended.lower()


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_name_lacks_nothing(find: Callable[..., list[Any]], name: str) -> None:
    assert not find(f"Báo cáo gửi {name} trong tuần.")


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tài chính và Sở Nội vụ; Phòng Văn thư; Phòng Kinh doanh của nhà máy.",
        "Ủy ban Dân tộc; Hội đồng Dân tộc; Trung tâm Y tế; Ban Dân vận.",
        "Quy mô phát triển thực hiện theo từng năm; pháp nhân xã hội hóa việc này.",
    ],
)
def test_another_name_is_no_shortened_one(find: Callable[..., list[Any]], text: str) -> None:
    assert not [one for one in find(text) if one.code == "missing-word"]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("Việc này do ủy ban nhân xã làm.", "ủy ban nhân xã", "ủy ban nhân dân xã"),
        ("TỔ CHỨC CỦA ỦY BAN NHÂN XÃ", "ỦY BAN NHÂN XÃ", "ỦY BAN NHÂN DÂN XÃ"),
    ],
)
def test_what_is_given_back_has_the_letters_of_what_stands_there(
    find: Callable[..., list[Any]], text: str, quote: str, right: str
) -> None:
    assert (quote, right) in [(one.quote, one.suggestion) for one in find(text)]
