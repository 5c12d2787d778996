import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from service.cli import documents
from service.issuing.desk import TYPES

SAMPLE = TYPES / "ke_hoach" / "sample.minimal.yaml"


def test_a_preview_is_written_and_opens_in_python_docx(command: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "bản trình ký.docx"
    said = command("documents", "preview", "ke_hoach", SAMPLE, "-o", target)
    assert said.status == 0
    assert said.err == ""
    assert str(target) in said.out
    docx.Document(str(target))
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_json_prints_one_object_and_nothing_else(command: Callable[..., Any], tmp_path: Path) -> None:
    said = command(
        "documents", "preview", "ke_hoach", SAMPLE, "-o", tmp_path / "a.docx", "--json", "--specimen"
    )
    shown = json.loads(said.out)
    assert shown["file_name"].startswith("KH-UBND_01_")
    assert said.err == ""


def test_faults_are_said_all_at_once_and_nothing_is_written(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    source = tmp_path / "faulty.yaml"
    raw = SAMPLE.read_text(encoding="utf-8").replace("\noffice:", "\nsurplus: 1\noffice:")
    source.write_text(raw.replace("\nsubject:", "\nsubjct:"), encoding="utf-8")
    target = tmp_path / "a.docx"
    said = command("documents", "preview", "ke_hoach", source, "-o", target)
    assert said.status == 1
    for path in ("subject", "subjct", "surplus"):
        assert f"- {path}: " in said.err
    assert not target.exists()
    as_json = command("documents", "preview", "ke_hoach", source, "-o", target, "--json")
    assert {one["path"] for one in json.loads(as_json.out)["errors"]} >= {"subject", "subjct", "surplus"}


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe", b"a: 1\na: 2\n", b"- 1\n"])
def test_what_cannot_be_read_exits_with_2(
    command: Callable[..., Any], tmp_path: Path, content: bytes
) -> None:
    source = tmp_path / "a.yaml"
    source.write_bytes(content)
    said = command("documents", "preview", "ke_hoach", source, "-o", tmp_path / "a.docx")
    assert said.status == 2
    assert str(source) in said.err
    assert not (tmp_path / "a.docx").exists()


def test_a_missing_file_and_a_missing_folder_exit_with_2(command: Callable[..., Any], tmp_path: Path) -> None:
    assert (
        command("documents", "preview", "ke_hoach", tmp_path / "no.yaml", "-o", tmp_path / "a.docx").status
        == 2
    )
    assert command("documents", "preview", "ke_hoach", SAMPLE, "-o", tmp_path / "no" / "a.docx").status == 2


def test_an_unknown_type_names_the_known_ones(command: Callable[..., Any], tmp_path: Path) -> None:
    said = command("documents", "preview", "nothing", SAMPLE, "-o", tmp_path / "a.docx")
    assert said.status == 1
    assert "ke_hoach" in said.err


def test_the_input_may_come_from_standard_input(
    command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.read_bytes())))
    assert command("documents", "preview", "ke_hoach", "-", "-o", tmp_path / "a.docx").status == 0


def test_another_office_can_be_named(command: Callable[..., Any], tmp_path: Path) -> None:
    words = ("documents", "preview", "ke_hoach", SAMPLE, "-o", tmp_path / "a.docx", "--office")
    said = command(*words, "ubnd-không-có")
    assert said.status == 1
    assert "- office: " in said.err


def test_a_source_must_be_a_name_and_a_file(command: Callable[..., Any], tmp_path: Path) -> None:
    words = ("documents", "preview", "ke_hoach", SAMPLE, "-o", tmp_path / "a.docx", "--source")
    assert command(*words, "plan").status == 2
    assert command(*words, f"plan={tmp_path / 'no.yaml'}").status == 2


def test_a_damaged_template_is_a_file_that_cannot_be_read(
    command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "templates_docx"
    shutil.copytree(TYPES, copy)
    template = copy / "ke_hoach" / "template.docx"
    template.write_bytes(template.read_bytes()[:500])
    monkeypatch.setattr(documents, "TYPES", copy)
    said = command("documents", "preview", "ke_hoach", SAMPLE, "-o", tmp_path / "a.docx")
    assert said.status == 2
    assert len(said.err.splitlines()) == 1
    assert "ke_hoach/template.docx" in said.err
    assert not (tmp_path / "a.docx").exists()
