"""The paragraphs of a file as lines: the number apart from the text, each letter with its look."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from service.domain.text import escape_marks, plain
from service.inspection.facts import Paragraph, Table, flattened

#: Signs without a width say nothing to a reader; a hyphen that keeps words together is a hyphen.
PLAIN_SIGNS: Final = {**dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")), 0x2011: "-"}
_SPACES = re.compile(r"\s+")
#: A dash behind a number (2.1- Kết quả, I – MỤC TIÊU): words follow it, no figure.
_DASHED = r"\s?[-–—](?=\s+[^\W\d])"
_TYPED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("arabic", re.compile(r"([IVXLC]{1,7}\.\d{1,2})[.)/]?(?=\s|$)\s*")),
    (
        "decimal",
        re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}})+)(?:\.?{_DASHED}|[-–—](?=[^\W\d])|[.)/]?(?=\s|$))\s*"),
    ),
    ("arabic", re.compile(rf"(\d{{1,2}})(?:{_DASHED}|[.)](?=\s|$|[^\W\d])|/(?=\s))\s*")),
    ("roman", re.compile(rf"([IVXLC]{{1,7}})(?:{_DASHED}|[.)](?=\s|$)|/(?=\s))\s*")),
    ("paren", re.compile(r"\((\d{1,3})\)\s*")),
    ("letter", re.compile(r"([a-zđ])(?:\)(?=\s|$)|[./](?=\s))\s*")),
    ("plus", re.compile(r"(\+)(?=\s|[^\W\d]|\*|$)\s*")),
    ("dash", re.compile(r"([-–—•●▪]|\*(?=\s))(?=\s|[^\W\d]|\*|$)\s*")),
)
_HEAD_WORDS = re.compile(r"(?i)(?:phần|chương|mục|điều)\s+[IVXLC\d]+\s*[.:]\s*")
_FULL_STOP = ".:;,"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or the cells of a row that say one thing together.

    `sources` are the numbers of the paragraphs in the file, `number` is the number as typed or as Word shows it,
    `style` how it is made ("" without one), `depth` how many parts a decimal one has. `text` has no number and
    single spaces; `looks` has (bold, italic) for each of its letters. `label` is the usual wording of the label that
    the text begins with, its value begins at `value_start`; `is_part` says that more of the paragraph is another line;
    `title_of` is the section of the type whose title the text is; `stray` says why no place of the
    type is the line's, "" where one may be.
    """

    sources: tuple[int, ...]
    text: str
    looks: tuple[tuple[bool, bool], ...]
    number: str = ""
    style: str = ""
    depth: int = 0
    style_name: str = ""
    prefix: str = ""
    label: str = ""
    value_start: int = 0
    is_part: bool = False
    title_of: str = ""
    stray: str = ""

    @property
    def whole(self) -> str:
        """The text with its number, as typed."""
        return f"{self.prefix}{self.text}"

    @property
    def whole_looks(self) -> tuple[tuple[bool, bool], ...]:
        """The look of each letter of `whole`."""
        look = self.looks[0] if self.looks else (False, False)
        return (look,) * len(self.prefix) + self.looks

    def marked(self, start: int, end: int, *, bold: bool = False, italic: bool = False) -> str:
        """Return a part as a marked text: what is bolder or more slanted than the place it will be printed in."""
        return marked_text(self.text[start:end], self.looks[start:end], bold=bold, italic=italic)


#: What a file is read by: a line, or a table as a whole.
Item = Line | Table


def marked_text(
    text: str, looks: Sequence[tuple[bool, bool]], *, bold: bool = False, italic: bool = False
) -> str:
    """Return a marked text; `bold` and `italic` are the look of the place, which needs no marks.

    >>> marked_text("đạt 90 điểm", [(3 < i < 6, False) for i in range(11)])
    'đạt **90** điểm'
    """
    made, start = "", 0
    own = [(one and not bold, other and not italic) for one, other in looks]
    for end in range(1, len(text) + 1):
        if end == len(text) or own[end] != own[start]:
            made += _wrapped(text[start:end], own[start])
            start = end
    return made if plain(made) == text else escape_marks(text)


