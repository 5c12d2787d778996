"""A word stands twice in a row: "đánh giá đánh giá", "của của"."""

import itertools
import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage, Token
from service.proofreading.words import Reader, reader

NAME = "Lặp từ"
SEVERITY: Severity = "error"
BASIS = "Chính tả, câu chữ"
_LONGEST = 4  # syllables of a phrase that is written twice
_OFTEN, _EVERYWHERE = 20, 60_000
#: Words that end no word and begin none: twice in a row they are a slip, whatever stands beside them.
_FUNCTION_WORDS = frozenset(["của", "và", "các", "những", "được", "đã", "với", "bị", "chưa", "là"])
_SPACE = re.compile(r"\s+")


def check(document: Document) -> Iterator[Fault]:
    """Yield words of one to four syllables that stand twice with nothing but a space between them.

    Words that Vietnamese doubles (luôn luôn, ngày ngày), names, a name after its own noun (quản lý Quản lý thị
    trường), and two words that meet in one syllable (thực hiện hiện đại hóa) are right. Where the syllable makes a
    word with one of its neighbours, to take one of the two away may spoil that word: it is told, never mended.
    """
    doubled = frozenset(document.lexicon.words.get("reduplications", ()))
    for passage in document.prose:
        yield from _in_passage(passage, doubled, reader(document.lexicon))


def _in_passage(passage: Passage, doubled: frozenset[str], judge: Reader) -> Iterator[Fault]:
    tokens = passage.tokens
    past = 0
    for place in _places_of_twins(tokens):
        if place < past:
            continue
        length = next((n for n in range(_LONGEST, 0, -1) if _twice(passage, tokens, place, n)), 0)
        if not length:
            continue
        past = place + 2 * length - 1
        is_bound = length == 1 and tokens[place].lower not in _FUNCTION_WORDS
        ties = _ties(tokens, place, judge) if is_bound else (False, False)
        if length > 1 or not _is_right(tokens, place, ties, doubled, judge):
            first, last = tokens[place + length - 1], tokens[place + 2 * length - 1]
            text = passage.text[tokens[place].start : first.end]
            yield Fault(
                passage,
                tokens[place].start,
                last.end,
                f"Lặp “{text}” hai lần liền nhau. Bỏ một lần.",
                text,
                severity="warn" if any(ties) else None,
                is_certain=length > 1
                or tokens[place].lower in _FUNCTION_WORDS
                or (tokens[place].lower in judge.free and not any(ties)),
            )


def _places_of_twins(tokens: tuple[Token, ...]) -> list[int]:
    """Return the places of the words that stand again within the reach of a doubled phrase."""
    last: dict[str, int] = {}
    found = []
    for place, token in enumerate(tokens):
        before = last.get(token.lower)
        if before is not None and place - before <= _LONGEST:
            found.append(before)
        last[token.lower] = place
    return sorted(found)


def _twice(passage: Passage, tokens: tuple[Token, ...], place: int, length: int) -> bool:
    first, second = tokens[place : place + length], tokens[place + length : place + 2 * length]
    if len(second) < length or not first[0].is_word or first[0].lower != second[0].lower:
        return False
    if not all(a.is_word and a.lower == b.lower for a, b in zip(first, second, strict=True)):
        return False
    if (
        any(a.text != b.text for a, b in zip(first[1:], second[1:], strict=True))
        or second[0].text[0].isupper()
    ):
        return False
    run = tokens[place : place + 2 * length]
    return all(_SPACE.fullmatch(passage.text, a.end, b.start) for a, b in itertools.pairwise(run))


def _ties(tokens: tuple[Token, ...], place: int, judge: Reader) -> tuple[bool, bool]:
    """Whether a doubled syllable makes a word with the one before it, and with the one after it."""
    word, (before, after) = tokens[place].lower, _beside(tokens, place)
    return judge.is_tied(before, word), judge.is_tied(word, after)


def _beside(tokens: tuple[Token, ...], place: int) -> tuple[str, str]:
    """Return what stands before and after a doubled syllable, "" at the edges."""
    before = tokens[place - 1].lower if place else ""
    after = tokens[place + 2].lower if place + 2 < len(tokens) else ""
    return before, after


def _is_right(
    tokens: tuple[Token, ...], place: int, ties: tuple[bool, bool], doubled: frozenset[str], judge: Reader
) -> bool:
    """Whether a doubled syllable is one word, or ends a word and begins the next: trực tiếp tiếp dân."""
    word = tokens[place].lower
    if word in doubled or len(word) == 1 or all(ties):
        return True
    before, after = _beside(tokens, place)
    is_common = judge.lexicon.count(word) >= _EVERYWHERE
    seen = (judge.lexicon.pair(before, word), judge.lexicon.pair(word, after))
    return not is_common and any(ties) and min(seen) >= _OFTEN
