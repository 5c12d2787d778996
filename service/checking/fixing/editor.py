"""Changes one opened document: the look of letters, the words of punctuation, the shape of paragraphs."""

import copy
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from service.checking.fixing.editable import EditablePackage
from service.checking.fixing.run_looks import changes, set_letters
from service.checking.fixing.xml_order import drop, ensured, properties, set_value
from service.checking.recognition import Parts, recognise
from service.checking.recognition.text_lines import TextLine
from service.inspection.facts import Paragraph, RunFormat
from service.inspection.names import ALTERNATE_CONTENT, MC, SECT_PR, Element, W, child
from service.inspection.reading import inspect_traced
from service.inspection.tracing import Piece

_R = W + "r"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOX = W + "txbxContent"


class Editor:
    """A document with its facts and parts. After a change of words a paragraph waits for the next opening."""

    def __init__(self, content: bytes) -> None:
        self.package = EditablePackage(content)
        self.facts, self._trace = inspect_traced(self.package)
        self.parts: Parts = recognise(self.facts)
        self._reworded: set[Element] = set()
        self._boxes: set[Element] = set()

    def element(self, paragraph: Paragraph) -> Element:
        """Return the `w:p` of a paragraph, of the body or of a header."""
        return self._trace.element(paragraph)

    def touch(self, element: Element) -> None:
        """Note a change; a text box that a file holds in two forms is changed in both."""
        self.package.touch(element)
        self._boxes.update(element.iterancestors(_BOX))

    def saved(self) -> bytes:
        """Return the bytes of the changed file; the same bytes when nothing was changed."""
        for box in self._boxes:
            _copy_to_other_form(box)
        return self.package.saved()

    def section(self, index: int) -> Element:
        """Return the `w:sectPr` of a section, made at the end of the body where the file is silent."""
        if index < len(self._trace.sections):
            return self._trace.sections[index]
        body = self.package.body()[0] if len(self.package.body()) == 1 else None
        owner = body if body is not None else self.package.body().find(W + "body")
        made = etree.SubElement(owner, SECT_PR)  # type: ignore[arg-type] # a body was found at opening
        self._trace.sections.append(made)
        return made

    def runs(self, paragraph: Paragraph, start: int, stop: int) -> list[tuple[Element, RunFormat]]:
        """Return the `w:r` that show a stretch of a paragraph, with their look; runs are cut at its ends."""
        if self.element(paragraph) in self._reworded:
            return []
        if (start, stop) != (0, len(paragraph.text)):
            self._cut(paragraph, start)
            self._cut(paragraph, stop)
        found: dict[Element, RunFormat] = {}
        for place, piece in self._placed(paragraph):
            run = next(piece.element.iterancestors(_R), None)
            if run is not None and start <= place < stop:
                found.setdefault(run, _format_at(paragraph, place))
        return list(found.items())

    def give_look(self, line: TextLine, look: Mapping[str, Any]) -> None:
        """Give the letters of a line the look of a rule, as far as it differs; alignment goes to its paragraph."""
        for run, letters in self.runs(line.paragraph, line.start, line.stop):
            wanted = changes(letters, look, text="".join(item.text or "" for item in run.iterfind(W + "t")))
            if wanted:
                set_letters(run, wanted)
                self.touch(run)
        if line.start == 0 and line.paragraph.label:
            self._mark_look(line, look)
        if look.get("align") in {"center", "left"} and not line.is_part:
            self.align(line.paragraph, str(look["align"]))

    def _mark_look(self, line: TextLine, look: Mapping[str, Any]) -> None:
        """Give an automatic number the look of its paragraph: it follows the paragraph's mark."""
        base = line.letter_runs[0].format if line.letter_runs else line.paragraph.format.base
        wanted = changes(base, look, text="")
        if wanted:
            element = self.element(line.paragraph)
            set_letters(ensured(properties(element, "pPr"), "rPr"), wanted)
            self.touch(element)

    def align(self, paragraph: Paragraph, align: str) -> None:
        """Set the alignment; in the middle and at the left margin nothing is indented by hand."""
        if paragraph.format.align == align:
            return
        block = self.block(paragraph)
        set_value(block, "jc", align)
        if align != "both" and (paragraph.format.left or paragraph.format.first_line):
            self.indent(paragraph, left=0, first_line=0)

    def indent(self, paragraph: Paragraph, *, left: int, first_line: int) -> None:
        """Set where the lines of a paragraph begin, in twips."""
        item = ensured(self.block(paragraph), "ind")
        for name in ("hanging", "hangingChars", "firstLineChars", "leftChars", "startChars", "start"):
            drop(item, W + name)
        item.set(W + "left", str(left))
        item.set(W + "firstLine", str(first_line))

    def spacing(self, paragraph: Paragraph, **twips: int | str) -> None:
        """Set distances: `before`, `after`, `line` and ``lineRule`` as Word names them."""
        item = ensured(self.block(paragraph), "spacing")
        for name, value in twips.items():
            drop(item, f"{W}{name}Autospacing")
            drop(item, f"{W}{name}Lines")
            item.set(W + name, str(value))

    def block(self, paragraph: Paragraph) -> Element:
        """Return the `w:pPr` of a paragraph for a change."""
        element = self.element(paragraph)
        self.touch(element)
        return properties(element, "pPr")

    def reword(self, paragraph: Paragraph, changes_of_text: Sequence[tuple[int, int, str]]) -> bool:
        """Replace stretches of a paragraph's text, each (start, stop, new); False when one cannot be replaced."""
        if self.element(paragraph) in self._reworded:
            return False
        ready = [(self._targets(paragraph, start, stop), new) for start, stop, new in changes_of_text]
        if not ready or not all(targets for targets, _ in ready):
            return False
        for targets, new in sorted(ready, key=lambda change: -change[0][0][3]):
            _put(targets, new)
        self._reworded.add(self.element(paragraph))
        self.touch(self.element(paragraph))
        return True

    def _targets(self, paragraph: Paragraph, start: int, stop: int) -> list[tuple[Element, int, int, int]]:
        """Return (element, from, to, place) of each piece in a stretch; nothing when a piece is no plain text."""
        found: list[tuple[Element, int, int, int]] = []
        for place, piece in self._placed(paragraph):
            first, last = max(start, place), min(stop, place + len(piece.text))
            is_end = start == stop and place < start <= place + len(piece.text)
            is_begin = start == stop == place == 0
            if first < last or (not found and (is_end or is_begin)):
                if piece.element.tag != W + "t" or piece.field:
                    return []
                found.append((piece.element, first - place, last - place, first))
        return found

    def _placed(self, paragraph: Paragraph) -> Iterator[tuple[int, Piece]]:
        pieces = self._trace.pieces_of(paragraph)
        starts = itertools.accumulate((len(piece.text) for piece in pieces), initial=0)
        return zip(starts, list(pieces), strict=False)

    def _cut(self, paragraph: Paragraph, place: int) -> None:
        """Cut the run in which a place stands into two of the same look."""
        pieces = self._trace.pieces_of(paragraph)
        at = 0
        for index, piece in enumerate(pieces):
            if at < place < at + len(piece.text) and piece.element.tag == W + "t":
                pieces[index : index + 1] = _halves(piece, place - at)
                break
            at += len(piece.text)
        at = 0
        for before, after in itertools.pairwise(list(pieces)):
            at += len(before.text)
            if at == place:
                self._part(before.element, after.element)

    def _part(self, before: Element, after: Element) -> None:
        run = after.getparent()
        if run is None or run.tag != _R or before.getparent() is not run:
            return
        new = etree.Element(_R, {str(name): str(value) for name, value in run.attrib.items()})
        look = child(run, W + "rPr")
        if look is not None:
            new.append(copy.deepcopy(look))
        for item in (after, *after.itersiblings()):
            new.append(item)
        run.addnext(new)
        self.touch(run)


