"""What is asked of a number, what it adds, what is rendered with it, and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.domain.findings import Finding
from service.register.entries import NewDocument, NewFile
from service.register.models import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What the number adds, handed to `render`; `position` is that of the request in its block, from 0."""

    document_id: str
    office_id: str
    number: int
    symbol: str
    code: str
    issued_on: date
    signed_on: date | None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """What `render` made: the bytes and everything that they were made from.

    `context` is the resolved context in canonical JSON; `findings` of the layout are recorded and never
    refuse the number; `pages` None when nobody counted; `acknowledged` are the questions that the person answers
    with this act, for the audit trail.
    """

    content: bytes
    name: str
    context: bytes
    template_sha256: str
    release: str
    media_type: str = DOCX
    findings: Sequence[Mapping[str, Any]] = ()
    pages: int | None = None
    acknowledged: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """What a person asks for: a draft by its id, or a new document in one act.

    `number` only for an external series; `expected_number` and `expected_version` are what the person saw
    before pressing the button; `key` makes a repeat return the first document; `originals` are signed scans
    or PDFs; `pages` is their number, where somebody counted.
    """

    document: str | NewDocument
    issued_on: date | None = None
    signed_on: date | None = None
    number: int | None = None
    key: str | None = None
    expected_number: int | None = None
    expected_version: int | None = None
    originals: Sequence[NewFile] = ()
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """The numbered document, what the person should know, and whether an earlier request had made it."""

    document: Document
    warnings: tuple[Finding, ...] = ()
    is_repeat: bool = False
