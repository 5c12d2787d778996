"""Reads the letters of a paragraph: runs through links, controls and insertions, fields, breaks, drawings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from service.errors import UnreadableInput
from service.inspection.budget import TOO_LONG, Budget
from service.inspection.drawing import Graphics, ReadBlocks, read_drawing, read_vml
from service.inspection.facts import Block, Run, RunFormat
from service.inspection.field_stack import FieldStack, field_name, shown_by_code
from service.inspection.names import ALTERNATE_CONTENT, SDT, Element, M, W, child, chosen
from service.inspection.passed_over import is_plain_formula, words_in
from service.inspection.properties import run_properties
from service.inspection.signs import BULLET, is_in_pictures, is_of_pictures, shown_sign
from service.inspection.stylesheet import Stylesheet, TableLook
from service.inspection.tracing import Piece, Trace

MAX_PARAGRAPH_LETTERS = 200_000
MAX_PARAGRAPH_PIECES = 20_000
_R = W + "r"
_THROUGH = {
    W + name for name in ("hyperlink", "smartTag", "ins", "moveTo", "sdtContent", "customXml", "dir", "bdo")
}
_FIXED_TEXT = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}


@dataclass(frozen=True, slots=True)
class Letters:
    """The runs of a paragraph, whether a page break stands in it, the page ends that Word noted before it.

    `unread` are words that it shows and its runs do not say, `hidden` those that it does not show.
    """

    runs: tuple[Run, ...]
    has_break: bool
    page_marks: int
    unread: tuple[str, ...] = ()
    hidden: str = ""


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
    is_hidden: bool = False
    unread: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    parting: Element | None = None

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
        self.field_names: set[str] = set()
        self._fields = FieldStack(self.field_names)
        self._page_marks = 0
        self._inline: dict[Any, Callable[[Element, _Line], None]] = {
            _R: self._run,
            M + "r": self._formula_run,
            M + "oMath": self._formula,
            M + "oMathPara": self._formula,
            W + "fldSimple": self._simple_field,
            ALTERNATE_CONTENT: self._chosen,
            **dict.fromkeys((*_THROUGH, SDT), self._children),
        }
        self._readers: dict[Any, Callable[[Element, _Line, RunFormat], None]] = {
            W + "t": self._text,
            M + "t": self._text,
            W + "sym": self._sign,
            W + "ruby": self._guided,
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
        if swallowed := self._fields.end_paragraph().strip():
            line.unread.append(swallowed)
        marks = self._page_marks if line.page_marks is None else line.page_marks
        hidden = "".join(line.hidden)
        return Letters(tuple(line.runs), line.has_break, marks, tuple(line.unread), hidden.strip())

    def _children(self, element: Element, line: _Line) -> None:
        for item in element:
            (self._inline.get(item.tag) or self._pass_over)(item, line)

    def _chosen(self, alternatives: Element, line: _Line) -> None:
        shown = chosen(alternatives)
        if shown is not None:
            self._children(shown, line)

    def _run(self, run: Element, line: _Line) -> None:
        direct = run_properties(child(run, W + "rPr"), self._styles.theme)
        is_hidden = self._styles.is_hidden(line.style_id, direct)
        direct.pop("hidden", None)
        letters = self._styles.run_format(line.style_id, direct, line.look)
        outer, line.is_hidden = line.is_hidden, line.is_hidden or is_hidden
        self._content(run, line, letters)
        line.is_hidden = outer

    def _content(self, run: Element, line: _Line, letters: RunFormat) -> None:
        for item in run:
            reader = self._readers.get(item.tag)
            if reader is not None:
                reader(item, line, letters)
            elif item.tag in _FIXED_TEXT:
                self._put(_FIXED_TEXT[item.tag], item, line, letters)
            else:
                self._pass_over(item, line)

    def _pass_over(self, item: Element, line: _Line) -> None:
        """Note the words of an element that is not taken apart."""
        if words := words_in(item):
            self._count(line, len(words))
            (line.hidden if line.is_hidden else line.unread).append(words)

    def _formula(self, formula: Element, line: _Line) -> None:
        """Read a formula that stands in one line; one that is built up has no text, and is noted."""
        if is_plain_formula(formula):
            self._children(formula, line)
        else:
            self._pass_over(formula, line)

    def _formula_run(self, run: Element, line: _Line) -> None:
        # A formula has a font of its own for every file; its letters are taken as those of the paragraph.
        self._content(run, line, self._styles.run_format(line.style_id, {}, line.look))

    def _guided(self, item: Element, line: _Line, _letters: RunFormat) -> None:
        """Read the letters below a phonetic guide; the guide is noted."""
        for part in item:
            if part.tag == W + "rubyBase":
                self._children(part, line)
            else:
                self._pass_over(part, line)

    def _put(self, text: str, item: Element, line: _Line, letters: RunFormat) -> None:
        """Append text unless it is hidden or belongs to the instruction of a field."""
        self._count(line, len(text))
        if line.is_hidden:
            line.hidden.append(text)
            return
        if not self._fields.shows(text):
            return
        if line.parting is not None:
            self._part(text, line, letters)
        if line.page_marks is None:
            line.page_marks = self._page_marks
        name = self._fields.name
        if self._trace is not None:
            self._trace.pieces.setdefault(line.owner, []).append(Piece(item, text, name))
        line.add(text, letters, name)

    def _part(self, text: str, line: _Line, letters: RunFormat) -> None:
        """Put a space where a page or a column ends between two words: paper does not show them as one."""
        item, line.parting = line.parting, None
        before = line.runs[-1].text if line.runs else ""
        if item is not None and before and not before[-1].isspace() and not text[:1].isspace():
            self._put(" ", item, line, letters)

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
        text = (item.text or "").replace("\u00a0", " ")
        if is_of_pictures(letters.font) or is_of_pictures(letters.font_extended):
            text = "".join(self._letter(sign, line, letters) for sign in text)
        self._put(text, item, line, letters)

    def _letter(self, sign: str, line: _Line, letters: RunFormat) -> str:
        """Return a typed sign as the font of the run shows it."""
        font = letters.font_extended if "\x80" <= sign <= "\xff" else letters.font
        return self._shown(font, ord(sign), line) if is_in_pictures(font, ord(sign)) else sign

    def _sign(self, item: Element, line: _Line, letters: RunFormat) -> None:
        shown = self._shown(item.get(W + "font", ""), _code(item.get(W + "char")), line)
        self._put(shown, item, line, letters)

    @staticmethod
    def _shown(font: str, code: int, line: _Line) -> str:
        """Return the letter that a sign looks like; one without a letter is noted."""
        shown = shown_sign(font, code)
        if code and not shown:
            (line.hidden if line.is_hidden else line.unread).append(f"(ký hiệu {font} {code & 0xFF:02X})")
        return shown or BULLET

    def _break(self, item: Element, line: _Line, letters: RunFormat) -> None:
        if item.get(W + "type") in {"page", "column"}:
            line.has_break |= item.get(W + "type") == "page"
            line.parting = item
        elif item.get(W + "type") is None or item.get(W + "type") == "textWrapping":
            self._put("\n", item, line, letters)

    def _field_mark(self, item: Element, line: _Line, letters: RunFormat) -> None:
        kind = item.get(W + "fldCharType")
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end" and (bare := self._fields.end()) is not None:
            self._bare(bare, line, letters)

    @staticmethod
    def _bare(instruction: str, line: _Line, letters: RunFormat) -> None:
        """Add a field that shows no letter; what Word shows of its instruction is noted."""
        if words := shown_by_code(instruction):
            (line.hidden if line.is_hidden else line.unread).append(words)
        line.add("", letters, field_name(instruction))

    def _instruction(self, item: Element, _line: _Line, _letters: RunFormat) -> None:
        self._fields.instruct(item.text or "")

    def _page_number(self, _item: Element, line: _Line, letters: RunFormat) -> None:
        line.add("", letters, "PAGE")

    def _simple_field(self, item: Element, line: _Line) -> None:
        self._fields.begin(item.get(W + "instr", ""), in_result=True)
        self._children(item, line)
        if (bare := self._fields.end()) is not None:
            self._bare(bare, line, self._styles.run_format(line.style_id, {}, line.look))

    def _rendered_break(self, _item: Element, _line: _Line, _letters: RunFormat) -> None:
        self._page_marks += 1

    def _drawing(self, item: Element, line: _Line, _letters: RunFormat) -> None:
        for picture in read_drawing(item, line.graphics, self._box):
            self._pass_over(picture, line)

    def _vml(self, item: Element, line: _Line, _letters: RunFormat) -> None:
        for picture in read_vml(item, line.graphics, self._box):
            self._pass_over(picture, line)

    def _box(self, content: Element) -> tuple[Block, ...]:
        """Read a text box: its fields are its own."""
        outer, self._fields = self._fields, FieldStack(self.field_names)
        blocks = self._read_blocks(content)
        self._fields = outer
        return blocks

    def _alternative(self, item: Element, line: _Line, letters: RunFormat) -> None:
        shown = chosen(item)
        if shown is not None:
            self._content(shown, line, letters)


def _code(text: str | None) -> int:
    """Return a number written with sixteen digits, 0 for none."""
    try:
        return int(text or "", 16) & 0xFFFF
    except ValueError:
        return 0
