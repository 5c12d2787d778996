"""Sections of the template of a type: the text of the document, then one for each appendix."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from service.errors import RenderingError
from service.rendering.wordml import W, own_text

_CONDITION = re.compile(r"^\{%-?p\s+if\s+(.*?)-?%\}$", re.DOTALL)
_END = re.compile(r"^\{%-?p\s+endif\s*-?%\}$")
#: Order of the schema around the two elements that an appendix sets.
_BEFORE_SIZE = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
_BEFORE_NUMBERS = (*_BEFORE_SIZE, "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")


@dataclass(frozen=True)
class Section:
    """Blocks of a section, its layout, and for an appendix when it is there ("" for always)."""

    blocks: Sequence[etree._Element]
    layout: etree._Element
    condition: str = ""


def split_sections(body: etree._Element, file: str) -> list[Section]:
    """Return the sections of a template: the first is the text, each further one an appendix.

    Raises RenderingError when an appendix begins with a condition and does not end with its `{%p endif %}`.
    """
    sections: list[Section] = []
    blocks: list[etree._Element] = []
    for block in body:
        if block.tag == f"{W}sectPr":
            sections.append(_section(blocks, block, file, is_first=not sections))
            break
        layout = block.find(f"{W}pPr/{W}sectPr") if block.tag == f"{W}p" else None
        if layout is None:
            blocks.append(block)
            continue
        if own_text(block).strip():
            blocks.append(block)
        _take_out(layout)
        sections.append(_section(blocks, layout, file, is_first=not sections))
        blocks = []
    else:
        sections.append(_section(blocks, etree.Element(f"{W}sectPr"), file, is_first=not sections))
    return sections


def _section(blocks: list[etree._Element], layout: etree._Element, file: str, *, is_first: bool) -> Section:
    if is_first or not blocks:
        return Section(blocks, layout)
    condition = _CONDITION.match(_text(blocks[0]))
    if condition is None:
        return Section(blocks, layout)
    if not _END.match(_text(blocks[-1])):
        raise RenderingError(
            f"{file}: phụ lục bắt đầu bằng {_text(blocks[0])} phải kết thúc bằng đoạn {{%p endif %}} của nó."
        )
    return Section(blocks[1:-1], layout, condition.group(1).strip())


def _text(block: etree._Element) -> str:
    return own_text(block).strip() if block.tag == f"{W}p" else ""


def appendix_layout(frame: etree._Element, own: etree._Element) -> etree._Element:
    """Return the layout of an appendix: page size of `own`, the rest of `frame`, page numbers from 1."""
    layout = deepcopy(frame)
    size = own.find(f"{W}pgSz")
    if size is not None:
        _put(layout, deepcopy(size), _BEFORE_SIZE)
    numbers = etree.Element(f"{W}pgNumType")
    numbers.set(f"{W}start", "1")
    _put(layout, numbers, _BEFORE_NUMBERS)
    kind = etree.Element(f"{W}type")
    kind.set(f"{W}val", "nextPage")
    _put(layout, kind, _BEFORE_SIZE[:-1])
    return layout


def _put(layout: etree._Element, element: etree._Element, before: Sequence[str]) -> None:
    for old in layout.findall(str(element.tag)):
        layout.remove(old)
    position = sum(1 for child in layout if etree.QName(child).localname in before)
    layout.insert(position, element)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
