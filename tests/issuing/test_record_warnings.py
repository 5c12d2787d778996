"""What is said of a document that was entered, without refusing it; and earlier documents named by their codes."""

from datetime import date

import pytest

from service.issuing.originals import attach, known_before, original, recorded_file
from service.issuing.record import warnings
from service.register import documents
from service.register.entries import NewRelation
from service.register.errors import DocumentNotFound, InvalidEntry, WrongState


@pytest.fixture
def enter(office):
    """Enter a decision, each with a file of its own, signed by somebody."""
    count = iter(range(100))

    def enter(**words):
        file = recorded_file("qd.pdf", b"%PDF-1.7 " + str(next(count)).encode())
        given = {"kind": "QĐ", "subject": "Khen thưởng", "signer_name": "Nguyễn Văn Bình", "files": (file,)}
        return office.record(**{**given, **words})

    return enter


def said(office, row):
    return {one.code: one.message for one in warnings(office.work(), row)}


def test_of_a_document_like_all_others_nothing_is_said(office, enter):
    assert said(office, enter()) == {}


def test_the_same_file_names_the_document_that_has_it(office, enter):
    enter()
    again = enter(files=(recorded_file("scan.pdf", b"%PDF-1.7 0"),))
    assert said(office, again)["file_known"].startswith(
        "Tệp scan.pdf đã có ở Quyết định số 01/QĐ-UBND ngày 05/3/2026"
    )


def test_the_same_original_is_said_at_the_number_and_afterwards(office, enter):
    enter()
    scan = original("ky.pdf", b"%PDF-1.7 0")
    issued = office.issue(originals=[scan])
    assert [one.code for one in issued.warnings] == ["file_known"]
    later = office.issue().document
    added = attach(office.work(), later.id, [original("ky2.pdf", b"%PDF-1.7 0")])
    assert [one.code for one in known_before(office.work(), added)] == ["file_known"]
    assert known_before(office.work(), []) == []


def test_a_document_without_signer_is_said(office, enter):
    assert set(said(office, enter(signer_name=" "))) == {"signer_missing"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"symbol": "QĐ-HĐND"}, "symbol_without_office"),
        ({"kind": "CV", "symbol": "UBND"}, "symbol_without_unit"),
        ({"kind": "CV", "symbol": "UBND-VX"}, None),
        ({"symbol": "QĐ-UBND"}, None),
    ],
    ids=["no-office", "no-unit", "unit", "plain"],
)
def test_an_unusual_symbol_is_said_and_taken(office, enter, words, code):
    assert set(said(office, enter(**words))) == ({code} if code else set())


@pytest.mark.parametrize("symbol", ["QĐ-UBND.", "QĐ -UBND", "QĐ- UBND"])
def test_a_symbol_with_a_space_or_a_final_dot_is_refused(enter, symbol):
    with pytest.raises(InvalidEntry, match="khoảng trắng"):
        enter(symbol=symbol)


@pytest.mark.parametrize("target", ["1/QĐ-UBND", "Số: 01/QĐ-UBND", "01/2026/QĐ-UBND"])
def test_an_earlier_document_is_named_by_its_code(office, enter, target):
    first = enter()
    row = enter(relations=[NewRelation("replaces", target)])
    done, _ = office.look(documents.relations_of, row.id)
    assert [one.target_id for one in done] == [first.id]


def test_a_code_of_another_year_says_so(office, enter):
    office.open_series(year=2025)
    old = enter(issued_on=date(2025, 12, 1))
    with pytest.raises(DocumentNotFound, match=r"năm 2026.*ghi cả năm: 1/2025/QĐ-UBND") as refused:
        enter(relations=[NewRelation("replaces", "1/QĐ-UBND")])
    assert refused.value.path == "related"
    row = enter(relations=[NewRelation("replaces", "1/2025/QĐ-UBND")])
    assert office.look(documents.relations_of, row.id)[0][0].target_id == old.id
    with pytest.raises(DocumentNotFound, match="Kiểm tra lại số"):
        enter(relations=[NewRelation("replaces", "99/QĐ-UBND")])
    with pytest.raises(InvalidEntry):
        enter(relations=[NewRelation("replaces", "x/y/z")])


def test_what_was_replaced_already_is_said_when_it_is_replaced_again(office, enter):
    enter()
    assert said(office, enter(relations=[NewRelation("replaces", "1/QĐ-UBND")])) == {}
    again = enter(relations=[NewRelation("replaces", "1/QĐ-UBND")])
    words = "Quyết định số 01/QĐ-UBND ngày 05/3/2026 đã được thay thế bởi Quyết định số 02/QĐ-UBND"
    assert said(office, again)["replaced_before"].startswith(words)


def test_an_answer_is_not_due_before_the_day(enter):
    with pytest.raises(InvalidEntry, match="Hạn trả lời 04/3/2026 trước ngày văn bản 05/3/2026"):
        enter(due_on=date(2026, 3, 4))


def test_a_key_that_was_used_names_the_first_document(enter):
    enter(key="k")
    with pytest.raises(WrongState, match="Quyết định 01/QĐ-UBND") as refused:
        enter(key="k", subject="Khác")
    assert refused.value.code == "key_reused"
