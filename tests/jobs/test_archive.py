"""What is fetched of a batch: the ZIP with its contents list, and one file of all documents."""

import io
import zipfile
from datetime import date
from hashlib import sha256
from typing import Any

import openpyxl
import pytest

from service.checking import check
from service.conversion.libreoffice import ConverterMissing
from service.inspection import outline_text
from service.issuing.dispatch import dispatch
from service.issuing.recall import RecallNotice, recall
from service.issuing.return_document import return_document
from service.issuing.void import void
from service.jobs import batches
from service.jobs.archive import CONTENTS_COLUMNS, CONTENTS_FILE, archive, contents
from service.jobs.item_files import item_file
from service.jobs.merging import NotMergeable, merged
from service.jobs.shown_items import item_object
from service.register import series, storage
from service.register.after_issue import Sending
from service.register.batches import BatchNotFound, ItemState
from tests.jobs.batch_office import CODES, BatchOffice, bytes_of

NAMED = {
    "D'Ran": "D-ran",
    "Cư M’gar": "Cu-Mgar",
    "1 Bảo Lộc": "1-Bao-Loc",
    "Đăk Tờ Kan": "Dak-To-Kan",
}


def fetched(at: BatchOffice, batch_id: str) -> bytes:
    return bytes_of(archive(at.work(), batch_id))


def lines(content: bytes) -> list[tuple[Any, ...]]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    return list(sheet.iter_rows(values_only=True))


def test_the_archive_holds_each_document_and_says_what_it_is(at: BatchOffice) -> None:
    batch_id = at.made(by="office", intent="issue")
    with zipfile.ZipFile(io.BytesIO(fetched(at, batch_id))) as package:
        names = package.namelist()
        table = lines(package.read(CONTENTS_FILE))
        assert package.testzip() is None
        for row in table[1:]:
            assert sha256(package.read(str(row[4]))).hexdigest() == row[5]
    assert names[0] == CONTENTS_FILE
    assert names[1:] == sorted(names[1:])
    assert names[1] == "00001_xa-Ba-To_KH-UBND_01_2026.docx"
    assert table[0] == tuple(title for title, _ in CONTENTS_COLUMNS)
    assert table[1][:4] == (1, "xã Ba Tơ", "01/KH-UBND", "05/3/2026")
    assert len(table) == 7


def test_the_same_batch_gives_the_same_bytes_each_time(at: BatchOffice) -> None:
    batch_id = at.made()
    assert fetched(at, batch_id) == fetched(at, batch_id)


def test_a_number_that_was_taken_on_the_page_of_the_document_is_in_all_that_is_fetched(
    at: BatchOffice,
) -> None:
    batch_id = at.made(by="office")
    before = fetched(at, batch_id)
    number_alone(at, batch_id)
    content = fetched(at, batch_id)
    assert content != before
    assert fetched(at, batch_id) == content
    row = lines(contents(at.work(), batch_id))[1]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        file = package.read(str(row[4]))
    assert row[2:5] == ("01/KH-UBND", "05/3/2026", "00001_xa-Ba-To_KH-UBND_01_2026.docx")
    assert sha256(file).hexdigest() == row[5]
    assert "Số: 01/KH-UBND" in outline_text(file)
    assert item_file(at.work(), batch_id, 1) == (row[4], file)
    assert "Số: 01/KH-UBND" in outline_text(bytes_of(merged(at.work(), batch_id, "docx", None)))
    assert item_object(at.items(batch_id)[0])["sha256"] == row[5]


