"""A disk that is really full, and one that only reads: a small disk of its own, mounted for each test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.register import offices
from service.register.backup import backup, restore
from service.register.database import Register
from service.register.errors import BackupRefused, RegisterError, RegisterUnavailable
from service.register.founding import found_register
from service.register.numbering import IssueRequest, RenderedFile, issue_block
from service.register.offices import NewOffice
from tests.own_disk import on_system, own_disk

pytestmark = pytest.mark.mount
DISK_KB = 4_000
BALLAST_BYTES = 1_500_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    with own_disk(tmp_path / "disk", DISK_KB) as place:
        yield place


@pytest.fixture
def small(disk: Path, sqlite_desk) -> Iterator[Any]:
    """A register on it, with one office and series, beside a ballast that may be thrown off.

    Nobody writes its log into the file by the clock: what fits on the disk would hang on when.
    """
    url = f"sqlite:///{disk / 'register.db'}"
    (disk / "ballast").write_bytes(bytes(BALLAST_BYTES))
    with found_register(url, now=sqlite_desk.now) as register:
        desk = type(sqlite_desk)(url, register)
        new = NewOffice(
            id=desk.office,
            name="Ủy ban nhân dân xã Ba Tơ",
            abbreviation="UBND",
            valid_from=sqlite_desk.now.date(),
        )
        desk.do(offices.add_office, new)
        desk.open_series()
        register._checkpoints.close()
        yield desk


def scan(numbered: Any) -> RenderedFile:
    """A file that cannot be packed."""
    return RenderedFile(
        content=os.urandom(150_000),
        name=f"{numbered.number}.docx",
        context=b"{}",
        template_sha256="7",
        release="x",
    )


def until_full(act: Callable[[], Any]) -> tuple[int, RegisterUnavailable]:
    """Repeat an act until the disk is full; how often it was done, and what was said then."""
    for done in range(100):
        try:
            act()
        except RegisterUnavailable as error:
            return done, error
    raise AssertionError("the disk never filled")


def test_a_full_disk_is_said_and_the_register_goes_on_when_there_is_room_again(small, disk: Path) -> None:
    given, refused = until_full(lambda: small.issue(render=scan))
    assert given > 1
    assert refused.code == "disk_full"
    assert "đã đầy" in refused.message
    assert "Chưa có gì thay đổi" in refused.message
    assert len(small.codes()) == given
    assert small.faults() == []
    small.register._checkpoints._write()  # the file cannot grow either: the log stays, and nothing is lost
    with pytest.raises(RegisterUnavailable, match="đã đầy"):
        small.issue(render=scan)
    (disk / "ballast").unlink()
    assert small.issue(render=scan).document.number == given + 1
    assert small.faults() == []


def test_a_block_on_a_full_disk_is_kept_whole_or_not_at_all(small, disk: Path) -> None:
    requests = [IssueRequest(document=small.document(), key=f"k{one}") for one in range(30)]
    with pytest.raises(RegisterUnavailable, match="đã đầy"):
        small.do(issue_block, requests, render=scan)
    assert small.codes() == []
    (disk / "ballast").unlink()
    issued = small.do(issue_block, requests[:5], render=scan)
    assert [one.document.number for one in issued] == [1, 2, 3, 4, 5]
    assert small.faults() == []


def test_a_register_opened_anew_on_a_full_disk_has_lost_nothing(small, disk: Path) -> None:
    given, _ = until_full(lambda: small.issue(render=scan))
    small.register.close()
    (disk / "ballast").unlink()
    with Register.open(small.url) as register:
        again = type(small)(small.url, register)
        assert again.faults() == []
        assert again.issue(render=scan).document.number == given + 1


def test_nothing_is_founded_and_nothing_left_on_a_full_disk(disk: Path, sqlite_desk) -> None:
    (disk / "ballast").write_bytes(bytes((DISK_KB - 60) * 1024))
    with pytest.raises(RegisterError, match="đầy"):
        found_register(f"sqlite:///{disk / 'register.db'}", now=sqlite_desk.now)
    assert [one.name for one in disk.iterdir()] == ["ballast"]


def test_a_backup_that_does_not_fit_leaves_nothing_and_the_register_goes_on(
    small, disk: Path, tmp_path: Path
) -> None:
    until_full(lambda: small.issue(render=scan))
    before = sorted(one.name for one in disk.iterdir())
    with pytest.raises(BackupRefused, match="đầy"):
        backup(small.url, disk / "copy.db")
    assert sorted(one.name for one in disk.iterdir()) == before
    assert backup(small.url, tmp_path / "copy.db") > 1_000_000
    assert small.faults() == []


def test_a_restore_that_does_not_fit_leaves_the_register_as_it_was(small, disk: Path, tmp_path: Path) -> None:
    for _ in range(6):
        small.issue(render=scan)
        small.register.close()  # its log is written into the file: both do not fit on the disk
    backup(small.url, tmp_path / "large.db")
    for one in disk.glob("register.db*"):
        one.unlink()
    url = f"sqlite:///{disk / 'register.db'}"
    with found_register(url, now=small.now):
        pass
    (disk / "more").write_bytes(bytes(1_300_000))
    with pytest.raises(BackupRefused, match="đầy"):
        restore(url, tmp_path / "large.db", now=small.now)
    with Register.open(url) as register:
        assert type(small)(url, register).faults() == []


def test_a_disk_that_only_reads_is_said(small, disk: Path) -> None:
    small.issue(render=scan)
    small.register.close()
    on_system("mount", "-o", "remount,ro", disk)
    with (
        pytest.raises(RegisterUnavailable, match=r"chỉ đọc được|quyền ghi") as refused,
        Register.open(small.url) as register,
    ):
        type(small)(small.url, register).issue()
    assert refused.value.code in {"read_only", "unopened"}
    on_system("mount", "-o", "remount,rw", disk)
    with Register.open(small.url) as register:
        again = type(small)(small.url, register)
        assert again.issue(render=scan).document.number == 2
        assert again.faults() == []
