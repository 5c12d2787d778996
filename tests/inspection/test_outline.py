"""The outline as text: the whole of it for one document, and its marks."""

from service.inspection import outline_text
from tests.checking import builder
from tests.inspection.docx_files import docx, paragraph, table

STYLES = (
    "<w:style w:type='paragraph' w:styleId='VbKhoan'><w:name w:val='VB Khoản'/><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='VbLoiVan' w:default='1'><w:name w:val='VB Lời văn'/></w:style>"
)
PAGE = (
    "=== trang dọc 215.9 x 279.4 mm, lề trên/dưới/trái/phải 25.4/25.4/25.4/25.4 mm, không có số trang ===\n"
)


def outline(body, **named):
    return outline_text(docx(body, styles=STYLES, **named)).removeprefix(PAGE)


def test_a_paragraph_has_its_style_and_no_marks_for_the_look_of_the_style():
    assert outline(paragraph("1. Mục tiêu", "<w:pStyle w:val='VbKhoan'/>")) == "[VB Khoản] 1. Mục tiêu\n"


def test_emphasis_that_differs_from_the_style_is_marked_inside_of_the_spaces():
    body = (
        "<w:p><w:r><w:t>một</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'> hai </w:t></w:r>"
        "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>ba</w:t></w:r>"
        "<w:r><w:rPr><w:i/></w:rPr><w:t xml:space='preserve'> </w:t></w:r></w:p>"
    )
    assert outline(body) == "[VB Lời văn] một **hai** ***ba***\n"


def test_stars_tabs_breaks_and_page_breaks():
    body = (
        "<w:p><w:r><w:t>2*3\\</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type='page'/></w:r></w:p>"
    )
    assert outline(body) == "[VB Lời văn] 2\\*3\\\\ → a ↵ b(ngắt trang)\n"


def test_tables_have_a_line_for_each_row():
    rows = [[paragraph("TT"), paragraph("Nhiệm vụ")], [paragraph("1"), paragraph("a") + paragraph("b")]]
    marked = table(*rows).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    assert outline(marked) == "| TT | Nhiệm vụ | (lặp lại ở mỗi trang)\n| 1 | a ⏎ b |\n"


def test_a_table_in_a_cell_is_shown_in_the_row():
    assert outline(table([table([paragraph("trong")]) + "<w:p/>"])) == "| | trong | ⏎  |\n"


def test_an_empty_table_has_no_lines():
    assert outline("<w:tbl><w:tblPr/></w:tbl>" + paragraph("a")) == "[VB Lời văn] a\n"


def test_the_outline_of_a_whole_document():
    lines = outline_text(builder.build(header="table", urgency=True).content()).splitlines()
    assert lines[0] == (
        "=== trang dọc 210 x 297 mm, lề trên/dưới/trái/phải 20/20/30/20 mm, "
        "số trang ở đầu trang, center, cỡ 14, ẩn ở trang thứ nhất ==="
    )
    assert lines[1].startswith(
        "| **ỦY BAN NHÂN DÂN** ⏎ **HUYỆN BA TƠ** ⏎ ―― kẻ ngang 12.7 mm ⏎ Số: 05/KH-UBND |"
    )
    assert "  khung: [Normal] **KHẨN**" in lines
    assert "[Normal] **KẾ HOẠCH**" in lines
    assert lines[-6] == (
        "=== trang ngang 297 x 210 mm, lề trên/dưới/trái/phải 20/20/30/20 mm, "
        "số trang ở đầu trang, center, cỡ 14, bắt đầu từ 1, ẩn ở trang thứ nhất ==="
    )
    assert lines[-2:] == ["| TT | Nhiệm vụ | Cơ quan chủ trì |", "| 1 | Rà soát thủ tục | Phòng Nội vụ |"]


def test_boxes_in_cells_are_shown_too():
    draft = builder.build(header="boxes")
    text = outline_text(draft.content())
    assert "  khung: [Normal] **Độc lập - Tự do - Hạnh phúc**\n" in text
    assert "  khung:   ―― kẻ ngang 60.5 mm\n" in text
