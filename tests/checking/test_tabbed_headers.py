"""Headers made with tabs: a tab that leads to the middle of the left half, a subject under the number."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from service.checking import check
from service.checking.recognition import recognise
from service.inspection import inspect
from tests.checking import builder
from tests.checking.drawing_tools import write

LEFT = ("issuer0", "issuer1", "number")


def leading_tabs(draft):
    """Make of a header with one tab stop one with two centred ones, as offices set it."""
    for name in LEFT:
        paragraph = draft[name].paragraph
        paragraph.runs[0]._r.addprevious(parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>"))


def letter(*subject):
    draft = builder.build(header="tabs", letter=True, addressees=("Phòng Kinh tế",), appendices=0)
    draft["number"].runs[0].text = "Số: 05/UBND-KT"
    place = draft["addressee0"]
    for line in subject:
        paragraph = write(place.insert_paragraph_before(), line, size=12)
        paragraph.paragraph_format.left_indent = Mm(0)
    return draft


def parts_of(draft):
    return recognise(inspect(draft.content()))


def errors(draft):
    return [(one.code, one.message, one.found) for one in check(draft.content()) if one.severity == "error"]


def test_a_tab_before_the_left_half_hides_no_part():
    draft = builder.build(header="tabs", appendices=0)
    leading_tabs(draft)
    header = parts_of(draft).header
    assert [line.text for line in header.issuers] == ["ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ"]
    assert (header.number.text, header.motto.text) == ("Số: 05/KH-UBND", "Độc lập - Tự do - Hạnh phúc")
    assert errors(draft) == []


def test_a_line_of_the_left_half_may_stand_alone_after_its_tab():
    draft = builder.build(header="tabs", appendices=0)
    leading_tabs(draft)
    paragraph = draft["issuer1"].paragraph
    for run in (*paragraph.runs[2:], draft["motto"].runs[0]):
        run.text = ""
    assert [line.text for line in parts_of(draft).header.issuers] == ["ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ"]


def test_a_missing_issuer_is_still_told():
    draft = builder.build(header="tabs", appendices=0)
    leading_tabs(draft)
    for name in ("issuer0", "issuer1"):
        draft[name].paragraph.runs[1].text = ""
    assert any("tên cơ quan ban hành" in message for _, message, _ in errors(draft))


def test_the_subject_of_a_letter_may_stand_under_a_tabbed_header():
    draft = letter("V/v tu sửa chợ", "và bến đò ngang")
    assert [line.text for line in parts_of(draft).header.letter_subjects] == [
        "V/v tu sửa chợ",
        "và bến đò ngang",
    ]
    assert errors(draft) == []


def test_a_letter_without_its_subject_is_still_told():
    assert any("tên loại hoặc trích yếu" in message for _, message, _ in errors(letter()))
