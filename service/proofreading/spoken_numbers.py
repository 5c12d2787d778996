"""Numbers in words held against the figures before them: "56.000.000 đồng (Năm mươi sáu triệu đồng chẵn)"."""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from service.domain.text import nfc
from service.proofreading.numbers import NUMBER, WORD, Wrong, value

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6}
_BILLIONS, _BILLION = frozenset({"tỷ", "tỉ"}), 10**9
_ONE = "|".join(_DIGITS)
#: Up to 999 in full; "hai lăm" and "một trăm hai" may be said short, and are not read.
_TENS = rf"(?:(?P<ten>mười)|(?P<tens>{_ONE}) (?:mươi|chục))"
_GROUP = re.compile(
    rf"(?P<hundreds>{_ONE}) trăm(?: (?:{_TENS}(?: (?P<ones>{_ONE}))?|(?:linh|lẻ) (?P<few>{_ONE})))?"
    rf"|(?:(?P<ten_2>mười)|(?P<tens_2>{_ONE}) (?:mươi|chục))(?: (?P<ones_2>{_ONE}))?|(?:(?:linh|lẻ) )?(?P<few_2>{_ONE})"
)
_WORD = re.compile(r"[^\W\d_]+")
#: After a number in words that stands for money.
_MONEY_END = re.compile(r"\s+đồng(?:\s+(?:chẵn|Việt Nam))*\W*$", re.IGNORECASE)
_SAID = r"(?:(?:[Ss]ố tiền\s+)?(?:[Vv]iết\s+)?[Bb]ằng chữ\s?(?:là\s?)?:?\s*)"
_AMOUNT = rf"(?P<figure>{NUMBER})\s?(?P<scale>(?:nghìn|ngàn|triệu|tỷ)\s)?(?:đồng|đ|VNĐ|VND)\b"
_IN_BRACKETS = re.compile(
    rf"{_AMOUNT}(?:/{WORD}){{0,2}}\.?\s?\(\s?{_SAID}?(?P<words>[^\W\d_][^()\d]{{0,250}})\)"
)
#: In one sentence: "10.005.000 đồng; bằng chữ: mười triệu … đồng", and the figures in brackets after the words.
_WORDS_SAID = rf"{_SAID}(?P<words>[^\W\d_][^()\d.;:]{{0,250}}?\sđồng\b)"
_AFTERWARDS = re.compile(rf"{_AMOUNT}\s?[,;.]\s{_WORDS_SAID}")
_FIGURES_LAST = re.compile(rf"{_WORDS_SAID}(?:\s(?:chẵn|Việt Nam))*\s?\((?:[Bb]ằng số\s?:?\s)?{_AMOUNT}\.?\)")
#: "03 (ba) bản"; lone words that are no numbers there: 10 (năm) is of years.
_COUNTED = re.compile(rf"(?<![\w.,/-])(?P<figure>\d{{1,3}})\s\((?P<words>{WORD}(?:\s{WORD}){{0,6}})\)")
_NO_NUMBERS = frozenset(["năm", "không", "tư"])
_NEXT_LINE = re.compile(rf"\W*{_SAID}(?P<words>[^()\d]{{1,250}}?)\W*$")
_ANY_AMOUNT = re.compile(_AMOUNT)
_ANY_NUMBER = re.compile(NUMBER)
_UNITS = (1, 10**3, 10**6, 10**9)  # what a table may count its money in
#: Before a figure: it is one part of an amount, the price of one of many, or the sum that a share is of.
_PART = re.compile(
    r"(?:(?:tỷ|tỉ|triệu|nghìn|ngàn|(?<!hợp )(?<!cộng )đồng)\s*(?:,|và|với|cộng)?|[+x×*–-]|\bmỗi\b[^.;,]{0,30}"
    r"|%[^.;,]{0,40})\s*$",
    re.IGNORECASE,
)
_LOOKED_BACK, _LOOKED_BACK_FOR_WHOLE = 60, 400  # letters


def spoken_value(text: str) -> int | None:
    """Return the value of a whole number in words, None for anything else and for what is said short ("một tỷ hai").

    A scale multiplies all that was said since the last larger one: "một nghìn hai trăm triệu" are 1.200 millions.

    >>> spoken_value("Hai triệu không trăm linh năm nghìn"), spoken_value("một nghìn hai trăm triệu")
    (2005000, 1200000000)
    >>> spoken_value("một tỷ hai"), spoken_value("hai lăm triệu"), spoken_value("năm nay")
    (None, None, None)
    """
    terms: list[tuple[int, int]] = []  # what was said, and the scale that it was said with
    group: list[str] = []
    for word in _WORD.findall(nfc(text).lower()):
        scale = _BILLION if word in _BILLIONS else _SCALES.get(word)
        if scale is None:
            group.append(word)
            continue
        said = _below_thousand(group) if group else 0
        if said is None or not (group or terms) or (not group and terms[-1][1] >= scale):
            return None
        while terms and terms[-1][1] < scale:
            said += terms.pop()[0]
        if terms and terms[-1][1] == scale:
            return None
        terms.append((said * scale, scale))
        group = []
    rest = _below_thousand(group) if group else 0
    if rest is None or not (group or terms) or (terms and len(group) == 1):
        return None
    return sum(said for said, _ in terms) + rest


