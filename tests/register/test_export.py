import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from service.register import after_issue, book, export, files
from service.register.after_issue import Sending
from service.register.entries import NewRelation
from service.register.errors import ExportFormatMissing, NotAllowed


@pytest.fixture
def filled(desk):
    """A voided number, a sent and recalled document, one that replaces another, a secret line."""
    desk.open_series()
    desk.open_series(is_secret=True)
    first, second, third = (desk.issue(issued_on=date(2026, 3, 4)).document for _ in range(3))
    desk.do(after_issue.void, first.id, reason="In hỏng")
    sendings = [
        Sending(dispatched_on=date(2026, 3, 5), received_by=name) for name in ("Bưu điện", "Văn thư Sở")
    ]
    desk.do(after_issue.dispatch, second.id, sendings)
    desk.do(after_issue.recall, second.id, citation={"code": "09/TB-UBND", "issued_on": "05/3/2026"})
    desk.issue(
        desk.document(
            relations=[NewRelation("replaces", third.id)],
            subject='=HYPERLINK("http://x";"y")',
            urgency="HỎA TỐC",
            due_on=date(2026, 4, 1),
            note="Gửi bản giấy",
        )
    )
    desk.record(entry=desk.entry(is_secret=True, subject="Phương án"), files=())
    return desk


EXPECTED = [
    ("01/KH-UBND", "04/3/2026", "", "", "HỦY SỐ: In hỏng"),
    (
        "02/KH-UBND",
        "04/3/2026",
        "05/3/2026",
        "Bưu điện; Văn thư Sở",
        "ĐÃ THU HỒI theo số 09/TB-UBND ngày 05/3/2026",
    ),
    ("03/KH-UBND", "04/3/2026", "", "", "Bị thay thế bởi số 04/KH-UBND ngày 05/3/2026"),
    ("04/KH-UBND", "05/3/2026", "", "", "Thay thế số 03/KH-UBND ngày 04/3/2026; Gửi bản giấy"),
]


def test_the_ten_columns_tell_the_life_of_each_number(filled):
    lines = filled.look(book.lines, filled.office, 2026)
    assert [(one.code, one.day, one.dispatched, one.received, one.note) for one in lines] == EXPECTED
    assert lines[2].cells()[2:7] == (
        "Kế hoạch thực hiện công tác dân vận chính quyền năm 2026",
        "Phạm Giang Nam",
        "UBND tỉnh Quảng Ngãi; Các thôn",
        "VT, VHXH",
        "11",
    )
    assert len(book.COLUMNS) == 10


def test_the_book_as_a_word_file_repeats_its_header_and_splits_no_row(filled):
    made = docx.Document(io.BytesIO(filled.look(export.export, filled.office, 2026, "docx")))
    texts = [paragraph.text for paragraph in made.paragraphs if paragraph.text]
    assert texts == [
        "ỦY BAN NHÂN DÂN XÃ BA TƠ",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        "Năm: 2026",
        "Từ ngày 04/3/2026 đến ngày 05/3/2026",
        "Từ số 01/KH-UBND đến số 04/KH-UBND",
        "Quyển số: ........",
        "Sổ số chung năm 2026",
    ]
    (common,) = made.tables
    assert tuple(cell.text for cell in common.rows[0].cells) == book.COLUMNS
    assert [row.cells[0].text for row in common.rows[2:]] == [row[0] for row in EXPECTED]
    xml = common._tbl.xml
    assert (xml.count("w:tblHeader"), xml.count("w:cantSplit"), xml.count("w:strike")) == (2, 4, 9)
    assert sum(int(column.get(qn("w:w"))) for column in common._tbl.tblGrid) < 267 * 56.7 + 10
    assert [section.start_type for section in made.sections][1:] == [WD_SECTION.NEW_PAGE]
    assert "PAGE" in made.sections[1].footer._element.xml
    assert not made.sections[0].footer.paragraphs[0].text


@pytest.fixture
def secret_book(filled):
    """The secret book of that register as a Word file."""
    return docx.Document(io.BytesIO(filled.look(export.export, filled.office, 2026, "docx", secret=True)))


def test_secret_documents_stand_in_a_book_of_their_own_with_their_copies(filled, secret_book):
    texts = [paragraph.text for paragraph in secret_book.paragraphs]
    assert "SỔ ĐĂNG KÝ VĂN BẢN MẬT ĐI" in texts
    (table,) = secret_book.tables
    (row,) = table.rows[2:]
    assert [row.cells[column].text for column in (0, 6, 9)] == ["01/KH-UBND-M", "11", "Mật"]
    for file_format in ("csv", "json"):
        assert "UBND-M" not in filled.look(export.export, filled.office, 2026, file_format).decode()
        secret = filled.look(export.export, filled.office, 2026, file_format, secret=True).decode()
        assert ("KH-UBND-M" in secret, secret.count("KH-UBND")) == (True, 1)


def test_the_secret_book_is_for_those_who_may_read_it(filled):
    for role in ("drafter", "administrator"):
        with pytest.raises(NotAllowed):
            filled.look(
                export.export, filled.office, 2026, "docx", secret=True, who=f"{role}@{filled.office}"
            )


def test_the_cover_has_the_first_and_the_last_day_of_a_whole_year(desk):
    desk.now = datetime(2026, 12, 31, 3, 0, tzinfo=UTC)
    desk.open_series()
    for day in (
        date(2026, 1, 5),
        date(2026, 2, 28),
        date(2026, 9, 30),
        date(2026, 10, 1),
        date(2026, 12, 31),
    ):
        desk.issue(issued_on=day)
    made = docx.Document(io.BytesIO(desk.look(export.export, desk.office, 2026, "docx")))
    assert "Từ ngày 05/01/2026 đến ngày 31/12/2026" in [paragraph.text for paragraph in made.paragraphs]


