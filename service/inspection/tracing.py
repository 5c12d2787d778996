"""Notes from which element of a file each fact was read, for whoever wants to change the file."""

from dataclasses import dataclass, field

from service.inspection.facts import Paragraph
from service.inspection.names import Element


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that one element shows (`w:t`, `w:tab`, ...): `field` names the field that prints it."""

    element: Element
    text: str
    field: str = ""


@dataclass(slots=True)
class Trace:
    """What was read from where; a paragraph is known by its identity, since headers count from 1, too."""

    elements: dict[int, Element] = field(default_factory=dict)
    pieces: dict[Element, list[Piece]] = field(default_factory=dict)
    sections: list[Element] = field(default_factory=list)

    def note(self, paragraph: Paragraph, element: Element) -> None:
        """Take note of the `w:p` of a paragraph, which stands whole only until the next block is read."""
        self.elements[id(paragraph)] = element

    def element(self, paragraph: Paragraph) -> Element:
        """Return the `w:p` of a paragraph."""
        return self.elements[id(paragraph)]

    def pieces_of(self, paragraph: Paragraph) -> list[Piece]:
        """Return the pieces of text of a paragraph; joined they are its text."""
        return self.pieces.get(self.element(paragraph), [])
