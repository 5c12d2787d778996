"""Numbers in words by another road than the service's, to check it against.

The number is taken as a string and written out group by group, every group whole ("hai trăm không mươi
năm"); the spoken forms are then made by replacing words. Nothing here knows num2words or does sums.
"""

import re
from functools import cache

DIGITS = dict(
    zip("0123456789", ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"), strict=True)
)
SPOKEN = (
    (r" không mươi không$", ""),
    (r"không mươi ", "linh "),
    (r"một mươi", "mười"),
    (r" không$", ""),
    (r"mươi một$", "mươi mốt"),
    (r"mươi bốn$", "mươi tư"),
    (r"(mươi|mười) năm$", r"\1 lăm"),
)
SCALES = (" triệu", " nghìn", "")


@cache
def group_in_words(group):
    """Read three digits whole: "005" is "không trăm linh năm"."""
    hundreds, tens, units = (DIGITS[digit] for digit in group)
    words = f"{hundreds} trăm {tens} mươi {units}"
    for pattern, spoken in SPOKEN:
        words = re.sub(pattern, spoken, words)
    return words


def whole_in_words(digits):
    """Read a string of digits: nine at a time, with "tỷ" between the nines."""
    padded = digits.zfill(-(-len(digits) // 9) * 9)
    words = []
    for start in range(0, len(padded), 9):
        words += ["tỷ"] if words else []
        groups = (padded[start : start + 3], padded[start + 3 : start + 6], padded[start + 6 : start + 9])
        words += [
            group_in_words(group) + scale
            for group, scale in zip(groups, SCALES, strict=True)
            if group != "000"
        ]
    return re.sub(r"^không trăm (linh )?", "", " ".join(words)) or "không"


def number_in_words(written):
    """Read a number written with a point before its decimals: "-1200.50"."""
    whole, _, decimals = written.removeprefix("-").partition(".")
    words = [whole_in_words(whole)]
    if decimals.strip("0"):
        words += ["phẩy", *(DIGITS[digit] for digit in re.sub("0+$", "", decimals))]
    is_negative = written.startswith("-") and written.strip("-0.")
    return " ".join(["âm", *words] if is_negative else words)
