"""verify goes from the audit trail to the rows too: what the trail tells must be there, as it tells it."""

# ruff: noqa: S608 - statements are put together from our own words

from datetime import date

import pytest
from sqlalchemy import text

from service.register import (
    after_issue,
    backup,
    drafts,
    files,
    people,
    sandbox,
    series,
    type_versions,
)
from service.register import verify as verify_module
from service.register.after_issue import Sending
from service.register.entries import NewRelation
from service.register.errors import NotAllowed
from tests.register.test_verify import behind_the_back

OFFICE = "ubnd-21484"
ALL_BUT_THE_TRAIL = [
    f"DELETE FROM {table}"
    for table in ("files", "document_versions", "dispatches", "relations", "idempotency_keys")
]


def of_number(number):
    return f"(SELECT id FROM documents WHERE number = {number} AND kind = 'KH')"


def gone(number):
    """The statements that take one document away with all that belongs to it."""
    tables = ("files", "document_versions", "dispatches", "relations", "idempotency_keys")
    return [
        *(f"DELETE FROM {table} WHERE document_id = {of_number(number)}" for table in tables),
        f"DELETE FROM documents WHERE number = {number} AND kind = 'KH'",
    ]


@pytest.fixture
def full(desk):
    """A register in which something of every sort has happened."""
    desk.do(type_versions.publish, ("ke_hoach", "1.0.0"), {"type.yaml": b"slug: ke_hoach"}, "shipped")
    new = people.NewSigner(
        name="Phạm Giang Nam", position="Chủ tịch", capacity="TM", valid_from=date(2025, 7, 1)
    )
    desk.do(people.add_signer, office_id=desk.office, signer=new)
    desk.open_series(kinds=["KH"])
    desk.open_series(kinds=["QĐ"], is_own=False)
    closed = desk.open_series(kinds=["BC"])
    desk.do(series.close_series, closed.id, reason="Không dùng")
    first = desk.issue(key="k1", issued_on=date(2026, 3, 1)).document
    replacing = desk.document(relations=[NewRelation("replaces", first.id)])
    second = desk.issue(replacing, issued_on=date(2026, 3, 2), originals=[desk.file(role="signed_scan")])
    desk.do(files.attach, second.document.id, [desk.file(b"%PDF-1.7 later", role="signed_pdf")])
    sending = Sending(dispatched_on=date(2026, 3, 5), received_by="Bưu điện")
    desk.do(after_issue.dispatch, second.document.id, [sending])
    draft = desk.do(drafts.create_draft, desk.document(relations=[NewRelation("amends", first.id)]))
    desk.do(drafts.keep_version, draft.id, label="Lần một")
    desk.issue(draft.id, issued_on=date(2026, 3, 3))
    desk.record(number=9, entry=desk.entry(kind="QĐ", kind_title="Quyết định", symbol="QĐ-UBND"))
    assert desk.faults() == []
    return desk


