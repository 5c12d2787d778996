"""Vietnamese typed in fonts of before Unicode: TCVN3 (.VnTime, “ABC”) and VNI-Windows, recognised and converted.

Both put Vietnamese letters in the places of Western ones, so a pasted text comes out as “KÕ ho¹ch” or “Keá hoaïch”. A
text is taken for one of them when its words become Vietnamese syllables by the conversion, and are none without it.
Capitals with a tone are lost in TCVN3: its fonts for capitals (.VnTimeH) have the same codes as the small letters.

Basis: TCVN 6909:2001 makes Unicode the code of Vietnamese; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I khoản 2.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
#: What VNI writes behind a letter: the tone alone, or the mark of the letter with its tone.
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_BREVES = {
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_HATS = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}
_MARKS = {
    "a": {**_TONES, **_BREVES, **_HATS},
    "e": {**_TONES, **_HATS},
    "o": {**_TONES, **_HATS},
    "u": _TONES,
    "y": _TONES,
    "ô": _TONES,
    "ö": _TONES,
}
_VNI_ALONE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "í": "í", "ì": "ì"}


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _vni_pairs() -> dict[str, str]:
    pairs = {}
    for letter, marks in _MARKS.items():
        for mark, signs in marks.items():
            made = _composed(_VNI_ALONE.get(letter, letter) + signs)
            pairs[letter + mark] = made
            pairs[letter.upper() + mark.upper()] = pairs[letter.upper() + mark] = made.upper()
    alone = _VNI_ALONE.items()
    return pairs | dict(alone) | {one.upper(): made.upper() for one, made in alone}


_VNI: Mapping[str, str] = _vni_pairs()
_VNI_PIECES = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_TCVN3_PIECES = re.compile(f"[{''.join(_TCVN3)}]")

_WORD = re.compile(r"[^\W\d_]+(?:[\u00a1-\u00bf\u00d7\u00f7\u00ad][^\W\d_]*)*|[\u00a1-\u00bf\u00ad][^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ôi|ơi|ua|uâ|uây|uê|ui|uô|uôi|"
    r"uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu|ue|oă)"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)
#: Letters that neither code can give: a text that holds one is in Unicode, at least in part.
_UNICODE_ONLY = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_TONE_SIGNS = dict.fromkeys(map(ord, "\u0301\u0300\u0309\u0303\u0323"))
_FEWEST = 0.6


class Recognised(NamedTuple):
    """A text in an old code: what the code is called, and the text in Unicode."""

    encoding: str
    text: str


def from_tcvn3(text: str) -> str:
    """Return a text in TCVN3 as Unicode.

    >>> from_tcvn3("KÕ ho¹ch d©n vËn chÝnh quyÒn")
    'Kế hoạch dân vận chính quyền'
    """
    return _TCVN3_PIECES.sub(lambda found: _TCVN3[found[0]], text)


def from_vni(text: str) -> str:
    """Return a text in VNI-Windows as Unicode.

    >>> from_vni("Keá hoaïch daân vaän chính quyeàn, UÛY BAN NHAÂN DAÂN ñöôïc giao")
    'Kế hoạch dân vận chính quyền, ỦY BAN NHÂN DÂN được giao'
    """
    return _VNI_PIECES.sub(lambda found: _VNI[found[0]], text)


_CODES: Mapping[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


def recognised(text: str) -> Recognised | None:
    """Return the old code that a text is written in and its conversion, None for a text that is in Unicode already.

    >>> recognised("ñöôïc giao nhieäm vuï").encoding, recognised("được giao"), recognised("Café")
    ('VNI', None, None)
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return None
    as_it_is = _syllables(words)
    best = max(_CODES, key=lambda name: _syllables([_CODES[name](word) for word in words]))
    found = _syllables([_CODES[best](word) for word in words])
    if found <= as_it_is or found < _FEWEST * len(words):
        return None
    return Recognised(best, _CODES[best](text))


def has_unicode_letters(text: str) -> bool:
    """Tell whether a text holds Vietnamese letters of Unicode: converting all of it would spoil them.

    >>> has_unicode_letters("được giao, KÕ ho¹ch"), has_unicode_letters("KÕ ho¹ch d©n vËn")
    (True, False)
    """
    return _UNICODE_ONLY.search(_composed(text)) is not None


def _syllables(words: list[str]) -> int:
    """Return how many words are Vietnamese syllables with a letter or a tone that only Vietnamese has."""
    return sum(_is_syllable(word) for word in words)


def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    tones = sum(ord(sign) in _TONE_SIGNS for sign in parts)
    bare = _composed(parts.translate(_TONE_SIGNS))
    return tones <= 1 and not word.isascii() and _SYLLABLE.fullmatch(bare) is not None
