"""Opens the zip of a .docx: refuses what is none, what is damaged, and what would fill the memory.

Only the parts that are asked for are unpacked, each up to a limit that is counted while reading: the sizes
that a file states about itself are not believed.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from service.errors import UnreadableInput
from service.inspection.names import BODY, RELATIONSHIP, Element, W

MAX_FILE_BYTES = 50_000_000
MAX_BODY_BYTES = 48_000_000
MAX_PART_BYTES = 4_000_000
MAX_PART_MARKS = 250_000
MAX_BLOCK_MARKS = 500_000
MAX_PACKAGE_BYTES = 50_000_000  # of all XML that is asked for, together
MAX_PACKAGE_MARKS = 500_000  # of all parts but the body: reading them stays below a second
MAX_DIRECTORY_BYTES = 1_000_000
_CHUNK_BYTES = 64 * 1024
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DECLARED = re.compile(r"encoding\s*=\s*[\"']([^\"']*)[\"']")
_ENCODINGS = frozenset(["utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be"])
_DECLARATION_LETTERS = 1_000
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_OF_DIRECTORY_64 = b"PK\x06\x06"
_RESAVE = "Mở tệp bằng Word, chọn Lưu thành (Save As), kiểu “Word Document (*.docx)”, rồi kiểm tra lại."
_DAMAGED = f"Tệp bị hỏng, không đọc được. {_RESAVE}"
_TOO_LARGE = "Tệp quá lớn để kiểm tra. Hãy tách tệp hoặc bỏ bớt hình ảnh, bảng biểu rồi kiểm tra lại."
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Package:
    """A .docx that was opened: gives parts as XML and follows the relations between them.

    What is unpacked counts for all parts together, however often one of them is asked for.
    """

    def __init__(self, content: bytes) -> None:
        refuse_other_formats(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise UnreadableInput(_DAMAGED) from error
        self._bytes = self._marks = 0
        self.body_name = ""
        self._names = {info.filename.lower().lstrip("/"): info for info in self._zip.infolist()}
        self.body_name = self._find_body()

    def _find_body(self) -> str:
        name = next(iter(self.related("", "officeDocument").values()), "")
        if name.lower() not in self._names:
            raise UnreadableInput(
                f"Tệp không phải văn bản Word (.docx): không có phần nội dung văn bản. {_RESAVE}"
            )
        return name

    def names(self) -> tuple[str, ...]:
        """Return the names of all parts in small letters."""
        return tuple(self._names)

    def content_types(self) -> dict[str, str]:
        """Return what each part is by the list of the file, all in small letters; "" for one that it does not name."""
        root = self.xml("[Content_Types].xml")
        kinds = {
            str(kind.get("PartName") or f".{kind.get('Extension')}").lower().lstrip("/"): kind.get(
                "ContentType", ""
            ).lower()
            for kind in (() if root is None else root)
        }
        return {name: kinds.get(name) or kinds.get(posixpath.splitext(name)[1], "") for name in self._names}

    def related(self, name: str, kind: str) -> dict[str, str]:
        """Return the parts that a part names by relations of a kind: relation id -> name of the part."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            relation.get("Id", ""): _resolved(folder, relation.get("Target", ""))
            for relation in (() if root is None else root.iter(RELATIONSHIP))
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
        }

    def first_related(self, kind: str) -> Element | None:
        """Return the one part of a kind (styles, numbering, theme) that the body names, None without one."""
        name = next(iter(self.related(self.body_name, kind).values()), None)
        return None if name is None else self.xml(name)

    def xml(self, name: str) -> Element | None:
        """Return a part as XML, None when the file has no such part."""
        return self._whole(name, MAX_PART_BYTES, MAX_PART_MARKS)

    def _whole(self, name: str, limit: int, marks: int) -> Element | None:
        """Return a part as XML in one piece. Raises UnreadableInput beyond so many bytes or marks."""
        if name.lower() not in self._names:
            return None
        data = b"".join(self._chunks(name, limit))
        found = data.count(b"<")
        self._marks += found if name.lower() != self.body_name.lower() else 0
        if found > marks or self._marks > MAX_PACKAGE_MARKS:
            raise UnreadableInput(_TOO_LARGE)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableInput(_DAMAGED) from error
        _refuse_doctype(root)
        return root

    def body_blocks(self) -> Iterator[Element]:
        """Yield what stands directly in the body, one element at a time and in order.

        Each is freed when the next one is asked for: memory does not grow with the length of the file.
        """
        parser = etree.XMLPullParser(
            events=("end",),
            tag=[W + "p", W + "tbl", W + "sdt", W + "sectPr"],
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False,
        )  # fmt: skip
        marks = 0
        blocks = _Blocks(parser)
        try:
            for chunk in self._chunks(self.body_name, MAX_BODY_BYTES):
                marks += chunk.count(b"<")
                parser.feed(chunk)
                for block in blocks.ended():
                    yield block
                    marks = 0
                if marks > MAX_BLOCK_MARKS:
                    raise UnreadableInput(_TOO_LARGE)
            root = parser.close()
            yield from blocks.left(root)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableInput(_DAMAGED) from error
        if root.tag != W + "document" or root.find(BODY) is None:
            raise UnreadableInput(f"Tệp dùng dạng Word mà máy kiểm chưa đọc được. {_RESAVE}")

    def _chunks(self, name: str, limit: int, *, is_xml: bool = True) -> Iterator[bytes]:
        """Yield the unpacked bytes of a part, and stop with an error when they pass the limit.

        Those of XML count for the whole package; what is only copied (pictures, fonts) need be none, and is not kept.
        """
        info = self._names[name.lower()]
        refuse_other_packing(info)
        total = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    if is_xml and not total:
                        _refuse_other_encodings(chunk)
                    total += len(chunk)
                    self._bytes += len(chunk) if is_xml else 0
                    if total > limit or self._bytes > MAX_PACKAGE_BYTES:
                        raise UnreadableInput(_TOO_LARGE)
                    yield chunk
        except _DAMAGE as error:
            raise UnreadableInput(_DAMAGED) from error


