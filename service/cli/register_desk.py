"""What the commands of the register share: where it lies, who acts, how an answer is printed."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from service import clock, settings
from service.cli.output import print_json
from service.cli.parser import Groups, WrongArgument
from service.domain.dates import parse_date
from service.domain.refusal import Refused
from service.register import people
from service.register.database import Register
from service.register.permissions import Actor

__all__ = ["Desk", "WrongArgument", "acting", "count", "day", "register_url", "say", "verb"]
_MOST = 99_999


@dataclass(frozen=True)
class Desk:
    """One act of a command: the session of its transaction and who acts."""

    session: Any
    actor: Actor


def register_url() -> str:
    """Return where this installation keeps its register: DATABASE_URL, else a file in the instance folder."""
    installation = settings.current(needs_secret=False)
    given = str(getattr(installation, "database_url", ""))
    return given or f"sqlite:///{installation.instance_dir / 'register.db'}"


@contextmanager
def acting(arguments: argparse.Namespace, *, writes: bool) -> Iterator[Desk]:
    """Open the register for one act of the user in --as: a transaction where it `writes`, else a reading."""
    with Register.open(register_url()) as register:
        opened = register.transaction() if writes else register.reading()
        with opened as session:
            yield Desk(session, people.acting_user(session, arguments.user, now=clock.now()))


def day(text: str) -> date:
    """Return a date in any form that offices write; argparse says when it is none."""
    try:
        return parse_date(text)
    except Refused as refusal:
        raise argparse.ArgumentTypeError(refusal.message) from refusal


def count(text: str) -> int:
    """Return a number of copies or pages; argparse says when it is none."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"ghi số từ 1 đến {_MOST}, không nhận “{text}”")
    return int(text)


def verb(
    verbs: Groups, name: str, meaning: str, func: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add one verb that acts for a user."""
    parser = verbs.add_parser(name, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.")
    parser.add_argument(
        "--as",
        dest="user",
        metavar="NGƯỜI_DÙNG",
        default=people.OPERATOR,
        help="người làm (mặc định: operator)",
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(func=func)
    return parser


def say(arguments: argparse.Namespace, said: dict[str, Any], text: str) -> None:
    """Print an answer as JSON or as text."""
    if arguments.json:
        print_json(said)
    else:
        print(text)
