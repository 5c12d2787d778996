"""Reads the sections of a body: page, margins, page numbers, and which headers each one shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from service.inspection.budget import Budget
from service.inspection.facts import HeaderFacts, Section
from service.inspection.measures import twips
from service.inspection.names import SECT_PR, Element, R, W, child, is_on, value

_LETTER = (12_240, 15_840)  # what Word takes when the file is silent
_MARGIN = 1_440


@dataclass(frozen=True, slots=True)
class SectionEnd:
    """A `w:sectPr` as read: the section without its headers, and the relation ids of those that it names."""

    section: Section
    references: Mapping[tuple[str, str], str]


def read_section(element: Element) -> SectionEnd:
    """Return what a `w:sectPr` says."""
    size, margins = child(element, W + "pgSz"), child(element, W + "pgMar")
    numbers, columns = child(element, W + "pgNumType"), child(element, W + "cols")
    width, height = (_length(size, name, default) for name, default in zip("wh", _LETTER, strict=True))
    title = child(element, W + "titlePg")
    count = None if columns is None else columns.get(W + "num")
    return SectionEnd(
        section=Section(
            width=width,
            height=height,
            is_landscape=width > height,
            top=abs(_length(margins, "top", _MARGIN)),
            bottom=abs(_length(margins, "bottom", _MARGIN)),
            left=_length(margins, "left", _MARGIN) + _length(margins, "gutter", 0),
            right=_length(margins, "right", _MARGIN),
            has_title_page=title is not None and is_on(title),
            number_format="decimal" if numbers is None else numbers.get(W + "fmt", "decimal"),
            number_start=None if numbers is None else twips(numbers.get(W + "start")),
            break_type=value(element, W + "type") or "nextPage",
            columns=int(count) if count and count.isdecimal() and len(count) < 4 else 1,
        ),
        references={
            (part, item.get(W + "type", "default")): item.get(R + "id", "")
            for part in ("header", "footer")
            for item in element.iterfind(f"{W}{part}Reference")
        },
    )


def silent_section() -> SectionEnd:
    """Return the section of a body that says nothing about its pages: Word then takes Letter and one inch."""
    return read_section(etree.Element(SECT_PR))


def with_headers(
    ends: list[SectionEnd], read: Mapping[str, HeaderFacts]
) -> Iterator[tuple[Section, tuple[HeaderFacts, ...], tuple[HeaderFacts, ...]]]:
    """Yield each section with its headers and footers; what it does not name it takes from the one before."""
    in_force: dict[tuple[str, str], str] = {}
    for end in ends:
        in_force.update(end.references)
        yield (end.section, _in_force(in_force, read, "header"), _in_force(in_force, read, "footer"))


def refuse_too_much(sections: tuple[Section, ...]) -> None:
    """Raise UnreadableInput where sections together show more in headers than a file may hold: each is looked at."""
    shown: dict[int, tuple[int, int]] = {}
    budget = Budget()
    for section in sections:
        for header in (*section.headers, *section.footers):
            key = id(header.paragraphs)
            if key not in shown:
                shown[key] = len(header.paragraphs), sum(len(one.text) for one in header.paragraphs)
            budget.take(paragraphs=shown[key][0], letters=shown[key][1])


def _in_force(
    in_force: Mapping[tuple[str, str], str], read: Mapping[str, HeaderFacts], part: str
) -> tuple[HeaderFacts, ...]:
    return tuple(
        HeaderFacts(kind, read[relation].paragraphs)
        for (named, kind), relation in in_force.items()
        if named == part and relation in read
    )


def _length(element: Element | None, name: str, default: int) -> int:
    found = None if element is None else twips(element.get(W + name))
    return default if found is None else found
