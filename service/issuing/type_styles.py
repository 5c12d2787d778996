"""The named styles of a template against those of its frame: they must look the same."""

from collections.abc import Iterator
from dataclasses import fields

from service.doctypes.definition import DocumentType
from service.inspection.facts import ParagraphFormat
from service.inspection.names import Element, W
from service.inspection.package import Package
from service.inspection.stylesheet import Stylesheet, theme_fonts
from service.rendering.templates import FRAMES, TEMPLATE_FILE

PREFIX = "Vb"


def style_faults(document_type: DocumentType) -> Iterator[str]:
    """Yield a message for each named style of the template that looks otherwise than in the frame.

    Raises UnreadableInput for a damaged template.
    """
    frame = _looks((FRAMES / f"{document_type.frame}.docx").read_bytes())
    for style_id, look in _looks(document_type.files.get(TEMPLATE_FILE, b"")).items():
        if style_id not in frame:
            yield f"{TEMPLATE_FILE}: kiểu “{look.style_name}” không có trong khung; dùng một kiểu của khung."
        elif look != frame[style_id]:
            names = ", ".join(_differing(look, frame[style_id]))
            yield f"{TEMPLATE_FILE}: kiểu “{look.style_name}” khác khung ({names}); chép lại kiểu từ khung."


def _looks(docx: bytes) -> dict[str, ParagraphFormat]:
    """Return the effective look of each of our paragraph styles, by the style's id."""
    package = Package(docx)
    styles = package.first_related("styles")
    sheet = Stylesheet(styles, theme_fonts(package.first_related("theme")))
    return {style_id: sheet.paragraph_format({"style": style_id}, {}) for style_id in _style_ids(styles)}


def _style_ids(styles: Element | None) -> list[str]:
    """Return the ids of our paragraph styles, in the order of the file."""
    found = () if styles is None else styles.iterfind(f"{W}style")
    ids = (item.get(f"{W}styleId", "") for item in found if item.get(f"{W}type") == "paragraph")
    return [style_id for style_id in ids if style_id.startswith(PREFIX)]


def _differing(one: ParagraphFormat, other: ParagraphFormat) -> Iterator[str]:
    """Yield the names of the properties in which two looks differ."""
    for part in fields(one):
        if getattr(one, part.name) != getattr(other, part.name):
            yield part.name
