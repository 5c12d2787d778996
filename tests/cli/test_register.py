"""The commands of the register, as a person types them one after the other; SQLite in a folder of its own."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.cli import offices, register, users
from service.cli.main import main
from service.cli.parser import Parser
from service.errors import ServiceError
from service.register.errors import BackupRefused, InvalidEntry, RegisterMissing, SeriesClash, WrongState

NOW = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run one command and return its exit status and what it printed."""
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("service.clock.now", lambda: NOW)
    monkeypatch.chdir(tmp_path)

    def run(*words):
        parser = Parser(prog="./run")
        groups = parser.add_subparsers(dest="command")
        register.add_parser(groups)
        offices.add_parser(groups)
        users.add_parser(groups)
        arguments = parser.parse_args(words)
        status = arguments.func(arguments)
        return status, capsys.readouterr().out

    return run


@pytest.fixture
def ready(run):
    run("register", "init")
    run("offices", "add", "ubnd-21484")
    return run


def test_nothing_is_made_before_init_and_init_makes_one_register(run, tmp_path):
    with pytest.raises(RegisterMissing, match="register init"):
        run("register", "verify")
    assert not (tmp_path / "instance").exists()
    assert run("register", "init")[1].startswith(f"Đã lập sổ đăng ký mới: {tmp_path}/instance/register.db")
    with pytest.raises(WrongState):
        run("register", "init")


def test_an_office_of_the_data_needs_only_its_id(ready):
    assert "ubnd-21484  Ủy ban nhân dân xã Ba Tơ  (từ 01/7/2025)" in ready("offices", "list")[1]
    with pytest.raises(ServiceError, match="--name, --abbreviation, --from"):
        ready("offices", "add", "trung-tam")
    words = ("--name", "Trung tâm", "--abbreviation", "TT", "--from", "01/7/2025", "--steps", "for_signature")
    ready("offices", "add", "trung-tam", *words)
    listed = json.loads(ready("offices", "list", "--json")[1])["offices"]
    assert [(one["id"], one["steps"]) for one in listed] == [
        ("trung-tam", ["for_signature"]),
        ("ubnd-21484", []),
    ]
    ready("offices", "set", "--office", "trung-tam", "--steps", "none", "--until", "31/12/2026")
    listed = json.loads(ready("offices", "list", "--json")[1])["offices"]
    assert (listed[0]["steps"], listed[0]["valid_until"]) == ([], "2026-12-31")
    with pytest.raises(ServiceError, match="ít nhất một"):
        ready("offices", "set", "--office", "trung-tam")


def test_series_are_opened_closed_and_listed(ready):
    of = ("--office", "ubnd-21484", "--year", "2026")
    assert ready("register", "series", *of)[1] == "Chưa có sổ số nào.\n"
    taken_over = ("--next", "58", "--last-date", "02/3/2026", "--reason", "Tiếp sổ giấy")
    opened = ready("register", "open-series", *of, "--kind", "KH", *taken_over)
    assert opened == (0, "Đã mở: Sổ số KH năm 2026, số 57 ngày 02/3/2026\n")
    ready("register", "open-series", *of, "--group", "nội bộ=BC,TB", "--external")
    ready("register", "open-series", *of, "--secret", "--reason", "Chưa có số nào")
    with pytest.raises(SeriesClash):
        ready("register", "open-series", *of, "--reason", "Chung")
    with pytest.raises(ServiceError, match="TÊN=KH,BC"):
        ready("register", "open-series", *of, "--group", "BC")
    with pytest.raises(ServiceError, match="Không có loại văn bản kh"):
        ready("register", "open-series", *of, "--kind", "kh")
    ready("register", "close-series", *of, "--kind", "KH", "--reason", "Hết năm")
    listed = json.loads(ready("register", "series", *of, "--json")[1])["series"]
    shown = {(one["name"], *one["kinds"], one["is_own"], one["is_secret"], one["is_open"]) for one in listed}
    assert shown == {
        ("", "KH", True, False, False),
        ("nội bộ", "BC", "TB", False, False, True),
        ("", True, True, True),
    }
    with pytest.raises(ServiceError, match="Không có sổ số đang mở"):
        ready("register", "close-series", *of, "--kind", "KH")
    with pytest.raises(InvalidEntry, match="lý do khóa sổ"):
        ready("register", "close-series", *of, "--secret")


