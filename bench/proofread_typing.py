"""Slips of the hand, made as hands make them: a syllable becomes its Telex keys, one key goes wrong, the rest is read.

Nothing here comes from the proofreader: what it knows of slips must not choose the faults that it is measured with.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator

_TONE_KEYS = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TONES = {key: mark for mark, key in _TONE_KEYS.items()}
_LETTER_KEYS = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_DOUBLED = {"a": "â", "e": "ê", "o": "ô", "d": "đ"}
_HOOKED = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = frozenset("aăâeêioôơuưy")
#: The keys around a key on a keyboard of the usual kind, by hand.
_AROUND = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jli",
    "l": "ko", "z": "ax", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bmh", "m": "nj",
}  # fmt: skip


def keys_of(syllable: str) -> str:
    """Return the Telex keys of a syllable in small letters, its tone last.

    >>> keys_of("được"), keys_of("triển")
    ('dduwowcj', 'trieenr')
    """
    signs = unicodedata.normalize("NFD", syllable)
    tone = next((_TONE_KEYS[sign] for sign in signs if sign in _TONE_KEYS), "")
    bare = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONE_KEYS))
    return "".join(_LETTER_KEYS.get(letter, letter) for letter in bare) + tone


def typed(keys: str) -> str:
    """Return what a Telex keyboard writes for keys; a key struck once more is undone and stands as a letter.

    >>> typed("dduwowcj"), typed("treenr"), typed("trieenrr")
    ('được', 'trển', 'triênr')
    """
    letters: list[str] = []
    tone = ""
    for key in keys:
        if key in _TONES and not _VOWELS.isdisjoint(letters):
            letters, tone = (letters, key) if not tone else ([*letters, key], "" if tone == key else tone)
        elif not _changed(letters, key):
            letters.append(key)
    return _with_tone("".join(letters), tone)


def _changed(letters: list[str], key: str) -> bool:
    """Change a letter that stands already as a second key does; return whether there was one."""
    forms = _HOOKED if key == "w" else {key: _DOUBLED[key]} if key in _DOUBLED else {}
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in forms:
            letters[place] = forms[letters[place]]
            return True
        if key == "d":
            break  # đ comes of two keys side by side
    return False


def _with_tone(letters: str, tone: str) -> str:
    """Put a tone on the vowel that bears it: the marked one, the middle of three, the second before an end."""
    skipped = 2 if letters[:2] in {"qu", "gi"} and len(_VOWELS.intersection(letters[2:])) else 0
    vowels = [place for place, letter in enumerate(letters) if letter in _VOWELS and place >= skipped]
    if not tone or not vowels:
        return letters
    marked = [place for place in vowels if letters[place] not in "aeiouy"]
    is_inner = len(vowels) > 2 or (len(vowels) == 2 and vowels[-1] < len(letters) - 1)
    place = marked[-1] if marked else vowels[1] if is_inner else vowels[0]
    return unicodedata.normalize("NFC", letters[: place + 1] + _TONES[tone] + letters[place + 1 :])


def _dropped(keys: str, rng: random.Random) -> str:
    at = rng.randrange(len(keys))
    return keys[:at] + keys[at + 1 :]


def _struck_twice(keys: str, rng: random.Random) -> str:
    at = rng.randrange(len(keys))
    return keys[: at + 1] + keys[at:]


def _exchanged(keys: str, rng: random.Random) -> str:
    at = rng.randrange(len(keys))
    return keys[:at] + keys[at : at + 2][::-1] + keys[at + 2 :]


def _beside(keys: str, rng: random.Random) -> str:
    at = rng.randrange(len(keys))
    return keys[:at] + rng.choice(_AROUND[keys[at]]) + keys[at + 1 :]


def _other_tone(keys: str, rng: random.Random) -> str:
    bare = keys[:-1] if keys[-1:] in _TONES else keys
    return bare + rng.choice([*_TONES, ""])


_SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    _dropped, _struck_twice, _exchanged, _beside, _other_tone,
)  # fmt: skip


def _tone_too_early(syllable: str) -> str:
    """Return a syllable whose tone stands one vowel too early: hịên, tịên; itself where there is no earlier one."""
    signs = unicodedata.normalize("NFD", syllable)
    at = next((place for place, sign in enumerate(signs) if sign in _TONE_KEYS), 0)
    if not at:
        return syllable
    bare = unicodedata.normalize("NFC", signs[:at] + signs[at + 1 :])
    bearer = next(place for place, letter in enumerate(bare) if letter != syllable[place])
    if bearer == 0 or bare[bearer - 1] not in _VOWELS:
        return syllable
    return unicodedata.normalize("NFC", bare[:bearer] + signs[at] + bare[bearer:])


def slips_of_the_hand(rng: random.Random, syllable: str) -> Iterator[str]:
    """Yield what one slip makes of a syllable in small letters, a new kind of slip each time, without end."""
    while True:
        for slip in rng.sample(_SLIPS, len(_SLIPS)):
            yield typed(slip(keys_of(syllable), rng))
        yield _tone_too_early(syllable)
