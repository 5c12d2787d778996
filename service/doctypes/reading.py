"""Reads an input (YAML or JSON) with the scalars of JSON and nothing else: the one door for files, bodies and forms.

``no`` is a word, ``2025-02-05`` and ``12:30`` are texts, ``05`` is a text, ``90.50`` is a Decimal with its zero.
Refused: duplicate keys, anchors, aliases and tags, more than one document, NaN and Infinity, other encodings than
UTF-8, and inputs beyond the limits of size and depth. Control characters pass: the validation names their exact path.
"""

from dataclasses import dataclass
from typing import Any

from service.doctypes import reading_json, reading_yaml
from service.doctypes.reading_scalars import Fault
from service.errors import UnreadableInput


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """How large an input may be: bytes of the whole, levels of nesting."""

    max_bytes: int = 8_000_000
    max_depth: int = 40


DEFAULT_LIMITS = ReadingLimits()


def read_input(
    content: str | bytes, name: str = "", *, limits: ReadingLimits = DEFAULT_LIMITS
) -> dict[str, Any]:
    r"""Return the mapping that an input holds: dict, list, str, int, Decimal, bool, None.

    `name` is the file name (its ending chooses the notation; without one a leading ``{`` means JSON) and opens the
    message. Raises UnreadableInput with the line and what to do.

    >>> read_input("type: ke_hoach\ncontent: {approved: no, score: 90.50, day: 2025-02-05}")
    {'type': 'ke_hoach', 'content': {'approved': 'no', 'score': Decimal('90.50'), 'day': '2025-02-05'}}
    """
    try:
        value = _read(_text(content, limits), name.lower(), limits.max_depth)
    except Fault as fault:
        where = f"{name or 'Dữ liệu'}{f', dòng {fault.line}' if fault.line else ''}"
        raise UnreadableInput(f"{where}: {fault.message}") from None
    if not isinstance(value, dict):
        raise UnreadableInput(
            f"{name or 'Dữ liệu'}: phải là một bảng “tên: giá trị”, như dữ liệu mẫu (./run types sample <loại>)."
        )
    return value


#: How files begin that are packed or printed, not written as text: Word and Excel of today and of before 2007, PDF.
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def _text(content: str | bytes, limits: ReadingLimits) -> str:
    if len(content) > limits.max_bytes:
        raise Fault(f"lớn hơn {limits.max_bytes // 1_000_000} MB cho phép. Hãy tách hoặc rút gọn dữ liệu.", 0)
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    if content.startswith(_NOT_TEXT):
        raise Fault("là tệp Word, Excel hoặc PDF, không phải tệp dữ liệu .yaml hay .json.", 0)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Fault(
            "không phải chữ Unicode UTF-8. Hãy mở tệp, chọn “Lưu với tên khác” và chọn mã UTF-8"
            " (không dùng TCVN3, VNI hay UTF-16).",
            line,
        ) from None


def _read(text: str, name: str, max_depth: int) -> Any:
    if name.endswith(".json"):
        return reading_json.read(text, max_depth)
    if name.endswith((".yaml", ".yml")) or not text.lstrip().startswith("{"):
        return reading_yaml.read(text, max_depth)
    try:
        return reading_json.read(text, max_depth)
    except reading_json.NotJson:
        return reading_yaml.read(text, max_depth)
