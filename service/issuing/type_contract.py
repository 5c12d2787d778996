"""The contract of a document type's folder: what `types check` proves, and what a start relies on.

Marks of the template are the fields of schema and frame, both ways; both samples are valid and render
with nothing undefined; the outline equals ``expected.*.txt``; the layout passes every rule of severity
``error``; the named styles look as in the frame; rendering twice gives the same bytes.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.domain.findings import Finding
from service.domain.frame import Act
from service.errors import InvalidInput, ServiceError
from service.inspection.outline import outline_text
from service.issuing.preview import RenderedPreview, preview
from service.issuing.type_marks import mark_faults
from service.issuing.type_styles import style_faults
from service.rendering.context import build

SAMPLES = ("full", "minimal")
#: The moment at which samples are rendered: the expected outlines hold its month where a sample names none.
MOMENT = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)
_DIFF_LINES = 12


@dataclass(frozen=True, slots=True)
class Broken:
    """A clause of the contract that a type breaks; `message` says where and what to do."""

    clause: str
    message: str


def expected_name(sample: str) -> str:
    """Return the name of the file that holds the expected outline of a sample."""
    return f"expected.{sample}.txt"


def broken_clauses(catalogue: Catalogue, document_type: DocumentType) -> list[Broken]:
    """Return every clause that a type breaks, empty when it keeps its contract."""
    try:
        sample = _rendered(catalogue, document_type, SAMPLES[0])
        shown = build(sample.prepared, Act())
        taken = _taken_by_others(catalogue, document_type.slug)
        faults = [Broken("marks", message) for message in mark_faults(document_type, shown, taken=taken)]
        faults += [Broken("styles", message) for message in style_faults(document_type)]
    except ServiceError as error:
        return [Broken("template", _worded(error))]
    for name in SAMPLES:
        faults.extend(_sample_faults(catalogue, document_type, name))
    return faults


def _taken_by_others(catalogue: Catalogue, slug: str) -> set[str]:
    """Return the fields of a type that some type takes from it."""
    return {
        field
        for other in catalogue.types()
        for taken in other.takes.values()
        if taken.type == slug
        for field in taken.fields
    }


def _worded(error: ServiceError) -> str:
    """Return an error as one line; of an input its first faults."""
    if not isinstance(error, InvalidInput):
        return error.message
    return "; ".join(f"{fault.path}: {fault.message}" for fault in error.errors[:5])


def outline_of_sample(catalogue: Catalogue, document_type: DocumentType, sample: str) -> str:
    """Return the outline that a sample renders to, for `types bless`. Raises ServiceError."""
    return outline_text(_rendered(catalogue, document_type, sample).content)


def _rendered(
    catalogue: Catalogue, document_type: DocumentType, sample: str, *, specimen: bool = False
) -> RenderedPreview:
    envelope = catalogue.sample(document_type.slug, sample)
    return preview(catalogue, document_type.slug, envelope, now=MOMENT, specimen=specimen)


def _sample_faults(catalogue: Catalogue, document_type: DocumentType, sample: str) -> Iterator[Broken]:
    """Yield what is wrong with one sample, as it is for signature and as a specimen."""
    try:
        blank = _rendered(catalogue, document_type, sample)
        again = _rendered(catalogue, document_type, sample)
        specimen = _rendered(catalogue, document_type, sample, specimen=True)
    except ServiceError as error:
        yield Broken("sample", f"sample.{sample}.yaml: {_worded(error)}")
        return
    if blank.content != again.content:
        yield Broken("same bytes", f"sample.{sample}.yaml: hai lần tạo cho hai tệp khác nhau.")
    yield from _outline_faults(document_type, sample, blank.outline())
    for made, state in ((blank, "bản trình ký"), (specimen, "bản có số")):
        for finding in made.findings():
            if finding.severity == "error":
                yield Broken("layout", f"sample.{sample}.yaml, {state}{_place(finding)}: {finding.message}")


def _place(finding: Finding) -> str:
    """Return where a finding is, as it stands in a message, and the rule that it breaks."""
    paragraph = finding.where.paragraph if finding.where is not None else None
    return f", đoạn {paragraph} ({finding.code})" if paragraph is not None else f" ({finding.code})"


def _outline_faults(document_type: DocumentType, sample: str, outline: str) -> Iterator[Broken]:
    """Yield the difference between an outline and the expected one, its first lines."""
    name = expected_name(sample)
    if name not in document_type.files:
        yield Broken("outline", f"Thiếu {name}. Tạo tệp đó (./run types bless {document_type.slug}).")
        return
    expected = document_type.files[name].decode("utf-8")
    if outline != expected:
        lines = difflib.unified_diff(
            expected.splitlines(), outline.splitlines(), name, "nay", n=0, lineterm=""
        )
        shown = "\n".join(line for line, _ in zip(lines, range(_DIFF_LINES), strict=False))
        yield Broken("outline", f"Văn bản tạo ra khác {name} (đúng ý thì chạy ./run types bless):\n{shown}")
