"""What the builder writes with: letters, drawn lines, text boxes, borders."""

import copy
import io
from dataclasses import dataclass, field

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from service.domain.typesetting import text_width_emu

_SHAPE = (
    "<w:r {ns}><w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' behindDoc='0' locked='0' "
    "layoutInCell='1' allowOverlap='1' simplePos='0' relativeHeight='2' distT='0' distB='0' distL='0' distR='0'>"
    "<wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'>{place}</wp:positionH>"
    "<wp:positionV relativeFrom='paragraph'><wp:posOffset>20000</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{width}' cy='0'/><wp:wrapNone/><wp:docPr id='{id}' name='Đường kẻ'/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{width}' cy='0'/></a:xfrm>"
    "<a:prstGeom prst='line'/><a:ln w='9525'><a:prstDash val='{dash}'/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
_VML = (
    "<w:r {ns}><w:pict><v:line xmlns:v='urn:schemas-microsoft-com:vml' style='position:absolute;"
    "mso-position-horizontal:center' from='0,2pt' to='{points}pt,2pt'/></w:pict></w:r>"
)
_BOX = (
    "<w:r {ns}><w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' behindDoc='0' locked='0' "
    "layoutInCell='1' allowOverlap='1' simplePos='0' relativeHeight='3' distT='0' distB='0' distL='0' distR='0'>"
    "<wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'><wp:posOffset>{left}</wp:posOffset></wp:positionH>"
    "<wp:positionV relativeFrom='paragraph'><wp:posOffset>0</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{width}' cy='{height}'/><wp:wrapNone/><wp:docPr id='{id}' name='Khung'/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>"
    "<a:prstGeom prst='rect'/><a:ln>{line}</a:ln></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr/>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
NO_LINE = "<a:noFill/>"
RED_LINE = "<a:solidFill><a:srgbClr val='FF0000'/></a:solidFill>"


@dataclass
class Draft:
    """A document under construction: its paragraphs by name."""

    document: object
    parts: dict = field(default_factory=dict)
    shapes: int = 10

    def __getitem__(self, name):
        return self.parts[name]

    def content(self):
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def next_id(self):
        self.shapes += 1
        return self.shapes


def write(paragraph, text, *, size=14, bold=False, italic=False, align=None, before=0, after=0, indent=0):
    """Fill a paragraph with one run and give it its look directly."""
    run = paragraph.add_run(text)
    letters(run, size=size, bold=bold, italic=italic)
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0
    form.first_line_indent = Mm(indent) if indent else None
    return paragraph


def letters(run, *, size, bold, italic, font="Times New Roman"):
    run.font.name = font
    run.font.size = Pt(size)
    run.font.bold, run.font.italic = bold, italic


def width_of(paragraph):
    size = paragraph.runs[0].font.size.pt
    return text_width_emu(paragraph.text, size, bold=bool(paragraph.runs[0].font.bold))


def shape(draft, paragraph, width, *, dash="solid", place="<wp:align>center</wp:align>"):
    xml = _SHAPE.format(ns=nsdecls("w"), width=width, id=draft.next_id(), dash=dash, place=place)
    paragraph._p.append(parse_xml(xml))


def underscores(paragraph, width, sign="_"):
    count = max(1, round(width / text_width_emu(sign * 100, 14) * 100))
    letters(paragraph.add_run(sign * count), size=14, bold=False, italic=False)


def border(paragraph, width, column, *, style="single"):
    """A border at the top of an empty paragraph, drawn in at both sides to the length of the line."""
    side = max(0, round((column - width / 635) / 2))
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(
        f"<w:pBdr {nsdecls('w')}><w:top w:val='{style}' w:sz='4' w:space='1' w:color='auto'/></w:pBdr>"
    ))  # fmt: skip
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side * 635


def underline(paragraph, share):
    """Underline a part of the letters, about `share` of the line, in the middle of it."""
    run = paragraph.runs[0]
    text = run.text
    count = round(len(text) * share)
    start = (len(text) - count) // 2
    pieces = (text[:start], text[start : start + count], text[start + count :])
    run.text = pieces[0]
    for index, piece in enumerate(pieces[1:]):
        new = copy.deepcopy(run._r)
        paragraph._p.append(new)
        added = paragraph.runs[-1]
        added.text = piece
        added.font.underline = index == 0


def box(draft, anchor, *, width, height, left, line=NO_LINE):
    element = parse_xml(_BOX.format(
        ns=nsdecls("w"), left=left * 36000, width=width * 36000, height=height * 36000, id=draft.next_id(), line=line
    ))  # fmt: skip
    anchor._p.append(element)
    return next(element.iter(qn("w:txbxContent")))


class BoxCell:
    """A text box with the face of a cell."""

    paragraphs = ()

    def __init__(self, content, anchor):
        self._content, self._anchor = content, anchor

    def add_paragraph(self):
        element = parse_xml(f"<w:p {nsdecls('w')}/>")
        self._content.append(element)
        return Paragraph(element, self._anchor._parent)


def color(paragraph, value):
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(parse_xml(f"<w:color {nsdecls('w')} w:val='{value}'/>"))


def restart(section, start=1):
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.append(parse_xml(f"<w:pgNumType {nsdecls('w')} w:start='{start}'/>"))
