"""Checks of the stamps of urgency, secrecy and circulation.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 2.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from service.checking.faults import Fault
from service.checking.looks import look_faults, number
from service.checking.recognition import Parts
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import CIRCULATIONS, SECRECIES, URGENCIES
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.inspection.measures import EMU_PER_MM

_SIZE_TOLERANCE_MM = 2
_LETTERS = {"bold": True, "caps": True, "italic": False}


def _stamps(parts: Parts, words: AbstractSet[str]) -> Iterator[TextLine]:
    return (line for line in parts.header.stamps if line.text.strip("() ").upper() in words)


def _is_framed(line: TextLine) -> bool:
    look = line.paragraph.format
    has_border = look.border_top is not None or look.border_bottom is not None
    return has_border or bool(line.spot.outline) or line.spot.border_bottom is not None


def _is_red(color: str) -> bool:
    if len(color) != 6:
        return False
    red, green, blue = (int(color[index : index + 2], 16) for index in (0, 2, 4))
    return red >= 0xC0 and green <= 0x40 and blue <= 0x40


@check("KHAN")
def urgency(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """In a single frame, bright red, capitals, bold, 13 to 14 points, of a fixed size."""
    for line in _stamps(parts, URGENCIES):
        yield from look_faults(line, {**_LETTERS, "size_pt": [13, 14]}, "Dấu chỉ mức độ khẩn")
        if not all(_is_red(run.format.color) for run in line.letter_runs):
            message, look = "Dấu chỉ mức độ khẩn có màu đỏ tươi.", {"color": "FF0000"}
            yield Fault(message, "màu khác", "màu đỏ tươi", line, look=look)
        if not _is_framed(line):
            yield Fault("Dấu chỉ mức độ khẩn có khung viền đơn.", "không có khung", "khung viền đơn", line)
        yield from _box_size(line, rule)


def _box_size(line: TextLine, rule: FormatRule) -> Iterator[Fault]:
    wanted = rule.values["sizes_mm"].get(line.text.upper().replace("HOẢ", "HỎA"))
    width, height = line.spot.width_emu, line.spot.height_emu
    if wanted is None or width is None or height is None:
        return
    found = (width / EMU_PER_MM, height / EMU_PER_MM)
    if any(abs(has - should) > _SIZE_TOLERANCE_MM for has, should in zip(found, wanted, strict=True)):
        text = " x ".join(number(round(side, 1)) for side in found)
        expected = " x ".join(str(side) for side in wanted)
        yield Fault("Khung dấu chỉ mức độ khẩn sai kích thước.", f"{text} mm", f"{expected} mm", line)


@check("LUUHANH")
def circulation(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """In a single frame, capitals, bold, 13 to 14 points."""
    for line in _stamps(parts, CIRCULATIONS):
        yield from look_faults(
            line, {**_LETTERS, "size_pt": rule.values["size_pt"]}, "Chỉ dẫn phạm vi lưu hành"
        )
        if not _is_framed(line):
            yield Fault(
                "Chỉ dẫn phạm vi lưu hành có khung viền đơn.", "không có khung", "khung viền đơn", line
            )


@check("MAT.BLOCK")
def secrecy(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Secret documents are made elsewhere."""
    for line in _stamps(parts, SECRECIES):
        yield Fault(
            "Văn bản có dấu mật: không xử lý trên máy có nối mạng.",
            line.text,
            "theo quy định bảo vệ bí mật nhà nước",
            line,
        )


@check("NGUOISOAN")
def drafter_mark(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The mark of the drafter: 11 points, upright."""
    values = {"size_pt": rule.values["size_pt"], "italic": False}
    return look_faults(parts.closing.drafter_mark, values, "Ký hiệu người soạn thảo")
