"""Series in the words of commands: how one is named there, and which command would open the one that is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Opening:
    """How the series that is missing begins: for the kind of the document alone, and after which closed one."""

    is_alone: bool
    after: Series | None

    @property
    def next_number(self) -> int:
        """Return the number that it begins with."""
        return 1 if self.after is None else self.after.last_number + 1

    @property
    def last_date(self) -> date | None:
        """Return the day of the number before, None where there is none or nobody knows it."""
        return None if self.after is None else self.after.last_date


def opening(row: Document, others: Sequence[Series]) -> Opening:
    """Return how a series for a document begins beside the others of the office and year.

    It is for the document's kind alone where a common one would meet another series, and goes on where a closed one
    ended.
    """
    alike = [one for one in others if (one.is_secret, one.body) == (row.is_secret, row.body)]
    takes = [one for one in alike if not one.kinds or row.kind in one.kinds]
    given = [one for one in takes if one.last_number >= one.first_number]
    return Opening(
        is_alone=len(takes) < len(alike) or any(one.kinds for one in takes),
        after=max(given, key=lambda one: one.last_number, default=None),
    )


def opening_command(row: Document, day: date, others: Sequence[Series]) -> str:
    """Return the command that opens a series for a document of a day, beside the others of the office and year."""
    begins = opening(row, others)
    kinds = f"--kind {row.kind}" if begins.is_alone else ""
    of = _joined(
        f"--office {row.office_id} --year {day.year} {kinds}".strip(), row.body, is_secret=row.is_secret
    )
    following = "" if begins.after is None else f" --next {begins.next_number}"
    if begins.last_date is not None:
        following += f" --last-date {short_date(begins.last_date)}"
    return f'./run register open-series {of}{following} --reason "LÝ DO"'


def _joined(start: str, body: str, *, is_secret: bool) -> str:
    """Return the words with those for an advisory body and for secret documents."""
    parts = (start, f"--body {body}" if body else "", "--secret" if is_secret else "")
    return " ".join(part for part in parts if part)
