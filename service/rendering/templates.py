"""A template that is compiled once and rendered many times, from many threads."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from service.rendering import grids
from service.rendering.compiling import Part, compile_part
from service.rendering.composing import compose
from service.rendering.package import CONTENT_TYPES, Package, PackageWriter, read_package
from service.rendering.wordml import CONTENT_TYPE, parse, serialise, strip_traces

TEMPLATE_FILE = "template.docx"
FRAMES = Path(__file__).resolve().parents[2] / "templates_docx" / "_base"

_BODY = f"{CONTENT_TYPE}document.main+xml"
#: Content types of parts that may have marks, with the words by which a message names such a part.
_MARKED = {
    _BODY: "",
    f"{CONTENT_TYPE}header+xml": "đầu trang",
    f"{CONTENT_TYPE}footer+xml": "chân trang",
    f"{CONTENT_TYPE}footnotes+xml": "chú thích",
    "application/vnd.openxmlformats-package.core-properties+xml": "thuộc tính",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": "thuộc tính",
}


class TypeFiles(Protocol):
    """What the engine needs of a document type: its name, its frame, the files of its folder."""

    @property
    def slug(self) -> str:
        """Name of the folder."""

    @property
    def frame(self) -> str:
        """Name of its frame (``van_ban``)."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """Files of the folder by name."""


@dataclass(frozen=True)
class Template:
    """Compiled parts and the rest of the package; nothing in it changes after it is made.

    `sha256` is that of everything the template was made of, frame and type: a stored document names it.
    """

    name: str
    sha256: str
    _parts: tuple[Part, ...]
    _writer: PackageWriter

    def render(self, context: Mapping[str, Any]) -> bytes:
        """Return the .docx for `context`: a dict of dicts, lists and texts.

        The same context gives the same bytes. Raises RenderingError when a mark has no value to print.
        """
        values = dict(context)
        return self._writer.write([part.render(values) for part in self._parts])

    def marks(self) -> frozenset[str]:
        """Return the paths of the values that the template reads: ``criteria[].tasks[].content``."""
        return frozenset().union(*(part.paths for part in self._parts))


def compiled(document_type: TypeFiles) -> Template:
    """Return the template of a type in its frame; compiled at the first call for these files, then kept.

    Raises RenderingError naming file, paragraph and mark for a fault in the template.
    """
    content = document_type.files.get(TEMPLATE_FILE, b"")
    return _compiled(document_type.slug, document_type.frame, content, _frame_bytes(document_type.frame))


@lru_cache(maxsize=128)
def _compiled(slug: str, frame_name: str, content: bytes, frame: bytes) -> Template:
    return compile_package(
        compose(
            read_package(frame, f"_base/{frame_name}.docx"), read_package(content, f"{slug}/{TEMPLATE_FILE}")
        )
    )


@lru_cache(maxsize=16)
def _frame_bytes(name: str) -> bytes:
    path = FRAMES / f"{name}.docx"
    return path.read_bytes() if path.parent == FRAMES and path.is_file() else b""


def compile_package(package: Package) -> Template:
    """Return the template in `package`, ready to render.

    Raises RenderingError naming file, paragraph and mark for a fault in the template.
    """
    dynamic: list[Part] = []
    static = dict(package.parts)
    for name, label in _marked_parts(package).items():
        root = parse(package.parts[name], f"{package.name}: {name}")
        strip_traces(root)
        if not label:
            grids.renumber_drawings(root)
        part = compile_part(root, file=package.name, part=label, name=name)
        if part is None:
            static[name] = serialise(root)
        else:
            del static[name]
            dynamic.append(part)
    writer = PackageWriter(static, [part.name for part in dynamic])
    return Template(package.name, _sha256(package), tuple(dynamic), writer)


def _marked_parts(package: Package) -> dict[str, str]:
    """Names of the parts that may have marks, each with the words that name it in a message."""
    root = parse(package.parts[CONTENT_TYPES], f"{package.name}: {CONTENT_TYPES}")
    names = {str(entry.get("PartName", "")).lstrip("/"): str(entry.get("ContentType")) for entry in root}
    return {name: _MARKED[kind] for name, kind in names.items() if kind in _MARKED and name in package.parts}


def _sha256(package: Package) -> str:
    digest = hashlib.sha256()
    for name in sorted(package.parts):
        digest.update(f"{name}\0{len(package.parts[name])}\0".encode())
        digest.update(package.parts[name])
    return digest.hexdigest()
