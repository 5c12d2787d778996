import re
import socket
import stat
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import docx
import pytest

from bench.ports import free_port
from service.cli.start import (
    CannotStart,
    about_register,
    is_first_start,
    keep_private,
    make_folder,
    own_secret,
    refuse_busy_port,
    write_samples,
)
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.accounts import sign_in, who
from service.issuing.demo_office import FIRST_LOGIN, found_demo
from service.issuing.desk import TYPES, Desk
from service.issuing.offer import RESULTS_FILE, KeptSource
from service.issuing.workplace import Workplace
from service.register.database import Register
from service.register.states import Role
from service.settings import SECRET_KEY_MIN_CHARACTERS, Settings

NOON = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    first = own_secret(path)
    assert len(first) >= SECRET_KEY_MIN_CHARACTERS
    assert own_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_nobody_else_on_the_machine_reads_the_register(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o755)
    keep_private(folder)
    about_register(Settings(instance_dir=folder), is_first=True, now=NOON)
    assert (folder.stat().st_mode & 0o777, (folder / "register.db").stat().st_mode & 0o777) == (0o700, 0o600)
    (folder / "register.db").chmod(0o644)
    keep_private(folder)
    assert (folder / "register.db").stat().st_mode & 0o777 == 0o600


def test_first_starts_at_the_same_time_share_one_key(tmp_path: Path) -> None:
    barrier = threading.Barrier(8)
    found: list[str] = []

    def start() -> None:
        barrier.wait()
        found.append(own_secret(tmp_path / "secret_key"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    texts = [*(paragraph.text for paragraph in document.paragraphs), *cells]
    return "\n".join(texts).replace("\u00a0", " ")


def test_three_documents_of_a_commune_are_written_for_signature_and_as_specimens(tmp_path: Path) -> None:
    desk = Desk(Catalogue(FolderSource(TYPES)), {}, None, lambda: NOON)
    written = write_samples(desk, tmp_path / "out")
    names = ("bao_cao", "ke_hoach", "thong_bao_2025")
    assert [path.name for path in written] == [
        f"{name}{ending}.docx" for name in names for ending in ("", ".ban-mau")
    ]
    for path in written:
        text = text_of(path)
        assert "XÃ BA TƠ" in text.upper()
        assert ("Số: 01/" in text) == path.name.endswith(".ban-mau.docx")
    assert "Kế hoạch số 18/KH-UBND ngày 05/02/2026" in text_of(tmp_path / "out" / "bao_cao.docx")


def test_a_sample_whose_type_or_source_is_off_is_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    off = {"ke_hoach": "mẫu hỏng"}
    desk = Desk(Catalogue(KeptSource(TYPES, off)), off, None, lambda: NOON)
    written = write_samples(desk, tmp_path)
    assert [path.name for path in written] == ["thong_bao_2025.docx", "thong_bao_2025.ban-mau.docx"]
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "Chưa tạo được văn bản mẫu bao_cao",
        "Chưa tạo được văn bản mẫu ke_hoach",
    ]


def test_without_any_type_nothing_is_written_and_the_start_goes_on(tmp_path: Path) -> None:
    desk = Desk(Catalogue(FolderSource(tmp_path / "no types")), {}, None, lambda: NOON)
    assert write_samples(desk, tmp_path / "out") == []


def test_a_folder_that_cannot_be_made_is_said_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match="không phải thư mục"):
        make_folder(tmp_path / "file" / "out")


def test_a_busy_port_is_said_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"PORT={port + 1} ./run"):
            refuse_busy_port(Settings(port=port))


def test_an_address_that_is_not_ours_is_said() -> None:
    with pytest.raises(CannotStart, match="HOST"):
        refuse_busy_port(Settings(host="203.0.113.1"))


@pytest.mark.parametrize("name", ["INSTANCE_DIR", "DATABASE_URL"])
def test_only_a_new_clone_that_nobody_set_up_is_a_first_start(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "instance"
    assert is_first_start(folder, {})
    assert is_first_start(folder, {name: " "})
    assert not is_first_start(folder, {name: "somewhere"})
    folder.mkdir()
    assert is_first_start(folder, {})
    (folder / RESULTS_FILE).touch()  # ./run types list came first
    assert is_first_start(folder, {})
    (folder / "secret_key").touch()
    assert not is_first_start(folder, {})


def test_the_first_start_makes_a_register_and_says_so(tmp_path: Path) -> None:
    current = Settings(instance_dir=tmp_path)
    said = about_register(current, is_first=True, now=NOON.replace(year=2026))
    assert "cơ quan dùng thử" in said
    assert "ubnd-21484" in said
    assert (tmp_path / "register.db").is_file()
    assert about_register(current, is_first=False, now=NOON) == "Sổ đăng ký sẵn sàng."


def test_the_first_password_goes_into_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    said = about_register(Settings(instance_dir=tmp_path), is_first=True, now=NOON)
    file = next(tmp_path.glob("mat-khau-*.txt"))
    assert str(file) in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    password = file.read_text(encoding="utf-8").rpartition(": ")[2].strip()
    assert len(password) == 19
    assert password not in said
    work = Workplace(
        Register.open(f"sqlite:///{tmp_path / 'register.db'}"), cast("Any", None), FIRST_LOGIN, lambda: NOON
    )
    person = who(work, sign_in(work, password, address="", hours=1))
    assert person is not None
    assert person.must_change
    assert [one.roles for one in person.offices] == [frozenset(Role)]
    work.register.close()


def test_the_first_password_is_said_on_a_terminal_and_kept_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = about_register(Settings(instance_dir=tmp_path), is_first=True, now=NOON)
    assert re.search(r"mật khẩu dùng một lần: [a-z0-9]{4}(-[a-z0-9]{4}){3} ", said)
    assert not list(tmp_path.glob("mat-khau-*"))


def test_a_register_into_which_nobody_can_sign_in_says_how_to_change_that(tmp_path: Path) -> None:
    found_demo(f"sqlite:///{tmp_path / 'register.db'}", now=NOON)
    said = about_register(Settings(instance_dir=tmp_path), is_first=False, now=NOON)
    assert "./run users add" in said
    assert "./run users password" in said


def test_a_later_start_makes_none_and_says_what_to_do(tmp_path: Path) -> None:
    said = about_register(Settings(instance_dir=tmp_path), is_first=False, now=NOON)
    steps = [line.split("./run ")[1] for line in said.splitlines() if line.lstrip()[:2] in {"1.", "2.", "3."}]
    assert [one.split()[:2] for one in steps] == [["register", "init"], ["offices", "add"], ["users", "add"]]
    assert list(tmp_path.iterdir()) == []
