"""`batches template` and `batches check` as a person gives them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from service.cli import batches
from service.cli.output import report
from service.cli.parser import Parser
from service.errors import ServiceError
from service.issuing.desk import TYPES

PLAN = TYPES / "ke_hoach" / "sample.full.yaml"


class Said(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    parser = Parser(prog="./run")
    batches.add_parser(parser.add_subparsers(dest="command"))

    def run(*words: object) -> Said:
        arguments = parser.parse_args(["batches", *map(str, words)])
        try:
            status = int(arguments.func(arguments))
        except ServiceError as error:
            status = report(error, as_json=getattr(arguments, "json", False))
        return Said(status, *capsys.readouterr())

    return run


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "bảng.csv"
    path.write_text("Đơn vị,Số bản lưu\nxã Ba Tơ,hai\nxã Ba Vì,3\nxã Không Có,ba\n", encoding="utf-8")
    return path


def test_a_template_is_written_and_passes_the_check(command: Callable[..., Said], tmp_path: Path) -> None:
    target = tmp_path / "bảng.xlsx"
    made = command("template", "ke_hoach", "--province", "51", "-o", target)
    assert (made.status, made.err) == (0, "")
    assert "96 đơn vị" in made.out
    checked = command("check", "ke_hoach", "--plan", PLAN, "--table", target)
    assert checked.status == 0
    assert "96 dòng tạo được, 0 dòng có lỗi" in checked.out
    assert "signer_missing" in checked.out


def test_faults_are_said_with_their_cells_and_the_status_is_1(
    command: Callable[..., Said], faulty: Path
) -> None:
    said = command("check", "ke_hoach", "--plan", PLAN, "--table", faulty)
    assert said.status == 1
    for words in ("B2", "“hai”", "A4", "“xã Không Có”", "B4"):
        assert words in said.out


def test_json_is_one_object_with_every_fault(command: Callable[..., Said], faulty: Path) -> None:
    said = command("check", "ke_hoach", "--plan", PLAN, "--table", faulty, "--json")
    shown: dict[str, Any] = json.loads(said.out)
    assert (shown["rows"], shown["valid"], shown["error_count"]) == (3, 1, 3)
    assert {tuple(sorted(one)) for one in shown["errors"]} == {
        ("cell", "code", "column", "message", "path", "read", "row", "sheet")
    }
    assert {one["code"] for one in shown["questions"]} >= {"signer_missing", "other_unit_named"}


def test_the_marked_workbook_is_written(command: Callable[..., Said], faulty: Path, tmp_path: Path) -> None:
    target = tmp_path / "lỗi.xlsx"
    said = command("check", "ke_hoach", "--plan", PLAN, "--table", faulty, "-o", target, "--by", "office")
    assert said.status == 1
    assert str(target) in said.out
    assert openpyxl.load_workbook(target)["Bảng"]["B2"].comment is not None


def test_what_all_rows_have_in_common_is_said_once(command: Callable[..., Said], tmp_path: Path) -> None:
    table = tmp_path / "bảng.csv"
    table.write_text("Đơn vị,Số bản lưu\nxã Ba Tơ,hai\nxã Ba Vì,hai\nxã Ba Xa,hai\n", encoding="utf-8")
    said = command("check", "ke_hoach", "--plan", PLAN, "--table", table)
    assert said.out.count("B2, B3, B4") == 1
    assert len([line for line in said.out.splitlines() if line.startswith("- ")]) == 1


def test_a_role_that_units_lack_is_asked_about_once(command: Callable[..., Said], tmp_path: Path) -> None:
    table = tmp_path / "bảng.csv"
    table.write_text("Đơn vị\nxã Ba Tơ\nxã Ba Vì\nxã Ba Xa\nxã Ba Tô\n", encoding="utf-8")
    plan = tmp_path / "chung.yaml"
    plan.write_text(
        PLAN.read_text(encoding="utf-8").replace("role: noi_vu", "role: truyen_thong"), encoding="utf-8"
    )
    said = command("check", "ke_hoach", "--plan", plan, "--table", table)
    assert said.status == 0
    assert said.out.count("Câu hỏi của 3 dòng (role_without_body)") == 1
