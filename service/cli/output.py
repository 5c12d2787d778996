"""How commands answer: whole files or none, one JSON object with --json, faults one a line."""

import errno
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from service.cli.parser import USAGE, WrongArgument
from service.errors import (
    InvalidInput,
    OpenQuestions,
    RenderingError,
    ServiceError,
    UnreadableInput,
    system_reason,
)
from service.register.errors import RegisterError
from service.whole_files import NotAFile, refuse_special, write_whole

EXIT_INPUT = 1
EXIT_UNREADABLE = 2

_HALF_SIGN = re.compile("[\ud800-\udfff]")  # what no UTF-8 can hold; JSON may bring it in


def write_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file, given whole or in pieces, whole or not at all. Raises UnreadableInput with what to do."""
    with _worded(path):
        write_whole(path, content)


def check_output(path: Path | None, *inputs: Path) -> None:
    """Find out before the work whether its result can be written there, and that it is none of the `inputs`.

    None is no file at all; inputs that are not there are passed over. Raises UnreadableInput with what to do.
    """
    if path is None:
        return
    with _worded(path):
        refuse_special(path)
        if not path.resolve().parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    if any(_is_same(path, one) for one in inputs):
        raise UnreadableInput(
            f"{path} là tệp dữ liệu đầu vào; ghi vào đó thì mất dữ liệu. Chọn tên khác sau -o.",
            code="not_writable",
        )


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    """Raise UnreadableInput, with what to do, for anything that keeps a file from being written."""
    if path == Path("-"):
        raise UnreadableInput(
            "Văn bản không ghi ra đầu ra chuẩn. Ghi một tên tệp sau -o, ví dụ: -o van-ban.docx.",
            code="not_writable",
        )
    try:
        yield
    except NotAFile as error:
        raise UnreadableInput(
            f"Không ghi đè lên {path} được vì đó không phải tệp thường. Ghi một tên tệp khác sau -o.",
            code="not_writable",
        ) from error
    except OSError as error:
        raise UnreadableInput(
            f"Không ghi được {path}: {system_reason(error)}. Kiểm tra thư mục và quyền ghi.",
            code="not_writable",
        ) from error


def _is_same(path: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file; not when one of them is not there."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object, the only thing on standard output of a command with --json."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    print(_HALF_SIGN.sub(_escaped, text))


def _escaped(half: re.Match[str]) -> str:
    """Return half of a sign as JSON writes it."""
    return f"\\u{ord(half[0]):04x}"


def _plain(value: object) -> object:
    """Return what JSON has no word for: exact decimals as text, sets and tuples as lists."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)


def error_object(error: ServiceError) -> dict[str, Any]:
    """Return an error as the JSON object that --json prints: code, message, and each fault with its path."""
    shown: dict[str, Any] = {"code": error.code, "message": error.message}
    if isinstance(error, InvalidInput):
        shown["errors"] = [asdict(fault) for fault in error.errors]
    if isinstance(error, RegisterError) and error.faults:
        shown["errors"] = [asdict(fault) for fault in error.faults]
    if isinstance(error, OpenQuestions):
        shown["questions"] = [asdict(question) for question in error.questions]
    return shown


def report(error: ServiceError, *, as_json: bool) -> int:
    """Show an error to the person; return the exit status: 64 wrong use, 2 what cannot be read or printed, else 1."""
    if as_json:
        print_json(error_object(error))
    else:
        print(error.message, file=sys.stderr)
        for fault in error.errors if isinstance(error, InvalidInput) else ():
            print(f"- {fault.path}: {fault.message}" if fault.path else f"- {fault.message}", file=sys.stderr)
        for question in error.questions if isinstance(error, OpenQuestions) else ():
            print(f"- {question.path}: {question.message}", file=sys.stderr)
    if isinstance(error, WrongArgument):
        return USAGE
    return EXIT_UNREADABLE if isinstance(error, UnreadableInput | RenderingError) else EXIT_INPUT
