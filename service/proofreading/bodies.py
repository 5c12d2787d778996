"""One body under several names: Bộ phận Tiếp nhận và Trả kết quả, and Bộ phận một cửa.

Only what `one_body` of `data/language/words.yaml` knows to be one; not where the text itself makes one name stand for
the other ("gọi tắt là"), tells of a change of name, or names another document. Many offices have a body of one kind:
two names mean one body only where both say alike whose it is (of the province, of the commune, or nothing).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.domain.text import fold
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.letters import UPPER
from service.proofreading.lexicon import Lexicon
from service.proofreading.pair_books import PairBook
from service.proofreading.passages import Passage

#: The names of a body by their first two syllables: which body, which of its names, all its words; long ones first.
_Names = PairBook[Sequence[tuple[int, int, tuple[str, ...]]]]

_CALLED = re.compile(r"\b(?:gọi|viết)\s+(?:tắt|chung|là)\b")
_REACH = 40  # letters before a name that may say what it stands for
_IN_BRACKETS = re.compile(r"[”\"]?\s*[(/]\s*[“\"]?")  # between a name and the one that is given beside it
_CHANGED = re.compile(
    r"\b(?:đổi tên|đổi thành|chuyển thành|thay thế|thay cho|trước đây|tên cũ|tên mới|tiền thân|sáp nhập|hợp nhất"
    r"|thành lập|giải thể)\b",
    re.IGNORECASE,
)
_LEVELS = "tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|thôn|tổ dân phố|ấp|sở|quốc gia"
#: Whose body it is: a level with the name of a place, or another name that follows at once.
_OWNER = re.compile(
    rf"\s+(?:(?:của|cấp|các|tại|thuộc|trực thuộc|ở)\s+){{0,2}}"
    rf"(?:(?:(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|HĐND|Hội đồng nhân dân)\s+(?:các\s+)?)?(?P<level>(?i:{_LEVELS}))\b"
    rf"(?P<place>(?:\s+[{UPPER}][\w’']*){{0,3}})|(?P<other>[{UPPER}]\w+(?:\s+\w+)?))"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name of a body at [start, end) of a passage: `way` is its place in the list, `owner` "" where none is told.

    `own` is where it begins to differ from a shorter name of the list: "một cửa" after Bộ phận ... kết quả.
    """

    passage: Passage
    start: int
    own: int
    end: int
    way: int
    owner: str

    @property
    def text(self) -> str:
        """The name as it is written here."""
        return self.passage.text[self.start : self.end]


def bodies_by_two_names(document: Document, passages: Sequence[Passage]) -> Iterator[Fault]:
    """Yield the rarer names of each body that a text calls by several, as one fault that tells them all."""
    own_places = fold(" ".join(one.text for one in document.passages if one.zone == "header"))
    for mentions in _mentions(document, passages, own_places).values():
        if len({one.way for one in mentions}) == 1:
            continue
        if _are_explained(mentions) or any(map(_are_side_by_side, mentions, mentions[1:])):
            continue
        yield from _other_names(mentions)


@lru_cache(maxsize=2)
def _names(lexicon: Lexicon) -> _Names:
    found: dict[tuple[str, str], list[tuple[int, int, tuple[str, ...]]]] = defaultdict(list)
    for body, names in enumerate(lexicon.words.get("one_body", ())):
        for way, name in enumerate(names):
            words = tuple(name.lower().split())
            found[words[0], words[1]].append((body, way, words))
    return PairBook({start: sorted(names, key=lambda name: -len(name[2])) for start, names in found.items()})


def _mentions(
    document: Document, passages: Sequence[Passage], own_places: str
) -> Mapping[int, list[_Mention]]:
    names = _names(document.lexicon)
    found: dict[int, list[_Mention]] = defaultdict(list)
    for passage in passages:
        for place, listed in names.found_in(passage):
            for body, way, words in listed:
                if passage.keys[place : place + len(words)] == words:
                    run = passage.tokens[place : place + len(words)]
                    if document.is_cited(passage, run[0].start):
                        break
                    owner = _owner(passage.text, run[-1].end, own_places)
                    own = run[_shared(words, listed)].start
                    found[body].append(_Mention(passage, run[0].start, own, run[-1].end, way, owner))
                    break
    return found


def _owner(text: str, end: int, own_places: str) -> str:
    """Return whose body it is by what follows its name, to compare; the own place of the header is left out."""
    found = _OWNER.match(text, end)
    if found is None:
        return ""
    if found["other"]:
        return fold(found["other"])
    place = fold(found["place"]).strip()
    return f"{found['level'].lower()} {'' if place in own_places else place}".strip()


def _shared(words: tuple[str, ...], others: Iterable[tuple[int, int, tuple[str, ...]]]) -> int:
    """Return how many words of a name are a whole shorter one."""
    shorter = (other for _, _, other in others if len(other) < len(words))
    return max((len(other) for other in shorter if words[: len(other)] == other), default=0)


def _are_explained(mentions: Iterable[_Mention]) -> bool:
    """Whether a text says that one name stands for another, or that a body was given a new one."""
    texts = {one.passage.index: one.passage.text for one in mentions}  # each is searched once
    return any(map(_CHANGED.search, texts.values())) or any(map(_is_called, mentions))


def _is_called(one: _Mention) -> bool:
    """Whether the words right before a name say that it stands for another."""
    return _CALLED.search(one.passage.text, max(0, one.start - _REACH), one.start) is not None


def _are_side_by_side(one: _Mention, following: _Mention) -> bool:
    """Whether a name stands in brackets after another: Bộ phận Tiếp nhận và Trả kết quả (Bộ phận Một cửa)."""
    is_near = one.passage is following.passage
    return is_near and _IN_BRACKETS.fullmatch(one.passage.text, one.end, following.start) is not None


def _other_names(mentions: Sequence[_Mention]) -> Iterator[Fault]:
    ways: dict[int, list[_Mention]] = defaultdict(list)
    for one in mentions:
        ways[one.way].append(one)
    usual = min(ways, key=lambda way: (-len(ways[way]), way))
    owners = {one.owner for one in ways[usual]}
    others = [one for one in mentions if one.way != usual and one.owner in owners]
    if others:
        first = {way: found[0] for way, found in ways.items() if way == usual or found[0] in others}
        told = ", ".join(f"“{one.text}” ({one.passage.block.locator})" for one in first.values())
        message = f"Một cơ quan, bộ phận có {len(first)} tên trong văn bản: {told}. Dùng một tên."
        yield told_together(Fault(one.passage, one.own, one.end, message) for one in others)
