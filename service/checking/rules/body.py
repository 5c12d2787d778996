"""Checks of the running text: size, alignment, indent, distances, end mark.

Only what an eye can see is a fault: a text of one line looks the same justified or not.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm e.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from service.checking.faults import Fault, gathered
from service.checking.looks import centimetres, number, size_text, sizes
from service.checking.recognition import Parts
from service.checking.recognition.parts import BodyItem
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import has_blanks
from service.checking.registry import check
from service.domain.findings import Severity
from service.domain.format_rules import FormatRule
from service.inspection.measures import EMU_PER_TWIP, TWIPS_PER_PT

_RUNNING = {"plain", "article", "arabic", "decimal", "letter", "paren", "dash"}
_HEADINGS = {"roman", "upper_letter"}
_NOT_RUNNING = {"center", "right"}  # "Đơn vị tính: triệu đồng" above a table stands at the right
_ALIGN_NAMES = {"left": "canh trái", "right": "canh phải", "center": "canh giữa"}
_LINE_TOLERANCE = 3
_GAP_TOLERANCE_TWIPS = 5  # a quarter of a point: programs that count in other units round so much
_FULL_LINES = 1.3  # an estimated width of so many lines is surely more than one
_CENTRED_LINES = 2.3
_SINGLE_LINE_HEIGHT = 1.15  # of Times New Roman, in sizes
_MOSTLY = 0.5
_LEAST_SENTENCE = 15  # words: what is shorter may be a heading without a number
_LEAST_BOLD = 2
_SENTENCE_ENDS = (".", ";", ":", "./.")


def _running(parts: Parts) -> list[BodyItem]:
    """Return the paragraphs of running text: no headings, nothing in the middle of the page or at its right margin."""
    return [
        item for item in parts.body
        if item.kind in _RUNNING and not item.is_title and item.line.paragraph.format.align not in _NOT_RUNNING
    ]  # fmt: skip


def _lines_taken(item: BodyItem) -> float:
    """Estimate how many lines a paragraph takes; 0 when the width of its page is not known."""
    width, look = item.line.spot.width, item.line.paragraph.format
    free = ((width or 0) - look.left - look.right) * EMU_PER_TWIP
    return item.line.width_emu / free if free > 0 else 0.0


@check("ND.BODY.SIZE")
def size(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """13 to 14 points, the same all through, upright as a whole, in small letters, not bold but for emphasis."""
    lowest, highest = rule.values["size_pt"]
    items = _running(parts)
    letters: Counter[float] = Counter()
    slanted = 0
    for run in (run for item in items for run in item.line.letter_runs):
        letters[run.format.size_pt] += len(run.text)
        slanted += len(run.text) * run.format.italic
    main = letters.most_common(1)[0][0] if letters else 0.0
    yield from gathered(_odd_sizes(items, main, lowest, highest))
    if items and slanted > _MOSTLY * sum(letters.values()):
        yield Fault("Phần lớn lời văn in nghiêng.", "nghiêng", "đứng", items[0].line)
    yield from gathered(_capitals(items))
    yield from gathered(_bold(items))


def _is_sentence(item: BodyItem) -> bool:
    """Tell whether a paragraph is surely running text: as long as no heading is, with the sign of a sentence."""
    return len(item.rest.split()) >= _LEAST_SENTENCE and item.rest.endswith(_SENTENCE_ENDS)


def _capitals(items: list[BodyItem]) -> Iterator[Fault]:
    for item in items:
        if item.line.is_upper and _is_sentence(item):
            look = {"caps": False}
            yield Fault("Lời văn in hoa cả đoạn.", "chữ in hoa", "chữ in thường", item.line, look=look)


def _bold(items: list[BodyItem]) -> Iterator[Fault]:
    """Yield the paragraphs that are bold as a whole.

    Table V.6 has the text upright and, unlike other parts, not bold; of a word or paragraph that is to stand out it
    says nothing, so a text that is bold for the most part is a fault and a few paragraphs are for information. Of
    numbered clauses ND.KHOAN_PLAIN speaks.
    """
    told = [item for item in items if item.kind != "arabic" and _is_sentence(item)]
    bold = [item for item in told if item.line.is_bold]
    if len(bold) > _LEAST_BOLD and len(bold) > _MOSTLY * len(told):
        look = {"bold": False}
        for item in bold:
            yield Fault("Phần lớn lời văn in đậm.", "đậm", "không đậm", item.line, look=look)
        return
    for item in bold:
        expected = "không đậm, trừ chỗ cần nhấn mạnh"
        yield Fault("Lời văn in đậm cả đoạn.", "đậm", expected, item.line, severity="info")


def _odd_sizes(items: list[BodyItem], main: float, lowest: float, highest: float) -> Iterator[Fault]:
    for item in items:
        for found in sizes(item.line):
            if not lowest <= found <= highest:
                expected = size_text(lowest, highest)
                right = min(max(main, lowest), highest)
                look = {"size_pt": (right, right)}
                yield Fault("Cỡ chữ lời văn sai.", f"cỡ chữ {number(found)}", expected, item.line, look=look)
            elif found != main:
                expected = f"một cỡ thống nhất (cỡ {number(main)})"
                look = {"size_pt": (main, main)}
                text = f"cỡ chữ {number(found)}"
                yield Fault("Cỡ chữ lời văn không thống nhất.", text, expected, item.line, look=look)


@check("ND.BODY.ALIGN")
def alignment(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Justified at both sides; seen only where a paragraph fills more than one line."""

    def faults() -> Iterator[Fault]:
        for item in parts.body:
            align = item.line.paragraph.format.align
            needed = _CENTRED_LINES if align == "center" else _FULL_LINES
            runs_on = item.kind in _RUNNING and not item.is_title and _lines_taken(item) > needed
            if align != "both" and runs_on:
                yield Fault(
                    "Đoạn văn chưa canh đều hai lề.", _ALIGN_NAMES[align], "canh đều hai lề", item.line
                )

    return gathered(faults())