CHANGES = {
    "last document gone, last number lowered": (
        [*gone(3), "UPDATE series SET last_number = 2 WHERE last_number = 3"],
        "document_missing",
        "03/KH-UBND",
    ),
    "document in the middle gone, a lost number in its place": (
        [
            (
                "INSERT INTO lost_numbers SELECT series_id, 2, 'x', 'y', created_at FROM documents "
                "WHERE number = 2"
            ),
            *gone(2),
        ],
        "document_missing",
        "02/KH-UBND",
    ),
    "a lost number that nobody confirmed": (
        ["INSERT INTO lost_numbers SELECT id, 4, 'x', 'y', opened_at FROM series WHERE last_number = 3"],
        "lost_numbers_changed",
        "Sổ số KH",
    ),
    "first document gone, first number raised": (
        [*gone(1), "UPDATE series SET first_number = 2 WHERE first_number = 1 AND last_number = 3"],
        "document_missing",
        "01/KH-UBND",
    ),
    "external document gone": (
        [
            "DELETE FROM files WHERE document_id = (SELECT id FROM documents WHERE number = 9)",
            "DELETE FROM documents WHERE number = 9",
        ],
        "document_missing",
        "09/QĐ-UBND",
    ),
    "numbered document back to draft": (
        [
            (
                "UPDATE documents SET number = NULL, code = NULL, series_id = NULL, year = NULL, state = 'draft' "
                "WHERE number = 3"
            ),
            "UPDATE series SET last_number = 2 WHERE last_number = 3",
        ],
        "number_changed",
        "03/KH-UBND",
    ),
    "all series gone with all documents": (
        [*ALL_BUT_THE_TRAIL, "DELETE FROM documents", "DELETE FROM series"],
        "series_missing",
        OFFICE,
    ),
    "an office gone, its chain left": (
        ["DELETE FROM offices WHERE id = 'ubnd-21529'"],
        "office_missing",
        "ubnd-21529",
    ),
    "an office gone with its chain": (
        [
            "DELETE FROM grants WHERE office_id = 'ubnd-21529'",
            "DELETE FROM audit_events WHERE office_id = 'ubnd-21529'",
            "DELETE FROM audit_chains WHERE office_id = 'ubnd-21529'",
            "DELETE FROM offices WHERE id = 'ubnd-21529'",
        ],
        "office_missing",
        "ubnd-21529",
    ),
    "a chain gone, its office left": (
        [
            "DELETE FROM audit_events WHERE office_id = 'ubnd-21529'",
            "DELETE FROM audit_chains WHERE office_id = 'ubnd-21529'",
        ],
        "chain_end",
        "ubnd-21529",
    ),
    "own series made external": (["UPDATE series SET is_own = (1 = 0)"], "series_changed", "Sổ số"),
    "kinds of a series": (["UPDATE series SET kinds = '[\"TB\"]'"], "series_changed", "Sổ số"),
    "mark of a series": (["UPDATE series SET mark = 'Z'"], "series_changed", "Sổ số"),
    "year of a series": (["UPDATE series SET year = 2025"], "series_changed", "Sổ số"),
    "series closed": (
        ["UPDATE series SET closed_at = opened_at WHERE last_number = 3"],
        "series_changed",
        "KH",
    ),
    "series opened again": (["UPDATE series SET closed_at = NULL"], "series_changed", "BC"),
    "last date of a series": (["UPDATE series SET last_date = '2026-01-01'"], "series_end", "Sổ số"),
    "a series from nowhere": (
        [
            (
                "INSERT INTO series SELECT 'x', office_id, 2027, name, kinds, is_own, is_secret, body, mark, "
                "first_number, 0, NULL, reason, awaits_confirmation, opened_at, NULL FROM series "
                "WHERE last_number = 3"
            )
        ],
        "series_not_vouched",
        "2027",
    ),
    "relation gone": (
        [f"DELETE FROM relations WHERE document_id = {of_number(2)}"],
        "relations_changed",
        "02/KH",
    ),
    "relation of a former draft gone": (
        [f"DELETE FROM relations WHERE document_id = {of_number(3)}"],
        "relations_changed",
        "03/KH",
    ),
    "relation of another kind": (
        ["UPDATE relations SET kind = 'amends' WHERE kind = 'replaces'"],
        "relations_changed",
        "02/KH",
    ),
    "input of a numbered document gone": (
        [f"DELETE FROM document_versions WHERE document_id = {of_number(1)}"],
        "version_missing",
        "01/KH-UBND",
    ),
    "an earlier version gone": (
        [f"DELETE FROM document_versions WHERE document_id = {of_number(3)} AND version = 1"],
        "version_missing",
        "03/KH-UBND",
    ),
    "an earlier version changed with its hash": (
        [
            (
                f"UPDATE document_versions SET content = (SELECT content FROM blobs WHERE encoding = 'zlib' LIMIT 1), "
                f"sha256 = (SELECT sha256 FROM blobs WHERE encoding = 'zlib' LIMIT 1), encoding = 'zlib' "
                f"WHERE document_id = {of_number(3)} AND version = 1"
            )
        ],
        "kept_version_changed",
        "phiên bản 1",
    ),
    "bytes gone": (
        [
            f"DELETE FROM blobs WHERE sha256 = (SELECT content_sha256 FROM documents WHERE id = {of_number(1)})"
        ],
        "bytes_missing",
        "01/KH-UBND",
    ),
    "context gone": (
        [
            f"DELETE FROM blobs WHERE sha256 = (SELECT context_sha256 FROM documents WHERE id = {of_number(1)})"
        ],
        "bytes_missing",
        "01/KH-UBND",
    ),
    "size of a file": (["UPDATE files SET size = 1 WHERE role = 'record'"], "files_changed", "09/QĐ"),
    "name of a file": (
        ["UPDATE files SET name = 'khac.docx' WHERE role = 'rendered'"],
        "files_changed",
        "01",
    ),
    "name of an attached file": (
        ["UPDATE files SET name = 'x' WHERE position = 3"],
        "files_changed",
        "02/KH",
    ),
    "media type of a file": (
        ["UPDATE files SET media_type = 'x' WHERE role = 'record'"],
        "files_changed",
        "09",
    ),
    "who added a file": (["UPDATE files SET added_by = 'x' WHERE role = 'record'"], "files_changed", "09/QĐ"),
    "entered file exchanged": (
        [
            (
                f"UPDATE files SET sha256 = (SELECT content_sha256 FROM documents WHERE id = {of_number(1)}) "
                "WHERE role = 'record'"
            )
        ],
        "files_changed",
        "09/QĐ-UBND",
    ),
    "entered file added": (
        [
            (
                "INSERT INTO files SELECT document_id, 2, role, sha256, size, name, media_type, added_by, added_at "
                "FROM files WHERE role = 'record'"
            )
        ],
        "files_changed",
        "09/QĐ-UBND",
    ),
    "rendered file added": (
        [
            (
                f"INSERT INTO files SELECT {of_number(1)}, 2, 'rendered', sha256, size, name, media_type, added_by, "
                "added_at FROM files WHERE role = 'record'"
            )
        ],
        "files_changed",
        "01/KH-UBND",
    ),
    "unknown packing of bytes": (
        ["UPDATE blobs SET encoding = 'lzma' WHERE encoding = 'raw'"],
        "bytes_damaged",
        "tệp",
    ),
    "unknown packing of a version": (
        ["UPDATE document_versions SET encoding = 'lzma'"],
        "version_damaged",
        "phiên bản 1",
    ),
    "who entered a sending": (["UPDATE dispatches SET added_by = 'x'"], "dispatch_changed", "02/KH-UBND"),
    "role given": (
        [f"INSERT INTO grants SELECT id, '{OFFICE}', 'records_officer' FROM users WHERE is_operator"],
        "grants_changed",
        "records_officer",
    ),
    "role taken": (["DELETE FROM grants WHERE role = 'approver'"], "grants_changed", "approver"),
    "operator made": (["UPDATE users SET is_operator = (1 = 1)"], "operators_changed", "người vận hành"),
    "user switched off": (
        ["UPDATE users SET is_active = (1 = 0) WHERE NOT is_operator"],
        "user_changed",
        "người dùng",
    ),
    "user renamed": (["UPDATE users SET name = 'Z' WHERE NOT is_operator"], "user_changed", "người dùng"),
    "signer renamed": (["UPDATE signers SET name = 'Z'"], "signer_changed", OFFICE),
    "signer gone": (["DELETE FROM signers"], "signer_changed", OFFICE),
    "office renamed": ([f"UPDATE offices SET name = 'Z' WHERE id = '{OFFICE}'"], "office_changed", OFFICE),
    "days of an office": (["UPDATE offices SET valid_from = '2000-01-01'"], "office_changed", OFFICE),
    "type emptied": (["UPDATE type_versions SET manifest = '{}'"], "type_changed", "ke_hoach"),
    "type gone": (["DELETE FROM type_versions"], "type_changed", "mẫu"),
    "file of a type gone": (
        ["DELETE FROM blobs WHERE size = 14"],
        "bytes_missing",
        "ke_hoach 1.0.0",
    ),
    "key bound to another document": (
        [f"UPDATE idempotency_keys SET document_id = {of_number(2)}"],
        "key_changed",
        "khóa k1",
    ),
    "key gone": (["DELETE FROM idempotency_keys"], "key_changed", "khóa k1"),
    "event that is no JSON": (
        ["UPDATE audit_events SET detail = 'xx' WHERE action = 'issue'"],
        "unreadable",
        "nhật ký",
    ),
    "event that is a list": (
        ["UPDATE audit_events SET detail = '[]' WHERE action = 'issue'"],
        "unreadable",
        "nhật ký",
    ),
    "event that says nothing": (
        ["UPDATE audit_events SET detail = '{}' WHERE action = 'dispatch'"],
        "unreadable",
        "02/KH-UBND",
    ),
}


