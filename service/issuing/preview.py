"""Preview: a document that is stored nowhere and takes no number, for signature or as a specimen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.checking import check
from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import Prepared
from service.doctypes.taking import Lookup
from service.domain.dates import office_day
from service.domain.document_code import number_text
from service.domain.findings import Finding
from service.domain.frame import Act, printed_month
from service.domain.offices import Office
from service.domain.text import file_name
from service.inspection.outline import outline_text
from service.issuing.issuer import prepared_input
from service.rendering import context, templates

SPECIMEN_NUMBER = 1
_UNWANTED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', " "))


@dataclass(frozen=True, slots=True)
class RenderedPreview:
    """A rendered document: its bytes, its two names, and the prepared input that it was made from."""

    file_name: str
    utf8_name: str
    content: bytes
    prepared: Prepared

    def outline(self) -> str:
        """Return the text outline of the document."""
        return outline_text(self.content)

    def findings(self) -> tuple[Finding, ...]:
        """Return what the format rules of the decree say of the document."""
        return tuple(check(self.content, file=self.file_name))


def preview(  # noqa: PLR0913 - three of them by name
    catalogue: Catalogue,
    slug: str,
    envelope: Mapping[str, Any],
    *,
    now: datetime,
    specimen: bool = False,
    with_gaps: bool = False,
    issuer: Office | None = None,
    lookup: Lookup | None = None,
) -> RenderedPreview:
    """Render an input: for signature with number and day blank, or as a specimen with 01 and today.

    `with_gaps`: what is missing or wrong is marked in the text and told in `prepared.faults`; to be looked at only.
    `issuer` is the office as the register knows it, else the reference data say it; `lookup` finds sources that are
    named by id. `now` is aware. Raises UnknownDocumentType, InvalidInput (every fault at once), RenderingError.
    """
    document_type = catalogue.get(slug)
    today = office_day(now)
    prepared = prepared_input(
        catalogue, document_type, envelope, today=today, with_gaps=with_gaps, issuer=issuer, lookup=lookup
    )
    act = Act(SPECIMEN_NUMBER, today, today=today) if specimen else Act(today=today)
    content = templates.compiled(document_type).render(context.build(prepared, act))
    ascii_name, utf8_name = _names(prepared, act)
    return RenderedPreview(ascii_name, utf8_name, content, prepared)


def _names(prepared: Prepared, act: Act) -> tuple[str, str]:
    """Return the ASCII name (``KH-UBND_2025_du-thao.docx``) and the name that a person reads."""
    frame = prepared.frame
    month = printed_month(frame, act)
    year = str(month.year) if month is not None else ""
    number = number_text(act.number) if act.number is not None else ""
    state = "bản mẫu" if act.number is not None else "dự thảo"
    parts = [part for part in (frame.symbol, number, year, state) if part]
    subject = " ".join(frame.subject.translate(_UNWANTED_IN_NAMES).split())
    readable = f"{frame.kind.name} {subject}"[:100].rstrip()
    return file_name(*parts, extension="docx"), f"{readable} ({state}).docx"
