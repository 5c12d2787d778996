"""Numbers as Vietnamese texts write them: 1.234,5."""

import re
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

#: A number: groups of three with full stops, decimals after a comma; what is longer counts nothing in a document.
NUMBER = r"(?<![\d.,/])(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,15})(?:,\d{1,6})?(?![\d/]|[.,]\d)"

WORD = r"[^\W\d_]+"
#: Those of whom each is counted once.
PEOPLE = (
    r"(?:người|cán bộ|công chức|viên chức|giáo viên|nhân viên|học sinh|học viên|trẻ|em|cháu|đảng viên|đoàn viên"
    r"|hội viên|thành viên|ủy viên|đại biểu|đồng chí|cử tri|công dân|lao động|nhân khẩu|thanh niên|tân binh|chiến sĩ"
    r"|dân quân|quân nhân|phụ nữ)\b"
)
#: What a number counts, as the group `unit`: "hộ", "triệu đồng".
UNIT = rf"(?P<unit>(?:(?:nghìn|triệu|tỷ)\s)?{WORD})"

#: A number after one of these is a name, no count: "năm 2025", "thôn 3", "lớp 4".
_NAMING = re.compile(
    r"\b(?:năm|tháng|quý|ngày|tuần|(?<!tổng )(?<!trong )số|điều|khoản|điểm|mục|phần|chương|mẫu|bảng|biểu|phụ lục|thôn"
    r"|tổ|khu|khu phố|xóm|ấp|đội|cụm|phường|quận|khối|lớp|(?<!thăng )hạng|bậc|loại|nhóm|đợt|kỳ|lần|vùng|giai đoạn"
    r"|nhiệm kỳ|tiêu chí|chỉ tiêu|khóa|khoá|quốc lộ|tỉnh lộ|đường)\s+$",
    re.IGNORECASE,
)
#: What a number after one of these says is a change, a bound or an estimate: no whole that has parts.
_SWINGING = re.compile(
    r"\b(?:tăng|giảm|thêm|bớt|vượt|thiếu|hụt|chênh|bình quân|mỗi|gần|hơn|trên|dưới|khoảng|chừng|tối thiểu|tối đa"
    r"|ít nhất|nhiều nhất|không quá|từ|đến)(?:\s+(?:được|lên|là|xuống))?\s+$",
    re.IGNORECASE,
)
_LOOKED_BACK = 24
#: A factor from here on, but whole thousands, may have been rounded to whole đồng.
_LEAST_ROUNDED, _THOUSAND = 1000, 1000
#: An amount is never rounded by more than this part of it.
_ROUNDED_OFF = Decimal("0.005")


class Wrong(NamedTuple):
    """A stated number at [start, end) that does not follow from the others; `right` is what does, `why` how."""

    start: int
    end: int
    right: str
    why: str


def is_name(text: str, start: int) -> bool:
    """Whether the number at `start` names something: a year, a day, a village, an article.

    >>> is_name("năm 2025", 4), is_name("có 2025 hộ", 3)
    (True, False)
    """
    return _NAMING.search(text, max(0, start - _LOOKED_BACK), start) is not None


def is_count(text: str, start: int) -> bool:
    """Whether the number at `start` says how many there are: no name, no change, no bound, no estimate.

    >>> is_count("có 12 hộ", 3), is_count("tăng 12 hộ", 5), is_count("thôn 12", 5)
    (True, False, False)
    """
    return not is_name(text, start) and not _SWINGING.search(text, max(0, start - _LOOKED_BACK), start)


def value(text: str) -> Decimal:
    """Return the value of a written number.

    >>> value("1.234,50"), value("06")
    (Decimal('1234.50'), Decimal('6'))
    """
    return Decimal(text.replace(".", "").replace(",", "."))


def places(text: str) -> int:
    """Return how many decimals are written."""
    return len(text.partition(",")[2])


def shown_like(number: Decimal, decimals: int, *written: str) -> str:
    """Return a number with full stops between its thousands where the numbers beside it have them.

    >>> shown_like(Decimal(1250), 0, "1.240"), shown_like(Decimal(1250), 0, "1240")
    ('1.250', '1250')
    """
    text = shown(number, decimals)
    if not any("." in one for one in written):
        return text
    whole, comma, rest = text.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + rest


def shown(number: Decimal, decimals: int) -> str:
    """Return a number with a comma before its decimals, as it would be written, rounded half up as offices do.

    >>> shown(Decimal("7.5"), 2), shown(Decimal("12.5"), 0)
    ('7,50', '13')
    """
    return f"{_rounded(number, decimals):f}".replace(".", ",")


def is_share(share: Decimal, stated: str) -> bool:
    """Whether a written number can stand for a share: rounded either way, cut, or padded with noughts after that.

    >>> [is_share(Decimal("18.677"), stated) for stated in ("18,68", "18,67", "18,7", "18,70", "19", "18,60", "17")]
    [True, True, True, True, True, True, False]
    """
    if abs(share - value(stated)) < Decimal(1).scaleb(-places(stated)):
        return True
    short = places(stated.rstrip("0")) if "," in stated else 0
    cut = share.quantize(Decimal(1).scaleb(-short), ROUND_DOWN)
    return value(stated) in {_rounded(share, short), cut}


def is_sum(total: Decimal, parts: Iterable[str], stated: str) -> bool:
    """Whether parts make a stated whole; with decimals each of them may have been rounded by itself.

    >>> is_sum(Decimal("12.4"), ["4,1", "8,3"], "12,3"), is_sum(Decimal(13), ["4", "9"], "12")
    (True, False)
    """
    written = [*parts, stated]
    gap = abs(total - value(stated))
    if not any(map(places, written)):
        return gap == 0
    return gap <= sum((Decimal(1).scaleb(-places(one)) / 2 for one in written), Decimal(0))


def is_product(product: Decimal, factors: Iterable[str], stated: str) -> bool:
    """Whether factors make a stated amount: as it is, or rounded to the noughts that it ends in.

    Unlike the terms of a sum, factors count things; those with decimals and odd prices may have been rounded by
    themselves. A product that ends in the noughts of the amount was not rounded to them.

    >>> product = Decimal(4023585)
    >>> [is_product(product, [], stated) for stated in ("4.023.585", "4.024.000", "4.020.000", "4.023.858")]
    [True, True, True, False]
    >>> is_product(Decimal("82.94") * 48512, ["82,94", "48.512"], "4.023.700")
    True
    >>> is_product(Decimal(20000000), ["20", "1.000.000"], "20.100.000")
    False
    """
    gap, amount = abs(product - value(stated)), value(stated)
    if gap < Decimal(1).scaleb(-places(stated)):
        return True
    rounded = [one for one in factors if _may_be_rounded(one)]
    halves = (Decimal(1).scaleb(-places(one)) / 2 / value(one) for one in rounded if value(one))
    step = Decimal(1).scaleb(_noughts(stated))
    slack = product * sum(halves, Decimal(0)) + (step if rounded or product % step else 0)
    return gap < slack and gap <= _ROUNDED_OFF * amount


def _may_be_rounded(factor: str) -> bool:
    number = value(factor)
    return places(factor) > 0 or (number >= _LEAST_ROUNDED and number % _THOUSAND != 0)


def _noughts(text: str) -> int:
    """Return how many noughts a whole number ends in."""
    digits = text.replace(".", "")
    return 0 if places(text) else len(digits) - len(digits.rstrip("0"))


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
