"""What one document lends to another that takes from it: fields, labels, sections and its citation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.running import Labels, Run
from service.domain.findings import Question
from service.domain.offices import Office
from service.domain.outline_building import Outline


@dataclass(frozen=True, slots=True)
class Source:
    """One document that another one takes from: its type, valid content, labels and sections.

    `citation` is the raw record under which it is cited, its label is the name of the source.
    """

    document_type: DocumentType
    content: Mapping[str, Any]
    labels: Labels
    outline: Outline
    citation: Mapping[str, Any]
    is_numbered: bool
    office: Office | None


class SharedSources:
    """What was read last at each path of sources, for documents that are prepared one after the other and share them.

    The rows of a batch share the objects of its plan, which must not change meanwhile; an id names the same document
    as long as one reading of the register lasts. What had a fault is read again, so that each document has its faults.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[Any, Office, Source]] = {}

    def known(self, path: str, given: Any, office: Office) -> Source | None:
        """Return the source that was read last at a path, if it was read from the same and would be the same again.

        Of the issuing office it says nothing but that the source is its own, or that it is that of another one.
        """
        if path not in self._last:
            return None
        last_given, last_office, source = self._last[path]
        is_same = last_given == given if isinstance(given, str) else last_given is given
        holds = office is last_office or (
            source.office is not None and source.office.id not in {office.id, last_office.id}
        )
        return source if is_same and holds else None

    def keep(self, path: str, given: Any, office: Office, source: Source) -> None:
        """Keep a source without a fault."""
        self._last[path] = (given, office, source)


def home_run(source: Source, run: Run, aliases: Mapping[str, str]) -> Run:
    """Return the run of a document as it stands in its source: labels, sections and bodies are those of the source."""
    return Run(
        book=run.book,
        directory=source.office.directory() if source.office else run.directory,
        labels=source.labels,
        names=source.document_type.names,
        outline=source.outline,
        appendices=run.appendices,
        absent=run.absent,
        aliases=aliases,
    )


def lent_values(
    source: Source, fields: tuple[str, ...], run: Run, aliases: Mapping[str, str]
) -> dict[str, Any]:
    """Convert the fields that are taken, in the run of the document that takes them; absent ones are as at home."""
    home = home_run(source, run, aliases)
    lent = {name: source.content[name] for name in fields if name in source.content}
    converted: dict[str, Any] = source.document_type.converter.convert(lent, home)
    return {name: converted[name] for name in fields if name in converted}


def source_question(path: str, source: Source) -> Question | None:
    """Ask about a source that has no number or day yet: its mention prints kind and subject only."""
    if source.is_numbered:
        return None
    return Question(
        f"{path}.code",
        "source_unnumbered",
        f"{source.document_type.title} nguồn chưa có số, ngày ban hành nên chỉ được nhắc tên."
        " Hãy ghi số và ngày, hoặc xác nhận.",
        subject=str(source.citation["subject"]),
    )
