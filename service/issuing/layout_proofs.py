"""The layout check of many documents: proven once for each shape of a document, not once for each document.

Template and frame decide how a document looks; its values decide which paragraphs there are, how texts begin and end,
how long the lines of the frame are. Where one document of a shape went through the whole check without a finding, the
others of its shape are spared it; where something was found, each is looked at by itself, for it may lie in the words.
The whole check of every output is a step after a batch (`tests/jobs`, marker slow).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from service.checking import check
from service.issuing.kept_context import KeptContext
from service.issuing.rendition import finding_object

_FRAME_BUCKET = 16
_BODY_BUCKET = 2_000
_FREE = ("subject", "number_line", "place_and_date", "attached_to")
_ENDS = ".,;:/)?!”-"
_MOST_SHAPES = 5_000


class LayoutProofs:
    """The shapes in which the layout check found nothing; one for each worker process.

    `is_exact`: header, signature and recipients count word by word, for documents of any origin, whose words nobody
    has seen together before.
    """

    def __init__(self, *, is_exact: bool = False) -> None:
        self.clean: set[tuple[str, ...]] = set()
        self._is_exact = is_exact

    def key(self, kept: KeptContext) -> tuple[str, ...]:
        """Return what documents that look alike have in common: template, frame, shape."""
        key: tuple[str, ...] = (kept.template_sha256, kept.frame_sha256, shape(kept.context))
        if self._is_exact:
            frame = kept.context.get("frame", {})
            key += (repr([frame[name] for name in sorted(frame) if not name.startswith(_FREE)]),)
        return key

    def findings(
        self, kept: KeptContext, content: Callable[[], bytes], *, key: tuple[str, ...] | None = None
    ) -> tuple[Mapping[str, Any], ...]:
        """Return the findings of a document; `content` renders it where its shape (`key`) is a new one."""
        key = key or self.key(kept)
        if key in self.clean:
            return ()
        found = tuple(finding_object(one) for one in check(content(), file=""))
        if not found:
            if len(self.clean) >= _MOST_SHAPES:
                self.clean.clear()
            self.clean.add(key)
        return found


def shape(context: Mapping[str, Any]) -> str:
    """Return what of a context the layout depends on: which parts there are, and of what sort each text is.

    >>> shape({"a": ["Xã Ba Tơ", "05"]}) == shape({"a": ["Xã Ba Vì", "06"]})
    True
    >>> shape({"a": ["Xã Ba Tơ"]}) == shape({"a": ["Xã Ba Tơ;"]})
    False
    """
    marks: list[str] = []
    for name in sorted(context):
        marks.append(name)
        _enter((context[name],), marks, _FRAME_BUCKET if name == "frame" else _BODY_BUCKET)
    return " ".join(marks)


def _enter(values: Iterable[Any], marks: list[str], bucket: int) -> None:
    """Enter values one after the other, without their words; nearly all are texts, and hardly one is a new one."""
    for value in values:
        if isinstance(value, str):
            marks.append(_sort_of(value, bucket))
        elif isinstance(value, dict):
            marks.append("{")
            marks += value
            _enter(value.values(), marks, bucket)
            marks.append("}")
        elif isinstance(value, (list, tuple)):
            marks.append("[")
            _enter(value, marks, bucket)
            marks.append("]")
        else:
            marks.append(type(value).__name__ if value else "-")


@lru_cache(maxsize=4096)
def _sort_of(text: str, bucket: int) -> str:
    if not text:
        return "''"
    first, last = text[0], text[-1]
    begin = "d" if first.isdigit() else "u" if first.isupper() else "l" if first.isalpha() else first
    end = last if last in _ENDS else "a"
    return f"{begin}{end}{text.count(chr(10))}{'*' if '*' in text else ''}{len(text) // bucket}"
