"""What is told and what is not: one slip once, the right article, capitals by their name, a mend that was made."""

import pytest
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from service.checking import check, fix
from tests.checking import builder, drawing_tools
from tests.checking.changes import RIGHT, both, clear, font, form, redraw, text

DECISION = {"kind": "QUYẾT ĐỊNH", "articles": True, "appendices": 0}
NUMBER = text("number", "Số: 05/QĐ-UBND")


def findings(*changes, code, **options):
    draft = builder.build(**{"appendices": 0, **options})
    both(*changes)(draft)
    return [one for one in check(draft.content()) if one.code == code]


def listed(*numbers):
    """Return the numbers that are called wrong in a document of these articles."""
    draft = builder.build(**DECISION)
    NUMBER(draft)
    for number in numbers:
        draft["article"].insert_paragraph_before(f"Điều {number}. {builder.LONG}")
    draft["article"]._p.getparent().remove(draft["article"]._p)
    return [(one.found, one.expected) for one in check(draft.content()) if one.code == "ND.SEQ"]


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ((1, 2, 3, 3, 5), [("“Điều 3.”", "“4”")]),
        ((1, 2, 4, 5), [("“Điều 4.”", "“3”")]),
        ((1, 2, 4, 4), [("“Điều 4.”", "“3”")]),
        ((1, 2, 3, 4), []),
        ((1, 3, 3, 6), [("“Điều 3.”", "“2”"), ("“Điều 6.”", "“4”")]),
    ],
)
def test_a_slip_of_numbers_is_told_once(numbers, wrong):
    assert listed(*numbers) == wrong


def test_the_recipients_name_an_article_that_the_decision_has():
    (missing,) = findings(NUMBER, text("recipient0", "- Thanh tra huyện;"), code="NN.NHUDIEU", **DECISION)
    assert missing.expected == "“- Như Điều 1;”"
    (wrong,) = findings(NUMBER, text("recipient0", "- Như Điều 6;"), code="NN.NHUDIEU", **DECISION)
    assert (wrong.found, wrong.expected) == ("“- Như Điều 6;”", "“- Như Điều 1;”")
    assert findings(NUMBER, code="NN.NHUDIEU", **DECISION) == []


def test_capitals_of_the_addressee_are_called_capitals():
    report = {"kind": "BÁO CÁO", "addressees": ("Ủy ban nhân dân tỉnh", "Sở Nội vụ")}
    number = text("number", "Số: 05/BC-UBND")
    (capitals,) = findings(number, text("addressee0", "KÍNH GỬI:"), code="KG.STYLE", **report)
    assert ("viết hoa chữ đầu" in capitals.message, capitals.found) == (True, "“KÍNH GỬI:”")
    (colon,) = findings(number, text("addressee0", "Kính gửi"), code="KG.STYLE", **report)
    assert "dấu hai chấm" in colon.message


@pytest.mark.parametrize(
    ("month", "message"),
    [("2", "Tháng 2 ghi 02."), ("05", "Tháng 5 không thêm số 0: chỉ tháng 1 và tháng 2 mới thêm.")],
)
def test_a_month_is_told_by_its_own_number(month, message):
    (one,) = findings(text("date", f"Ba Tơ, ngày 05 tháng {month} năm 2025"), code="NGAY.MONTH_PAD")
    assert one.message == message


def test_a_mend_that_was_made_is_told_though_another_finding_of_its_rule_stays():
    draft = builder.build(appendices=0)
    text("subject", "V/v nâng cao chỉ số dân vận chính quyền năm 2025.")(draft)
    made = fix(draft.content())
    assert [one.found for one in made.mended if one.code == "TY.ONE_SENTENCE"] == ["“.”"]
    assert [one.found for one in made.left if one.code == "TY.ONE_SENTENCE"] == ["“V/v”"]


def test_a_rule_that_could_not_be_mended_is_not_called_mended():
    draft = builder.build(appendices=0)
    text("subject", "V/v nâng cao chỉ số dân vận chính quyền năm 2025")(draft)
    assert [one.code for one in fix(draft.content()).mended] == []


@pytest.mark.parametrize(
    ("filing", "right"),
    [
        ("- Lưu: VT, VHXH", "“- Lưu: VT, VHXH.”"),
        ("Lưu VT-KT;", "“- Lưu: VT, KT.”"),
        ("- Lưu: VP, KT.", "“- Lưu: VT, VP, KT.”"),
        ("- Lưu: VT; TH;", "“- Lưu: VT, TH.”"),
    ],
)
def test_the_filing_line_is_told_in_its_own_words(filing, right):
    (one,) = findings(text("recipient3", filing), code="NN.LUU")
    assert one.expected == right


