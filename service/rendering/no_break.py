"""Keeps together what a line must not part: a word and its number, the letters of a symbol.

"số 05/KH-UBND", "khoản 2 Mục III", "quý III", "6 tháng" get no-break spaces, "QĐ-UBND" a no-break hyphen. It is done
when a text is printed and nowhere before: values, properties, names of files and what is searched stay as they are.
"""

import re
from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"
#: Stands for Word's element of a no-break hyphen until the text becomes XML; no input may have this sign.
NO_BREAK_HYPHEN = "\x1e"

_WORDS = ("số", "điều", "mục", "phần", "chương", "khoản", "quý", "phụ lục", "tiêu chí")
#: The space after one of the words and before a number or a Roman number. Each pattern begins with the sign that it is
#: about, and what follows is asked before what stands in front: so a text is run through in no time.
_NUMBER = re.compile(
    r" (?=[0-9IVXL])(?i:" + "|".join(rf"(?<=\b{word} )" for word in _WORDS) + r")(?=\d|[IVXL]+\b)"
)
#: "điểm b", "điểm 2.2.1", but not "dứt điểm 03 việc".
_POINT = re.compile(r" (?=[a-zđ]\b|\d+\.\d)(?<=iểm )")
#: "6 tháng", "15 ngày", but not a date ("05 tháng 02 năm 2025").
_COUNT = re.compile(r" (?=(?i:tháng|ngày)\b(?! \d))(?<=\d )")
#: The room for a number in "số      /KH-UBND".
_BLANK_NUMBER = re.compile(r" {2,}(?=/[A-ZĐ])")
_IN_SYMBOL = re.compile(r"-(?=[A-ZĐ])(?<=[A-ZĐ\d]-)")


def _found(value: str) -> str:
    value = _NUMBER.sub(NO_BREAK_SPACE, value)
    if " tháng" in value or " ngày" in value or " THÁNG" in value:
        value = _COUNT.sub(NO_BREAK_SPACE, value)
    if "iểm " in value:
        value = _POINT.sub(NO_BREAK_SPACE, value)
    if "  " in value:
        value = _BLANK_NUMBER.sub(lambda found: NO_BREAK_SPACE * len(found[0]), value)
    return _IN_SYMBOL.sub(NO_BREAK_HYPHEN, value) if "-" in value else value


#: The documents of a batch print the same sentences; longer texts are not kept, so that what is kept stays small.
_KNOWN_LENGTH = 1000
_remembered = lru_cache(maxsize=2048)(_found)


def kept_together(value: str) -> str:
    r"""Return a text with no-break spaces and hyphens in place of those at which no line may end.

    >>> kept_together("khoản 2 Mục III Kế hoạch số 05/KH-UBND").replace(NO_BREAK_SPACE, "_")
    'khoản_2 Mục_III Kế hoạch số_05/KH\x1eUBND'
    >>> kept_together("6 tháng đầu năm, ngày 05 tháng 02 năm 2025").replace(NO_BREAK_SPACE, "_")
    '6_tháng đầu năm, ngày 05 tháng 02 năm 2025'
    """
    return _remembered(value) if len(value) <= _KNOWN_LENGTH else _found(value)
