"""A type whose template breaks a rule of layout: what the check before the signature is there for."""

from pathlib import Path

import docx

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource


def with_crooked_plan(types: Path) -> Catalogue:
    """The types of a folder that is a copy, the body of its plan set in another font (PAGE.FONT)."""
    path = types / "ke_hoach" / "template.docx"
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.name = "Arial"
    document.save(str(path))
    return Catalogue(FolderSource(types))