def test_a_number_taken_on_the_page_settles_what_the_batch_was_refused(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    batches.issue_rows(at.work(), at.engine, batch_id)
    assert at.run(batch_id).failed == 2
    number_alone(at, batch_id)
    assert not lines(contents(at.work(), batch_id))[1][6]
    first, second = (item_object(one) for one in at.items(batch_id))
    assert (first["state"], first["error"]) == (ItemState.DONE, None)
    assert (second["state"], second["error"]["code"]) == (ItemState.FAILED, "open_questions")


def test_what_was_voided_or_recalled_is_told_and_no_longer_handed_out(at: BatchOffice) -> None:
    batch_id = at.made(by="office", intent="issue")
    voided, recalled = (one.document for one in at.items(batch_id)[:2])
    assert voided is not None
    assert recalled is not None
    void(at.work(), voided.id, reason="Sai ngày")
    dispatch(at.work(), recalled.id, [Sending(dispatched_on=date(2026, 3, 5))])
    notice = RecallNotice(code="09/TB-UBND", issued_on=date(2026, 3, 5), issuer="UBND tỉnh Quảng Ngãi")
    recall(at.work(), recalled.id, notice)
    table = lines(contents(at.work(), batch_id))
    told = [tuple(cell or "" for cell in row[2:7]) for row in table[1:3]]
    assert told[0] == ("01/KH-UBND", "05/3/2026", "", "", "HỦY SỐ: Sai ngày")
    assert told[1][2:4] == ("", "")
    assert str(told[1][4]).startswith("ĐÃ THU HỒI theo số 09/TB-UBND ngày 05/3/2026")
    with zipfile.ZipFile(io.BytesIO(fetched(at, batch_id))) as package:
        assert [name[:5] for name in package.namelist()[1:]] == ["00003", "00004", "00005", "00006"]
    text = outline_text(bytes_of(merged(at.work(), batch_id, "docx", None)))
    assert "Số: 01/KH-UBND" not in text
    assert "Số: 02/KH-UBND" not in text
    assert "Số: 03/KH-UBND" in text
    with pytest.raises(BatchNotFound) as refused:
        item_file(at.work(), batch_id, 1)
    assert "HỦY SỐ: Sai ngày" in refused.value.message
    assert batches.outlook(at.work(), batch_id).ended == 2


def test_what_was_returned_is_no_longer_handed_out_until_it_is_put_up_again(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    returned = at.items(batch_id)[0].document
    assert returned is not None
    return_document(at.work(), returned.id, remark="Sai nhiệm vụ")
    row = lines(contents(at.work(), batch_id))[1]
    assert tuple(cell or "" for cell in row[2:7]) == ("", "", "", "", "Bản nháp, không ở bước chờ ký")
    with zipfile.ZipFile(io.BytesIO(fetched(at, batch_id))) as package:
        assert [name[:5] for name in package.namelist()[1:]] == ["00002"]


def test_the_list_names_no_commands(at: BatchOffice) -> None:
    batch_id = at.start(by="office", intent="issue", codes=CODES[:2])
    found = at.office.look(series.list_series, at.office.id, 2026)
    at.office.do(series.close_series, found[0].id, reason="Hết năm")
    assert at.run(batch_id).failed == 2
    said = [str(row[6]) for row in lines(contents(at.work(), batch_id))[1:]]
    assert all(one.startswith("Sổ số năm 2026") and "./run" not in one for one in said)


def number_alone(at: BatchOffice, batch_id: str, row: int = 1) -> None:
    """A document, the first, gets its number on its own page."""
    document = at.items(batch_id)[row - 1].document
    assert document is not None
    at.office.issue_draft(document.id, acknowledged={"month_turned"})


def test_a_row_without_a_document_says_why_and_a_missing_signer_is_noted(at: BatchOffice) -> None:
    batch_id = at.start()
    batches.cancel(at.work(), batch_id)
    row = lines(contents(at.work(), batch_id))[3]
    assert tuple(cell or "" for cell in row[4:]) == (
        "",
        "",
        "Đã dừng, chưa tạo",
        "Chưa khai người ký: họ tên để trống",
        batch_id,
    )


def test_names_of_communes_come_out_right_in_files_and_documents(at: BatchOffice) -> None:
    from bench.batch_load import communes  # noqa: PLC0415

    units = [unit for unit in communes() if unit.name in NAMED]
    assert {unit.name for unit in units} == set(NAMED)
    batch_id = at.made(codes=[unit.code for unit in units])
    with zipfile.ZipFile(io.BytesIO(fetched(at, batch_id))) as package:
        for name, unit in zip(package.namelist()[1:], units, strict=True):
            content = package.read(name)
            assert unit.full_name.upper() in outline_text(content)
            assert f"của {unit.full_name}" in outline_text(content)
            assert [one.message for one in check(content) if one.severity == "error"] == []


def test_all_documents_stand_in_one_file_for_printing(at: BatchOffice) -> None:
    batch_id = at.made(by="office", intent="issue")
    text = outline_text(bytes_of(merged(at.work(), batch_id, "docx", None)))
    for number in range(1, 7):
        assert f"Số: {number:02d}/KH-UBND" in text


def test_a_pdf_needs_the_converter_and_an_empty_batch_has_nothing_to_merge(at: BatchOffice) -> None:
    batch_id = at.start(by="office")
    with pytest.raises(ConverterMissing):
        bytes_of(merged(at.work(), batch_id, "pdf", None))
    with pytest.raises(NotMergeable):
        bytes_of(merged(at.work(), batch_id, "docx", None))


def test_a_row_that_took_its_number_by_itself_is_done_in_every_count(at: BatchOffice) -> None:
    batch_id = at.made(by="office", codes=CODES[:2])
    batches.issue_rows(at.work(), at.engine, batch_id)
    assert at.run(batch_id).failed == 2
    number_alone(at, batch_id)
    found = batches.status(at.work(), batch_id)
    assert (found.done, found.failed, [one.number for one in found.faulty]) == (1, 1, [2])
    assert [one.done for one in batches.listed(at.work(), at.office.id)] == [1]
    for state, rows in (("failed", [2]), ("done", [1])):
        assert [one.item.number for one in batches.items(at.work(), batch_id, states=(state,))] == rows
    number_alone(at, batch_id, 2)
    assert batches.outlook(at.work("drafter"), batch_id).days == ()


def test_the_tag_of_the_archive_says_its_bytes_and_its_size_is_known_before_it_is_made(
    at: BatchOffice,
) -> None:
    batch_id = at.start(by="office")
    seen = []
    for act in (lambda: None, lambda: at.run(batch_id), lambda: number_alone(at, batch_id)):
        act()
        file, again = archive(at.work(), batch_id), archive(at.work(), batch_id)
        content = file.made()
        assert content.size == len(b"".join(content.pieces))
        assert (file.tag, bytes_of(file)) == (again.tag, bytes_of(again))
        seen.append(file.tag)
    assert len(set(seen)) == 3


def test_the_size_of_an_archive_is_right_beyond_what_its_first_format_could_say(
    at: BatchOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = at.made()
    plain = archive(at.work(), batch_id).made().size
    for limit, most in (("ZIP64_LIMIT", 60_000), ("ZIP_FILECOUNT_LIMIT", 6)):
        with monkeypatch.context() as changed:
            changed.setattr(zipfile, limit, most)
            content = archive(at.work(), batch_id).made()
            assert content.size == len(b"".join(content.pieces)) > plain


def test_size_and_checksum_of_a_file_stand_before_it(at: BatchOffice) -> None:
    batch_id = at.made()
    with zipfile.ZipFile(io.BytesIO(fetched(at, batch_id))) as package:
        assert [one.flag_bits & 8 for one in package.infolist()] == [0] * 7


def test_an_archive_of_which_a_file_was_taken_away_breaks_off_and_does_not_end_short(
    at: BatchOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = at.made()
    file = archive(at.work(), batch_id)
    monkeypatch.setattr(storage, "load_many", lambda _session, _hashes: {})  # as when a sandbox ends
    with pytest.raises(KeyError):
        bytes_of(file)


def test_the_merged_file_is_known_by_its_tag_and_is_the_same_bytes_each_time(at: BatchOffice) -> None:
    batch_id = at.made(by="office")
    one, again = (merged(at.work(), batch_id, "docx", None) for _ in range(2))
    assert (one.tag, bytes_of(one), one.is_exact) == (again.tag, bytes_of(again), True)
    number_alone(at, batch_id)
    moved = merged(at.work(), batch_id, "docx", None)
    assert moved.tag != one.tag
    assert bytes_of(moved) != bytes_of(one)
