"""What the template of a type brings with it into the frame: paragraphs, tables, pictures, links."""

import posixpath
from collections.abc import Mapping, Sequence

from lxml import etree

from service.errors import RenderingError
from service.rendering.package import CONTENT_TYPES, Package
from service.rendering.wordml import ORIGIN, RELATIONSHIP, R, W, parse, read_body, relate, serialise

_DOCUMENT = "word/document.xml"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_STYLES = "word/styles.xml"
_IMAGE, _LINK = f"{RELATIONSHIP}image", f"{RELATIONSHIP}hyperlink"
_STYLE_USES = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
_REFUSED = {
    f"{W}numPr": "dùng đánh số tự động của Word; hãy bỏ, số mục do dịch vụ đánh",
    f"{W}footnoteReference": "có chú thích cuối trang; hãy đưa chú thích vào lời văn",
    f"{W}endnoteReference": "có chú thích cuối văn bản; hãy đưa chú thích vào lời văn",
    f"{W}commentReference": "còn ghi chú (comment); hãy xóa ghi chú",
    f"{W}ins": "còn theo dõi sửa đổi; hãy chấp nhận mọi sửa đổi",
    f"{W}del": "còn theo dõi sửa đổi; hãy chấp nhận mọi sửa đổi",
    f"{W}altChunk": "có tệp nhúng; hãy bỏ",
    f"{W}object": "có đối tượng nhúng; hãy bỏ hoặc thay bằng ảnh",
}
_DROPPED = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


class Borrower:
    """Takes blocks out of a type's template and makes them fit: styles by name, pictures carried over."""

    def __init__(self, frame: Package, content: Package) -> None:
        self._file = content.name
        self._content = content
        self.body = read_body(content.parts.get(_DOCUMENT, b""), content.name)
        self._styles = _style_ids(frame), _style_ids(content)
        self._sources = {str(entry.get("Id")): entry for entry in _root(content, _RELATIONSHIPS)}
        self._relationships = _root(frame, _RELATIONSHIPS)
        self._types = _root(frame, CONTENT_TYPES)
        self._media: dict[str, bytes] = {}

    def take(self, blocks: Sequence[etree._Element]) -> list[etree._Element]:
        """Return the blocks, ready to stand in the frame.

        Raises RenderingError naming the paragraph that uses what cannot be carried over.
        """
        for block in blocks:
            for element in list(block.iter(etree.Element)):
                self._fit(element)
        return list(blocks)

    def parts(self) -> dict[str, bytes]:
        """Return the parts that the taken blocks need: pictures, relationships, content types."""
        return {
            **self._media,
            _RELATIONSHIPS: serialise(self._relationships),
            CONTENT_TYPES: serialise(self._types),
        }

    def _fit(self, element: etree._Element) -> None:
        parent = element.getparent()
        if element.tag in _DROPPED and parent is not None:
            parent.remove(element)
        elif element.tag in _REFUSED:
            raise self._fault(element, _REFUSED[str(element.tag)])
        elif element.tag in _STYLE_USES:
            self._fit_style(element)
        for name in list(element.attrib):
            if str(name).startswith(R):
                element.set(name, self._carry(element, str(element.get(name))))

    def _fit_style(self, element: etree._Element) -> None:
        of_frame, of_content = self._styles
        wanted = str(element.get(f"{W}val"))
        if wanted in of_frame.values():
            return
        name = next((name for name, identifier in of_content.items() if identifier == wanted), wanted)
        if name not in of_frame:
            raise self._fault(element, f"dùng kiểu “{name}” mà khung không có; hãy chọn một kiểu VB")
        element.set(f"{W}val", of_frame[name])

    def _carry(self, element: etree._Element, identifier: str) -> str:
        source = self._sources.get(identifier)
        if source is None:
            raise self._fault(
                element, "trỏ tới một thành phần không có trong tệp; hãy chèn lại ảnh hoặc liên kết"
            )
        kind, target = str(source.get("Type")), str(source.get("Target"))
        if kind == _LINK and source.get("TargetMode") == "External":
            return relate(self._relationships, kind, target, external=True)
        if kind != _IMAGE or source.get("TargetMode") == "External":
            raise self._fault(
                element, "có thành phần nhúng không mang sang được; chỉ ảnh chèn trong tệp là được"
            )
        return relate(self._relationships, kind, self._carry_image(element, target))

    def _carry_image(self, element: etree._Element, target: str) -> str:
        name = (
            posixpath.normpath(posixpath.join("word", target)) if not target.startswith("/") else target[1:]
        )
        if name not in self._content.parts:
            raise self._fault(element, "thiếu tệp ảnh; hãy chèn lại ảnh")
        new = f"media/type_{posixpath.basename(name)}"
        self._media[f"word/{new}"] = self._content.parts[name]
        self._declare_extension(name)
        return new

    def _declare_extension(self, name: str) -> None:
        extension = name.rsplit(".", 1)[-1].lower()
        known = {str(entry.get("Extension")).lower() for entry in self._types}
        if extension in known:
            return
        for entry in _root(self._content, CONTENT_TYPES):
            if str(entry.get("Extension")).lower() == extension:
                self._types.insert(0, entry)

    def _fault(self, element: etree._Element, reason: str) -> RenderingError:
        origins = (paragraph.get(ORIGIN) for paragraph in (element, *element.iterancestors(f"{W}p")))
        number = next((origin.rsplit("#", 1)[1] for origin in origins if origin), "1")
        return RenderingError(f"{self._file}: đoạn {number} {reason}.")


def _root(package: Package, name: str) -> etree._Element:
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    return parse(package.parts.get(name, empty), f"{package.name}: {name}")


def _style_ids(package: Package) -> Mapping[str, str]:
    """Names of the styles, each with its id."""
    styles = parse(package.parts.get(_STYLES, f'<w:styles xmlns:w="{W[1:-1]}"/>'.encode()), package.name)
    found: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            found[str(name.get(f"{W}val"))] = str(style.get(f"{W}styleId"))
    return found
