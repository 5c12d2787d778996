"""Those who are rewarded: so many of each against the list under them, and the sum of their money."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from service.proofreading.counted_lists import Miscount
from service.proofreading.letters import UPPER
from service.proofreading.numbers import NUMBER, WORD, Wrong, places, shown_like, value
from service.proofreading.passages import Passage

_THINGS = "tập thể|cá nhân|hộ gia đình|gia đình|tổ chức|đơn vị|hộ"
_COUNT = re.compile(rf"(?<![\d.,/])(?P<count>\d{{1,3}})\s(?P<thing>{_THINGS})\b", re.IGNORECASE)
_HEADING = re.compile(rf"\W*(?:(?:Các|Về|Đối với)\s)?(?P<thing>{_THINGS})\b[^.;]{{0,40}}$", re.IGNORECASE)
_EACH = re.compile(rf"(?P<each>{NUMBER})\sđồng/(?:01\s|1\s)?(?P<thing>{_THINGS})\b", re.IGNORECASE)
#: Only of the rewards: a sum of all costs holds frames and print.
_SUM = re.compile(rf"\b[Tt]ổng\s(?:số\s|cộng\s)?tiền thưởng(?:\slà|\s?:)?\s(?P<sum>{NUMBER})\sđồng")
_AMOUNT = re.compile(rf"{NUMBER}\s(?:(?:nghìn|triệu|tỷ)\s)?đồng\b")
_BOUND = re.compile(r"\b(?:tối đa|tối thiểu|không quá|trở lên|bình quân|khác|kèm)\b", re.IGNORECASE)
#: An item that stands for several, or says that it may.
_SEVERAL = re.compile(
    r"^\W*(?:các|những|một số|ngoài ra|đồng thời|\d)|[;\n]\s*\S"
    r"|\b(?:và|cùng|với)\s(?:\d|ông|bà|anh|chị|đồng chí|tập thể|cá nhân|hộ|chi bộ|đơn vị|phòng|ban"
    r"|trường|trạm|thôn|hội|đoàn|công an|mặt trận)\b",
    re.IGNORECASE,
)
#: An item that names two of a kind: "Trường Mầm non Hoa Sen, Trường Tiểu học", "Thôn Gò Rét, Nước Lô và Nước Xuyên".
_NAMES = re.compile(
    rf"^\W*(?P<kind>{WORD})\b.*,\s(?i:(?P=kind))\b|^\W*{WORD}(?:\s[{UPPER}]\w*)+(?:,(?:\s[{UPPER}]\w*)+)*\svà(?:\s[{UPPER}]\w*)+$"
)
_ITEMS = frozenset({"letter", "dash", "plus"})
_ENDS = frozenset({"article", "roman", "chapter", "part", "arabic"})
#: The list names some of them.
_EXTRACT = re.compile(
    r"\b(?:tiêu biểu|điển hình|nổi bật|trong đó|nhất là|đại diện|như|một số|tiêu chuẩn|điều kiện)\b",
    re.IGNORECASE,
)
_LEAST, _NEAR = 2, 4


def miscounts(passages: Sequence[Passage], place: int) -> Iterator[Miscount]:
    """Yield the counts at the end of a passage that the lists under their own headings contradict.

    "04 tập thể và 02 cá nhân, gồm:" over "1. Tập thể" with a), b), c) and "2. Cá nhân" with a), b).
    """
    passage = passages[place]
    found = [*_COUNT.finditer(passage.text)]
    counts = {one["thing"].lower(): one for one in found}
    if not _LEAST <= len(counts) == len(found) or _EXTRACT.search(passage.text, found[-1].end()):
        return
    listed = _lists(passages[at] for at in range(place + 1, len(passages)))
    if set(listed) != set(counts):
        return
    for thing, count in counts.items():
        gap = abs(int(count["count"]) - listed[thing])
        if 0 < gap <= max(1, int(count["count"]) // _NEAR):
            yield Miscount(*count.span("count"), listed[thing], thing)


def _lists(passages: Iterable[Passage]) -> dict[str, int]:
    """Return how many items stand under each heading "1. Tập thể" of the list that follows; {} where it is no list.

    What stands in another style within an item (dashes under a) and b)) tells more of it.
    """
    found: dict[str, int] = {}
    thing, style = "", ""
    for passage in passages:
        heading = _HEADING.match(passage.rest) if passage.marker.style == "arabic" else None
        if heading is not None:
            thing, style = heading["thing"].lower(), ""
            if thing in found:
                return {}
            found[thing] = 0
        elif thing and passage.marker.style in _ITEMS:
            style = style or passage.marker.style
            is_item = passage.marker.style == style
            text = passage.rest.rstrip(" ;.")
            if is_item and (_SEVERAL.search(text) or _NAMES.search(text)):
                return {}
            found[thing] += is_item
        elif passage.marker.style in _ENDS:
            break
        else:
            return {}  # a paragraph within an item, perhaps: more items may come
    return {} if 0 in found.values() else found


def wrong_award_sums(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Wrong]]:
    """Yield the sums of money that so many of each thing at so much each do not make.

    Only where the whole document counts each thing once, or always alike, and nothing beside what has a price.
    """
    priced = [(one, found) for one in passages if "đồng/" in one.text and (found := _SUM.search(one.text))]
    counted = [_counts_in(one) for one in passages] if priced else []
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for thing, number in itertools.chain.from_iterable(counted):
        numbers[thing].add(number)
    together = {frozenset(thing for thing, _ in counts) for counts in counted}
    for passage, stated in priced:
        prices = {found["thing"].lower(): found["each"] for found in _EACH.finditer(passage.text)}
        is_bare = len(_AMOUNT.findall(passage.text)) == len(prices) + 1 and not _BOUND.search(passage.text)
        is_all = all(not (things & set(prices) and things - set(prices)) for things in together)
        if len(prices) < _LEAST or not is_bare or not is_all or any(len(numbers[one]) != 1 for one in prices):
            continue
        counts = [max(numbers[thing]) for thing in prices]
        total = sum(
            (value(str(count)) * value(each) for count, each in zip(counts, prices.values(), strict=True)),
            Decimal(0),
        )
        if total != value(stated["sum"]):
            right = shown_like(total, places(stated["sum"]), stated["sum"], *prices.values())
            terms = " + ".join(
                f"{count} x {each}" for count, each in zip(counts, prices.values(), strict=True)
            )
            yield passage, Wrong(*stated.span("sum"), right, f"{terms} = {right}")


def _counts_in(passage: Passage) -> list[tuple[str, int]]:
    """Return what a passage counts, each with its number."""
    found = _COUNT.finditer(passage.text) if passage.has_digit else ()
    return [(match["thing"].lower(), int(match["count"])) for match in found]
