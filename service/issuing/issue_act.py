"""What a person says when a number is taken, and what he gets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.domain.findings import Finding
from service.issuing.rendition import numbered_name, readable_name
from service.register.entries import NewFile
from service.register.models import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAct:
    """What a person says when the number is taken.

    `number` only for an external series; `key` makes a repeat return the first document; `originals` are the signed
    scans or PDFs; `pages` None: counted in them, where they tell; `acknowledged` holds codes of questions,
    ``code@path`` for a single one, or what `questions.answer_to` makes of it, which lapses when the value changes.
    `reasons` says why, by ``code@path``. `reads_wording` False leaves the proofreader out, unless the office lets its
    errors hold a document back: it takes longer than everything else, and an application that sends one document after
    the other can ask it beforehand.
    """

    issued_on: date | None = None
    signed_on: date | None = None
    number: int | None = None
    key: str | None = None
    originals: Sequence[NewFile] = ()
    pages: int | None = None
    acknowledged: Collection[str] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    expected_number: int | None = None
    expected_version: int | None = None
    reads_wording: bool = True

    @property
    def is_of_signed_paper(self) -> bool:
        """Whether somebody has signed already: then no fault of layout may refuse the number."""
        return self.signed_on is not None or bool(self.originals)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The numbered document with its file; what was found in its layout; what else should be known."""

    document: Document
    content: bytes
    findings: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[Finding, ...] = ()
    is_repeat: bool = False

    @property
    def file_name(self) -> str:
        """Return the name of the file."""
        row = self.document
        return numbered_name(row.symbol or "", row.number or 0, row.year or 0)

    @property
    def utf8_name(self) -> str:
        """Return the name that a person reads."""
        row = self.document
        return readable_name(row.kind_title, row.code or "", row.subject)
