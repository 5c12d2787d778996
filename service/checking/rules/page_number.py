"""Checks of page numbers: form, place, hidden on page one, each appendix from 1.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I khoản 7; Mục III khoản 1 điểm đ.
"""

from collections.abc import Iterator

from service.checking.faults import Fault
from service.checking.looks import number, size_text
from service.checking.recognition import Parts
from service.checking.recognition.page_length import has_second_page
from service.checking.recognition.spots import Spot
from service.checking.recognition.text_lines import TextLine, whole
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.inspection.facts import HeaderFacts, Paragraph, Run, Section

_LONG_TEXT = 6_000  # signs that no single page holds
_KINDS = {"header": "đầu trang", "footer": "chân trang"}
_TAB_TOLERANCE_TWIPS = 600


def _line(paragraph: Paragraph) -> TextLine:
    return whole(paragraph, Spot("body", (0, 0, 0)))


def _shown(section: Section, *, has_even: bool) -> Iterator[tuple[str, HeaderFacts]]:
    """Yield the headers and footers that pages after the first show."""
    for part, all_facts in (("header", section.headers), ("footer", section.footers)):
        for facts in all_facts:
            if facts.kind == "default" or (facts.kind == "even" and has_even):
                yield part, facts


def _numbers(parts: Parts) -> Iterator[tuple[int, Section, str, Paragraph, Run]]:
    """Yield each page-number field with its section, once for each header."""
    seen: set[int] = set()
    for index, section in enumerate(parts.facts.sections):
        for part, facts in _shown(section, has_even=parts.facts.has_even_headers):
            if id(facts.paragraphs) in seen:
                continue
            seen.add(id(facts.paragraphs))
            for paragraph, run in facts.page_runs:
                yield index, section, part, paragraph, run


def _has_number(section: Section, parts: Parts) -> bool:
    shown = _shown(section, has_even=parts.facts.has_even_headers)
    return any(facts.page_runs for _, facts in shown)


@check("PAGENUM.FORMAT", any_file=True)
def form(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Arabic figures, from 1, upright, 13 to 14 points."""
    lowest, highest = rule.values["size_pt"]
    for index, section, part, paragraph, run in _numbers(parts):
        faults: list[tuple[str, str]] = []
        if section.number_format != rule.values["fmt"]:
            faults.append(("không phải chữ số Ả Rập", "chữ số Ả Rập"))
        if index == 0 and section.number_start not in {None, rule.values["start"]}:
            faults.append((f"bắt đầu từ {section.number_start}", "bắt đầu từ 1"))
        if run.format.italic:
            faults.append(("nghiêng", "đứng"))
        if not lowest <= run.format.size_pt <= highest:
            faults.append((f"cỡ chữ {number(run.format.size_pt)}", size_text(lowest, highest)))
        if faults:
            found, expected = ("; ".join(texts) for texts in zip(*faults, strict=True))
            yield Fault("Số trang chưa đúng cách trình bày.", found, expected, _line(paragraph), part)


@check("PAGENUM.POS", any_file=True)
def position(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """In the middle of the top margin."""
    numbers = list(_numbers(parts))
    if not numbers and parts.is_recognised and _is_long(parts):
        yield Fault("Văn bản nhiều trang nhưng không có số trang.", "không có", "số trang giữa lề trên")
    for _, section, part, paragraph, _run in numbers:
        found = _misplaced(paragraph, section, part)
        if found:
            yield Fault(
                "Số trang đặt sai chỗ.", found, "canh giữa trong phần lề trên", _line(paragraph), part
            )


def _is_long(parts: Parts) -> bool:
    """Tell whether the text, or all of the file, surely has a page that shows a number."""
    length = sum(len(paragraph.text) for paragraph in parts.facts.paragraphs)
    return length > _LONG_TEXT or has_second_page(parts)


def _misplaced(paragraph: Paragraph, section: Section, part: str) -> str:
    if part == "footer":
        return _KINDS[part]
    look = paragraph.format
    in_middle = look.frame == "center" or (look.align == "center" and not look.frame)
    unknown = look.frame == "placed" or paragraph.place != "body"
    if in_middle or unknown or _is_tabbed_to_middle(paragraph, section):
        return ""
    return "canh phải" if look.align == "right" or look.frame == "right" else "canh trái"


def _is_tabbed_to_middle(paragraph: Paragraph, section: Section) -> bool:
    """Tell whether one tab brings the number to a centre stop in the middle of the page."""
    before = paragraph.text.split("\t")
    middle = (section.width - section.left - section.right) // 2
    stops = [place for kind, place in paragraph.format.tabs if kind == "center"]
    near = any(abs(place - middle) <= _TAB_TOLERANCE_TWIPS for place in stops) or not stops
    return len(before) > 1 and not before[0].strip() and near


@check("PAGENUM.FIRST_HIDDEN", any_file=True)
def first_hidden(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """No number on the first page."""
    if not parts.facts.sections or not _has_number(parts.facts.sections[0], parts):
        return
    section = parts.facts.sections[0]
    first = [facts for facts in (*section.headers, *section.footers) if facts.kind == "first"]
    if not section.has_title_page or any(facts.page_runs for facts in first):
        yield Fault(
            "Số trang hiện ở trang thứ nhất.", "có số ở trang thứ nhất", "ẩn ở trang thứ nhất", part="header"
        )


@check("PAGENUM.APPENDIX_RESTART")
def appendix_restart(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Each appendix counts its own pages from 1."""
    begun = {0}
    for appendix in parts.appendices:
        index = appendix.label.paragraph.section
        section = parts.facts.sections[index]
        own = index not in begun
        begun.add(index)
        if _has_number(section, parts) and not (own and section.number_start == 1):
            yield Fault(
                "Phụ lục chưa đánh số trang riêng.",
                "đánh số tiếp",
                "bắt đầu lại từ 1 ở mỗi phụ lục",
                appendix.label,
            )
