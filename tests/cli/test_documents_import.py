import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.cli import documents_take_back
from service.issuing.desk import TYPES
from tests.intake.own_plan import built

SAMPLE = TYPES / "ke_hoach" / "sample.minimal.yaml"


@pytest.fixture
def old_plan(tmp_path: Path) -> Path:
    file = tmp_path / "kế hoạch 2025.docx"
    file.write_bytes(built("typed"))
    return file


def test_a_word_file_becomes_an_input_that_makes_a_document(
    command: Callable[..., Any], tmp_path: Path, old_plan: Path
) -> None:
    target = tmp_path / "input.yaml"
    said = command("documents", "import", "ke_hoach", old_plan, "-o", target, "--office", "ubnd-21484")
    assert (said.status, said.err) == (0, "")
    assert "cần kiểm tra lại" in said.out
    assert command("documents", "preview", "ke_hoach", target, "-o", tmp_path / "a.docx").status == 0


def test_json_has_input_places_tray_questions_and_findings(
    command: Callable[..., Any], tmp_path: Path, old_plan: Path
) -> None:
    said = command("documents", "import", "ke_hoach", old_plan, "-o", tmp_path / "a.yaml", "--json")
    shown = json.loads(said.out)
    assert set(shown) == {"input", "placed", "tray", "questions", "findings", "warnings"}
    assert {one["code"] for one in shown["questions"]} == {"import_check_again"}
    assert all(set(one) == {"paragraph", "text", "path", "why"} for one in shown["placed"])


def test_an_old_word_file_is_refused_with_what_to_do(command: Callable[..., Any], tmp_path: Path) -> None:
    file, target = tmp_path / "a.doc", tmp_path / "a.yaml"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    said = command("documents", "import", "ke_hoach", file, "-o", target)
    assert said.status == 2
    assert "Lưu thành .docx" in said.err
    assert not target.exists()


def test_what_differs_in_long_texts_is_seen() -> None:
    same = "Công khai thủ tục hành chính tại trụ sở và trên Trang thông tin điện tử; " * 3
    draft, changed = documents_take_back.around(f"{same}hằng quý.", f"{same}hằng tháng.")
    assert "hằng quý" in draft
    assert "hằng tháng" in changed


def test_a_signed_file_is_taken_as_it_is(command: Callable[..., Any], old_plan: Path) -> None:
    said = command("documents", "take-back", "x", old_plan, "--as-signed", "--keep", "1-2-1-2")
    assert said.status == 64
    assert "không đi cùng --keep" in said.err
