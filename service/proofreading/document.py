"""A whole document as the checks see it: passages with zones, its sections, its days, what it cites."""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from service.proofreading.blocks import Block, ProofContext
from service.proofreading.citations import CitedDocument, citations_of
from service.proofreading.dates import WrittenDate, dates_of
from service.proofreading.letters import UPPER
from service.proofreading.lexicon import Lexicon
from service.proofreading.passages import Passage
from service.proofreading.sections import Section, number_bare_headings, sections_of

_KIND_TITLES = frozenset(
    [
        "NGHỊ QUYẾT",
        "QUYẾT ĐỊNH",
        "CHỈ THỊ",
        "QUY CHẾ",
        "QUY ĐỊNH",
        "THÔNG CÁO",
        "THÔNG BÁO",
        "HƯỚNG DẪN",
        "CHƯƠNG TRÌNH",
        "KẾ HOẠCH",
        "PHƯƠNG ÁN",
        "ĐỀ ÁN",
        "DỰ ÁN",
        "BÁO CÁO",
        "BIÊN BẢN",
        "TỜ TRÌNH",
        "CÔNG ĐIỆN",
        "GIẤY MỜI",
    ]
)
_SEARCHED_FOR_TITLE = 40
_MOST_SUBJECT_LINES = 4
_CLOSING = re.compile(rf"\W*(?:Nơi nhận\b|(?:TM|KT|TL|TUQ|Q)\.\s?[{UPPER}]{{2,}})")
_APPENDIX = re.compile(r"\W*(?:PHỤ LỤC|Phụ lục)(?:\s+(?:[IVX]+|\d+|[A-Z]))?\W*$")
_DATE_LINE = re.compile(
    r"^\D{0,60}?,?\s*ngày\s*(?P<day>\d{1,2}|\W*)\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})\s*$"
)
_TEXT_BEGINS = re.compile(r"(?:Căn cứ|Thực hiện|Kính gửi|Theo|Trên cơ sở|Để|Ủy ban|Ngày)\b")


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
        self._set_zones()
        number_bare_headings(self.body)

    def _set_zones(self) -> None:
        """Give each passage its zone: header, title, body, closing, appendix; the values of a form have their own."""
        start = self._mark_title()
        zone = "body"
        for passage in self.passages[start:]:
            if passage.zone == "field":
                continue
            if _APPENDIX.match(passage.text):
                zone = "appendix"
            elif zone == "body" and _CLOSING.match(passage.text):
                zone = "closing"
            passage.zone = zone  # type: ignore[assignment] # one of three words of Zone

    def _mark_title(self) -> int:
        """Mark what stands before the text and return where the text begins; 0 when there is no title."""
        at = next(
            (
                i
                for i, p in enumerate(self.passages[:_SEARCHED_FOR_TITLE])
                if p.text.strip("* \n") in _KIND_TITLES and p.zone != "field"
            ),
            None,
        )
        if at is None:
            return 0
        for passage in self.passages[:at]:
            passage.zone = "header"
        self.passages[at].zone = "title"
        end = at + 1
        while (
            end < len(self.passages) and end <= at + _MOST_SUBJECT_LINES and _is_subject(self.passages[end])
        ):
            self.passages[end].zone = "title"
            end += 1
        return end

    @cached_property
    def has_title(self) -> bool:
        """Whether this is a whole document, with its kind in the middle of the page."""
        return any(passage.zone == "title" for passage in self.passages)

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """The text between title and recipients, without the cells of tables."""
        return tuple(p for p in self.passages if p.zone == "body" and not p.is_cell)

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
            has_digit = any(sign.isdigit() for sign in passage.text)
            found = self._dates[passage.index] = tuple(dates_of(passage)) if has_digit else ()
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
            if "/" in passage.text or "-" in passage.text
            for cited in citations_of(passage, self.dates_in(passage))
        )

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
            return _month(given.month, given.year) if self.context.is_month else (given, given)
        for passage in self.passages:
            match = _DATE_LINE.match(passage.text.strip("* ")) if passage.zone == "header" else None
            if match is not None:
                return _days_of_line(match["day"].strip(), int(match["month"]), int(match["year"]))
        return None

    @staticmethod
    def neighbours(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Passage | None]]:
        """Yield each passage with the one after it, None after the last."""
        yield from itertools.zip_longest(passages, passages[1:])


def _is_subject(passage: Passage) -> bool:
    text = passage.text.strip("* ")
    return (
        passage.marker.style == "plain"
        and len(text) < 200
        and not text.endswith((".", ":", ","))
        and not text.startswith("(")
        and not _TEXT_BEGINS.match(text)
    )


def _days_of_line(day: str, month: int, year: int) -> tuple[date, date] | None:
    try:
        return (date(year, month, int(day)),) * 2 if day.isdigit() else _month(month, year)
    except ValueError:
        return None


def _month(month: int, year: int) -> tuple[date, date]:
    """Return the first and the last day of a month. Raises ValueError."""
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
