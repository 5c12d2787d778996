"""Syllables by the keys that were struck for them."""

import pytest

from service.proofreading.keyed import Struck, keys_of

KNOWN = ("hiện", "triển", "nhiệm", "nhân", "thực", "có", "được", "trò")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("hịên", "hiện"), ("trển", "triển"), ("nhệm", "nhiệm"), ("nân", "nhân"), ("thựqc", "thực"), ("cso", "có"),
        ("đượfc", "được"), ("tỏf", "trò"), ("thựcc", "thực"), ("hiênj", "hiện"),
    ],
)  # fmt: skip
def test_a_word_that_is_none_is_known_by_its_keys_but_one(word: str, meant: str) -> None:
    assert meant in Struck(KNOWN).meant_by(word)


@pytest.mark.parametrize("word", ["hợp", "camera", "hin", "thc"])
def test_what_is_two_keys_away_is_not_offered(word: str) -> None:
    assert not Struck(KNOWN).meant_by(word)


def test_the_tone_is_struck_last_or_right_after_its_vowel() -> None:
    assert keys_of("được") == ("dduwowcj", "dduwowjc")
    assert keys_of("ban") == ("ban",)
