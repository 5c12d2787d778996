"""What checks report: faults of an input, questions to its author, findings in a text or a layout."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warn", "info"]


@dataclass(frozen=True, slots=True)
class FieldError:
    """A fault of an input at `path` (``content.criteria[2].title``), worded for the person who types it."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that may be right and needs a person; stops only the issue, until acknowledged.

    `subject` is the value that the question is about, as text: an acknowledgement lapses when it changes.
    """

    path: str
    code: str
    message: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a .docx: part (``document``), page (1.. or None when unknown), paragraph (1.. in reading order)."""

    part: str = "document"
    page: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault with its place, what was found, what is right, and the clause that says so.

    `span` is [start, end) in code points of the NFC block; `path` is set for inputs, `where` for files.
    """

    code: str
    severity: Severity
    message: str
    file: str = ""
    path: str | None = None
    where: Where | None = None
    span: tuple[int, int] | None = None
    quote: str = ""
    found: str = ""
    expected: str = ""
    suggestion: str = ""
    basis: str = ""
    notes: tuple[str, ...] = field(default=())