def _below_thousand(words: Sequence[str]) -> int | None:
    """Return the value of words as "hai trăm linh năm", None where they are no number or leave a word out."""
    found = _GROUP.fullmatch(" ".join(words))
    if found is None:
        return None
    tens = 10 if found["ten"] or found["ten_2"] else 10 * _digit(found["tens"] or found["tens_2"])
    ones = _digit(found["ones"] or found["ones_2"] or found["few"] or found["few_2"])
    return 100 * _digit(found["hundreds"]) + tens + ones


def _digit(word: str | None) -> int:
    return _DIGITS[word] if word else 0


def wrong_spoken_money(text: str) -> Iterator[Wrong]:
    """Yield the amounts whose words in brackets say another: the place of the words, what is right is not told.

    >>> [found[3] for found in wrong_spoken_money("Chi 56.000.000 đồng (Sáu mươi lăm triệu đồng chẵn).")]
    ['bằng số là 56.000.000 đồng nhưng bằng chữ là 65.000.000 đồng']
    """
    if "đồng" not in text:
        return
    ways = [_IN_BRACKETS] if "(" in text else []
    if "ằng chữ" in text:
        ways += [_AFTERWARDS, _FIGURES_LAST]
    for match in (match for way in ways for match in way.finditer(text)):
        said = _said(match["words"])
        if said is None or _is_rounded(_worth(match), said) or _is_part(text, match):
            continue
        if match.re is not _AFTERWARDS or not _may_be_of_another(text, match.start(), said):
            yield Wrong(*match.span("words"), "", _why(match, said))


def _may_be_of_another(text: str, figure: int, said: int) -> bool:
    """Whether words after the last figure of a sentence may say another: one before it, or what several make."""
    before = text[max(0, figure - _LOOKED_BACK_FOR_WHOLE) : figure]
    if any(Decimal(said) / scale in numbers_in(before) for scale in _UNITS):
        return True
    sentence = max(before.rfind(". "), before.rfind("ằng chữ")) + 1
    return _ANY_AMOUNT.search(before, sentence) is not None


def wrong_spoken_counts(text: str) -> Iterator[Wrong]:
    """Yield the words in brackets right after a small number that say another.

    >>> [found[3] for found in wrong_spoken_counts("lập thành 03 (hai) bản, mỗi bên giữ 01 (một) bản")]
    ['bằng số là 03 nhưng bằng chữ là 2']
    """
    for match in _COUNTED.finditer(text) if "(" in text else ():
        words = match["words"].lower()
        said = spoken_value(words) if words not in _NO_NUMBERS else None
        if said is not None and said != int(match["figure"]):
            why = f"bằng số là {match['figure']} nhưng bằng chữ là {said}"
            yield Wrong(*match.span("words"), "", why)


def wrong_spoken_line(text: str, before: str, numbers: Collection[Decimal]) -> Iterator[Wrong]:
    """Yield the words of a line "Bằng chữ: …" that do not say the one amount of the line before.

    `numbers` are all that stand above: words that say one of them, in any unit, may be of that one.
    """
    match = _NEXT_LINE.match(text) if "ằng chữ" in text else None
    said = _said(match["words"]) if match is not None else None
    amounts: Sequence[re.Match[str]] = [*_ANY_AMOUNT.finditer(before)]
    if match is None or said is None or len(amounts) != 1 or _is_part(before, amounts[0]):
        return
    is_said_above = any(Decimal(said) / scale in numbers for scale in _UNITS)
    if not is_said_above and not _is_rounded(_worth(amounts[0]), said):
        yield Wrong(*match.span("words"), "", _why(amounts[0], said))


def numbers_in(text: str) -> Iterator[Decimal]:
    """Yield the values of all the numbers of a text."""
    yield from map(value, _ANY_NUMBER.findall(text))


def _is_rounded(worth: Decimal, said: int) -> bool:
    """Whether words say an amount, but for what is less than one đồng."""
    return abs(worth - said) < 1


def _is_part(text: str, amount: re.Match[str]) -> bool:
    start = amount.start("figure")
    return _PART.search(text, max(0, start - _LOOKED_BACK), start) is not None


def _said(words: str) -> int | None:
    words = " ".join(words.split())
    end = _MONEY_END.search(words)
    return spoken_value(words[: end.start()]) if end is not None else None


def _worth(match: re.Match[str]) -> Decimal:
    scale = (match["scale"] or "").strip()
    return value(match["figure"]) * (_BILLION if scale in _BILLIONS else _SCALES.get(scale, 1))


def _why(match: re.Match[str], said: int) -> str:
    spoken = f"{said:,}".replace(",", ".")
    figure = " ".join(f"{match['figure']} {match['scale'] or ''} đồng".split())
    return f"bằng số là {figure} nhưng bằng chữ là {spoken} đồng"
