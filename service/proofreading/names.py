"""Names of bodies with the capitals that they have, looked up by their first two syllables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from service.proofreading.pair_books import PairBook
from service.proofreading.passages import Passage, Token

_COMMON_HEADS = frozenset({"Bộ", "Sở", "Phòng", "Ban"})
#: Before "hội Nông dân", "đoàn Thanh niên" these make another name: Chi hội Nông dân, Đại hội Đoàn.
_LONGER_HEADS = frozenset(
    {"chi", "tổ", "phân", "đại", "liên", "lễ", "hiệp", "dạ", "vũ", "quỹ", "xã", "lữ", "tập"}
)
_SHARED_HEADS = frozenset({"hội", "đoàn"})


class NameBook:
    """Names as they are written; `or_small` may be all in small letters too."""

    def __init__(self, names: Iterable[str], or_small: Iterable[str] = ()) -> None:
        book: dict[tuple[str, str], list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
        for listed, may_be_small in ((names, False), (or_small, True)):
            for name in listed:
                words = tuple(name.split())
                book[words[0].lower(), words[1].lower()].append((words, may_be_small))
        for found in book.values():
            found.sort(key=lambda item: -len(item[0]))
        self._names = PairBook(book)

    def miswritten(self, passage: Passage) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, right) of the names of a passage that have other capitals."""
        tokens = passage.tokens
        for place, names in self._names.found_in(passage):
            for words, may_be_small in names:
                if passage.keys[place : place + len(words)] == tuple(map(str.lower, words)):
                    run = tokens[place : place + len(words)]
                    if not (
                        _is_right(run, words, may_be_small=may_be_small)
                        or _is_longer(tokens[place - 1 : place], run[0])
                    ):
                        yield run[0].start, run[-1].end, " ".join(words)
                    break


def _is_longer(before: tuple[Token, ...], head: Token) -> bool:
    """Whether the first syllable belongs to the one before it: Chi hội Phụ nữ, Đại hội Nông dân."""
    is_shared = head.text.islower() and head.lower in _SHARED_HEADS
    return is_shared and any(token.lower in _LONGER_HEADS for token in before)


def _is_right(run: tuple[Token, ...], words: tuple[str, ...], *, may_be_small: bool) -> bool:
    written = tuple(token.text for token in run)
    if written == words or all(word.isupper() for word in written):
        return True
    if words[0] in _COMMON_HEADS and written[0].islower():
        return True  # cán bộ tư pháp, căn phòng kinh tế
    return may_be_small and all(word.islower() for word in written)
