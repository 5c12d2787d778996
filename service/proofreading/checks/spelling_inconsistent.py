"""One word is spelt in two ways: hóa and hoá, lý and lí, hành chính nhà nước and Nhà nước, one body by two names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from service.domain.findings import Severity
from service.proofreading.bodies import bodies_by_two_names
from service.proofreading.commas import one_way_of_commas
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.issuer_names import issuer_by_other_names
from service.proofreading.letters import LOWER, UPPER, opening
from service.proofreading.numbered import numbered_things
from service.proofreading.passages import Passage, Token
from service.proofreading.subjects import subjects_in_two_wordings
from service.proofreading.terms import terms

NAME = "Viết không thống nhất"
SEVERITY: Severity = "warn"
BASIS = "Thống nhất trong văn bản"
_PLACING = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)
_BACK = {new: old for old, new in _PLACING.items()}
_PLACED = _PLACING.keys() | _BACK.keys()
_LAST = frozenset(ending[-1] for ending in _PLACED)
_I_Y = {
    "lí": "lý",
    "kĩ": "kỹ",
    "mĩ": "mỹ",
    "quí": "quý",
    "tỉ": "tỷ",
    "sĩ": "sỹ",
    "kì": "kỳ",
    "hi": "hy",
    "kí": "ký",
    "mì": "mỳ",
    "li": "ly",
}
_I_OR_Y = frozenset(_I_Y) | frozenset(_I_Y.values())
_HEADS = frozenset(
    ["phòng", "ban", "sở", "bộ", "đoàn", "hội", "trung", "liên", "văn", "trang", "cổng", "mặt", "công", "chi"]
)
_NAME = re.compile(
    rf"{opening('Phòng', 'Sở', 'Ban', 'Trung tâm', 'Bộ')}\s+[{UPPER}][{LOWER}]+\s+[{LOWER}]+(?P<join>\s+(?:-|–|và)\s+)"
    rf"[{UPPER}][{LOWER}]+(?:\s+[{LOWER}]+)?"
)
Place = tuple[Passage, int, int]


def check(document: Document) -> Iterator[Fault]:
    """Yield the rarer way of writing a word where the document has two."""
    passages = [p for p in document.prose if not p.is_upper]
    yield from _tone_marks(passages)
    yield from _i_or_y(passages)
    yield from _capitals(passages, document)
    yield from numbered_things(passages)
    for ways in terms(passages, document.lexicon, document.is_cited):
        usual, rarer = sorted(ways, key=lambda way: -len(ways[way]))[:2]
        yield _other_way(ways[rarer], usual)
    yield from _joined_names(passages)
    yield from bodies_by_two_names(document, passages)
    yield from issuer_by_other_names(document)
    yield from one_way_of_commas(passages, document.lexicon, document.is_cited)
    yield from subjects_in_two_wordings(document)


def _tone_marks(passages: Sequence[Passage]) -> Iterator[Fault]:
    found: dict[bool, list[tuple[Passage, Token]]] = {True: [], False: []}
    for passage in passages:
        marked = [i for i, key in enumerate(passage.keys) if key[-1] in _LAST and key[-2:] in _PLACED]
        for token in map(passage.tokens.__getitem__, marked):
            if not token.text.isupper() and not token.lower.startswith("qu"):
                found[token.lower[-2:] in _PLACING].append((passage, token))
    if not (found[True] and found[False]):
        return
    rarer = len(found[True]) < len(found[False])
    swap = _PLACING if rarer else _BACK
    whole = told_together(_tone_mark(passage, token, swap) for passage, token in found[rarer])
    yield replace(whole, is_certain=len(found[rarer]) == 1)


def _tone_mark(passage: Passage, token: Token, swap: Mapping[str, str]) -> Fault:
    right = token.text[:-2] + _with_case(swap[token.lower[-2:]], token.text[-2:])
    message = f"Cách đặt dấu thanh khác chỗ khác: viết “{right}” như trong cả văn bản."
    return Fault(passage, token.start, token.end, message, right, is_certain=True)


def _with_case(text: str, pattern: str) -> str:
    return text.upper() if pattern.isupper() else text[0].upper() + text[1:] if pattern[0].isupper() else text


def _i_or_y(passages: Sequence[Passage]) -> Iterator[Fault]:
    """The same word, with the same neighbour, once with i and once with y."""
    told: set[tuple[int, int]] = set()
    for ways in _with_neighbours(passages).values():
        if len(ways) < 2:
            continue
        usual, rarer = sorted(ways, key=lambda way: -len(ways[way]))[:2]
        passage, start, _ = ways[rarer][0]
        if (passage.index, start) not in told:
            told.add((passage.index, start))
            yield _other_way(ways[rarer], usual)


def _with_neighbours(passages: Sequence[Passage]) -> dict[tuple[str, str, int], dict[str, list[Place]]]:
    """Return the places of the words with i or y, by word, neighbour and its side, and by spelling."""
    found: dict[tuple[str, str, int], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        tokens = passage.tokens
        for place in passage.places_in(_I_OR_Y):
            token = tokens[place]
            key = _I_Y.get(token.lower, token.lower)
            for step in (-1, 1):
                other = tokens[place + step] if 0 <= place + step < len(tokens) else None
                if other is not None and other.is_word:
                    found[key, other.lower, step][token.lower].append((passage, token.start, token.end))
    return found


def _other_way(places: Sequence[Place], usual: str) -> Fault:
    """Return the fault of a word that is written otherwise elsewhere, with all its places, each in its own case."""
    return told_together(_elsewhere(place, _with_case(usual, _written(place))) for place in places)


def _written(place: Place) -> str:
    passage, start, end = place
    return passage.text[start:end]


def _elsewhere(place: Place, right: str) -> Fault:
    return Fault(*place, f"Chỗ khác viết “{right}”. Dùng một cách trong cả văn bản.", right)


def _capitals(passages: Sequence[Passage], document: Document) -> Iterator[Fault]:
    """A phrase of the list, or the name of a body, with two sets of capitals."""
    phrases = _by_first_word(document.lexicon.words.get("one_way", ()))
    first_words = {*phrases, *_HEADS}
    found: dict[tuple[str, ...], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for place in passage.places_in(first_words):
            token = passage.tokens[place]
            for phrase in phrases.get(token.lower, ()):
                if passage.keys[place : place + len(phrase)] == phrase:
                    _enter(found, document, passage, place, len(phrase))
            if token.lower in _HEADS and token.text[0].isupper() and not _begins_sentence(passage, place):
                _enter(found, document, passage, place, 3)
    for ways in found.values():
        if len(ways) > 1:
            yield _rarer(ways)


def _by_first_word(phrases: Iterable[str]) -> Mapping[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]].append(words)
    return found


def _enter(
    found: dict[tuple[str, ...], dict[str, list[Place]]],
    document: Document,
    passage: Passage,
    place: int,
    length: int,
) -> None:
    """Enter the words at a place, as they are written, where they are no name of another document."""
    run, key = passage.tokens[place : place + length], passage.keys[place : place + length]
    if len(run) < length or not all(token.is_word for token in run):
        return
    written = passage.text[run[0].start : run[-1].end]
    if not written.isupper() and not document.is_cited(passage, run[0].start):
        found[key][written[0].lower() + written[1:]].append((passage, run[0].start, run[-1].end))


def _begins_sentence(passage: Passage, place: int) -> bool:
    before = passage.text[: passage.tokens[place].start].rstrip()
    return not before or before[-1] in ".:;!?-+•)" or passage.tokens[place].start <= passage.marker.end + 2


def _rarer(ways: dict[str, list[Place]]) -> Fault:
    usual = max(ways, key=lambda way: len(ways[way]))
    wrong = [place for way, places in ways.items() if way != usual for place in places]
    return told_together(_elsewhere(place, _written(place)[0] + usual[1:]) for place in wrong)


def _joined_names(passages: Sequence[Passage]) -> Iterator[Fault]:
    """One body with "và" here and a dash there."""
    found: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for match in _NAME.finditer(passage.text):
            join = "và" if "và" in match["join"] else "-"
            key = match.group().replace(match["join"], " ").lower()
            found[key][join].append((passage, *match.span()))
    for ways in found.values():
        if len(ways) > 1:
            counts = Counter({way: len(places) for way, places in ways.items()})
            usual, rarer = (way for way, _ in counts.most_common(2))
            right = _written(ways[usual][0])
            message = f"Một cơ quan hai tên: chỗ khác viết “{right}”. Dùng một tên."
            yield told_together(Fault(*place, message, right) for place in ways[rarer])
