"""A word stands twice in a row: "đánh giá đánh giá", "của của"."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
_IN_EVERY_PAPER = 5_000
#: Words that end no word and begin none: twice in a row they are a slip, whatever stands beside them.
_FUNCTION_WORDS = frozenset(["của", "và", "các", "những", "đã", "với", "là"])
_HALVES = ("first_halves", "either_halves")
_SPACE = re.compile(r"\s+")


def check(document: Document) -> Iterator[Fault]:
    """Yield words of one to four syllables that stand twice with nothing but a space between them.

    Words that Vietnamese doubles (luôn luôn, ngày ngày), names, a name after its own noun (quản lý Quản lý thị
    trường), and two words that meet in one syllable (thực hiện hiện đại hóa, hiện tại tại xã) are right. Only a word
    that joins others is certain: where the syllable makes a word with one of its neighbours, and wherever two
    syllables or more stand twice, the first may end a phrase that the second goes on with (người sử dụng sử dụng).
    What is noun and verb (tổ chức tổ chức) is a note.
    """
    words = document.lexicon.words
    known = _Known(
        doubled=frozenset(words.get("reduplications", ())),
        both=frozenset(words.get("nouns_and_verbs", ())),
        meeting=frozenset(words.get("meeting_words", ())),
        halves=frozenset(half for name in _HALVES for half in words.get(name, ())),
        links=frozenset(words.get("link_words", ())),
    )
    for passage in document.prose:
        yield from _in_passage(passage, known, reader(document.lexicon))


@dataclass(frozen=True, slots=True)
class _Known:
    """Lists: what is doubled, what is noun and verb, words that often meet their last syllable, halves, links."""

    doubled: frozenset[str]
    both: frozenset[str]
    meeting: frozenset[str]
    halves: frozenset[str]
    links: frozenset[str]


def _in_passage(passage: Passage, known: _Known, judge: Reader) -> Iterator[Fault]:
    tokens = passage.tokens
    past = 0
    for place in _places_of_twins(passage.keys):
        if place < past or not tokens[place].is_word:
            continue
        length = next((n for n in range(_LONGEST, 0, -1) if _twice(passage, tokens, place, n)), 0)
        if not length:
            continue
        past = place + 2 * length - 1
        fault = (
            _phrase(passage, place, length, known) if length > 1 else _syllable(passage, place, known, judge)
        )
        if fault is not None:
            yield fault


def _phrase(passage: Passage, place: int, length: int, known: _Known) -> Fault:
    """Two syllables or more that stand twice: for a person to decide, a note where the first may be a noun."""
    words = " ".join(token.lower for token in passage.tokens[place : place + length])
    fault = _fault(passage, place, length)
    if words not in known.both:
        return fault
    message = (
        f"“{words}” đứng hai lần liền nhau. Nếu lặp thì bỏ một lần; nếu là tên gọi rồi đến việc làm thì giữ."
    )
    return replace(fault, message=message, suggestion="", severity="info")


def _syllable(passage: Passage, place: int, known: _Known, judge: Reader) -> Fault | None:
    tokens, word = passage.tokens, passage.tokens[place].lower
    if word in _FUNCTION_WORDS and not _meets_itself(tokens, place, known):
        return replace(_fault(passage, place, 1), is_certain=True)
    ties = _ties(tokens, place, judge)
    if _is_right(tokens, place, ties, known, judge):
        return None
    return replace(_fault(passage, place, 1), severity="warn" if any(ties) else None)


def _fault(passage: Passage, place: int, length: int) -> Fault:
    first, last = passage.tokens[place + length - 1], passage.tokens[place + 2 * length - 1]
    start = passage.tokens[place].start
    text = passage.text[start : first.end]
    return Fault(passage, start, last.end, f"Lặp “{text}” hai lần liền nhau. Bỏ một lần.", text)


def _places_of_twins(keys: tuple[str, ...]) -> list[int]:
    """Return the places of the words that stand again within the reach of a doubled phrase."""
    last: dict[str, int] = {}
    found = []
    for place, key in enumerate(keys):
        if key in last and place - last[key] <= _LONGEST:
            found.append(last[key])
        last[key] = place
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
    """Whether a doubled syllable makes a word with the one before it, and with the one after it.

    No small syllable makes a word with a name that begins after it: thi hành hành Quyết định này.
    """
    word, (before, after) = tokens[place].lower, _beside(tokens, place)
    begins_name = bool(after) and tokens[place + 2].text[0].isupper() and tokens[place + 1].text[0].islower()
    return judge.is_tied(before, word), not begins_name and judge.is_tied(word, after)


def _beside(tokens: tuple[Token, ...], place: int) -> tuple[str, str]:
    """Return what stands before and after a doubled syllable, "" at the edges."""
    before = tokens[place - 1].lower if place else ""
    after = tokens[place + 2].lower if place + 2 < len(tokens) else ""
    return before, after


def _is_right(
    tokens: tuple[Token, ...], place: int, ties: tuple[bool, bool], known: _Known, judge: Reader
) -> bool:
    """Whether a doubled syllable is one word, or ends a word and begins the next: trực tiếp tiếp dân."""
    word = tokens[place].lower
    if word in known.doubled or _is_doubled_word(word, judge) or len(word) == 1 or all(ties):
        return True
    if _meets_itself(tokens, place, known):
        return True
    before, after = _beside(tokens, place)
    begins_none = not ties[1] and (word in known.halves or after in known.links)
    if begins_none and word not in judge.free:
        return False  # the second goes on with nothing: triển khai khai các
    is_common = judge.lexicon.count(word) >= _EVERYWHERE
    seen = (judge.lexicon.pair(before, word), judge.lexicon.pair(word, after))
    return not is_common and any(ties) and min(seen) >= _OFTEN


def _is_doubled_word(word: str, judge: Reader) -> bool:
    """Whether a dictionary has a doubled syllable as a word (lù lù, rầu rầu), and it is no syllable of every paper."""
    return judge.lexicon.is_word(word, word) and judge.lexicon.count(word) < _IN_EVERY_PAPER


def _meets_itself(tokens: tuple[Token, ...], place: int, known: _Known) -> bool:
    """Whether a doubled syllable ends a word of the list and begins what follows: tồn tại tại mục II."""
    before, after = _beside(tokens, place)
    return f"{before} {tokens[place].lower}" in known.meeting and after[:1].isalnum()
