"""Pages of scans and PDFs by their bytes: real files of two makers, packed objects, and files that mean no good."""

import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from service.domain.page_counts import page_count

PDF = "application/pdf"


def packed(objects: bytes, *, times: int = 1) -> bytes:
    """A PDF whose objects stand in packed streams."""
    stream = zlib.compress(objects)
    head = b"5 0 obj << /Type /ObjStm /N 2 /First 8 /Filter /FlateDecode >>\nstream\r\n"
    return b"%PDF-1.7\n" + (head + stream + b"\nendstream endobj\n") * times


TREE = b"<< /Type /Catalog /Pages 2 0 R >> << /Count 3 /Kids [ 4 0 R ] /Resources << /Font << >> >> /Type /Pages >>"


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (b"%PDF-1.4 1 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj", 1),
        (b"%PDF-1.4 1 0 obj <</Count 12/Type/Pages/Kids[2 0 R]>> endobj", 12),
        (b"%PDF-1.4 " + TREE, 3),
        (packed(TREE), 3),
        (b"%PDF-1.4 1 0 obj <</Type/Pages/Count 2>> endobj 7 0 obj <</Type/Pages/Count 5>> endobj", 5),
        (b"%PDF-1.4 1 0 obj << /Type /Outlines /Count 40 >> endobj", None),
        (b"%PDF-1.4 1 0 obj << /Type /PagesX /Count 40 >> endobj", None),
        (b"%PDF-1.4 encrypted", None),
        (b"", None),
    ],
)
def test_a_pdf_says_its_pages_in_the_root_of_its_page_tree(content: bytes, pages: int | None) -> None:
    assert page_count(content, PDF) == pages


@pytest.mark.office
def test_the_pages_of_a_real_pdf_are_those_that_poppler_counts(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Việc\n" * 300, encoding="utf-8")
    soffice = [shutil.which("soffice") or "", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    done = subprocess.run(
        [*soffice, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    made = tmp_path / "a.pdf"
    told = subprocess.run(
        [shutil.which("pdfinfo") or "", made], capture_output=True, text=True, check=True
    ).stdout
    (pages,) = [int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:")]
    assert pages > 1
    assert page_count(made.read_bytes(), PDF) == pages


def tiff(order: str, pages: int, *, loops: bool = False) -> bytes:
    """A chain of empty images."""
    made = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    for page in range(pages):
        here = 8 + page * 6
        following = here + 6 if page < pages - 1 else (8 if loops else 0)
        made += struct.pack(f"{order}HI", 0, following)
    return made


@pytest.mark.parametrize("order", "<>")
def test_a_scan_of_several_pages_counts_them(order: str) -> None:
    assert page_count(tiff(order, 3), "image/tiff") == 3
    assert page_count(tiff(order, 3, loops=True), "image/tiff") == 3
    assert page_count(tiff(order, 3)[:-2], "image/tiff") is None
    assert page_count(b"II*\0", "image/tiff") is None
    assert page_count(b"no tiff", "image/tiff") is None


def test_what_means_no_good_ends() -> None:
    """Brackets without end, streams that blow up, thousands of them: an answer, whatever it is, and little memory."""
    assert page_count(b"<<" * 200_000 + b"/Type /Pages /Count 1", PDF) is None
    assert page_count(packed(bytes(50_000_000), times=30), PDF) is None
    assert page_count(packed(TREE, times=3_000), PDF) == 3
    assert page_count(packed(b"x")[:-40], PDF) is None
