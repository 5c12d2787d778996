"""YAML with the scalars of JSON, built from the events of the parser, so that nothing but plain data can come out.

Anchors, aliases and tags are refused (no document grows behind its author's back), and so are duplicate keys.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from service.doctypes.reading_scalars import Fault, bare_word

# A parser of YAML stops at control characters without saying in which field. They are lifted into a private plane of
# Unicode, parsed as letters and put back, so that the validation can name the path.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LIFTED = re.compile("[\U000f0000-\U000f009f\U000ffffc\U000ffffd]")
_PLANE = 0xF0000
_NONCHARACTER_SHIFT = 0xFFFFC - 0xFFFE

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str, max_depth: int) -> Any:
    """Return the value of a YAML text (None when it is empty). Raises Fault with the line."""
    lifted = _CONTROL.search(text) is not None
    try:
        return _Builder(_CONTROL.sub(_lift, text) if lifted else text, max_depth, lifted=lifted).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        number = mark.line if mark else -1
        line = [*text.split("\n"), ""][number]
        raise Fault(_advice(error, line), number + 1) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        raise Fault("có ký tự không đọc được. Hãy lưu lại tệp với mã UTF-8.", 0) from None


def _lift(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(code + (_NONCHARACTER_SHIFT if code > 0xFF else _PLANE))


def _lower(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(code - (_NONCHARACTER_SHIFT if code > _PLANE + 0xFF else _PLANE))


def _advice(error: yaml.MarkedYAMLError, line: str) -> str:
    problem = error.problem or ""
    if line.lstrip(" ").startswith("\t"):
        return "dùng phím Tab để thụt dòng. Hãy thụt dòng bằng dấu cách."
    if "alphabetic or numeric" in problem or "unknown escape" in problem:
        return "có giá trị bắt đầu bằng dấu * hoặc &, hay có dấu \\ trong nháy kép. Hãy đặt giá trị trong dấu nháy đơn."
    if "mapping values are not allowed" in problem:
        return "có dấu hai chấm trong giá trị. Hãy đặt cả giá trị trong dấu nháy kép."
    if "could not find expected ':'" in problem:
        return "thiếu dấu hai chấm sau tên trường."
    return "không đúng cú pháp YAML. Hãy xem lại chỗ thụt dòng, dấu nháy và dấu hai chấm ở dòng này."


class _Builder:
    """Walks the events of one document; `line` of an event counts from 0."""

    def __init__(self, text: str, max_depth: int, *, lifted: bool) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        self._max_depth = max_depth
        self._lifted = lifted

    def document(self) -> Any:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), 0)
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise Fault(
                "có nhiều văn bản trong một tệp (dấu ---). Hãy tách thành từng tệp.",
                event.start_mark.line + 1,
            )
        return value

    def _value(self, event: Any, depth: int) -> Any:
        line = self._line(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if depth >= self._max_depth:
            raise Fault(f"lồng nhau quá {self._max_depth} cấp. Hãy giảm bớt.", line)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth + 1)
        return self._sequence(depth + 1)

    def _line(self, event: Any) -> int:
        """Return the line of an event that may stand in an input; aliases, anchors and tags may not."""
        line: int = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise Fault(
                "không dùng neo và bí danh (dấu & và * trước giá trị). Hãy đặt giá trị trong dấu nháy kép.",
                line,
            )
        if event.tag is not None:
            raise Fault(f"không dùng thẻ kiểu “{event.tag}” (dấu ! trước giá trị).", line)
        return line

    def _scalar(self, event: Any, line: int) -> object:
        text = _LIFTED.sub(_lower, event.value) if self._lifted else event.value
        return text if event.style else bare_word(text, line)

    def _sequence(self, depth: int) -> list[Any]:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise Fault("tên trường phải là một từ.", line)
            key = _LIFTED.sub(_lower, event.value) if self._lifted else event.value
            if key in found:
                raise Fault(f"trường “{key}” được ghi hai lần. Hãy bỏ bớt một.", line)
            found[key] = self._value(next(self._events), depth)
        return found
