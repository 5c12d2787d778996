"""Vietnamese syllables: which strings can be one, and which known ones are a slip of the hand away from another."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Protocol

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHARP, _DOT = "\u0301", "\u0323"
_ONSETS = "ngh ng nh ch gh gi kh ph th tr b c d đ g h k l m n p r s t v x"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng "
    "eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac "
    "oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc "
    "oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um "
    "un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt ư ưa ưc ưi ưm ưn ưng ươc ươi "
    "ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu"
)
_AFTER_QU = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eo et ê ên êt "
    "êch ênh i y it yt ych ynh yên yêt ơ ơi ơn ôc uôc in ít"
)


_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_SOFT_FIRST = re.compile(r"(?:k(?!h)|gh|ngh)[^eêiy]|(?:c|ng)[eêiy]|g[eê]")


class Counts(Protocol):
    """Whatever knows how often a syllable occurs."""

    def count(self, syllable: str) -> int:
        """Return how often a syllable occurs."""


@lru_cache(maxsize=20_000)
def toneless(syllable: str) -> tuple[str, str]:
    """Return a syllable without its tone mark, and the mark ("" for the level tone).

    >>> toneless("quyết")[0]
    'quyêt'
    """
    letters = unicodedata.normalize("NFD", syllable)
    tone = next((sign for sign in letters if sign in _TONES), "")
    bare = "".join(sign for sign in letters if sign not in _TONES)
    return unicodedata.normalize("NFC", bare), tone


def is_syllable(text: str) -> bool:
    """Tell whether a text in small letters can be a Vietnamese syllable by its letters and its tone.

    >>> [is_syllable(text) for text in ("nghiệp", "ngiệp", "quyết", "quyêt", "website")]
    [True, False, True, False, False]
    """
    bare, tone = toneless(text)
    return bare in _shapes() and (tone in {_SHARP, _DOT} or not _STOPPED.search(bare))


@cache
def _shapes() -> frozenset[str]:
    """Return the letters of all syllables that can be, without their tones."""
    with_onset = (onset + rhyme for onset in ("", *_ONSETS.split()) for rhyme in _RHYMES.split())
    shapes = (*with_onset, *(f"qu{rhyme}" for rhyme in _AFTER_QU.split()), "gi")
    return frozenset(shape for shape in shapes if not _SOFT_FIRST.match(shape))


_VOWELS = {
    "a": "ăâ",
    "ă": "aâ",
    "â": "aă",
    "e": "ê",
    "ê": "e",
    "o": "ôơ",
    "ô": "oơ",
    "ơ": "oô",
    "u": "ư",
    "ư": "u",
    "i": "y",
    "y": "i",
    "d": "đ",
    "đ": "d",
}
_TONE_ROW = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_STARTS = (
    ("s", "x"),
    ("ch", "tr"),
    ("d", "gi"),
    ("d", "r"),
    ("gi", "r"),
    ("l", "n"),
    ("k", "c"),
    ("ng", "ngh"),
    ("g", "gh"),
    ("v", "d"),
    ("q", "c"),
)
_ENDS = (
    ("n", "ng"),
    ("c", "t"),
    ("n", "nh"),
    ("t", "ch"),
    ("i", "y"),
    ("o", "u"),
    ("ng", "nh"),
    ("p", "t"),
    ("m", "n"),
    ("p", "m"),
)


#: Cost of a slip by its kind: what hands and ears mix up most costs nothing.
_TONE_COST, _MARK_COST, _SOUND_COST, _LETTER_COST, _KEY_COST, _BOTH_COST = 0.0, 0.0, 0.0, 1.0, 1.5, 2.0
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _key_neighbours() -> dict[str, str]:
    """Return for each key those beside it, in its row and the rows above and below."""
    places = {key: (x + 0.4 * y, y) for y, row in enumerate(_KEYS) for x, key in enumerate(row)}
    return {
        key: "".join(o for o, (u, v) in places.items() if o != key and abs(u - x) <= 1.01 and abs(v - y) <= 1)
        for key, (x, y) in places.items()
    }


_NEXT_KEYS = _key_neighbours()


@lru_cache(maxsize=8_000)
def slips(syllable: str) -> dict[str, float]:
    """Return what one slip makes of a syllable, with its cost: a tone, a diacritic, a sound, a letter, a key.

    >>> slips("phân")["phấn"], slips("thân")["thâng"], slips("phân")["hân"]
    (0.0, 0.0, 1.0)
    """
    return _spelled(syllable, lambda _bare: True)


def _spelled(syllable: str, wanted: Callable[[str], bool]) -> dict[str, float]:
    """Return the slips of a syllable whose letters without the tone are wanted."""
    bare, tone = toneless(syllable)
    found: dict[str, float] = {}
    for cost, shapes, tones in (
        (_TONE_COST, (bare,), _TONE_ROW),
        (_MARK_COST, _mark_slips(bare), (tone,)),
        (_SOUND_COST, _sound_slips(bare), (tone,)),
        (_LETTER_COST, _letter_slips(bare), (tone,)),
        (_KEY_COST, _key_slips(bare), (tone,)),
        (_BOTH_COST, _mark_slips(bare), _TONE_ROW),
    ):
        for shape in filter(wanted, shapes):
            for other in tones:
                found.setdefault(toned(shape, other), cost)
    found.pop(syllable, None)
    found.pop("", None)
    return found


def _mark_slips(bare: str) -> Iterator[str]:
    """Other diacritics on one letter; ươ and uo lose or gain theirs together."""
    for place, sign in enumerate(bare):
        for other in _VOWELS.get(sign, ""):
            yield bare[:place] + other + bare[place + 1 :]
    for one, other in (("ươ", "uo"), ("uo", "ươ"), ("uô", "ươ"), ("ươ", "uô")):
        if one in bare:
            yield bare.replace(one, other)


def _key_slips(bare: str) -> Iterator[str]:
    for place, sign in enumerate(bare):
        for other in _NEXT_KEYS.get(sign, ""):
            yield bare[:place] + other + bare[place + 1 :]


def _letter_slips(bare: str) -> Iterator[str]:
    """One letter less, more, or two exchanged."""
    for place in range(len(bare) + 1):
        head, tail = bare[:place], bare[place:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for sign in _ALPHABET:
            yield head + sign + tail


def _sound_slips(bare: str) -> Iterator[str]:
    for one, other in _STARTS:
        for old, new in ((one, other), (other, one)):
            if bare.startswith(old):
                yield new + bare[len(old) :]
    for one, other in _ENDS:
        for old, new in ((one, other), (other, one)):
            if bare.endswith(old):
                yield bare[: -len(old)] + new


_MAIN = re.compile(
    r"(?P<head>(?:qu|gi(?=[aăâeêoôơuư]))?[^aăâeêioôơuưy]*)(?P<vowels>[aăâeêioôơuưy]+)(?P<tail>.*)$"
)


def toned(bare: str, tone: str) -> str:
    """Return a syllable with a tone mark on the vowel that bears it; "" when it has no vowel."""
    if not tone:
        return bare
    match = _MAIN.match(bare)
    if match is None:
        return ""
    vowels = match["vowels"]
    marked = max((i for i, sign in enumerate(vowels) if sign in "ăâêôơư"), default=-1)
    if marked < 0:
        marked = 1 if len(vowels) == 3 or (len(vowels) == 2 and match["tail"]) else 0
        if len(vowels) == 2 and not match["tail"] and vowels in {"uơ", "uê"}:
            marked = 1
    place = len(match["head"]) + marked
    return unicodedata.normalize("NFC", bare[: place + 1] + tone + bare[place + 1 :])


class Variants:
    """The known syllables near a syllable, remembered for one lexicon."""

    def __init__(self, counts: Counts, least: int) -> None:
        self._counts = counts
        self._least = least
        self._found: dict[str, tuple[tuple[str, float], ...]] = {}

    def near(self, syllable: str) -> tuple[tuple[str, float], ...]:
        """Return the syllables that occur at least `least` times and are one slip away, with its cost."""
        found = self._found.get(syllable)
        if found is None:
            found = self._found[syllable] = tuple(
                (other, cost)
                for other, cost in _spelled(syllable, _shapes().__contains__).items()
                if self._counts.count(other) >= self._least and is_syllable(other)
            )
        return found
