"""Sums, differences, shares and counts that a sentence states, held against themselves."""

import re
from collections.abc import Iterator
from decimal import Decimal

from service.proofreading.attendance import wrong_attendance, wrong_ballots, wrong_marks
from service.proofreading.comparisons import wrong_comparisons
from service.proofreading.in_brackets import wrong_in_brackets
from service.proofreading.money_totals import wrong_money_totals
from service.proofreading.numbers import NUMBER, Wrong, is_share, places, shown, shown_like, value
from service.proofreading.prizes import wrong_prize_sum
from service.proofreading.products import wrong_products
from service.proofreading.rates import wrong_rates
from service.proofreading.shares_of_parts import wrong_rest, wrong_shares_of_parts
from service.proofreading.spoken_numbers import wrong_spoken_counts, wrong_spoken_money
from service.proofreading.subsets import wrong_subsets
from service.proofreading.wholes import wrong_wholes
from service.proofreading.yearly import wrong_yearly

_N = NUMBER
_MANY_WORDS = r"[^\W\d_]+(?:\s+[^\W\d_]+){0,14}?"
_WHOLE = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,6})"
#: From its first number on: a long row without "=" is read once.
_EQUATION = re.compile(
    rf"(?<!\d[+-])(?<!\d\s[+-])(?<!\d[+-]\s)(?<!\d\s[+-]\s)({_N}(?:\s?[+-]\s?{_N})+)\s?=\s?({_N})"
)
_SHARE = re.compile(
    rf"(?<![\d/.,])({_WHOLE})/({_WHOLE})(?![\d/])\s+(?P<what>{_MANY_WORDS})\s*[,(]?\s*(?:đạt|chiếm|bằng|tương đương"
    rf"|tỷ lệ|đạt tỷ lệ|chiếm tỷ lệ)?\s*({_N})\s?%"
)
#: What is compared, or before the percentage a bound: it is of no fraction.
_NO_SHARE = re.compile(
    r"\b(?:so|cùng kỳ|tăng|giảm|vượt)\b|\b(?:từ|trên|dưới|đến|hơn|gần|khoảng|ít nhất|tối thiểu|tối đa|không quá)\s*$"
)
#: After the percentage, what it is of, or held against: "đạt 100% chỉ tiêu". Other words go on with the sentence.
_SHARED = re.compile(
    r"\s(?:(?:trên|trong)\s)?(?:tổng\s)?(?:số\s)?(?!(?:và|hoặc|tại|ở|trong|trên|số|tổng|là|do|vì|nhưng|còn"
    r"|tăng|giảm|vượt|cao|thấp|đã|được|để|khi|từ|đến|qua|cho)\b)(?P<thing>[^\W\d_]+)"
)
_YEAR = r"(?:\s?[,(]?\s?(?:(?:vào|trong|đầu|cuối)\s+)?năm\s+\d{4}\)?)?"
_RISE = re.compile(
    rf"(?P<led>\b(?:tăng|giảm|nâng|hạ)\s+)?\b[Tt]ừ\s+(?P<before>{_N})\s?(?P<unit>%|[^\W\d_]+)?(?:\s+[^\W\d_]+){{0,4}}?"
    rf"{_YEAR},?\s+(?P<link>lên|xuống|đến|còn)(?:\s+(?:còn|đến))?\s+(?P<after>{_N})\s?(?P<unit_after>%|[^\W\d_]+)?"
    rf"[^.;\d]{{0,20}}?{_YEAR}[^.;\d]{{0,20}}?\b(?P<way>tăng|giảm)(?:\s+được)?\s+(?P<change>{_N})"
    rf"(?!\s?%|\s+lần|\d)(?:\s+(?P<unit_change>[^\W\d_]+))?(?P<against>[^.;\d]{{0,30}}\bso với\b)?"
)
#: The change is another one than that between the two figures, or up is down: a rank.
_OTHER_CHANGE = re.compile(r"\b(?:bình quân|trung bình|mỗi|trong đó|hạng|bậc|thứ)\b")
_DIFFERENCE = re.compile(
    rf"\btự chấm\s+(?:đạt\s+)?({_N})\s+điểm[^.;\d]{{0,40}}?(?:thẩm định|chấm|đánh giá)\s+"
    rf"(?:đạt\s+|còn\s+)?({_N})\s+điểm"
    rf"[^.;\d]{{0,25}}?(?:chênh lệch|giảm|thấp hơn|cao hơn|tăng|bị trừ)\s+({_N})\s+điểm"
)


_JUDGES = (
    wrong_comparisons,
    wrong_subsets,
    wrong_yearly,
    wrong_products,
    wrong_in_brackets,
    wrong_shares_of_parts,
    wrong_rest,
    wrong_rates,
    wrong_spoken_money,
    wrong_spoken_counts,
    wrong_prize_sum,
    wrong_attendance,
    wrong_ballots,
    wrong_marks,
)


