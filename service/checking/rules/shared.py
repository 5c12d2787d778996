"""What checks of several elements share: drawn lines and the distance between two lines."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.checking.faults import Fault, gathered
from service.checking.looks import is_times_new_roman, number
from service.checking.recognition.parts import Rule
from service.checking.recognition.spots import CELL_PADDING_TWIPS
from service.checking.recognition.text_lines import TextLine
from service.domain.findings import Severity
from service.domain.typesetting import text_width_emu, wrapped_lines
from service.inspection.facts import ParagraphFormat
from service.inspection.measures import EMU_PER_MM, EMU_PER_TWIP

_SINGLE = 240
_LINE_TOLERANCE = 3
_GAP_TOLERANCE_TWIPS = 5
#: A twentieth more or less than a bound is not seen: 1.5 mm at each end of a motto of 60 mm. Nor can a line typed with
#: underscores do better: it grows by 2.5 mm at a time, and programs set letters a little wider or narrower.
_UNSEEN_SHARE = 0.05


def length_faults(
    lines: Sequence[TextLine], rules: Sequence[Rule], values: Mapping[str, Any], name: str, *, unknown: bool
) -> Iterator[Fault]:
    """Yield the fault of the drawn line under a text: missing, dashed, too short or long, off the middle.

    Where a long text breaks the file does not say for certain, nor does the decree say which line of several is the
    measure: what fits one of them, or lies between them, is right. A line whose length the file does not tell is
    right; `unknown`: a picture may be the line.
    """
    if not rules:
        severity: Severity | None = "info" if unknown else None
        yield Fault(
            f"Dưới {name} chưa thấy đường kẻ ngang.",
            "không có",
            _wanted(values),
            lines[-1],
            severity=severity,
        )
        return
    faults = [fault for rule in rules if (fault := _rule_fault(lines, rule, values, name)) is not None]
    if len(faults) == len(rules):
        yield faults[0]


def _wanted(values: Mapping[str, Any]) -> str:
    lowest, _ = values["ratio"]
    length = "dài bằng dòng chữ" if lowest > 0.9 else "dài từ 1/3 đến 1/2 dòng chữ"
    return f"nét liền, {length}"


def _rule_fault(lines: Sequence[TextLine], rule: Rule, values: Mapping[str, Any], name: str) -> Fault | None:
    wanted = _wanted(values)
    if not rule.is_solid:
        return Fault(f"Đường kẻ dưới {name} không phải nét liền.", rule.form, wanted, lines[-1])
    if rule.width_emu is not None and not _fits(lines, rule.width_emu, values["ratio"]):
        text = max(line.width_emu for line in lines)
        longest = "dòng chữ dài nhất" if len(lines) > 1 else "dòng chữ"
        share = f"{number(round(rule.width_emu / text * 100))} % {longest}" if text else ""
        found = f"{number(round(rule.width_emu / EMU_PER_MM, 1))} mm, {share}".rstrip(", ")
        return Fault(f"Đường kẻ dưới {name} dài ngắn chưa đúng.", found, wanted, lines[-1])
    if values.get("centered") and rule.centred is False:
        return Fault(f"Đường kẻ dưới {name} chưa cân đối.", "lệch", "ở giữa so với dòng chữ", lines[-1])
    return None


def _fits(lines: Sequence[TextLine], width_emu: int, ratio: Sequence[float]) -> bool:
    lowest, highest = ratio
    measures = [text for line in lines for text in _measures(line) if text]
    if not measures:
        return True
    shortest, longest = min(measures), max(measures)
    return lowest * (1 - _UNSEEN_SHARE) * shortest <= width_emu <= highest * (1 + _UNSEEN_SHARE) * longest


def _measures(line: TextLine) -> Iterator[int]:
    """Yield the widths that a text may show: as one line, and of each line into which its column breaks it.

    Only Times New Roman can be measured; other fonts are a fault of their own. The facts do not tell the padding of a
    cell, which its table or the style of that may set to nothing: both columns may be the real one.
    """
    if not all(is_times_new_roman(run.format.font) for run in line.letter_runs):
        return
    yield line.width_emu
    for column in _columns(line):
        if line.letter_runs and 0 < column < line.width_emu:
            look = line.letter_runs[0].format
            for text in wrapped_lines(line.text, column, look.size_pt, bold=look.bold, italic=look.italic):
                yield text_width_emu(text, look.size_pt, bold=look.bold, italic=look.italic)


def _columns(line: TextLine) -> list[int]:
    """Return the widths in EMU that a line may have: of a cell with and without Word's own padding."""
    width = line.spot.width or 0
    widths = [width, width + CELL_PADDING_TWIPS] if width and line.spot.kind == "cell" else [width]
    return [each * EMU_PER_TWIP for each in widths]


def single_spacing_faults(lines: Sequence[TextLine], name: str) -> Iterator[Fault]:
    """Yield the faults of lines that belong together and do not stand one single line apart; equal ones once.

    The first counts as well: Word sets the room of a wider spacing below a line.
    """

    def faults() -> Iterator[Fault]:
        for above, below in itertools.pairwise([None, *lines]):
            differences = [*_added(above, below), *_widened(below)] if below is not None else []
            if differences:
                expected = "dòng đơn, không cách thêm"
                yield Fault(f"{name} chưa cách nhau dòng đơn.", "; ".join(differences), expected, below)

    return gathered(faults() if len(lines) > 1 else ())


def _added(above: TextLine | None, below: TextLine) -> Iterator[str]:
    """Yield the room that two paragraphs have between them, in words."""
    if above is None or above.paragraph is below.paragraph:
        return
    gap = _gap(above.paragraph.format, below.paragraph.format)
    if gap > _GAP_TOLERANCE_TWIPS:
        yield f"cách thêm {number(round(gap / 20, 1))} pt"


def _widened(line: TextLine) -> Iterator[str]:
    """Yield the line spacing of a paragraph when it is not single, in words."""
    look = line.paragraph.format
    if look.line_rule == "auto" and abs(look.line - _SINGLE) > _LINE_TOLERANCE:
        yield f"giãn dòng {number(round(look.line / _SINGLE, 2))}"


def _gap(above: ParagraphFormat, below: ParagraphFormat) -> int:
    """Return the room between two paragraphs in twips: Word takes the larger of the two."""
    if above.auto_gap or below.auto_gap:
        return 0
    return max(0 if above.contextual and above.style_id == below.style_id else above.after,
               0 if below.contextual and above.style_id == below.style_id else below.before)  # fmt: skip
