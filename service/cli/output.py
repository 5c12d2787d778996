"""How commands answer: whole files or none, one JSON object with --json, faults one a line."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from service.errors import InvalidInput, OpenQuestions, ServiceError, UnreadableInput
from service.whole_files import write_whole

EXIT_INPUT = 1
EXIT_UNREADABLE = 2


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises UnreadableInput with what to do."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise UnreadableInput(
            f"Không ghi được {path}: {error.strerror}. Kiểm tra thư mục và quyền ghi.", code="not_writable"
        ) from error


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object, the only thing on standard output of a command with --json."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


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
    if isinstance(error, OpenQuestions):
        shown["questions"] = [asdict(question) for question in error.questions]
    return shown


def report(error: ServiceError, *, as_json: bool) -> int:
    """Show an error to the person and return the exit status: 2 for what cannot be read, else 1."""
    if as_json:
        print_json(error_object(error))
    else:
        print(error.message, file=sys.stderr)
        for fault in error.errors if isinstance(error, InvalidInput) else ():
            print(f"- {fault.path}: {fault.message}" if fault.path else f"- {fault.message}", file=sys.stderr)
        for question in error.questions if isinstance(error, OpenQuestions) else ():
            print(f"- {question.path}: {question.message}", file=sys.stderr)
    return EXIT_UNREADABLE if isinstance(error, UnreadableInput) else EXIT_INPUT
