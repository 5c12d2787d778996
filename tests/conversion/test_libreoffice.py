import io
import os
import select
import stat
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from service.conversion.libreoffice import ConversionFailed, find_converter


@pytest.fixture
def page() -> bytes:
    document = docx.Document()
    document.add_paragraph("Ủy ban nhân dân xã Ba Tơ")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def program(folder: Path, text: str) -> str:
    """A program that stands in for LibreOffice where its failures are what is tested."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_machine_without_libreoffice_is_an_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_converter("", timeout_seconds=1) is None
    assert find_converter("/no/such/soffice", timeout_seconds=1) is None


@pytest.mark.office
def test_a_docx_becomes_a_pdf(page: bytes) -> None:
    converter = find_converter("", timeout_seconds=120)
    assert converter is not None
    assert converter.pdf(page).startswith(b"%PDF-")


@pytest.mark.office
def test_what_is_no_document_is_refused_in_words() -> None:
    converter = find_converter("", timeout_seconds=120)
    assert converter is not None
    with pytest.raises(ConversionFailed, match="không tạo được PDF"):
        converter.pdf(b"PK\x03\x04 no document")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """The path of a pipe and the end to read from, which comes to its end when nobody holds the other one open."""
    path = tmp_path / "held"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.close(os.open(path, os.O_WRONLY))  # else the end would not be told where nobody ever opened it
    yield str(path), reader
    os.close(reader)


def said_until_all_left(reader: int) -> bytes:
    """What was written until nobody held the pipe open any more."""
    waiting, said = select.poll(), b""
    waiting.register(reader, select.POLLIN)
    while True:
        assert waiting.poll(20_000), "something that was started still runs"
        piece = os.read(reader, 100)
        if not piece:
            return said
        said += piece


def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(
    page: bytes, tmp_path: Path, held: tuple[str, int]
) -> None:
    path, reader = held
    hanging = f"exec > '{path}'; sleep 600 & echo begun; sleep 600"
    converter = find_converter(program(tmp_path, hanging), timeout_seconds=1)
    assert converter is not None
    said = b""
    for _ in range(30):
        with pytest.raises(ConversionFailed, match="quá 1 giây"):
            converter.pdf(page)
        said = said_until_all_left(reader)
        if said:  # on a loaded machine the second may be over before the program has begun: once more
            break
    assert said == b"begun\n"


def test_a_program_that_makes_nothing_is_refused_in_words(page: bytes, tmp_path: Path) -> None:
    converter = find_converter(program(tmp_path, "exit 0"), timeout_seconds=60)
    assert converter is not None
    with pytest.raises(ConversionFailed, match="không tạo được PDF"):
        converter.pdf(page)


def test_each_conversion_has_a_profile_of_its_own(page: bytes, tmp_path: Path) -> None:
    said = tmp_path / "said"
    text = f"""for word in "$@"; do case "$word" in -env:*) echo "$word" >> '{said}' ;; esac; done"""
    converter = find_converter(program(tmp_path, text), timeout_seconds=60)
    assert converter is not None
    for _ in range(2):
        with pytest.raises(ConversionFailed):
            converter.pdf(page)
    first, second = said.read_text(encoding="utf-8").split()
    assert first != second
