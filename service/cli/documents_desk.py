"""What the commands of `documents` that use the register share: the desk of a user, files in, answers out."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from service import settings
from service.cli.output import print_json, write_file
from service.cli.parser import Groups
from service.cli.register_desk import verb
from service.domain.dates import short_date
from service.domain.findings import Finding
from service.errors import UnknownDocumentType, UnreadableInput, system_reason
from service.issuing.desk import Desk, open_desk
from service.issuing.shown import document_object
from service.issuing.workplace import Workplace
from service.register import documents
from service.register.errors import DocumentNotFound
from service.register.models import Document
from service.register.states import STATE_NAMES, State

_WORDS = {"error": "Lỗi", "warn": "Lưu ý", "info": "Thông tin"}


@contextmanager
def at_work(arguments: argparse.Namespace) -> Iterator[tuple[Desk, Workplace]]:
    """Open the register for the user in --as; it is closed at the end.

    A document that is named beside --office must be one of that office. Raises RegisterMissing, DocumentNotFound.
    """
    desk = open_desk(settings.current(needs_secret=False))
    workplace = desk.workplace(arguments.user)
    try:
        if getattr(arguments, "id", None) and arguments.office:
            require_office(workplace, arguments.id, arguments.office)
        yield desk, workplace
    finally:
        workplace.register.close()


def require_office(workplace: Workplace, document_id: str, office_id: str) -> None:
    """Raise DocumentNotFound for a document of another office than the one that was named."""
    with workplace.reading() as turn:
        if documents.document(turn.session, turn.actor, document_id).office_id != office_id:
            raise DocumentNotFound(f"Văn bản này không thuộc cơ quan {office_id}.")


def require_type(desk: Desk, slug: str) -> None:
    """Raise UnknownDocumentType for a type that is not there or is switched off, with the reason."""
    if slug in desk.switched_off:
        reason = desk.switched_off[slug].partition("\n")[0]
        raise UnknownDocumentType(f"Loại văn bản “{slug}” đang tắt: {reason} Xem ./run types check {slug}.")
    desk.catalogue.get(slug)


def document_verb(
    verbs: Groups, name: str, meaning: str, func: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add a verb about one document of the register."""
    parser = verb(verbs, name, meaning, func)
    parser.add_argument("id", metavar="ID", help="mã văn bản; xem ./run documents list")
    parser.add_argument("--office", metavar="MÃ", help="chỉ làm khi văn bản thuộc cơ quan này")
    return parser


def file_bytes(path: Path) -> bytes:
    """Return the content of a file. Raises UnreadableInput."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"Không đọc được {path}: {system_reason(error)}. Kiểm tra tên tệp.") from error


def tell_document(
    arguments: argparse.Namespace,
    workplace: Workplace,
    row: Document,
    text: str,
    more: Mapping[str, Any] | None = None,
) -> int:
    """Say what became of a document: its object with --json, else one line and the lines of `more`."""
    if arguments.json:
        with workplace.reading() as turn:
            print_json({**document_object(turn, row), **(more or {})})
    else:
        print(text)
    return 0


def write_output(path: Path | None, content: bytes) -> str:
    """Write a file where one is wanted; return the words about it."""
    if path is None:
        return ""
    write_file(path, content)
    return f" Đã ghi {path}."


def line_of(row: Document) -> str:
    """Return a document on one line: code or state, day, kind and subject, id."""
    day = short_date(row.issued_on) if row.issued_on else "chưa có ngày"
    code = row.code or f"…/{row.base_symbol}"
    return f"{code}  {day}  {row.kind_title} {row.subject}  [{STATE_NAMES[State(row.state)]}]  {row.id}"


def say_findings(findings: Sequence[Mapping[str, Any]]) -> None:
    """Print findings of layout and wording, one a line with its clause; what is said alike of several places, once."""
    for line, places in Counter(map(_finding_line, findings)).items():
        print(line if places == 1 else f"{line} [{places} chỗ]")


def _finding_line(one: Mapping[str, Any]) -> str:
    basis = f" ({one['basis']})" if one.get("basis") else ""
    return f"{_WORDS.get(one['severity'], 'Lưu ý')}: {one['message']}{basis}"


def say_warnings(warnings: Sequence[Finding]) -> None:
    """Print what should be known about a number."""
    for one in warnings:
        print(f"{_WORDS.get(one.severity, 'Lưu ý')}: {one.message}")


def warning_objects(warnings: Sequence[Finding]) -> list[dict[str, str]]:
    """Return what should be known about a number as --json shows it."""
    return [{"code": one.code, "severity": one.severity, "message": one.message} for one in warnings]
