"""The command `proofread`: exit statuses, lines for people, JSON, mending."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service.cli import proofread
from service.cli.output import report
from service.cli.parser import Parser
from service.errors import ServiceError

WRONG = "Đơn vị phân đấu hoàn thành nhiệm vụ.\n"


@pytest.fixture
def command() -> Callable[..., int]:
    """Return the function that runs the command as the entry does."""

    def run(*words: str | Path) -> int:
        parser = Parser(prog="./run")
        proofread.add_parser(parser.add_subparsers())
        arguments = parser.parse_args(["proofread", *map(str, words)])
        try:
            return int(arguments.func(arguments))
        except ServiceError as error:
            return report(error, as_json=arguments.json)

    return run


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_right_file_ends_with_0(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Đơn vị phấn đấu hoàn thành nhiệm vụ.\n", encoding="utf-8")
    assert command(path) == 0
    assert capsys.readouterr().out == "Đã soát 1 tệp: không có lỗi.\n"


def test_a_fault_ends_with_1_and_is_one_line(
    command: Callable[..., int], wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(wrong) == 1
    assert capsys.readouterr().out.splitlines() == [
        (
            "LỖI dòng 1 “phân đấu”: “phân đấu” viết sai: “phấn đấu”. Sửa thành: “phấn đấu”. "
            "[wrong-word; Chính tả tiếng Việt]"
        ),
        "Đã soát 1 tệp: 1 lỗi.",
    ]


def test_a_file_that_is_not_there_ends_with_2_and_the_others_are_read(
    command: Callable[..., int], wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(wrong, wrong.with_name("b.txt")) == 2
    told = capsys.readouterr()
    assert "phân đấu" in told.out
    assert "b.txt: Không mở được tệp" in told.err


def test_json_is_one_object_with_place_and_span(
    command: Callable[..., int], wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(wrong, "--json") == 1
    (one,) = json.loads(capsys.readouterr().out)["findings"]
    assert (one["code"], one["span"], one["where"]["paragraph"]) == ("wrong-word", [7, 15], 1)


def test_fix_writes_the_mended_file_and_not_the_old_one(
    command: Callable[..., int], wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = wrong.with_name("b.txt")
    assert command(wrong, "--fix", "-o", new) == 0
    assert new.read_text(encoding="utf-8") == WRONG.replace("phân đấu", "phấn đấu")
    assert wrong.read_text(encoding="utf-8") == WRONG
    assert "sửa 1 chỗ, còn 0 chỗ" in capsys.readouterr().out


def test_fix_writes_no_file_where_nothing_is_certain(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, new = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("Có 3 trong số 4 ấp, chiếm 70%, mở lớp dạy bơi.\n", encoding="utf-8")
    assert command(path, "--fix", "-o", new) == 1
    assert not new.exists()
    assert "không ghi tệp; còn 1 chỗ" in capsys.readouterr().out


def test_fix_without_a_new_file_is_refused(command: Callable[..., int], wrong: Path) -> None:
    assert command(wrong, "--fix") == 2


def test_a_code_is_switched_off_only_with_a_reason(command: Callable[..., int], wrong: Path) -> None:
    assert command(wrong, "--off", "wrong-word=trích nguyên văn") == 0
    assert command(wrong, "--off", "wrong-word") == 2
    assert command(wrong, "--off", "khong-co=x") == 2


def test_the_day_of_the_document_can_be_given(command: Callable[..., int], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Các đơn vị báo cáo trước ngày 01/12/2025.\n", encoding="utf-8")
    assert command(path) == 0
    assert command(path, "--date", "05/02/2026") == 1
    assert command(path, "--date", "31/02/2026") == 2
