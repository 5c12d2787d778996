"""What a Word file that comes back carries besides its text: whose it is, tracked changes, comments, notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from service.inspection.facts import DocumentFacts, Paragraph
from service.inspection.names import Element, P, W
from service.inspection.package import Package
from service.inspection.reading import inspect_traced
from service.inspection.tracing import Trace

_MOST_COMMENTS = 500
_MOST_NOTES = 500
_BOX: Final = W + "txbxContent"
_TRACKED: Final = frozenset({W + "ins", W + "del", W + "moveFrom", W + "moveTo"})
_TAKEN_OUT: Final = frozenset({W + "del", W + "moveFrom"})
_LETTERS: Final = frozenset({W + "t", W + "delText"})


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
    `removed` what such a change takes out of a paragraph; `joined` the paragraphs whose end it takes out, so that the
    next one would run on. `notes` are the texts of footnotes and endnotes.
    """

    document_id: str = ""
    content_sha256: str = ""
    proposed: Mapping[int, str] = field(default_factory=dict)
    removed: Mapping[int, str] = field(default_factory=dict)
    joined: tuple[int, ...] = ()
    comments: tuple[Comment, ...] = ()
    notes: tuple[str, ...] = ()


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
        tuple(number for number, mark in found.items() if mark.is_joined),
        tuple(_comments(package, anchors)),
        tuple(_notes(package)),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a paragraph carries: the author of its tracked changes (None: has none), comments by their ids."""

    author: str | None
    removed: str
    is_joined: bool
    comments: tuple[str, ...]


class _Marks(Trace):
    """Notes the marks of each paragraph while it is read, and nothing else: the elements are freed."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[int, _Mark] = {}

    def note(self, paragraph: Paragraph, element: Element) -> None:
        """Take note of what a paragraph carries, if anything."""
        self.pieces.clear()
        author: str | None = None
        comments: list[str] = []
        removed = ""
        for one in _own(element):
            if one.tag in _TRACKED and author is None:
                author = str(one.get(W + "author") or "")
            if one.tag in _TAKEN_OUT:
                removed += "".join(letters.text or "" for letters in _own(one) if letters.tag in _LETTERS)
            elif one.tag in {W + "commentRangeStart", W + "commentReference"}:
                comments.append(str(one.get(W + "id")))
        if author is not None or comments:
            self.found[id(paragraph)] = _Mark(
                author, removed, _is_joined(paragraph, element), tuple(comments)
            )


def _is_joined(paragraph: Paragraph, element: Element) -> bool:
    """Tell whether a tracked change takes the end of a paragraph out that still says something."""
    mark = element.find(f"{W}pPr/{W}rPr")
    return (
        bool(paragraph.text.strip())
        and mark is not None
        and any(mark.find(tag) is not None for tag in _TAKEN_OUT)
    )


def _own(element: Element) -> Iterator[Element]:
    """Yield what is inside an element but for the texts of boxes: those are paragraphs of their own."""
    for child in element:
        if child.tag != _BOX:
            yield child
            yield from _own(child)


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


def _notes(package: Package) -> Iterator[str]:
    """Yield the texts of footnotes and endnotes; the lines that part them from the text are none."""
    for kind in ("footnote", "endnote"):
        root = package.first_related(f"{kind}s")
        for count, one in enumerate(() if root is None else root.iterchildren(W + kind)):
            if count >= _MOST_NOTES:
                return
            if one.get(W + "type") in {None, "normal"} and (text := _letters(one)):
                yield text


def _letters(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(W + "t"))
