"""Which words of a file come out in the input again: a paragraph whose words do not is no placed one.

The check trusts no mapping: it looks for the words of each value in what the input says and in what the type prints.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from service import reference
from service.doctypes.definition import DocumentType
from service.domain.agencies import AgencyDirectory
from service.domain.conditions import condition
from service.domain.deadlines import deadline_text
from service.domain.decimals import format_integer
from service.domain.refusal import Refused
from service.domain.text import plain
from service.intake.citing import KIND_WORDS, cited_parts, parsed, printed, usual
from service.intake.grammar import grammar_of
from service.intake.grammar_nodes import CITES, Grammar, Grid, GridRow, Slot, slots_of
from service.intake.inverses import GROUP_TITLE
from service.intake.lines import Line
from service.intake.marks import Option, Piece, Repeat, Words
from service.intake.outline_spots import Heading
from service.intake.reading import Placed, Reading, Value
from service.intake.schema_paths import schema_at

_WORD = re.compile(r"\w+")
_TIMES: Final = frozenset({"date", "deadline", "month", "year"})
_TIME_WORDS: Final = frozenset({"ngày", "tháng", "năm", "trong", "chậm", "nhất", "đến", "hết", "quý", "vào"})
_LINKS: Final = frozenset({"và", "các", "của", "về", "theo", "tại"})
_MOST_OTHER: Final = 0.2
_PRINTED: Final = ("office", "frame")
_COUNTED: Final = (".number", ".index", ".label", ".attached_to")
_DEADLINE_FIELDS: Final = frozenset(
    {"ongoing", "on", "by", "before", "from", "to", "quarters", "months", "note"}
)


@dataclass(slots=True)
class Pool:
    """The words that come out: pairs of neighbours, words that stand alone, the words of times."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    single: set[str] = field(default_factory=set)
    times: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Add a text that comes out."""
        words = words_of(text)
        self.pairs |= set(pairwise(words))
        self.single.update(*(alone for line in text.split("\n") if len(alone := words_of(line)) == 1))

    def lost(self, text: str, *, is_time: bool = False) -> list[str]:
        """Return the words of a text that do not come out.

        >>> pool = Pool(); pool.add("Rà soát thủ tục"); pool.lost("Rà soát ngay thủ tục")
        ['ngay']
        """
        words = words_of(text)
        free = self.single | self.times | _TIME_WORDS if is_time else self.single
        sides = zip(["", *words], words, [*words[1:], ""], strict=False)
        return [
            word
            for before, word, after in sides
            if word not in free and (before, word) not in self.pairs and (word, after) not in self.pairs
        ]


def words_of(text: str) -> list[str]:
    """Return the words of a text for comparing, figures without leading noughts."""
    return [word.lstrip("0") or "0" for word in _WORD.findall(plain(text).casefold())]


@dataclass(frozen=True, slots=True)
class ComingOut:
    """What an input says and a type prints; `is_own` says that the service printed the file that was read.

    `sources` are the documents that the input takes from, as an envelope names them: a type cites them itself.
    """

    document_type: DocumentType
    content: Mapping[str, Any]
    directory: AgencyDirectory
    subject: str
    is_own: bool
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    pool: Pool = field(default_factory=Pool)

    def __post_init__(self) -> None:
        for text in (self.subject, *_printed_words(grammar_of(self.document_type))):
            self.pool.add(text)
        for source in self.sources.values():
            for text in _cited(source):
                self.pool.add(text)
        for text, is_time in self._said(self.content):
            self.pool.add(text)
            if is_time:
                self.pool.times |= set(words_of(text))

    def missing(self, reading: Reading, texts: Mapping[int, str]) -> dict[int, str]:
        """Return why items of a reading do not stand in the input, by their place among what was placed."""
        unprinted = set(self._unprinted_sections())
        found: dict[int, str] = {}
        for place, placed in enumerate(reading.placed):
            if isinstance(placed.item, Line):
                if why := self._unprinted(placed, unprinted):
                    reading.sections.discard(placed.item.sources[0])
                    found[place] = why
                elif why := self._missing_of(placed):
                    found[place] = why
            elif placed.grid is not None and not self.is_own:
                self._grid(placed, texts)
        return found

    def added_titles(self, reading: Reading) -> list[str]:
        """Return the titles that are printed for certain above lines of the reading, though none of them is the title.

        What hangs on a computed value is not known before the draft is whole.
        """
        spots = grammar_of(self.document_type).spots
        read, used = set[str](), set[str]()
        for one in reading.placed:
            if isinstance(one.item, Line) and one.item.sources[0] in reading.sections:
                read.add(one.section)
            else:
                used.update(spots.sections_above(one.section))
        unprinted = set(self._unprinted_sections())
        return [
            heading.title
            for key, heading in spots.headings.items()
            if key in used - read - unprinted
            and all(self._is_told(spots.conditions.get(one)) for one in spots.sections_above(key))
        ]

    def _unprinted(self, placed: Placed, unprinted: set[str]) -> str:
        for value in placed.values:
            key = value.gap.path.rpartition(".")[0]
            if key in unprinted and (heading := self._heading(value.gap.path)) is not None:
                return f"đề mục “{heading.title}” chỉ in khi có nội dung của nó, mà dưới đó chưa đoạn nào xếp được"
        return ""

    def _missing_of(self, placed: Placed) -> str:
        for value in placed.values:
            heading = self._heading(value.gap.path)
            if heading is not None:
                if not heading.title_field and not self._is_title(heading, value):
                    return f"loại văn bản này in đề mục bằng chữ khác: “{heading.title}”"
            elif lost := self._lost(value):
                return f"chữ “{' '.join(lost[:8])}” không đưa được vào ô nào"
        return ""

    def _heading(self, path: str) -> Heading | None:
        if not path.endswith(".title") or not path.startswith(("muc.", "phu_luc.")):
            return None
        return grammar_of(self.document_type).spots.headings.get(path.rpartition(".")[0])

    def _is_title(self, heading: Heading, value: Value) -> bool:
        """Tell whether the type prints (nearly) the words of a heading itself."""
        subject = words_of(self.subject) if value.gap.path.startswith("phu_luc.") else []
        own = {*words_of(heading.title), *subject, *_LINKS}
        words = words_of(value.text)
        other = [word for word in words if word not in own]
        if self.is_own and " ".join(words).startswith(" ".join(words_of(heading.title))):
            return True
        return len(other) <= _MOST_OTHER * len(words)

    def _lost(self, value: Value) -> list[str]:
        path = value.gap.path
        head = path.partition(".")[0]
        if head in _PRINTED or path.endswith(_COUNTED):
            return []
        if path.startswith(CITES):
            return self._source_lost(value) or self.pool.lost(usual(value.text))
        shape = schema_at(self.document_type.schema, path)
        if shape is None:
            return [] if self.is_own or head == "document" else self.pool.lost(value.text)
        return self.pool.lost(value.text, is_time=shape.get("x-format") in _TIMES)

    def _source_lost(self, value: Value) -> list[str]:
        """Return the words that cite the document an input takes from, where no such source is given, or another one.

        Its words may well stand elsewhere in the file: what they say here is said by the source alone.
        """
        names = [one.removesuffix(".mention") for one in value.gap.path.removeprefix(CITES).split(",")]
        taken = self.document_type.takes
        wanted = [one for one in names if one in self.sources or (one in taken and taken[one].required)]
        for name, words in zip(wanted, cited_parts(plain(value.text)) or (), strict=False):
            source = self.sources.get(name)
            code = (parsed(words) or {}).get("code")
            if source is None or source.get("code", code) != code:
                return words.split()
        return []

    def _grid(self, placed: Placed, texts: Mapping[int, str]) -> None:
        """Mark the cells of a table whose words do not come out as unread."""
        grid = placed.grid
        if grid is None:
            return
        for number, path in grid.places.items():
            is_head = path.endswith((".header", ".total", *_COUNTED))
            text = texts.get(number, "")
            counted = GROUP_TITLE.fullmatch(text)
            lost = [] if is_head else self.pool.lost(text, is_time=True)
            if any(counted is None or word != counted["index"] for word in lost):
                grid.unread.append(number)

    def _unprinted_sections(self) -> Iterator[str]:
        """Yield the sections that the content does not print."""
        spots = grammar_of(self.document_type).spots
        for key in spots.headings:
            spec = spots.conditions.get(key)
            if key.startswith("muc.") and not self.is_own and spec is not None and self._is_told(spec):
                document = {
                    **self.content,
                    **{name: one.get("content", {}) for name, one in self.sources.items()},
                }
                if not condition(spec, self.document_type.settings)(document, None):
                    yield key

    def _is_told(self, spec: Any) -> bool:
        """Tell whether a condition asks for fields of the input alone: what is computed is not there yet.

        A section without a condition is there in any case.
        """
        if spec is None:
            return True
        if isinstance(spec, str):
            return spec.partition(".")[0] in {*self.document_type.schema["properties"], *self.sources}
        if isinstance(spec, Mapping):
            inner = [one for key, one in spec.items() if key != "in"]
            return all(self._is_told(one) for one in inner)
        return isinstance(spec, list) and all(self._is_told(one) for one in spec)

    def _said(self, value: Any) -> Iterator[tuple[str, bool]]:
        """Yield what a value says in words, and whether it is about time."""
        if isinstance(value, Mapping):
            yield from self._said_by_object(value)
        elif isinstance(value, list):
            for one in value:
                yield from self._said(one)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield format_integer(value), False
            yield str(value), True
        elif value is not None:
            yield str(value), bool(re.search(r"\d", str(value)))

    def _said_by_object(self, value: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
        if "role" in value:
            body = self.directory.bodies.get(value["role"], "")
            yield f"{body} ({value['note']})" if value.get("note") else body, False
        elif value and set(value) <= _DEADLINE_FIELDS:
            with suppress(Refused):
                yield deadline_text(value), True
        elif "kind" in value and "issuer" in value:
            yield from ((text, True) for text in printed(value))
        elif set(value) == {"name", "note"}:
            yield f"{value['name']} ({value['note']})", False
        for name, part in value.items():
            if name != "label":
                yield from self._said(part)


def _cited(source: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words with which a source is cited, in pieces that overlap."""
    code, day = source.get("code", ""), source.get("issued_on", "")
    yield from (f"{kind} số {code} ngày {day} của" for kind in KIND_WORDS.split("|"))
    yield f"về {source.get('subject', '')}"
    try:
        office = reference.office(str(source.get("office", "")))
    except Refused:
        return
    yield from (f"của {name} về" for name in (office.name, office.short_name))


def _printed_words(grammar: Grammar) -> Iterator[str]:
    """Yield the words that a type prints itself, without titles."""
    for slot in slots_of(grammar.nodes):
        pieces: Iterable[Piece] = slot.pieces if isinstance(slot, Slot) else _of_grid(slot)
        yield from _words(pieces)


def _of_grid(grid: Grid) -> Iterator[Piece]:
    rows: Sequence[GridRow] = (*grid.rows, *grid.fixed)
    for row in rows:
        for cell in row.cells:
            yield from cell


def _words(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Words):
            yield piece.text
        elif isinstance(piece, Option):
            yield from _words((*piece.then, *piece.otherwise))
        elif isinstance(piece, Repeat):
            yield from _words(piece.body)