def refuse_other_packing(info: zipfile.ZipInfo) -> None:
    """Raise `UnreadableInput` for a part that is packed as Word never does: a sign of damage."""
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableInput(_DAMAGED)


def refuse_other_formats(content: bytes) -> None:
    """Raise `UnreadableInput` with what to do for .doc, PDF, scans, other formats, empty and too large files."""
    if not content:
        raise UnreadableInput("Tệp trống (0 byte). Hãy lấy lại bản gốc rồi kiểm tra lại.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableInput(
            f"Tệp là văn bản Word đời cũ (.doc) hoặc đã đặt mật khẩu. Bỏ mật khẩu nếu có. {_RESAVE}"
        )
    if content.startswith(b"%PDF"):
        raise UnreadableInput(
            "Tệp là PDF (hoặc bản quét). Hãy kiểm tra tệp Word (.docx) đã dùng để in ra nó."
        )
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")):
        raise UnreadableInput("Tệp là ảnh hoặc bản quét. Hãy kiểm tra tệp Word (.docx) của văn bản.")
    if content.startswith(b"{\\rtf") or not content.startswith(b"PK"):
        raise UnreadableInput(f"Tệp không phải văn bản Word (.docx). {_RESAVE}")
    if len(content) > MAX_FILE_BYTES or directory_bytes(content) > MAX_DIRECTORY_BYTES:
        raise UnreadableInput(_TOO_LARGE)


def directory_bytes(content: bytes) -> int:
    """Return the size that the zip states for its list of parts, 0 when it has none (then it is damaged)."""
    end = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - 66_000))
    size = struct.unpack_from("<L", content, end + 12)[0] if 0 <= end <= len(content) - 16 else 0
    end_64 = content.rfind(_END_OF_DIRECTORY_64, max(0, end - 200), max(0, end))
    if 0 <= end_64 <= len(content) - 48:
        size = max(size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", content, end_64 + 40)[0])
    return int(size)


class _Blocks:
    """The children of the body as the parser ends them; those that it does not report come before the next one."""

    def __init__(self, parser: etree.XMLPullParser) -> None:
        self._parser = parser
        self._last: Element | None = None

    def ended(self) -> Iterator[Element]:
        """Yield the children that have ended since; each is freed when the next one is asked for."""
        for _, element in cast("Iterator[tuple[str, Element]]", self._parser.read_events()):
            parent = element.getparent()
            if parent is None or parent.tag != BODY:
                continue
            _refuse_doctype(element)
            yield from reversed(
                [one for one in element.itersiblings(preceding=True) if one is not self._last]
            )
            yield element
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
            self._last = element

    def left(self, root: Element) -> Iterator[Element]:
        """Yield what stands after the last one that was reported."""
        body = root.find(BODY)
        yield from () if body is None else [one for one in body if one is not self._last]


def _refuse_other_encodings(head: bytes) -> None:
    """Word writes UTF-8 or UTF-16: in other encodings the marks of the XML could not be counted before it is read."""
    wide = head.startswith(_UTF_16)
    text = head.decode(
        "utf-16-be" if head.startswith((b"\xfe\xff", b"\0<")) else "utf-16-le" if wide else "latin-1",
        "replace",
    )
    text = text.removeprefix("\ufeff").removeprefix("ï»¿")
    bare = text.lstrip()
    if bare and (not bare.startswith("<") or "\0" in text[:_DECLARATION_LETTERS]):
        raise UnreadableInput(_DAMAGED)
    if not text.startswith("<?xml"):
        return
    declaration, end, _ = text[:_DECLARATION_LETTERS].partition("?>")
    declared = _DECLARED.search(declaration)
    if not end or (declared and declared[1].lower() not in _ENCODINGS):
        raise UnreadableInput(_DAMAGED)


def _refuse_doctype(element: Element) -> None:
    """Word writes no DOCTYPE: one that is there wants to define entities."""
    document: Any = element.getroottree().docinfo  # the stubs do not know `doctype`
    if document.doctype:
        raise UnreadableInput(_DAMAGED)


def _resolved(folder: str, target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path)
