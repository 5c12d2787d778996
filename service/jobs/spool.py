"""Rows between the check and the database, in a file that has no name.

Memory stays flat, and nothing is kept of a table that is refused.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import IO

from service.register.batches import NewItem

_SIZES = struct.Struct(">II")
_HEAD = tuple(field.name for field in fields(NewItem) if field.name != "input")


class Spool:
    """Takes rows in and gives them back in their order, in blocks."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, item: NewItem) -> None:
        """Take a row in."""
        said = {name: getattr(item, name) for name in _HEAD}
        head = json.dumps(said, ensure_ascii=False, default=date.isoformat).encode()
        self._file.write(_SIZES.pack(len(head), len(item.input)))
        self._file.write(head)
        self._file.write(item.input)

    def blocks(self, size: int) -> Iterator[list[NewItem]]:
        """Yield the rows, at most `size` at a time."""
        self._file.seek(0)
        block: list[NewItem] = []
        for item in self._items():
            block.append(item)
            if len(block) == size:
                yield block
                block = []
        if block:
            yield block

    def _items(self) -> Iterator[NewItem]:
        while sizes := self._file.read(_SIZES.size):
            head_size, input_size = _SIZES.unpack(sizes)
            said = json.loads(self._file.read(head_size))
            day = said.pop("issued_on")
            yield NewItem(
                **said,
                input=self._file.read(input_size),
                issued_on=None if day is None else date.fromisoformat(day),
            )
