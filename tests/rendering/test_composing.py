"""The frame and the template of a type as one document."""

import base64
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from lxml import etree

from service.errors import RenderingError
from service.rendering.composing import compose
from service.rendering.package import read_package
from service.rendering.templates import FRAMES, compile_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PROPERTIES = {
    "title": "Kế hoạch", "subject": "Dân vận", "creator": "UBND xã", "keywords": "KH-UBND", "document_id": "", "created": "",
}  # fmt: skip


@pytest.fixture
def frame(build):
    """A frame of the smallest kind: a header, the two places, a signature table."""
    document = docx.Document()
    document.add_paragraph("{{ frame.kind_title }}")
    document.add_paragraph("{{ content }}", style="Normal")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ frame.signer_name }}"
    document.add_paragraph("{{ appendices }}")
    section = document.sections[0]
    section.header.paragraphs[0].text = "đầu trang"
    section.different_first_page_header_footer = True
    return build.bytes_of(document)


@pytest.fixture
def content():
    """The template of a type with two appendices, the first one lying."""
    document = docx.Document()
    document.add_paragraph("Thân: {{ text }}")
    for label in ("mot", "hai"):
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE if label == "mot" else WD_ORIENT.PORTRAIT
        if label == "mot":
            section.page_width, section.page_height = section.page_height, section.page_width
        elif section.page_width > section.page_height:
            section.page_width, section.page_height = section.page_height, section.page_width
        document.add_paragraph(f"{{%p if phu_luc.{label} %}}")
        document.add_paragraph(f"{{{{ phu_luc.{label} }}}}")
        document.add_paragraph("{%p endif %}")
    return document


def composed(frame, content, build):
    return compile_package(
        compose(read_package(frame, "_base/khung.docx"), read_package(build.bytes_of(content), "loai/template.docx"))
    )


def rendered(frame, content, build, **phu_luc):
    values = {
        "text": "nội dung", "phu_luc": {"mot": None, "hai": None, **phu_luc},
        "frame": {"kind_title": "KẾ HOẠCH", "signer_name": "Nguyễn Văn A"}, "properties": PROPERTIES,
    }  # fmt: skip
    return docx.Document(io.BytesIO(composed(frame, content, build).render(values)))


@pytest.mark.parametrize(
    ("phu_luc", "texts", "landscape"),
    [
        ({}, ["KẾ HOẠCH", "Thân: nội dung", ""], [False]),
        ({"mot": "Phụ lục I"}, ["KẾ HOẠCH", "Thân: nội dung", "", "Phụ lục I"], [False, True]),
        ({"hai": "Phụ lục"}, ["KẾ HOẠCH", "Thân: nội dung", "", "Phụ lục"], [False, False]),
        (
            {"mot": "Phụ lục I", "hai": "Phụ lục II"},
            ["KẾ HOẠCH", "Thân: nội dung", "", "Phụ lục I", "", "Phụ lục II"],
            [False, True, False],
        ),
    ],
)
def test_an_appendix_is_there_with_its_section_when_its_condition_holds(
    frame, content, build, phu_luc, texts, landscape
):
    document = rendered(frame, content, build, **phu_luc)
    assert [paragraph.text for paragraph in document.paragraphs] == texts
    assert [section.page_width > section.page_height for section in document.sections] == landscape
    assert document.element.body[-1].tag == f"{W}sectPr"


def test_each_appendix_counts_its_own_pages_under_the_header_of_the_frame(frame, content, build):
    document = rendered(frame, content, build, mot="I", hai="II")
    for section in list(document.sections)[1:]:
        assert section._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"
        assert section.header.paragraphs[0].text == "đầu trang"
        assert section.different_first_page_header_footer
        assert section.left_margin == document.sections[0].left_margin


