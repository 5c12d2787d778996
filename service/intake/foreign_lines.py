"""Lines of a file that the service did not print, made comparable with what it prints.

Offices write several labels in one line, other words for a label, the last basis and the sentence that enacts in one
paragraph, and sections one level higher or lower. The words stay as they are typed; only what they are is told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from service.domain.deadline_reading import read_deadline
from service.domain.refusal import Refused
from service.domain.text import fold
from service.inspection.facts import Block
from service.intake.citing import KIND_WORDS
from service.intake.label_runs import joined_labels
from service.intake.likeness import title_likeness
from service.intake.lines import Item, Line
from service.intake.outline_spots import Heading, Spots
from service.intake.soft_breaks import parted

LabelWords = Mapping[str, str]
_VERBS: Final = r"(?:Căn cứ|Thực hiện|Theo|Triển khai|Xét)"
_BASIS = re.compile(rf"{_VERBS}\b")
_ENACTING = re.compile(
    r"[,;.]\s+(?=(?:[ỦU][ỷyYÝ] ban nhân dân|UBND|HĐND|Hội đồng nhân dân)\b[^;:]*\bsau(?: đây)?\s*:\s*$)"
)
_CITED = re.compile(rf"{_VERBS}(?: vào)?\s+(?:{KIND_WORDS})\b")
_PART = re.compile(r"(?i)(?:phần|chương)\s+(?:thứ\s+\w+(?:\s+\w+)?|[IVXLC]+|\d+)\s*[.:]?")
_NO_PARTS: Final = "loại văn bản này không chia thành phần, chương; các mục được đánh số lại"
#: The label of `data/label_words.yaml` whose value is a deadline.
_TIME: Final = "Thời gian thực hiện"
_YEARLESS = re.compile(
    r"(?i)(?:(?:trước|chậm nhất|đến(?: hết)?|vào|trong)\s+)*"
    r"(?:(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}|(?:tháng\s+\d{1,2}|quý\s+(?:IV|I{1,3}|[1-4])))"
)
_ALIKE: Final = 0.7
_SAME_LEVEL: Final = 0.6
_LONGEST_HEADING: Final = 20
_DEEPER: Final = ("roman", "arabic", "decimal")


def prepared(items: Sequence[Item], spots: Spots, labels: LabelWords) -> list[Item]:
    """Return the items of a foreign file as they are to be read; `labels` has the usual wording of each label."""
    apart = list(_openings_apart(items))
    labelled = list(joined_labels(part for item in apart for part in _labelled(item, labels)))
    shared = Counter(number for item in labelled if isinstance(item, Line) for number in item.sources)
    told = [
        replace(item, is_part=True)
        if isinstance(item, Line) and any(shared[number] > 1 for number in item.sources)
        else item
        for item in labelled
    ]
    return _levelled([_without_parts(item) for item in told], spots)


def _without_parts(item: Item) -> Item:
    """Return a line that only counts a part of the file (Phần thứ hai) as one that has no place: no type has parts."""
    is_part = isinstance(item, Line) and _PART.fullmatch(item.whole)
    return replace(item, stray=_NO_PARTS) if isinstance(item, Line) and is_part else item


def lines_apart(blocks: Iterable[Block], spots: Spots, labels: LabelWords) -> list[Block]:
    """Return the blocks of a foreign file with the lines that Shift+Enter parts as paragraphs."""
    pattern = _label_pattern(tuple(labels))

    def begins(line: Line) -> bool:
        return pattern.match(line.text) is not None

    def is_title(line: Line) -> bool:
        is_likely = _rank(line) is not None or _stands_out(line)
        return is_likely and bool(_section_of(line, 0, spots))

    return list(parted(blocks, begins, is_title))


def is_heading_like(text: str) -> bool:
    """Tell whether words can be a title: short, and no sentence that ends."""
    words = text.strip()
    return len(words.split()) <= _LONGEST_HEADING and not words.endswith((".", ";", "như sau:"))


def _openings_apart(items: Sequence[Item]) -> Iterator[Item]:
    """Part the sentence that enacts from the basis before it, where other bases are lines or it cites nothing."""
    before = ""
    for item in items:
        if not isinstance(item, Line) or item.style:
            yield item
            before = ""
            continue
        found = _ENACTING.search(item.text) if _BASIS.match(item.text) else None
        if found is not None and (_BASIS.match(before) or not _CITED.match(item.text)):
            yield part_of(item, 0, found.start())
            yield part_of(item, found.end(), len(item.text))
        else:
            yield item
        before = item.text


def part_of(line: Line, start: int, end: int) -> Line:
    """Return a part of the text of a line as a line; only the first one has the number."""
    made = replace(line, text=line.text[start:end], looks=line.looks[start:end], is_part=True)
    return made if start == 0 else replace(made, number="", style="", depth=0, prefix="")


def _labelled(item: Item, labels: LabelWords) -> Iterator[Item]:
    """Yield a line with the label that it begins with, in as many lines as it has labels."""
    if not isinstance(item, Line):
        yield item
        return
    pattern = _label_pattern(tuple(labels))
    first = pattern.match(item.text)
    if first is None:
        yield _due(item, labels) or item
        return
    found = [first, *(one for one in pattern.finditer(item.text, first.end()) if one.start() > 0)]
    ends = [one.start() for one in found[1:]] + [len(item.text)]
    for match, end in zip(found, ends, strict=True):
        start = match.start("label")
        line = part_of(item, start, end) if len(found) > 1 else item
        usual = _usual(labels)[_key(match["label"])]
        yield replace(line, label=usual, value_start=match.end() - start, text=line.text)


def _due(line: Line, labels: LabelWords) -> Line | None:
    """Return a line that is a label of time and a deadline without a sign between them (Hoàn thành trước 30/9)."""
    found = _due_pattern(tuple(labels.items())).match(line.text)
    if found is None or not _is_deadline(line.text[found.end() :].rstrip(" .;,")):
        return None
    return replace(line, label=_TIME, value_start=found.end())


def _is_deadline(words: str) -> bool:
    """Tell whether words are nothing but a deadline; a day, a month or a quarter may be without its year."""
    try:
        fields = read_deadline(words)
    except Refused:
        return _YEARLESS.fullmatch(words) is not None
    return (bool(fields) and "note" not in fields) or _YEARLESS.fullmatch(words) is not None


@lru_cache(maxsize=4)
def _due_pattern(labels: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    words = sorted((words for words, usual in labels if usual == _TIME), key=len, reverse=True)
    source = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in words)
    return re.compile(rf"(?:{source})\s+(?=\S)" if source else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a label with its sign, at the beginning or behind the end of a value."""
    words = sorted(labels, key=len, reverse=True)
    source = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in words)
    return re.compile(rf"(?:^|(?<=[.;,])\s+)(?P<label>{source})\s*(?::|\s[-–]\s)\s*", re.IGNORECASE)


