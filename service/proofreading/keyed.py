"""Syllables by the keys that were struck for them: Telex left as it is ("hieenj"), or one key gone wrong ("thựqc")."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from service.proofreading.syllables import toned, toneless

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
_ROOFS = {"a": "â", "e": "ê", "o": "ô"}
_VOWELS = frozenset("aăâeêioôơuưy")
_KEYS_OF = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TONE_KEYS = {mark: key for key, mark in _TONES.items()}


def from_telex(word: str) -> str:
    """Return what a word in small plain letters is when its keys are read by Telex, itself where they say nothing.

    >>> from_telex("hieenj"), from_telex("dduowcj"), from_telex("nhaanj"), from_telex("ban")
    ('hiện', 'được', 'nhận', 'ban')
    """
    letters: list[str] = []
    tone = ""
    for key in word:
        if key in _TONES and not tone and not _VOWELS.isdisjoint(letters):
            tone = _TONES[key]
        elif not _changed(letters, key):
            letters.append(key)
    return toned("".join(letters), tone)


def _changed(letters: list[str], key: str) -> bool:
    """Let a key change a letter that stands already, as Telex does; return whether it did."""
    if key == "d" and letters[-1:] == ["d"]:
        letters[-1] = "đ"
        return True
    if key == "w":
        return _horned(letters)
    if key in _ROOFS and key in letters:
        place = len(letters) - 1 - letters[::-1].index(key)
        letters[place] = _ROOFS[key]
        return True
    return False


def _horned(letters: list[str]) -> bool:
    """Give the last vowel that can have it a horn or a breve; u and o side by side have theirs together."""
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in _HORNS:
            if letters[place] == "o" and letters[place - 1 : place] == ["u"]:
                letters[place - 1] = "ư"
            letters[place] = _HORNS[letters[place]]
            return True
    return False


def keys_of(word: str) -> tuple[str, ...]:
    """Return the keys that may have been struck for a word in small letters: its tone last, or right after its vowel.

    >>> keys_of("thựqc")
    ('thuwqcj', 'thuwjqc')
    """
    bare, mark = toneless(word)
    letters = [_KEYS_OF.get(letter, letter) for letter in bare]
    if not mark:
        return ("".join(letters),)
    tone = _TONE_KEYS[mark]
    bearer = next(
        i for i, letter in enumerate(bare) if unicodedata.normalize("NFC", letter + mark) == word[i]
    )
    return "".join([*letters, tone]), "".join([*letters[: bearer + 1], tone, *letters[bearer + 1 :]])


class Struck:
    """Known syllables by their keys: finds those from which a word is one key away."""

    def __init__(self, syllables: Iterable[str]) -> None:
        self._by_rest: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for syllable in syllables:
            for keys in set(keys_of(syllable)):
                for rest in _without_one(keys):
                    self._by_rest[rest].append((keys, syllable))

    def meant_by(self, word: str) -> frozenset[str]:
        """Return what a word in small letters may be: a key is missing, too many, another, or out of turn.

        >>> sorted(Struck(["thực", "có", "triển"]).meant_by("thựqc"))
        ['thực']
        """
        return frozenset(
            syllable
            for struck in keys_of(word)
            for rest in _without_one(struck)
            for keys, syllable in self._by_rest.get(rest, ())
            if _is_one_off(struck, keys)
        )


def _without_one(keys: str) -> set[str]:
    """Return keys as they are and without one of them: what two rows that are one key apart have in common."""
    return {keys, *(keys[:place] + keys[place + 1 :] for place in range(len(keys)))}


def _is_one_off(struck: str, meant: str) -> bool:
    """Whether two rows of keys are the same but for one key, or for two side by side that are exchanged."""
    if abs(len(struck) - len(meant)) > 1:
        return False
    pairs = zip(struck, meant, strict=False)
    start = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(struck), len(meant)))
    one, other = struck[start:], meant[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]