def _halves(piece: Piece, at: int) -> list[Piece]:
    first = piece.element
    second = copy.deepcopy(first)
    letters = first.text or ""
    first.text, second.text = letters[:at], letters[at:]
    for half in (first, second):
        half.set(_SPACE, "preserve")
    first.addnext(second)
    return [Piece(first, piece.text[:at], piece.field), Piece(second, piece.text[at:], piece.field)]


def _put(targets: Sequence[tuple[Element, int, int, int]], new: str) -> None:
    for index, (element, first, last, _) in enumerate(targets):
        letters = element.text or ""
        element.text = letters[:first] + (new if index == 0 else "") + letters[max(first, last) :]
        element.set(_SPACE, "preserve")


def _format_at(paragraph: Paragraph, place: int) -> RunFormat:
    at = 0
    for run in paragraph.runs:
        at += len(run.text)
        if place < at:
            return run.format
    return paragraph.format.base


def _copy_to_other_form(box: Element) -> None:
    """Give the old form of a text box (`mc:Fallback`) the content of the new one."""
    alternatives = next(box.iterancestors(ALTERNATE_CONTENT), None)
    choice = None if alternatives is None else alternatives.find(MC + "Choice")
    fallback = None if alternatives is None else alternatives.find(MC + "Fallback")
    if choice is None or fallback is None:
        return
    new, old = list(choice.iter(_BOX)), list(fallback.iter(_BOX))
    if len(new) == len(old) and box in new:
        target = old[new.index(box)]
        target[:] = [copy.deepcopy(item) for item in box]
