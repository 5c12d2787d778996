"""What an eye cannot see, or a file cannot show, is no error; emphasis, forms and other habits are right."""

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from service.checking import check
from service.checking.recognition import recognise
from service.inspection import inspect
from tests.checking import builder, drawing_tools
from tests.checking.changes import both, clear, drop, font, form, redraw, text
from tests.inspection import docx_files

CENTER = WD_ALIGN_PARAGRAPH.CENTER
PICTURE = (
    "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='5' cy='5'/><a:graphic><a:graphicData/></a:graphic></wp:inline>"
    "</w:drawing></w:r></w:p>"
)


def changed(*changes, **options):
    draft = builder.build(**{"appendices": 0, **options})
    both(*changes)(draft)
    return draft.content()


def parts(content):
    return recognise(inspect(content))


def codes(content, *severities):
    return {f.code for f in check(content) if not severities or f.severity in severities}


def exactly(points):
    return form("plain1", line_spacing_rule=WD_LINE_SPACING.EXACTLY, line_spacing=Pt(points))


def test_a_fixed_line_height_is_judged_by_the_size_of_the_letters_and_warned_of_only():
    assert codes(changed(exactly(18))) == set()
    for points in (12, 30):
        assert [(f.code, f.severity) for f in check(changed(exactly(points)))] == [("ND.BODY.LINE", "warn")]


def test_text_of_one_line_looks_the_same_however_it_is_aligned():
    assert codes(changed(form("point_a", alignment=WD_ALIGN_PARAGRAPH.LEFT))) == set()


def test_an_indent_by_a_tab_or_spaces_cannot_be_told():
    for typed in ("\t", "      "):
        words = f"{typed}{builder.LONG}"
        assert codes(changed(text("plain1", words), form("plain1", first_line_indent=None))) == set()


def test_emphasis_inside_the_text_is_right():
    def emphasis(draft):
        for look in ({"bold": True, "italic": False}, {"bold": False, "italic": True}):
            drawing_tools.letters(draft["plain1"].add_run(" từng nhiệm vụ"), size=14, **look)

    assert codes(changed(emphasis)) == set()


def test_a_raised_note_figure_is_no_part_of_a_title():
    def note(draft):
        run = draft["kind"].add_run("1")
        drawing_tools.letters(run, size=14, bold=True, italic=False)
        run.font.superscript = True

    assert codes(changed(note)) == set()


def test_raised_underscores_have_a_length_that_a_file_does_not_tell():
    def raised(draft):
        redraw(draft, "motto_rule", "underscores", 1.6)
        draft["motto_rule"].runs[0].font.superscript = True

    assert codes(changed(raised)) == set()


def test_a_dotted_form_is_not_held_against_the_rules_of_text():
    words = text("plain1", "Ông (bà) …………………………………………………………")
    filing = text("recipient3", "- Lưu: VT, ……")
    assert codes(changed(words, form("plain1", first_line_indent=None), filing)) == set()


def test_a_heading_in_a_font_that_cannot_be_measured_has_one_fault():
    assert codes(changed(font("motto", name="Arial")), "error") == {"PAGE.FONT"}


def test_a_number_centred_by_an_indent_cannot_be_told():
    look = form("number", alignment=WD_ALIGN_PARAGRAPH.LEFT, left_indent=Mm(15))
    assert codes(changed(look)) == set()


def test_findings_with_the_same_fault_are_one_with_the_other_places():
    changes = [form(name, first_line_indent=None) for name in ("plain1", "clause3", "clause4")]
    (finding,) = check(changed(*changes))
    assert finding.code == "ND.BODY.INDENT"
    assert finding.notes == ("Cùng lỗi này ở đoạn 22, 23.",)


def test_a_page_number_in_a_frame_or_by_a_centre_tab_stands_in_the_middle():
    def framed(draft):
        draft["page_number"].alignment = None
        properties = draft["page_number"]._p.get_or_add_pPr()
        properties.insert(0, parse_xml(f"<w:framePr {docx_files.W} w:xAlign='center'/>"))

    def tabbed(draft):
        draft["page_number"].alignment = None
        draft["page_number"].paragraph_format.tab_stops.add_tab_stop(Mm(80), 1)
        draft["page_number"]._p.insert(1, parse_xml(f"<w:r {docx_files.W}><w:tab/></w:r>"))

    assert codes(changed(framed)) == set()
    assert codes(changed(tabbed)) == set()


def test_margins_of_a_page_on_its_side_may_be_those_of_the_upright_page_turned():
    def turned(draft):
        section = draft.document.sections[1]
        section.top_margin, section.right_margin = Mm(30), Mm(20)
        section.bottom_margin, section.left_margin = Mm(20), Mm(20)

    assert codes(changed(turned, appendices=1)) == set()


@pytest.mark.parametrize(
    ("value", "is_right"),
    [("000000", True), ("0D0D0D", True), ("1F1F1F", True), ("0000FF", False), ("808080", False)],
)
def test_what_the_eye_cannot_tell_from_black_is_black(value, is_right):
    content = changed(lambda draft: drawing_tools.color(draft["plain1"], value))
    assert codes(content) == (set() if is_right else {"PAGE.COLOR"})


def test_letters_of_other_scripts_fonts_do_not_count():
    def east_asian(draft):
        for run in draft["plain1"].runs:
            run._r.rPr.rFonts.set(docx.oxml.ns.qn("w:eastAsia"), "MS Mincho")

    assert codes(changed(east_asian)) == set()