@pytest.mark.parametrize("file_format", ["docx", "xlsx"])
def test_the_book_says_that_the_numbers_before_stand_on_paper(desk, file_format):
    desk.open_series(next_number=58, last_date=date(2026, 3, 2), reason="Tiếp sổ giấy")
    desk.issue()
    content = desk.look(export.export, desk.office, 2026, file_format)
    if file_format == "docx":
        texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    else:
        texts = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).active["A"]]
    assert "Số 01 đến số 57 ghi ở sổ giấy." in texts


def test_signs_that_no_word_file_can_hold_are_left_out(desk, monkeypatch):
    """An entry with them is refused today; a register of an earlier release may have some."""
    line = book.Line("01/KH-UBND", "05/3/2026", "Một\x01hai <ba> & bốn", *[""] * 7)
    monkeypatch.setattr(book, "chapters", lambda *_, **__: [book.Chapter("Sổ số chung năm 2026", [line])])
    made = docx.Document(io.BytesIO(desk.look(export.export, desk.office, 2026, "docx")))
    assert made.tables[0].cell(2, 2).text == "Mộthai <ba> & bốn"


def test_an_empty_year_is_a_book_with_nothing_but_its_titles(desk):
    made = docx.Document(io.BytesIO(desk.look(export.export, desk.office, 2025, "docx")))
    assert len(made.tables[0].rows) == 2
    assert "Từ số ........ đến số ........" in [paragraph.text for paragraph in made.paragraphs]


def test_the_sixteen_fields_stand_in_csv_without_formulas(filled):
    content = filled.look(export.export, filled.office, 2026, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert list(rows[0]) == list(book.FIELDS)
    assert rows[3]["Subject"] == '\'=HYPERLINK("http://x";"y")'
    assert {
        name: rows[3][name] for name in ("CodeNumber", "CodeNotation", "IssuedDate", "Priority", "DueDate")
    } == {
        "CodeNumber": "04",
        "CodeNotation": "KH-UBND",
        "IssuedDate": "05/03/2026",
        "Priority": "3",
        "DueDate": "01/04/2026",
    }


def test_the_sixteen_fields_stand_in_json_as_they_are(filled):
    said = json.loads(filled.look(export.export, filled.office, 2026, "json"))
    assert (said["office"], said["year"], len(said["documents"])) == (filled.office, 2026, 4)
    fourth = said["documents"][3]
    assert fourth["Subject"] == '=HYPERLINK("http://x";"y")'
    assert (fourth["OrganId"], fourth["OrganName"]) == ("H48.21", "Ủy ban nhân dân xã Ba Tơ")
    assert (fourth["PageAmount"], fourth["IssuedAmount"], fourth["SignerInfo.FullName"]) == (
        3,
        11,
        "Phạm Giang Nam",
    )
    assert {name.split(".")[0] for name in fourth} == {
        *("OrganId", "FileCatalog", "FileNotation", "DocOrdinal", "TypeName", "CodeNumber", "CodeNotation"),
        *("IssuedDate", "OrganName", "Subject", "Language", "PageAmount", "Description", "SignerInfo", "To"),
        *("Priority", "IssuedAmount", "DueDate"),
    }


def test_a_page_of_the_book_begins_after_a_number(filled):
    row = filled.look(lambda session, _actor: series_of(session, filled.office))
    page = filled.look(book.book_page, row.id, after=1, limit=2)
    assert [line.code for line in page] == ["02/KH-UBND", "03/KH-UBND"]
    assert [line.code for line in filled.look(book.book_page, row.id, after=3)] == ["04/KH-UBND"]
    assert filled.look(book.book_page, "không có") == []


def test_secret_lines_are_left_out_of_a_page_for_those_who_may_not_see_them(filled):
    row = filled.look(lambda session, _actor: series_of(session, filled.office, is_secret=True))
    for role, count in (("records_officer", 1), ("drafter", 0)):
        assert len(filled.look(book.book_page, row.id, who=f"{role}@{filled.office}")) == count


def series_of(session, office_id, *, is_secret=False):
    from service.register.series import series_of_year  # noqa: PLC0415 - only here

    return next(row for row in series_of_year(session, office_id, 2026) if row.is_secret is is_secret)


def test_an_empty_year_is_an_empty_book(desk):
    assert desk.look(book.lines, desk.office, 2025) == []
    assert (
        len(docx.Document(io.BytesIO(desk.look(export.export, desk.office, 2025, "docx"))).tables[0].rows)
        == 2
    )


def test_the_book_is_exported_by_those_who_keep_it(filled):
    with pytest.raises(NotAllowed):
        filled.look(export.export, filled.office, 2026, "csv", who=f"drafter@{filled.office}")
    with pytest.raises(ExportFormatMissing, match="xlsx, docx, csv, json"):
        filled.look(export.export, filled.office, 2026, "ods")


def test_pages_are_those_that_were_said_else_those_of_the_signed_papers(desk):
    tree = b"%PDF-1.7 1 0 obj << /Type /Pages /Count "
    desk.open_series()

    def render(numbered):
        return replace(desk.render(numbered), pages=None)

    said = desk.issue(pages=12, render=render).document
    desk.issue(render=render)
    later = desk.issue(render=render).document
    both = [
        desk.file(tree + b"4 >>", role="signed_scan"),
        desk.file(tree + b"7 >> /ByteRange", role="signed_pdf"),
    ]
    desk.do(files.attach, later.id, both)
    desk.do(files.attach, said.id, both)
    told = [one["PageAmount"] for one in desk.look(book.records, desk.office, 2026)]
    assert told == [12, None, 7]
    assert desk.look(export.without_pages, desk.office, 2026) == 1
    assert desk.faults() == []
