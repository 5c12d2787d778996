import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.cli import types
from service.doctypes.reading import read_input
from service.issuing.desk import TYPES, open_desk
from service.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped types that a test may change."""
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path / "instance"))
    copy = tmp_path / "templates_docx"
    shutil.copytree(TYPES, copy)
    monkeypatch.setattr(types, "TYPES", copy)
    return copy


def test_the_list_has_every_folder(command: Callable[..., Any]) -> None:
    listed = {line.split()[0] for line in command("types", "list").out.splitlines()}
    assert listed == {path.parent.name for path in TYPES.glob("*/type.yaml")}


def test_a_type_that_breaks_its_contract_is_listed_as_off_as_on_the_page(
    command: Callable[..., Any], folder: Path, tmp_path: Path
) -> None:
    definition = folder / "ke_hoach" / "type.yaml"
    text = definition.read_text(encoding="utf-8")
    changed = text.replace("  properties:\n", "  properties:\n    unused: {title: Thừa, type: string}\n", 1)
    definition.write_text(changed, encoding="utf-8")
    lines = command("types", "list").out.splitlines()
    assert [
        line for line in lines if line.startswith("ke_hoach ") and "đang tắt: " in line and "unused" in line
    ]
    listed = json.loads(command("types", "list", "--json").out)
    desk = open_desk(Settings(instance_dir=tmp_path / "other"), types=folder)
    assert listed["broken"] == dict(desk.switched_off)
    assert [one["slug"] for one in listed["types"]] == desk.catalogue.slugs()


def test_a_folder_with_a_template_and_no_definition_is_named(
    command: Callable[..., Any], folder: Path
) -> None:
    (folder / "zz").mkdir()
    shutil.copy(folder / "ke_hoach" / "template.docx", folder / "zz")
    assert "zz/type.yaml: thiếu tệp type.yaml." in command("types", "list").out
    for words in (("types", "check"), ("types", "check", "zz")):
        said = command(*words)
        assert said.status == 1
        assert "zz/type.yaml: thiếu tệp type.yaml." in said.out


def test_a_definition_that_is_no_yaml_is_said_with_its_line_and_one_colon(
    command: Callable[..., Any], folder: Path
) -> None:
    (folder / "ke_hoach" / "type.yaml").write_text("slug: ke_hoach\nkind: [", encoding="utf-8")
    said = command("types", "check", "ke_hoach").out
    assert "ke_hoach/type.yaml: dòng 3: " in said
    assert ": :" not in said
    assert said.count("type.yaml") == 1


def test_show_and_schema_speak_of_the_same_fields(command: Callable[..., Any]) -> None:
    shown = json.loads(command("types", "show", "ke_hoach", "--json").out)
    schema = json.loads(command("types", "schema", "ke_hoach").out)
    assert list(shown["fields"]) == list(schema["properties"])
    assert {name for name, one in shown["fields"].items() if one["required"]} == set(schema["required"])


@pytest.mark.parametrize("option", [[], ["--minimal"]])
def test_a_sample_can_be_used_as_it_is_printed(
    command: Callable[..., Any], tmp_path: Path, option: list[str]
) -> None:
    printed = command("types", "sample", "ke_hoach", *option).out
    source = tmp_path / "sample.yaml"
    source.write_text(printed, encoding="utf-8")
    assert read_input(printed)["content"]
    assert command("documents", "preview", "ke_hoach", source, "-o", tmp_path / "a.docx").status == 0


def test_a_new_type_needs_no_code(command: Callable[..., Any], folder: Path) -> None:
    assert command("types", "new", "chuong_trinh", "--from", "ke_hoach").status == 0
    assert yaml.safe_load((folder / "chuong_trinh" / "type.yaml").read_bytes())["slug"] == "chuong_trinh"
    assert "chuong_trinh" in command("types", "list").out
    assert command("types", "bless", "chuong_trinh").status == 0
    old = json.loads(command("types", "check", "ke_hoach", "--json").out)["broken"]
    new = json.loads(command("types", "check", "chuong_trinh", "--json").out)["broken"]
    assert [one["message"] for one in new] == [one["message"] for one in old if one["clause"] != "outline"]


@pytest.mark.parametrize("slug", ["Kế hoạch", "../x", "ke-hoach", "ke_hoach", ""])
def test_a_bad_or_taken_name_is_refused(command: Callable[..., Any], folder: Path, slug: str) -> None:
    before = sorted(path.name for path in folder.iterdir())
    assert command("types", "new", slug, "--from", "ke_hoach").status == 1
    assert sorted(path.name for path in folder.iterdir()) == before


def broken_by(command: Callable[..., Any]) -> set[str]:
    found = json.loads(command("types", "check", "ke_hoach", "--json").out)["broken"]
    return {one["clause"] for one in found}


def test_bless_writes_the_outlines_that_check_then_finds(command: Callable[..., Any], folder: Path) -> None:
    (folder / "ke_hoach" / "expected.full.txt").write_text("khác\n", encoding="utf-8")
    assert "outline" in broken_by(command)
    command("types", "bless", "ke_hoach")
    assert "outline" not in broken_by(command)
    assert command("types", "bless", "ke_hoach").out == ""


def test_a_key_that_nobody_knows_is_said_with_its_file(command: Callable[..., Any], folder: Path) -> None:
    definition = folder / "ke_hoach" / "type.yaml"
    definition.write_text(definition.read_text(encoding="utf-8") + "\ncolour: đỏ\n", encoding="utf-8")
    said = command("types", "check", "ke_hoach")
    assert said.status == 1
    assert "ke_hoach/type.yaml" in said.out
    assert "colour" in said.out


def test_a_field_that_nothing_prints_breaks_the_contract(command: Callable[..., Any], folder: Path) -> None:
    definition = folder / "ke_hoach" / "type.yaml"
    text = definition.read_text(encoding="utf-8")
    changed = text.replace("  properties:\n", "  properties:\n    unused: {title: Thừa, type: string}\n", 1)
    definition.write_text(changed, encoding="utf-8")
    said = command("types", "check", "ke_hoach")
    assert "type.yaml có trường unused" in said.out


def test_a_mark_that_no_field_has_breaks_the_contract(command: Callable[..., Any], folder: Path) -> None:
    definition = folder / "ke_hoach" / "type.yaml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace("    criterion_word:", "    criterion_term:"), encoding="utf-8")
    assert command("types", "check", "ke_hoach").status == 1


def test_a_damaged_template_is_said_in_words(command: Callable[..., Any], folder: Path) -> None:
    template = folder / "ke_hoach" / "template.docx"
    template.write_bytes(template.read_bytes()[:500])
    said = command("types", "check", "ke_hoach")
    assert said.status == 1
    assert "Traceback" not in said.err
    assert "ke_hoach" in said.out
