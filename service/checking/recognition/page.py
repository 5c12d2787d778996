"""A file laid out as lines in reading order, with the place of each."""

from dataclasses import dataclass
from functools import cached_property

from service.checking.recognition.spots import Spot, spots
from service.checking.recognition.text_lines import TextLine, text_lines
from service.inspection.facts import DocumentFacts, Paragraph


@dataclass(frozen=True, eq=False)
class Page:
    """All lines of a body; those of one cell or box stand together."""

    facts: DocumentFacts

    @cached_property
    def spots(self) -> dict[int, Spot]:
        """The place of each paragraph, by its number."""
        return spots(self.facts)

    @cached_property
    def lines(self) -> list[TextLine]:
        """All lines that show anything."""
        return [line for paragraph in self.facts.paragraphs for line in self.lines_of(paragraph)]

    def lines_of(self, paragraph: Paragraph) -> list[TextLine]:
        """Return the lines of one paragraph."""
        return list(text_lines(paragraph, self.spots[paragraph.number]))

    def paragraphs(self, first: int, last: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs by number, both ends included."""
        return self.facts.paragraphs[max(first - 1, 0) : last]

    def same_side(self, number: int, spot: Spot) -> bool:
        """Tell whether a paragraph stands in the same cell column, box, or run of the page as a spot."""
        other = self.spots[number]
        if spot.kind == "cell":
            return (other.kind, other.table, other.column) == ("cell", spot.table, spot.column)
        return (other.kind, other.key) == (spot.kind, spot.key)
