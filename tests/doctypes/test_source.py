from pathlib import Path

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from tests.doctypes.small_types import PLAN

ROOT = Path(__file__).parents[2]


def test_a_folder_with_a_definition_is_a_type(tmp_path):
    for name in ("plan", "_base", ".git", "empty"):
        (tmp_path / name).mkdir()
    for name in ("plan", "_base", ".git"):
        (tmp_path / name / "type.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "plan" / "template.docx").write_bytes(b"PK")
    (tmp_path / "plan" / "drafts").mkdir()
    source = FolderSource(tmp_path)
    assert source.slugs() == ["plan"]
    assert set(source.read("plan")) == {"type.yaml", "template.docx"}
    assert Catalogue(source).get("plan").files["template.docx"] == b"PK"


@pytest.mark.parametrize("slug", ["unknown", "_base", "..", "../plan"])
def test_what_is_not_listed_is_not_read(tmp_path, slug):
    (tmp_path / "_base").mkdir()
    with pytest.raises(KeyError):
        FolderSource(tmp_path).read(slug)


def test_a_missing_folder_has_no_types(tmp_path):
    assert FolderSource(tmp_path / "nowhere").slugs() == []


def test_there_are_shipped_types_and_all_work():
    catalogue = Catalogue(FolderSource(ROOT / "templates_docx"))
    assert catalogue.slugs()
    assert catalogue.broken() == {}
