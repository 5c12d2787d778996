"""Small and capital letters of Vietnamese for patterns: ranges like à-ỹ hold both, so the letters are listed."""

import unicodedata

_BASE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")

#: For use within a character class: ``f"[{LOWER}]"``.
LOWER = "".join(
    dict.fromkeys(
        unicodedata.normalize("NFC", letter + tone)
        for letter in _BASE
        for tone in (_TONES if letter in "aăâeêioôơuưy" else ("",))
    )
)
UPPER = LOWER.upper()


def opening(*words: str) -> str:
    r"""Return a pattern for one of some words (plain letters) where a word begins.

    It is sought by its first letters; what begins with ``\b`` or looks back first is tried at every place of a text.

    >>> opening("Sở", "Ban")
    '(?:Sở(?<!\\wSở)|Ban(?<!\\wBan))'
    """
    return "(?:" + "|".join(rf"{word}(?<!\w{word})" for word in words) + ")"
