"""verify must find what is wrong: each kind of damage, made behind the register's back, is named with its place."""

import sqlite3
from contextlib import closing, contextmanager
from datetime import date

import psycopg
import pytest

from service.register import after_issue, documents, drafts, files, offices, verify
from service.register.after_issue import Sending
from service.register.errors import NotAllowed
from service.register.founding import found_register
from service.register.numbering import RenderedFile
from service.register.putting_up import keep_for_signature
from service.register.search import Wish, search


@contextmanager
def behind_the_back(desk):
    """A connection that no trigger and no foreign key holds back, as a person with a database tool might make it."""
    desk.register.engine.dispose()
    if desk.url.startswith("sqlite"):
        with closing(sqlite3.connect(desk.url.removeprefix("sqlite:///"))) as connection:
            names = [
                row[0]
                for row in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'keep_%'")
            ]
            for name in names:
                connection.execute(f"DROP TRIGGER {name}")
            yield connection.execute
            connection.commit()
    else:
        with psycopg.connect(desk.url) as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection.execute


@pytest.fixture
def filled(desk):
    """Four documents of own numbers, one of them voided, one external series with a gap."""
    desk.open_series(kinds=["KH"])
    desk.open_series(kinds=["QĐ"], is_own=False)
    rows = [desk.issue(issued_on=date(2026, 3, day)).document for day in (1, 2, 3, 4)]
    desk.do(after_issue.void, rows[1].id, reason="In hỏng")
    sending = Sending(dispatched_on=date(2026, 3, 5), received_by="Bưu điện")
    desk.do(after_issue.dispatch, rows[2].id, [sending])
    for number in (3, 9):
        desk.record(number=number, entry=desk.entry(kind="QĐ", kind_title="Quyết định", symbol="QĐ-UBND"))
    assert desk.faults() == []
    return desk


DAMAGES = [
    ("UPDATE documents SET number = 40 WHERE number = 4", "number_gap", "số 40"),
    ("DELETE FROM documents WHERE number = 2", "number_gap", "số 3"),
    ("DELETE FROM documents WHERE number = 4", "number_end", "Sổ số KH"),
    ("UPDATE series SET last_number = 7 WHERE is_own", "number_end", "Sổ số KH"),
    ("UPDATE documents SET issued_on = '2026-02-01' WHERE number = 4", "date_order", "số 4"),
    ("UPDATE documents SET subject = 'Việc khác' WHERE number = 1", "changed_after_number", "01/KH-UBND"),
    (
        "UPDATE documents SET signer_name = 'Người khác' WHERE number = 3 AND kind = 'KH'",
        "changed_after_number",
        "03/KH",
    ),
    ("DELETE FROM files WHERE role = 'rendered'", "file_missing", "01/KH-UBND"),
    ("DELETE FROM files WHERE role = 'record'", "file_missing", "03/QĐ-UBND"),
    ("UPDATE blobs SET size = size + 1", "bytes_damaged", "tệp"),
    ("UPDATE blobs SET encoding = 'zlib' WHERE encoding = 'raw'", "bytes_damaged", "tệp"),
    ("UPDATE blobs SET encoding = 'raw' WHERE encoding = 'zlib'", "bytes_damaged", "tệp"),
    ("UPDATE document_versions SET sha256 = 'x'", "version_damaged", "phiên bản 1"),
    (
        "UPDATE audit_events SET user_name = 'Ai đó' WHERE action = 'void'",
        "event_changed",
        "nhật ký ubnd-21484",
    ),
    ("DELETE FROM audit_events WHERE action = 'void'", "event_missing", "nhật ký ubnd-21484"),
    ("DELETE FROM audit_events WHERE action = 'issue'", "not_vouched", "01/KH-UBND"),
    ("UPDATE audit_events SET previous = 'x' WHERE action = 'void'", "chain_broken", "nhật ký ubnd-21484"),
    (
        "UPDATE audit_chains SET seq = seq - 1 WHERE office_id = 'ubnd-21484'",
        "chain_end",
        "nhật ký ubnd-21484",
    ),
    ("UPDATE documents SET number = NULL WHERE number = 9", "number_missing", "Sổ số QĐ"),
    ("UPDATE documents SET state = 'issued' WHERE state = 'voided'", "end_changed", "02/KH-UBND"),
    ("UPDATE documents SET end_reason = 'Lý do khác' WHERE state = 'voided'", "end_changed", "02/KH-UBND"),
    ("UPDATE dispatches SET received_by = 'Ai đó'", "dispatch_changed", "03/KH-UBND"),
    ("DELETE FROM dispatches", "dispatch_changed", "03/KH-UBND"),
]


@pytest.mark.parametrize(
    ("statement", "code", "place"), DAMAGES, ids=[f"{row[1]}-{n}" for n, row in enumerate(DAMAGES)]
)
def test_damage_is_found_with_its_place(filled, statement, code, place):
    with behind_the_back(filled) as run:
        run(statement)
    found = [fault for fault in filled.faults() if fault.code == code]
    assert found
    assert place in found[0].place


