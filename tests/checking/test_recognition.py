"""Foreign layouts: what is recognised, what is left open, and that what cannot be told is no error."""

import copy
import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from service.checking import check
from service.checking.recognition import recognise
from service.errors import UnreadableInput
from service.inspection import inspect
from tests.checking import builder, drawing_tools
from tests.checking.changes import both, clear, drop, font, text
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


def test_a_scan_in_a_word_file_is_refused_with_what_to_do():
    with pytest.raises(UnreadableInput, match="bản quét"):
        check(docx_files.docx(PICTURE))


def test_a_file_without_a_letter_is_refused():
    with pytest.raises(UnreadableInput, match="không có chữ"):
        check(docx_files.docx("<w:p/>"))


def test_a_letter_to_a_friend_is_no_administrative_document():
    findings = check(docx_files.docx(docx_files.paragraph("Chào bạn, mình gửi bạn bài thơ.")))
    unknown = [f for f in findings if f.code == "DOC.COMPONENTS"]
    assert [f.severity for f in unknown] == ["info"]
    assert all(f.code.startswith("PAGE.") for f in findings if f.code != "DOC.COMPONENTS")


def test_a_file_of_several_documents_is_checked_for_page_and_letters_only():
    draft = builder.build(appendices=0)
    for element in list(draft.document.element.body)[:-1]:
        draft.document.element.body.insert(0, copy.deepcopy(element))
    findings = check(draft.content())
    assert [(f.code, f.severity) for f in findings] == [("DOC.COMPONENTS", "info")]
    assert "2 văn bản" in findings[0].message


def test_an_appendix_on_its_side_in_a_file_of_its_own_is_for_information():
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    document.add_paragraph("Bảng phân công nhiệm vụ")
    stream = io.BytesIO()
    document.save(stream)
    assert ("PAGE.ORIENT", "info") in {(f.code, f.severity) for f in check(stream.getvalue())}


def test_without_a_national_title_the_motto_holds_the_header():
    assert codes(changed(drop("national_title")), "error") == {"DOC.COMPONENTS"}


def test_a_picture_in_the_header_may_be_what_is_missing():
    def picture(draft):
        draft["motto_rule"]._p.addnext(parse_xml(PICTURE.replace("<w:p>", f"<w:p {docx_files.SPACES}>", 1)))

    found = check(changed(clear("motto_rule"), picture))
    assert [(f.code, f.severity) for f in found] == [("TN.LINE", "info")]


def test_two_light_lines_are_parent_and_issuer_by_their_words():
    found = parts(changed(font("issuer0", bold=False), office="department"))
    assert [line.text for line in found.header.parents] == ["UBND HUYỆN BA TƠ"]
    assert [line.text for line in found.header.issuers] == ["PHÒNG NỘI VỤ"]


def test_a_draft_mark_is_no_name():
    def mark(draft):
        new = Paragraph(parse_xml(draft["issuer0"]._p.xml), draft["issuer0"]._parent)
        draft["issuer0"]._p.addprevious(new._p)
        new.runs[0].text = "DỰ THẢO LẦN 2"

    assert codes(changed(mark)) == set()


def test_a_title_that_names_its_subject_in_the_same_line():
    found = parts(changed(text("kind", "KẾ HOẠCH CÔNG TÁC THÁNG 5")))
    assert found.title.kind is not None
    assert found.title.kind.slug == "ke_hoach"


def test_the_authority_of_a_decision_is_no_subject():
    def authority(draft):
        new = Paragraph(parse_xml(draft["kind"]._p.xml), draft["kind"]._parent)
        draft["subject_rule"]._p.addnext(new._p)
        new.runs[0].text = "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN BA TƠ"

    number = text("number", "Số: 05/QĐ-UBND")
    content = changed(number, authority, kind="QUYẾT ĐỊNH", articles=True)
    assert [line.text for line in parts(content).title.authorities] == [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN BA TƠ"
    ]
    assert codes(content) == {"KY.CT"}


def test_a_header_table_may_go_on_with_the_title_in_a_row_of_one_cell():
    def move(draft):
        row = draft["header_table"].add_row()
        cell = row.cells[0].merge(row.cells[1])
        for name in ("kind", "subject", "subject_rule"):
            cell._tc.append(draft[name]._p)
        cell._tc.remove(cell.paragraphs[0]._p)

    content = changed(move)
    assert parts(content).title.kind is not None
    assert codes(content) == set()


