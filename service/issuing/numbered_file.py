"""The numbered file of a checked draft: rendered in the transaction of its number, proven to say what was checked.

What was checked is the draft with number and day blank. The numbered context must be that one with its blanks filled
in: then the same template prints the same document. That it does so is proven on the files, once for each shape of a
document; where the contexts differ in more, on the files of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.findings import Finding
from service.domain.frame import Act
from service.issuing.drafting import Draft
from service.issuing.published_types import PublishedType
from service.issuing.rendition import LaterRendition, Rendition, finding_object, numbered, numbered_name
from service.issuing.signed_content import Comparison, filled_in, require_unchanged
from service.issuing.submit import kept_file
from service.register.numbering import Numbered, RenderedFile

LOOKS_DIFFER = "looks_differ"
_MOST_SHAPES = 5_000
_PROVEN: set[tuple[str, ...]] = set()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that may be numbered: its questions are answered, its layout was looked at.

    `shape` tells documents of one layout (`LayoutProofs.key`).
    """

    draft: Draft
    form: PublishedType
    signature: LaterRendition
    shape: tuple[str, ...]
    findings: tuple[Mapping[str, Any], ...]
    acknowledged: tuple[Mapping[str, str], ...]


def file_of_draft(given: Numbered, checked: Checked) -> RenderedFile:
    """Render a checked draft with its number; prove it against its file for signature.

    Raises InvalidInput (an authorisation has ended), RenderingError, SignedContentChanged.
    """
    act = Act(given.number, given.issued_on, given.document_id)
    made = numbered(checked.draft, checked.form, act, checked.acknowledged)
    found = [*checked.findings, *looks_of(_compared(checked, made, given))]
    return kept_file(made, name_of(given), found, checked.acknowledged)


def name_of(given: Numbered) -> str:
    """Return the name of a numbered file."""
    return numbered_name(given.symbol, given.number, given.issued_on.year)


def looks_of(found: Comparison) -> list[dict[str, Any]]:
    """Return a finding where the look of a numbered file differs from the signed one: another engine made it."""
    if not found.looks:
        return []
    message = "Bản cấp số trình bày khác bản đã ký (chữ không khác): phần mềm đã đổi bản từ khi trình ký."
    return [finding_object(Finding(LOOKS_DIFFER, "warn", message, found=", ".join(found.looks)))]


def _compared(checked: Checked, made: Rendition, given: Numbered) -> Comparison:
    """Compare a numbered rendering with what was checked. Raises SignedContentChanged."""
    signature = checked.signature
    if checked.shape in _PROVEN:
        filled = filled_in(
            signature.kept, code=given.code, issued_on=given.issued_on, document_id=given.document_id
        )
        if filled.context == made.kept.context:
            return Comparison()
    found = require_unchanged(signature.content, made.content, before=signature.kept, after=made.kept)
    if not found.looks:
        if len(_PROVEN) >= _MOST_SHAPES:
            _PROVEN.clear()
        _PROVEN.add(checked.shape)
    return found
