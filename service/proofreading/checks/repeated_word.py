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
_OFTEN, _EVERYWHERE = 20, 60_000
_SPACE = re.compile(r"\s+")


def check(document: Document) -> Iterator[Fault]:
    """Yield words of one to four syllables that stand twice with nothing but a space between them.

    Words that Vietnamese doubles (luôn luôn, ngày ngày), names, and a name after its own noun (quản lý Quản lý
    thị trường) are right.
    """
    doubled = frozenset(document.lexicon.words.get("reduplications", ()))
    for passage in document.prose:
        yield from _in_passage(passage, doubled, reader(document.lexicon))


def _in_passage(passage: Passage, doubled: frozenset[str], judge: Reader) -> Iterator[Fault]:
    tokens = passage.tokens
    keys = [token.lower for token in tokens]
    past = 0
    for place, key in enumerate(keys):
        if place < past or key not in keys[place + 1 : place + 5]:
            continue
        length = next((n for n in (4, 3, 2, 1) if _twice(passage, tokens, place, n)), 0)
        if not length:
            continue
        past = place + 2 * length - 1
        if length > 1 or not _is_right(tokens, place, doubled, judge):
            first, last = tokens[place + length - 1], tokens[place + 2 * length - 1]
            text = passage.text[tokens[place].start : first.end]
            yield Fault(
                passage,
                tokens[place].start,
                last.end,
                f"Lặp “{text}” hai lần liền nhau. Bỏ một lần.",
                text,
                is_certain=True,
            )


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


def _is_right(tokens: tuple[Token, ...], place: int, doubled: frozenset[str], judge: Reader) -> bool:
    """Whether a doubled syllable is one word, or ends a word and begins the next: trực tiếp tiếp dân."""
    word = tokens[place].lower
    if word in doubled or len(word) == 1:
        return True
    before = tokens[place - 1].lower if place else ""
    after = tokens[place + 2].lower if place + 2 < len(tokens) else ""
    ties = (judge.is_tied(before, word), judge.is_tied(word, after))
    seen = (judge.lexicon.pair(before, word), judge.lexicon.pair(word, after))
    is_common = judge.lexicon.count(word) >= _EVERYWHERE
    return not is_common and any(ties) and min(seen) >= _OFTEN