def test_content_of_a_secret_document_is_a_fault(filled):
    filled.open_series(is_secret=True)
    filled.record(entry=filled.entry(is_secret=True), files=())
    assert filled.faults() == []
    with behind_the_back(filled) as run:
        run(
            "INSERT INTO files SELECT (SELECT id FROM documents WHERE is_secret), 1, role, sha256, size, name, "
            "media_type, added_by, added_at FROM files LIMIT 1"
        )
    assert [fault.code for fault in filled.faults()] == ["secret_content"]


@pytest.fixture
def signed(desk):
    """A document that waits for its signature, and one that was numbered with its scan and got another one later."""
    desk.open_series()
    row = desk.issue(originals=[desk.file(role="signed_scan")]).document
    desk.do(files.attach, row.id, [desk.file(b"%PDF-1.7 later", role="signed_pdf")])
    desk.do(offices.set_office, desk.office, {"steps": ["for_signature"]})
    waiting = desk.do(drafts.create_draft, desk.document())

    def put_up(session, actor):
        found = drafts.submit(session, actor, waiting.id)
        file = RenderedFile(
            content=b"PK for signature", name="x.docx", context=b"{}", template_sha256="7", release="0.1.0"
        )
        keep_for_signature(session, actor, found, file)

    desk.do(put_up)
    assert desk.faults() == []
    return desk


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM files WHERE name = 'x.docx'", "put_up_missing"),
        (
            "UPDATE documents SET content_sha256 = (SELECT max(sha256) FROM blobs) WHERE number IS NULL",
            "put_up_changed",
        ),
        ("UPDATE documents SET context_sha256 = NULL WHERE number IS NULL", "put_up_changed"),
        ("UPDATE documents SET type_sha256 = 'x' WHERE number IS NULL", "put_up_changed"),
        ("DELETE FROM files WHERE role = 'signed_scan'", "original_missing"),
        ("DELETE FROM files WHERE role = 'signed_pdf'", "original_missing"),
        (
            "UPDATE files SET role = 'signed_scan' WHERE role = 'rendered' AND position = 1",
            "original_not_vouched",
        ),
    ],
)
def test_what_was_put_up_and_signed_is_what_the_trail_says(signed, statement, code):
    with behind_the_back(signed) as run:
        run(statement)
    assert code in {fault.code for fault in signed.faults()}


def test_a_returned_document_has_nothing_that_waits(signed):
    (row,) = [
        one for one in signed.look(search, Wish(office_id=signed.office)).documents if one.number is None
    ]
    signed.do(drafts.return_document, row.id, remark="Sửa chỉ tiêu")
    assert signed.look(documents.document, row.id).content_sha256 is None
    assert signed.faults() == []


def test_a_version_that_is_another_than_the_numbered_one_is_a_fault(filled):
    with behind_the_back(filled) as run:
        run("UPDATE documents SET input_sha256 = 'x' WHERE number = 1 AND kind = 'KH'")
    assert {fault.code for fault in filled.faults()} == {"changed_after_number", "version_changed"}


@pytest.mark.postgres
def test_a_code_given_twice_is_a_fault(empty_database, sqlite_desk):
    url = empty_database()
    with found_register(url, now=sqlite_desk.now) as register:
        desk = type(sqlite_desk)(url, register)
        new = offices.NewOffice(id=desk.office, name="A", abbreviation="UBND", valid_from=date(2025, 7, 1))
        desk.do(offices.add_office, new)
        desk.open_series(is_own=False)
        desk.record(number=3)
        desk.record(number=9)
        with behind_the_back(desk) as run:
            for columns in ("office_id_year_number_symbol", "series_id_number"):
                run(f"ALTER TABLE documents DROP CONSTRAINT uq_documents_{columns}")
            run("UPDATE documents SET number = 3, code = '03/KH-UBND' WHERE number = 9")
        found = [fault.place for fault in desk.faults() if fault.code == "number_double"]
        assert found == ["ubnd-21484, năm 2026, số 03/KH-UBND"]


def test_an_office_is_verified_by_its_people_and_the_whole_by_the_operator(filled):
    officer = f"records_officer@{filled.office}"
    assert filled.look(verify.verify, office_id=filled.office, who=officer) == []
    with pytest.raises(NotAllowed):
        filled.look(verify.verify, who=officer)
    ends = filled.look(verify.chain_ends)
    assert [office for office, _, _ in ends] == ["*", filled.office, filled.other_office]
    assert all(len(end) == 64 for _, _, end in ends)
    assert filled.look(verify.pending) == []


def test_more_documents_than_are_read_at_once_are_all_read(sqlite_desk):
    desk = sqlite_desk
    desk.open_series()
    for _ in range(3):
        desk.issue()
    from service.register import document_faults  # noqa: PLC0415 - its size is changed for this test

    size, document_faults._DOCUMENTS_AT_ONCE = document_faults._DOCUMENTS_AT_ONCE, 2
    try:
        with behind_the_back(desk) as run:
            run("UPDATE documents SET subject = 'x' WHERE number = 3")
        assert {fault.place for fault in desk.faults()} == {"ubnd-21484, 03/KH-UBND"}
    finally:
        document_faults._DOCUMENTS_AT_ONCE = size
