"""What a type's template prints, as records: paragraphs, parts under a condition, parts for each item of a list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from service.intake.marks import Gap, Option, Piece, Repeat, Words
from service.intake.outline_spots import Numbering, Spots

#: Begins the path of a gap that several cited documents fill; the paths of their fields follow.
CITES = "cites:"


@dataclass(frozen=True, slots=True)
class Slot:
    """A paragraph of the template; `numbers` are the numbers it may begin with, none where it has none.

    `literal` is a sign that the template types itself (``-``, ``+``); `later` is what stands there for the second and
    all further items where the first one differs.
    """

    key: int
    pieces: tuple[Piece, ...]
    numbers: tuple[Numbering, ...] = ()
    literal: str = ""
    later: "Slot | None" = None

    @property
    def variant(self) -> tuple[int, tuple[Numbering, ...]]:
        """What tells a slot from the others, and from itself where other numbers hold."""
        return self.key, self.numbers

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps of the paragraph in their order."""
        return tuple(gaps_of(self.pieces))


@dataclass(frozen=True, slots=True)
class Loop:
    """A part that is there once for each item of `path`; `path` begins at the content, `variable` names the item."""

    variable: str
    path: str
    body: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives: (condition, nodes); a last condition "" is the rest."""

    alternatives: "tuple[tuple[str, tuple[Node, ...]], ...]"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the template: the words of its header cells, the rows it may have, the list of its rows."""

    key: int
    headers: tuple[str, ...]
    variable: str
    path: str
    rows: tuple["GridRow", ...]
    fixed: tuple["GridRow", ...]

    @property
    def variant(self) -> tuple[int, tuple[Numbering, ...]]:
        """What tells a table from the others."""
        return self.key, ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of a row; `test` is the condition under which a row is of this form."""

    cells: tuple[tuple[Piece, ...], ...]
    test: str = ""


Node = Slot | Loop | Choice | Grid


@dataclass(frozen=True, slots=True)
class Grammar:
    """All that a type prints between its title and its signature, and in its appendices.

    `styles` are the names of the styles that only a file made by the service has.
    """

    nodes: tuple[Node, ...]
    spots: Spots
    grids: tuple[Grid, ...]
    styles: frozenset[str] = frozenset()


def sections_of(nodes: Sequence[Node]) -> dict[int, str]:
    """Return the section that each paragraph of the template stands in, by its key: the title printed last above it.

    What ends the document, the last part before the appendices, stands in none: it follows any section.
    """
    found: dict[int, str] = {}
    section = ""
    for slot in slots_of(nodes):
        titles = (gap for gap in slot.gaps if _is_title(gap)) if isinstance(slot, Slot) else ()
        section = next((gap.path.removesuffix(".title") for gap in titles), section)
        found[slot.key] = section
        if isinstance(slot, Slot) and slot.later is not None:
            found[slot.later.key] = section
    body = [node for node in nodes if not _is_appendix(node)]
    return found | dict.fromkeys((slot.key for slot in slots_of(body[-1:])), "")


def _is_title(gap: Gap) -> bool:
    return gap.path.startswith(("muc.", "phu_luc.")) and gap.path.endswith(".title")


def _is_appendix(node: Node) -> bool:
    return isinstance(node, Choice) and node.alternatives[0][0].startswith("phu_luc.")


def at_first(pieces: Sequence[Piece], *, is_first: bool) -> tuple[Piece, ...]:
    """Return the pieces as they are for the first item of a list, or for one after it."""
    found: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, Option) or not piece.test.startswith("loop.first"):
            found.append(piece)
        elif not is_first:
            found += piece.otherwise
        elif piece.test == "loop.first":
            found += piece.then
        else:
            test = piece.test.removeprefix("loop.first").removeprefix(" and ")
            found.append(Option(test, piece.then, piece.otherwise))
    return tuple(found)


def gaps_of(pieces: Sequence[Piece]) -> Iterator[Gap]:
    """Yield the gaps of pieces, those of optional parts too."""
    for piece in pieces:
        if isinstance(piece, Gap):
            yield piece
        elif isinstance(piece, Option):
            yield from gaps_of(piece.then)
            yield from gaps_of(piece.otherwise)
        elif isinstance(piece, Repeat):
            yield from gaps_of(piece.body)


def with_cites(pieces: Sequence[Piece], is_cited: Callable[[str], bool]) -> tuple[Piece, ...]:
    """Return the pieces with each row of cited documents as one gap: which is which is told by what they are."""
    found: list[Piece] = []
    for piece in pieces:
        has_gaps = any(True for _ in gaps_of((piece,)))
        if has_gaps and _only_cites(piece, is_cited):
            paths = ",".join(gap.path for gap in gaps_of((piece,)))
            before = found[-1] if found else None
            if isinstance(before, Gap) and before.path.startswith(CITES):
                found[-1] = before._replace(path=f"{before.path},{paths}")
            else:
                found.append(Gap(CITES + paths))
        elif isinstance(piece, Option):
            found.append(
                Option(piece.test, with_cites(piece.then, is_cited), with_cites(piece.otherwise, is_cited))
            )
        else:
            found.append(piece)
    return tuple(found)


def _only_cites(piece: Piece, is_cited: Callable[[str], bool]) -> bool:
    """Tell whether a piece prints cited documents and the semicolons between them."""
    if isinstance(piece, Gap):
        return is_cited(piece.path)
    if isinstance(piece, Words):
        return piece.text.strip() == ";"
    parts = piece.body if isinstance(piece, Repeat) else (*piece.then, *piece.otherwise)
    return all(_only_cites(one, is_cited) for one in parts)


def slots_of(nodes: Sequence[Node]) -> Iterator[Slot | Grid]:
    """Yield every paragraph and table of a grammar in its order."""
    for node in nodes:
        if isinstance(node, Loop):
            yield from slots_of(node.body)
        elif isinstance(node, Choice):
            for _, body in node.alternatives:
                yield from slots_of(body)
        else:
            yield node