def test_a_long_name_may_break_in_its_cell_and_its_last_line_is_the_measure():
    def long_name(draft):
        text("issuer0", "BAN CHỈ ĐẠO CÔNG TÁC DÂN VẬN")(draft)
        text("issuer1", "VÀ THI ĐUA KHEN THƯỞNG HUYỆN BA TƠ TỈNH QUẢNG NGÃI")(draft)
        clear("issuer_rule")(draft)
        drawing_tools.shape(draft, draft["issuer_rule"], 560_000)

    content = changed(long_name, text("date", "Ba Tơ, ngày 05 tháng 02 năm 2025"))
    assert "CQ.ISSUER.LINE" not in codes(content)


def test_a_circulation_mark_in_a_frame_and_one_without():
    words = both(text("stamp", "LƯU HÀNH NỘI BỘ"))
    assert codes(changed(words, urgency=True)) == set()

    def bare(draft):
        words(draft)
        draft["kind"]._p.addprevious(draft["stamp"]._p)

    assert codes(changed(bare, urgency=True)) == {"LUUHANH"}


def test_an_urgency_mark_without_a_frame_and_in_black():
    def bare(draft):
        draft["kind"]._p.addprevious(draft["stamp"]._p)
        for run in draft["stamp"].runs:
            run._r.rPr.remove(run._r.rPr[-1])

    found = [f for f in check(changed(bare, urgency=True)) if f.code == "KHAN"]
    assert sorted(f.expected for f in found) == ["khung viền đơn", "màu đỏ tươi"]


def test_minutes_have_no_date_line_and_their_own_signatures():
    def minutes(draft):
        text("number", "Số: 05/BB-UBND")(draft)
        drop("date")(draft)

    content = changed(minutes, kind="BIÊN BẢN")
    assert "DOC.COMPONENTS" not in codes(content)


def test_a_file_of_hundreds_of_pages_is_read_in_one_pass():
    draft = builder.build(appendices=0)
    body = draft["plain1"]._p
    for _ in range(3_000):
        body.addnext(parse_xml(body.xml))
    assert codes(draft.content()) == set()


def test_both_lines_of_a_header_may_be_anchored_on_one_side():
    def one_side(draft):
        clear("motto_rule")(draft)
        width = drawing_tools.width_of(draft["motto"])
        drawing_tools.shape(draft, draft["issuer_rule"], width, place="<wp:posOffset>3000000</wp:posOffset>")

    assert codes(changed(one_side)) == set()


def test_one_addressee_beside_its_label_in_a_table_is_on_one_line():
    def beside(draft):
        table = draft.document.add_table(rows=1, cols=2)
        draft["addressee0"]._p.addprevious(table._tbl)
        for cell, name in zip(table.rows[0].cells, ("addressee0", "addressee1"), strict=True):
            cell._tc.append(draft[name]._p)
            cell._tc.remove(cell.paragraphs[0]._p)
        drop("addressee2")(draft)

    number = text("number", "Số: 05/BC-UBND")
    assert codes(changed(number, beside, kind="BÁO CÁO", addressees=("Sở Nội vụ", "Sở Tài chính"))) == set()


def test_letters_in_headers_count_once_and_are_placed_there():
    def footer(draft):
        run = draft.document.sections[0].footer.paragraphs[0].add_run("Trụ sở: xã Ba Tơ")
        drawing_tools.letters(run, size=11, bold=False, italic=False, font="Arial")

    (finding,) = check(changed(footer, appendices=1))
    assert (finding.code, finding.where.part) == ("PAGE.FONT", "footer")


def test_a_picture_at_the_end_may_be_the_signature():
    def stamp_only(draft):
        for name in ("capacity0", "capacity1", "capacity2", "name"):
            clear(name)(draft)
        draft["capacity0"]._p.addnext(parse_xml(PICTURE.replace("<w:p>", f"<w:p {docx_files.SPACES}>", 1)))

    assert [(f.code, f.severity) for f in check(changed(stamp_only))] == [("DOC.COMPONENTS", "info")]


def test_what_other_programs_round_is_right():
    """A quarter of a millimetre, a quarter of a point: files that came through HTML or centimetres have it."""

    def rounded(draft):
        section = draft.document.sections[0]
        section.left_margin, section.right_margin = Mm(29.8), Mm(20.2)
        draft["clause4"].paragraph_format.space_before = Pt(5.75)

    assert codes(changed(rounded)) == set()


def test_a_decree_is_no_administrative_document_and_gets_no_error():
    decree = changed(text("kind", "NGHỊ ĐỊNH"), font("plain1", size=12))
    assert codes(decree, "error", "warn") == set()
    assert {"DOC.VBQPPL_OUT", "ND.BODY.SIZE"} <= codes(decree, "info")


def test_a_contract_or_an_application_of_a_citizen_is_no_administrative_document():
    private = changed(drop("issuer0", "issuer1", "issuer_rule", "number"), text("kind", "ĐƠN XIN NGHỈ PHÉP"))
    assert codes(private, "error", "warn") == set()
    assert "DOC.COMPONENTS" in codes(private, "info")


def test_a_national_title_that_is_wider_than_its_column_is_for_information():
    def narrow(draft):
        left, right = draft["header_table"].rows[0].cells
        left.width, right.width = Mm(80), Mm(80)

    found = [f for f in check(changed(narrow)) if f.code == "QH.POS"]
    assert [(f.severity, "ngắt dòng" in f.message) for f in found] == [("info", True)]


def test_a_text_issued_with_a_decision_has_no_number_date_and_signature_of_its_own():
    def attached(draft):
        drop("number", "date", "subject_rule", *(f"basis{index}" for index in range(2)))(draft)
        draft["closing_table"]._tbl.getparent().remove(draft["closing_table"]._tbl)
        line = Paragraph(parse_xml(draft["subject"]._p.xml), draft["subject"]._parent)
        draft["subject"]._p.addnext(line._p)
        line.runs[0].text = "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2025)"

    assert "DOC.COMPONENTS" not in codes(changed(attached, kind="QUY CHẾ"))
