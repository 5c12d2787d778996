"""Commas between words of one kind: left out ("công khai minh bạch"), put in now and then only ("đơn, thư"), or astray.

What is of one kind stands in `data/language/words.yaml`: `comma_pairs` always have their comma, `comma_pairs_in_lists`
among other things that have one, `comma_pairs_before_and` where a third follows after "và"; `comma_or_none` are words
that may have one or not, but one way throughout a text.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from service.domain.findings import Severity
from service.proofreading.faults import Fault, told_together
from service.proofreading.lexicon import Lexicon
from service.proofreading.pair_books import PairBook
from service.proofreading.passages import Passage
from service.proofreading.words import Reader, reader

_BODIES = frozenset(["sở", "bộ", "phòng", "ban", "tổ", "đoàn", "đội", "hội", "viện", "cục"])
#: What a list of things begins with, and what stands between them.
_BEFORE_THINGS = frozenset(["các", "những", "mọi", ","])
_AFTER_THINGS = frozenset([",", "và", ";", "."])
#: What a verb may follow that is no part of a name or of another word ("Sở Xây dựng ban hành", "tổ tiếp nhận").
_BEFORE_VERBS = frozenset(
    [",", ";", ":", ".", "-", "–", "+", "và", "để", "phải", "cần", "đã", "sẽ", "được", "việc", "trong", "thời",
     "động", "mưu"]
)  # fmt: skip
#: A comma between what is asked for and what it must be, only in what is said twice already: without "trở lên" the
#: comma may begin a further condition ("có ít nhất 07 thành viên, được phê duyệt điều lệ").
_ASTRAY = re.compile(
    r"\bcó\s+(?:ít nhất|tối thiểu)(?:\s+là)?(?:\s+từ)?\s+\d[\d.,]*%?[^.,;:()\d]{1,40}?\strở lên(?P<place>,\s+được)"
    r"(?=\s+(?:[^\W\d_]+\s+){0,8}?(?:công nhận|phê duyệt|chứng nhận|khen thưởng|tặng thưởng|nghiệm thu)\b)"
)


class _Pair(NamedTuple):
    """Two words of one kind, in small letters, and the list that they are of."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    rule: str


def without_comma(passage: Passage, lexicon: Lexicon) -> Iterator[Fault]:
    """Yield two words of one kind in a row, that offices put a comma between."""
    for middle, pairs in _pairs(lexicon).found_in(passage):
        for pair in () if passage.is_upper else pairs:
            place = middle + 1 - len(pair.first)
            past = place + len(pair.first) + len(pair.second)
            if place < 0 or passage.keys[place:past] != pair.first + pair.second:
                continue
            run = passage.tokens[place:past]
            written = passage.text[run[0].start : run[-1].end]
            if written[1:].islower() and len(written.split()) == len(run) and _stands(passage, place, pair):
                yield _left_out(passage, run[0].start, run[-1].end, pair)
                break