def wrong_sums(text: str) -> Iterator[Wrong]:
    """Yield the numbers of a text that do not add up.

    >>> [w.right for w in wrong_sums("15/22 nhiệm vụ, đạt 69,18%; 6,00 + 0,50 + 0,50 = 7,50")]
    ['7,00', '68,18']
    """
    # Each pattern is long: a word or sign that it cannot do without is looked for first.
    if "=" in text:
        yield from _equations(text)
    if "%" in text and "/" in text:
        yield from _shares(text)
    if "từ" in text or "Từ" in text:
        yield from _rises(text)
    if "tự chấm" in text:
        yield from _differences(text)
    if any(word in text for word in ("gồm", "rong đó", "chia ra")):
        yield from _wholes(text)
    for judge in _JUDGES:
        yield from judge(text)


def _wholes(text: str) -> Iterator[Wrong]:
    money = [*wrong_money_totals(text)]
    told = {wrong.start for wrong in money}
    yield from money
    yield from (found for found in wrong_wholes(text) if found.start not in told)


def _equations(text: str) -> Iterator[Wrong]:
    for match in _EQUATION.finditer(text):
        terms = re.split(r"\s*([+-])\s*", match[1])
        total = value(terms[0])
        for sign, term in zip(terms[1::2], terms[2::2], strict=True):
            total += value(term) if sign == "+" else -value(term)
        decimals = max(places(term) for term in (*terms[::2], match[2]))
        right = shown_like(total, decimals, *terms[::2], match[2])
        yield from _unless_equal(match, 2, total, decimals, f"{match[1]} = {right}")


def _shares(text: str) -> Iterator[Wrong]:
    for match in _SHARE.finditer(text):
        part, whole = value(match[1]), value(match[2])
        if (
            not whole
            or _NO_SHARE.search(text[match.start("what") : match.start(4)])
            or _is_of_another(text, match)
        ):
            continue
        share = part / whole * 100
        if is_share(share, match[4]):
            continue
        right = shown(share, places(match[4]))
        yield Wrong(match.start(4), match.end(4), right, f"{match[1]}/{match[2]} là {right}%")


def _is_of_another(text: str, match: re.Match[str]) -> bool:
    """Whether the percentage after a fraction says itself what it is of, and that is not what the fraction counts."""
    shared = _SHARED.match(text, match.end())
    return shared is not None and not f"{match['what']} ".startswith(f"{shared['thing']} ")


def _rises(text: str) -> Iterator[Wrong]:
    """Yield changes between two figures, and the word for a change that goes the other way."""
    for match in _RISE.finditer(text):
        before, after, way = value(match["before"]), value(match["after"]), match["way"]
        is_range = match["link"] == "đến" and not match["led"]  # "từ 5 đến 7 người"
        if is_range or match["against"] or not _is_one_unit(match) or _is_other_change(text, match):
            continue
        decimals = max(places(match[group]) for group in ("before", "after", "change"))
        gap = shown_like(abs(after - before), decimals, match["before"], match["after"], match["change"])
        why = f"từ {match['before']} đến {match['after']} là "
        if (after > before) != (way == "tăng") and after != before:
            right = "tăng" if after > before else "giảm"
            yield Wrong(*match.span("way"), right, f"{why}{right} {gap}")
        elif value(match["change"]) != abs(after - before):
            yield Wrong(*match.span("change"), gap, f"{why}{gap}")


def _is_other_change(text: str, match: re.Match[str]) -> bool:
    """Whether the words around tell of a mean, a rank or a part."""
    return _OTHER_CHANGE.search(text, max(0, match.start() - 30), match.end() + 20) is not None


def _is_one_unit(match: re.Match[str]) -> bool:
    """Whether the change is of the thing that both figures count, as far as their units are written."""
    written = [unit for unit in (match["unit"], match["unit_after"]) if unit]
    if len(set(written)) > 1:  # triệu, tỷ
        return False
    of_change = "%" if match["unit_change"] == "điểm" else match["unit_change"]
    return of_change is None or not written or of_change in {*written, "điểm"} or "điểm" in written


def _differences(text: str) -> Iterator[Wrong]:
    for match in _DIFFERENCE.finditer(text):
        gap = abs(value(match[1]) - value(match[2]))
        decimals = max(places(match[1]), places(match[2]), places(match[3]))
        yield from _unless_equal(
            match, 3, gap, decimals, f"{match[1]} và {match[2]} chênh nhau {shown(gap, decimals)}"
        )


def _unless_equal(
    match: re.Match[str], group: int, right: Decimal, decimals: int, why: str
) -> Iterator[Wrong]:
    if value(match[group]) != right:
        beside = [text for text in match.groups() if text]
        yield Wrong(match.start(group), match.end(group), shown_like(right, decimals, *beside), why)
