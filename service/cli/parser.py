"""argparse in Vietnamese: headings, help, and usage errors that staff can read (exit status 64)."""

import argparse
import re
import sys
from typing import Any, NoReturn, TypeAlias

from service.errors import ServiceError

USAGE = 64  # sysexits EX_USAGE
Groups: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không có tham số \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 không nhận \2, chỉ nhận: \3"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"sau \1 phải có giá trị"),
    (r"argument (.+?): invalid \S+ value: (.+)", r"\1 không nhận giá trị \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 không dùng cùng \2"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 chưa rõ, có thể là \2"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)


class WrongArgument(ServiceError):
    """A value of a command that cannot be used; the message says which and what to do. Exit status 64."""

    code = "wrong_argument"


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose first line begins in Vietnamese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Write the line of use with its Vietnamese word."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser of one command or one group of commands; groups make their commands with the same class."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"formatter_class": Formatter, "allow_abbrev": False, **kwargs, "add_help": False}
        super().__init__(*args, **kwargs)
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in trợ giúp này rồi dừng")

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong and where the help is; exit with 64."""
        sys.stderr.write(
            f"Lệnh chưa đúng: {in_vietnamese(message).rstrip('.')}. Xem trợ giúp: {self.prog} --help\n"
        )
        sys.exit(USAGE)


def in_vietnamese(message: str) -> str:
    """Return argparse's sentence in Vietnamese; one that we do not know comes back as it is.

    >>> in_vietnamese("the following arguments are required: -o")
    'thiếu -o'
    """
    for pattern, sentence in _SENTENCES:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, sentence, message)
    return message
