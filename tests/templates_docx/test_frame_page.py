"""The page of the frame: paper, margins, page numbers, the tables at head and foot, the drawn lines."""

import re

import pytest

from service.domain.typesetting import text_width_emu

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VML = "{urn:schemas-microsoft-com:vml}"
EMU_PER_TWIP = 635
EMU_PER_PT = 12_700


def attributes(element):
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def table(source, index):
    return source.body.findall(f"{W}tbl")[index]


def column_widths(table_element):
    return [int(column.get(f"{W}w")) for column in table_element.iter(f"{W}gridCol")]


@pytest.mark.parametrize(
    ("margin", "lowest", "highest"),
    [("top", 1133, 1418), ("bottom", 1133, 1418), ("left", 1700, 1985), ("right", 850, 1134)],
)
def test_margins_keep_the_decree_in_every_section(source, margin, lowest, highest):
    margins = [section.find(f"{W}pgMar") for section in source.body.iter(f"{W}sectPr")]
    assert margins
    assert all(lowest <= int(found.get(f"{W}{margin}")) <= highest for found in margins)


def test_the_paper_is_a4_and_the_main_text_stands_upright(source):
    sections = [attributes(section.find(f"{W}pgSz")) for section in source.body.iter(f"{W}sectPr")]
    assert sections[0] == {"w": "11906", "h": "16838"}
    for section in sections:
        assert {section["w"], section["h"]} == {"11906", "16838"}
        assert (section.get("orient") == "landscape") == (int(section["w"]) > int(section["h"]))


def test_page_numbers_begin_at_one_and_the_first_page_shows_none(source):
    for section in source.body.iter(f"{W}sectPr"):
        assert section.find(f"{W}titlePg") is not None
        assert attributes(section.find(f"{W}pgNumType")) == {"start": "1"}


def test_the_header_counts_pages_in_the_middle_and_the_one_of_page_one_is_blank(frame, read):
    relations = {
        link.get("Id"): f"word/{link.get('Target')}" for link in frame.xml["word/_rels/document.xml.rels"]
    }
    section = frame.body.find(f"{W}sectPr")
    headers = {
        reference.get(f"{W}type"): frame.xml[relations[reference.get(f"{R}id")]]
        for reference in section.iter(f"{W}headerReference")
    }
    assert set(headers) == {"default", "first"}
    fields = [element.text.strip() for element in headers["default"].iter(f"{W}instrText")]
    assert fields == ["PAGE"]
    assert [read.style(paragraph) for paragraph in headers["default"].iter(f"{W}p")] == ["VbSoTrang"]
    assert not list(headers["first"].iter(f"{W}t", f"{W}instrText"))


@pytest.mark.parametrize("line", [0, 1])
def test_the_tables_of_head_and_foot_have_two_columns_and_no_borders(frame, line):
    found = table(frame, line)
    assert found.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "VbKhung"
    assert len(column_widths(found)) == 2
    assert not list(found.iter(f"{W}tblBorders", f"{W}tcBorders"))
    assert frame.property("VbKhung", "tblPr", "tblBorders") is None


def test_the_national_title_stays_on_one_line(frame):
    room = column_widths(table(frame, 0))[1] * EMU_PER_TWIP
    assert text_width_emu("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True) < room


@pytest.mark.parametrize(
    "line",
    [
        "Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2025",
        "Xã Đặng Thùy Trâm, ngày 28 tháng 12 năm 2028",
        "Phường Điện Biên Phủ, ngày 30 tháng 10 năm 2026",
    ],
)
def test_place_and_date_stay_on_one_line(frame, line):
    room = column_widths(table(frame, 0))[1] * EMU_PER_TWIP
    assert text_width_emu(line, frame.look("VbDiaDanhNgay")["size"], italic=True) < room


def test_number_and_date_stand_in_one_row_and_recipients_beside_the_signature(frame, read):
    def rows_with(index, text):
        rows = table(frame, index).findall(f"{W}tr")
        return [
            number
            for number, row in enumerate(rows)
            if text in "".join(read.text(paragraph) for paragraph in row.iter(f"{W}p"))
        ]

    assert rows_with(0, "frame.number_line") == rows_with(0, "frame.place_and_date")
    assert rows_with(1, "Nơi nhận:") == rows_with(1, "frame.signature_lines") == [0]


def test_the_signature_block_does_not_split(frame):
    assert table(frame, 1).find(f"{W}tr/{W}trPr/{W}cantSplit") is not None
    assert frame.is_on("VbChucVu", "pPr", "keepNext")


def test_drawn_lines_have_lengths_that_word_can_read(source):
    lines = list(source.body.iter(f"{WP}inline"))
    ids = [line.find(f"{WP}docPr").get("id") for line in lines]
    assert len(set(ids)) == len(ids)
    for line in lines:
        size = line.find(f"{WP}extent")
        assert size.get("cx").isdigit()
        assert size.get("cy") == "0"
        assert line.find(f".//{A}xfrm/{A}ext").get("cx") == size.get("cx")
        stroke = line.find(f".//{A}ln")
        assert int(stroke.get("w")) == 0.75 * EMU_PER_PT
        assert stroke.find(f"{A}prstDash").get("val") == "solid"
        assert stroke.find(f"{A}solidFill/{A}srgbClr").get("val") == "000000"


def test_each_drawn_line_has_a_fallback_of_the_same_length_for_old_programs(source):
    lines = [int(line.find(f"{WP}extent").get("cx")) for line in source.body.iter(f"{WP}inline")]
    fallbacks = [
        float(re.fullmatch(r"([\d.]+)pt,0", line.get("to"))[1]) for line in source.body.iter(f"{VML}line")
    ]
    assert fallbacks == pytest.approx([length / EMU_PER_PT for length in lines], abs=0.01)


def test_the_marks_of_the_lengths_stand_in_the_alternative_text(frame):
    marks = [line.find(f"{WP}docPr").get("descr") for line in frame.body.iter(f"{WP}inline")]
    assert marks == [
        "{{ frame.issuer_line_emu }}",
        "{{ frame.motto_line_emu }}",
        "{{ frame.subject_line_emu }}",
    ]


def test_the_line_drawn_under_the_motto_is_as_long_as_the_motto(frame):
    drawn = int(list(frame.body.iter(f"{WP}inline"))[1].find(f"{WP}extent").get("cx"))
    assert drawn == pytest.approx(text_width_emu("Độc lập - Tự do - Hạnh phúc", 14, bold=True), rel=0.01)


@pytest.mark.parametrize(("word", "millimetres"), [("THƯỢNG KHẨN", 40), ("HỎA TỐC", 30), ("KHẨN", 20)])
def test_the_urgency_box_has_the_width_of_its_stamp_and_holds_its_word(frame, read, word, millimetres):
    column = column_widths(table(frame, 0))[0]
    boxes = [
        column - 2 * int(paragraph.find(f"{W}pPr/{W}ind").get(f"{W}left"))
        for paragraph in frame.paragraphs()
        if read.text(paragraph) == "{{ frame.urgency }}"
    ]
    widths = [width * EMU_PER_TWIP / 36_000 for width in boxes]
    assert widths == pytest.approx([40, 30, 20], abs=0.1)
    assert text_width_emu(word, 13, bold=True) < millimetres * 36_000
