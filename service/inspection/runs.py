"""Reads the letters of a paragraph: runs through links, controls and insertions, fields, breaks, drawings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from service.errors import UnreadableInput
from service.inspection.budget import TOO_LONG, Budget
from service.inspection.drawing import Graphics, ReadBlocks, read_drawing, read_vml
from service.inspection.facts import Run, RunFormat
from service.inspection.names import ALTERNATE_CONTENT, MC, SDT, Element, W, child
from service.inspection.properties import run_properties
from service.inspection.stylesheet import Stylesheet, TableLook
from service.inspection.tracing import Piece, Trace

MAX_PARAGRAPH_LETTERS = 200_000
MAX_PARAGRAPH_PIECES = 20_000
MAX_FIELDS = 40  # in each other
_R = W + "r"
_THROUGH = {
    W + name for name in ("hyperlink", "smartTag", "ins", "moveTo", "sdtContent", "customXml", "dir", "bdo")
}
_FIXED_TEXT = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "sym": "\u25aa",
}


@dataclass(frozen=True, slots=True)
class Letters:
    """The runs of a paragraph, whether a page break stands in it, the page ends that Word noted before it."""

    runs: tuple[Run, ...]
    has_break: bool
    page_marks: int


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction until the result begins."""

    instruction: str = ""
    in_result: bool = False
    has_result: bool = False

    @property
    def name(self) -> str:
        words = self.instruction.split()
        return words[0].upper() if words else ""


@dataclass(slots=True)
class _Line:
    """What has been read of one paragraph."""

    style_id: str
    look: TableLook
    graphics: Graphics
    owner: Element
    runs: list[Run] = field(default_factory=list)
    has_break: bool = False
    page_marks: int | None = None
    letters: int = 0
    pieces: int = 0

    def add(self, text: str, letters: RunFormat, name: str) -> None:
        """Append text, joined to the run before it when both look the same."""
        last = self.runs[-1] if self.runs else None
        if last is not None and last.format is letters and last.field == name:
            self.runs[-1] = Run(last.text + text, letters, name)
        else:
            self.runs.append(Run(text, letters, name))


