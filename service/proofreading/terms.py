"""Words for one thing, of which a text should keep to one: hằng năm and hàng năm."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from service.proofreading.lexicon import Lexicon
from service.proofreading.pair_books import PairBook
from service.proofreading.passages import Passage
from service.proofreading.words import Reader, reader

#: The ways of saying a thing, by two neighbours in them that are seldom seen so: where these stand in it, the number of
#: the thing, all its tokens.
_Ways = PairBook[Sequence[tuple[int, int, tuple[str, ...]]]]


def terms(
    passages: Sequence[Passage], lexicon: Lexicon, is_cited: Callable[[Passage, int], bool]
) -> Iterator[dict[str, list[tuple[Passage, int, int]]]]:
    """Yield, for each thing that a text names in two ways of the list `one_term`, the places of each way.

    `is_cited` tells whether a place is of the name of another document, which is written as it is.
    """
    ways, judge = _ways(lexicon), reader(lexicon)
    found: dict[int, dict[str, list[tuple[Passage, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for inner, listed in ways.found_in(passage):
            for offset, thing, words in listed:
                place = inner - offset
                if place >= 0 and _stands(passage, place, words, judge):
                    run = passage.tokens[place : place + len(words)]
                    if is_cited(passage, run[0].start):
                        continue
                    found[thing][" ".join(words)].append((passage, run[0].start, run[-1].end))
    return (places for places in found.values() if len(places) > 1)


@lru_cache(maxsize=2)
def _ways(lexicon: Lexicon) -> _Ways:
    found: dict[tuple[str, str], list[tuple[int, int, tuple[str, ...]]]] = defaultdict(list)
    for thing, ways in enumerate(lexicon.words.get("one_term", ())):
        for way in ways:
            words = tuple(way.split())
            offset = min(range(len(words) - 1), key=lambda place: lexicon.pair(*words[place : place + 2]))
            found[words[offset], words[offset + 1]].append((offset, thing, words))
    return PairBook(found)


def _stands(passage: Passage, place: int, words: tuple[str, ...], judge: Reader) -> bool:
    """Whether the words stand there by themselves: not in "ngân hàng năm 2025" or "giao hàng tháng 5"."""
    tokens = passage.tokens
    run = tokens[place : place + len(words)]
    if passage.keys[place : place + len(words)] != words or any(token.text.isupper() for token in run):
        return False
    before, after = tokens[place - 1 : place] if place else (), tokens[place + len(words) :][:1]
    if any(token.text.isdigit() for token in after):
        return False
    return not any(token.is_word and judge.is_tied(token.lower, words[0]) for token in before)
