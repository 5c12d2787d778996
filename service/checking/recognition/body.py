"""Recognises the text: addressees, legal bases, and what each paragraph is by its number."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from service.checking.recognition.bare_headings import with_bare_headings
from service.checking.recognition.page import Page
from service.checking.recognition.parts import BodyItem, BodyKind
from service.checking.recognition.text_lines import TextLine, whole
from service.checking.recognition.words import ADDRESSEE, is_mostly_blank

_SEARCHED_LINES = 8
_MAX_ADDRESSEES = 40
_MAX_TITLE_WORDS = 30
_BASIS_BEGIN = re.compile(r"(Căn cứ|Theo đề nghị|Xét đề nghị|Trên cơ sở)\b", re.IGNORECASE)
_PATTERNS: tuple[tuple[BodyKind, re.Pattern[str]], ...] = (
    ("part", re.compile(r"(?P<number>(?:PHẦN|Phần|CHƯƠNG|Chương) (?:[Tt][Hh][Ứứ] \w+|[IVXLC]+|\d+))(?P<rest>[.:]?)")),
    ("chapter_section", re.compile(r"(?P<number>(?:MỤC|Mục|TIỂU MỤC|Tiểu mục) (?:\d+|[IVX]+))(?P<rest>[.:]?)")),
    ("article", re.compile(r"(?P<number>(?:Điều|ĐIỀU) \d+[a-zđ]? ?[.:]) ?(?P<rest>.*)")),
    ("roman", re.compile(r"(?P<number>(?:[IVX]+|[LC][IVXLC]+) ?[.)/:-]) ?(?P<rest>\D.*)")),
    ("upper_letter", re.compile(r"(?P<number>[A-ZĐ] ?[.)/:]) (?P<rest>.+)")),
    ("decimal", re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+ ?[.)]?)(?= |[^\W\d])(?! ?(?:%|đồng|điểm))(?P<rest>.*)")),
    ("arabic", re.compile(r"(?P<number>\d{1,3} ?[.)/-])(?= |[^\W\d]) ?(?P<rest>.+)")),
    ("letter", re.compile(r"(?P<number>[a-zđ] ?[.)/]) ?(?P<rest>.+)")),
    ("paren", re.compile(r"(?P<number>\((?:\d+|[a-zđ])\)) ?(?P<rest>.+)")),
    ("dash", re.compile(r"(?P<number>[-–—+•*▪]) ?(?P<rest>.+)")),
)  # fmt: skip
_ABOVE_NUMBERS = frozenset({"part", "chapter_section", "article", "roman", "upper_letter", "title"})
_BELOW_NUMBERS = frozenset({"letter", "paren", "dash", "plain"})
#: ``+ Cơ quan chủ trì: Phòng Nội vụ`` says who does the task that is numbered, which then is no title.
_PARTICULAR = re.compile(r"[-–—+•*▪] ?[^\W\d_][^:;.,]{2,40}: ?\S")
_END_SIGNS = (".", ";", ":", ",", "/")


def recognise_addressees(page: Page, start: int) -> tuple[TextLine, ...]:
    """Return the lines of ``Kính gửi`` with its list, sought from line `start` on."""
    lines = page.lines[start : start + _SEARCHED_LINES]
    first = next((line for line in lines if ADDRESSEE.match(line.text)), None)
    if first is None:
        return ()
    found = [first]
    at = page.lines.index(first) + 1
    for line in page.lines[at : at + _MAX_ADDRESSEES]:
        same_table = line.spot.table != 0 and line.spot.table == first.spot.table
        if not same_table and not line.text.startswith(("-", "–", "(", "•")):
            break
        found.append(line)
    return tuple(found)


def recognise_bases(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
    """Return the legal bases that open a text; a sentence that begins with ``Căn cứ`` is none.

    A basis is known by its end (``;``), by its slant, or by the basis before it.
    """
    found: list[TextLine] = []
    for line in lines:
        begins = _BASIS_BEGIN.match(line.text) is not None
        listed = line.text.endswith(";") or _is_slanted(line)
        goes_on = bool(found) and found[-1].text.endswith((";", ",")) and (begins or listed)
        if "như sau" in line.text or not ((begins and listed) or goes_on):
            break
        found.append(line)
    return tuple(found)


def _is_slanted(line: TextLine) -> bool:
    return bool(line.letter_runs) and all(run.format.italic for run in line.letter_runs)


def body_lines(page: Page, first: int, last: int) -> Iterator[TextLine]:
    """Yield the paragraphs between two numbers that stand in the run of the page and show words, not blanks."""
    for paragraph in page.paragraphs(first, last):
        if paragraph.place == "body":
            line = whole(paragraph, page.spots[paragraph.number])
            if any(sign.isalpha() for sign in line.text) and not is_mostly_blank(line.text):
                yield line


def body_items(lines: Iterable[TextLine]) -> tuple[BodyItem, ...]:
    """Return what each paragraph of a text is; a numbered one is a title when text of another rank follows.

    A title stands above its text. What is numbered in a row of sentences or tasks is none, unless it is bold.
    """
    items = with_bare_headings([_item(line) for line in lines])
    told = {place for row in _rows(items) if _is_told_in(items, row) for place in row}
    return tuple(
        replace(item, is_title=_is_title(item, following) and (place not in told or item.line.is_bold))
        for place, (item, following) in enumerate(itertools.zip_longest(items, items[1:]))
    )


def _rows(items: Sequence[BodyItem]) -> Iterator[list[int]]:
    """Yield the places of the numbered paragraphs of each row: 1., 2., 3. of one rank under one heading."""
    under_way: dict[tuple[BodyKind, int], list[int]] = {}
    for place, item in enumerate(items):
        if item.kind in _ABOVE_NUMBERS:
            yield from under_way.values()
            under_way = {}
        elif item.kind in {"arabic", "decimal"}:
            row = under_way.get(_rank(item))
            if row is not None and _last_number(item) == _last_number(items[row[-1]]) + 1:
                row.append(place)
                continue
            if row is not None:
                yield row
            under_way[_rank(item)] = [place]
    yield from under_way.values()


def _is_told_in(items: Sequence[BodyItem], row: Sequence[int]) -> bool:
    """Tell whether a row of numbers tells things rather than heads texts: sentences, bare lists, tasks."""
    if any(second - first == 1 for first, second in itertools.pairwise(row)):
        return True
    if any(not items[place].line.is_bold and items[place].rest.endswith(".") for place in row):
        return True
    below = itertools.takewhile(lambda item: item.kind in _BELOW_NUMBERS, items[row[-1] + 1 :])
    under = (items[place] for place in range(row[0] + 1, row[-1]))
    return any(_PARTICULAR.match(item.line.text) for item in itertools.chain(under, below))


def _last_number(item: BodyItem) -> int:
    return int(re.findall(r"\d+", item.number)[-1])


def _item(line: TextLine) -> BodyItem:
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(line.text)
        if match is not None:
            return BodyItem(line, kind, match.group("number"), match.group("rest").strip())
    if line.paragraph.format.align == "center" and (line.is_bold or line.is_upper):
        return BodyItem(line, "title", rest=line.text)
    return BodyItem(line, "plain", rest=line.text)


def _is_title(item: BodyItem, following: BodyItem | None) -> bool:
    """Tell whether a numbered paragraph is a heading: no stop at its end, and no equal number right after it."""
    if item.kind in {"part", "chapter_section", "title", "roman"}:
        return True
    if item.kind not in {"arabic", "decimal"} or following is None:
        return False
    is_short = len(item.rest.split()) <= _MAX_TITLE_WORDS and not item.rest.endswith(_END_SIGNS)
    return is_short and (item.line.is_bold or _is_below(following, item))


def _is_below(following: BodyItem, item: BodyItem) -> bool:
    """Tell whether a paragraph is text under a numbered one, and no heading above it."""
    if following.kind in _ABOVE_NUMBERS or following.line.is_bold:
        return False
    return following.kind != item.kind or _rank(following)[1] > _rank(item)[1]


def _rank(item: BodyItem) -> tuple[BodyKind, int]:
    """Return the kind of a number and how many levels it has: 2.1 and 2.1.1 are different ranks."""
    return item.kind, item.number.rstrip(".) ").count(".")