@pytest.mark.parametrize(("statements", "code", "place"), CHANGES.values(), ids=CHANGES)
def test_what_differs_from_the_trail_is_found_with_its_place(full, statements, code, place):
    with behind_the_back(full) as run:
        for statement in statements:
            run(statement)
    places = [fault.place for fault in full.faults() if fault.code == code]
    assert any(place in one for one in places), full.faults()


GARBAGE = {
    "day of a number": ("UPDATE documents SET issued_at = 'xx' WHERE number = 1", "văn bản ở dòng 1"),
    "recipients": ("UPDATE documents SET recipients = 'xx' WHERE number = 2", "văn bản ở dòng 2"),
    "moment of an event": ("UPDATE audit_events SET at = 'xx' WHERE seq = 3 AND office_id <> '*'", "dòng 3"),
    "moment of a file": ("UPDATE files SET added_at = 'xx' WHERE role = 'record'", "văn bản ở dòng"),
    "kinds of a series": ("UPDATE series SET kinds = 'xx' WHERE last_number = 3", "sổ số"),
    "settings of an office": (f"UPDATE offices SET steps = 'xx' WHERE id = '{OFFICE}'", f"cơ quan {OFFICE}"),
    "days of a signer": ("UPDATE signers SET valid_from = 'xx'", f"người ký của {OFFICE}"),
    "files of a type": ("UPDATE type_versions SET manifest = 'xx'", "mẫu "),
}
"""SQLite keeps any text in any column; PostgreSQL refuses these."""


