"""From a fault of an envelope back to the cell where the person mends it."""

import re
from collections.abc import Iterator

from service.jobs.tables.drafting import Draft
from service.jobs.tables.rows import Cell, Row

_INDEX = re.compile(r"\[[0-9]+\]")


def cell_of(path: str, draft: Draft, row: Row) -> Cell | None:
    """Return the cell of a path: the one its value came from, one around or inside it, or the blank one to fill in.

    None where the table has no column for it: then the plan is to blame.
    """
    for around in _around(path):
        if around in draft.places:
            return draft.places[around]
        if around in draft.rows:
            of_item = draft.rows[around]
            return _blank(_INDEX.sub("[]", path), of_item) or next(iter(of_item.cells.values()))
    inside = next((cell for known, cell in draft.places.items() if is_below(known, path)), None)
    return inside or _blank(path, row)


def is_below(path: str, other: str) -> bool:
    """Tell whether a path lies inside another.

    >>> is_below("content.criteria[2].title", "content.criteria"), is_below("content.closing", "content.close")
    (True, False)
    """
    return path.startswith(other) and path[len(other) : len(other) + 1] in {".", "["}


def _around(path: str) -> Iterator[str]:
    """Yield a path and the paths around it, from the inside out."""
    while path:
        yield path
        path = path[: max(path.rfind("."), path.rfind("["), 0)]


def _blank(path: str, row: Row) -> Cell | None:
    """Return a column of the row's sheet for a path, around it, or inside it, as a cell of this row."""
    known = [column.path for column in row.sheet.header.columns.values()]
    for around in _around(path):
        if around in known:
            return row.cells.get(around) or row.blank(around)
    inside = next((one for one in known if is_below(one, path)), None)
    return None if inside is None else row.cells.get(inside) or row.blank(inside)