def one_way_of_commas(
    passages: Sequence[Passage], lexicon: Lexicon, is_cited: Callable[[Passage, int], bool]
) -> Iterator[Fault]:
    """Yield the rarer way where a text writes two words with a comma here and without one there: đơn thư, đơn, thư.

    `is_cited` tells whether a place is of the name of another document, which is written as it is.
    """
    judge, pairs = reader(lexicon), _either_way(lexicon)
    found: dict[tuple[str, ...], dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for place, listed in pairs.found_in(passage):
            for words, right in listed:
                run = passage.tokens[place : place + len(words)]
                is_own = not is_cited(passage, run[0].start) if run else False
                if (
                    tuple(token.text for token in run) == words
                    and is_own
                    and _is_whole(passage, place, words, judge)
                ):
                    key = tuple(word for word in words if word != ",")
                    found[key][right].append(Fault(passage, run[0].start, run[-1].end, "", right))
    for ways in found.values():
        if len(ways) > 1:
            # of two that stand as often what comes first is the usual one
            rarer = min(reversed(ways), key=lambda way: len(ways[way]))
            yield _other_way(ways[rarer], next(faults[0] for way, faults in ways.items() if way != rarer))


def _other_way(rarer: Sequence[Fault], usual: Fault) -> Fault:
    place = usual.passage.block.locator
    message = f"Chỗ khác ({place}) viết “{rarer[0].suggestion}”. Dùng một cách trong cả văn bản."
    return told_together(replace(fault, message=message) for fault in rarer)


def astray(passage: Passage) -> Iterator[Fault]:
    """Yield a comma that parts what is asked for from what it must be."""
    for match in _ASTRAY.finditer(passage.text) if ", được " in passage.text else ():
        message = "Thừa dấu phẩy: phần sau “được” nói rõ điều vừa nêu, viết liền."
        yield Fault(passage, *match.span("place"), message, " được", severity="warn")


@lru_cache(maxsize=2)
def _pairs(lexicon: Lexicon) -> PairBook[Sequence[_Pair]]:
    """Return the pairs of the lists by the two syllables that stand around the comma: without it hardly neighbours."""
    found: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for rule in ("comma_pairs", "comma_pairs_in_lists", "comma_pairs_before_and"):
        for pair in lexicon.words.get(rule, ()):
            first, second = (tuple(words.split()) for words in pair.split(", "))
            found[first[-1], second[0]].append(_Pair(first, second, rule))
    return PairBook(found)


@lru_cache(maxsize=2)
def _either_way(lexicon: Lexicon) -> PairBook[Sequence[tuple[tuple[str, ...], str]]]:
    """Return the two ways of each pair of `comma_or_none` by their first two tokens, each with the other way."""
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for pair in lexicon.words.get("comma_or_none", ()):
        with_comma, without = pair.replace(",", " ,"), pair.replace(",", "")
        for way, other in ((with_comma, without), (without, pair)):
            words = tuple(way.split())
            found[words[0], words[1]].append((words, other))
    return PairBook(found)


def _stands(passage: Passage, place: int, pair: _Pair) -> bool:
    """Whether the two words are of one kind here, by the rule of their list."""
    tokens, length = passage.tokens, len(pair.first) + len(pair.second)
    before = tokens[place - 1].lower if place else ""
    after = tokens[place + length].lower if place + length < len(tokens) else "."
    if pair.rule == "comma_pairs_before_and":
        is_begun = not before or before in _BEFORE_VERBS or tokens[place].start <= passage.marker.end + 1
        return is_begun and after == "và"
    if pair.rule == "comma_pairs_in_lists":
        return before == "," and after in _AFTER_THINGS
    if len(pair.first) == 1:
        return before in _BEFORE_THINGS
    return _is_first_of_kind(passage, place)


def _is_first_of_kind(passage: Passage, place: int) -> bool:
    """Whether the first word is no part of a name (Sở Xây dựng) and does not act itself (tổ kiểm tra giám sát)."""
    before = passage.tokens[place - 1] if place else None
    if before is not None and before.lower in _BODIES:
        return False
    return passage.tokens[place].text.islower() or before is None or not before.is_word


def _is_whole(passage: Passage, place: int, words: Sequence[str], judge: Reader) -> bool:
    """Whether neither end makes a word with what is beside it: not in "hóa đơn, thư mời", "đơn, thư ký"."""
    after = place + len(words)
    outer, before, beside, beyond = (_word(passage, at) for at in (place - 2, place - 1, after, after + 1))
    is_bound_before = "," in words and _is_bound(judge, before, words[0], rather_than=(outer, before))
    return not is_bound_before and not _is_bound(judge, words[-1], beside, rather_than=(beside, beyond))


def _word(passage: Passage, place: int) -> str:
    """Return the token at a place in small letters, "" for a sign and beyond the ends."""
    token = passage.tokens[place] if 0 <= place < len(passage.tokens) else None
    return token.lower if token is not None and token.is_word else ""


def _is_bound(judge: Reader, first: str, second: str, *, rather_than: tuple[str, str]) -> bool:
    """Whether two syllables are a word, and rather so than the outer one with what stands on its other side."""
    if not judge.joining.isdisjoint((first, second)):
        return False
    return judge.is_tied(first, second) and judge.pair(first, second) > judge.pair(*rather_than)


def _left_out(passage: Passage, start: int, end: int, pair: _Pair) -> Fault:
    second = " ".join(pair.second)
    first = passage.text[start : end - len(second)].rstrip()
    if len(pair.first) == 1:
        first = first.lower()  # several of a kind are no name: "các Hội đoàn thể"
    right = f"{first}, {second}"
    severity: Severity = (
        "info" if pair.rule == "comma_pairs_in_lists" or len(pair.first) == 1 else "warn"
    )  # one word of everyday speech
    return Fault(passage, start, end, f"Thiếu dấu phẩy giữa hai từ cùng loại: “{right}”.", right, severity)
