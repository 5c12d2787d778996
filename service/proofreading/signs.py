"""Signs of punctuation that stand wrong, found in one text by itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.proofreading.letters import LOWER, UPPER


class WrongSign(NamedTuple):
    """A wrong sign at [start, end), what is right there, and what to say."""

    start: int
    end: int
    right: str
    message: str
    is_certain: bool = True


_SPACED_SIGN = re.compile(r"[,;:!?.](?<=[ \u00a0].)")
_SPACE_BEFORE = re.compile(r"[ \u00a0]+([,;:!?](?!\d)|\.(?=\s|$))(?![.)])")
_BEFORE_SPACE = re.compile(r"[\w)”\"]")
#: An amount before " : " with a number after it is divided: "7.020.000 đồng : 22 ngày".
_DIVIDED = re.compile(r"\d\)?(?:\s?(?:%|[^\W\d_]{1,9}))?$")
_DIVISOR = re.compile(r"\s\(?\d")
_AMOUNT_REACH = 16
#: The stop of a name that is kept back ("Đinh Thị Y., 34 tuổi") or of "v.v." may have a comma after it.
_MANY = re.compile(
    rf"(?P<after_comma>[,;](?:\.{{4,}}|\.\.(?!\.)))|(?P<twice>([,;:])\s?\3+)|(?P<mixed>,;|;,|(?<!\.)(?<![\s.][{UPPER}])(?<!v\.v)\.[,;]|:;|;:|:,|,:|;\.(?=\s|$)|,\.(?=\s|$))|"
    r"(?P<two>(?<=[^\W\d_])\.\.(?![./]))|(?P<long>(?<=[^\W\d_])\.{4,}(?=\s*$|\s+[^\W\d_]))"
)
_NO_SPACE_AFTER = re.compile(
    rf"[,;:.](?:(?<=[^\W\d_][,;])(?=[^\W\d_“(])|(?<=[^\W\d_]{{2}}:)(?=[^\W\d_/])"
    rf"|(?<=[{LOWER}]{{2}}\.)(?=[{UPPER}][{LOWER}]))"
)
_ADJACENT = re.compile(r"[,;:.]\s?[,;:.]")
_TIGHT_BRACKET = re.compile(r"(?P<before>[^\W\d_]{2,})\((?=(?P<after>[^\W\d_]{2,}))")
_AFTER_WORD = re.compile(r"\((?<=[^\W\d_]\()")
_BESIDE_BRACKET = re.compile(r"[ \u00a0(“][ \u00a0)”]")
_SPACE_IN_BRACKET = re.compile(r"\([ \u00a0]+(?=\w)|(?<=\w)[ \u00a0]+\)|“[ \u00a0]+(?=\w)|(?<=\w)[ \u00a0]+”")
#: Room is left after these to be filled in by hand ("từ ngày     đến ngày     "); not where another word goes on.
_TWO_SPACES = re.compile(
    r"(?<=[\w,;:.)”])(?:(?<!ngày)(?<!tháng)(?<!năm)(?<![Ss]ố) {2,}"
    r"|(?<=ngày) {2,}(?!\d|(?:tháng|đến|và|của|trước|sau|cấp|ký|tại)\b)|(?<=tháng) {2,}(?!\d|(?:năm|đến|của|tại)\b)"
    r"|(?:(?<=chữ số)|(?<=con số)|(?<=chỉ số)|(?<=dân số)|(?<=đổi số)) {2,})(?=[\w(“])"
)
#: Dots and ellipses that leave room to be filled in: a form, whose signs are no punctuation.
_BLANK = re.compile(r"\.{7,}|…\s?[.…]|\.…|\.{2,}\s?\d|\d\s?\.{3,}|^\W*[.…]{2,}")
_PAIRS = {")": "(", "”": "“", "]": "[", "»": "«"}
_BRACKETS = re.compile(r"[()\[\]“”«»]")
OPENERS = frozenset(_PAIRS.values())
_ITEM_MARK = re.compile(r"(?:^|[\s;,:(“\"])(?:\d{1,3}|[a-zđ]|[ivx]{1,4})\)")
_NET = re.compile(  # names are bounded: a text without spaces is looked through once
    r"https?://\S+|\S{1,200}@\S+|\bwww\.\S+|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:vn|com|gov|net|org)\b\S*"
)


def wrong_signs(text: str) -> Iterator[WrongSign]:
    """Yield the wrong signs of a text.

    >>> [text.right for text in wrong_signs("các đơn vị , cơ quan trong tình hình mới,....")]
    [',', '...']
    """
    found = [*_spaces(text), *_many(text)]
    holes = [match.span() for match in _NET.finditer(text)] if found and "." in text else []
    for wrong in found:
        if not any(start <= wrong.start < end for start, end in holes):
            yield wrong


def _spaces(text: str) -> Iterator[WrongSign]:
    for match in _SPACE_BEFORE.finditer(text) if _SPACED_SIGN.search(text) else ():
        if _BEFORE_SPACE.match(text, max(0, match.start() - 1)) and not _divides(text, match):
            is_joined = match[1] in ",;:" and text[match.end() : match.end() + 1].isalpha()
            right = f"{match[1]} " if is_joined else match[1]  # both at once: " ,và" is ", và"
            yield WrongSign(*match.span(), right, f"Thừa khoảng trắng trước dấu “{match[1]}”.")
    for match in _NO_SPACE_AFTER.finditer(text):
        yield WrongSign(*match.span(), f"{match.group()} ", f"Thiếu khoảng trắng sau dấu “{match.group()}”.")
    yield from tight_brackets(text, may_be_formula=True)
    for match in _SPACE_IN_BRACKET.finditer(text) if _may_have_loose_bracket(text) else ():
        yield WrongSign(*match.span(), match.group().strip(), "Thừa khoảng trắng sát dấu ngoặc.")
    for match in _TWO_SPACES.finditer(text) if "  " in text and not _BLANK.search(text) else ():
        yield WrongSign(*match.span(), " ", "Thừa khoảng trắng giữa hai từ.")


def _divides(text: str, sign: re.Match[str]) -> bool:
    """Whether a colon stands between two amounts, as a sign of division or of a scale does."""
    start = max(0, sign.start() - _AMOUNT_REACH)
    return (
        sign[1] == ":"
        and _DIVISOR.match(text, sign.end()) is not None
        and _DIVIDED.search(text, start, sign.start()) is not None
    )


def _may_have_loose_bracket(text: str) -> bool:
    return ("(" in text or "“" in text or ")" in text) and _BESIDE_BRACKET.search(text) is not None


def tight_brackets(text: str, *, may_be_formula: bool) -> Iterator[WrongSign]:
    """Yield the brackets that stand right after a word; with plain letters only it may be a formula: SUM(A1)."""
    for match in _TIGHT_BRACKET.finditer(text) if _AFTER_WORD.search(text) else ():
        if not may_be_formula or not (match["before"] + match["after"]).isascii():
            place = match.end() - 1
            yield WrongSign(place, place + 1, " (", "Thiếu khoảng trắng trước dấu “(”.")


def _many(text: str) -> Iterator[WrongSign]:
    if not _ADJACENT.search(text) or _BLANK.search(text):
        return
    for match in _MANY.finditer(text):
        kind = match.lastgroup
        sign = match.group()
        if kind in {"after_comma", "long"}:
            is_after = kind == "after_comma"
            message = (
                "Dấu chấm lửng gồm ba chấm, không đứng sau dấu phẩy."
                if is_after
                else "Dấu chấm lửng gồm ba chấm."
            )
            yield WrongSign(*match.span(), "...", message)
        elif kind == "twice":
            yield WrongSign(*match.span(), sign[0], f"Thừa dấu “{sign[0]}”.")
        elif kind == "two":
            yield WrongSign(
                *match.span(), ".", "Thừa dấu chấm; dấu chấm lửng thì gồm ba chấm.", is_certain=False
            )
        else:
            yield WrongSign(
                *match.span(), sign[-1], f"Hai dấu “{sign}” liền nhau. Giữ một dấu.", is_certain=False
            )


def unclosed(text: str) -> Iterator[WrongSign]:
    """Brackets and curly quotation marks without a partner; "a)" and "1)" are marks of items."""
    signs = [(match.start(), match.group()) for match in _BRACKETS.finditer(text)]
    if not signs:
        return
    stack: list[tuple[str, int]] = []
    alone: list[tuple[str, int]] = []
    for place, sign in signs:
        if sign in OPENERS:
            stack.append((sign, place))
        elif stack and stack[-1][0] == _PAIRS[sign]:
            stack.pop()
        else:
            alone.append((sign, place))
    item_marks = {match.end() - 1 for match in _ITEM_MARK.finditer(text)} if alone else set()
    for sign, place in alone:
        if place not in item_marks:
            yield WrongSign(place, place + 1, "", f"Dấu “{sign}” không có dấu mở.", is_certain=False)
    for sign, place in stack:
        yield WrongSign(place, place + 1, "", f"Dấu “{sign}” chưa đóng.", is_certain=False)
