"""Keeps together what a line must not part: a word and its number, the letters of a symbol.

"số 05/KH-UBND", "khoản 2 Mục III", "quý III", "6 tháng" get no-break spaces, "QĐ-UBND" a no-break hyphen. It is done
when a text is printed and nowhere before: values, properties, names of files and what is searched stay as they are.

Place and date, and the name of the office, that are too long for their column of the header part where one would part
them by hand: before "ngày", after the noun of the unit.
"""

import re
from functools import lru_cache

from service.domain.typesetting import EMU_PER_PT, text_width_emu
from service.domain.units import KIND_NOUNS

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


_PLACE_AND_DATE = re.compile(r"[^,\n]+,(?= ngày[ \d]+tháng[ \d]+năm[ \d]*$)")
_UNIT_IN_CAPITALS = re.compile(
    rf"(?:{'|'.join(noun.upper() for noun in KIND_NOUNS.values())}) (?=[^a-z\n]+$)"
)
#: The columns of the header of `templates_docx/_base/van_ban.docx`, and the size of its letters. A line that is a
#: little shorter is held together too, which changes nothing as long as it fits: programs measure differently.
_LEFT, _RIGHT = 185 * EMU_PER_PT, 282 * EMU_PER_PT
_HEADER_PT = 13
_NEARLY = 0.94


def header_line(value: str) -> str:
    r"""Return place and date, or the name of an office, held together where it would part at its last word.

    >>> header_line("Phường Trương Quang Trọng, ngày 05 tháng 3 năm 2026").replace(NO_BREAK_SPACE, "_")
    'Phường Trương Quang Trọng, ngày_05_tháng_3_năm_2026'
    >>> header_line("PHƯỜNG TRƯƠNG QUANG TRỌNG").replace(NO_BREAK_SPACE, "_")
    'PHƯỜNG TRƯƠNG_QUANG_TRỌNG'
    >>> header_line("Ba Tơ, ngày 05 tháng 3 năm 2026"), header_line("XÃ BA TƠ")
    ('Ba Tơ, ngày 05 tháng 3 năm 2026', 'XÃ BA TƠ')
    """
    if found := _PLACE_AND_DATE.match(value):
        width = text_width_emu(value, _HEADER_PT, italic=True)
        return _held(value, found.end() + 1) if width > _RIGHT * _NEARLY else value
    found = _UNIT_IN_CAPITALS.match(value)
    if found is None or text_width_emu(value, _HEADER_PT, bold=True) <= _LEFT * _NEARLY:
        return value
    fits = text_width_emu(value[found.end() :], _HEADER_PT, bold=True) <= _LEFT * _NEARLY
    return _held(value, found.end()) if fits else value


def _held(value: str, start: int) -> str:
    """Return a text that no line parts from a place on."""
    return value[:start] + value[start:].replace(" ", NO_BREAK_SPACE)


def _found(value: str) -> str:
    if len(value) <= _HEADER_CHARACTERS:
        value = header_line(value)
    value = _NUMBER.sub(NO_BREAK_SPACE, value)
    if " tháng" in value or " ngày" in value or " THÁNG" in value:
        value = _COUNT.sub(NO_BREAK_SPACE, value)
    if "iểm " in value:
        value = _POINT.sub(NO_BREAK_SPACE, value)
    if "  " in value:
        value = _BLANK_NUMBER.sub(lambda found: NO_BREAK_SPACE * len(found[0]), value)
    return _IN_SYMBOL.sub(NO_BREAK_HYPHEN, value) if "-" in value else value


_HEADER_CHARACTERS = 80
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