class RunReader:
    """Reads the letters of the paragraphs of one story, one after the other; fields may span paragraphs."""

    def __init__(
        self,
        styles: Stylesheet,
        read_blocks: ReadBlocks,
        trace: Trace | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._budget = budget or Budget()
        self._styles = styles
        self._trace = trace
        self._read_blocks = read_blocks
        self._fields: list[_Field] = []
        self._page_marks = 0
        self._readers: dict[Any, Callable[[Element, _Line, RunFormat], None]] = {
            W + "t": self._text,
            W + "br": self._break,
            W + "fldChar": self._field_mark,
            W + "instrText": self._instruction,
            W + "pgNum": self._page_number,
            W + "lastRenderedPageBreak": self._rendered_break,
            W + "drawing": self._drawing,
            W + "pict": self._vml,
            W + "object": self._vml,
            ALTERNATE_CONTENT: self._alternative,
        }

    def read(self, paragraph: Element, style_id: str, look: TableLook, graphics: Graphics) -> Letters:
        """Return the letters of a paragraph; its drawings go into `graphics`."""
        line = _Line(style_id, look, graphics, paragraph)
        self._children(paragraph, line)
        marks = self._page_marks if line.page_marks is None else line.page_marks
        return Letters(tuple(line.runs), line.has_break, marks)

    def _children(self, element: Element, line: _Line) -> None:
        for item in element:
            if item.tag == _R:
                self._run(item, line)
            elif item.tag == W + "fldSimple":
                self._simple_field(item, line)
            elif item.tag in _THROUGH or item.tag == SDT:
                self._children(item, line)
            elif item.tag == ALTERNATE_CONTENT:
                self._children(_chosen(item), line)

    def _run(self, run: Element, line: _Line) -> None:
        direct = run_properties(child(run, W + "rPr"), self._styles.theme)
        is_hidden = self._styles.is_hidden(line.style_id, direct)
        direct.pop("hidden", None)
        letters = self._styles.run_format(line.style_id, direct, line.look)
        self._content(run, line, letters, is_hidden=is_hidden)

    def _content(self, run: Element, line: _Line, letters: RunFormat, *, is_hidden: bool) -> None:
        for item in run:
            reader = self._readers.get(item.tag)
            if reader is not None:
                if not (is_hidden and item.tag == W + "t"):
                    reader(item, line, letters)
            elif item.tag in _FIXED_TEXT and not is_hidden:
                self._put(_FIXED_TEXT[item.tag], item, line, letters)

    def _put(self, text: str, item: Element, line: _Line, letters: RunFormat) -> None:
        """Append text unless it belongs to the instruction of a field."""
        if not all(item.in_result for item in self._fields):
            return
        self._count(line, len(text))
        for item_of in self._fields:
            item_of.has_result = True
        if line.page_marks is None:
            line.page_marks = self._page_marks
        name = self._fields[-1].name if self._fields else ""
        if self._trace is not None:
            self._trace.pieces.setdefault(line.owner, []).append(Piece(item, text, name))
        line.add(text, letters, name)

    def _count(self, line: _Line, letters: int) -> None:
        """Count what has been read. Raises UnreadableInput for more than any document holds."""
        line.letters += letters
        line.pieces += 1
        self._budget.take(letters=letters)
        is_long = line.letters > MAX_PARAGRAPH_LETTERS or line.pieces > MAX_PARAGRAPH_PIECES
        if is_long:
            raise UnreadableInput(TOO_LONG)

    def _text(self, item: Element, line: _Line, letters: RunFormat) -> None:
        # To a reader a space is a space, whether a line may end there or not.
        self._put((item.text or "").replace("\u00a0", " "), item, line, letters)

    def _break(self, item: Element, line: _Line, letters: RunFormat) -> None:
        if item.get(W + "type") == "page":
            line.has_break = True
        elif item.get(W + "type") is None or item.get(W + "type") == "textWrapping":
            self._put("\n", item, line, letters)

    def _field_mark(self, item: Element, line: _Line, letters: RunFormat) -> None:
        kind = item.get(W + "fldCharType")
        if kind == "begin" and len(self._fields) < MAX_FIELDS:
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].in_result = True
        elif self._fields and kind == "end":
            closed = self._fields.pop()
            if not closed.has_result and all(outer.in_result for outer in self._fields):
                line.add("", letters, closed.name)

    def _instruction(self, item: Element, _line: _Line, _letters: RunFormat) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction += item.text or ""

    def _page_number(self, _item: Element, line: _Line, letters: RunFormat) -> None:
        line.add("", letters, "PAGE")

    def _simple_field(self, item: Element, line: _Line) -> None:
        self._fields.append(_Field(item.get(W + "instr", ""), in_result=True))
        self._children(item, line)
        closed = self._fields.pop()
        if not closed.has_result:
            line.add("", self._styles.run_format(line.style_id, {}, line.look), closed.name)

    def _rendered_break(self, _item: Element, _line: _Line, _letters: RunFormat) -> None:
        self._page_marks += 1

    def _drawing(self, item: Element, line: _Line, _letters: RunFormat) -> None:
        read_drawing(item, line.graphics, self._box(item))

    def _vml(self, item: Element, line: _Line, _letters: RunFormat) -> None:
        read_vml(item, line.graphics, self._box(item))

    def _box(self, _item: Element) -> ReadBlocks:
        """Return the reader of a text box: its fields are its own."""

        def read(content: Element) -> Any:
            outer, self._fields = self._fields, []
            blocks = self._read_blocks(content)
            self._fields = outer
            return blocks

        return read

    def _alternative(self, item: Element, line: _Line, letters: RunFormat) -> None:
        self._content(_chosen(item), line, letters, is_hidden=False)


def _chosen(alternatives: Element) -> Element:
    """Return the first form of a content that a file offers in several forms."""
    choice = alternatives.find(MC + "Choice")
    fallback = alternatives.find(MC + "Fallback")
    if choice is not None and len(choice):
        return choice
    return alternatives if fallback is None else fallback
