"""On which page each paragraph of a .docx stands: LibreOffice lays the file out, the PDF names the places.

Each paragraph gets a bookmark, which shows nothing and moves nothing; LibreOffice writes bookmarks into the PDF as
named places, each with its page. So the answer does not depend on finding texts again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from service.checking.fixing.editable import EditablePackage
from service.conversion.libreoffice import Converter
from service.domain.findings import Finding
from service.inspection.names import Element, W
from service.inspection.reading import inspect_traced

_NAME = "kiemtradoan{}"
_PLACE = re.compile(rb"/kiemtradoan(\d+)\s*\[\s*(\d+) 0 R")
_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
_KIDS = re.compile(rb"/Kids\s*\[(.*?)\]", re.DOTALL)
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_CATALOG = re.compile(
    rb"/Type\s*/Catalog\b.*?/Pages (\d+) 0 R|/Pages (\d+) 0 R.*?/Type\s*/Catalog\b", re.DOTALL
)
_FIRST_ID = 700_000


def page_numbers(content: bytes, converter: Converter) -> dict[int, int]:
    """Return paragraph number -> page, both from 1; {} when the PDF does not tell.

    Raises ConversionFailed, and UnreadableInput for what is no .docx.
    """
    pdf = converter.pdf(with_bookmarks(content), with_places=True)
    return dict(_told(pdf))


def with_bookmarks(content: bytes) -> bytes:
    """Return a .docx with a bookmark at the beginning of each paragraph, named by its number."""
    package = EditablePackage(content)
    facts, trace = inspect_traced(package)
    for paragraph in facts.paragraphs:
        _mark(trace.element(paragraph), paragraph.number)
    package.touch(package.body())
    return package.saved()


def _mark(element: Element, number: int) -> None:
    begin, end = (etree.Element(W + name, {W + "id": str(_FIRST_ID + number)}) for name in _MARKS)
    begin.set(W + "name", _NAME.format(number))
    at = 1 if element.find(W + "pPr") is not None else 0
    element[at:at] = [begin, end]


_MARKS = ("bookmarkStart", "bookmarkEnd")


def _told(pdf: bytes) -> Iterator[tuple[int, int]]:
    objects = {int(found.group(1)): found.group(2) for found in _OBJECT.finditer(pdf)}
    catalog = next((found for body in objects.values() if (found := _CATALOG.search(body))), None)
    root = int(next(filter(None, catalog.groups()))) if catalog is not None else 0
    order = {page: index for index, page in enumerate(_leaves(objects, root, set()), start=1)}
    for number, page in _PLACE.findall(pdf):
        if int(page) in order:
            yield int(number), order[int(page)]


def _leaves(objects: dict[int, bytes], node: int, seen: set[int]) -> Iterator[int]:
    """Yield the pages under a node of the tree of pages, in their order."""
    if node in seen or node not in objects:
        return
    seen.add(node)
    if not _PAGES.search(objects[node]):
        yield node
        return
    kids = _KIDS.search(objects[node])
    for child in _REFERENCE.findall(kids.group(1) if kids else b""):
        yield from _leaves(objects, int(child), seen)


def with_pages(findings: Sequence[Finding], pages: dict[int, int]) -> list[Finding]:
    """Return findings with their pages; a place in a header, or one that the PDF does not tell, stays as it is."""
    return [_with_page(finding, pages) for finding in findings]


def _with_page(finding: Finding, pages: dict[int, int]) -> Finding:
    where = finding.where
    if where is None or where.part != "document" or where.paragraph not in pages:
        return finding
    return replace(finding, where=replace(where, page=pages[where.paragraph]))
