import sqlite3
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from service.register import backup, confirmations, series, verify
from service.register.confirmations import Confirmation
from service.register.database import Register
from service.register.errors import (
    BackupRefused,
    DateOutOfOrder,
    InvalidEntry,
    NotAllowed,
    NumberTaken,
    RegisterUnavailable,
    SeriesNotOpen,
    WrongState,
)
from service.register.founding import found_register
from tests.register.clients import PATIENCE_SECONDS


@pytest.fixture
def filled(sqlite_desk):
    sqlite_desk.open_series()
    for _ in range(3):
        sqlite_desk.issue(issued_on=date(2026, 3, 4))
    return sqlite_desk


def test_a_backup_is_one_whole_file_with_every_document(filled, tmp_path):
    target = tmp_path / "copy.db"
    size = backup.backup(filled.url, target)
    assert (size, sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name)) == (
        target.stat().st_size,
        ["copy.db"],
    )
    with Register.open(f"sqlite:///{target}") as register:
        copy = type(filled)("", register)
        assert copy.codes() == ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND"]
        assert copy.faults() == []
    with pytest.raises(BackupRefused, match="không ghi đè"):
        backup.backup(filled.url, target)


def test_a_backup_while_the_service_runs_holds_whole_documents(filled, tmp_path):
    begun, stop = threading.Event(), threading.Event()

    def go_on():
        with Register.open(filled.url) as register:
            other = type(filled)(filled.url, register)
            while not stop.is_set():
                other.issue()
                begun.set()

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        assert begun.wait(PATIENCE_SECONDS)
        for turn in range(5):
            backup.backup(filled.url, tmp_path / f"{turn}.db")
    finally:
        stop.set()
        writer.join()
    for turn in range(5):
        backup.require_sound(tmp_path / f"{turn}.db", now=filled.now)
    assert filled.faults() == []


def test_a_backup_that_cannot_be_written_leaves_nothing(filled, tmp_path):
    with pytest.raises(BackupRefused, match="Kiểm tra ổ đĩa"):
        backup.backup(filled.url, tmp_path / "no-folder" / "copy.db")
    assert not (tmp_path / "no-folder").exists()


def restored(desk, tmp_path, later=0):
    """Back up, issue `later` more, restore: the numbers given meanwhile are gone from the register."""
    target = tmp_path / "copy.db"
    backup.backup(desk.url, target)
    for _ in range(later):
        desk.issue()
    former = backup.restore(desk.url, target, now=desk.now)
    return desk.look(series.list_series, desk.office, 2026)[0], former


def test_after_a_restore_numbering_waits_for_the_last_number(filled, tmp_path):
    row, former = restored(filled, tmp_path, later=2)
    assert filled.codes() == ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND"]
    with Register.open(f"sqlite:///{former}") as register:
        assert len(type(filled)("", register).codes()) == 5
    with pytest.raises(SeriesNotOpen, match="xác nhận số cuối") as refused:
        filled.issue()
    assert refused.value.code == "series_awaits_confirmation"
    assert filled.look(verify.pending)[0].startswith("ubnd-21484: Sổ số chung năm 2026 chờ xác nhận")
    filled.do(confirmations.confirm_series, row.id, Confirmation(last_number=3))
    assert filled.issue().document.number == 4
    assert filled.faults() == []
    with pytest.raises(WrongState, match="không chờ"):
        filled.do(confirmations.confirm_series, row.id, Confirmation(last_number=3))


