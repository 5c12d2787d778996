"""The shipped types, a copy of them that a test may change."""

import shutil
from pathlib import Path

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "templates_docx"
    shutil.copytree(TYPES, copy)
    return copy