@pytest.mark.parametrize(
    "filing", ["- Lưu: VT, NV. PL.300", "- Lưu: VT, NV. LTN (20).", "- Lưu: VT, TH.05b."]
)
def test_copies_and_the_mark_of_the_drafter_may_stand_behind_the_filing_line(filing):
    assert findings(text("recipient3", filing), code="NN.LUU") == []


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("Số: 15\\KH-UBND", "15/KH-UBND"),
        ("Số: KH-UBND/5", "05/KH-UBND"),
        ("Số: 15-KH/UBND", "15/KH-UBND"),
        ("Số: 15/KH/UBND", "15/KH-UBND"),
    ],
)
def test_number_and_symbol_are_told_as_they_should_stand(number, right):
    (one,) = findings(text("number", number), code="SO.SLASH")
    assert one.expected == right


def test_a_symbol_turned_round_is_told_as_it_should_stand_but_not_that_of_a_letter():
    (one,) = findings(text("number", "Số: 15/UBND-KH"), code="SO.SYMBOL.NAMED")
    assert (one.found, one.expected) == ("UBND-KH", "KH-UBND")
    letter = {"letter": True, "addressees": ("Các phòng, ban",)}
    assert findings(text("number", "Số: 15/UBND-KH"), code="SO.SYMBOL.NAMED", **letter) == []


def test_a_document_of_two_bodies_has_a_symbol_of_its_own():
    changes = text("kind", "KẾ HOẠCH LIÊN TỊCH"), text("number", "Số: 27/KHLT-UBND-MTTQ")
    assert findings(*changes, code="SO.SYMBOL.NAMED") == []


def test_what_stands_at_the_right_margin_above_a_table_is_no_running_text():
    unit = both(
        text("plain1", "Đơn vị tính: triệu đồng"), form("plain1", alignment=RIGHT, first_line_indent=0)
    )
    assert findings(unit, code="ND.BODY.INDENT") == []


def test_one_bold_paragraph_may_be_emphasis_and_is_for_information():
    (one,) = findings(font("plain1", bold=True), code="ND.BODY.SIZE")
    assert one.severity == "info"


def typed_line(count, name="motto_rule"):
    """Type a line of underscores in place of the drawn one."""

    def change(draft):
        clear(name)(draft)
        drawing_tools.letters(draft[name].add_run("_" * count), size=14, bold=False, italic=False)

    return change


@pytest.mark.parametrize(("count", "wrong"), [(20, 1), (23, 0), (25, 0), (26, 0), (29, 1)])
def test_a_typed_line_may_differ_from_the_motto_by_what_nobody_sees(count, wrong):
    assert len(findings(typed_line(count), code="TN.LINE")) == wrong


def two_lines(share, *, first="Thực hiện phong trào thi đua Dân vận khéo gắn với xây dựng"):
    """Give the document a subject of a long and a short paragraph, and a line of a share of the short one."""

    def change(draft):
        old = draft["subject"]
        above = parse_xml(old._p.xml)
        old._p.addprevious(above)
        Paragraph(above, old._parent).runs[0].text = first
        text("subject", "nông thôn mới năm 2025")(draft)
        redraw(draft, "subject_rule", "shape", share)

    return change


@pytest.mark.parametrize(("share", "wrong"), [(0.2, 1), (0.4, 0), (0.7, 0), (1.2, 0), (1.9, 1)])
def test_the_line_under_a_subject_of_two_lines_is_measured_by_either(share, wrong):
    found = findings(two_lines(share), code="TY.LINE")
    assert len(found) == wrong
    assert all("dòng chữ dài nhất" in one.found for one in found)


def test_a_line_typed_in_the_paragraph_of_the_subject_is_its_line():
    def change(draft):
        draft["subject_rule"]._p.getparent().remove(draft["subject_rule"]._p)
        draft["subject"].add_run("\n")
        drawing_tools.letters(draft["subject"].add_run("_" * 18), size=14, bold=True, italic=False)

    assert findings(change, code="TY.LINE") == []


def test_lines_of_one_part_with_one_fault_are_told_once():
    (one,) = findings(font("issuer0", bold=False), font("issuer1", bold=False), code="CQ.ISSUER.STYLE")
    assert one.notes
