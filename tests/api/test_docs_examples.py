"""The examples of the pages do what they say, in each language, against the service as it really runs."""

import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from service.api.table import ENDPOINTS
from service.conversion.libreoffice import find_converter
from tests.api import examples
from tests.api.conftest import PROJECT

API_PAGE = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
PAGE = (PROJECT / "docs" / "api-examples.md").read_text(encoding="utf-8")
USES = examples.uses(PAGE)
NEEDS_OFFICE = "A PDF"
ONLY_TAKES = "A receiver that checks the signature"
"""curl asks; it takes no messages."""
ELSEWHERE = {
    ("POST", "/offices"): "done once in an installation, in the office for trying out: test_office_setup",
    ("POST", "/series/{series_id}/confirm"): "after a restore only: test_office_acts",
    ("POST", "/series/{series_id}/withdraw-confirmation"): "after a restore only: test_office_acts",
}
"""Endpoints without an example that runs: what they need does not come about by requests."""
WORDS = {
    "ke-hoach.docx": "KẾ HOẠCH",
    "issued.docx": "01/KH-UBND",
    "mended.docx": "01/KH-UBND",
    "row.docx": "07/KH-UBND",
    "row-2.docx": "XÃ BA TƠ",
    "all.docx": "08/KH-UBND",
}


@pytest.fixture
def folder(seed, tmp_path):
    """A folder with a register of its own."""
    own = tmp_path / "instance"
    own.mkdir()
    shutil.copyfile(seed, own / "register.db")
    return own


@pytest.mark.slow
@pytest.mark.parametrize(
    "language",
    [pytest.param(one, marks=[] if one == "python" else pytest.mark.clients) for one in examples.LANGUAGES],
)
def test_the_examples_answer_as_the_page_shows_and_reach_every_endpoint(folder, tmp_path, language):
    test, live = examples.tokens(PAGE, folder)
    has_office = find_converter("", timeout_seconds=60) is not None
    chosen = [use for use in USES if has_office or use.title != NEEDS_OFFICE]
    receiver = examples.free_receiver()
    with examples.served(folder, test, receiver) as server:
        given = {"API": f"{server.address}/api/v1", "TOKEN": test, "ADMIN": live, "HOOK": receiver}
        real = examples.said(chosen, language, tmp_path, given)
    found = [
        f"{use.title}{place}"
        for use, answers in zip(chosen, real, strict=True)
        if use.code[language]
        for place in examples.differences(list(use.answers), answers)
    ]
    assert not found, "\n".join(found)
    assert_files(tmp_path)
    every = {(one.method, one.path) for one in ENDPOINTS}
    pdf = set() if has_office else {("GET", "/documents/{document_id}.pdf")}
    assert every - examples.called(folder) == ELSEWHERE.keys() | pdf


def assert_files(folder: Path) -> None:
    """The files that the examples saved are what they are called."""
    for name, words in WORDS.items():
        assert words in whole_text(folder / name), name
    names = zipfile.ZipFile(folder / "batch.zip").namelist()
    assert len([name for name in names if name.endswith(".docx")]) == 40
    for name in ("so.xlsx", "table.xlsx", "faults.xlsx"):
        assert openpyxl.load_workbook(folder / name).active.max_row > 1
    for path in folder.glob("*.pdf"):
        assert path.read_bytes().startswith(
            b"%PDF-1.7 the signed" if path.stem in ("signed", "kept") else b"%PDF"
        )
    assert "phấn đấu" in (folder / "words-mended.txt").read_text(encoding="utf-8")


def whole_text(path: Path) -> str:
    """The text of a .docx with that of its tables."""
    read = docx.Document(str(path))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


@pytest.mark.parametrize("use", USES, ids=lambda use: use.title)
def test_every_use_has_code_in_each_language_and_an_answer(use):
    lacking = {language for language in examples.LANGUAGES if not use.code[language].strip()}
    assert lacking == ({"bash"} if use.title == ONLY_TAKES else set())
    assert use.answers or use.title in ("The client", NEEDS_OFFICE)


def test_every_use_is_in_the_contents_and_every_link_between_the_pages_leads_to_a_heading():
    pages = {"api.md": API_PAGE, "api-examples.md": PAGE}
    anchors = {name: examples.anchors(page) for name, page in pages.items()}
    for name, page in pages.items():
        for target, anchor in examples.links(page):
            assert target not in pages | {"": ""} or anchor in anchors[target or name], (name, target, anchor)
    inside = {anchor for target, anchor in examples.links(PAGE) if not target}
    assert {examples.anchor_of(use.title) for use in USES[1:]} <= inside


@pytest.mark.clients
def test_the_first_document_of_the_page_is_made_with_curl_alone(folder, tmp_path):
    (test,) = examples.tokens(API_PAGE, folder)
    part = API_PAGE.partition("## The first document in five minutes")[2].partition("\n## ")[0]
    first = examples.Use("first", {"bash": "\n".join(examples.blocks(part, "bash"))}, ())
    with examples.served(folder, test, examples.free_receiver()) as server:
        given = {"API": f"{server.address}/api/v1", "TOKEN": test}
        examples.said([first], "bash", tmp_path, given)
    assert "KẾ HOẠCH" in whole_text(tmp_path / "ke-hoach.docx")
    assert "01/KH-UBND" in whole_text(tmp_path / "so-01.docx")
