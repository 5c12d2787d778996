"""What a Word file that comes back carries besides its text: whose it is, tracked changes, comments, notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from service.inspection.budget import Budget
from service.inspection.facts import DocumentFacts, Paragraph
from service.inspection.names import TAKEN_OUT, Element, M, P, W
from service.inspection.package import Package
from service.inspection.reading import inspect_traced
from service.inspection.tracing import Trace
from service.intake.guarding import sent_in

_MOST_COMMENTS = 500
_BOX: Final = W + "txbxContent"
_PUT_IN: Final = frozenset({W + "ins", W + "moveTo"})
_LETTERS: Final = frozenset({W + "t", W + "delText", M + "t"})


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a reader: who, what, and the number of the paragraph that it stands at (0: not known)."""

    author: str
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Id of the document and hash of its content as the file names them ("" without), changes and comments.

    `proposed` are the numbers of paragraphs with tracked changes that nobody has accepted or refused yet, by author;
    `removed` and `added` what such changes take out of a paragraph and put into it; `joined` the paragraphs whose end
    they take out, so that the next one would run on; `cut` those in rows of tables that they take out.
    `notes` are the texts of footnotes and endnotes.
    """

    document_id: str = ""
    content_sha256: str = ""
    proposed: Mapping[int, str] = field(default_factory=dict)
    removed: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[int, str] = field(default_factory=dict)
    joined: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    comments: tuple[Comment, ...] = ()
    notes: tuple[str, ...] = ()


@sent_in()
def read_returned(content: bytes) -> tuple[DocumentFacts, Carried]:
    """Return the facts of a .docx and what it carries. Raises UnreadableInput for what is no sound .docx."""
    package = Package(content)
    marks = _Marks()
    facts, _ = inspect_traced(package, marks)
    named = _properties(package)
    found = {one.number: marks.found[id(one)] for one in facts.paragraphs if id(one) in marks.found}
    anchors: dict[str, int] = {}
    for number, mark in found.items():
        for comment in mark.comments:
            anchors.setdefault(comment, number)
    return facts, Carried(
        named.get("document_id", ""),
        named.get("content_sha256", ""),
        {number: mark.author for number, mark in found.items() if mark.author is not None},
        {number: mark.removed for number, mark in found.items() if mark.removed},
        {number: mark.added for number, mark in found.items() if mark.added},
        tuple(number for number, mark in found.items() if mark.is_joined),
        tuple(number for number, mark in found.items() if mark.is_cut),
        tuple(_comments(package, anchors)),
        facts.notes,
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a paragraph carries: the author of its tracked changes (None: has none), comments by their ids."""

    author: str | None
    removed: str
    added: str
    is_joined: bool
    is_cut: bool
    comments: tuple[str, ...]


class _Marks(Trace):
    """Notes the marks of each paragraph while it is read, and nothing else: the elements are freed."""

    __slots__ = ("_budget", "found")

    def __init__(self) -> None:
        super().__init__()
        self._budget = Budget()
        self.found: dict[int, _Mark] = {}

    def note(self, paragraph: Paragraph, element: Element) -> None:
        """Take note of what a paragraph carries, if anything."""
        self.pieces.clear()
        row = _row_change(element)
        is_cut = row is not None and row.tag in TAKEN_OUT and bool(paragraph.text.strip())
        author = None if row is None else str(row.get(W + "author") or "")
        comments: list[str] = []
        removed: list[str] = []
        added: list[str] = []
        for one, change in _own(element):
            if change is not None and author is None:
                author = str(change.get(W + "author") or "")
            if one.tag in {W + "commentRangeStart", W + "commentReference"}:
                comments.append(str(one.get(W + "id")))
            elif one.tag in _LETTERS and change is not None:
                self._budget.take(letters=len(one.text or ""))
                (removed if change.tag in TAKEN_OUT else added).append(one.text or "")
        if author is not None or comments:
            self.found[id(paragraph)] = _Mark(
                author,
                "".join(removed),
                "".join(added),
                _is_joined(paragraph, element),
                is_cut,
                tuple(comments),
            )


def _row_change(element: Element) -> Element | None:
    """Return the tracked change that puts the row of a table around a paragraph in, or takes it out."""
    row = next(element.iterancestors(W + "tr"), None)
    marks = None if row is None else row.find(W + "trPr")
    if marks is None:
        return None
    return next((one for one in marks if one.tag in TAKEN_OUT or one.tag in _PUT_IN), None)


def _is_joined(paragraph: Paragraph, element: Element) -> bool:
    """Tell whether a tracked change takes the end of a paragraph out that still says something."""
    mark = element.find(f"{W}pPr/{W}rPr")
    return (
        bool(paragraph.text.strip())
        and mark is not None
        and any(mark.find(tag) is not None for tag in TAKEN_OUT)
    )


def _own(element: Element) -> Iterator[tuple[Element, Element | None]]:
    """Yield what is inside an element, with the tracked change that it is part of, each element once.

    What was put in and taken out again is taken out. The texts of boxes are paragraphs of their own.
    """
    waiting: list[tuple[Element, Element | None]] = [(one, None) for one in reversed(element)]
    while waiting:
        one, change = waiting.pop()
        if one.tag == _BOX:
            continue
        if one.tag in TAKEN_OUT or (one.tag in _PUT_IN and change is None):
            change = one if change is None or change.tag in _PUT_IN else change
        yield one, change
        waiting += ((inner, change) for inner in reversed(one))


def _properties(package: Package) -> dict[str, str]:
    name = next(iter(package.related("", "custom-properties").values()), None)
    root = None if name is None else package.xml(name)
    return {
        str(one.get("name")): "".join(str(part) for part in one.itertext()).strip()[:200]
        for one in (() if root is None else root)
        if one.get("name")
    }


def _comments(package: Package, anchors: dict[str, int]) -> Iterator[Comment]:
    root = package.first_related("comments")
    for count, one in enumerate(() if root is None else root.iter(W + "comment")):
        if count >= _MOST_COMMENTS:
            return
        text = "\n".join(_letters(paragraph) for paragraph in one.iter(P))
        yield Comment(str(one.get(W + "author") or ""), text.strip(), anchors.get(str(one.get(W + "id")), 0))


def _letters(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(W + "t", M + "t"))
