"""Opens the zip of an .xlsx: refuses what is none, what is damaged, and what would fill the memory.

Sizes that a file states about itself are not believed: every part is counted while it is unpacked.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from typing import Any, BinaryIO, cast

from lxml import etree

from service.errors import UnreadableInput

MAX_FILE_BYTES = 50_000_000
MAX_SHEET_BYTES = 600_000_000  # a million empty rows with a format in ten columns are some 300 MB
MAX_STRINGS_BYTES = 40_000_000
MAX_STRINGS = 1_000_000
MAX_PART_BYTES = 8_000_000
MAX_ELEMENT_MARKS = 200_000
_CHUNK_BYTES = 256 * 1024
_RESAVE = "Mở bảng bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại."
DAMAGED = f"Tệp bảng bị hỏng, không đọc được. {_RESAVE}"
TOO_LARGE = (
    "Bảng quá lớn khi mở ra. Hãy chép vùng có dữ liệu sang tệp Excel mới (chỉ dán giá trị), rồi gửi lại."
)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)

Element = Any


class Package:
    """The parts of one .xlsx and the relations between them."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGE as error:
            raise UnreadableInput(DAMAGED, code="table_damaged") from error
        self._parts = {info.filename.lower().lstrip("/"): info for info in self._zip.infolist()}
        if not self.has("xl/workbook.xml"):
            kind = (
                "bảng nhị phân (.xlsb)"
                if self.has("xl/workbook.bin")
                else "tệp nén khác, không phải bảng Excel"
            )
            raise UnreadableInput(f"Tệp là {kind}. {_RESAVE}", code="table_format")

    def has(self, name: str) -> bool:
        """Tell whether there is a part of that name."""
        return name.lower() in self._parts

    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield the unpacked bytes of a part; UnreadableInput when they pass the limit or are damaged."""
        info = self._parts.get(name.lower())
        if info is None or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise UnreadableInput(DAMAGED, code="table_damaged")
        total = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    total += len(chunk)
                    if total > limit:
                        raise UnreadableInput(TOO_LARGE, code="table_too_large")
                    yield chunk
        except _DAMAGE as error:
            raise UnreadableInput(DAMAGED, code="table_damaged") from error

    def xml(self, name: str) -> Element | None:
        """Return a small part as XML, None when the file has no such part."""
        if not self.has(name):
            return None
        try:
            root = etree.fromstring(b"".join(self.chunks(name, MAX_PART_BYTES)), _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableInput(DAMAGED, code="table_damaged") from error
        refuse_doctype(root)
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id -> (kind, name of the part that is meant)."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in () if root is None else root.iter("{*}Relationship"):
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, _resolved(folder, relation.get("Target", "")))
        return found


def elements(chunks: Iterable[bytes], *tags: str) -> Generator[Element, None, None]:
    """Yield each whole element of the given local names, freed when the next is asked for.

    Raises UnreadableInput for broken XML, a DOCTYPE, or one element with more marks than a table can need.
    """
    parser = etree.XMLPullParser(
        events=("end",), tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    marks = 0
    try:
        for chunk in chunks:
            marks += chunk.count(b"<")
            parser.feed(chunk)
            for _, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                refuse_doctype(element)
                yield element
                _free(element)
                marks = 0
            if marks > MAX_ELEMENT_MARKS:
                raise UnreadableInput(TOO_LARGE, code="table_too_large")
        parser.close()  # a file that breaks off is no shorter table
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInput(DAMAGED, code="table_damaged") from error


def refuse_doctype(element: Element) -> None:
    """Excel writes no DOCTYPE: one that is there wants to define entities."""
    if element.getroottree().docinfo.doctype:
        raise UnreadableInput(DAMAGED, code="table_damaged")


def _free(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )


def _resolved(folder: str, target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path)
