"""The command `text`: small text services for scripts, one answer a line."""

import argparse
import sys
from functools import partial

from service import clock
from service.cli.output import EXIT_INPUT, EXIT_UNREADABLE
from service.domain.dates import office_day
from service.domain.text import normalise_newlines
from service.domain.text_commands import COMMANDS, answers
from service.reference.law import document_kinds


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `text COMMAND VALUE...`; the arguments' `func` runs it and returns the exit status."""
    listed = "\n".join(f"  {name:<14}{meaning}" for name, meaning in COMMANDS.items())
    parser = subparsers.add_parser(
        "text",
        help="đọc số, ngày, ký hiệu; đặt tên tệp; xếp thứ tự",
        description=f"Mỗi giá trị một dòng trả lời; giá trị không nhận được có dòng “! lý do”.\n\n{listed}",
    )
    parser.add_argument("text_command", metavar="VIỆC", choices=COMMANDS, help="một trong các việc trên")
    # REMAINDER: -0,05 is a value here, not an option.
    parser.add_argument(
        "values",
        metavar="GIÁ TRỊ",
        nargs=argparse.REMAINDER,
        help="một hoặc nhiều giá trị; dấu - để đọc từ đầu vào chuẩn, mỗi dòng một giá trị",
    )
    parser.set_defaults(func=partial(run, parser=parser))


def run(arguments: argparse.Namespace, *, parser: argparse.ArgumentParser) -> int:
    """Print one answer for each value; return 1 when any was refused, 2 for input that is not UTF-8."""
    # argparse takes a leading -- away in some versions of Python and leaves it in others.
    values = arguments.values[1:] if arguments.values[:1] == ["--"] else arguments.values
    if not values:
        parser.error("the following arguments are required: GIÁ TRỊ")
    if arguments.values in (["-h"], ["--help"]):
        parser.print_help()
        return 0
    if values == ["-"]:
        try:
            values = _lines(sys.stdin.read())
        except UnicodeDecodeError:
            print("Không đọc được đầu vào: cần văn bản mã UTF-8.", file=sys.stderr)
            return EXIT_UNREADABLE
    today = office_day(clock.now())
    found = answers(arguments.text_command, values, today=today, kinds=document_kinds())
    if found:
        print("\n".join(answer.line for answer in found))
    return EXIT_INPUT if any(answer.refused for answer in found) else 0


def _lines(text: str) -> list[str]:
    """Return the lines of an input, without the mark that Windows programs put before the first."""
    lines = normalise_newlines(text.removeprefix("\ufeff")).split("\n")
    # Not splitlines: it also ends lines at signs that are part of a value, or to be refused in it.
    return lines[:-1] if lines[-1] == "" else lines
