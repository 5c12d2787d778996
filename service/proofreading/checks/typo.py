"""A syllable that Vietnamese does not have: "quyêt", "nghành"."""

from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.syllables import toned, toneless
from service.proofreading.words import KNOWN, Better, Reader, Spot, is_vietnamese, reader

NAME = "Sai chính tả"
SEVERITY: Severity = "error"
BASIS = "Chính tả tiếng Việt"
_FOREIGN_KNOWN = 4
_FOREIGN_SUPPORT = 100
_RATIO = 30
_VERY_COMMON = 5_000
_SHARP, _DOT = "\u0301", "\u0323"


def check(document: Document) -> Iterator[Fault]:
    """Yield syllables that cannot be, with the nearest that fits; foreign words and names are left alone."""
    judge = reader(document.lexicon)
    for spot in judge.spots(document):
        if judge.count(spot.token.lower) < KNOWN:
            yield from _judged(judge, spot)


def _judged(judge: Reader, spot: Spot) -> Iterator[Fault]:
    word, count = spot.token.lower, judge.count(spot.token.lower)
    if count and is_vietnamese(word):
        return
    better = judge.best(spot)
    support = 0 if better is None else max(better.left_seen, better.right_seen)
    if (
        word.isascii()
        and not _lost_its_marks(word)
        and not _is_doubled(judge, spot)
        and (not spot.token.text.islower() or support < _FOREIGN_SUPPORT or count > _FOREIGN_KNOWN)
    ):
        return
    with_tone = _with_tone(judge, word)
    if with_tone and support < _FOREIGN_SUPPORT:
        better, support = Better(with_tone, 0.0, 0, 0), _RATIO * count + 1
    if support < _RATIO * count or (not support and is_vietnamese(word)) or _is_foreign(word):
        return
    right = "" if better is None or not support else _as_written(better.syllable, spot.token.text)
    hint = f" Có lẽ là “{right}”." if right else " Kiểm tra lại."
    yield Fault(
        spot.passage, spot.token.start, spot.token.end, f"Không có tiếng “{spot.token.text}”.{hint}", right
    )


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
    """Letters that Vietnamese words do not have."""
    return any(sign in "fjwzäöüßçñéèêë" and sign in "fjwzäöüßçñ" for sign in word)


def _as_written(right: str, written: str) -> str:
    return right.capitalize() if written[0].isupper() else right
