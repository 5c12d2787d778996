"""`batches preview`: one row as its document, or what is wrong with it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from bench.batch_load import found, sample_plan
from service.cli import main
from service.issuing.desk import open_desk
from service.jobs import batches


@pytest.fixture
def look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, Any]]]:
    """Look at a row of a table of three; `(status, object)` of --json."""
    made = found(f"sqlite:///{tmp_path}/register.db", tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    plan = json.loads(json.dumps(sample_plan(), default=float))
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    (tmp_path / "units.csv").write_text("unit.code\n21484\n21529\n99999\n", encoding="utf-8")

    def command(row: int, *words: str) -> tuple[int, Any]:
        given = ["--plan", f"{tmp_path}/plan.yaml", "--table", f"{tmp_path}/units.csv", "--row", str(row)]
        target = ["-o", f"{tmp_path}/row.docx", "--json"]
        status = main.main(["batches", "preview", "ke_hoach", *given, *target, *words])
        return status, json.loads(capsys.readouterr().out)

    yield command
    workplace = open_desk(made.settings).workplace("operator")
    assert batches.listed(workplace, batches.own_office(workplace, "")) == []
    workplace.register.close()


@pytest.mark.parametrize("by", ["office", "units"])
def test_a_row_is_written_as_its_document(look: Callable[..., Any], tmp_path: Path, by: str) -> None:
    status, said = look(3, "--by", by)
    assert (status, said["row"]) == (0, 3)
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "row.docx")).paragraphs)
    assert "KẾ HOẠCH" in text
    assert said["unit_name"]


def test_a_row_with_faults_or_none_at_all_writes_nothing(look: Callable[..., Any], tmp_path: Path) -> None:
    status, said = look(4)
    assert (status, said["code"], [one["code"] for one in said["errors"]]) == (
        1,
        "table_refused",
        ["unit_unknown"],
    )
    status, said = look(9)
    assert (status, said["code"]) == (1, "invalid_input")
    assert not (tmp_path / "row.docx").exists()


@pytest.mark.parametrize("name", ["plan.yaml", "units.csv"])
def test_neither_plan_nor_table_is_written_over(look: Callable[..., Any], tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    before = file.read_bytes()
    status, said = look(3, "-o", str(file))
    assert (status, said["code"]) == (2, "not_writable")
    given = ["--plan", f"{tmp_path}/plan.yaml", "--table", f"{tmp_path}/units.csv", "-o", str(file), "--json"]
    for verb in ("check", "start"):
        assert main.main(["batches", verb, "ke_hoach", *given]) == 2
    assert file.read_bytes() == before
