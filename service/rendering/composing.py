"""The frame of the service and the template of a type become one template, before it is compiled.

The frame has a paragraph `{{ content }}` and one `{{ appendices }}`. Paragraphs of the type's first section
replace the first; each further section is an appendix, with a section of its own that is there when its
condition holds. The frame gives styles, headers, margins, settings and properties; the type gives text,
page size and direction, and pictures.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from service.errors import RenderingError
from service.rendering import drawn_lines, grids
from service.rendering.borrowing import Borrower
from service.rendering.package import Package
from service.rendering.properties import with_properties
from service.rendering.sections import Section, appendix_layout, split_sections
from service.rendering.wordml import W, own_text, parse, read_body, serialise

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
_CONTENT, _APPENDICES = "{{content}}", "{{appendices}}"


def compose(frame: Package, content: Package) -> Package:
    """Return the template that has the frame of `frame` and the text of `content`.

    Raises RenderingError naming file and paragraph where the type's template uses what cannot be carried
    over.
    """
    body = read_body(frame.parts.get(DOCUMENT, b""), frame.name)
    root = body.getroottree().getroot()
    borrower = Borrower(frame, content)
    sections = split_sections(borrower.body, content.name)
    _replace(_mark_paragraph(body, _CONTENT, frame.name), borrower.take(sections[0].blocks))
    _place_appendices(body, sections[1:], borrower, frame.name)
    drawn_lines.set_lengths(root)
    grids.renumber_drawings(root)
    parts = {**frame.parts, **borrower.parts()}
    parts[DOCUMENT] = serialise(root)
    parts[STYLES] = _in_vietnamese(frame)
    return with_properties(Package(content.name, parts))


def _mark_paragraph(body: etree._Element, mark: str, file: str) -> etree._Element:
    for paragraph in body.iterchildren(f"{W}p"):
        if "".join(own_text(paragraph).split()) == mark:
            return paragraph
    raise _missing(file, f"đoạn chỉ có dấu {mark}")


def _missing(file: str, what: str) -> RenderingError:
    return RenderingError(f"{file}: khung văn bản thiếu {what}.")


def _replace(paragraph: etree._Element, blocks: Sequence[etree._Element]) -> None:
    for block in blocks:
        paragraph.addprevious(block)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


@dataclass(frozen=True)
class _Ending:
    """How a section ends: its layout, and the condition under which it is there ("" for always)."""

    layout: etree._Element
    condition: str


def _place_appendices(
    body: etree._Element, appendices: Sequence[Section], borrower: Borrower, file: str
) -> None:
    """Put the appendices after the frame.

    A section of Word is closed by a paragraph that carries its layout, only the last one by the body
    itself. Which one is last depends on the values, so each section closes itself if any later one is
    there, and the layout of the body is chosen by the same conditions.
    """
    paragraph = _mark_paragraph(body, _APPENDICES, file)
    layout = body.find(f"{W}sectPr")
    if layout is None:
        raise _missing(file, "thiết lập trang (w:sectPr)")
    endings = [_Ending(layout, "")]
    endings += [_Ending(appendix_layout(layout, section.layout), section.condition) for section in appendices]
    breaker = _empty_like(paragraph)
    blocks = [*_closing(endings, 0, breaker, closes_table=True)]
    for index, section in enumerate(appendices, start=1):
        inner = [*borrower.take(section.blocks), *_closing(endings, index, breaker, closes_table=False)]
        blocks += _when(section.condition, inner)
    _replace(paragraph, blocks)
    body.remove(layout)
    body.extend(_last_layout(endings))


def _closing(
    endings: Sequence[_Ending], index: int, breaker: etree._Element, *, closes_table: bool
) -> list[etree._Element]:
    """The paragraph that ends section `index` if a later one is there; a table needs one in any case."""
    later = [ending.condition for ending in endings[index + 1 :]]
    if not later:
        return [deepcopy(breaker)] if closes_table else []
    closing = deepcopy(breaker)
    properties = closing.find(f"{W}pPr")
    if properties is None:
        properties = etree.SubElement(closing, f"{W}pPr")
    properties.append(deepcopy(endings[index].layout))
    if "" in later:
        return [closing]
    condition = " or ".join(f"({expression})" for expression in later)
    otherwise = [_mark("{%p else %}"), deepcopy(breaker)] if closes_table else []
    return [_mark(f"{{%p if {condition} %}}"), closing, *otherwise, _mark("{%p endif %}")]


def _when(condition: str, blocks: list[etree._Element]) -> list[etree._Element]:
    if not condition:
        return blocks
    return [_mark(f"{{%p if {condition} %}}"), *blocks, _mark("{%p endif %}")]


def _last_layout(endings: Sequence[_Ending]) -> list[etree._Element]:
    """The layout of the body: that of the last section that is there."""
    blocks: list[etree._Element] = []
    for ending in reversed(endings):
        if not ending.condition:
            last = deepcopy(ending.layout)
            return [*blocks, _mark("{%p else %}"), last, _mark("{%p endif %}")] if blocks else [last]
        blocks += [
            _mark(f"{{%p {'elif' if blocks else 'if'} {ending.condition} %}}"),
            deepcopy(ending.layout),
        ]
    return blocks


def _empty_like(paragraph: etree._Element) -> etree._Element:
    """An empty paragraph with the style of `paragraph`."""
    empty = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        empty.append(deepcopy(properties))
    return empty


def _mark(source: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = source
    return paragraph


def _in_vietnamese(frame: Package) -> bytes:
    """The styles of the frame, with Vietnamese as the language of all text (spelling, hyphens)."""
    styles = parse(frame.parts.get(STYLES, b""), f"{frame.name}: {STYLES}")
    parent = styles
    for name in ("docDefaults", "rPrDefault", "rPr"):
        child = parent.find(f"{W}{name}")
        if child is None:
            child = etree.Element(f"{W}{name}")
            parent.insert(0, child)
        parent = child
    language = parent.find(f"{W}lang")
    if language is None:
        language = etree.SubElement(parent, f"{W}lang")
    language.set(f"{W}val", "vi-VN")
    language.set(f"{W}eastAsia", "vi-VN")
    return serialise(styles)