def test_the_list_of_series_says_where_each_stands_and_how_commands_name_it(ready):
    of = ("--office", "ubnd-21484", "--year", "2026")
    new = ("--reason", "Chưa có số nào")
    ready("register", "open-series", *of, "--kind", "KH", *new)
    ready("register", "close-series", *of, "--kind", "KH", "--reason", "Nhầm")
    ready("register", "open-series", *of, "--group", "nội bộ=BC,TTr", "--external")
    ready("register", "open-series", *of, "--kind", "TB", "--body", "BCĐ", "--secret", "--mark", "TM", *new)
    listed = ready("register", "series", *of)[1]
    assert (
        "Sổ số KH năm 2026: đã khóa; đến đầu sổ, chưa có số nào\n  loại KH; trong lệnh: --kind KH" in listed
    )
    assert "Sổ số nội bộ năm 2026: số do hệ thống của tỉnh cấp" in listed
    assert '  loại BC, TTr; trong lệnh: --group "nội bộ=BC,TTr"' in listed
    assert "Sổ số TB của BCĐ (mật) năm 2026: số tiếp theo 01" in listed
    what = (
        "loại TB; của BCĐ; văn bản mật; ký hiệu kết thúc bằng -TM; trong lệnh: --kind TB --body BCĐ --secret"
    )
    assert what in listed
    said = json.loads(ready("register", "series", *of, "--json")[1])["series"]
    assert {(one["selector"], one["next"]) for one in said} == {
        ("--kind KH", None),
        ('--group "nội bộ=BC,TTr"', None),
        ("--kind TB --body BCĐ --secret", 1),
    }
    ready("register", "close-series", *of, "--group", "x=BC,TTr", "--reason", "Thôi")


def test_signers_and_users_come_and_go(ready):
    of = ("--office", "ubnd-21484")
    ready("users", "add", "hoa", *of, "--role", "drafter", "--name", "Trần Thị Hoa")
    ready("users", "grant", "hoa", *of, "--role", "administrator")
    assert "mat-khau-hoa.txt" in ready("users", "password", "hoa")[1]
    ready("users", "revoke", "hoa", *of, "--role", "drafter")
    ready("users", "rename", "hoa", "--name", " Trần Thị  Hòa ")
    assert ready("users", "list", *of, "--as", "hoa")[1] == "hoa  Trần Thị Hòa  (Quản trị)\n"
    words = ("--name", "Lê Hoa", "--position", "Phó Chủ tịch", "--capacity", "KT", "--authorisation", "QĐ 1")
    ready("signers", "add", *of, *words, "--as", "hoa")
    signer = json.loads(ready("signers", "list", *of, "--json")[1])["signers"][0]
    assert (signer["name"], signer["capacity"]) == ("Lê Hoa", "KT")
    assert (
        ready("signers", "end", signer["id"], "--on", "05/3/2026")[1] == "Lê Hoa ký đến hết ngày 05/3/2026.\n"
    )


def test_verify_says_that_all_is_well_and_where_the_chains_end(ready):
    status, text = ready("register", "verify")
    assert (status, text.splitlines()[0]) == (0, "Sổ đăng ký nguyên vẹn.")
    assert "ubnd-21484: 1 dòng nhật ký, dấu cuối " in text
    end = json.loads(ready("register", "verify", "--json")[1])["chains"][1]["hash"]
    of_office = ready("register", "verify", "--office", "ubnd-21484", "--expect", end)
    assert of_office == (
        0,
        (
            "Sổ đăng ký nguyên vẹn.\nĐã kiểm 0 văn bản có số; các chuỗi nhật ký kết thúc ở:\n"
            f"ubnd-21484: 1 dòng nhật ký, dấu cuối {end}\n"
        ),
    )
    status, text = ready("register", "verify", "--expect", "0" * 64)
    assert (status, "Dấu cuối đã ghi lại trước đây không còn." in text) == (1, True)


def test_verify_prints_the_first_fault_and_exits_1(ready, tmp_path):
    ready("register", "open-series", "--office", "ubnd-21484", "--year", "2026", "--reason", "Mới")
    with closing(sqlite3.connect(tmp_path / "instance" / "register.db")) as connection:
        connection.execute("UPDATE series SET last_number = 4")
        connection.commit()
    status, text = ready("register", "verify")
    assert (status, "Sổ ghi số cuối 4" in text) == (1, True)
    assert json.loads(ready("register", "verify", "--json")[1])["fault"]["code"] == "number_end"