def _wrapped(text: str, look: tuple[bool, bool]) -> str:
    stars = "*" * (2 * look[0] + look[1])
    inner = text.strip()
    if not stars or not inner:
        return escape_marks(text)
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{stars}{escape_marks(inner)}{stars}{after}"


def line_of(paragraph: Paragraph) -> Line | None:
    """Return a paragraph as a line; None for one that shows nothing."""
    text, looks = letters(paragraph)
    if not text and not paragraph.label:
        return None
    return _numbered((paragraph.number,), text, looks, paragraph.label, paragraph.format.style_name)


def letters(paragraph: Paragraph) -> tuple[str, list[tuple[bool, bool]]]:
    """Return the text with single spaces and the look of each letter; line breaks become spaces."""
    text, looks = "", list[tuple[bool, bool]]()
    for run in paragraph.runs:
        shown = unicodedata.normalize("NFC", run.shown.translate(PLAIN_SIGNS))
        look = (run.format.bold, run.format.italic)
        for letter in _SPACES.sub(" ", shown):
            if letter != " " or (text and not text.endswith(" ")):
                text += letter
                looks.append(look)
    stripped = text.rstrip()
    return stripped, looks[: len(stripped)]


def _numbered(
    sources: tuple[int, ...], text: str, looks: Sequence[tuple[bool, bool]], label: str, style_name: str
) -> Line:
    found = _number(label) if label else None
    if found:
        style, number, _ = found
        shown = label.strip()
        return Line(sources, text, tuple(looks), shown, style, _depth(style, number), style_name, f"{shown} ")
    typed = _number(text)
    if typed is None:
        return Line(sources, text, tuple(looks), style_name=style_name)
    style, number, end = typed
    shown = text[:end].strip()
    depth = _depth(style, number)
    return Line(sources, text[end:], tuple(looks[end:]), shown, style, depth, style_name, text[:end])


def _number(text: str) -> tuple[str, str, int] | None:
    """Return style, number and end of the number that a text begins with."""
    start = found.end() if (found := _HEAD_WORDS.match(text)) else 0
    for style, pattern in _TYPED:
        if match := pattern.match(text, start):
            return style, match[1], match.end()
    if text.strip(_FULL_STOP) in {"\uf0b7", "\uf0a7", "o", "*"}:
        return "dash", "-", len(text)
    return None


def _depth(style: str, number: str) -> int:
    """Return how many parts of a number count: II.1 is the first khoản of Mục II."""
    return number.count(".") + 1 if style == "decimal" else int(style == "arabic")


def row_lines(table: Table) -> list[Line]:
    """Return the rows of a table that lays text out: a number or a label and its text become one line."""
    lines: list[Line] = []
    for row in table.rows:
        cells = [list(written_paragraphs(cell.blocks)) for cell in row.cells]
        lines += _row([cell for cell in cells if cell])
    return lines


def written_paragraphs(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks that have a text or an automatic number; text boxes are left out."""
    return (one for one in flattened(blocks, with_boxes=False) if one.text.strip() or one.label)


def _row(cells: list[list[Paragraph]]) -> list[Line]:
    """Return the lines of a row: its first cell, when it is a number or a short label, belongs to what follows."""
    if len(cells) < 2:
        return [line for cell in cells for one in cell if (line := line_of(one))]
    first, second = cells[0], cells[1]
    alone = line_of(first[0])
    if len(first) != 1 or alone is None:
        return [line for cell in cells for one in cell if (line := line_of(one))]
    rest = [*second[1:], *(one for cell in cells[2:] for one in cell)]
    others = [line for one in rest if (line := line_of(one))]
    text, looks = letters(second[0])
    if not alone.text or _number(f"{alone.text}. "):
        label = alone.number or f"{alone.text}."
        joined = _numbered((first[0].number, second[0].number), text, looks, label, "")
        return [joined, *others]
    if len(alone.text.split()) <= 8:
        words = alone.text.rstrip(":") + ": "
        joined = _numbered(
            (first[0].number, second[0].number),
            words + text,
            [*_spread(alone, len(words)), *looks],
            alone.number,
            "",
        )
        return [joined, *others]
    return [line for cell in cells for one in cell if (line := line_of(one))]


def _spread(line: Line, length: int) -> list[tuple[bool, bool]]:
    look = line.looks[0] if line.looks else (False, False)
    return [look] * length
