"""What a whole is made of, clause by clause: "15 nhiệm vụ đúng hạn", "thôn A: 120 hộ", "tố cáo 30"."""

import itertools
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from service.proofreading.numbers import NUMBER, is_count, is_name, is_sum, places, shown_like, value

#: What is said beside a part and counts nothing: notes in brackets, its share of the whole.
_ASIDE = re.compile(rf"\([^()]*\)|[,\s]\s?(?:chiếm|đạt)\s+(?:tỷ lệ\s+|tỉ lệ\s+)?{NUMBER}\s?%")
_NUMBER = re.compile(NUMBER)
_BRACKETS = re.compile(r"\([^()]*\)")
#: The number of such a clause is no part of the whole.
_NO_PART = re.compile(r"%|/|\b(?:mỗi|bình quân|so với|trong đó|gồm)\b")
#: A later clause that opens so tells more of the parts before it, and is none itself.
_ADDS = re.compile(r"\s*(?:có|với|trong số)\b")
_OPENS = re.compile(r"[\s\-–+:]*(?:(?:và|có|với|là|số)\s+)*")
#: Ways of telling a whole apart: of two words of one way no thing has both.
_WAYS = tuple(
    re.compile(rf"\b(?:{way})\b")
    for way in (
        "xuất sắc|tốt|khá|giỏi|trung bình|yếu|kém",
        "đúng hạn|trước hạn|trong hạn|quá hạn|trễ hạn|chậm hạn|đúng tiến độ|chậm tiến độ",
        "không đạt|chưa đạt|đạt",
        "chưa hoàn thành|không hoàn thành|đã hoàn thành|hoàn thành",
        "chưa giải quyết|đang giải quyết|đã giải quyết",
        "nam|nữ",
        "cận nghèo|nghèo",
        "trực tuyến|trực tiếp",
        "cán bộ quản lý|giáo viên|nhân viên",
    )
)
#: A part that begins so names no other thing than the whole does: "15 đúng hạn".
_QUALITY = re.compile(rf"(?:{'|'.join(way.pattern for way in _WAYS)}|loại)")
#: Places and bodies: nothing stands in two of one kind.
_PLACE = re.compile(
    r"(?:các\s+)?(thôn|xã|phường|ấp|xóm|bản|làng|khu phố|tổ dân phố|khối|trường|chi bộ|phòng|sở)\b"
)
#: Land of one kind is of no other: đất ở, đất trồng cây hằng năm khác.
_LAND = re.compile(r"đất\b")
_NEAR = 5  # a fifth


class Part(NamedTuple):
    """One part: its number as written, what tells it from the others; `form` says how sure its unit is.

    ``counted``: it has the unit of the whole; ``quality``: it can have no other; ``bare``: none is written.
    """

    number: str
    label: str
    form: Literal["counted", "quality", "bare"]


def split_outside_brackets(text: str, sign: re.Pattern[str]) -> list[str]:
    """Cut a text at each sign that stands in no brackets.

    >>> split_outside_brackets("thôn A (5 hộ; 3 máy); thôn B", re.compile("; "))
    ['thôn A (5 hộ; 3 máy)', 'thôn B']
    """
    masked = _BRACKETS.sub(lambda found: "_" * len(found[0]), text)
    cuts = [found.span() for found in sign.finditer(masked)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def clauses_of(text: str) -> list[str]:
    """Return the items of a list within a sentence: by semicolons, or by commas and "và" where it has none.

    >>> clauses_of("40 hộ ở thôn A, B; 30 hộ ở thôn C"), clauses_of("1,5 ha lúa, 2 ha ngô và 3 ha mì")
    (['40 hộ ở thôn A, B', ' 30 hộ ở thôn C'], ['1,5 ha lúa', ' 2 ha ngô ', ' 3 ha mì'])
    """
    text = _ASIDE.sub(" ", text)
    found = text.split(";") if ";" in text else re.split(r",(?!\d)|\bvà\b", text)
    return [clause for clause in found if clause.strip()]


def parts_of(clauses: Iterable[str], unit: str) -> list[Part]:
    """Return the parts, one a clause; [] where a clause has no number of its own, or another thing's."""
    clauses = list(clauses)
    if any(map(_ADDS.match, clauses[1:])):
        return []
    found = [_part(_ASIDE.sub(" ", clause), unit) for clause in clauses]
    told = [part for part in found if part is not None]
    return told if len(told) == len(found) and _is_list(told) else []


def _part(clause: str, unit: str) -> Part | None:
    start = _OPENS.match(clause).end()  # type: ignore[union-attr] # matches nothing at least
    numbers = [found for found in _NUMBER.finditer(clause, start) if not is_name(clause, found.start())]
    if len(numbers) != 1 or _NO_PART.search(clause) or not is_count(clause, numbers[0].start()):
        return None
    before = clause[start : numbers[0].start()].strip(" :-–,").lower()
    after = clause[numbers[0].end() :].strip(" .,;")
    if after == unit or after.startswith(f"{unit} "):
        return Part(numbers[0].group(), f"{before} {after.removeprefix(unit)}".strip(), "counted")
    if before:
        return None if after else Part(numbers[0].group(), before, "bare")
    return Part(numbers[0].group(), after, "quality") if _QUALITY.match(after) else None


def _is_list(parts: Sequence[Part]) -> bool:
    """Whether bare numbers are counts: "phần 1, phần 2" and "khu A, khu A" are none."""
    bare = [part.label for part in parts if part.form == "bare" and not _QUALITY.match(part.label)]
    heads = [label.rpartition(" ")[2] for label in bare]
    return len(set(heads)) == len(heads)


def wrong_whole(stated: str, parts: Sequence[Part], *, is_all: bool) -> tuple[str, str] | None:
    """Return the right whole ("" when it cannot be told) and why, None where whole and parts can be right.

    `is_all`: the parts are all of the whole ("gồm"); else some may be left out, and may overlap, unless they are told
    apart in one way. Parts without a unit must nearly make the whole: else they may count something else.
    """
    numbers = [part.number for part in parts]
    if not numbers:
        return None
    total, whole = sum(map(value, numbers), Decimal(0)), value(stated)
    decimals = max(map(places, (*numbers, stated)))
    right = shown_like(total, decimals, *numbers, stated)
    largest = max(numbers, key=value)
    if is_sum(total, numbers, stated):
        return None
    if is_all and len(parts) > 1:
        is_near = abs(total - whole) * _NEAR <= whole
        return (
            _told(right, numbers, stated) if is_near or all(part.form != "bare" for part in parts) else None
        )
    if total > whole and len(parts) > 1 and _are_apart(parts):
        return _told(right, numbers, stated)
    is_too_large = value(largest) > whole and all(part.form != "bare" for part in parts)
    return ("", f"một phần là {largest}, nhiều hơn cả {stated}") if is_too_large else None


def _told(right: str, numbers: Iterable[str], stated: str) -> tuple[str, str]:
    return right.zfill(len(stated)), f"{' + '.join(numbers)} = {right}"


def _are_apart(parts: Sequence[Part]) -> bool:
    """Whether nothing can be in two of the parts: they are told apart in one way, or are places."""
    labels = [part.label for part in parts]
    if any(len({label for label in labels if kind.match(label)}) == len(labels) for kind in (_PLACE, _LAND)):
        return True
    for way in _WAYS:
        words = [found.group() for found in map(way.search, labels) if found]
        if len(words) == len(labels) and not any(a == b for a, b in itertools.combinations(words, 2)):
            return True
    return False
