"""The formatting of a run with emphasis added: made once for each place where a mark stands."""

from functools import lru_cache

from lxml import etree

from service.rendering.inline import RunStyle
from service.rendering.wordml import NAMESPACES, W, parse

#: Children of `<w:rPr>` that the schema puts before bold and italic.
_BEFORE_BOLD = (f"{W}rStyle", f"{W}rFonts")
_BEFORE_ITALIC = (*_BEFORE_BOLD, f"{W}b", f"{W}bCs")
#: Prefixes for reading a piece of a part by itself; Word writes the same ones.
_DECLARED = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **NAMESPACES,
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }.items()
)


@lru_cache(maxsize=1024)
def run_style(run_properties: str, paragraph_properties: str) -> RunStyle:
    """Return the four `<w:rPr>` of emphasis over `run_properties`, and the `<w:pPr>` for a further paragraph.

    >>> run_style("", "").both
    '<w:rPr><w:b/><w:i/></w:rPr>'
    """
    return RunStyle(
        run_properties,
        _emphasised(run_properties, bold=True, italic=False),
        _emphasised(run_properties, bold=False, italic=True),
        _emphasised(run_properties, bold=True, italic=True),
        _repeatable(paragraph_properties),
    )


def _emphasised(properties: str, *, bold: bool, italic: bool) -> str:
    root = _read(properties or "<w:rPr/>")
    if bold:
        _switch_on(root, "b", _BEFORE_BOLD)
    if italic:
        _switch_on(root, "i", _BEFORE_ITALIC)
    return _written(root)


def _switch_on(root: etree._Element, name: str, before: tuple[str, ...]) -> None:
    for old in root.findall(f"{W}{name}"):
        root.remove(old)
    position = sum(1 for child in root if child.tag in before)
    root.insert(position, etree.Element(f"{W}{name}"))


def _repeatable(properties: str) -> str:
    """Properties of a paragraph for its continuation: all but the end of a section."""
    if "<w:sectPr" not in properties:
        return properties
    root = _read(properties)
    for section in root.findall(f"{W}sectPr"):
        root.remove(section)
    return _written(root)


def _read(piece: str) -> etree._Element:
    return parse(f"<root {_DECLARED}>{piece}</root>".encode(), "mẫu")[0]


def _written(root: etree._Element) -> str:
    text = etree.tostring(root, encoding="unicode")
    for declaration in _DECLARED.split():
        text = text.replace(f" {declaration}", "")
    return text