def test_numbers_given_since_the_backup_stay_used_and_are_entered_again(filled, tmp_path):
    row, _ = restored(filled, tmp_path, later=2)
    for confirmed in (Confirmation(last_number=2), Confirmation(last_number=5), Confirmation(last_number=-1)):
        with pytest.raises(InvalidEntry):
            filled.do(confirmations.confirm_series, row.id, confirmed)
    early = Confirmation(last_number=5, last_date=date(2026, 3, 3), reason="x")
    with pytest.raises(InvalidEntry, match="không trước"):
        filled.do(confirmations.confirm_series, row.id, early)
    confirmed = Confirmation(last_number=5, last_date=date(2026, 3, 5), reason="Theo văn bản đã phát hành")
    filled.do(confirmations.confirm_series, row.id, confirmed)
    assert filled.issue().document.number == 6
    assert filled.faults() == []
    assert filled.look(verify.pending) == ["ubnd-21484: Sổ số chung năm 2026 chờ nhập lại văn bản số 4, 5."]
    with pytest.raises(DateOutOfOrder, match="không nằm giữa"):
        filled.record(number=5, issued_on=date(2026, 3, 3))
    with pytest.raises(WrongState, match="chưa khóa được"):
        filled.do(series.close_series, row.id, reason="x")
    assert filled.record(number=4, issued_on=date(2026, 3, 4)).code == "04/KH-UBND"
    with pytest.raises(NumberTaken):
        filled.record(number=4)
    filled.record(number=5, issued_on=date(2026, 3, 5))
    assert (filled.look(verify.pending), filled.faults()) == ([], [])


def test_a_restore_while_the_service_is_open_reaches_it(filled, tmp_path):
    filled.issue()
    row, _ = restored(filled, tmp_path)
    assert len(filled.codes()) == 4
    filled.do(confirmations.confirm_series, row.id, Confirmation(last_number=4))
    assert filled.issue().document.number == 5


def test_a_register_is_restored_where_there_is_none(filled, tmp_path):
    backup.backup(filled.url, tmp_path / "copy.db")
    url = f"sqlite:///{tmp_path / 'new' / 'register.db'}"
    assert backup.restore(url, tmp_path / "copy.db", now=filled.now) is None
    with Register.open(url) as register:
        assert len(type(filled)(url, register).codes()) == 3


def test_a_place_that_takes_no_register_is_said(filled, tmp_path):
    backup.backup(filled.url, tmp_path / "copy.db")
    (tmp_path / "file").touch()
    with pytest.raises(BackupRefused, match="Không khôi phục được vào"):
        backup.restore(f"sqlite:///{tmp_path / 'file' / 'x.db'}", tmp_path / "copy.db", now=filled.now)


def test_a_file_whose_inside_does_not_hold_together_is_not_restored(filled, tmp_path):
    target = tmp_path / "copy.db"
    backup.backup(filled.url, target)
    spoiled(
        target,
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_master WHERE name = 'ix_documents_office_kind'",
    )
    with pytest.raises(BackupRefused, match="đã hỏng: "):
        backup.restore(filled.url, target, now=filled.now)