def _usual(labels: LabelWords) -> dict[str, str]:
    return {_key(words): usual for words, usual in labels.items()}


def _key(text: str) -> str:
    return fold(" ".join(text.split()))


def _levelled(items: Sequence[Item], spots: Spots) -> list[Item]:
    """Tell which lines are titles of the type; move the numbers of a section that stands at another level there."""
    made: list[Item] = []
    shift, level = 0, -1
    for item in items:
        if not isinstance(item, Line):
            made.append(item)
            continue
        rank = _rank(item)
        if rank is not None and rank <= level:
            shift, level = 0, -1
        key = _section_of(item, shift, spots) if rank is not None or _stands_out(item) else ""
        line = replace(item, title_of=key) if key else item
        if key and rank is not None and (found := _spot_rank(spots.headings[key]) - rank - shift):
            shift, level = found, rank
        made.append(_moved(line, shift) if shift else line)
    return made


def _section_of(line: Line, shift: int, spots: Spots) -> str:
    """Return the section of the type that a title names; one at its own level where that is like it enough."""
    if not is_heading_like(line.text):
        return ""
    likely = {
        key: title_likeness(line.text, spot.title)
        for key, spot in spots.headings.items()
        if key.startswith("muc.") and spot.numbering.style in _DEEPER
    }
    rank = _rank(line)
    level = None if rank is None else rank + shift
    own = {key: one for key, one in likely.items() if _spot_rank(spots.headings[key]) == level}
    for found, enough in ((own, _SAME_LEVEL), (likely, _ALIKE)):
        best = max(found, key=lambda key: found[key], default="")
        if best and found[best] >= enough:
            return best
    return ""


def _stands_out(line: Line) -> bool:
    """Tell whether a line without a number is typed as a title: in capitals, or bold from end to end."""
    is_bold = bool(line.looks) and all(bold for bold, _ in line.looks)
    return not line.style and (is_bold or line.text.isupper())


def _spot_rank(spot: Heading) -> int:
    return 0 if spot.numbering.style == "roman" else max(1, spot.numbering.depth)


def _rank(line: Line) -> int | None:
    """Return how deep a number is: I. 0, 1. 1, 1.1. 2; None for letters, dashes and no number."""
    if line.style == "roman":
        return 0
    return line.depth if line.style in {"arabic", "decimal"} else None


def _moved(line: Line, shift: int) -> Line:
    if _rank(line) is None:
        return line
    rank = max(0, (_rank(line) or 0) + shift)
    return replace(line, style=_DEEPER[min(rank, 2)], depth=rank)
