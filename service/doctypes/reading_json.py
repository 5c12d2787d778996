"""JSON, strictly: duplicate keys, NaN and Infinity are refused, numbers are exact."""

import json
import re
from typing import Any, NoReturn

from service.doctypes.reading_scalars import Fault, number

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]', re.DOTALL)


class NotJson(Fault):
    """The text breaks the grammar of JSON."""


class _Repeated(Exception):
    """An object says one key twice."""


def read(text: str, max_depth: int) -> Any:
    """Return the value of a JSON text.

    Raises NotJson for a fault of grammar, Fault for what the grammar allows and we do not; both with the line.
    """
    try:
        value = json.loads(
            text,
            parse_float=number,
            parse_int=number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
            strict=False,
        )
    except RecursionError:
        _refuse_depth(text, max_depth)  # with the line; the depth that Python takes is far above ours
        raise
    except json.JSONDecodeError as error:
        raise NotJson(
            f"không đúng cú pháp JSON ở cột {error.colno} ({_reason(error)}).", error.lineno
        ) from None
    except _Repeated:
        key, line = _second_mention(text)
        raise Fault(f"trường “{key}” được ghi hai lần. Hãy bỏ bớt một.", line) from None
    if _is_deeper(value, max_depth):
        _refuse_depth(text, max_depth)
    return value


def _is_deeper(value: Any, max_depth: int) -> bool:
    """Tell whether objects and lists stand in each other more than `max_depth` deep, level by level."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(max_depth):
        parts = (one.values() if isinstance(one, dict) else one for one in level)
        level = [part for some in parts for part in some if isinstance(part, dict | list)]
        if not level:
            return False
    return bool(level)


def _reason(error: json.JSONDecodeError) -> str:
    known = {
        "Expecting value": "thiếu giá trị",
        "Expecting ',' delimiter": "thiếu dấu phẩy",
        "Expecting ':' delimiter": "thiếu dấu hai chấm",
        "Expecting property name enclosed in double quotes": "tên trường phải đặt trong dấu nháy kép",
        "Illegal trailing comma before end of object": "thừa dấu phẩy ở cuối",
        "Unterminated string starting at": "thiếu dấu nháy kép đóng",
        "Extra data": "thừa chữ sau phần dữ liệu",
    }
    return known.get(error.msg, "hãy xem lại dấu ngoặc và dấu phẩy")


def _refuse_constant(text: str) -> NoReturn:
    raise Fault(f"{text} không phải là số. Hãy ghi con số thật, hoặc bỏ trường này.", 0)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Repeated
    return found


def _refuse_depth(text: str, max_depth: int) -> None:
    """Raise Fault with the line where a text gets too deep."""
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
        if depth > max_depth:
            raise Fault(
                f"lồng nhau quá {max_depth} cấp. Hãy giảm bớt.", text.count("\n", 0, token.start()) + 1
            )


def _second_mention(text: str) -> tuple[str, int]:
    """Find the first repeated key of a text that is known to be JSON, and its line."""
    open_keys: list[set[str]] = []
    tokens = list(_TOKEN.finditer(text))
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        sign = token.group()
        if sign in "{[":
            open_keys.append(set())
        elif sign in "}]":
            open_keys.pop()
        elif sign.startswith('"') and following is not None and following.group() == ":":
            key = json.loads(sign, strict=False)
            if key in open_keys[-1]:
                return key, text.count("\n", 0, token.start()) + 1
            open_keys[-1].add(key)
    raise AssertionError(text)  # pragma: no cover - it is asked only about a text that repeats a key
