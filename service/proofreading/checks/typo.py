"""A syllable that Vietnamese does not have: "quyêt", "nghành"."""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.keyed import Struck, from_telex, keys_of
from service.proofreading.syllables import toned, toneless
from service.proofreading.words import KNOWN, Better, Reader, Spot, is_vietnamese, reader

NAME = "Sai chính tả"
SEVERITY: Severity = "error"
BASIS = "Chính tả tiếng Việt"
_FOREIGN_KNOWN = 4
_FOREIGN_SUPPORT = 100
_FOREIGN_RATIO = 1_000
_RATIO = 30
_VERY_COMMON = 5_000
_KEYED_SUPPORT = 20
_RUN_TOGETHER = 200  # how often two syllables must stand together to be seen in one word
#: Letters of Vietnamese alone: a key beside them was struck by mistake ("đượfc").
_OWN_MARKS = frozenset("ăơưđằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữựảẻỉỏủỷạẹịọụỵ")
#: Letters of other languages that look like ours; old fonts have them: Ð for Đ.
_LOOK_ALIKE = str.maketrans("ð", "đ")
_GREEK = re.compile(r"[\u00b5\u0370-\u03ff\u2126]")
_SHARP, _DOT = "\u0301", "\u0323"


def check(document: Document) -> Iterator[Fault]:
    """Yield syllables that cannot be, with the nearest that fits; foreign words and names are left alone.

    A text in a code of before Unicode is told as one fault: it has no syllables to judge.
    """
    if document.old_code is not None:
        yield document.old_code.fault()
    judge = reader(document.lexicon)
    rare = frozenset(document.lexicon.words.get("rare_syllables", ()))
    for spot in judge.spots(document):
        if judge.count(spot.token.lower) < KNOWN and spot.token.lower not in rare:
            yield from _judged(judge, spot)


def _judged(judge: Reader, spot: Spot) -> Iterator[Fault]:
    word, count = spot.token.lower, judge.count(spot.token.lower)
    if _GREEK.search(word):
        return  # a unit or a sign of a formula: µg, Ω
    alike = word.translate(_LOOK_ALIKE)
    if alike != word and is_vietnamese(alike):
        yield _fault(spot, alike)
        return
    if judge.lexicon.is_in_use(word) and (is_vietnamese(word) or not count):
        return
    meant = _left_in_keys(judge, spot, count) or _run_together(judge, word)
    if meant:
        yield _fault(spot, meant)
        return
    better = judge.best(spot, _by_keys(judge, word))
    support = 0 if better is None else max(better.left_seen, better.right_seen)
    is_likely = support >= max(_FOREIGN_SUPPORT, _FOREIGN_RATIO * count)
    if not is_likely and (_may_be_foreign(judge, spot) or _is_foreign(word) or _is_joined_loan(judge, word)):
        return
    with_tone = _with_tone(judge, word)
    if with_tone and support < _FOREIGN_SUPPORT:
        better, support = Better(with_tone, 0.0, 0, 0), _RATIO * count + 1
    if support < _RATIO * count or (not support and is_vietnamese(word)):
        return
    yield _fault(spot, "" if better is None or not support else better.syllable)


def _may_be_foreign(judge: Reader, spot: Spot) -> bool:
    """Whether a word of plain letters is no syllable that lost its marks or had its last key struck twice."""
    word = spot.token.lower
    return word.isascii() and not _lost_its_marks(word) and not _is_doubled(judge, spot)


def _by_keys(judge: Reader, word: str) -> frozenset[str]:
    """Return the usual syllables whose keys are one key away from those of a word that is none."""
    return frozenset() if is_vietnamese(word) else _struck(judge).meant_by(word)


@lru_cache(maxsize=2)
def _struck(judge: Reader) -> Struck:
    """Return the usual syllables of a reader by their keys; made when the first word is found that is no syllable."""
    usual = itertools.takewhile(lambda one: judge.count(one) >= KNOWN, judge.lexicon.syllables())
    return Struck(filter(is_vietnamese, usual))


def _run_together(judge: Reader, word: str) -> str:
    """Return two syllables that were written without the space between them, "" where it is no such word."""
    pairs = ((judge.pair(word[:cut], word[cut:]), cut) for cut in range(1, len(word)))
    seen, cut = max(pairs, default=(0, 0))
    is_pair = seen >= _RUN_TOGETHER and all(map(is_vietnamese, (word[:cut], word[cut:])))
    return f"{word[:cut]} {word[cut:]}" if is_pair and not is_vietnamese(word) else ""


def _is_joined_loan(judge: Reader, word: str) -> bool:
    """Whether a foreign word is written as Vietnamese syllables without a space: nilông, balô."""
    if is_vietnamese(word):
        return False
    return any(
        all(is_vietnamese(part) and judge.lexicon.is_in_use(part) for part in (word[:cut], word[cut:]))
        for cut in range(2, len(word) - 1)
    )


def _fault(spot: Spot, syllable: str) -> Fault:
    token = spot.token
    right = _as_written(syllable, token.text) if syllable else ""
    hint = f" Có lẽ là “{right}”." if right else " Kiểm tra lại."
    return Fault(spot.passage, token.start, token.end, f"Không có tiếng “{token.text}”.{hint}", right)


def _left_in_keys(judge: Reader, spot: Spot, count: int) -> str:
    """Return the syllable that stands there in Telex keys and goes with a neighbour, "" where there is none."""
    word = spot.token.lower
    if count > _FOREIGN_KNOWN or is_vietnamese(word):
        return ""
    keyed = from_telex(keys_of(word)[0])
    if keyed == word or not is_vietnamese(keyed):
        return ""
    beside = max(
        judge.pair(spot.left, keyed) if spot.left else 0, judge.pair(keyed, spot.right) if spot.right else 0
    )
    return keyed if beside >= _KEYED_SUPPORT else ""


def _lost_its_marks(word: str) -> bool:
    """Whether a word of plain letters would be a syllable with a tone mark: phuc, hoat."""
    return is_vietnamese(toned(word, _SHARP))


def _with_tone(judge: Reader, word: str) -> str:
    """Return the very common syllable that a word is without its tone mark: đươc, thưc; "" when there is none."""
    bare, tone = toneless(word)
    if tone or word.isascii():
        return ""
    found = max((judge.count(toned(bare, mark)), toned(bare, mark)) for mark in (_SHARP, _DOT))
    return found[1] if found[0] >= _VERY_COMMON and is_vietnamese(found[1]) else ""


def _is_doubled(judge: Reader, spot: Spot) -> bool:
    """Whether the last key of a known syllable was struck twice: ongg, tayy; no foreign word in use looks so."""
    word = spot.token.text
    stem = word[:-1]
    is_double = word.islower() and word[-1:] == stem[-1:] and word[-1] in "acghimoptuy"
    return is_double and is_vietnamese(stem) and judge.count(stem) >= KNOWN


def _is_foreign(word: str) -> bool:
    """Letters that Vietnamese words do not have, and no mark that only they have."""
    return _OWN_MARKS.isdisjoint(word) and any(sign in "fjwzäöüßçñ" for sign in word)


def _as_written(right: str, written: str) -> str:
    return right.capitalize() if written[0].isupper() else right
