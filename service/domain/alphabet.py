"""Sorting as Vietnamese dictionaries do.

Syllable by syllable: first the letters (a ă â b c d đ e ê ... o ô ơ ... u ư ... z), then the tone (ngang,
huyền, hỏi, ngã, sắc, nặng), so that "Ba Vì" stands before "Bà Rịa". Numbers go by their value and before
letters. Case, hyphens and apostrophes decide only between texts that are equal otherwise.
Basis: the order of letters of the Vietnamese alphabet (f, j, w, z at their Latin places); the order of
tones is that of the Unicode CLDR collation for Vietnamese and of the dictionary of Hoàng Phê.
"""

import re
import unicodedata

APOSTROPHES = "'’‘ʼ`´′＇"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng
_TOKEN = re.compile(r"([0-9]+)|[^\W0-9_]+")
_DROPPED = dict.fromkeys([*map(ord, APOSTROPHES), *range(0x300, 0x370)])

SortKey = tuple[tuple[tuple[int, int, str, str], ...], str]


class _Letters(dict[int, str]):
    """Lower-case letter, by code point, to a sign that sorts as the alphabet does; marks are dropped."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0]
        return self.get(ord(base), base)


class _Marks(dict[int, str]):
    """Lower-case letter, by code point, to the rank of its tone; "0" for all that carry none."""

    def __missing__(self, code: int) -> str:
        return "0"


_RANKED = {
    unicodedata.normalize("NFC", letter + tone): (chr(ord("A") + place), str(rank))
    for place, letter in enumerate(_LETTERS)
    for rank, tone in enumerate(_TONES)
    if letter in _VOWELS or not tone
}
_LETTER_RANKS = _Letters({ord(sign): letter for sign, (letter, _) in _RANKED.items()})
_TONE_RANKS = _Marks({ord(sign): tone for sign, (_, tone) in _RANKED.items()})


def vietnamese_sort_key(text: str) -> SortKey:
    """Return the key for `sorted`; texts that differ in any sign never share one.

    >>> sorted(["Đức Phổ", "Ea Súp", "Ấn", "An", "Dung", "Phường 10", "Phường 2"], key=vietnamese_sort_key)
    ['An', 'Ấn', 'Dung', 'Đức Phổ', 'Ea Súp', 'Phường 2', 'Phường 10']
    """
    composed = unicodedata.normalize("NFC", text)
    lowered = unicodedata.normalize("NFC", composed.lower()).translate(_DROPPED)
    # swapcase: between "an" and "An" the lower-case one comes first.
    return tuple(_ranks(match) for match in _TOKEN.finditer(lowered)), composed.swapcase()


def _ranks(token: re.Match[str]) -> tuple[int, int, str, str]:
    """Return (0, length, digits, "") for a number and (1, 0, letters, tones) for a syllable."""
    if token[1]:
        digits = token[1].lstrip("0")
        return 0, len(digits), digits, ""
    return 1, 0, token[0].translate(_LETTER_RANKS), token[0].translate(_TONE_RANKS)
