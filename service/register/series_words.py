"""Series in the words of commands: how one is named there, and which command would open the one that is missing."""

from collections.abc import Sequence
from datetime import date

from service.domain.dates import short_date
from service.register.models import Document, Series


def selector(row: Series) -> str:
    """Return the words that name a series in a command beside office and year; empty for the common one.

    >>> selector(Series(kinds=["KH"], name="", body="BCĐ", is_secret=False))
    '--kind KH --body BCĐ'
    >>> selector(Series(kinds=["BC", "TB"], name="nội bộ", body="", is_secret=True))
    '--group "nội bộ=BC,TB" --secret'
    """
    if row.name or len(row.kinds) > 1:
        kinds = f'--group "{row.name or "nhóm"}={",".join(row.kinds)}"'
    else:
        kinds = f"--kind {row.kinds[0]}" if row.kinds else ""
    return _joined(kinds, row.body, is_secret=row.is_secret)


def of_series(row: Series) -> str:
    """Return the words that name a series in a command: office, year, and what it takes."""
    return _joined(f"--office {row.office_id} --year {row.year} {selector(row)}".strip(), "", is_secret=False)


def opening_command(row: Document, day: date, others: Sequence[Series]) -> str:
    """Return the command that opens a series for a document of a day, beside the others of the office and year.

    It is for the document's kind alone where a common one would meet another series, and goes on where a closed one
    ended.
    """
    alike = [one for one in others if (one.is_secret, one.body) == (row.is_secret, row.body)]
    takes = [one for one in alike if not one.kinds or row.kind in one.kinds]
    is_alone = len(takes) < len(alike) or any(one.kinds for one in takes)
    kinds = f"--kind {row.kind}" if is_alone else ""
    of = _joined(
        f"--office {row.office_id} --year {day.year} {kinds}".strip(), row.body, is_secret=row.is_secret
    )
    last = max(
        (one for one in takes if one.last_number >= one.first_number),
        key=lambda one: one.last_number,
        default=None,
    )
    following = "" if last is None else f" --next {last.last_number + 1}"
    if last is not None and last.last_date is not None:
        following += f" --last-date {short_date(last.last_date)}"
    return f'./run register open-series {of}{following} --reason "LÝ DO"'


def _joined(start: str, body: str, *, is_secret: bool) -> str:
    """Return the words with those for an advisory body and for secret documents."""
    parts = (start, f"--body {body}" if body else "", "--secret" if is_secret else "")
    return " ".join(part for part in parts if part)
