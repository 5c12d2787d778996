"""Versions of types as the register keeps them: the folder and the frame, each by its sha256, for ever.

The first document of a version brings it into the register (an act of the service, audited under the operator).
A folder that changed without a new version number is refused there: an old document must keep its version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from service.doctypes.definition import DocumentType
from service.errors import RenderingError
from service.issuing.kept_context import KeptContext
from service.issuing.workplace import Turn, Workplace
from service.register import type_versions
from service.register.entries import TypeReference
from service.register.people import OPERATOR
from service.rendering.composing import compose
from service.rendering.package import read_package
from service.rendering.templates import FRAMES, TEMPLATE_FILE, Template, compile_package, compiled

_FRAME_VERSION_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class PublishedType:
    """A type with its version in the register, its frame there, and its template ready to render."""

    reference: TypeReference
    frame: str
    frame_sha256: str
    frame_bytes: bytes
    template: Template

    def kept(
        self, values: Mapping[str, Any], *, release: str, acknowledged: Sequence[Mapping[str, str]]
    ) -> KeptContext:
        """Return the record of a document that this version prints `values` of."""
        return KeptContext(
            context=values,
            type=self.reference,
            frame=self.frame,
            frame_sha256=self.frame_sha256,
            template_sha256=self.template.sha256,
            release=release,
            acknowledged=acknowledged,
        )


@lru_cache(maxsize=64)
def published_form(document_type: DocumentType) -> PublishedType:
    """Return what the register keeps of a type; hashed and compiled once."""
    name = document_type.frame
    frame_bytes = (FRAMES / f"{name}.docx").read_bytes()
    sha256 = type_versions.folder_sha256(document_type.files)
    return PublishedType(
        TypeReference(document_type.slug, document_type.version, sha256),
        name,
        type_versions.folder_sha256({f"{name}.docx": frame_bytes}),
        frame_bytes,
        compiled(document_type),
    )


def publish(workplace: Workplace, turn: Turn, document_type: DocumentType) -> PublishedType:
    """Return a type's version, brought into the register where the reading `turn` does not find it.

    Raises WrongState where the folder changed without a new version.
    """
    made = published_form(document_type)
    if type_versions.are_kept(turn.session, [made.reference.sha256, made.frame_sha256]):
        return made
    frame = {f"{made.frame}.docx": made.frame_bytes}
    with workplace.writing(OPERATOR) as own:
        for version, files in (
            ((document_type.slug, document_type.version), document_type.files),
            ((_frame_slug(made.frame), made.frame_sha256[:_FRAME_VERSION_CHARACTERS]), frame),
        ):
            type_versions.publish(own.session, own.actor, version, files, "shipped")
    return made


def stored_template(turn: Turn, kept: KeptContext) -> Template:
    """Return the template of a stored document, made of the type version and frame that it names.

    Raises DocumentNotFound, RenderingError.
    """
    folder = type_versions.folder(turn.session, kept.type.sha256)
    frame = type_versions.folder(turn.session, kept.frame_sha256)
    content, frame_bytes = folder.get(TEMPLATE_FILE), frame.get(f"{kept.frame}.docx")
    if content is None or frame_bytes is None:
        raise RenderingError(
            f"Sổ không còn mẫu {kept.type.slug} {kept.type.version}: tạo lại không được. "
            "Người vận hành máy chủ kiểm tra sổ (./run register verify).",
            type_slug=kept.type.slug,
        )
    return _composed(kept.type.slug, content, kept.frame, frame_bytes)


@lru_cache(maxsize=64)
def _composed(slug: str, content: bytes, frame: str, frame_bytes: bytes) -> Template:
    """Compile a template of stored files once."""
    base = read_package(frame_bytes, f"_base/{frame}.docx")
    return compile_package(compose(base, read_package(content, f"{slug}/{TEMPLATE_FILE}")))


def _frame_slug(name: str) -> str:
    """Return under which slug the register keeps the versions of a frame; no type can have it."""
    return f"_base/{name}"