def test_a_signature_above_the_recipients_is_found():
    def move(draft):
        for name in ("capacity0", "capacity1", "capacity2", "name"):
            draft["closing_table"]._tbl.addprevious(draft[name]._p)
        for name in ("recipients_label", *(f"recipient{i}" for i in range(4))):
            draft["closing_table"]._tbl.addprevious(draft[name]._p)
        draft["closing_table"]._tbl.getparent().remove(draft["closing_table"]._tbl)

    found = parts(changed(move)).closing
    assert [line.text for line in found.capacities] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert found.name is not None
    assert len(found.recipients) == 4


def test_a_signature_without_recipients_is_found():
    def remove(draft):
        for name in ("recipients_label", *(f"recipient{i}" for i in range(4))):
            clear(name)(draft)

    found = parts(changed(remove)).closing
    assert (found.recipients_label, found.name.text if found.name else "") == (None, "Nguyễn Văn Minh")


def test_recipients_and_signature_in_text_boxes():
    def move(draft):
        anchor = draft.document.add_paragraph()
        for left, width, names in (
            (0, 70, ("recipients_label", *(f"recipient{i}" for i in range(4)))),
            (80, 80, ("capacity0", "capacity1", "capacity2", "name")),
        ):
            content = drawing_tools.box(draft, anchor, width=width, height=40, left=left)
            for name in names:
                content.append(draft[name]._p)
        draft["closing_table"]._tbl.getparent().remove(draft["closing_table"]._tbl)

    content = changed(move)
    found = parts(content).closing
    assert [line.text for line in found.capacities] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert codes(content) == set()


def test_a_note_of_the_signature_over_several_lines_is_no_name():
    def note(draft):
        for words in ("dấu, chữ ký số)", "(Chữ ký của người có thẩm quyền,"):
            new = Paragraph(parse_xml(draft["name"]._p.xml), draft["name"]._parent)
            draft["capacity2"]._p.addnext(new._p)
            new.runs[0].text = words

    found = parts(changed(note)).closing
    assert (found.name.text if found.name else "", found.second_titles) == ("Nguyễn Văn Minh", ())


def test_a_second_title_above_the_name_is_told_apart():
    def title(draft):
        new = Paragraph(parse_xml(draft["name"]._p.xml), draft["name"]._parent)
        draft["name"]._p.addprevious(new._p)
        new.runs[0].text = "Phó Giám đốc Sở Nội vụ"

    found = parts(changed(title)).closing
    assert [line.text for line in found.second_titles] == ["Phó Giám đốc Sở Nội vụ"]
    assert codes(changed(title)) == set()


def test_a_name_left_blank_in_a_draft_is_right():
    assert codes(changed(drop("name"))) == set()


def test_a_sentence_that_begins_with_can_cu_is_no_basis():
    words = "Căn cứ kế hoạch của tỉnh; căn cứ tình hình địa phương, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:"
    content = changed(text("opening", words), bases=False)
    assert parts(content).bases == ()
    assert codes(content) == set()


def test_a_basis_of_words_without_a_number_needs_no_date():
    words = "Theo đề nghị của Trưởng phòng Phòng Nội vụ huyện."
    assert codes(changed(text("basis1", words))) == set()


def test_an_announced_appendix_that_is_not_in_the_file_is_for_information():
    words = "b) Trên 98% hồ sơ đúng hạn theo Phụ lục kèm theo Kế hoạch này."
    assert [(f.code, f.severity) for f in check(changed(text("point_b", words)))] == [
        ("ND.APPENDIX_REF", "info")
    ]


def test_an_appendix_of_another_document_is_not_looked_for_in_the_file():
    words = "b) Trình bày theo Phụ lục I kèm theo Nghị định số 30/2020/NĐ-CP của Chính phủ."
    assert codes(changed(text("point_b", words))) == set()


@pytest.mark.parametrize(
    "title", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
)
def test_a_header_set_with_spaces_is_read_in_both_spellings(title):
    document = docx.Document()
    for line in (
        f"ỦY BAN NHÂN DÂN XÃ BA TƠ          {title}",
        "Số: 05/KH-UBND          Ba Tơ, ngày 05 tháng 02 năm 2026",
    ):
        document.add_paragraph(line)
    content = io.BytesIO()
    document.save(content)
    header = recognise(inspect(content.getvalue())).header
    assert header.national_title is not None
    assert header.national_title.text == title
