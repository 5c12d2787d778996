"""One word is spelt in two ways: hóa and hoá, lý and lí, hành chính nhà nước and Nhà nước, one body by two names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.letters import LOWER, UPPER
from service.proofreading.passages import Passage, Token
from service.proofreading.terms import terms

NAME = "Viết không thống nhất"
SEVERITY: Severity = "warn"
BASIS = "Thống nhất trong văn bản"
_OLD = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)$")
_NEW = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])$")
_LAST = frozenset("aeyàáảãạèéẻẽẹỳýỷỹỵ")
_PLACING = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)
_BACK = {new: old for old, new in _PLACING.items()}
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
    rf"\b(?:Phòng|Sở|Ban|Trung tâm|Bộ)\s+[{UPPER}][{LOWER}]+\s+[{LOWER}]+(?P<join>\s+(?:-|–|và)\s+)"
    rf"[{UPPER}][{LOWER}]+(?:\s+[{LOWER}]+)?"
)
_COUNTER = re.compile(r"[ \u00a0]\d{1,2}\b(?![%/]|[.,]\d)")  # stands in every numbered thing
_NUMBERED = re.compile(
    r"\b([Nn]ội dung|[Tt]iêu chí|[Cc]hỉ tiêu|[Nn]hiệm vụ|[Bb]ảng|[Bb]iểu|[Hh]ình|[Gg]iai đoạn|[Hh]ạng mục|[Nn]hóm)"
    r"\s+\d{1,2}\b(?![%/]|[.,]\d)"
)
Place = tuple[Passage, int, int]


def check(document: Document) -> Iterator[Fault]:
    """Yield the rarer way of writing a word where the document has two."""
    passages = [p for p in document.prose if not p.is_upper]
    yield from _tone_marks(passages)
    yield from _i_or_y(passages)
    yield from _capitals(passages, document)
    yield from _numbered(passages)
    for ways in terms(passages, document.lexicon):
        usual, rarer = sorted(ways, key=lambda way: -len(ways[way]))[:2]
        passage, start, end = ways[rarer][0]
        yield _other_way(ways[rarer], _with_case(usual, passage.text[start:end]))
    yield from _joined_names(passages)


def _tone_marks(passages: Sequence[Passage]) -> Iterator[Fault]:
    found: dict[bool, list[tuple[Passage, Token]]] = {True: [], False: []}
    for passage in passages:
        for token in passage.tokens:
            word = token.lower
            if word[-1] not in _LAST or len(word) < 2 or token.text.isupper() or word.startswith("qu"):
                continue
            if _OLD.search(word):
                found[True].append((passage, token))
            elif _NEW.search(word):
                found[False].append((passage, token))
    if not (found[True] and found[False]):
        return
    rarer = len(found[True]) < len(found[False])
    passage, token = found[rarer][0]
    swap = _PLACING if rarer else _BACK
    right = token.text[:-2] + _with_case(swap[token.lower[-2:]], token.text[-2:])
    others = _others(passage, [p for p, _ in found[rarer]])
    yield Fault(
        passage,
        token.start,
        token.end,
        f"Cách đặt dấu thanh khác chỗ khác: viết “{right}” như trong cả văn bản.",
        right,
        is_certain=len(found[rarer]) == 1,
        others=others,
    )


def _with_case(text: str, pattern: str) -> str:
    return text.upper() if pattern.isupper() else text[0].upper() + text[1:] if pattern[0].isupper() else text


def _others(passage: Passage, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(other for other in passages if other is not passage))


def _i_or_y(passages: Sequence[Passage]) -> Iterator[Fault]:
    """The same word, with the same neighbour, once with i and once with y."""
    told: set[tuple[int, int]] = set()
    for ways in _with_neighbours(passages).values():
        if len(ways) < 2:
            continue
        usual, rarer = sorted(ways, key=lambda way: -len(ways[way]))[:2]
        passage, start, end = ways[rarer][0]
        if (passage.index, start) not in told:
            told.add((passage.index, start))
            yield _other_way(ways[rarer], _with_case(usual, passage.text[start:end]))


def _with_neighbours(passages: Sequence[Passage]) -> dict[tuple[str, str, int], dict[str, list[Place]]]:
    """Return the places of the words with i or y, by word, neighbour and its side, and by spelling."""
    found: dict[tuple[str, str, int], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        tokens = passage.tokens
        for place, token in enumerate(tokens):
            if token.lower not in _I_OR_Y:
                continue
            key = _I_Y.get(token.lower, token.lower)
            for step in (-1, 1):
                other = tokens[place + step] if 0 <= place + step < len(tokens) else None
                if other is not None and other.is_word:
                    found[key, other.lower, step][token.lower].append((passage, token.start, token.end))
    return found


def _other_way(places: Sequence[Place], right: str) -> Fault:
    """Return the fault of a word that is written otherwise elsewhere, with all its places."""
    passage, start, end = places[0]
    message = f"Chỗ khác viết “{right}”. Dùng một cách trong cả văn bản."
    return Fault(passage, start, end, message, right, others=_others(passage, [p for p, _, _ in places]))


def _capitals(passages: Sequence[Passage], document: Document) -> Iterator[Fault]:
    """A phrase of the list, or the name of a body, with two sets of capitals."""
    phrases = _by_first_word(document.lexicon.words.get("one_way", ()))
    found: dict[tuple[str, ...], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for place, token in enumerate(passage.tokens):
            for phrase in phrases.get(token.lower, ()):
                _enter(found, passage, place, len(phrase), phrase)
            if token.lower in _HEADS and token.text[0].isupper() and not _begins_sentence(passage, place):
                _enter(found, passage, place, 3, None)
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
    passage: Passage,
    place: int,
    length: int,
    phrase: tuple[str, ...] | None,
) -> None:
    run = passage.tokens[place : place + length]
    key = tuple(token.lower for token in run)
    if len(run) < length or (phrase is not None and key != phrase) or not all(token.is_word for token in run):
        return
    written = passage.text[run[0].start : run[-1].end]
    if not written.isupper():
        found[key][written[0].lower() + written[1:]].append((passage, run[0].start, run[-1].end))


def _begins_sentence(passage: Passage, place: int) -> bool:
    before = passage.text[: passage.tokens[place].start].rstrip()
    return not before or before[-1] in ".:;!?-+•)" or passage.tokens[place].start <= passage.marker.end + 2


def _rarer(ways: dict[str, list[Place]]) -> Fault:
    usual = max(ways, key=lambda way: len(ways[way]))
    wrong = [place for way, places in ways.items() if way != usual for place in places]
    passage, start, end = wrong[0]
    right = passage.text[start] + usual[1:]
    return Fault(
        passage,
        start,
        end,
        f"Chỗ khác viết “{right}”. Dùng một cách trong cả văn bản.",
        right,
        others=_others(passage, [p for p, _, _ in wrong]),
    )


def _numbered(passages: Sequence[Passage]) -> Iterator[Fault]:
    """A numbered thing with a capital here and without one there, within a sentence: Tiêu chí 6, tiêu chí 6."""
    found: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for match in _NUMBERED.finditer(passage.text) if _COUNTER.search(passage.text) else ():
            before = passage.text[: match.start()].rstrip()
            if before and (before[-1].isalnum() or before[-1] in ",;"):
                found[match[1].lower()][match[1]].append((passage, *match.span(1)))
    for ways in found.values():
        if len(ways) > 1:
            rarer, usual = sorted(ways, key=lambda way: len(ways[way]))
            yield _other_way(ways[rarer], usual)


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
            passage, start, end = ways[rarer][0]
            first, at, stop = ways[usual][0]
            right = first.text[at:stop]
            yield Fault(
                passage,
                start,
                end,
                f"Một cơ quan hai tên: chỗ khác viết “{right}”. Dùng một tên.",
                right,
                others=_others(passage, [p for p, _, _ in ways[rarer]]),
            )
