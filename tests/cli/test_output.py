"""What commands write: files that nobody loses, faults that anybody can read."""

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.cli.output import check_output, print_json, write_file
from service.errors import UnreadableInput, system_reason
from service.issuing.desk import TYPES

ROOT = Path(__file__).parents[2]
SAMPLE = TYPES / "ke_hoach" / "sample.minimal.yaml"


@pytest.mark.parametrize(
    "number",
    [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG],
)
def test_a_reason_of_the_system_is_said_in_vietnamese(number: int) -> None:
    said = system_reason(OSError(number, os.strerror(number)))
    assert os.strerror(number) not in said
    assert not said.isascii()


def python_m_service(*words: str) -> subprocess.CompletedProcess[str]:
    """A command as a process of its own, with the streams that a terminal gives it."""
    command = [sys.executable, "-m", "service", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_reason_without_words_of_ours_has_its_name() -> None:
    assert system_reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "hệ thống báo lỗi EXDEV"
    assert system_reason(OSError("own words")) == "hệ thống báo lỗi không rõ"


def test_a_folder_that_is_not_there_is_said_in_vietnamese(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        write_file(tmp_path / "no" / "a.docx", b"x")
    assert "không có tệp hoặc thư mục này" in caught.value.message
    assert "No such file" not in caught.value.message


@pytest.mark.parametrize("name", ["pipe", "folder"])
def test_what_is_no_file_is_not_written_over(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for write in (write_file, lambda path, _content: check_output(path)):
        with pytest.raises(UnreadableInput, match="tệp thường"):
            write(tmp_path / name, b"x")


def test_standard_output_is_no_place_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for write in (lambda: write_file(Path("-"), b"x"), lambda: check_output(Path("-"))):
        with pytest.raises(UnreadableInput, match="tên tệp"):
            write()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", ["same name", "through a link", "other spelling"])
def test_an_output_that_is_an_input_is_refused_before_anything_is_made(tmp_path: Path, way: str) -> None:
    source = tmp_path / "a.yaml"
    source.write_bytes(b"x")
    (tmp_path / "link").symlink_to(source)
    named = {
        "same name": source,
        "through a link": tmp_path / "link",
        "other spelling": tmp_path / "." / "a.yaml",
    }
    with pytest.raises(UnreadableInput, match="dữ liệu đầu vào"):
        check_output(named[way], tmp_path / "missing", source)
    check_output(tmp_path / "new.docx", source, Path("-"))


def test_a_folder_that_is_not_there_is_found_out_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="không có tệp hoặc thư mục này"):
        check_output(tmp_path / "no" / "a.docx")


def test_json_can_say_what_no_file_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    print_json({"message": "sai \ud800 ở đây"})
    out.flush()
    raw = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert json.loads(raw)["message"] == "sai \ud800 ở đây"


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_half_a_sign_in_an_input_is_a_fault_of_the_input(tmp_path: Path, option: list[str]) -> None:
    source = tmp_path / "a.json"
    source.write_text('{"subject": "\\ud800", "\\ud800": 1, "office": "\\ud800"}', encoding="utf-8")
    words = ["documents", "preview", "ke_hoach", str(source), "-o", str(tmp_path / "a.docx"), *option]
    done = python_m_service(*words)
    assert done.returncode == 1
    assert "dự kiến" not in done.stderr
    if option:
        assert {"subject", "office"} <= {one["path"] for one in json.loads(done.stdout)["errors"]}


@pytest.mark.parametrize(
    "words",
    [["types", "list"], ["--help"], ["types", "schema", "ke_hoach"], ["text", "sort", "b", "a"]],
    ids=" ".join,
)
def test_a_reader_that_goes_away_hears_no_noise(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as out:
        command = [sys.executable, "-m", "service", *words]
        done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_an_input_is_never_written_over(command: Callable[..., Any], tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_bytes(SAMPLE.read_bytes())
    said = command("documents", "preview", "ke_hoach", source, "-o", source)
    assert said.status == 2
    assert source.read_bytes() == SAMPLE.read_bytes()


def test_a_source_is_never_written_over(command: Callable[..., Any], tmp_path: Path) -> None:
    source = tmp_path / "plan.yaml"
    source.write_bytes(SAMPLE.read_bytes())
    sample = TYPES / "bao_cao" / "sample.minimal.yaml"
    words = ("documents", "preview", "bao_cao", sample, "--source", f"plan={source},12/KH-UBND,10/02/2026")
    said = command(*words, "-o", source)
    assert said.status == 2
    assert "dữ liệu đầu vào" in said.err
    assert source.read_bytes() == SAMPLE.read_bytes()
