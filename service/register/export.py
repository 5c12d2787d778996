"""Writing the book to a file: CSV and JSON of the sixteen fields, .xlsx and .docx of the ten columns to print and bind.

No cell is a formula: a text that a table program would take for one begins with an apostrophe in CSV.
"""

import csv
import io
import json
from collections.abc import Callable

from sqlalchemy.orm import Session

from service.register import book
from service.register.book_docx import book_docx
from service.register.book_xlsx import book_xlsx
from service.register.errors import ExportFormatMissing
from service.register.offices import require_known
from service.register.permissions import Actor, OfficeAct, require
from service.register.sandbox import is_twin, real_id

FORMATS = ("xlsx", "docx", "csv", "json")
WITH_PAGES = ("csv", "json")
"""The formats that have the field of the page count."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def export(  # noqa: PLR0913 # which book, in which format
    session: Session, actor: Actor, office_id: str, year: int, file_format: str, *, secret: bool = False
) -> bytes:
    """Return the book of an office and year as a file; secret documents stand in one of their own (`secret`).

    Raises NotAllowed, ExportFormatMissing.
    """
    writers: dict[str, Callable[..., bytes]] = {
        "xlsx": book_xlsx,
        "docx": book_docx,
        "csv": _csv,
        "json": _json,
    }
    if file_format not in writers:
        known = ", ".join(FORMATS)
        raise ExportFormatMissing(f"Không xuất được sổ ra định dạng “{file_format}”. Các định dạng: {known}.")
    require(session, actor, office_id, OfficeAct.EXPORT)
    require_known(session, office_id)
    return writers[file_format](session, actor, office_id, year, secret=secret)


def without_pages(session: Session, actor: Actor, office_id: str, year: int, *, secret: bool = False) -> int:
    """Return how many documents of a year have no page count; the file leaves the field empty. Raises NotAllowed."""
    found = book.records(session, actor, office_id, year, secret=secret)
    return sum(record["PageAmount"] is None for record in found)


def safe_cell(value: object) -> str:
    """Return a value as text that no table program takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("Kế hoạch"), safe_cell(None), safe_cell(5)
    ("'=1+1", 'Kế hoạch', '', '5')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv(session: Session, actor: Actor, office_id: str, year: int, *, secret: bool) -> bytes:
    """Return CSV in UTF-8 with the mark that Excel needs to see it."""
    rows = list(book.records(session, actor, office_id, year, secret=secret))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(book.FIELDS)
    writer.writerows([safe_cell(row[name]) for name in book.FIELDS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _json(session: Session, actor: Actor, office_id: str, year: int, *, secret: bool) -> bytes:
    """Return a JSON object with office, year and the documents."""
    rows = list(book.records(session, actor, office_id, year, secret=secret))
    said = {"office": real_id(office_id), "year": year, "documents": rows}
    if is_twin(office_id):
        said |= {"livemode": False}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
