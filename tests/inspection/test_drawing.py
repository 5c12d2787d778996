"""Drawn lines, text boxes and pictures, in both languages of drawing."""

import pytest

from service.inspection import inspect
from tests.inspection.docx_files import docx

LINE = "<wps:wsp><wps:spPr>{frame}<a:prstGeom prst='{kind}'/><a:ln>{line}</a:ln></wps:spPr></wps:wsp>"
ANCHOR = (
    "<w:drawing><wp:anchor><wp:positionH relativeFrom='column'>{place}</wp:positionH><wp:extent cx='{cx}' cy='{cy}'/>"
    "<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
)


def anchored(content, *, cx=2_000_000, cy=0, place="<wp:align>center</wp:align>"):
    return ANCHOR.format(place=place, cx=cx, cy=cy, content=content)


def shape(kind="line", line="", frame=""):
    return LINE.format(kind=kind, line=line, frame=frame)


def read(*drawings):
    body = "".join(f"<w:p><w:r>{drawing}</w:r></w:p>" for drawing in drawings)
    return inspect(docx(body)).paragraphs


def test_a_line_knows_length_stroke_and_place():
    paragraph = read(anchored(shape()))[0]
    assert [(line.width_emu, line.is_solid, line.centred) for line in paragraph.lines] == [
        (2_000_000, True, True)
    ]


def test_a_dashed_line_and_one_placed_by_hand():
    place = "<wp:posOffset>12345</wp:posOffset>"
    line = read(anchored(shape("straightConnector1", "<a:prstDash val='dash'/>"), place=place))[0].lines[0]
    assert (line.is_solid, line.centred, line.offset_emu, line.relative_to) == (False, None, 12345, "column")


def test_a_flat_rectangle_is_a_line_and_a_steep_line_is_none():
    assert read(anchored(shape("rect"), cy=9525))[0].lines
    steep = read(anchored(shape("line"), cy=1_900_000))[0]
    assert (steep.lines, steep.pictures) == ((), 1)


def test_pictures_and_other_shapes_are_counted():
    assert [p.pictures for p in read(anchored("<pic/>"), anchored(shape("ellipse"), cy=500_000))] == [1, 1]


def test_the_members_of_a_group_are_shown_at_the_scale_of_the_group():
    outer = "<a:xfrm><a:ext cx='2000000' cy='0'/><a:chExt cx='1000' cy='10'/></a:xfrm>"
    inner = shape(frame="<a:xfrm><a:ext cx='500' cy='0'/></a:xfrm>")
    group = f"<wpg:wgp><wpg:grpSpPr>{outer}</wpg:grpSpPr>{inner}</wpg:wgp>"
    line = read(anchored(group, cy=900_000))[0].lines[0]
    assert (line.width_emu, line.centred) == (1_000_000, None)


BOX = (
    "<wps:wsp><wps:spPr><a:prstGeom prst='rect'/>{line}</wps:spPr><wps:txbx><w:txbxContent>"
    "<w:p><w:r><w:t>KHẨN</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
)
RED = "<a:ln><a:solidFill><a:srgbClr val='ff0000'/></a:solidFill></a:ln>"


@pytest.mark.parametrize(("line", "outline"), [(RED, "FF0000"), ("<a:ln><a:noFill/></a:ln>", ""), ("", "")])
def test_a_text_box_has_size_frame_and_its_own_paragraphs(line, outline):
    paragraphs = read(anchored(BOX.format(line=line), cx=720_000, cy=288_000))
    box = paragraphs[0].boxes[0]
    assert (box.width_emu, box.height_emu, box.outline) == (720_000, 288_000, outline)
    assert [(p.text, p.place, p.number) for p in paragraphs] == [("", "body", 1), ("KHẨN", "box", 2)]


def test_of_two_forms_of_a_drawing_the_first_counts_once():
    forms = (
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    line = anchored(shape())
    assert [len(p.lines) for p in read(forms.format(line, "<w:pict/>"), forms.format("", line))] == [1, 1]


@pytest.mark.parametrize(
    ("markup", "width", "solid"),
    [
        ("<v:line from='10pt,2pt' to='110pt,2pt'/>", 1_270_000, True),
        ("<v:line style='width:72pt'><v:stroke dashstyle='dash'/></v:line>", 914_400, False),
        ("<v:shape type='#_x0000_t32' style='position:absolute;width:144pt;height:0'/>", 1_828_800, True),
        ("<v:rect o:hr='t' style='width:0;height:1.5pt'/>", None, True),
        ("<v:rect style='width:100pt;height:1pt'/>", 1_270_000, True),
    ],
)
def test_old_drawings_of_lines(markup, width, solid):
    line = read(f"<w:pict>{markup}</w:pict>")[0].lines[0]
    assert (line.width_emu, line.is_solid) == (width, solid)


def test_an_old_line_may_say_that_it_stands_in_the_middle():
    style = "width:72pt;mso-position-horizontal:center"
    assert read(f"<w:pict><v:line style='{style}'/></w:pict>")[0].lines[0].centred


def test_old_text_boxes_and_pictures():
    text = "<w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:pict><v:shapetype/><v:rect strokecolor='#ff0000 [1]'><v:textbox>{text}</v:textbox></v:rect></w:pict>"
    plain = f"<w:pict><v:rect stroked='f'><v:textbox>{text}</v:textbox></v:rect></w:pict>"
    picture = "<w:pict><v:shape type='#_x0000_t75'/></w:pict>"
    found = read(box, plain, picture)
    assert [b.outline for p in found for b in p.boxes] == ["FF0000", ""]
    assert [p.text for p in found] == ["", "MẬT", "", "MẬT", ""]
    assert found[-1].pictures == 1
