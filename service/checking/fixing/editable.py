"""A .docx that is open for changes: its parts as trees, and the bytes with the changed parts in them.

What is not changed comes out as it went in, byte for byte in each part, in the same order.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from service.errors import UnreadableInput
from service.inspection.names import BODY, SDT, SECT_PR, TBL, Element, P
from service.inspection.package import Package, refuse_other_packing

MAX_BODY_BYTES = 24_000_000
MAX_BODY_MARKS = 900_000
MAX_COPIED_BYTES = 300_000_000
_CHUNK_BYTES = 256 * 1024
_BLOCKS = {P, TBL, SDT, SECT_PR}
_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TOO_LARGE = "Tệp quá lớn để sửa tự động. Hãy tách tệp rồi sửa từng phần."


class EditablePackage(Package):
    """A package whose parts are read once and may be changed; `touch` says which."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._trees: dict[str, Element | None] = {}
        self._new: dict[str, Element] = {}
        self._touched: set[str] = set()
        super().__init__(content)

    def xml(self, name: str) -> Element | None:
        """Return a part as a tree, the same at each call."""
        key = name.lower()
        if key not in self._trees:
            self._trees[key] = super().xml(name)
        return self._trees[key]

    def body(self) -> Element:
        """Return the tree of the body's part. Raises UnreadableInput for what is no sound body or too large."""
        key = self.body_name.lower()
        if key not in self._trees:
            self._trees[key] = self._whole(self.body_name, MAX_BODY_BYTES, MAX_BODY_MARKS)
        root = self._trees[key]
        if root is None or root.find(BODY) is None:
            raise UnreadableInput(_TOO_LARGE)
        return root

    def body_blocks(self) -> Iterator[Element]:
        """Yield the blocks of the body; nothing is freed."""
        yield from (item for item in self.body().iterfind(f"{BODY}/*") if item.tag in _BLOCKS)

    def touch(self, element: Element) -> None:
        """Note that the part in which an element stands has changed."""
        root = element.getroottree().getroot()
        self._touched.update(name for name, tree in self._trees.items() if tree is root)

    def add_header(self, root: Element) -> str | None:
        """Add a header part that the body may refer to, and return the id of the relation to it.

        None for a file without a list of the types of its parts: nothing can be added to it.
        """
        folder, file = posixpath.split(self.body_name)
        taken = {*self._names, *self._new}
        number = next(n for n in range(1, 1000) if f"{folder}/header{n}.xml".lower() not in taken)
        name = posixpath.join(folder, f"header{number}.xml")
        types = self.xml(_TYPES)
        if types is None:
            return None
        relations = self._relations(posixpath.join(folder, "_rels", f"{file}.rels"))
        ids = {item.get("Id") for item in relations}
        new_id = next(f"rIdH{n}" for n in range(1, 10_000) if f"rIdH{n}" not in ids)
        item = etree.SubElement(relations, _RELATIONS + "Relationship")
        item.set("Id", new_id)
        item.set("Type", f"{_OFFICE}header")
        item.set("Target", f"header{number}.xml")
        override = etree.SubElement(types, _CONTENT + "Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", f"{_WORDML}header+xml")
        for tree in (relations, types):
            self.touch(tree)
        self._new[name] = root
        return new_id

    def _relations(self, name: str) -> Element:
        """Return the relations of the body, made when there are none."""
        found = self.xml(name)
        if found is None:
            found = etree.fromstring(f"<Relationships xmlns='{_RELATIONS[1:-1]}'/>")
            self._trees[name.lower()] = self._new[name] = found
        return found

    def saved(self) -> bytes:
        """Return the file with its changes; the bytes that came in when there is none."""
        if not self._touched:
            return self._content
        stream = io.BytesIO()
        copied = 0
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._zip.infolist():
                tree = self._trees.get(info.filename.lower().lstrip("/"))
                if tree is not None and info.filename.lower().lstrip("/") in self._touched:
                    target.writestr(_stamped(info), _written(tree))
                else:
                    copied = self._copy(info, target, copied)
            for name, root in self._new.items():
                fresh = zipfile.ZipInfo(name)
                fresh.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(fresh, _written(root))
        return stream.getvalue()

    def _copy(self, info: zipfile.ZipInfo, target: zipfile.ZipFile, copied: int) -> int:
        """Copy an unchanged part in pieces; return how many bytes have been copied so far."""
        refuse_other_packing(info)
        with target.open(_stamped(info), "w") as out:
            for chunk in self._chunks(info.filename.lstrip("/"), MAX_COPIED_BYTES - copied, is_xml=False):
                out.write(chunk)
                copied += len(chunk)
        return copied


def _stamped(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return what describes a part, fresh: the sizes and checksums of the old one are not its own."""
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    fresh.compress_type = info.compress_type
    fresh.external_attr = info.external_attr
    return fresh


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
