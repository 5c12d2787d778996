"""The whole plan of the project's sample: as long and as deep as a real one."""

from dataclasses import dataclass
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.preparing import Prepared
from service.doctypes.reading import read_input
from service.doctypes.source import FolderSource
from service.domain.frame import Act
from service.issuing.desk import TYPES
from service.issuing.issuer import prepared_input
from service.rendering.composing import DOCUMENT, compose
from service.rendering.context import build
from service.rendering.package import Package, PackageWriter, read_package
from service.rendering.templates import FRAMES, TEMPLATE_FILE
from service.rendering.wordml import forget_origins, parse, serialise
from service.settings import ROOT

_SAMPLE = ROOT / "data" / "samples" / "huyen_ba_to_2025" / "ke_hoach.yaml"


@dataclass(frozen=True)
class FullSample:
    """A document type with the envelope of its sample."""

    catalogue: Catalogue
    document_type: DocumentType
    envelope: dict[str, Any]

    def prepared(self) -> Prepared:
        """Return the sample, validated and computed."""
        return prepared_input(self.catalogue, self.document_type, self.envelope)

    def context(self) -> dict[str, Any]:
        """Return what the template prints, for signature."""
        return build(self.prepared(), Act())

    def package(self) -> Package:
        """Return the composed template, before it is compiled."""
        frame = (FRAMES / f"{self.document_type.frame}.docx").read_bytes()
        content = self.document_type.files[TEMPLATE_FILE]
        return compose(read_package(frame, "frame.docx"), read_package(content, TEMPLATE_FILE))

    def template_bytes(self) -> bytes:
        """Return the composed template as a .docx, for a peer to render."""
        parts = dict(self.package().parts)
        root = parse(parts[DOCUMENT], TEMPLATE_FILE)
        forget_origins(root)
        return PackageWriter({**parts, DOCUMENT: serialise(root)}, []).write([])


def full_sample() -> FullSample:
    """Return the sample plan."""
    envelope = read_input(_SAMPLE.read_bytes(), _SAMPLE.name)
    catalogue = Catalogue(FolderSource(TYPES))
    return FullSample(catalogue, catalogue.get(envelope["type"]), envelope)
