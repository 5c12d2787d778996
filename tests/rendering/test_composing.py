"""The frame and the template of a type as one document."""

import io
from pathlib import Path

import docx
import pytest
from lxml import etree

from service.errors import RenderingError
from service.rendering.composing import compose
from service.rendering.package import read_package
from service.rendering.templates import FRAMES, compile_package
from tests.rendering.framed import PROPERTIES, composed, rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize(
    ("phu_luc", "expected"),
    [
        ({}, (["KẾ HOẠCH", "Thân: nội dung", ""], [False])),
        ({"mot": "Phụ lục I"}, (["KẾ HOẠCH", "Thân: nội dung", "", "Phụ lục I"], [False, True])),
        ({"hai": "Phụ lục"}, (["KẾ HOẠCH", "Thân: nội dung", "", "Phụ lục"], [False, False])),
        (
            {"mot": "Phụ lục I", "hai": "Phụ lục II"},
            (["KẾ HOẠCH", "Thân: nội dung", "", "Phụ lục I", "", "Phụ lục II"], [False, True, False]),
        ),
    ],
)
def test_an_appendix_is_there_with_its_section_when_its_condition_holds(
    frame, content, build, phu_luc, expected
):
    texts, landscape = expected
    document = rendered(frame, content, build, **phu_luc)
    assert [paragraph.text.replace("\u00a0", " ") for paragraph in document.paragraphs] == texts
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
    assert [p.text for p in rendered(frame, document, build).paragraphs] == [
        "KẾ HOẠCH",
        "thân",
        "",
        "phụ lục",
    ]


def test_a_document_without_appendices_ends_with_a_paragraph_after_the_table(frame, build):
    document = docx.Document()
    document.add_paragraph("thân")
    body = rendered(frame, document, build).element.body
    assert [etree.QName(block).localname for block in body][-3:] == ["tbl", "p", "sectPr"]


def test_an_appendix_must_end_with_the_end_of_its_condition(frame, build):
    document = docx.Document()
    document.add_section()
    document.add_paragraph("{%p if phu_luc.mot %}")
    document.add_paragraph("phụ lục")
    with pytest.raises(RenderingError, match=r"phải kết thúc bằng đoạn {%p endif %}"):
        composed(frame, document, build)


def test_a_frame_must_have_its_places(build):
    document = docx.Document()
    with pytest.raises(RenderingError, match=r"khung văn bản thiếu đoạn chỉ có dấu {{content}}"):
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
    with pytest.raises(RenderingError, match=r"^_base/khung\.docx: đoạn 1 "):
        template.render({"frame": {}, "properties": PROPERTIES, "phu_luc": {}})


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
