"""Follows the XML between the marks of a part, so that each mark is known by what stands around it.

The pieces of XML between marks are no documents; what is needed is only: which elements are open, whether
we are inside a tag, and which `<w:rPr>` and `<w:pPr>` the run and the paragraph at this point have.
"""

from dataclasses import dataclass, field
from typing import Literal

from service.rendering.inline import LINE_BREAK, TAB, RunStyle
from service.rendering.run_styles import run_style

#: What stands around a mark: text of a run; a place for runs; an attribute or an element without runs; no
#: place.
Context = Literal["text", "runs", "bare", "nowhere"]

#: The first of the characters that stand for a mark inside recorded properties (a private area of Unicode).
FIRST_SLOT = 0xE000

_RUN_PARENTS = frozenset(
    {"w:p", "w:hyperlink", "w:smartTag", "w:ins", "w:del", "w:moveTo", "w:sdtContent", "w:fldSimple"}
)
_BLOCK_PARENTS = frozenset(
    {"", "w:body", "w:hdr", "w:ftr", "w:footnote", "w:tbl", "w:tr", "w:tc", "w:r", "w:txbxContent"}
)
_OWNERS = {"w:rPr": "w:r", "w:pPr": "w:p"}
#: Spellings by which docxtpl lets braces through as text.
_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


@dataclass(frozen=True)
class State:
    """What must be the same at the end of a block as at its start, for the output to be well-formed."""

    names: tuple[str, ...]
    in_tag: bool


@dataclass
class _Element:
    """An open element; for a run or a paragraph also its properties as XML."""

    name: str
    properties: str = ""


@dataclass
class Scanner:
    """Reads a part from start to end: `feed` takes XML, `mark` notes a mark and says what is around it."""

    _open: list[_Element] = field(default_factory=list)
    _tag: str = ""
    _recorded: list[str] | None = None

    def copy(self) -> "Scanner":
        """Return a scanner that goes on from here by itself: one for each way through a block."""
        elements = [_Element(element.name, element.properties) for element in self._open]
        return Scanner(elements, self._tag, None if self._recorded is None else list(self._recorded))

    def state(self) -> State:
        """Return the open elements, outermost first, and whether a tag is still open."""
        return State(tuple(element.name for element in self._open), bool(self._tag))

    @property
    def in_properties(self) -> bool:
        """Whether we are inside the properties of a run or a paragraph."""
        return self._recorded is not None

    def mark(self, slot: str) -> Context:
        """Note that a mark stands here, and return what stands around it; `slot` stands for it in a style."""
        if self._recorded is not None:
            if self._tag:
                self._tag += slot
            else:
                self._recorded.append(slot)
        if self._tag:
            return "bare"
        name = self._open[-1].name if self._open else ""
        if name == "w:t":
            return "text"
        if name in _RUN_PARENTS:
            return "runs"
        return "nowhere" if name in _BLOCK_PARENTS else "bare"

    def style(self) -> RunStyle:
        """Return how emphasis and breaks go on here; a character from FIRST_SLOT on stands for a mark."""
        return run_style(self._properties_of("w:r"), self._properties_of("w:p"))

    def feed(self, xml: str) -> str:
        """Go on over `xml`; return it with line ends and tabs of its texts as Word's elements."""
        done: list[str] = []
        position = 0
        while position < len(xml):
            if self._tag or xml[position] == "<":
                end = xml.find(">", position) + 1 or len(xml)
                self._read_tag(xml[position:end])
                done.append(xml[position:end])
            else:
                end = xml.find("<", position)
                end = len(xml) if end < 0 else end
                done.append(self._read_text(xml[position:end]))
            position = end
        return "".join(done)

    def _read_tag(self, piece: str) -> None:
        self._tag += piece
        if self._tag.endswith(">"):
            tag, self._tag = self._tag, ""
            if not tag.startswith("<?"):
                self._pass(tag)

    def _read_text(self, text: str) -> str:
        if self._recorded is not None:
            self._recorded.append(text)
        if not self._open or self._open[-1].name != "w:t":
            return text
        for spelling, braces in _BRACES:
            text = text.replace(spelling, braces)
        return text.replace("\t", TAB).replace("\n", LINE_BREAK)

    def _pass(self, tag: str) -> None:
        name = tag.strip("</>").split()[0]
        owner = _OWNERS.get(name)
        if owner and self._recorded is None and self._open[-1].name == owner and not tag.startswith("</"):
            self._recorded = []
        if self._recorded is not None:
            self._recorded.append(tag)
        if tag.startswith("</"):
            self._open.pop()
        elif not tag.endswith("/>"):
            self._open.append(_Element(name))
        if owner and self._recorded is not None and self._open[-1].name == owner:
            self._open[-1].properties = "".join(self._recorded)
            self._recorded = None

    def _properties_of(self, name: str) -> str:
        return next((element.properties for element in reversed(self._open) if element.name == name), "")
