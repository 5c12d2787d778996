"""What the template of a type brings with it: pictures, links, styles; and what it may not have."""

import base64
import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from service.errors import RenderingError
from service.rendering.composing import compose
from service.rendering.package import read_package
from tests.rendering.framed import composed, rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_picture_comes_along(frame, build):
    document = docx.Document()
    document.add_paragraph("thân").add_run().add_picture(io.BytesIO(PIXEL))
    made = rendered(frame, document, build)
    image = made.part.related_parts[made.element.body.xpath(".//a:blip/@r:embed")[0]]
    assert image.blob == PIXEL
    assert str(image.partname).startswith("/word/media/type_")


def test_a_picture_of_an_unknown_kind_brings_its_content_type(frame, build):
    document = docx.Document()
    document.add_paragraph("thân").add_run().add_picture(io.BytesIO(PIXEL))
    content = build.bytes_of(document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml").replace(b'Extension="png"', b'Extension="PNG"')
    content = build.with_part(content, "[Content_Types].xml", types)
    package = compose(read_package(frame, "khung.docx"), read_package(content, "loai.docx"))
    assert b'Extension="PNG" ContentType="image/png"' in package.parts["[Content_Types].xml"]


def test_a_link_to_the_outside_comes_along(frame, build):
    document = docx.Document()
    target = "https://vanban.chinhphu.vn/"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    identifier = document.part.relate_to(target, kind, is_external=True)
    paragraph = document.add_paragraph("xem ")
    link = (
        REFUSED["trỏ tới một thành phần không có trong tệp"].replace("{NS}", NS).replace("rId77", identifier)
    )
    paragraph._p.append(parse_xml(link))
    made = rendered(frame, document, build)
    found = made.part.rels[made.element.body.xpath(".//w:hyperlink/@r:id")[0]]
    assert (found.is_external, found.target_ref) == (True, target)


@pytest.mark.parametrize("change", ["external", "chart", "missing"])
def test_other_embedded_things_are_refused(change, frame, build):
    document = docx.Document()
    document.add_paragraph("một").add_run().add_picture(io.BytesIO(PIXEL))
    content = build.bytes_of(document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    changes = {
        "external": ('Target="media/image1.png"', 'Target="http://x/image1.png" TargetMode="External"'),
        "chart": ('relationships/image"', 'relationships/chart"'),
        "missing": ("media/image1.png", "media/image9.png"),
    }
    assert changes[change][0] in relations
    content = build.with_part(content, "word/_rels/document.xml.rels", relations.replace(*changes[change]))
    with pytest.raises(RenderingError, match=r"^loai\.docx: đoạn 1 (có thành phần nhúng|thiếu tệp ảnh)"):
        compose(read_package(frame, "khung.docx"), read_package(content, "loai.docx"))


def test_bookmarks_stay_behind(frame, build):
    document = docx.Document()
    document.add_paragraph("một")._p.append(parse_xml(f'<w:bookmarkStart {NS} w:id="1" w:name="_GoBack"/>'))
    assert not rendered(frame, document, build).element.body.xpath(".//w:bookmarkStart")


def test_a_style_is_found_by_its_name(frame, build):
    document = docx.Document()
    document.styles["Heading 1"].element.set(f"{W}styleId", "Khac")
    document.add_paragraph("mục", style="Heading 1")
    assert rendered(frame, document, build).paragraphs[1].style.name == "Heading 1"


REFUSED = {
    "đánh số tự động": '<w:pPr {NS}><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    "theo dõi sửa đổi": "<w:ins {NS}/>",
    "chú thích cuối trang": '<w:r {NS}><w:footnoteReference w:id="2"/></w:r>',
    "ghi chú (comment)": '<w:r {NS}><w:commentReference w:id="2"/></w:r>',
    "kiểu “La”": '<w:pPr {NS}><w:pStyle w:val="La"/></w:pPr>',
    "trỏ tới một thành phần không có trong tệp": (
        '<w:hyperlink {NS} r:id="rId77"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    ),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_carried_over_is_refused_with_its_paragraph(reason, frame, build):
    document = docx.Document()
    document.add_paragraph("một")
    document.add_paragraph("hai")._p.append(parse_xml(REFUSED[reason].replace("{NS}", NS)))
    with pytest.raises(RenderingError, match=r"loai/template\.docx: đoạn 2 ") as caught:
        composed(frame, document, build)
    assert reason in caught.value.message
