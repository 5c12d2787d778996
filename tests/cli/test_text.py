import io
import sys
from datetime import UTC, datetime

import pytest

from service import clock
from service.cli import text as command
from service.cli.parser import Parser


def run(*words):
    parser = Parser(prog="./run")
    command.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["text", *words])
    return arguments.func(arguments)


@pytest.fixture(autouse=True)
def _new_year_in_vietnam(monkeypatch):
    # 1 January 2026, half past midnight in Vietnam, while servers in UTC still write 2025.
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 12, 31, 17, 30, tzinfo=UTC))


def test_one_answer_a_line_in_order(capsys):
    assert run("number-words", "2025", "21") == 0
    assert capsys.readouterr().out == "hai nghìn không trăm hai mươi lăm\nhai mươi mốt\n"


@pytest.mark.parametrize(("typed", "expected"), [("-3", "âm ba"), ("-0,05", "âm không phẩy không năm")])
def test_a_negative_number_is_a_value_and_no_option(capsys, typed, expected):
    assert run("number-words", typed) == 0
    assert run("number-words", "--", typed) == 0
    assert capsys.readouterr().out == f"{expected}\n" * 2


def test_a_refused_value_is_marked_and_the_others_are_answered(capsys):
    assert run("parse-date", "5/3/2025", "30/02/2025", "2016-05-16") == 1
    first, second, third = capsys.readouterr().out.splitlines()
    assert (first, third) == ("2025-03-05", "2016-05-16")
    assert second.startswith("! ")
    assert "28 ngày" in second


def test_a_dash_reads_one_value_a_line(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("Ba Tơ\t2025-02-05\r\nBa Tơ\t2025-02\nBa Tơ\n"))
    assert run("date-line", "-") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Ba Tơ, ngày 05 tháng 02 năm 2025",
        "Ba Tơ, ngày      tháng 02 năm 2025",
        "Ba Tơ, ngày      tháng      năm 2026",
    ]


def test_an_empty_line_of_input_has_its_answer_too(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n\n2\n"))
    assert run("number-words", "-") == 1
    lines = capsys.readouterr().out.splitlines()
    assert (len(lines), lines[0], lines[2]) == (3, "một", "hai")


def test_lines_end_only_where_a_line_ends(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("b\u2028c\na\x85\n"))
    assert run("sort", "-") == 1
    assert len(capsys.readouterr().out.rstrip("\n").split("\n")) == 2


def test_the_mark_of_windows_programs_is_no_part_of_the_first_value(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("\ufeff21\n24"))
    assert run("number-words", "-") == 0
    assert capsys.readouterr().out == "hai mươi mốt\nhai mươi tư\n"


def test_nothing_on_input_answers_nothing(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("sort", "-") == 0
    assert capsys.readouterr().out == ""


def test_input_that_is_no_utf_8_is_unreadable(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"K\xff\xfe"), encoding="utf-8"))
    assert run("sort", "-") == 2
    assert "UTF-8" in capsys.readouterr().err


def test_codes_are_read_with_the_kinds_of_the_law(capsys):
    assert run("parse-code", "03/CTr-UBND") == 0
    assert '"kind_name": "Chương trình"' in capsys.readouterr().out


def test_a_command_without_a_value_is_a_fault_of_use(capsys):
    with pytest.raises(SystemExit) as stop:
        run("sort")
    assert stop.value.code == 64
    assert "thiếu GIÁ TRỊ" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as stop:
        run("--help")
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in command.COMMANDS)


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_is_given_after_the_name_of_a_command_too(capsys, word):
    assert run("sort", word) == 0
    assert "file-name" in capsys.readouterr().out
