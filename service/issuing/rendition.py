"""Renderings of a draft: for signature with number and day blank, and numbered.

A numbered rendering of a document that was put up for signature is made of the very context that was signed, with
number and day written into its blanks: nothing else can change, whatever was changed in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from service.checking import check
from service.domain.document_code import number_text
from service.domain.findings import Finding
from service.domain.frame import Act
from service.domain.text import file_name
from service.issuing.drafting import Draft
from service.issuing.kept_context import KeptContext
from service.issuing.published_types import PublishedType
from service.issuing.trial_mark import marked_if_test, test_words
from service.proofreading import checks
from service.register.canonical import digest
from service.rendering import context
from service.rendering.templates import Template

_UNWANTED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', " "))
_NAME_CHARACTERS = 100
RELEASE = "0.1.0"
"""The release that renders; a test holds it against pyproject.toml."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A rendered document: its bytes and what they were made from."""

    content: bytes
    kept: KeptContext

    def findings(self, file: str) -> list[Finding]:
        """Return what the format rules of the decree say of it."""
        return check(self.content, file=file)


class LaterRendition:
    """A document whose context is built; it is rendered when somebody asks for its bytes, and then kept."""

    def __init__(self, kept: KeptContext, template: Template) -> None:
        self.kept = kept
        self._template = template

    @cached_property
    def content(self) -> bytes:
        """The bytes. Raises RenderingError."""
        return rendered_again(self.kept, self._template).content


def for_signature(draft: Draft, form: PublishedType, today: date, *, document_id: str = "") -> Rendition:
    """Render a draft with number and day blank; `document_id` lets the file be known again when it comes back.

    Raises InvalidInput, RenderingError.
    """
    sha256 = digest(draft.new.input) if document_id else ""
    return _rendered(draft, form, Act(today=today, document_id=document_id, content_sha256=sha256), ())


def for_signature_later(draft: Draft, form: PublishedType, today: date) -> LaterRendition:
    """Return the same without an id, rendered where it is needed. Raises InvalidInput."""
    return LaterRendition(_kept(draft, form, Act(today=today), ()), form.template)


def numbered(
    draft: Draft, form: PublishedType, act: Act, acknowledged: Sequence[Mapping[str, str]] = ()
) -> Rendition:
    """Render a draft with its number and day. Raises InvalidInput (an authorisation has ended), RenderingError."""
    return _rendered(draft, form, act, acknowledged)


def rendered_again(kept: KeptContext, template: Template) -> Rendition:
    """Render a kept context. Raises RenderingError."""
    return Rendition(marked_if_test(template.render(kept.context), kept.context), kept)


def numbered_name(symbol: str, number: int, year: int) -> str:
    """Return the name of a numbered file.

    >>> numbered_name("KH-UBND", 5, 2025)
    'KH-UBND_05_2025.docx'
    """
    return file_name(symbol, number_text(number), str(year), extension="docx")


def readable_name(kind_title: str, code: str, subject: str) -> str:
    """Return the name of a numbered file that a person reads.

    >>> readable_name("Kế hoạch", "05/KH-UBND", "Chỉ số “dân vận” 1/2")
    'Kế hoạch 05-KH-UBND Chỉ số “dân vận” 1 2.docx'
    """
    title = f"{kind_title} {code.replace('/', '-')} {subject}".translate(_UNWANTED_IN_NAMES)
    return f"{' '.join(title.split())[:_NAME_CHARACTERS].rstrip()}.docx"


def signature_name(symbol: str, version: int) -> str:
    """Return the name of a file for signature.

    >>> signature_name("KH-UBND", 2)
    'KH-UBND_trinh-ky_2.docx'
    """
    return file_name(symbol, "trình ký", str(version), extension="docx")


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return a finding as it is stored and shown."""
    return {**asdict(finding), "notes": list(finding.notes)}


def errors_among(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the findings of layout that hold a document back before its signature."""
    return [one for one in findings if one["severity"] == "error" and not is_of_wording(one)]


def is_of_wording(finding: Mapping[str, Any]) -> bool:
    """Tell whether a stored finding is one of the proofreader; all others are of the layout."""
    return finding["code"] in checks()


def _rendered(
    draft: Draft, form: PublishedType, act: Act, acknowledged: Sequence[Mapping[str, str]]
) -> Rendition:
    """Build the context and render it."""
    return rendered_again(_kept(draft, form, act, acknowledged), form.template)


def _kept(
    draft: Draft, form: PublishedType, act: Act, acknowledged: Sequence[Mapping[str, str]]
) -> KeptContext:
    """Build the context."""
    values = {**context.build(draft.prepared, act), **test_words(draft.new.office_id)}
    return form.kept(values, release=RELEASE, acknowledged=acknowledged)
