"""A whole document as the checks see it: passages with zones, its sections, its days, what it cites."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from service.proofreading.blocks import Block, ProofContext
from service.proofreading.citations import CitedDocument, citations_of, cited_spans
from service.proofreading.date_lines import days_of, month_of, unread_line
from service.proofreading.dates import WrittenDate, dates_of
from service.proofreading.endings import content_of
from service.proofreading.lexicon import Lexicon
from service.proofreading.old_code import OldCode, old_code_of
from service.proofreading.passages import Passage
from service.proofreading.sections import Section, number_bare_headings, sections_of
from service.proofreading.zones import set_zones

_PARTY_HEAD = re.compile(r"(?:^|[\t\n])[\s*]*ĐẢNG CỘNG SẢN VIỆT NAM[\s*]*(?:$|[\t\n])")
_HEAD_PASSAGES = 12


class Document:
    """The blocks of one document, read together; everything is computed when a check first asks for it."""

    def __init__(self, blocks: Sequence[Block], context: ProofContext, lexicon: Lexicon) -> None:
        self.context = context
        self.lexicon = lexicon
        self.shared: dict[str, Any] = {}  # what checks have worked out for each other
        self.passages = tuple(
            passage
            for passage in (Passage(i, block) for i, block in enumerate(blocks))
            if passage.text.strip()
        )
        #: Whether this is a whole document: it has its kind in the middle of the page, or is a công văn.
        self.is_whole = set_zones(self.passages)
        number_bare_headings(self.body)

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """The text between title and recipients, without the cells of tables."""
        return tuple(p for p in self.passages if p.zone == "body" and not p.is_cell)

    @cached_property
    def content(self) -> Sequence[Passage]:
        """The body up to its end: without the notes of annexes that stand under "./."."""
        return content_of(self.body)

    @cached_property
    def titles(self) -> tuple[Passage, ...]:
        """The kind of the document and the lines of its subject."""
        return tuple(p for p in self.passages if p.zone == "title")

    @cached_property
    def old_code(self) -> OldCode | None:
        """Where it is typed in a font of before Unicode, None where it is not."""
        return old_code_of(self.passages)

    @cached_property
    def is_of_party(self) -> bool:
        """Whether it is headed as documents of the Party are, which the decree does not speak of."""
        return any(_PARTY_HEAD.search(p.text) for p in self.passages[:_HEAD_PASSAGES])

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """All wording: title, text, tables, appendices, values of a form; not the header and the recipients."""
        return tuple(p for p in self.passages if p.zone not in {"header", "closing"})

    @cached_property
    def closing(self) -> tuple[Passage, ...]:
        """Recipients and signature."""
        return tuple(p for p in self.passages if p.zone == "closing")

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The numbered passages of the body, each with the section that it stands in."""
        return tuple(sections_of(self.body))

    @cached_property
    def dates(self) -> tuple[WrittenDate, ...]:
        """Every day that is written anywhere."""
        return tuple(day for passage in self.passages for day in self.dates_in(passage))

    def dates_in(self, passage: Passage) -> tuple[WrittenDate, ...]:
        """Return the days of a passage."""
        found = self._dates.get(passage.index)
        if found is None:
            found = self._dates[passage.index] = tuple(dates_of(passage)) if passage.has_digit else ()
        return found

    @cached_property
    def _dates(self) -> dict[int, tuple[WrittenDate, ...]]:
        return {}

    @cached_property
    def citations(self) -> tuple[CitedDocument, ...]:
        """Every document that is cited by number and symbol, in the wording."""
        return tuple(
            cited
            for passage in self.prose
            if passage.has_digit and ("/" in passage.text or "-" in passage.text)
            for cited in citations_of(passage, self.dates_in(passage))
        )

    def is_cited(self, passage: Passage, place: int) -> bool:
        """Whether a place of a passage is of the name of another document: who issued it, and its subject."""
        found = self._cited.get(passage.index)
        if found is None:
            mentions = self._citations_by_passage.get(passage.index, ())
            found = self._cited[passage.index] = tuple(cited_spans(passage, mentions))
        return any(start <= place < end for start, end in found)

    @cached_property
    def _cited(self) -> dict[int, tuple[tuple[int, int], ...]]:
        return {}

    @cached_property
    def _citations_by_passage(self) -> dict[int, list[CitedDocument]]:
        found: dict[int, list[CitedDocument]] = defaultdict(list)
        for cited in self.citations:
            found[cited.passage.index].append(cited)
        return dict(found)

    @cached_property
    def issued_on(self) -> date | None:
        """The day of the document: as given, else from its date line; the last of the month when no day is written."""
        return self._days[1] if self._days else None

    @cached_property
    def earliest_on(self) -> date | None:
        """The first day that the document can be of: that of `issued_on`, or the first of its month."""
        return self._days[0] if self._days else None

    @cached_property
    def _days(self) -> tuple[date, date] | None:
        """The first and the last day that the document can be of."""
        given = self.context.issued_on
        if given is not None:
            return month_of(given.month, given.year) if self.context.is_month else (given, given)
        return days_of(self.passages)

    @cached_property
    def unread_date_line(self) -> Passage | None:
        """The date line of the header where no day, month or year can be read from it; None where there is none."""
        return unread_line(self.passages) if self._days is None else None

    @staticmethod
    def neighbours(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Passage | None]]:
        """Yield each passage with the one after it, None after the last."""
        yield from itertools.zip_longest(passages, passages[1:])
