"""Where document types come from: a folder for each type, or whatever else answers the same two questions."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

DEFINITION_FILE = "type.yaml"
MAX_FILE_BYTES = 20_000_000
_MARKS_OF_A_TYPE = (DEFINITION_FILE, "template.docx")


class TypeSource(Protocol):
    """A place that holds document types: the shipped folder, an uploaded one in the register."""

    def slugs(self) -> Sequence[str]:
        """Return the slugs of all types here, in alphabetical order."""

    def read(self, slug: str) -> Mapping[str, bytes]:
        """Return the files of a type by name (``type.yaml``, ``template.docx``, ...); KeyError when it is unknown."""


class FolderSource:
    """Types as folders in `path`, found by listing: each folder that holds a ``type.yaml`` or a ``template.docx``.

    A template alone makes a broken type, not none: somebody is at work there and is told what is missing.

    A name that begins with ``_`` or ``.`` is no type (the frames stand in ``_base``).
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def slugs(self) -> list[str]:
        """Return the names of the folders that hold a definition or a template."""
        if not self.path.is_dir():
            return []
        return sorted(
            folder.name
            for folder in self.path.iterdir()
            if folder.name[0] not in "_." and any((folder / name).is_file() for name in _MARKS_OF_A_TYPE)
        )

    def read(self, slug: str) -> dict[str, bytes]:
        """Return the files of one folder; files beyond 20 MB are left out."""
        if slug not in self.slugs():
            raise KeyError(slug)
        return {
            file.name: file.read_bytes()
            for file in sorted((self.path / slug).iterdir())
            if file.is_file() and file.stat().st_size <= MAX_FILE_BYTES
        }
