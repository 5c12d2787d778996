"""How wide a text is in Times New Roman and where its lines break, for the lines drawn under headings.

The decree measures the drawn lines by the text above them: as long as the motto, a third to a half of the
name of the office and of the subject. Widths are advance widths without kerning, as Word sets text by
default.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 1, 2, 5.
"""

import re
import unicodedata
from functools import cache

from service.domain import font_widths

EMU_PER_PT = 12_700
_NO_BREAK_HYPHEN = "\u2011"
_BREAK = re.compile(r"(?<= )(?=[^ ])|(?<=-)(?=[^ -])")
_Widths = dict[str, int]


def text_width_emu(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> int:
    """Return the width of one line of text in EMU (914,400 to the inch) at a size in points.

    >>> text_width_emu("Độc lập - Tự do - Hạnh phúc", 14, bold=True)
    2176574
    >>> text_width_emu("", 14)
    0
    """
    return round(_units(text, _widths(bold, italic)) * size_pt * EMU_PER_PT / font_widths.UNITS_PER_EM)


def wrapped_lines(
    text: str, width_emu: int, size_pt: float, *, bold: bool = False, italic: bool = False
) -> list[str]:
    r"""Break a text into the lines that a column of `width_emu` shows; the last one carries the drawn line.

    Lines break at spaces and after hyphens, a word wider than the column breaks inside, `\n` always breaks.

    >>> wrapped_lines("Khắc phục, cải thiện chỉ số dân vận", 1_500_000, 14, bold=True)
    ['Khắc phục, cải', 'thiện chỉ số dân', 'vận']
    """
    widths = _widths(bold, italic)
    room = (width_emu + 0.5) * font_widths.UNITS_PER_EM / (size_pt * EMU_PER_PT)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped_paragraph(paragraph, room, widths))
    return lines


def _wrapped_paragraph(paragraph: str, room: float, widths: _Widths) -> list[str]:
    """Fill lines word by word; spaces at the end of a line take no room."""
    lines: list[str] = []
    line, taken = "", 0
    for word in _words(paragraph):
        needed = _units(word.rstrip(" "), widths)
        if line and taken + needed > room:
            lines.append(line.rstrip(" "))
            line, taken = "", 0
        if needed > room:
            *full, word = _pieces(word, room, widths)  # noqa: PLW2901 - what is left of the word opens a line
            lines.extend(full)
        line += word
        taken += _units(word, widths)
    return [*lines, line.rstrip(" ")]


def _pieces(word: str, room: float, widths: _Widths) -> list[str]:
    """Cut a word that is wider than the column into pieces that fit, each of one character at least."""
    pieces = [""]
    for character in word:
        if pieces[-1] and character != " " and _units(pieces[-1] + character, widths) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _units(text: str, widths: _Widths) -> int:
    """Return the width of a text in units of the em."""
    try:
        return sum(map(widths.__getitem__, text))  # nearly every text has known letters only
    except KeyError:
        return sum(widths.get(character) or _other(character, widths) for character in text)


def _words(paragraph: str) -> list[str]:
    """Cut after each run of spaces and after a hyphen inside a word; the pieces add up to the paragraph."""
    return _BREAK.split(paragraph)


@cache
def _widths(bold: bool, italic: bool) -> _Widths:  # noqa: FBT001 - the key of the cache
    faces = {
        (False, False): font_widths.REGULAR,
        (True, False): font_widths.BOLD,
        (False, True): font_widths.ITALIC,
        (True, True): font_widths.BOLD_ITALIC,
    }
    return {character: width for width, characters in faces[bold, italic] for character in characters}


def _other(character: str, widths: _Widths) -> int:
    """Width of a character that the table lacks: of its base letter, 0 for marks, else a digit or an em."""
    if character == _NO_BREAK_HYPHEN:
        return widths["-"]
    base = unicodedata.normalize("NFKD", character)[0]
    if base in widths:
        return widths[base]
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    wide = unicodedata.east_asian_width(character) in {"W", "F"}
    return font_widths.UNITS_PER_EM if wide else widths["0"]