@pytest.mark.parametrize(("statement", "place"), GARBAGE.values(), ids=GARBAGE)
def test_garbage_in_a_column_is_a_fault_with_its_place(full, statement, place):
    if not full.url.startswith("sqlite"):
        with pytest.raises(Exception, match=r"invalid|type"), behind_the_back(full) as run:
            run(statement)
        return
    with behind_the_back(full) as run:
        run(statement)
    found = [fault.place for fault in full.faults() if fault.code == "unreadable"]
    assert any(place in one for one in found), full.faults()


def test_the_walk_through_one_office_reads_its_bytes(full):
    officer = f"records_officer@{OFFICE}"
    assert full.look(verify_module.verify, office_id=OFFICE, who=officer) == []
    with behind_the_back(full) as run:
        run(
            f"UPDATE blobs SET size = size + 1 WHERE sha256 = (SELECT content_sha256 FROM documents WHERE id = {of_number(3)})"
        )
    found = full.look(verify_module.verify, office_id=OFFICE, who=officer)
    assert {fault.code for fault in found} >= {"bytes_damaged"}
    assert "03/KH-UBND" in next(fault.place for fault in found if fault.code == "bytes_damaged")


def test_lost_numbers_come_and_go_with_the_trail(full):
    full.do(backup.await_confirmation)
    rows = [one for one in full.look(series.list_series, OFFICE, 2026) if one.awaits_confirmation]
    for row in rows:
        last = series.Confirmation(last_number=row.last_number)
        if row.is_own:
            last = series.Confirmation(last_number=5, last_date=date(2026, 3, 4), reason="Theo sổ giấy")
        full.do(series.confirm_series, row.id, last)
    assert full.faults() == []
    full.record(number=4, issued_on=date(2026, 3, 4))
    full.issue()
    assert full.faults() == []
    with behind_the_back(full) as run:
        run("DELETE FROM lost_numbers")
    assert "lost_numbers_changed" in {fault.code for fault in full.faults()}


def test_a_series_that_waits_for_confirmation_cannot_be_let_go_by_hand(full):
    full.do(backup.await_confirmation)
    assert full.faults() == []
    with behind_the_back(full) as run:
        run("UPDATE series SET awaits_confirmation = (1 = 0)")
    assert {fault.code for fault in full.faults()} == {"series_changed"}


def test_ends_that_were_noted_prove_that_nothing_was_cut_off(full):
    noted = [end for _, _, end in full.look(verify_module.chain_ends)]
    full.issue(issued_on=date(2026, 3, 5))
    assert full.look(verify_module.verify, expect=noted) == []
    found = full.look(verify_module.verify, expect=[*noted, "0" * 63 + "1"])
    assert [fault.code for fault in found] == ["end_missing"]


def test_a_tail_that_was_cut_off_with_all_that_it_made_is_found_by_the_noted_end(full):
    before = full.look(verify_module.chain_ends, OFFICE)[0]
    last = full.issue(issued_on=date(2026, 3, 5)).document
    noted = [end for _, _, end in full.look(verify_module.chain_ends)]
    with behind_the_back(full) as run:
        for statement in gone(last.number):
            run(statement)
        run(f"DELETE FROM audit_events WHERE seq > {before[1]} AND office_id = '{OFFICE}'")
        run(f"UPDATE audit_chains SET seq = {before[1]}, hash = '{before[2]}' WHERE office_id = '{OFFICE}'")
        run("UPDATE series SET last_number = 3, last_date = '2026-03-03' WHERE last_number = 4")
    assert full.faults() == []
    assert [fault.code for fault in full.look(verify_module.verify, expect=noted)] == ["end_missing"]


def test_an_office_counts_its_documents_and_shows_the_end_of_its_own_chain(full):
    officer = f"records_officer@{OFFICE}"
    assert full.look(verify_module.counted) == full.look(verify_module.counted, OFFICE, who=officer) == 4
    assert [one for one, _, _ in full.look(verify_module.chain_ends, OFFICE, who=officer)] == [OFFICE]
    with pytest.raises(NotAllowed):
        full.look(verify_module.counted, who=officer)


def test_a_sandbox_and_its_clearing_are_no_fault(full):
    twin = full.do(sandbox.make_ready, OFFICE, 2026)
    full.issue(full.document(office_id=twin))
    assert full.faults() == []
    full.do(sandbox.clear, OFFICE)
    assert full.faults() == []


def test_a_purge_of_a_real_office_opens_nothing(full):
    full.do(sandbox.make_ready, OFFICE, 2026)
    for target in (OFFICE, "ubnd-21529"):
        with pytest.raises(Exception, match="never does this"), full.register.engine.begin() as connection:
            connection.execute(text("INSERT INTO sandbox_purges VALUES (:office)"), {"office": target})
