"""verify goes from the audit trail to the rows too: what the trail tells must be there, as it tells it."""

# ruff: noqa: S608 - statements are put together from our own words

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from service.register import (
    after_issue,
    backup,
    confirmations,
    drafts,
    files,
    people,
    sandbox,
    series,
    type_versions,
)
from service.register import verify as verify_module
from service.register.after_issue import Sending
from service.register.entries import NewRelation, TypeReference
from service.register.errors import NotAllowed
from tests.register.tamperings import CHANGES, GARBAGE, OFFICE, gone, of_number
from tests.register.test_verify import behind_the_back


@pytest.fixture
def full(desk):
    """A register in which something of every sort has happened."""
    kind = desk.do(type_versions.publish, ("ke_hoach", "1.0.0"), {"type.yaml": b"slug: ke_hoach"}, "shipped")
    new = people.NewSigner(
        name="Phạm Giang Nam", position="Chủ tịch", capacity="TM", valid_from=date(2025, 7, 1)
    )
    desk.do(people.add_signer, office_id=desk.office, signer=new)
    desk.open_series(kinds=["KH"])
    desk.open_series(kinds=["QĐ"], is_own=False)
    closed = desk.open_series(kinds=["BC"])
    desk.do(series.close_series, closed.id, reason="Không dùng")
    made_by = TypeReference(kind.slug, kind.version, kind.sha256)
    first = desk.issue(replace(desk.document(), type=made_by), key="k1", issued_on=date(2026, 3, 1)).document
    replacing = desk.document(relations=[NewRelation("replaces", first.id)])
    second = desk.issue(replacing, issued_on=date(2026, 3, 2), originals=[desk.file(role="signed_scan")])
    desk.do(files.attach, second.document.id, [desk.file(b"%PDF-1.7 later", role="signed_pdf")])
    sending = Sending(dispatched_on=date(2026, 3, 5), received_by="Bưu điện")
    desk.do(after_issue.dispatch, second.document.id, [sending])
    draft = desk.do(drafts.create_draft, desk.document(relations=[NewRelation("amends", first.id)]))
    desk.do(drafts.keep_version, draft.id, label="Lần một")
    desk.issue(draft.id, issued_on=date(2026, 3, 3))
    desk.do(drafts.create_draft, replace(desk.document(), type=replace(made_by, sha256="0" * 64)))
    desk.record(number=9, entry=desk.entry(kind="QĐ", kind_title="Quyết định", symbol="QĐ-UBND"))
    assert desk.faults() == []
    return desk


@pytest.mark.parametrize(("statements", "code", "place"), CHANGES.values(), ids=CHANGES)
def test_what_differs_from_the_trail_is_found_with_its_place(full, statements, code, place):
    with behind_the_back(full) as run:
        for statement in statements:
            run(statement)
    places = [fault.place for fault in full.faults() if fault.code == code]
    assert any(place in one for one in places), full.faults()


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
        last = confirmations.Confirmation(last_number=row.last_number)
        if row.is_own:
            last = confirmations.Confirmation(
                last_number=5, last_date=date(2026, 3, 4), reason="Theo sổ giấy"
            )
        full.do(confirmations.confirm_series, row.id, last)
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
