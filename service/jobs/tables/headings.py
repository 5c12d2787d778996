"""Finds the line of headings of a sheet and which column each heading means.

A heading is known by the technical name in the hidden line below it, however it was renamed; without that line by its
words, whatever their diacritics, case and punctuation. Lines above the headings (a title, a date) do not disturb.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from service.domain.text import fold, quoted
from service.jobs.tables.cells import CellError, Sheet, SheetRow, Value, column_letters, is_blank, shown
from service.jobs.tables.columns import UNIT_CODE, UNIT_NAME, Column

_LINES_LOOKED_AT = 20
_NEAR = 0.84


@dataclass(slots=True)
class Header:
    """The headings of one sheet: `columns` and `titles` by place from 0, `last_line` the last line that is no data."""

    sheet: Sheet
    line: int
    last_line: int
    columns: dict[int, Column] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def place_of(self, path: str) -> int | None:
        """Return the place of a column from 0, None when the sheet does not have it."""
        return self._places.get(path)

    def enter(self, place: int, words: str, column: Column) -> None:
        """Enter a column; its second mention is a fault."""
        first = self._places.get(column.path)
        if first is not None:
            where = column_letters(first)
            message = f"Cột {quoted(column.title)} có hai lần (cột {where}). Hãy bỏ bớt một cột."
            self.refuse(place, words, "column_repeated", message)
            return
        self._places[column.path] = place
        self.columns[place] = column
        self.titles[place] = words or column.title

    def refuse(self, place: int, words: str, code: str, message: str) -> None:
        """Note a fault of a heading."""
        address = self.sheet.address(self.line, place)
        self.errors.append(CellError("", code, message, self.sheet.name, address, words, words, self.line))


class Headings:
    """The words under which the columns of one sheet are known."""

    def __init__(self, columns: Iterable[Column], wholes: Iterable[Column] = ()) -> None:
        self._columns = {column.path: column for column in columns}
        self._by_words: dict[str, Column] = {}
        last_words = Counter(_words(_last(column.title)) for column in self._columns.values())
        for column in self._columns.values():
            names = [column.title, *column.aliases]
            if last_words[_words(_last(column.title))] == 1:
                names.append(_last(column.title))
            for name in names:
                self._by_words.setdefault(_words(name), column)
        self._columns |= {column.path: column for column in wholes}

    def header(self, sheet: Sheet) -> Header | None:
        """Return the headings of a sheet, None where no line has any."""
        lines = [row for row in islice(sheet.rows(), _LINES_LOOKED_AT) if row.number <= _LINES_LOOKED_AT]
        technical = max(lines, key=self._paths_in, default=None)
        if technical is not None and self._paths_in(technical) < 2:
            technical = None
        titled = max(lines, key=self._titles_in, default=None)
        if technical is None and (titled is None or not self._titles_in(titled)):
            return None
        if technical is not None:
            titled = _line_above(lines, technical)
        return self._read(sheet, titled or technical or lines[0], technical)

    def _paths_in(self, row: SheetRow) -> int:
        return sum(isinstance(value, str) and value.strip() in self._columns for value in row.values)

    def _titles_in(self, row: SheetRow) -> int:
        found = [column for value in row.values if (column := self.meant(value)) is not None]
        has_unit = any(column.path in {UNIT_CODE, UNIT_NAME} for column in found)
        return len(found) if has_unit or len(found) > 1 else 0

    def meant(self, value: Value) -> Column | None:
        """Return the column that a cell names, None for a cell that is no heading."""
        if not isinstance(value, str):
            return None
        return self._columns.get(value.strip()) or self._by_words.get(_words(value))

    def _read(self, sheet: Sheet, titled: SheetRow, technical: SheetRow | None) -> Header:
        names: Sequence[Value] = technical.values if technical else ()
        header = Header(sheet, titled.number, max(titled.number, technical.number if technical else 0))
        for place in range(max(len(titled.values), len(names))):
            title = titled.values[place] if place < len(titled.values) else None
            name = names[place] if place < len(names) else None
            words = " ".join(shown(title).split()).removesuffix("*").rstrip()
            column = self._columns.get(name.strip()) if isinstance(name, str) else None
            column = column or self.meant(title)
            if column is not None:
                header.enter(place, "" if words == column.path else words, column)
            elif not is_blank(title):
                header.unknown[place] = words
                self._refuse_near(header, place, words)
        return header

    def _refuse_near(self, header: Header, place: int, words: str) -> None:
        """Refuse a heading that is almost one of ours: its cells would be left out without a word."""
        near = get_close_matches(_words(words), self._by_words, n=1, cutoff=_NEAR)
        if near:
            meant = f"Có phải ý là “{self._by_words[near[0]].title}”?"
            message = f"Không có cột {quoted(words)}. {meant} Hãy sửa tiêu đề, hoặc xóa cột này."
            header.refuse(place, words, "column_unknown", message)


def _line_above(lines: Sequence[SheetRow], technical: SheetRow) -> SheetRow | None:
    """Return the last line above the technical one that has anything in it."""
    above = [row for row in lines if row.number < technical.number and not all(map(is_blank, row.values))]
    return above[-1] if above else None


def _words(text: str) -> str:
    """Return a heading as a key: no diacritics, case or punctuation, and no star of a required field."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _last(title: str) -> str:
    return title.rpartition(": ")[2]