def test_backup_restore_and_confirm(ready, tmp_path):
    of = ("--office", "ubnd-21484", "--year", "2026")
    ready("register", "open-series", *of, "--reason", "Mới")
    assert "Đã sao lưu vào copy.db" in ready("register", "backup", "-o", "copy.db")[1]
    with pytest.raises(BackupRefused):
        ready("register", "backup", "-o", "copy.db")
    with pytest.raises(ServiceError, match="--restored"):
        ready("register", "restore")
    text = ready("register", "restore", "copy.db")[1]
    assert "1 sổ số chờ xác nhận" in text
    assert "Sổ số chung năm 2026 chờ xác nhận số cuối" in text
    assert "--office ubnd-21484 --year 2026 --last SỐ" in text
    assert "before-restore" in text
    assert "chờ xác nhận số cuối" in ready("register", "verify")[1]
    words = ("--last", "3", "--last-date", "04/3/2026", "--reason", "Theo sổ giấy")
    assert (
        ready("register", "confirm-series", *of, *words)[1]
        == "Đã xác nhận: Sổ số chung năm 2026, số 03 ngày 04/3/2026\n"
    )
    assert "chờ nhập lại văn bản số 1, 2, 3" in ready("register", "verify")[1]
    with pytest.raises(InvalidEntry, match="lý do"):
        ready("register", "withdraw-confirmation", *of)
    assert (
        ready("register", "withdraw-confirmation", *of, "--reason", "Ghi nhầm")[1]
        == "Đã rút xác nhận, chờ xác nhận lại: Sổ số chung năm 2026, đầu sổ, chưa có số nào\n"
    )
    assert "chờ xác nhận số cuối" in ready("register", "verify")[1]
    with pytest.raises(WrongState, match="không có xác nhận"):
        ready("register", "withdraw-confirmation", *of, "--reason", "Ghi nhầm")
    ready("register", "confirm-series", *of, *words)
    assert "1 sổ số chờ" in ready("register", "restore", "--restored")[1]
    assert (tmp_path / "copy.db").is_file()


def test_the_book_is_exported_by_the_ending_of_the_file(ready, tmp_path):
    of = ("--office", "ubnd-21484", "--year", "2026")
    for ending in ("docx", "csv", "json"):
        ready("register", "export", *of, "-o", f"so.{ending}")
        assert (tmp_path / f"so.{ending}").stat().st_size > 50
    ready("register", "export", *of, "--secret", "-o", "so-mat.json")
    assert json.loads((tmp_path / "so-mat.json").read_text())["documents"] == []
    with pytest.raises(ServiceError, match="định dạng"):
        ready("register", "export", *of, "-o", "so.pdf")


def test_a_register_of_this_release_needs_no_migration(ready):
    assert ready("register", "migrate")[1] == "Sổ đăng ký đúng bản của phần mềm.\n"


def test_the_states_are_printed(run):
    assert run("register", "states")[1].startswith("# States, acts, roles")


def test_a_date_that_is_none_is_said_by_the_parser(ready, capsys):
    with pytest.raises(SystemExit):
        ready("signers", "end", "x", "--on", "30/02/2026")
    assert "30/02/2026" in capsys.readouterr().err


def test_a_series_that_was_never_opened_is_not_confirmed(ready):
    with pytest.raises(ServiceError, match="Không có sổ số đang mở"):
        ready("register", "confirm-series", "--office", "ubnd-21484", "--year", "2026", "--last", "1")


@pytest.mark.parametrize("kind", ["device", "folder", "pipe", "existing", "nowhere"])
def test_a_backup_replaces_nothing_and_writes_to_files_only(ready, tmp_path, kind):
    place = {"device": Path("/dev/full"), "nowhere": tmp_path / "no" / "b.db"}.get(kind, tmp_path / kind)
    if kind == "folder":
        place.mkdir()
    if kind == "pipe":
        os.mkfifo(place)
    if kind == "existing":
        place.write_bytes(b"mine")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(ServiceError) as refused:
        ready("register", "backup", "-o", str(place))
    assert str(place) in refused.value.message
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert kind != "existing" or place.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["restore"], 64),
        (["restore", "x.db", "--restored"], 64),
        (["open-series", "--office", "ubnd-21484", "--year", "2026", "--kind", "XX"], 64),
        (["open-series", "--office", "ubnd-21484", "--year", "2026", "--group", "KH"], 64),
        (["close-series", "--office", "ubnd-21484", "--year", "2026", "--reason", "x"], 1),
        (["export", "--office", "ubnd-21484", "--year", "2026", "-o", "so.pdf"], 1),
        (["export", "--office", "ubnd-21484", "--year", "2026", "-o", "/dev/full"], 2),
        (["verify", "--office", "ubnd-1"], 1),
        (["series", "--office", "ubnd-1", "--year", "2026"], 1),
        (["export", "--office", "ubnd-1", "--year", "2026", "-o", "so.json"], 1),
        (["open-series", "--office", "ubnd-1", "--year", "2026"], 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
@pytest.mark.usefixtures("ready")
def test_wrong_words_have_their_exit_status(capsys, words, status):
    assert main(["register", *words]) == status
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
