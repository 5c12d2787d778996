"""The document types that are there: found by listing, read once, a broken one switched off with its message."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from service.doctypes.definition import DocumentType, parse_definition
from service.doctypes.reading import read_input
from service.doctypes.shared import SharedFacts, shared_facts
from service.doctypes.source import TypeSource
from service.errors import InvalidTypeDefinition, UnknownDocumentType, UnreadableInput

_SAMPLE_DEPTH = 3


class Catalogue:
    """The types of one source. Each is read at its first use; `refresh` forgets them all."""

    def __init__(self, source: TypeSource, shared: SharedFacts | None = None) -> None:
        self.source = source
        self.shared = shared or shared_facts()
        self._lock = Lock()
        self._known: dict[str, DocumentType | InvalidTypeDefinition] = {}

    def slugs(self) -> list[str]:
        """Return the slugs of all types, broken ones too."""
        return list(self.source.slugs())

    def types(self) -> list[DocumentType]:
        """Return the types that work, in the order of their slugs."""
        return [found for slug in self.slugs() if isinstance(found := self._read(slug), DocumentType)]

    def broken(self) -> dict[str, InvalidTypeDefinition]:
        """Return what is wrong with each type that is switched off."""
        return {
            slug: found
            for slug in self.slugs()
            if isinstance(found := self._read(slug), InvalidTypeDefinition)
        }

    def get(self, slug: str) -> DocumentType:
        """Return a type; UnknownDocumentType names the known ones, or says why this one is switched off."""
        if slug not in self._known and slug not in self.slugs():
            known = ", ".join(one.slug for one in self.types()) or "chưa có loại nào"
            raise UnknownDocumentType(f"Không có loại văn bản “{slug}”. Các loại đang có: {known}.")
        found = self._read(slug)
        if isinstance(found, InvalidTypeDefinition):
            raise UnknownDocumentType(f"Loại văn bản “{slug}” đang tắt vì định nghĩa có lỗi. {found.message}")
        return found

    def refresh(self) -> None:
        """Forget what was read, so that changed folders are read again."""
        with self._lock:
            self._known.clear()

    def sample(self, slug: str, name: str = "full") -> dict[str, Any]:
        """Return ``sample.<name>.yaml`` of a type as an envelope; a source given as ``{sample: ...}`` is put in place.

        Raises UnreadableInput when there is no such sample.
        """
        return self._sample(slug, name, _SAMPLE_DEPTH)

    def _sample(self, slug: str, name: str, depth: int) -> dict[str, Any]:
        document_type = self.get(slug)
        file = f"sample.{name}.yaml"
        if file not in document_type.files or depth == 0:
            raise UnreadableInput(f"Loại văn bản “{slug}” không có mẫu dữ liệu {file}.")
        envelope = read_input(document_type.files[file], f"{slug}/{file}")
        sources = envelope.get("sources")
        if isinstance(sources, Mapping):
            envelope["sources"] = {
                key: self._sample_source(document_type, key, one, depth) for key, one in sources.items()
            }
        return envelope

    def _sample_source(self, document_type: DocumentType, key: str, source: Any, depth: int) -> Any:
        if not isinstance(source, Mapping) or "sample" not in source or key not in document_type.takes:
            return source
        whole = self._sample(document_type.takes[key].type, str(source["sample"]), depth - 1)
        return {**whole, **{name: value for name, value in source.items() if name != "sample"}}

    def _read(self, slug: str) -> DocumentType | InvalidTypeDefinition:
        with self._lock:
            if slug not in self._known:
                try:
                    self._known[slug] = parse_definition(slug, self.source.read(slug), self.shared)
                except InvalidTypeDefinition as error:
                    self._known[slug] = error
            return self._known[slug]
