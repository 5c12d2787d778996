"""Pairs of words that are mixed up: never mended in a text that is right, whatever stands beside them."""

from collections.abc import Iterator

import pytest

from service.proofreading import Block, ProofContext, corrections, proofread
from service.reference import lexicon

_NEIGHBOURS = 10
RIGHT_TEXTS = (
    "Đơn vị tập trung thực hiện nhiệm vụ được giao.",
    "Xã tổ chức hợp lý các lực lượng; tổ chức hợp tác, tổ chức hợp pháp.",
    "Phòng tham mưu điều chỉnh quyền sử dụng đất của hộ dân.",
    "Hội nghị kết hợp trực tuyến với trực tiếp.",
    "Phòng Hợp tác quốc tế trình kế hoạch.",
    "Người lao động có lợi thế kỹ năng.",
    "Văn phòng thông báo các đơn vị biết.",
    "Chi cục tiếp nhận hồ sơ xuất khẩu nông sản.",
    "Nhà xuất bản thực hiện chức năng xuất bản sách.",
    "Hội thi thành công xuất sắc.",
    "Các thôn cũng cố gắng hoàn thành chỉ tiêu.",
    "Hai xã phối hợp tổng kết mô hình, phối kết hợp thực hiện.",
    "Trường hợp đột xuất thì báo cáo ngay.",
    "Chuyên đề về lịch sử lý luận của Đảng.",
)


def _corrections(text: str) -> list[str]:
    found = corrections([Block("1", text)], context=ProofContext(), lexicon=lexicon())
    return [one.replacement for one in found]


@pytest.mark.parametrize("text", RIGHT_TEXTS)
def test_two_right_words_side_by_side_are_no_mistake(text: str) -> None:
    assert not proofread([Block("1", text)], context=ProofContext(), lexicon=lexicon())


def _beside() -> Iterator[tuple[str, str, str, str]]:
    """Yield (left, wrong, right, after): each entry beside its ten commonest neighbours on each side."""
    words = lexicon()
    before: dict[str, list[tuple[int, str]]] = {}
    firsts = {phrase.split()[0] for phrase in words.words["confusions"]}
    for first in words.syllables():
        for second, count in words.followers(first, 1):
            if second in firsts:
                before.setdefault(second, []).append((count, first))
    for wrong, right in sorted(words.words["confusions"].items()):
        lefts = sorted(before.get(wrong.split()[0], []), reverse=True)[:_NEIGHBOURS]
        afters = sorted(
            ((count, name) for name, count in words.followers(wrong.split()[-1], 1)), reverse=True
        )
        yield from ((left, wrong, right, "") for _, left in lefts)
        yield from (("", wrong, right, after) for _, after in afters[:_NEIGHBOURS])


def _is_right_text(left: str, wrong: str, right: str, after: str) -> bool:
    """Whether the neighbour makes a word with the edge that is written, and hardly one with the edge that is meant."""
    words, (outer, inner) = lexicon(), (wrong.split(), right.split())
    pairs = [((left, outer[0]), (left, inner[0])), ((outer[-1], after), (inner[-1], after))]
    as_written, as_meant = pairs[1] if after else pairs[0]
    return words.is_tied(*as_written) and words.pair(*as_written) > words.pair(*as_meant)


def test_no_entry_is_mended_where_a_common_neighbour_makes_a_word_with_it() -> None:
    right_texts = [case for case in _beside() if _is_right_text(*case)]
    links = set(lexicon().words["link_words"])
    mended = [
        f"{left} {wrong} {after}"
        for left, wrong, right, after in right_texts
        if not links & {left, after} and right in _corrections(f"Nay {left} {wrong} {after}".strip())
    ]
    assert len(right_texts) > 300
    assert not mended


def test_what_the_counts_have_seen_often_is_never_certain() -> None:
    words = lexicon()
    often = [
        wrong
        for wrong in words.words["confusions"]
        if min(words.pair(*pair) for pair in zip(wrong.split(), wrong.split()[1:], strict=False)) > 8
    ]
    assert len(often) >= 10
    assert not [wrong for wrong in often if _corrections(f"Nay, {wrong}, rồi.")]


def test_a_mistake_between_words_that_do_not_belong_to_it_is_certain() -> None:
    assert _corrections("Các đơn vị bổ xung nhiệm vụ, xử dụng kinh phí.") == ["bổ sung", "sử dụng"]
