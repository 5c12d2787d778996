"""Where a mark stands in the file that its author has open, and the sentence that says what is wrong."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from service.errors import RenderingError
from service.rendering.wordml import ORIGIN, W, own_text

MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENING = re.compile(r"\{[{%]")
_LETTER = re.compile(r"^(\{[{%#])-?(?:p|tr|tc|r)?\s")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_FIRST_WORDS = 40


@dataclass(frozen=True)
class Place:
    """A paragraph in a part of a file: `number` counts from 1 as one reads, `words` are its first ones."""

    file: str
    part: str
    number: int
    words: str

    def __str__(self) -> str:
        part = f"{self.part}, " if self.part else ""
        words = f" (“{self.words}”)" if self.words else ""
        return f"{self.file}: {part}đoạn {self.number}{words}"


@dataclass(frozen=True)
class Mark:
    """A mark as its author wrote it, and its place."""

    source: str
    place: Place


def fault(mark: Mark, reason: str) -> RenderingError:
    """Return the error that names file, paragraph and mark in one sentence."""
    return RenderingError(f"{mark.place}, dấu {mark.source}: {reason}.", placeholder=mark.source)


def as_jinja(source: str) -> str:
    """Return a mark as Jinja reads it: without docxtpl's letters, quotes straight, entities resolved.

    >>> as_jinja("{%p if x == “a” %}")
    '{% if x == "a" %}'
    """
    for entity, character in _ENTITIES:
        source = source.replace(entity, character)
    return _LETTER.sub(r"\1 ", source.translate(_QUOTES).replace("\n", " "))


class Marks:
    """Marks of a part as they stand in the file, to find their places after docxtpl has rearranged it.

    docxtpl drops paragraphs and moves a few marks; the marks that read alike keep their order, and that is
    enough.
    Raises RenderingError for a mark that is not closed in its paragraph.
    """

    def __init__(self, root: etree._Element, file: str, part: str) -> None:
        self._waiting: dict[str, deque[Mark]] = defaultdict(deque)
        self._last = Mark("", Place(file, part, 1, ""))
        for mark in _marks(root, file, part):
            self._waiting[_key(mark.source)].append(mark)

    def take(self, source: str) -> Mark:
        """Return the next mark that reads like `source`; one that docxtpl made stands where the last did."""
        waiting = self._waiting.get(_key(source))
        if waiting:
            self._last = waiting.popleft()
            return self._last
        return Mark(source, self._last.place)


def _key(source: str) -> str:
    joined = "".join(as_jinja(source).split())
    return re.sub(r"^\{%(?:colspan|cellbg)(.*)%\}$", r"{{\1}}", joined)


def _marks(root: etree._Element, file: str, part: str) -> Iterator[Mark]:
    place = Place(file, part, 1, "")
    number = 0
    for element in root.iter(etree.Element):
        if element.tag == f"{W}p":
            number += 1
            text = own_text(element)
            place = _origin(element, part) or Place(file, part, number, _first_words(text))
            yield from _marks_of_text(text, place)
        elif element.text and "{" in element.text and not element.tag.startswith(W):
            yield from _marks_of_text(element.text, place)
        for value in element.attrib.values():
            if "{" in str(value):
                yield from _marks_of_text(str(value), place)


def _origin(paragraph: etree._Element, part: str) -> Place | None:
    """The place that composing has noted: the paragraph was taken over from another file."""
    note = paragraph.get(ORIGIN)
    if note is None:
        return None
    file, number = note.rsplit("#", 1)
    return Place(file, part, int(number), _first_words(own_text(paragraph)))


def _marks_of_text(text: str, place: Place) -> Iterator[Mark]:
    rest = 0
    for match in MARK.finditer(text):
        yield Mark(match.group(), place)
        rest = match.end()
    opening = _OPENING.search(text[rest:])
    if opening:
        closing = "}}" if opening.group() == "{{" else "%}"
        mark = Mark(" ".join(text[rest + opening.start() :].split()[:2]), place)
        raise fault(mark, f"thiếu {closing} trong cùng đoạn, hãy thêm cho đủ")


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rsplit(" ", 1)[0] + "…"


_OPENERS = {"if": "endif", "for": "endfor", "with": "endwith", "raw": "endraw"}
_KEYWORD = re.compile(r"^\{%\s*(\w+)")


def check_blocks(marks: Sequence[tuple[str, Mark]]) -> None:
    """Raise RenderingError for a block that is not closed, or is closed and was never opened.

    `marks` pairs the source as Jinja reads it with its place.
    """
    open_blocks: list[tuple[str, Mark]] = []
    for source, mark in marks:
        match = _KEYWORD.match(source)
        keyword = match.group(1) if match else ""
        if keyword in _OPENERS:
            open_blocks.append((_OPENERS[keyword], mark))
        elif keyword in _OPENERS.values():
            if not open_blocks or open_blocks[-1][0] != keyword:
                raise fault(mark, "không có khối nào đang mở để đóng ở đây")
            open_blocks.pop()
    if open_blocks:
        closing, mark = open_blocks[-1]
        raise fault(mark, f"khối chưa đóng, hãy thêm {{%p {closing} %}} hoặc {{% {closing} %}}")
