"""A count against the list that it announces: "03 cơ quan: A; B; C; D", "05 nhiệm vụ sau:" and four dashes."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.proofreading.numbers import WORD, is_count, is_name
from service.proofreading.passages import Passage, Style

_HEAD = re.compile(
    rf"(?P<count>\d(?<![\d.,/].)\d?)\s+(?P<what>{WORD}(?:\s+{WORD}){{0,8}}?)"
    r"(?P<told>(?:,?\s(?:sau|sau đây|dưới đây|như sau|cụ thể|gồm|gồm có|bao gồm|đó là|là)){0,3})\s?:"
)
_COUNTED_ONE_BY_ONE = ("thành viên", "đồng chí", "ông, bà", "ông (bà)", "cá nhân", "tập thể", "hộ", "người")
_COUNTED_OUTSIDE_ARTICLES = (
    "nhiệm vụ", "nội dung", "nhóm", "giải pháp", "mục tiêu", "chỉ tiêu", "tiêu chí", "việc", "công việc", "kiến nghị"
)  # fmt: skip
#: What is measured is not listed one by one.
_MEASURES = frozenset(
    ["ngày", "tháng", "năm", "tuần", "quý", "giờ", "phút", "nghìn", "triệu", "tỷ", "đồng", "km", "m", "mét", "ha",
     "tấn", "tạ", "kg", "lít", "điểm", "lần", "lượt", "suất", "buổi", "phần"]
)  # fmt: skip
#: After one of these the list can be of another thing: "03 lớp cho các đối tượng: …".
_OTHER_THING = re.compile(r"\s(?:các|những|mỗi|từng|cho)\s")
#: What has members or leaves of its own: the list may be of those.
_HOLDS_OTHERS = re.compile(r"(?:tổ(?! chức)|đoàn(?! thể)|đội|lớp|bộ|bản|hồ sơ|tập|gói)\b")
#: Before a count: it is one of many, or the list says who does what.
_NOT_COUNTED_HERE = re.compile(r"\b(?:mỗi|từng|giao|đề nghị|yêu cầu)\b[^.;:]*$", re.IGNORECASE)
_LOOKED_BACK = 60
#: An item that stands for several.
_SEVERAL = re.compile(r"^\W*(?:các|những|một số|ngoài ra|đồng thời)\b|(?:^\W*|\bvà\s+)\d", re.IGNORECASE)
#: An item that is counted in words, as then all are: "thứ nhất", "hai là", "b)".
_ORDINAL = re.compile(
    r"\W*(?:thứ\s(?:nhất|hai|ba|tư|năm|sáu)|(?:một|hai|ba|bốn|năm|sáu)\slà|[a-zđ]\))", re.IGNORECASE
)
#: Between what is listed before a semicolon; where that is as many as were counted, the sentence goes on after it.
_COMMAS = re.compile(r",\s|\svà\s")
_NUMBERED = re.compile(r"(?:^|[\s;,.:])\((\d{1,2})\)\s")
_ITEM_STYLES = frozenset({"dash", "plus", "letter", "paren"})
_HEADINGS = frozenset({"article", "roman", "chapter", "part"})
#: What can stand within an item of a style.
_INNER: dict[Style, frozenset[Style]] = {
    "dash": frozenset({"plus"}),
    "letter": frozenset({"dash", "plus"}),
    "paren": frozenset({"dash", "plus"}),
    "arabic": frozenset({"dash", "plus", "letter"}),
}
_LONGEST = 300  # paragraphs: a list that goes on beyond was not counted by two digits
_LOOKED_ON = 3  # paragraphs after a list that can show it goes on
_NEAR = 4  # a quarter: without "sau" or "gồm" the list may be of something else


class Miscount(NamedTuple):
    """A count at [start, end) that is not `right`, the length of its list; `what` is counted."""

    start: int
    end: int
    right: int
    what: str


def miscount_in(text: str) -> Iterator[Miscount]:
    """Yield a count that a list on its own line contradicts; only semicolons and (1), (2) tell items for certain.

    >>> [found.right for found in miscount_in("Có 03 cơ quan: Phòng Nội vụ; Phòng Tư pháp; Thanh tra; Văn phòng.")]
    [4]
    """
    head = _head(text)
    if head is None:
        return
    listed = text[head.end() :]
    numbers = [int(number) for number in _NUMBERED.findall(listed)]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        yield from _judged(head, len(numbers), is_sure=True)
        return
    items = [item for item in listed.split(";") if item.strip()]
    is_sentence = not re.search(r"[.:]\s", listed.rstrip())
    if (
        not numbers
        and is_sentence
        and not any(map(_SEVERAL.search, items))
        and len({_ORDINAL.match(item) is None for item in items}) < 2
        and not _are_amounts(items, head["what"])
        and len(_COMMAS.split(items[0])) != int(head["count"])
    ):
        yield from _judged(head, len(items), is_sure=bool(head["told"]))


def miscount_before(passages: Sequence[Passage], place: int, items: Sequence[Passage]) -> Iterator[Miscount]:
    """Yield the count at the end of a passage that the items under it contradict."""
    passage = passages[place]
    head = _head(passage.text)
    if head is None or passage.text[head.end() :].strip() or not items:
        return
    style = items[0].marker.style
    is_list = style in _ITEM_STYLES or (
        style == "arabic" and _are_counted(passages, place, items, head["what"])
    )
    if is_list and not _are_amounts([item.rest for item in items], head["what"]):
        yield from _judged(head, len(items), is_sure=True)


def items_under(passages: Sequence[Passage], place: int) -> list[Passage]:
    """Return the items of the list under a passage; [] where there is none, or it cannot be told where it ends."""
    first = passages[place + 1 : place + 2]
    if not first or first[0].marker.style in {"plain", passages[place].marker.style}:
        return []
    style = first[0].marker.style
    items = []
    for at, passage in enumerate(passages[place + 1 : place + 1 + _LONGEST], place + 1):
        if passage.marker.style == style:
            items.append(passage)
        elif passage.marker.style not in _INNER.get(style, ()):
            return [] if _goes_on(passages, at, style) else items
    return items if len(passages) <= place + 1 + _LONGEST else []


def _goes_on(passages: Sequence[Passage], at: int, style: Style) -> bool:
    """Whether what stands at a place is a paragraph within an item: more items come after it."""
    for passage in passages[at : at + _LOOKED_ON]:
        if passage.marker.style in _HEADINGS or passage.text.rstrip().endswith(":"):
            return False
        if passage.marker.style == style:
            return True
    return False


def _head(text: str) -> re.Match[str] | None:
    """Return the first count of things before a colon."""
    for head in _HEAD.finditer(text) if ":" in text else ():
        words = head["what"].split()
        is_thing = words[0] not in _MEASURES and not _OTHER_THING.search(f"{head['what']} ")
        is_thing = is_thing and not _HOLDS_OTHERS.match(head["what"])
        before = _NOT_COUNTED_HERE.search(text, max(0, head.start() - _LOOKED_BACK), head.start())
        if is_thing and not before and is_count(text, head.start()):
            return head
    return None


def _are_amounts(items: Sequence[str], what: str) -> bool:
    """Whether the items say how many of the thing each has: then they add up, and are not counted."""
    unit = what.split(maxsplit=1)[0]
    if any(re.search(rf"\d\s+{unit}\b", item) for item in items) or all(
        re.match(r"\W*\d", item) for item in items
    ):
        return True
    ends = [re.search(r"\d+\W*$", item) for item in items]
    return all(
        end is not None and not is_name(item, end.start()) for end, item in zip(ends, items, strict=True)
    )


def _are_counted(passages: Sequence[Passage], place: int, items: Sequence[Passage], what: str) -> bool:
    """Whether paragraphs 1., 2., 3. are what was counted: one line each, then another section."""
    is_article = passages[place].marker.style == "article"
    if not what.startswith(
        _COUNTED_ONE_BY_ONE if is_article else _COUNTED_ONE_BY_ONE + _COUNTED_OUTSIDE_ARTICLES
    ):
        return False
    end = place + 1 + len(items)
    is_closed = end == len(passages) or passages[end : end + 1][0].marker.style in _HEADINGS
    numbers = [item.marker.number for item in items]
    return is_closed and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _judged(head: re.Match[str], listed: int, *, is_sure: bool) -> Iterator[Miscount]:
    stated = int(head["count"])
    is_near = abs(stated - listed) <= max(1, stated // _NEAR)
    if stated != listed and min(stated, listed) > 1 and (is_sure or is_near):
        yield Miscount(*head.span("count"), listed, head["what"].removesuffix(" có tên"))