def test_a_layout_keeps_the_order_of_the_schema(frame, content, build):
    document = rendered(frame, content, build, mot="I", hai="II")
    order = ["headerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
    for section in list(document.sections)[1:]:
        names = [etree.QName(child).localname for child in section._sectPr]
        assert sorted(names, key=order.index) == names


def test_an_appendix_without_a_condition_is_always_there(frame, build):
    document = docx.Document()
    document.add_paragraph("thân")
    document.add_section()
    document.add_paragraph("phụ lục")
    assert [p.text for p in rendered(frame, document, build).paragraphs] == ["KẾ HOẠCH", "thân", "", "phụ lục"]


def test_a_document_without_appendices_ends_with_a_paragraph_after_the_table(frame, build):
    document = docx.Document()
    document.add_paragraph("thân")
    body = rendered(frame, document, build).element.body
    assert [etree.QName(block).localname for block in body][-3:] == ["tbl", "p", "sectPr"]


def test_a_picture_comes_along(frame, build):
    document = docx.Document()
    document.add_paragraph("thân").add_run().add_picture(io.BytesIO(PIXEL))
    made = rendered(frame, document, build)
    image = made.part.related_parts[made.element.body.xpath(".//a:blip/@r:embed")[0]]
    assert image.blob == PIXEL
    assert str(image.partname).startswith("/word/media/type_")


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
    with pytest.raises(RenderingError, match="loai/template.docx: đoạn 2 ") as caught:
        composed(frame, document, build)
    assert reason in caught.value.message


def test_an_appendix_must_end_with_the_end_of_its_condition(frame, build):
    document = docx.Document()
    document.add_section()
    document.add_paragraph("{%p if phu_luc.mot %}")
    document.add_paragraph("phụ lục")
    with pytest.raises(RenderingError, match="phải kết thúc bằng đoạn {%p endif %}"):
        composed(frame, document, build)


def test_a_frame_must_have_its_places(build):
    document = docx.Document()
    with pytest.raises(RenderingError, match="khung văn bản thiếu đoạn chỉ có dấu {{content}}"):
        composed(build.bytes_of(document), docx.Document(), build)


def test_a_fault_names_the_file_that_its_paragraph_comes_from(frame, build):
    document = docx.Document()
    document.add_paragraph("một")
    document.add_paragraph("hai {{ no }}")
    with pytest.raises(RenderingError) as caught:
        rendered(frame, document, build)
    assert caught.value.message == (
        "loai/template.docx: đoạn 2 (“hai {{ no }}”), dấu {{ no }}: không có trường “no”."
    )
    template = composed(frame, docx.Document(), build)
    with pytest.raises(RenderingError, match="^_base/khung.docx: đoạn 1 "):
        template.render({"frame": {}, "properties": PROPERTIES, "phu_luc": {}})


def test_properties_are_those_of_the_context(frame, content, build):
    template = composed(frame, content, build)
    values = {"text": "", "phu_luc": {"mot": None, "hai": None}, "frame": {"kind_title": "", "signer_name": ""}}
    made = template.render({**values, "properties": {**PROPERTIES, "created": "2025-02-05", "document_id": "0194"}})
    core = docx.Document(io.BytesIO(made)).core_properties
    assert (core.title, core.subject, core.author, core.language) == ("Kế hoạch", "Dân vận", "UBND xã", "vi-VN")
    assert core.created.isoformat() == "2025-02-05T00:00:00+00:00"
    assert "0194" in custom(made)
    assert "property" not in custom(template.render({**values, "properties": PROPERTIES})).replace("properties", "")


def custom(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("docProps/custom.xml").decode().split(">", 2)[2].replace("Properties", "properties")


def test_the_language_of_the_text_is_vietnamese(frame, content, build):
    styles = rendered(frame, content, build).styles.element
    assert styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val") == "vi-VN"


def test_nothing_of_the_origin_is_in_the_output(frame, content, build, part):
    values = {
        "text": "", "phu_luc": {"mot": "I", "hai": "II"}, "frame": {"kind_title": "", "signer_name": ""},
        "properties": PROPERTIES,
    }  # fmt: skip
    body = part(composed(frame, content, build).render(values), "word/document.xml")
    assert b"van-ban" not in body
    assert b"template.docx" not in body


def test_drawn_lines_get_the_lengths_of_the_context():
    frame = read_package((FRAMES / "van_ban.docx").read_bytes(), "_base/van_ban.docx")
    template = compile_package(compose(frame, read_package(_empty(), "loai/template.docx")))
    lines = {"frame.issuer_line_emu", "frame.motto_line_emu", "frame.subject_line_emu"}
    assert lines <= template.marks()
    assert {mark.replace("_emu", "_pt") for mark in lines} <= template.marks()


def _empty():
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def test_every_frame_compiles():
    frames = sorted(Path(FRAMES).glob("*.docx"))
    assert frames
    for file in frames:
        frame = read_package(file.read_bytes(), file.name)
        assert compile_package(compose(frame, read_package(_empty(), "loai/template.docx"))).marks()
