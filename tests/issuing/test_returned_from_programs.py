"""Files that another program saved, or that lost their look."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from service.issuing.returned_word import compare, take
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import file_of, plan


@pytest.fixture
def draft(office: Office) -> str:
    return str(office.draft(plan(office)).id)


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """The file opened and saved again by another program, headless."""
    source, target = folder / "tep.docx", folder / "luu"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(target),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return (target / "tep.docx").read_bytes()


@pytest.mark.office
@pytest.mark.slow
def test_a_file_edited_and_saved_by_another_program_is_taken_back(
    office: Office, draft: str, tmp_path: Path
) -> None:
    edit = word.edited(file_of(office, draft), word.change_words("hằng quý", "hằng tháng"))
    returned = saved_by_libreoffice(
        word.edited(edit, word.add_after("Phân công lãnh đạo", "- Sơ kết sáu tháng.")), tmp_path
    )
    found = compare(office.work(), draft, returned)
    assert found.is_identified
    assert [(one.draft, one.word) for one in found.changes] == [
        ("", "- Sơ kết sáu tháng."),
        (
            "Theo dõi, đôn đốc và tổng hợp, báo cáo UBND xã hằng quý.",
            "Theo dõi, đôn đốc và tổng hợp, báo cáo UBND xã hằng tháng.",
        ),
    ]
    assert take(office.work(), draft, returned).unplaced == ()


def test_a_file_whose_styles_were_lost_has_no_changes(office: Office, draft: str) -> None:
    def lose(root: Any) -> None:
        for style in list(root.iter(f"{word.W}pStyle")):
            style.getparent().remove(style)

    found = compare(office.work(), draft, word.edited(file_of(office, draft), lose))
    assert (found.unplaced, [one for one in found.changes if plain_of(one.draft) != plain_of(one.word)]) == (
        (),
        [],
    )


def plain_of(text: str) -> str:
    return " ".join(text.split())
