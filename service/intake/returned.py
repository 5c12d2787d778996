"""What a Word file that comes back carries besides its text: whose it is, tracked changes, comments."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from service.inspection.names import P, W
from service.inspection.package import Package

_MOST_COMMENTS: Final = 500


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a reader: who, what, and the number of the paragraph that it stands at (0: not known)."""

    author: str
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Id of the document and hash of its content as the file names them ("" without), changes and comments.

    `proposed` are the numbers of paragraphs with tracked changes that nobody has accepted or refused yet, by author.
    """

    document_id: str = ""
    content_sha256: str = ""
    proposed: dict[int, str] | None = None
    comments: tuple[Comment, ...] = ()


def carried(content: bytes) -> Carried:
    """Return what a .docx carries. Raises UnreadableInput for what is no sound .docx."""
    package = Package(content)
    named = _properties(package)
    proposed: dict[int, str] = {}
    anchors: dict[str, int] = {}
    for number, paragraph in enumerate(_paragraphs(package), start=1):
        author = _author(paragraph)
        if author is not None:
            proposed[number] = author
        for mark in paragraph.iter(W + "commentRangeStart", W + "commentReference"):
            anchors.setdefault(str(mark.get(W + "id")), number)
    return Carried(
        named.get("document_id", ""),
        named.get("content_sha256", ""),
        proposed,
        tuple(_comments(package, anchors)),
    )


def _properties(package: Package) -> dict[str, str]:
    name = next(iter(package.related("", "custom-properties").values()), None)
    root = None if name is None else package.xml(name)
    return {
        str(one.get("name")): "".join(str(part) for part in one.itertext()).strip()[:200]
        for one in (() if root is None else root)
        if one.get("name")
    }


def _paragraphs(package: Package) -> Iterator[Any]:
    """Yield the paragraphs of the body in the order in which `inspection` counts them."""
    for block in package.body_blocks():
        yield from _inside(block)


def _inside(element: Any) -> Iterator[Any]:
    if element.tag == P:
        yield element
        for box in element.iter(W + "txbxContent"):
            if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
                for inner in box:
                    yield from _inside(inner)
    else:
        for child in element:
            yield from _inside(child)


def _author(paragraph: Any) -> str | None:
    for mark in paragraph.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo"):
        return str(mark.get(W + "author") or "")
    return None


def _comments(package: Package, anchors: dict[str, int]) -> Iterator[Comment]:
    root = package.first_related("comments")
    for count, one in enumerate(() if root is None else root.iter(W + "comment")):
        if count >= _MOST_COMMENTS:
            return
        text = "\n".join(
            "".join(letter.text or "" for letter in paragraph.iter(W + "t")) for paragraph in one.iter(P)
        )
        yield Comment(str(one.get(W + "author") or ""), text.strip(), anchors.get(str(one.get(W + "id")), 0))
