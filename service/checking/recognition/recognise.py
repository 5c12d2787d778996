"""Puts the recognised parts of a file together."""

from service.checking.recognition.appendices import recognise_appendices
from service.checking.recognition.body import body_items, body_lines, recognise_addressees, recognise_bases
from service.checking.recognition.closing import recognise_closing
from service.checking.recognition.header import recognise_header
from service.checking.recognition.page import Page
from service.checking.recognition.parts import Parts, Title
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.title import recognise_title
from service.checking.recognition.words import is_national_title
from service.inspection.facts import DocumentFacts


def recognise(facts: DocumentFacts) -> Parts:
    """Return the parts of a document; those that are not found stand empty."""
    page = Page(facts)
    header = recognise_header(page)
    title = recognise_title(page, header.end)
    if (
        header.letter_subjects
        and title.kind is None
        and (title.line is None or title.line.folded != "cong van")
    ):
        title = Title(end=header.end)
    addressees = recognise_addressees(page, title.end)
    start = page.lines.index(addressees[-1]) + 1 if addressees else title.end
    closing = recognise_closing(page, start)
    above = page.lines[start - 1].paragraph.number if start else 0
    lines = list(body_lines(page, above + 1, closing.start - 1))
    appendices = recognise_appendices(page, closing.end)
    if closing.end == len(page.lines):
        appendices = recognise_appendices(page, start)
        lines = _before(lines, appendices[0].label.paragraph.number) if appendices else lines
    bases = recognise_bases(lines)
    return Parts(
        facts=facts,
        spots=page.spots,
        header=header,
        title=title,
        addressees=addressees,
        bases=bases,
        body=body_items(lines[len(bases) :]),
        closing=closing,
        appendices=appendices,
        documents=sum(is_national_title(line.text) for line in page.lines),
    )


def _before(lines: list[TextLine], number: int) -> list[TextLine]:
    return [line for line in lines if line.paragraph.number < number]
