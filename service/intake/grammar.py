"""What a type's template prints, as a grammar: paragraphs, parts under a condition, parts for each item of a list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from service.doctypes.definition import DocumentType
from service.inspection import inspect
from service.inspection.facts import Block, Paragraph, Row, Table
from service.intake.grammar_nodes import (
    Choice,
    Grammar,
    Grid,
    GridRow,
    Loop,
    Node,
    Slot,
    at_first,
    with_cites,
)  # fmt: skip
from service.intake.marks import Gap, Option, Piece, Repeat, Words, control, pieces_of
from service.intake.outline_spots import Numbering, Spots, spots_of
from service.intake.schema_paths import item_of, schema_at

TEMPLATE = "template.docx"
_STYLES_OF_WORD = frozenset({"", "Normal", "Default Paragraph Font", "Table Normal"})


@lru_cache(maxsize=32)
def grammar_of(document_type: DocumentType) -> Grammar:
    """Return the grammar of a type, read from its template and its outline."""
    spots = spots_of(document_type)
    schema = document_type.schema

    def is_cited(path: str) -> bool:
        shape = item_of(schema_at(schema, path) or {}, schema)
        return path.endswith(".mention") or shape.get("x-label-of") == "citation"

    facts = inspect(document_type.files[TEMPLATE])
    reader = _Reader(spots, is_cited)
    nodes, _ = reader.nodes(facts.blocks, 0, ())
    styles = {one.format.style_name for one in facts.paragraphs} - _STYLES_OF_WORD
    return Grammar(nodes, spots, tuple(reader.grids), frozenset(styles))


@dataclass(slots=True)
class _Reader:
    """Puts the blocks of a template together; `scope` says what the variables of loops stand for."""

    spots: Spots
    is_cited: Callable[[str], bool]
    grids: list[Grid] = field(default_factory=list)
    scope: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def nodes(
        self, blocks: Sequence[Block], start: int, until: tuple[str, ...]
    ) -> tuple[tuple[Node, ...], int]:
        """Return nodes up to a paragraph of control that begins with one of `until`, and where that stands."""
        found: list[Node] = []
        place = start
        while place < len(blocks):
            block = blocks[place]
            if isinstance(block, Table):
                found.append(self._grid(block))
                place += 1
                continue
            said = control(block)
            word = said.split(" ", 1)[0]
            if word in until:
                break
            if not said:
                found += self._slot(block)
                place += 1
            elif word == "for":
                node, place = self._loop(blocks, place, said)
                found.append(node)
            else:
                choice, place = self._choice(blocks, place, said)
                found.append(choice)
        return tuple(found), place

    def _loop(self, blocks: Sequence[Block], place: int, said: str) -> tuple[Node, int]:
        variable, path = self._iteration(said)
        body, end = self.nodes(blocks, place + 1, ("endfor",))
        return Loop(variable, path, body), end + 1

    def _iteration(self, said: str) -> tuple[str, str]:
        found = re.match(r"for\s+(\w+)\s+in\s+([\w.]+)", said)
        variable, path = (found[1], self.absolute(found[2])) if found else ("_", "_")
        self.scope[variable] = path
        return variable, path

    def _choice(self, blocks: Sequence[Block], place: int, said: str) -> tuple[Node, int]:
        alternatives: list[tuple[str, tuple[Node, ...]]] = []
        test = said.split(" ", 1)[1] if " " in said else ""
        while True:
            body, place = self.nodes(blocks, place + 1, ("else", "elif", "endif"))
            alternatives.append((self._test(test), body))
            block = blocks[place] if place < len(blocks) else None
            said = control(block) if isinstance(block, Paragraph) else "endif"
            if said == "endif":
                return Choice(tuple(alternatives)), place + 1
            test = said.split(" ", 1)[1] if " " in said else ""

    def _test(self, test: str) -> str:
        """Return a condition with the paths of the content in it."""
        return re.sub(
            r"[A-Za-z_][\w.]*",
            lambda found: self.absolute(found[0]) if "." in found[0] else found[0],
            test,
        )

    def absolute(self, path: str) -> str:
        """Return a path from the content: ``nhiem_vu.content`` is ``criteria.tasks.content``."""
        head, _, rest = path.partition(".")
        if head not in self.scope:
            return path
        return f"{self.scope[head]}.{rest}" if rest else f"{self.scope[head]}.*"

    def _slot(self, paragraph: Paragraph) -> list[Node]:
        pieces = self._resolved(pieces_of(paragraph))
        if not any(not isinstance(piece, Words) or piece.text.strip() for piece in pieces):
            return []
        first, later = at_first(pieces, is_first=True), at_first(pieces, is_first=False)
        slot = self._made(first)
        return [slot if first == later else replace(slot, later=self._made(later))]

    def _made(self, pieces: tuple[Piece, ...]) -> Slot:
        self.count += 1
        if len(pieces) > 3:  # in a sentence; a line of its own is one document
            pieces = with_cites(pieces, self.is_cited)
        numbers, rest = self._number(pieces)
        literal, rest = _literal(rest)
        return Slot(self.count, rest, numbers, literal)

    def _resolved(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        found: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Gap):
                found.append(piece._replace(path=self.absolute(piece.path)))
            elif isinstance(piece, Option):
                then, other = self._resolved(piece.then), self._resolved(piece.otherwise)
                found.append(Option(self._test(piece.test), then, other))
            elif isinstance(piece, Repeat):
                path = self.absolute(piece.path)
                self.scope[piece.variable] = path
                found.append(Repeat(piece.variable, path, self._resolved(piece.body)))
            else:
                found.append(piece)
        return tuple(found)

    def _number(self, pieces: tuple[Piece, ...]) -> tuple[tuple[Numbering, ...], tuple[Piece, ...]]:
        """Take the number that a paragraph begins with off it."""
        first = pieces[0] if pieces else None
        inner = first
        optional = False
        if isinstance(first, Option) and first.then and not first.otherwise:
            inner, optional = first.then[0], True
        if not isinstance(inner, Gap) or not inner.path.endswith(".number"):
            return (), pieces
        owner = inner.path.removesuffix(".number")
        heading = self.spots.headings.get(owner)
        known = [heading.numbering] if heading else self.spots.lists.get(owner, [Numbering("any")])
        numbers = tuple(_lacking(one) if optional else one for one in known)
        rest = pieces[1:]
        if rest and isinstance(rest[0], Words):
            rest = (Words(rest[0].text.lstrip()), *rest[1:])
        return numbers, rest

    def _grid(self, table: Table) -> Grid:
        headers = tuple(
            text
            for row in table.rows
            if not _row_control(row)
            for cell in row.cells
            if (text := _cell_text(cell.blocks)) and "{" not in text
        )
        variable, path, rows, fixed = "", "", list[GridRow](), list[GridRow]()
        test, inside = "", False
        for row in table.rows:
            said = _row_control(row)
            if said.startswith("for "):
                variable, path = self._iteration(said)
                inside = True
            elif said == "endfor":
                inside = False
            elif said:
                test = self._test(said)
            elif any("{" in _cell_text(cell.blocks) for cell in row.cells):
                cells = tuple(self._resolved(_cell_pieces(cell.blocks)) for cell in row.cells)
                (rows if inside else fixed).append(GridRow(cells, test if inside else ""))
        self.count += 1
        grid = Grid(self.count, headers, variable, path, tuple(rows), tuple(fixed))
        self.grids.append(grid)
        return grid


def _lacking(numbering: Numbering) -> Numbering:
    return Numbering(
        numbering.style, numbering.depth, may_lack=True, when=numbering.when, unless=numbering.unless
    )


def _literal(pieces: tuple[Piece, ...]) -> tuple[str, tuple[Piece, ...]]:
    """Take a dash or plus that the template types itself off a paragraph."""
    first = pieces[0] if pieces else None
    if isinstance(first, Option) and first.then and isinstance(first.then[0], Words):
        sign, then = _literal(first.then)
        if sign:
            return sign, (first._replace(then=then), *pieces[1:])
    found = re.match(r"([-+])\s+", first.text) if isinstance(first, Words) else None
    if not found or not isinstance(first, Words):
        return "", pieces
    rest = first.text[found.end() :]
    return found[1], ((Words(rest), *pieces[1:]) if rest else pieces[1:])


def _row_control(row: Row) -> str:
    for cell in row.cells:
        for block in cell.blocks:
            if isinstance(block, Paragraph) and (said := control(block)):
                return said
    return ""


def _cell_text(blocks: Sequence[Block]) -> str:
    return " ".join(block.text.strip() for block in blocks if isinstance(block, Paragraph)).strip()


def _cell_pieces(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    first = next((block for block in blocks if isinstance(block, Paragraph)), None)
    return pieces_of(first) if first is not None else ()
