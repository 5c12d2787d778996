"""Imports and comparisons of Word files as JSON shows them."""

from typing import Any

from service.issuing.imported import Imported, ImportedParagraph
from service.issuing.returned_blanks import Typed
from service.issuing.returned_changes import Comparison, Unplaced


def imported_object(made: Imported) -> dict[str, Any]:
    """Return an import as JSON shows it."""
    return {
        "input": made.envelope,
        "placed": [paragraph_object(one) for one in made.placed],
        "tray": [paragraph_object(one) for one in made.tray],
        "questions": [
            {"path": one.path, "code": one.code, "message": one.message, "subject": one.subject}
            for one in made.questions
        ],
        "findings": [
            {"path": one.path, "code": one.code, "severity": one.severity, "message": one.message}
            for one in made.findings
        ],
        "warnings": list(made.warnings),
    }


def paragraph_object(one: ImportedParagraph) -> dict[str, Any]:
    """Return a paragraph of the file and the place that it went to."""
    return {"paragraph": one.number, "text": one.text, "path": one.path, "why": one.why}


def comparison_object(found: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON shows it; whoever asked knows the document."""
    return {
        "version": found.version,
        "is_identified": found.is_identified,
        "changes": [
            {
                "key": one.key,
                "draft": one.draft,
                "word": one.word,
                "path": one.path,
                "is_proposal": one.is_proposal,
                "author": one.author,
                "moved_on": one.moved_on,
                "is_move": one.is_move,
                "is_refused": one.is_refused,
            }
            for one in found.changes
        ],
        "comments": [{"author": one.author, "text": one.text, "path": one.path} for one in found.remarks],
        "unplaced": [unplaced_object(one) for one in found.unplaced],
        "typed": typed_object(found.typed),
        "hindrance": found.hindrance,
    }


def typed_object(typed: Typed) -> dict[str, str]:
    """Return what was written into the blanks of number and day as JSON shows it."""
    return {"number": typed.number, "day": typed.day, "month": typed.month}


def unplaced_object(one: Unplaced) -> dict[str, Any]:
    """Return words without a place as JSON shows them."""
    return {
        "text": one.text,
        "path": one.path,
        "is_still_printed": one.is_still_printed,
        "reason": one.reason,
    }
