"""Measures of Word: twips, half-points, EMU, and the lengths with a unit that other programs write."""

import re
from functools import lru_cache

TWIPS_PER_PT = 20
TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000
EMU_PER_PT = 12_700
EMU_PER_TWIP = 635
_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d*)?|-?\.\d+)\s*(pt|in|cm|mm|pc|pi|px|)\s*")
_PT_PER_UNIT = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0, "px": 0.75}


@lru_cache(maxsize=4096)
def points(text: str | None, *, per_point: float) -> float | None:
    """Return a length in points; a bare number counts `per_point` to the point. None when it is no length.

    >>> points("26", per_point=2), points("1.27cm", per_point=20), points("auto", per_point=20)
    (13.0, 36.0, None)
    """
    match = _LENGTH.fullmatch(text) if text else None
    if match is None:
        return None
    number = float(match.group(1))
    unit = match.group(2)
    return round(number * _PT_PER_UNIT[unit], 4) if unit else number / per_point


def twips(text: str | None) -> int | None:
    """Return a length in twips (1/20 pt), None when it is no length.

    >>> twips("567"), twips("1cm"), twips("")
    (567, 567, None)
    """
    length = points(text, per_point=TWIPS_PER_PT)
    return None if length is None else round(length * TWIPS_PER_PT)


def half_points(text: str | None) -> float | None:
    """Return a letter size in points from half-points: ``half_points("27")`` is 13.5."""
    return points(text, per_point=2)


def emu(text: str | None) -> int | None:
    """Return a length of a drawing in EMU; a bare number is EMU already."""
    length = points(text, per_point=EMU_PER_PT)
    return None if length is None else round(length * EMU_PER_PT)


def vml_emu(text: str | None) -> int | None:
    """Return a length of an old (VML) drawing in EMU; a bare number is pixels.

    >>> vml_emu("72pt"), vml_emu("96")
    (914400, 914400)
    """
    length = points(text, per_point=1 / 0.75)
    return None if length is None else round(length * EMU_PER_PT)


def mm(length_twips: int) -> float:
    """Return twips as millimetres with one decimal.

    >>> mm(1134)
    20.0
    """
    return round(length_twips / TWIPS_PER_MM, 1)
