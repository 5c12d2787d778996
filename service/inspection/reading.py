"""Reads a whole .docx into facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.inspection.budget import Budget
from service.inspection.facts import (
    Aside,
    Block,
    DocumentFacts,
    HeaderFacts,
    Paragraph,
    Section,
    flattened,
    tables_of,
)
from service.inspection.names import SECT_PR, Element, W, child, is_on
from service.inspection.numbering import Numbering
from service.inspection.package import Package
from service.inspection.sections import (
    SectionEnd,
    read_section,
    refuse_too_much,
    silent_section,
    with_headers,
)
from service.inspection.story import StoryReader
from service.inspection.stylesheet import Stylesheet, theme_fonts
from service.inspection.tracing import Trace


def inspect(content: bytes) -> DocumentFacts:
    """Return the facts about a .docx; raise `UnreadableInput`, with what to do, for anything else."""
    return _Reader(Package(content)).read()


def inspect_traced(package: Package, trace: Trace | None = None) -> tuple[DocumentFacts, Trace]:
    """Return the facts about an opened package, and from which of its elements they were read.

    `trace` is one that takes its own notes.
    """
    trace = trace or Trace()
    return _Reader(package, trace).read(), trace


class _Reader:
    """Reads one package."""

    def __init__(self, package: Package, trace: Trace | None = None) -> None:
        self._package = package
        self._trace = trace
        self._styles = Stylesheet(
            package.first_related("styles"), theme_fonts(package.first_related("theme"))
        )
        self._numbering_root = package.first_related("numbering")
        self._ends: list[SectionEnd] = []
        self._budget = Budget()
        self._unread: list[Aside] = []
        self._hidden: list[Aside] = []
        self._fields: set[str] = set()

    def read(self) -> DocumentFacts:
        """Return the facts: the body first, then the headers that its sections name, then the notes."""
        story = StoryReader(
            self._styles, Numbering(self._numbering_root), self._end_section, self._trace, self._budget
        )
        found: list[Block] = []
        for element in self._package.body_blocks():
            if element.tag == SECT_PR:
                self._end_section(element)
            found.extend(story.blocks([element]))
        self._unread += story.unread
        self._hidden += story.hidden
        self._fields |= story.field_names
        if len(self._ends) <= story.section:
            self._ends.append(silent_section())
        blocks = tuple(found)
        return DocumentFacts(
            sections=self._sections(),
            blocks=blocks,
            paragraphs=tuple(flattened(blocks)),
            tables=tuple(tables_of(blocks)),
            has_even_headers=self._has_even_headers(),
            properties=self._properties(),
            notes=tuple(self._notes()),
            unread=tuple(self._unread),
            hidden=tuple(self._hidden),
            fields=frozenset(self._fields - {""}),
        )

    def _end_section(self, element: Element) -> None:
        self._ends.append(read_section(element))
        if self._trace is not None:
            self._trace.sections.append(element)

    def _sections(self) -> tuple[Section, ...]:
        body = self._package.body_name
        names = self._package.related(body, "header") | self._package.related(body, "footer")
        wanted = {relation for end in self._ends for relation in end.references.values()}
        parts: dict[str, HeaderFacts] = {}
        for relation, name in names.items():
            if relation in wanted and name.lower() not in parts:
                parts[name.lower()] = self._header(name)
        read = {relation: parts[name.lower()] for relation, name in names.items() if relation in wanted}
        found = tuple(
            replace(section, headers=headers, footers=footers)
            for section, headers, footers in with_headers(self._ends, read)
        )
        refuse_too_much(found)
        return found

    def _header(self, name: str) -> HeaderFacts:
        root = self._package.xml(name)
        return HeaderFacts("", self._apart(() if root is None else root, self._trace))

    def _apart(self, elements: Iterable[Element], trace: Trace | None = None) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a story outside the body."""
        story = StoryReader(self._styles, Numbering(self._numbering_root), trace=trace, budget=self._budget)
        paragraphs = tuple(flattened(story.blocks(elements)))
        self._unread += (Aside(0, one.text) for one in story.unread)
        self._hidden += (Aside(0, one.text) for one in story.hidden)
        self._fields |= story.field_names
        return paragraphs

    def _notes(self) -> Iterator[str]:
        """Yield the texts of footnotes and endnotes; the lines that part them from the text are none."""
        for kind in ("footnote", "endnote"):
            root = self._package.first_related(f"{kind}s")
            for one in () if root is None else root.iterchildren(W + kind):
                if one.get(W + "type") in {None, "normal"}:
                    lines = [paragraph.shown.strip() for paragraph in self._apart(one)]
                    if text := " ".join(line for line in lines if line):
                        yield text

    def _has_even_headers(self) -> bool:
        flag = child(self._package.first_related("settings"), W + "evenAndOddHeaders")
        return flag is not None and is_on(flag)

    def _properties(self) -> dict[str, str]:
        """Return what describes the document (title, subject, creator, ...) by its own names."""
        name = next(iter(self._package.related("", "core-properties").values()), None)
        root = None if name is None else self._package.xml(name)
        return {str(item.tag).rpartition("}")[2]: item.text or "" for item in (() if root is None else root)}
