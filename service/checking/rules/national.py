"""Checks of the national title and the motto.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 1.
"""

from collections.abc import Iterator

from service.checking.faults import Fault
from service.checking.looks import look_faults, number
from service.checking.recognition import Parts
from service.checking.recognition.text_lines import TextLine
from service.checking.registry import check
from service.checking.rules.shared import length_faults, single_spacing_faults
from service.domain.format_rules import FormatRule
from service.inspection.measures import EMU_PER_MM, EMU_PER_TWIP

_SPARE = 1.03  # of a column: fonts and programs differ by so much


@check("QH.TEXT")
def title_text(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The words of the national title; both ways to set the tone mark are right."""
    line = parts.header.national_title
    if line is not None and line.text.upper() not in rule.values["accept"]:
        yield Fault("Quốc hiệu sai chữ.", line.text, rule.values["generate"], line)


@check("QH.STYLE")
def title_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Capitals, upright, bold, 12 to 13 points."""
    return look_faults(parts.header.national_title, rule.values, "Quốc hiệu")


@check("QH.POS")
def title_position(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """At the top right; on one line."""
    line, header = parts.header.national_title, parts.header
    if line is None:
        return
    on_left = any(_stands_left_of(line, other) for other in header.issuers)
    if on_left or _is_stacked(line, header.issuers):
        yield Fault("Quốc hiệu đặt sai chỗ.", "không ở bên phải", "trên cùng, bên phải trang đầu", line)
    column = (line.spot.width or 0) * EMU_PER_TWIP
    if 0 < column * _SPARE < line.width_emu and line.spot.kind == "cell":
        found = f"cần {number(round(line.width_emu / EMU_PER_MM))} mm, ô rộng {number(round(column / EMU_PER_MM))} mm"
        expected = "trên một dòng: nới ô bên phải hoặc cỡ chữ 12"
        # How wide a column comes out in the end is for Word to say.
        yield Fault("Quốc hiệu có thể bị ngắt dòng.", found, expected, line, severity="info")


def _stands_left_of(line: TextLine, other: TextLine) -> bool:
    if line.spot.kind == "cell" and other.spot.kind == "cell":
        return line.spot.table == other.spot.table and line.spot.column < other.spot.column
    return line.paragraph is other.paragraph and line.segment < other.segment


def _is_stacked(line: TextLine, issuers: tuple[TextLine, ...]) -> bool:
    """Tell whether national title and issuer stand one below the other, each in the middle of the page."""
    lone = [other for other in (line, *issuers) if other.spot.kind == "body" and not other.is_part]
    centred = all(
        other.paragraph.format.align == "center" and not other.paragraph.format.left for other in lone
    )
    return line in lone and len(lone) > 1 and centred


@check("QH.LINESPACING")
def title_spacing(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """National title and motto stand one single line apart."""
    lines = [line for line in (parts.header.national_title, parts.header.motto) if line is not None]
    return single_spacing_faults(lines, "Quốc hiệu và Tiêu ngữ")


@check("TN.TEXT")
def motto_text(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The words of the motto with plain hyphens between spaces."""
    line = parts.header.motto
    if (
        line is not None
        and line.text != rule.values["text"]
        and not _is_only_capitals(line, rule.values["text"])
    ):
        yield Fault("Tiêu ngữ sai chữ hoặc sai dấu gạch nối.", line.text, rule.values["text"], line)


def _is_only_capitals(line: TextLine, text: str) -> bool:
    """Capitals are the matter of TN.STYLE."""
    return line.text == text.upper()


@check("TN.STYLE")
def motto_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Small letters, upright, bold, 13 to 14 points, in the middle under the national title."""
    return look_faults(parts.header.motto, rule.values, "Tiêu ngữ")


@check("TN.LINE")
def motto_line(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A solid line under the motto, as long as its text."""
    header = parts.header
    if header.motto is not None:
        yield from length_faults(
            (header.motto,), header.motto_rules, rule.values, "Tiêu ngữ", unknown=header.unknown_pictures > 0
        )
