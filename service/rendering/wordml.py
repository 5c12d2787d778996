"""Names and small steps of WordprocessingML that compiling and composing share."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from service.errors import RenderingError

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W = f"{{{NAMESPACES['w']}}}"
R = f"{{{NAMESPACES['r']}}}"
WP = f"{{{NAMESPACES['wp']}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
#: Attribute that composing puts on a paragraph: file and number that it was taken from. Never in an output.
ORIGIN = "{urn:van-ban:origin}at"

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def parse(content: bytes, where: str) -> etree._Element:
    """Return the root of an XML part, without comments and without white space between elements.

    Raises RenderingError when it is not well-formed or declares entities.
    """
    parser = etree.XMLParser(
        remove_blank_text=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RenderingError(f"{where}: thành phần hỏng, hãy mở tệp bằng Word và lưu lại.") from error
    declared: Any = root.getroottree().docinfo
    if declared.doctype:
        raise RenderingError(f"{where}: thành phần có khai báo DOCTYPE, không được phép.")
    return root


def read_body(content: bytes, file: str) -> etree._Element:
    """Return the body of a document part, each paragraph with a note of where it comes from, for messages.

    Raises RenderingError when it is no document.
    """
    root = parse(content, f"{file}: word/document.xml")
    strip_traces(root)
    body = root.find(f"{W}body")
    if body is None:
        raise RenderingError(f"{file}: tệp không phải văn bản Word.")
    for number, paragraph in enumerate(body.iter(f"{W}p"), start=1):
        paragraph.set(ORIGIN, f"{file}#{number}")
    return body


def forget_origins(root: etree._Element) -> None:
    """Take the notes of where paragraphs come from out again."""
    for paragraph in root.iter(f"{W}p"):
        if paragraph.get(ORIGIN) is not None:
            del paragraph.attrib[ORIGIN]
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(filter(None, root.nsmap)))


def serialise(root: etree._Element) -> bytes:
    """Return the bytes of a part with the declaration that Word writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def own_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without that of paragraphs inside it (text boxes)."""
    return "".join(text.text or "" for text in _own_texts(paragraph))


def _own_texts(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == f"{W}t":
            yield child
        elif child.tag != f"{W}p":
            yield from _own_texts(child)


def strip_traces(root: etree._Element) -> None:
    """Take out what Word notes about editing: it says nothing, and a loop would repeat its ids."""
    gone = (f"{W}proofErr", f"{W}lastRenderedPageBreak")
    for element in list(root.iter(*gone)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if str(name).startswith((f"{W}rsid", f"{W14}paraId", f"{W14}textId")):
                del element.attrib[name]


def declare(types: etree._Element, name: str, kind: str) -> None:
    """Give the part `name` the content type `kind` in `[Content_Types].xml`, unless it has one."""
    if all(entry.get("PartName") != f"/{name}" for entry in types):
        namespace = etree.QName(types).namespace
        etree.SubElement(types, f"{{{namespace}}}Override", PartName=f"/{name}", ContentType=kind)


def relate(relationships: etree._Element, kind: str, target: str, *, external: bool = False) -> str:
    """Return the id of the relationship to `target`, adding it where there is none."""
    for entry in relationships:
        if entry.get("Type") == kind and str(entry.get("Target")).lstrip("/") == target.lstrip("/"):
            return str(entry.get("Id"))
    taken = {str(entry.get("Id")) for entry in relationships}
    name = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    namespace = etree.QName(relationships).namespace
    entry = etree.SubElement(relationships, f"{{{namespace}}}Relationship", Id=name, Type=kind, Target=target)
    if external:
        entry.set("TargetMode", "External")
    return name