@check("ND.BODY.INDENT")
def indent(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The first line begins 1 cm or 1.27 cm in, the same all through; of headings and bases see `_beside_text`."""
    allowed, tolerance = rule.values["allowed_twips"], rule.values["tolerance_twips"]
    main = main_indent(parts, rule)

    def faults() -> Iterator[Fault]:
        for line, start in _starts(item.line for item in _running(parts)):
            nearest = _nearest(start, allowed)
            if abs(start - nearest) > tolerance:
                expected = "lùi 1 cm hoặc 1,27 cm"
                yield Fault("Đầu dòng lùi vào chưa đúng.", _indent_words(start), expected, line)
            elif nearest != main:
                expected = f"thống nhất {centimetres(main or nearest)} cm"
                yield Fault("Đầu dòng lùi vào không thống nhất.", _indent_words(start), expected, line)
        yield from _beside_text(parts, main or allowed[0], (0, *allowed), tolerance)

    return gathered(faults())


def main_indent(parts: Parts, rule: FormatRule) -> int | None:
    """Return where most first lines begin that begin at a place of the rule, in twips; None without any."""
    allowed, tolerance = rule.values["allowed_twips"], rule.values["tolerance_twips"]
    used = Counter(
        nearest
        for _, start in _starts(item.line for item in _running(parts))
        if abs(start - (nearest := _nearest(start, allowed))) <= tolerance
    )
    return used.most_common(1)[0][0] if used else None


def _beside_text(parts: Parts, main: int, right: Sequence[int], tolerance: int) -> Iterator[Fault]:
    """Yield headings and legal bases that begin neither where a text may nor at the margin.

    The decree tells the place of running text only, so theirs is a warning; at the margin offices set them often.
    """
    message = "Đầu dòng của mục, căn cứ lùi lệch so với lời văn."
    for line, start in _starts(_beside(parts)):
        if all(abs(start - at) > tolerance for at in right):
            expected = f"lùi {centimetres(main)} cm như lời văn"
            yield Fault(message, _indent_words(start), expected, line, severity="warn")


def _beside(parts: Parts) -> Iterator[TextLine]:
    """Yield the legal bases and the headings that do not stand in the middle of the page."""
    headings = (item.line for item in parts.body if item.kind in _HEADINGS or item.is_title)
    for line in (*parts.bases, *headings):
        if line.paragraph.format.align not in _NOT_RUNNING:
            yield line


def _indent_words(start: int) -> str:
    return f"lùi {centimetres(start)} cm"


def _starts(lines: Iterable[TextLine]) -> Iterator[tuple[TextLine, int]]:
    """Yield lines with where they begin in twips; those left out begin where tabs or spaces typed by hand decide."""
    for line in lines:
        look = line.paragraph.format
        if line.paragraph.text[:1] not in {" ", "\t", "\u00a0"}:
            yield line, look.left + look.first_line


def _nearest(start: int, allowed: list[int]) -> int:
    return min(allowed, key=lambda place: abs(place - start))


@check("ND.BODY.PARA_GAP")
def paragraph_gap(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """At least 6 points between two paragraphs that follow each other."""
    least = rule.values["min_pt"] * TWIPS_PER_PT
    items = _running(parts)

    def faults() -> Iterator[Fault]:
        for above, below in itertools.pairwise(items):
            gap = _gap(above, below)
            if gap is not None and gap < least - _GAP_TOLERANCE_TWIPS:
                found = f"{number(gap / TWIPS_PER_PT)} pt"
                yield Fault("Khoảng cách giữa hai đoạn quá nhỏ.", found, "từ 6 pt", below.line)

    return gathered(faults())


def _gap(above: BodyItem, below: BodyItem) -> int | None:
    """Return the room between neighbours in twips, None when other things stand between them or cannot be told."""
    first, second = above.line.paragraph, below.line.paragraph
    if second.number != first.number + 1 or first.format.auto_gap or second.format.auto_gap:
        return None
    same_style = first.format.style_id == second.format.style_id
    after = 0 if first.format.contextual and same_style else first.format.after
    before = 0 if second.format.contextual and same_style else second.format.before
    return after + before


@check("ND.BODY.LINE")
def line_spacing(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """From single to 1.5 lines; headings and bases, of which the decree does not speak here, are warned of."""
    lowest, highest = rule.values["w_line_auto"]

    def spaced(lines: Iterable[TextLine], message: str, severity: Severity | None) -> Iterator[Fault]:
        for line in lines:
            look = line.paragraph.format
            if look.line_rule != "auto":
                yield from _fixed_height(line, highest / lowest)
            elif not lowest - _LINE_TOLERANCE <= look.line <= highest + _LINE_TOLERANCE:
                found = f"{number(round(look.line / lowest, 2))} dòng"
                yield Fault(message, found, "từ 1,0 đến 1,5 dòng", line, severity=severity)

    def faults() -> Iterator[Fault]:
        yield from spaced((item.line for item in _running(parts)), "Giãn dòng sai.", None)
        yield from spaced(_beside(parts), "Giãn dòng của mục, căn cứ sai.", "warn")

    return gathered(faults())


def main_line_spacing(parts: Parts, rule: FormatRule) -> int | None:
    """Return the allowed line spacing that most paragraphs of running text have; None when none has an allowed one."""
    lowest, highest = rule.values["w_line_auto"]
    looks = (item.line.paragraph.format for item in _running(parts))
    used = Counter(look.line for look in looks if look.line_rule == "auto" and lowest <= look.line <= highest)
    return used.most_common(1)[0][0] if used else None


def _fixed_height(line: TextLine, most: float) -> Iterator[Fault]:
    """Judge a line height in points by the size of the letters; fonts differ, so it is a warning only."""
    look = line.paragraph.format
    single = max(sizes(line), default=0.0) * _SINGLE_LINE_HEIGHT
    height = look.line / TWIPS_PER_PT
    too_low = look.line_rule == "exact" and height < single * 0.95
    if single and (too_low or height > single * most * 1.05):
        found = f"cố định {number(height)} pt"
        yield Fault(
            "Giãn dòng cố định có thể ngoài mức cho phép.",
            found,
            "từ 1,0 đến 1,5 dòng",
            line,
            severity="warn",
        )


@check("ND.END_MARK")
def end_mark(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The text ends with ``./.``."""
    closing = parts.closing
    if not parts.body or closing.recipients_label is None:
        return
    tail = [p for p in parts.facts.paragraphs[: closing.start - 1] if p.text.strip()][-2:]
    last = parts.body[-1].line
    if any(has_blanks(text) for text in (last.text, *(paragraph.text for paragraph in tail))):
        return
    if not any(paragraph.text.rstrip(' \u00a0”"').endswith(rule.values["end"]) for paragraph in tail):
        yield Fault("Kết thúc nội dung chưa có dấu “./.”.", f"“{last.text[-12:]}”", "./.", last)
