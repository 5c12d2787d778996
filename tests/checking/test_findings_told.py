"""What is told and what is not: one slip once, the right article, capitals by their name, a mend that was made."""

import pytest

from service.checking import check, fix
from tests.checking import builder
from tests.checking.changes import both, text

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
