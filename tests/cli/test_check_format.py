"""check-format at its edges: what could not be read is said, and nothing is said of what was not checked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("word", ["check-format", "proofread"])
def test_files_that_are_not_there_are_said_in_vietnamese_and_not_counted(
    command: Callable[..., Any], tmp_path: Path, word: str
) -> None:
    said = command(word, tmp_path / "a.docx", tmp_path / "b.docx")
    assert said.status == 2
    assert said.out == ""
    assert len(said.err.splitlines()) == 2
    assert said.err.count("không có tệp hoặc thư mục này") == 2
    assert "No such file" not in said.err


def test_a_text_is_not_mended_over_itself(command: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ủy ban nhân dân  xã.\n", encoding="utf-8")
    said = command("proofread", "--fix", path, "-o", path)
    assert said.status == 2
    assert path.read_text(encoding="utf-8") == "Ủy ban nhân dân  xã.\n"
