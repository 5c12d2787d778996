"""Files are there whole or not at all, and nothing but files is ever replaced."""

import os
import stat
import threading
from pathlib import Path

import pytest

from service.whole_files import NotAFile, refuse_special, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_mode_of_every_new_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"x")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
    assert names(tmp_path) == ["a", "b"]


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_error_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    target = tmp_path / "target.docx"
    target.write_bytes(b"old")
    link = tmp_path / "link.docx"
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.docx"
    link.symlink_to(tmp_path / "target.docx")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "target.docx").read_bytes() == b"new"


@pytest.mark.parametrize("kind", ["pipe", "folder", "link to a pipe"])
def test_what_is_no_file_is_refused_and_stays(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "special"
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    asked = path
    if kind.startswith("link"):
        asked = tmp_path / "link"
        asked.symlink_to(path)
    before = path.stat()
    with pytest.raises(NotAFile):
        write_whole(asked, b"new")
    with pytest.raises(NotAFile):
        refuse_special(asked)
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mode == before.st_mode
    assert len(names(tmp_path)) == (2 if kind.startswith("link") else 1)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError):  # noqa: PT011 - its number differs between releases of Python
        write_whole(tmp_path / "a", b"new")
    assert names(tmp_path) == ["a", "b"]


def test_other_threads_never_see_another_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed: list[int] = []
    real = os.umask
    monkeypatch.setattr(os, "umask", lambda mask: changed.append(mask) or real(mask))
    threads = [
        threading.Thread(target=write_whole, args=(tmp_path / f"{number}", b"x")) for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert changed == []
    assert names(tmp_path) == ["0", "1", "2", "3"]
