"""What people do to a file in Word, done to its XML: words changed, paragraphs added, moved, removed, tracked, commented."""

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_MAIN}}}"
BODY = "word/document.xml"
_COMMENTS = "word/comments.xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """The file after a change of its body."""
    return with_parts(content, {BODY: _changed(parts_of(content)[BODY], change)})


def _changed(part: bytes, change: Callable[[Any], None]) -> bytes:
    root = etree.fromstring(part)
    change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The file with parts put in or, with None, taken out."""
    kept = {**parts_of(content), **parts}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in kept.items():
            if part is not None:
                package.writestr(name, part)
    return target.getvalue()


def paragraphs(root: Any) -> Iterator[Any]:
    """The paragraphs of the body outside tables."""
    yield from root.find(W + "body").findall(W + "p")


def text_of(paragraph: Any) -> str:
    letters = paragraph.iter(W + "t", W + "noBreakHyphen")
    return "".join("-" if one.tag == W + "noBreakHyphen" else one.text or "" for one in letters).replace(
        "\u00a0", " "
    )


def find(root: Any, words: str) -> Any:
    return next(one for one in root.iter(W + "p") if words in text_of(one))


def set_text(paragraph: Any, text: str) -> None:
    """Put a text into the first letters of a paragraph, and nothing into the others."""
    pieces = list(paragraph.iter(W + "t"))
    for one in list(paragraph.iter(W + "noBreakHyphen")):
        one.getparent().remove(one)
    pieces[0].text = text
    pieces[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for one in pieces[1:]:
        one.text = ""


def change_words(before: str, after: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        paragraph = find(root, before)
        set_text(paragraph, text_of(paragraph).replace(before, after))

    return change


def add_after(words: str, text: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        paragraph = find(root, words)
        new = copy.deepcopy(paragraph)
        set_text(new, text)
        paragraph.addnext(new)

    return change


def remove(words: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        paragraph = find(root, words)
        paragraph.getparent().remove(paragraph)

    return change


def move_after(words: str, target: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        find(root, target).addnext(find(root, words))

    return change


def track(before: str, after: str, *, author: str = "Chủ tịch") -> Callable[[Any], None]:
    """Replace words as Word does while it tracks changes."""

    def change(root: Any) -> None:
        paragraph = find(root, before)
        text = text_of(paragraph)
        set_text(paragraph, "")
        left, right = text.split(before, 1)
        run = next(paragraph.iter(W + "r"))
        place = run.getparent()
        at = place.index(run)
        for one in list(paragraph.iter(W + "r")):
            one.getparent().remove(one)
        marks = {W + "id": "900", W + "author": author, W + "date": "2026-03-01T08:00:00Z"}
        deleted, inserted = etree.Element(W + "del", marks), etree.Element(W + "ins", marks)
        deleted.append(_run(before, "delText"))
        inserted.append(_run(after))
        for new in reversed([_run(left), deleted, inserted, _run(right)]):
            place.insert(at, new)

    return change


def settle_tracked(root: Any, *, is_accepted: bool) -> None:
    """Accept or refuse every tracked change, as Word does: the other side goes, what stays loses its mark."""
    for mark in ("ins", "del"):
        for one in list(root.iter(W + mark)):
            if (mark == "ins") is is_accepted:
                for run in list(one):
                    for letters in run.iter(W + "delText"):
                        letters.tag = W + "t"
                    one.addprevious(run)
            one.getparent().remove(one)


def _run(text: str, tag: str = "t") -> Any:
    run = etree.Element(W + "r")
    letters = etree.SubElement(run, W + tag)
    letters.text = text
    letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def with_comment(content: bytes, words: str, text: str, *, author: str = "Chủ tịch") -> bytes:
    """The file with a comment at the paragraph that has some words."""

    def anchor(root: Any) -> None:
        paragraph = find(root, words)
        reference = etree.SubElement(paragraph, W + "r")
        etree.SubElement(reference, W + "commentReference").set(W + "id", "7")

    part = (
        f'<w:comments xmlns:w="{_MAIN}"><w:comment w:id="7" w:author="{author}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    relations = parts_of(content)["word/_rels/document.xml.rels"].decode()
    relation = f'<Relationship Id="rId900" Type="{_RELATION}" Target="comments.xml"/></Relationships>'
    types = parts_of(content)["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{_COMMENTS}" ContentType="{_CONTENT_TYPE}"/></Types>'
    return with_parts(
        edited(content, anchor),
        {
            _COMMENTS: part.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
            "[Content_Types].xml": types.replace("</Types>", override).encode(),
        },
    )
