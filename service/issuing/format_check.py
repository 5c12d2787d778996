"""The check of layout as all faces offer it: the findings with their pages, and the mended file."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from service.checking import Fixed, check, fix
from service.conversion.libreoffice import ConversionFailed, Converter
from service.domain.findings import Finding
from service.issuing.page_numbers import page_numbers, with_pages

Pages = Literal["not_asked", "laid_out", "no_converter", "failed"]


@dataclass(frozen=True, slots=True)
class FormatReport:
    """Findings in reading order; `pages` says how their pages were found.

    ``laid_out``: by LibreOffice. Otherwise a page is the one that Word noted in the file, or None.
    """

    findings: tuple[Finding, ...]
    pages: Pages


def check_format(content: bytes, *, file: str = "", converter: Converter | None = None) -> FormatReport:
    """Check the layout of a .docx and name the pages. Raises UnreadableInput with what to do.

    Without a finding nothing is laid out; without LibreOffice, or when it fails, the paragraphs alone say where.
    """
    findings = tuple(check(content, file=file))
    if converter is None:
        return FormatReport(findings, "no_converter")
    if not any(finding.where is not None and finding.where.paragraph for finding in findings):
        return FormatReport(findings, "laid_out")
    try:
        pages = page_numbers(content, converter)
    except ConversionFailed:
        return FormatReport(findings, "failed")
    return FormatReport(tuple(with_pages(findings, pages)), "laid_out" if pages else "failed")


def mend_format(content: bytes, *, file: str = "", codes: Collection[str] | None = None) -> Fixed:
    """Mend what is safe in the layout of a .docx; see `service.checking.fix`."""
    return fix(content, file=file, codes=codes)
