"""What files of offices have and builders forget: lines over text boxes, annexes by name, pages on their side, no number."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from service.checking import check
from tests.checking import builder, drawing_tools
from tests.checking.changes import attached_of, both, clear, form, no_number, section, text

_LEFT = "<wp:posOffset>700000</wp:posOffset>"
_RIGHT = "<wp:posOffset>3000000</wp:posOffset>"
_TURNED = section(1, top_margin=Mm(30), right_margin=Mm(20), bottom_margin=Mm(15), left_margin=Mm(20))
_TOLD = "Trên 98% hồ sơ được giải quyết đúng hạn"


def findings(*changes, codes, **options):
    draft = builder.build(**{"appendices": 0, **options})
    both(*changes)(draft)
    return [one for one in check(draft.content()) if one.code in codes]


def drawn_over_boxes(draft, place):
    """Draw both lines of the header in a paragraph of the page, `place` paragraphs below that which holds the boxes."""
    anchor = draft.document.paragraphs[0]
    for _ in range(place):
        anchor._p.addnext(parse_xml(f"<w:p {nsdecls('w')}/>"))
    anchor = draft.document.paragraphs[place]
    for name, share, where in (("issuer1", 0.4, _LEFT), ("motto", 1, _RIGHT)):
        drawing_tools.shape(draft, anchor, round(drawing_tools.width_of(draft[name]) * share), place=where)


@pytest.mark.parametrize("place", [0, 2])
def test_lines_drawn_over_text_boxes_are_found_where_word_anchors_them(place):
    bare = (clear("motto_rule"), clear("issuer_rule"))
    codes = {"TN.LINE", "CQ.ISSUER.LINE"}
    assert {one.code for one in findings(*bare, codes=codes, header="boxes")} == codes
    drawn = (*bare, lambda draft: drawn_over_boxes(draft, place))
    assert findings(*drawn, codes=codes, header="boxes") == []


@pytest.mark.parametrize(
    ("words", "severities"),
    [
        ("theo bảng phân công nhiệm vụ", []),
        ("(có bảng phân công kèm theo)", []),
        ("(có danh sách gửi kèm)", ["info"]),
        ("(theo Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND)", ["error"]),
        ("như đã giao", ["error"]),
    ],
)
def test_a_text_may_call_its_appendix_by_the_title_that_it_has(words, severities):
    found = findings(text("point_b", f"b) {_TOLD} {words}."), codes={"ND.APPENDIX_REF"}, appendices=1)
    assert [one.severity for one in found] == severities


def test_a_page_on_its_side_is_held_against_the_rule_and_not_against_the_margins_of_the_text():
    sides = {f"PAGE.MARGIN.{side}" for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")}
    (one,) = findings(section(left_margin=Mm(25)), _TURNED, codes=sides, appendices=1)
    assert (one.code, one.where.paragraph) == ("PAGE.MARGIN.LEFT", None)


def test_a_text_of_one_page_needs_no_number_but_one_that_word_showed_on_two_does():
    def only_one(draft):
        no_number(draft, longer_by=0)

    def noted(draft):
        draft["plain2"].runs[0]._r.insert(0, parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))

    assert findings(only_one, codes={"PAGENUM.POS"}) == []
    (one,) = findings(only_one, noted, codes={"PAGENUM.POS"})
    assert one.message == "Văn bản nhiều trang nhưng không có số trang."


def test_pages_of_an_appendix_do_not_make_the_text_longer():
    def broken_appendix(draft):
        no_number(draft, longer_by=0)
        draft["attached0"].paragraph_format.page_break_before = True

    assert findings(broken_appendix, codes={"PAGENUM.POS"}, appendices=1) == []


def test_headings_and_bases_may_stand_at_the_margin_and_are_only_warned_of_elsewhere():
    at_margin = [form(name, first_line_indent=Mm(0)) for name in ("roman1", "roman2", "basis0", "basis1")]
    assert findings(*at_margin, codes={"ND.BODY.INDENT"}) == []
    (one,) = findings(form("basis0", first_line_indent=Mm(5)), codes={"ND.BODY.INDENT"})
    assert (one.severity, one.found, one.expected) == ("warn", "lùi 0,5 cm", "lùi 1 cm như lời văn")


def test_one_spacing_at_both_lines_of_a_name_is_told_once():
    wide = [form(name, line_spacing=1.5) for name in ("issuer0", "issuer1")]
    (one,) = findings(*wide, codes={"CQ.LINESPACING"})
    assert one.notes


def test_a_slip_in_the_year_is_told_as_such():
    (one,) = findings(text("date", "Ba Tơ, ngày 05 tháng 02 năm 226"), codes={"NGAY.FORMAT"})
    assert (one.message, one.found, one.expected) == (
        "Năm ban hành ghi chưa đúng.",
        "năm 226",
        "năm gồm bốn chữ số",
    )


def test_a_kind_that_another_law_knows_is_a_warning():
    (one,) = findings(text("kind", "KẾT LUẬN"), codes={"TYPE.LIST"})
    assert one.severity == "warn"
    (other,) = findings(text("kind", "GIẤY XÁC NHẬN"), codes={"TYPE.LIST"})
    assert other.severity == "error"


def test_the_example_of_a_symbol_is_that_of_the_kind():
    changes = text("kind", "BIÊN BẢN"), text("number", "Số: 05/UBND-NV")
    (one,) = findings(*changes, codes={"SO.SYMBOL.NAMED"})
    assert one.expected == "BB-<tên cơ quan viết tắt>, ví dụ: BB-UBND"


@pytest.mark.parametrize(
    ("ending", "expected"),
    [(" (b/c)", "thêm dấu chấm phẩy (;) ở cuối dòng"), (".", "cuối dòng là dấu chấm phẩy (;)")],
)
def test_the_end_of_a_recipient_is_told_by_what_to_do(ending, expected):
    (one,) = findings(text("recipient1", f"- Sở Nội vụ{ending}"), codes={"NN.LIST"})
    assert (one.found, one.expected) == (f"cuối dòng “{ending[-1]}”", expected)


def test_the_day_under_an_appendix_is_written_as_that_in_the_header():
    wrong = attached_of("ngày 5 tháng 2 năm 2025")
    found = findings(wrong, codes={"NGAY.DAY_PAD", "NGAY.MONTH_PAD"}, appendices=1)
    assert [(one.found, one.expected) for one in found] == [("5", "05"), ("2", "02")]