def spoiled(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


DAMAGES = {
    "number": [
        "DROP TRIGGER keep_documents_update_number",
        "UPDATE documents SET number = 9 WHERE number = 3",
    ],
    "later release": ["UPDATE alembic_version SET version_num = '9999'"],
    "no register": ["DROP TABLE alembic_version"],
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_file_that_does_not_verify_is_not_restored(filled, tmp_path, name):
    target = tmp_path / "copy.db"
    backup.backup(filled.url, target)
    spoiled(target, *DAMAGES[name])
    filled.register.close()  # its log is written into the file now, not at any moment
    before = Path(filled.url.removeprefix("sqlite:///")).read_bytes()
    with pytest.raises(BackupRefused, match="không khôi phục được"):
        backup.restore(filled.url, target, now=filled.now)
    assert Path(filled.url.removeprefix("sqlite:///")).read_bytes() == before
    assert filled.issue().document.number == 4


def test_what_is_no_database_is_not_restored(filled, tmp_path):
    for content, message in ((b"x" * 5000, "hỏng"), (None, "Không thấy tệp")):
        file = tmp_path / f"{message}.db"
        if content:
            file.write_bytes(content)
        with pytest.raises(BackupRefused, match=message):
            backup.restore(filled.url, file, now=filled.now)


def test_a_page_that_rotted_is_found_before_anything_is_restored(filled, tmp_path):
    target = tmp_path / "copy.db"
    backup.backup(filled.url, target)
    content = bytearray(target.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 3000] = b"\xff" * 3000
    target.write_bytes(content)
    with pytest.raises(BackupRefused):
        backup.restore(filled.url, target, now=filled.now)


@pytest.mark.postgres
def test_postgresql_is_backed_up_by_its_own_tools(empty_database, tmp_path, sqlite_desk):
    url = empty_database()
    with found_register(url, now=sqlite_desk.now) as register:
        with pytest.raises(BackupRefused, match="pg_dump"):
            backup.backup(url, tmp_path / "copy.db")
        with pytest.raises(BackupRefused, match="pg_restore"):
            backup.restore(url, tmp_path / "copy.db", now=sqlite_desk.now)
        assert type(sqlite_desk)(url, register).do(backup.await_confirmation) == 0


def test_after_pg_restore_every_open_series_waits(desk):
    row = desk.open_series(kinds=["KH"])
    given = desk.open_series(kinds=["QĐ"], is_own=False)
    closed = desk.open_series(kinds=["BC"])
    desk.do(series.close_series, closed.id, reason="x")
    assert desk.do(backup.await_confirmation) == 2
    with pytest.raises(SeriesNotOpen):
        desk.issue()
    desk.do(confirmations.confirm_series, row.id, Confirmation(last_number=0))
    assert desk.issue().document.number == 1
    confirmed = Confirmation(last_number=40, last_date=date(2026, 3, 5), reason="Hệ thống của tỉnh")
    desk.do(confirmations.confirm_series, given.id, confirmed)
    decision = desk.entry(kind="QĐ", kind_title="Quyết định", symbol="QĐ-UBND")
    assert desk.record(number=12, entry=decision).code == "12/QĐ-UBND"
    assert (desk.faults(), desk.look(verify.pending)) == ([], [])


def test_no_number_is_given_between_the_copy_of_the_former_register_and_its_replacement(
    filled, tmp_path, monkeypatch
):
    target = tmp_path / "copy.db"
    backup.backup(filled.url, target)
    whole, refused, copies = backup.backup, [], []

    def while_copying(url, former):
        with Register.open(filled.url, busy_timeout_ms=50) as register:
            with pytest.raises(RegisterUnavailable) as busy:
                type(filled)(filled.url, register).issue()
            refused.append(busy.value.code)
            copies.append(type(filled)(filled.url, register).codes())
        return whole(url, former)

    monkeypatch.setattr(backup, "backup", while_copying)
    filled.issue()
    former = backup.restore(filled.url, target, now=filled.now)
    assert (refused, len(copies[0])) == (["busy"], 4)
    with Register.open(f"sqlite:///{former}") as register:
        assert len(type(filled)("", register).codes()) == 4
    with pytest.raises(SeriesNotOpen, match="xác nhận số cuối"):
        filled.issue()


def test_a_restore_that_breaks_off_leaves_the_register_as_it_was(filled, tmp_path, monkeypatch):
    target = tmp_path / "copy.db"
    backup.backup(filled.url, target)
    filled.issue()

    def breaks(_url, _former):
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "backup", breaks)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(filled.url, target, now=filled.now)
    assert [path.name for path in tmp_path.glob(".restore-*")] == []
    assert filled.issue().document.number == 5
    assert filled.faults() == []


def test_a_person_who_may_not_restore_changes_nothing(filled, tmp_path):
    target = tmp_path / "copy.db"
    backup.backup(filled.url, target)
    with pytest.raises(NotAllowed):
        backup.restore(filled.url, target, now=filled.now, login=f"records_officer@{filled.office}")
    assert filled.issue().document.number == 4


@pytest.mark.parametrize(
    "dump", sorted((Path(__file__).parent / "old").glob("*.sql")), ids=lambda one: one.stem
)
def test_a_backup_from_before_an_upgrade_is_restored(filled, tmp_path, dump):
    target = tmp_path / "old.db"
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    content = target.read_bytes()
    backup.restore(filled.url, target, now=filled.now)
    assert "04/QĐ-UBND" in filled.codes()
    assert target.read_bytes() == content
    assert filled.faults() == []


def test_a_backup_is_on_the_disk_before_it_has_its_name(filled, tmp_path, monkeypatch):
    target, synced = tmp_path / "copy.db", []
    monkeypatch.setattr("os.fsync", lambda _handle: synced.append(target.exists()))
    backup.backup(filled.url, target)
    assert synced == [False, True]
