"""The marks of a template's paragraph as pieces: words, gaps that a value fills, and parts that may be left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from service.inspection.facts import Paragraph

_MARK = re.compile(r"\{\{-?\s*(?P<gap>.*?)\s*-?\}\}|\{%-?\s*(?P<block>.*?)\s*-?%\}")
_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


class Words(NamedTuple):
    """Text that the template prints itself."""

    text: str


class Gap(NamedTuple):
    """A place that a value fills: its path as written, its filters, the look that the template gives it."""

    path: str
    filters: tuple[str, ...] = ()
    bold: bool = False
    italic: bool = False


class Option(NamedTuple):
    """A part that stands there under a condition, and what stands there otherwise."""

    test: str
    then: "tuple[Piece, ...]"
    otherwise: "tuple[Piece, ...]" = ()


class Repeat(NamedTuple):
    """A part that stands there once for each item of a list."""

    variable: str
    path: str
    body: "tuple[Piece, ...]"


Piece = Words | Gap | Option | Repeat


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text of a template before blocks are put together."""

    kind: str
    text: str
    bold: bool = False
    italic: bool = False


def control(paragraph: Paragraph) -> str:
    """Return what a paragraph (or row) of control says (``for x in y``), "" for one that prints.

    >>> from service.inspection.facts import ParagraphFormat, Run, RunFormat
    >>> control(Paragraph(1, (Run("{%p if a %}", RunFormat()),), ParagraphFormat()))
    'if a'
    """
    found = re.fullmatch(r"\s*\{%-?\s*(?:p|tr)\s+(.*?)\s*-?%\}\s*", paragraph.text)
    return found[1] if found else ""


def pieces_of(paragraph: Paragraph) -> tuple[Piece, ...]:
    """Return the pieces of a paragraph that prints."""
    tokens = list(_tokens(paragraph))
    return _parsed(tokens, 0, ())[0]


def _tokens(paragraph: Paragraph) -> Sequence[Token]:
    text = paragraph.text.replace("\u00a0", " ")
    looks = [(run.format.bold, run.format.italic) for run in paragraph.runs for _ in run.text]
    found: list[Token] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            found.append(Token("words", text[end : match.start()]))
        end = match.end()
        bold, italic = looks[match.start()]
        gap = match["gap"] is not None
        found.append(Token("gap" if gap else "block", match["gap"] if gap else match["block"], bold, italic))
    if end < len(text):
        found.append(Token("words", text[end:]))
    return found


def _parsed(tokens: Sequence[Token], start: int, until: tuple[str, ...]) -> tuple[tuple[Piece, ...], int]:
    """Return pieces up to a block that begins with one of `until`, and where that stands."""
    pieces: list[Piece] = []
    place = start
    while place < len(tokens):
        token = tokens[place]
        word = token.text.split(" ", 1)[0] if token.kind == "block" else ""
        if word in until:
            break
        if token.kind == "words":
            pieces.append(Words(token.text))
            place += 1
        elif token.kind == "gap":
            pieces.append(_gap(token))
            place += 1
        else:
            piece, place = _block(tokens, place, word)
            if piece is not None:
                pieces.append(piece)
    return tuple(pieces), place


def _block(tokens: Sequence[Token], place: int, word: str) -> tuple[Piece | None, int]:
    text = tokens[place].text
    if word == "for":
        found = re.match(r"for\s+(\w+)\s+in\s+([\w.]+)", text)
        body, end = _parsed(tokens, place + 1, ("endfor",))
        return (Repeat(found[1], found[2], body) if found else None), end + 1
    if word in {"if", "elif"}:
        then, middle = _parsed(tokens, place + 1, ("else", "elif", "endif"))
        otherwise: tuple[Piece, ...] = ()
        closing = tokens[middle].text if middle < len(tokens) else "endif"
        if closing.startswith("elif"):
            piece, end = _block(tokens, middle, "elif")
            return Option(text.split(" ", 1)[1], then, (piece,) if piece else ()), end
        if closing == "else":
            otherwise, middle = _parsed(tokens, middle + 1, ("endif",))
        return Option(text.split(" ", 1)[1], then, otherwise), middle + 1
    return None, place + 1


def _gap(token: Token) -> Gap:
    path, *filters = (part.strip() for part in re.split(r"\|", token.text))
    found = _PATH.match(path)
    return Gap(found[0] if found else path, tuple(filters), token.bold, token.italic)
