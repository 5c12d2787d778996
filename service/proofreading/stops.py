"""Paragraphs that end without a sign, and the sign that stands there: "." or, within a list, ";"."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from service.proofreading.checks.broken_paragraph import is_cut
from service.proofreading.document import Document
from service.proofreading.endings import is_end
from service.proofreading.letters import UPPER
from service.proofreading.passages import Passage
from service.proofreading.zones import is_addressee

ENDS = frozenset(".:;!?…/")
#: A paragraph with so few words may be a heading without a number.
_LEAST_WORDS = 8
_LEAST_LABELLED_WORDS = 3
#: A numbered paragraph of so many words is no heading, though a plain one follows it.
_NO_HEADING_WORDS = 18
_LEAST_NUMBERED_WORDS = 5
#: So many paragraphs without a sign, with none or few that have one, are a text that does without.
_FEW = 4
_PROSE_STYLES = frozenset({"plain", "dash", "plus"})
_NUMBERED_STYLES = frozenset({"arabic", "decimal", "letter", "paren"})
_BASES = ("Căn cứ", "Theo đề nghị")
#: The last base of a document of the Party has a comma before the body that decides.
_PARTY_BASES = ("Căn cứ", "Xét ", "Theo đề nghị")
#: The name of a table or a picture, and of a table that stands right under it; of an annex, above what it goes with.
_CAPTION = re.compile(r"(?:Bảng|Biểu|Biểu đồ|Hình|Sơ đồ|Danh sách|Danh mục)\s(?:số\s)?\d")
_TABLE_NAME = re.compile(r"(?:Bảng|Biểu|Danh sách|Danh mục|Lịch)\s(?!sau\b)")
_GOES_WITH = re.compile(r"\((?:Ban hành )?[Kk]èm theo\b")
#: Whom a letter of invitation invites stands as a name alone, in its line or in those under it.
_INVITES = re.compile(r"\bmời\s?:")
_PERSON = re.compile(
    rf"(?:(?:[Cc]ác|[Qq]uý)\s)?(?:Ông|Bà|Anh|Chị|Đồng chí|ông|bà|đồng chí)\b[^:]*?\s[{UPPER}]"
)
#: A heading that is quoted, whose quotation goes on in the next paragraph: “Điều 4a. Hỗ trợ giáo viên mầm non
_QUOTED_HEADING = re.compile(r"\W*[“\"](?:Điều|Chương|Mục|Phần|Phụ lục|[IVX]+\.|\d{1,2}[a-zđ]?\.)\s[^”\"]*")
#: A line of data with its name before: "Tài khoản: 9527 tại Kho bạc Nhà nước".
_DATA = re.compile(rf"[{UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,4}}\s?:\s?\S")


def without_stop(document: Document) -> Iterator[tuple[Passage, str]]:
    """Yield the paragraphs that end without a sign, with the sign; none where the text does without throughout."""
    pairs = list(document.neighbours(document.content))
    bare = _names_and_data(document.content) | _names(document)
    prose = [(p, after) for p, after in pairs if _is_prose(p) and p.index not in bare]
    open_ended = [(p, after) for p, after in prose if _is_open(p, after)]
    if open_ended and open_ended[-1][0] is document.content[-1] and document.closing:
        open_ended.pop()  # the end of the whole text has its own sign and its own check
    many = len(open_ended) > _FEW and len(open_ended) * 2 > len(prose)
    if many or (len(open_ended) >= _FEW and len(open_ended) == len(prose)):
        return
    addressees = _addressees(document.body)
    for passage, after in open_ended:
        yield passage, ";" if after is not None and _is_one_list(passage, after, addressees) else "."
    yield from _numbered(document)


def _names(document: Document) -> frozenset[int]:
    """Return the places of names of tables, pictures and annexes, and of last bases of the Party: no stop ends them."""
    found: set[int] = _under_other_title(document)
    for place, passage in enumerate(document.passages):
        following = document.passages[place + 1] if place + 1 < len(document.passages) else None
        is_name = _CAPTION.match(passage.text) or (
            following is not None
            and (_GOES_WITH.match(following.text) or (following.is_cell and _TABLE_NAME.match(passage.text)))
        )
        is_base = document.is_of_party and passage.last_sign == "," and passage.rest.startswith(_PARTY_BASES)
        if is_name or is_base:
            found.add(passage.index)
    return frozenset(found)


def _under_other_title(document: Document) -> set[int]:
    """Return the place of the line under a title of no common kind: "LỊCH TIẾP CÔNG DÂN", "Của Chủ tịch UBND xã"."""
    if document.titles:
        return set()
    above = [*itertools.takewhile(lambda one: one.zone == "header" or one.is_upper, document.passages)]
    below = document.passages[len(above) : len(above) + 1]
    is_under = bool(above) and above[-1].zone == "body" and not above[-1].is_cell
    return {one.index for one in below if is_under and one.marker.style == "plain"}


def _names_and_data(body: Sequence[Passage]) -> frozenset[int]:
    """Return the places of what is no sentence: names of the invited, quoted headings, lines of data side by side."""
    found: set[int] = set()
    before: Passage | None = None
    for passage in body:
        is_led = before is not None and (before.last_sign == ":" or before.index in found)
        is_bare = passage.last_sign not in ENDS
        is_name = (is_led and _PERSON.match(passage.rest)) or (is_bare and _INVITES.search(passage.text))
        if is_name or _QUOTED_HEADING.fullmatch(passage.text):
            found.add(passage.index)
        elif before is not None and is_bare and _is_data(before) and _is_data(passage):
            found |= {before.index, passage.index}
        before = passage
    return frozenset(found)


def _is_data(passage: Passage) -> bool:
    """Whether a line without a sign at its end gives one datum after its name."""
    return (
        passage.marker.style == "plain"
        and passage.last_sign not in ENDS
        and _DATA.match(passage.rest) is not None
    )


def _is_open(passage: Passage, after: Passage | None) -> bool:
    if passage.last_sign in ENDS or is_end(passage):
        return False
    return after is None or not is_cut(passage, after)


def _is_one_list(passage: Passage, after: Passage, addressees: frozenset[int]) -> bool:
    """Whether two bases, or two of those whom the document is for, follow each other."""
    if passage.index in addressees and after.index in addressees:
        return True
    return passage.rest.startswith(_BASES) and after.rest.startswith(_BASES)


def _addressees(body: Sequence[Passage]) -> frozenset[int]:
    """Return the places of the dashes under "Kính gửi:"."""
    start = next((i for i, passage in enumerate(body) if is_addressee(passage.text)), None)
    if start is None:
        return frozenset()
    listed = itertools.takewhile(lambda passage: passage.marker.style == "dash", body[start + 1 :])
    return frozenset(passage.index for passage in listed)


def _numbered(document: Document) -> Iterator[tuple[Passage, str]]:
    """Yield numbered paragraphs without a sign in a list whose other paragraphs have one; headings have none."""
    after = {p.index: following for p, following in document.neighbours(document.body)}
    lists: dict[tuple[object, ...], list[Passage]] = defaultdict(list)
    for section in document.sections:
        if section.style in _NUMBERED_STYLES and not _is_heading(
            section.passage, after[section.passage.index]
        ):
            lists[section.key].append(section.passage)
    for items in lists.values():
        ended = [passage.last_sign for passage in items if passage.last_sign in ENDS]
        if not ended or len(ended) * 2 < len(items):
            continue
        for place, passage in enumerate(items):
            following = after[passage.index]
            is_last = following is None and bool(document.closing)
            if not is_last and _is_open(passage, following) and _may_end(passage):
                beside = items[place - 1] if place else items[1]
                is_inner = place + 1 < len(items) and beside.last_sign == ";"
                yield passage, ";" if is_inner else "."


def _may_end(passage: Passage) -> bool:
    return (passage.last_sign.isalnum() or passage.last_sign == ",") and len(
        passage.rest.split()
    ) >= _LEAST_NUMBERED_WORDS


def _is_heading(passage: Passage, after: Passage | None) -> bool:
    """Whether a numbered paragraph is the heading of what follows it."""
    if passage.is_upper or passage.block.is_heading:
        return True
    if after is None or passage.last_sign in ENDS:
        return False
    is_plain = after.marker.style in _PROSE_STYLES
    if is_plain:
        return len(passage.rest.split()) < _NO_HEADING_WORDS
    return after.marker.style != passage.marker.style and _depth(after) > _depth(passage)


def _depth(passage: Passage) -> int:
    order = ("part", "chapter", "article", "roman", "arabic", "decimal", "letter", "paren")
    style = passage.marker.style
    return (order.index(style) if style in order else len(order)) * 4 + passage.marker.number.count(".")


def _is_prose(passage: Passage) -> bool:
    """Whether a paragraph is running text: no heading, no note in brackets, no line of signs."""
    if passage.marker.style not in _PROSE_STYLES or passage.is_upper or not passage.rest:
        return False
    if (
        passage.block.is_heading
        or passage.rest.startswith(("(", "|", "_", "Kính gửi"))
        or not passage.last_sign
    ):
        return False
    words = len(passage.rest.split())
    if ":" in passage.rest[:60] and passage.marker.style != "plain":
        return words >= _LEAST_LABELLED_WORDS
    return words >= _LEAST_WORDS
