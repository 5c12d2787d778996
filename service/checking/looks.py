"""Compares the look of a line with what a rule allows: size, weight, slant, capitals, place in the middle."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.checking.faults import Fault
from service.checking.recognition.text_lines import TextLine
from service.inspection.measures import EMU_PER_TWIP

_ALIGN_NAMES = {"left": "canh trái", "right": "canh phải", "center": "canh giữa", "both": "canh đều hai lề"}
_TIMES = re.compile(r"times ?new ?roman.*", re.IGNORECASE)
_TWIPS_PER_CM = 567
_NEARLY_CENTRED = 0.1  # share of the width by which a line indented by hand may miss the middle


def is_times_new_roman(font: str) -> bool:
    """Tell whether a font is Times New Roman, by the names that systems give it.

    >>> is_times_new_roman("TimesNewRomanPSMT"), is_times_new_roman("Arial")
    (True, False)
    """
    return _TIMES.fullmatch(font) is not None


def look_faults(line: TextLine | None, values: Mapping[str, Any], name: str) -> Iterator[Fault]:
    """Yield one fault that lists every difference between a line and the values of a rule, if there is any."""
    if line is None or not line.letter_runs:
        return
    differences = [
        *_size(line, values),
        *_style(line, values),
        *_capitals(line, values),
        *_align(line, values),
    ]
    if differences:
        found = "; ".join(found for found, _ in differences)
        expected = "; ".join(expected for _, expected in differences)
        yield Fault(f"{name} chưa đúng cách trình bày.", found, expected, line, look=values)


def sizes(line: TextLine) -> list[float]:
    """Return the sizes of the letters of a line in points, the smallest first."""
    return sorted({run.format.size_pt for run in line.letter_runs})


def size_text(lowest: float, highest: float) -> str:
    """Return allowed sizes in words.

    >>> size_text(13, 14), size_text(12, 12)
    ('cỡ chữ 13-14', 'cỡ chữ 12')
    """
    return f"cỡ chữ {lowest:g}" if lowest == highest else f"cỡ chữ {lowest:g}-{highest:g}"


def number(value: float) -> str:
    """Return a number with a decimal comma: ``number(13.5)`` is "13,5"."""
    return f"{value:g}".replace(".", ",")


def centimetres(twips: int) -> str:
    """Return a length in centimetres, with a decimal comma: ``centimetres(720)`` is "1,27"."""
    return number(round(twips / _TWIPS_PER_CM, 2))


def _size(line: TextLine, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "size_pt" not in values:
        return
    lowest, highest = values["size_pt"]
    found = sizes(line)
    if any(not lowest <= size <= highest for size in found):
        yield f"cỡ chữ {' và '.join(number(size) for size in found)}", size_text(lowest, highest)


def _style(line: TextLine, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, yes, no in (("bold", "đậm", "không đậm"), ("italic", "nghiêng", "đứng")):
        wanted = values.get(key)
        if wanted is None:
            continue
        marks = {bool(getattr(run.format, key)) for run in line.letter_runs}
        if marks != {wanted}:
            partly = "một phần " if len(marks) == 2 else ""
            yield (partly + (no if wanted else yes), yes if wanted else no)


def _capitals(line: TextLine, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    wanted = values.get("caps")
    if wanted is None:
        return
    is_small = any(run.format.small_caps for run in line.letter_runs)
    if wanted and (is_small or not line.is_upper):
        yield ("chữ hoa nhỏ" if is_small else "chữ thường", "chữ in hoa")
    if not wanted and line.is_upper and len(line.text.split()) > 1:
        yield "chữ in hoa", "chữ in thường"


def _align(line: TextLine, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("align") == "center" and is_centred(line) is False:
        yield _ALIGN_NAMES[line.paragraph.format.align], "canh giữa"


def is_centred(line: TextLine) -> bool | None:
    """Tell whether a line stands in the middle of its cell, box or page; None when a file cannot show that."""
    look = line.paragraph.format
    if look.align == "center":
        return True
    starts_late = line.paragraph.text[:1] in {" ", "\t", "\u00a0"}
    if line.is_part or starts_late or line.spot.width is None or line.spot.kind == "box":
        return None
    free = line.spot.width * EMU_PER_TWIP
    if line.width_emu > free * (1 - _NEARLY_CENTRED):
        return None
    start = (look.left + look.first_line) * EMU_PER_TWIP
    middle = start + line.width_emu / 2
    return None if abs(middle - free / 2) <= _NEARLY_CENTRED * free and look.align != "right" else False
