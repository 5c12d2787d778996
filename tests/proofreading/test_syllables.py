"""Which letters can be a Vietnamese syllable, and what is one slip away."""

import pytest

from service.proofreading.syllables import is_syllable, slips, toned
from service.proofreading.words import reader
from service.reference import lexicon


@pytest.mark.parametrize(
    "text",
    [
        "nghiêng",
        "quyết",
        "giếng",
        "gì",
        "uống",
        "yêu",
        "khuya",
        "huỳnh",
        "khoẻ",
        "khỏe",
        "thuở",
        "ngoằn",
        "xoong",
        "quýt",
        "ươm",
        "kiến",
        "gà",
        "ghế",
        "nghe",
        "cây",
        "kẽm",
        "rượu",
    ],
)
def test_these_are_syllables(text: str) -> None:
    assert is_syllable(text)


@pytest.mark.parametrize(
    "text",
    [
        "nghành",
        "quyêt",
        "thưc",
        "kà",
        "cê",
        "nge",
        "gê",
        "website",
        "đắk",
        "krông",
        "phuc",
        "nghiệpp",
        "hhành",
        "bcd",
        "ưw",
    ],
)
def test_these_are_none(text: str) -> None:
    assert not is_syllable(text)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("phấn", "phân"), ("mực", "mục"), ("họp", "hợp"), ("định", "đinh"), ("chính", "chín"), ("xử", "sử"), ("trung", "chung"),
     ("sáp", "sát"), ("khắc", "khác"), ("người", "nguời")],
)  # fmt: skip
def test_what_hands_and_ears_mix_up_is_one_slip_away(right: str, wrong: str) -> None:
    assert right in slips(wrong)


def test_a_slip_is_never_the_word_itself() -> None:
    assert "định" not in slips("định")


@pytest.mark.parametrize(
    ("bare", "right"),
    [
        ("hoa", "hóa"),
        ("quyêt", "quyết"),
        ("thuy", "thúy"),
        ("người"[:2] + "ươi", "ngưới"),
        ("gia", "giá"),
        ("bia", "bía"),
    ],
)
def test_a_tone_stands_on_its_vowel(bare: str, right: str) -> None:
    assert toned(bare, "\u0301") == right


@pytest.mark.parametrize("word", ["hành", "quản", "nghiệp", "dân", "vận"])
def test_common_syllables_have_common_neighbours(word: str) -> None:
    near = reader(lexicon()).variants.near(word)
    assert near
    assert all(lexicon().count(other) >= 60 for other, _ in near)
