"""Names of the XML elements and attributes of WordprocessingML and of its drawings, in lxml's notation."""

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that Word gives it
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

VAL = W + "val"
P = W + "p"
TBL = W + "tbl"
SDT = W + "sdt"
SECT_PR = W + "sectPr"
BODY = W + "body"
ALTERNATE_CONTENT = MC + "AlternateContent"
TAKEN_OUT = frozenset({W + "del", W + "moveFrom"})
_KNOWN_SPACES = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)


def child(element: Element | None, tag: str) -> Element | None:
    """Return the first child with the tag, None when there is none (or no element)."""
    return None if element is None else element.find(tag)


def value(element: Element | None, tag: str) -> str | None:
    """Return `w:val` of the first child with the tag: ``value(rPr, W + "sz")``."""
    found = child(element, tag)
    return None if found is None else found.get(VAL)


def is_on(element: Element) -> bool:
    """Tell whether an on/off element is on: present without a value, or with one that is not false."""
    return element.get(VAL, "true") not in {"0", "false", "off", "none"}


def chosen(alternatives: Element) -> Element | None:
    """Return the form that Word shows of a content that a file offers in several: the first one that it knows."""
    for choice in alternatives.iterfind(MC + "Choice"):
        spaces = [choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split()]
        if len(choice) and all(space.startswith(_KNOWN_SPACES) for space in spaces):
            return choice
    return alternatives.find(MC + "Fallback")
