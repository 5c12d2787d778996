"""The parts of a document as the checks see them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from service.checking.recognition.spots import Spot
from service.checking.recognition.text_lines import TextLine
from service.domain.document_code import DocumentKind
from service.inspection.facts import DocumentFacts, Line, Paragraph

BodyKind = Literal[
    "part", "chapter_section", "title", "article", "roman", "upper_letter", "arabic", "decimal", "letter", "paren",
    "dash", "plain",
]  # fmt: skip
DATE_LINE = re.compile(
    r"(?P<place>.*?)\s*(?P<comma>,?)\s*\bngày\b(?P<day>[^a-zđA-ZĐ]*)\btháng\b(?P<month>[^a-zđA-ZĐ]*)"
    r"\bnăm\b(?P<year>.*)",
    re.IGNORECASE,
)
_OF_NORMS = re.compile(r"kèm\s*theo\s+(?:Bộ luật|Luật|Nghị định|Thông tư|Pháp lệnh)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BodyItem:
    """A paragraph of the text: what it is by its number, the number as written, the text after it."""

    line: TextLine
    kind: BodyKind
    number: str = ""
    rest: str = ""
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn under a text: `width_emu` and `centred` are None when they cannot be told.

    `owner` is the paragraph that carries it, `shape` the drawing when it is one.
    """

    width_emu: int | None
    is_solid: bool
    centred: bool | None
    form: str
    owner: Paragraph | None = None
    shape: Line | None = None


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: its label line, the lines of its title, the line that says what it belongs to."""

    label: TextLine
    title: tuple[TextLine, ...] = ()
    attached: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The parts at the top of the first page; `unknown_pictures` counts drawings that nothing is known about."""

    national_title: TextLine | None = None
    motto: TextLine | None = None
    parents: tuple[TextLine, ...] = ()
    issuers: tuple[TextLine, ...] = ()
    number: TextLine | None = None
    place_and_date: TextLine | None = None
    letter_subjects: tuple[TextLine, ...] = ()
    stamps: tuple[TextLine, ...] = ()
    motto_rules: tuple[Rule, ...] = ()
    issuer_rules: tuple[Rule, ...] = ()
    unknown_pictures: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Title:
    """Kind and subject in the middle of the page; `kind` is None for a kind that the law does not have.

    `is_norm` tells a kind of legal norms (nghị định, thông tư), which the decree on layout is not about.
    """

    line: TextLine | None = None
    kind: DocumentKind | None = None
    subjects: tuple[TextLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    authorities: tuple[TextLine, ...] = ()
    is_norm: bool = False
    end: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients on the left, signature on the right."""

    recipients_label: TextLine | None = None
    recipients: tuple[TextLine, ...] = ()
    drafter_mark: TextLine | None = None
    capacities: tuple[TextLine, ...] = ()
    second_titles: tuple[TextLine, ...] = ()
    name: TextLine | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that was recognised in one file."""

    facts: DocumentFacts
    spots: dict[int, Spot]
    header: Header
    title: Title
    addressees: tuple[TextLine, ...]
    bases: tuple[TextLine, ...]
    body: tuple[BodyItem, ...]
    closing: Closing
    appendices: tuple[Appendix, ...]
    documents: int

    @property
    def is_letter(self) -> bool:
        """Tell whether this is a công văn: no kind in the middle, its subject under the number."""
        return self.title.kind is None and bool(self.header.letter_subjects)

    @property
    def kind_slug(self) -> str:
        """The kind as a slug (``ke_hoach``), "" when it is not known."""
        if self.is_letter:
            return "cong_van"
        return "" if self.title.kind is None else self.title.kind.slug

    @property
    def issuer_name(self) -> str:
        """The name of the issuing body on one line."""
        return " ".join(line.text for line in self.header.issuers)

    @property
    def is_recognised(self) -> bool:
        """Tell whether the file is one administrative document: without that only page and letters are checked.

        Motto and date alone are no sign of one: contracts, curricula vitae and applications of citizens have them, too.
        """
        header = self.header
        found = [
            header.motto,
            header.number,
            header.place_and_date,
            self.title.line or self.is_letter or None,
        ]
        has_body = header.number is not None or bool(header.issuers)
        return self.documents <= 1 and has_body and sum(part is not None for part in found) >= 2

    @property
    def is_administrative(self) -> bool:
        """Tell whether the file is made of administrative documents, or of the appendices of one.

        Legal norms (nghị định, thông tư) and their appendices are none: the decree on layout is not about them.
        """
        if self.title.is_norm:
            return False
        lines = [line.text for appendix in self.appendices for line in appendix.attached]
        of_administration = bool(lines) and not any(_OF_NORMS.search(text) for text in lines)
        return self.is_recognised or self.documents > 1 or of_administration

    @property
    def issued_on(self) -> date | None:
        """The date in the header; its first day when only the month is written. None when it cannot be told."""
        line = self.header.place_and_date
        match = DATE_LINE.fullmatch(line.text) if line is not None else None
        if match is None:
            return None
        day, month, year = (re.sub(r"\D", "", match.group(name)) for name in ("day", "month", "year"))
        try:
            return date(int(year), int(month), int(day or 1))
        except ValueError:
            return None
