"""Checks of the running text: size, alignment, indent, distances, end mark.

Only what an eye can see is a fault: a text of one line looks the same justified or not.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm e.
"""

import itertools
from collections import Counter
from collections.abc import Iterator

from service.checking.faults import Fault, gathered
from service.checking.looks import number, size_text, sizes
from service.checking.recognition import Parts
from service.checking.recognition.parts import BodyItem
from service.checking.recognition.words import has_blanks
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.inspection.measures import EMU_PER_TWIP, TWIPS_PER_PT

_RUNNING = {"plain", "article", "arabic", "decimal", "letter", "paren", "dash"}
_TWIPS_PER_CM = 567
_ALIGN_NAMES = {"left": "canh trái", "right": "canh phải", "center": "canh giữa"}
_LINE_TOLERANCE = 3
_GAP_TOLERANCE_TWIPS = 5  # a quarter of a point: programs that count in other units round so much
_FULL_LINES = 1.3  # an estimated width of so many lines is surely more than one
_CENTRED_LINES = 2.3
_SINGLE_LINE_HEIGHT = 1.15  # of Times New Roman, in sizes
_MOSTLY = 0.5


def _running(parts: Parts) -> list[BodyItem]:
    """Return the paragraphs of running text: no headings, nothing in the middle of the page."""
    return [
        item for item in parts.body
        if item.kind in _RUNNING and not item.is_title and item.line.paragraph.format.align != "center"
    ]  # fmt: skip


def _lines_taken(item: BodyItem) -> float:
    """Estimate how many lines a paragraph takes; 0 when the width of its page is not known."""
    width, look = item.line.spot.width, item.line.paragraph.format
    free = ((width or 0) - look.left - look.right) * EMU_PER_TWIP
    return item.line.width_emu / free if free > 0 else 0.0


@check("ND.BODY.SIZE")
def size(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """13 to 14 points, the same all through, upright as a whole."""
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
    """The first line begins 1 cm or 1.27 cm in, the same all through."""
    allowed, tolerance = rule.values["allowed_twips"], rule.values["tolerance_twips"]
    starts = [(item, start) for item in _running(parts) if (start := _start(item)) is not None]
    used = Counter(
        nearest for _, start in starts if abs(start - (nearest := _nearest(start, allowed))) <= tolerance
    )
    main = used.most_common(1)[0][0] if used else None

    def faults() -> Iterator[Fault]:
        for item, start in starts:
            nearest = _nearest(start, allowed)
            found = f"lùi {number(round(start / _TWIPS_PER_CM, 2))} cm"
            if abs(start - nearest) > tolerance:
                yield Fault("Đầu dòng lùi vào chưa đúng.", found, "lùi 1 cm hoặc 1,27 cm", item.line)
            elif nearest != main:
                expected = f"thống nhất {number(round((main or nearest) / _TWIPS_PER_CM, 2))} cm"
                yield Fault("Đầu dòng lùi vào không thống nhất.", found, expected, item.line)

    return gathered(faults())


def _start(item: BodyItem) -> int | None:
    """Return where the first line begins in twips, None where tabs or spaces typed by hand decide."""
    look = item.line.paragraph.format
    typed_by_hand = item.line.paragraph.text[:1] in {" ", "\t", "\u00a0"}
    return None if typed_by_hand else look.left + look.first_line


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
    """From single to 1.5 lines."""
    lowest, highest = rule.values["w_line_auto"]

    def faults() -> Iterator[Fault]:
        for item in _running(parts):
            look = item.line.paragraph.format
            if look.line_rule != "auto":
                yield from _fixed_height(item, highest / lowest)
            elif not lowest - _LINE_TOLERANCE <= look.line <= highest + _LINE_TOLERANCE:
                found = f"{number(round(look.line / lowest, 2))} dòng"
                yield Fault("Giãn dòng sai.", found, "từ 1,0 đến 1,5 dòng", item.line)

    return gathered(faults())


def _fixed_height(item: BodyItem, most: float) -> Iterator[Fault]:
    """Judge a line height in points by the size of the letters; fonts differ, so it is a warning only."""
    look = item.line.paragraph.format
    single = max(sizes(item.line), default=0.0) * _SINGLE_LINE_HEIGHT
    height = look.line / TWIPS_PER_PT
    too_low = look.line_rule == "exact" and height < single * 0.95
    if single and (too_low or height > single * most * 1.05):
        found = f"cố định {number(height)} pt"
        yield Fault(
            "Giãn dòng cố định có thể ngoài mức cho phép.",
            found,
            "từ 1,0 đến 1,5 dòng",
            item.line,
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


@check("ND.APPENDIX_REF")
def appendix_reference(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A text announces its appendices; announced ones may stand in another file, so their lack is for information."""
    lines = [*(item.line for item in parts.body), *parts.bases]
    mentions = [line for line in lines if "phụ lục" in line.text.lower()]
    in_tables = any("phụ lục" in p.text.lower() for p in parts.facts.paragraphs[: parts.closing.start - 1])
    if parts.appendices and not mentions and not in_tables:
        label = parts.appendices[0].label
        yield Fault(
            "Nội dung chưa nhắc đến phụ lục.", "không có chỉ dẫn", "chỉ dẫn về phụ lục trong nội dung", label
        )
    announced = [line for line in mentions if "kèm theo" in line.text.lower()]
    if announced and not parts.appendices:
        expected = "phụ lục trong tệp này hoặc trong tệp gửi kèm"
        yield Fault(
            "Tệp không có phụ lục mà nội dung nhắc đến.", "không có", expected, announced[0], severity="info"
        )
