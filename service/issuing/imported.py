"""What an import of a Word file gives: the input, where each paragraph went, and what is left."""

from dataclasses import dataclass
from typing import Any, Final

from service.domain.findings import Finding, Question

#: Between the cells of a row that lies in the tray as a whole.
CELL_SIGN: Final = "\t"


@dataclass(frozen=True, slots=True)
class ImportedParagraph:
    """A paragraph of the file: its number (1.. in reading order), its text, the path it went to, and why.

    A path that begins with ``content.`` or names a field of the envelope is a field; ``frame.``, ``muc.`` and
    ``phu_luc.`` are words that the service prints itself. In the tray the path is "". A row of a table that found no
    field lies there as one: its cells are apart by a tab, as Word copies them, its number is that of the first cell.
    What the file says beside its paragraphs (notes, comments, words in the margins) is numbered after the last one.
    """

    number: int
    text: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file became: the input, each paragraph with its place, the tray, questions, findings of the reader.

    `warnings` say what makes one doubt that the file is of this type at all, or what of it is not settled.
    """

    envelope: dict[str, Any]
    placed: tuple[ImportedParagraph, ...]
    tray: tuple[ImportedParagraph, ...]
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()
