"""The book takes every document of the office, made here or elsewhere."""

from datetime import date

import pytest

from service.issuing.originals import recorded_file
from service.issuing.record import document_kind, warnings
from service.reference.law import document_kinds
from service.register import documents
from service.register.canonical import digest
from service.register.entries import NewRelation
from service.register.errors import InvalidEntry, NotAllowed, NumberTaken
from service.register.search import Wish, search

FILE = b"%PDF-1.7 made elsewhere"


def test_every_one_of_the_29_kinds_can_be_entered(office) -> None:
    rows = [office.record(kind=kind.name, subject=f"Nội dung {kind.name}") for kind in document_kinds()]
    assert len(rows) == 29
    assert [row.number for row in rows] == list(range(1, 30))
    assert {row.kind for row in rows} == {
        kind.abbreviation or {"cong_van": "CV", "thu_cong": "ThC"}[kind.slug] for kind in document_kinds()
    }
    assert office.faults() == []


@pytest.mark.parametrize("text", ["QĐ", "qđ", "quyet_dinh", "Quyết định", " quyết định "])
def test_a_kind_is_known_by_any_of_its_names(text: str) -> None:
    assert document_kind(text).slug == "quyet_dinh"


def test_an_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(InvalidEntry, match="Quyết định"):
        document_kind("công thư")


def test_the_file_is_kept_as_it_came(office) -> None:
    row = office.record(kind="QĐ", subject="Khen thưởng", signer_name="Nguyễn Văn Bình")
    assert (row.code, row.type_slug, row.state) == ("01/QĐ-UBND", None, "issued")
    (file,) = office.look(documents.files_of, row.id)
    assert (file.role, file.sha256) == ("record", digest(FILE))
    assert office.look(search, Wish(office_id=office.id, q="khen thuong")).documents[0].id == row.id


def test_of_a_secret_document_nothing_but_its_line_is_kept(office) -> None:
    office.open_series(is_secret=True)
    with pytest.raises(InvalidEntry):
        office.record(kind="BC", subject="Mật", is_secret=True)
    row = office.record(kind="BC", subject="Công tác bảo vệ", is_secret=True, files=())
    assert row.code == "01/BC-UBND-M"
    assert office.look(documents.files_of, row.id) == []
    with pytest.raises(InvalidEntry):
        office.record(kind="BC", subject="Không mật mà thiếu tệp", files=())


def test_an_external_number_is_taken_as_given_and_never_twice(office) -> None:
    office.open_series(year=2025, is_own=False)
    office.record(kind="CV", subject="Trả lời", number=812, issued_on=date(2025, 12, 1), symbol="UBND-VP")
    with pytest.raises(NumberTaken):
        office.record(kind="CV", subject="Khác", number=812, issued_on=date(2025, 12, 2), symbol="UBND-VP")
    office.record(kind="CV", subject="Khác", number=900, issued_on=date(2025, 12, 2), symbol="UBND-VP")
    assert office.faults() == []


def test_a_letter_corrects_what_another_kind_cannot(office) -> None:
    plan = office.issue().document
    with pytest.raises(InvalidEntry, match="công văn"):
        office.record(kind="QĐ", subject="Đính chính", relations=[NewRelation("corrects", plan.id)])
    row = office.record(
        kind="CV", subject="Đính chính", symbol="UBND-VP", relations=[NewRelation("corrects", plan.id)]
    )
    _, suffered = office.look(documents.relations_of, plan.id)
    assert [(one.kind, one.document_id) for one in suffered] == [("corrects", row.id)]


def test_a_repeated_key_enters_once(office) -> None:
    rows = [office.record(kind="QĐ", subject="Khen thưởng", key="r") for _ in range(2)]
    assert rows[0].id == rows[1].id


def test_only_the_records_officer_enters(office) -> None:
    with pytest.raises(NotAllowed):
        office.record(who="drafter", kind="QĐ", subject="Khen thưởng")
    assert office.record(who="records_officer", kind="QĐ", subject="Khen thưởng").number == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"MZ"), ("a.pdf", b"<html>"), ("a.png", b"\xff\xd8\xff"), ("a", b"%PDF-")]
)
def test_a_file_is_what_its_name_says(name: str, content: bytes) -> None:
    with pytest.raises(InvalidEntry, match="a"):
        recorded_file(name, content)


def test_a_document_signed_long_before_it_is_entered_is_said_to_be_late(office) -> None:
    late = office.record(kind="QĐ", subject="Khen thưởng", signed_on=date(2026, 2, 2))
    in_time = office.record(kind="QĐ", subject="Khen thưởng khác", signed_on=late.issued_on)
    found = [{one.code for one in warnings(office.work(), row)} for row in (late, in_time)]
    assert ["number_late" in codes for codes in found] == [True, False]
