"""The one entry of the commands: ./run WORD ... and python -m service WORD ... come here.

Exit statuses: 0 done, 1 input with faults or findings, 2 what cannot be read or written (a damaged template too),
64 wrong use, 70 a fault of ours, 78 wrong settings, 130 stopped by the person.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module

from service import settings
from service.cli.output import report
from service.cli.parser import Parser
from service.errors import ServiceError

EXIT_OWN_FAULT = 70
EXIT_SETTINGS = 78
EXIT_STOPPED = 130
#: The module of each group of commands and the words that it brings; only what is asked for is loaded.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "types": ("types",),
    "documents": ("documents",),
    "register": ("register",),
    "offices": ("offices", "signers"),
    "users": ("users",),
    "check_format": ("check-format",),
    "proofread": ("proofread",),
    "batches": ("batches",),
    "worker": ("worker",),
    "tokens": ("tokens",),
    "text": ("text",),
    "bench": ("bench",),
}


def build_parser(word: str = "") -> Parser:
    """Return the parser of the commands; each sets `func`: its arguments to an exit status.

    With a known `word` only the group of that word is loaded, so that a small command starts at once.
    """
    parser = Parser(
        prog="./run",
        description="Không có lệnh: chuẩn bị mọi thứ, tạo văn bản mẫu trong out/ rồi mở trang web.",
        epilog="Chi tiết của một lệnh: ./run LỆNH --help",
    )
    parser.set_defaults(func=_serve)
    subparsers = parser.add_subparsers(title="lệnh", metavar="LỆNH", dest="command")
    asked = [group for group, words in GROUPS.items() if word in words]
    for group in asked or GROUPS:
        import_module(f"service.cli.{group}").add_parser(subparsers)
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    """Run ./run without a word; it needs every part of the service, so nothing else loads it."""
    return int(import_module("service.cli.start").run(arguments))


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a fault is one line, never a traceback."""
    try:
        try:
            return _run(sys.argv[1:] if words is None else words)
        finally:
            sys.stdout.flush()  # here a reader that has gone is noticed, not when Python ends
    except BrokenPipeError:
        _drop_output()
        return 0  # ./run types list | head: what was asked for was read, nobody is there to be told more


def _run(words: Sequence[str]) -> int:
    """Run one command; faults are said here. Raises SystemExit (help, wrong use), BrokenPipeError."""
    arguments = build_parser(words[0] if words else "").parse_args(words)
    try:
        return int(arguments.func(arguments))
    except settings.InvalidSettings as error:
        print(error.message, file=sys.stderr)
        return EXIT_SETTINGS
    except ServiceError as error:
        return report(error, as_json=getattr(arguments, "json", False))
    except KeyboardInterrupt:
        return EXIT_STOPPED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence for a person at a terminal
        return _own_fault(error)


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, so that Python does not try again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _own_fault(error: Exception) -> int:
    """Say in one line that the fault is ours; with DEBUG=1 where it is."""
    if settings.is_debug():
        traceback.print_exc()
    kind = type(error).__name__
    print(
        f"Chương trình gặp lỗi ngoài dự kiến ({kind}: {error}). Chạy lại với DEBUG=1 ở trước lệnh rồi gửi "
        "kết quả cho người phụ trách.",
        file=sys.stderr,
    )
    return EXIT_OWN_FAULT
