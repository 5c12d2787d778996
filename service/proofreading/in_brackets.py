"""What brackets say beside numbers: the fraction of a share, the share of an amount, the count of each part.

"91,41% (149/163 người)", "6.480 triệu đồng (90%), 720 triệu đồng (10%)", "32 tân binh: Sư đoàn 315 (15), …".
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.proofreading.numbers import (
    NUMBER,
    PEOPLE,
    WORD,
    Wrong,
    is_count,
    is_share,
    is_sum,
    places,
    shown,
    shown_like,
    value,
)
from service.proofreading.parts import split_outside_brackets

_FRACTION = re.compile(
    rf"(?P<stated>{NUMBER})\s?%\s?\((?P<part>\d{{1,3}}(?:\.\d{{3}})*|\d{{1,6}})/"
    rf"(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}})\s(?P<thing>{WORD}(?:\s{WORD}){{0,2}})\)"
)
#: Before a percentage: it is a change, an index, or a share of something else.
_CHANGE = re.compile(
    r"\b(?:tăng|giảm|vượt|hơn|thêm|bớt|còn|so với|trên|dưới|gần|khoảng|[Cc]hỉ số|hạng|bình quân)\b[^.;,()%]{0,25}$"
)
_IS_PEOPLE = re.compile(PEOPLE)
#: What the share is of: nothing else may be counted in the brackets.
_SHARE_OF = re.compile(rf"\b[Tt](?:ỷ|ỉ) lệ (?:số )?(?P<whom>{PEOPLE})?(?P<thing>[^.;,()%\d]{{0,120}})$")
_FAR = 10  # points between a share and a slip of it; what is farther is of something else
_UNIT = rf"(?:(?:nghìn|triệu|tỷ)\s)?{WORD}"
_WITH_SHARE = re.compile(
    rf"(?P<amount>{NUMBER})\s(?P<unit>{_UNIT})\s\((?:chiếm\s)?(?P<stated>{NUMBER})\s?%\)"
)
#: Shares of a plan, no shares of one sum.
_OF_A_PLAN = re.compile(
    r"\b(?:giải ngân|đạt|kế hoạch|dự toán|tăng|giảm|so với|hoàn thành|bằng|thu|chi|thực hiện)\b",
    re.IGNORECASE,
)
#: A whole, also the one of "32/32 tân binh".
_ANY = rf"(?:{NUMBER}|(?<=\d/)\d{{1,6}}(?![\d/]|[.,]\d))"
_PARTS = re.compile(
    rf"(?P<whole>{_ANY})\s(?P<unit>{_UNIT})\b[^.;:()\d]{{0,60}}(?:,[^.;:()\d%]{{0,20}}\d{{1,3}}%[^.;:()\d]{{0,20}})?:\s(?P<items>(?:[^.()]|\([^()]{{1,40}}\))+)"
)
#: The parts are bodies and places, of which a person is in one only; not subjects, prizes or kinds of people.
_PLACE = re.compile(
    r"\W*(?:\d{1,3}\s)?(?:các\s)?(?:thôn|xã|phường|tổ|khu|khối|cụm|trường|phòng|ban|chi bộ|đảng bộ|công an|đội|tiểu đội"
    r"|trung đội|đại đội|trung đoàn|lữ đoàn|sư đoàn|vùng|quân|bộ|sở|trạm|trung tâm|chi cục|đồn)\b",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(
    r"\b(?:môn|nội dung|lĩnh vực|danh hiệu|hạng mục|chuyên đề|lượt|giải)\b", re.IGNORECASE
)
_ALL_TOLD = re.compile(r"\b(?:gồm|cụ thể|như sau)\b")
_ITEM = re.compile(
    rf"[^()]*\S\s?\((?:[^();]{{1,30}};\s)?(?P<number>{NUMBER})(?:\s(?P<unit>{WORD})(?:\s{WORD})?)?\)\s*"
)
#: Two kinds in brackets, of which each person or thing is one only.
_EITHER = (("nam", "nữ"), ("trực tuyến", "trực tiếp"), ("trong tỉnh", "ngoài tỉnh"), ("đúng hạn", "quá hạn"))
_SEXES = frozenset(_EITHER[0])
_KIND = "|".join(kind for kinds in _EITHER for kind in kinds)
_OF_THEM = "(?:người|em|cháu)"
_COUNTED = rf"(?P<whole>{NUMBER})\s(?P<unit>{WORD}(?:\s{WORD})?)\s"
#: Also with the number first: "40 học viên (25 nam, 18 nữ)".
_OF_TWO = (
    re.compile(
        rf"{_COUNTED}\((?P<first>{_KIND})\s?:?\s(?P<one>{NUMBER})(?:\s(?:(?P=unit)|{_OF_THEM}))?[,;]\s"
        rf"(?P<second>{_KIND})\s?:?\s(?P<other>{NUMBER})(?:\s(?:(?P=unit)|{_OF_THEM}))?\)"
    ),
    re.compile(
        rf"{_COUNTED}\((?P<one>{NUMBER})\s(?P<first>{_KIND})(?:[,;]|\svà)\s"
        rf"(?P<other>{NUMBER})\s(?P<second>{_KIND})\)"
    ),
)
#: Of whom or what both kinds are. What people come in (hộ, lớp, đoàn) is counted by itself.
_HAS_SEX = re.compile(rf"{PEOPLE}|(?:thí sinh|sinh viên|bệnh nhân|lượt người)\b")
_IS_OF_KINDS = re.compile(rf"(?:{PEOPLE}|hồ sơ|lượt|khách)\b")
_BETWEEN = re.compile(r"[,;]\s|\svà\s")
_LEAST, _NEAR = 3, 5
_LOOKED_BACK = 160  # letters


def wrong_in_brackets(text: str) -> Iterator[Wrong]:
    """Yield (start, end, right, why) of what numbers and their brackets do not make of each other.

    >>> text = "Tỷ lệ hộ đạt 91% (145/163 hộ); giao 30 xe: Tổ A (15 xe), Tổ B (9), Tổ C (7)."
    >>> [found[2] for found in wrong_in_brackets(text)]
    ['89', '31']
    """
    if "(" not in text:
        return
    if "%" in text:
        yield from _fractions(text)
        yield from _amounts(text)
    yield from _of_two(text)
    if ":" in text and text.count("(") >= _LEAST:
        yield from _parts(text)


def _fractions(text: str) -> Iterator[Wrong]:
    for match in _FRACTION.finditer(text) if "/" in text else ():
        part, whole = value(match["part"]), value(match["whole"])
        before = text[max(0, match.start() - _LOOKED_BACK) : match.start()]
        if not whole or part > whole or _CHANGE.search(before) or not _is_of(before, match["thing"]):
            continue
        share = part / whole * 100
        if not is_share(share, match["stated"]) and abs(share - value(match["stated"])) <= _FAR:
            right = shown(share, places(match["stated"]))
            yield Wrong(*match.span("stated"), right, f"{match['part']}/{match['whole']} là {right}%")


def _is_of(before: str, thing: str) -> bool:
    """Whether what a fraction counts is what the words before it call a share of: both people, or the same thing."""
    share = _SHARE_OF.search(before)
    if share is None:
        return False
    if share["whom"]:
        return _IS_PEOPLE.fullmatch(thing) is not None
    return f"{share['thing'].strip()} ".startswith(f"{thing} ")


def _amounts(text: str) -> Iterator[Wrong]:
    """Amounts of money of one sentence with their shares of their sum: where all but one are so, that one is wrong."""
    for sentence in re.finditer(r"(?:[^.;]|\.(?=\d))+", text):
        found = [*_WITH_SHARE.finditer(text, *sentence.span())]
        units = {match["unit"] for match in found}
        if len(found) < 2 or len(units) > 1 or "đồng" not in max(units):
            continue
        total = sum((value(match["amount"]) for match in found), Decimal(0))
        stated = sum((value(match["stated"]) for match in found), Decimal(0))
        if not total or abs(stated - 100) > _FAR * 2 or _OF_A_PLAN.search(sentence.group()):
            continue
        shares = [value(match["amount"]) / total * 100 for match in found]
        wrong = [
            (match, share)
            for match, share in zip(found, shares, strict=True)
            if not is_share(share, match["stated"])
        ]
        if len(wrong) == 1 and not are_of_a_larger(found):
            match, share = wrong[0]
            right = shown(share, places(match["stated"]))
            amounts = [one["amount"] for one in found]
            whole = shown_like(total, max(map(places, amounts)), *amounts)
            yield Wrong(*match.span("stated"), right, f"{match['amount']}/{whole} là {right}%")


def are_of_a_larger(found: Sequence[re.Match[str]]) -> bool:
    """Whether amounts and shares may all be of one larger sum, the rest of which is not told as an amount."""
    least, most = sum((value(match["amount"]) for match in found), Decimal(0)) / 100, Decimal("Infinity")
    for match in found:
        amount, share, step = value(match["amount"]), value(match["stated"]), _last_place(match["stated"])
        least = max(least, amount / (share + step))
        most = min(most, amount / (share - step) if share > step else most)
    return least <= most


def _last_place(stated: str) -> Decimal:
    return Decimal(1).scaleb(-places(stated))


def _of_two(text: str) -> Iterator[Wrong]:
    """Two kinds in brackets that are more than the whole; fewer may leave a third kind out."""
    for match in (found for way in _OF_TWO for found in way.finditer(text)):
        one, other, whole = (value(match[group]) for group in ("one", "other", "whole"))
        total = one + other
        is_whole = max(one, other) <= whole < total and is_count(text, match.start("whole"))
        if is_whole and _are_two_of(match["unit"], frozenset({match["first"], match["second"]})):
            right = shown_like(total, 0, match["whole"], match["one"])
            yield Wrong(*match.span("whole"), right, f"{match['one']} + {match['other']} = {right}")


def _are_two_of(unit: str, kinds: frozenset[str]) -> bool:
    """Whether what is counted is of one of two kinds each: people of a sex, files in time or late."""
    counted = _HAS_SEX if kinds == _SEXES else _IS_OF_KINDS
    return any(kinds == {*pair} for pair in _EITHER) and counted.match(unit) is not None


def _parts(text: str) -> Iterator[Wrong]:
    for match in _PARTS.finditer(text):
        items = [item for item in split_outside_brackets(match["items"], _BETWEEN) if item.strip()]
        found = [_ITEM.fullmatch(item) for item in items]
        parts = [one for one in found if one is not None]
        if len(parts) < max(_LEAST, len(items)) or not is_count(text, match.start("whole")):
            continue
        numbers = [one["number"] for one in parts]
        head = text[match.start("unit") : match.start("items")]
        are_places = all(map(_PLACE.match, items)) and not _OF_SEVERAL.search(head)
        if are_places and _are_of(head, parts):
            yield from _judged(match, numbers, is_all=_ALL_TOLD.search(head) is not None)


def _are_of(head: str, parts: Sequence[re.Match[str]]) -> bool:
    """Whether the brackets count what the whole does (it opens `head`): people as it does, or its own unit."""
    units = [one[0][one.start("unit") - one.start() :].strip(" )") for one in parts if one["unit"]]
    if _IS_PEOPLE.match(head):
        return bool(units) and all(map(_IS_PEOPLE.match, units))
    return bool(units) and all(f"{head} ".startswith((f"{unit} ", f"{unit},", f"{unit}:")) for unit in units)


def _judged(match: re.Match[str], numbers: Sequence[str], *, is_all: bool) -> Iterator[Wrong]:
    """Judge a whole by its parts: more than it are wrong, fewer where they are said to be all."""
    total, whole = sum(map(value, numbers), Decimal(0)), value(match["whole"])
    is_wrong = not is_sum(total, numbers, match["whole"]) and (is_all or total > whole)
    if is_wrong and abs(total - whole) * _NEAR <= whole:
        right = shown_like(total, max(map(places, (*numbers, match["whole"]))), *numbers, match["whole"])
        yield Wrong(*match.span("whole"), right, f"{' + '.join(numbers)} = {right}")
