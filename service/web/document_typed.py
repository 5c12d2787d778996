"""What a person typed into a small form, read field by field; every fault is kept, and said at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask import request

from service.domain.dates import parse_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.domain.text import nfc
from service.errors import InvalidInput
from service.register.entries import NewFile
from service.register.errors import InvalidEntry

_NUMBER_DIGITS = 7


class Typed:
    """Reads the form of this request, or `given` values; `require` raises what was wrong with it."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self.faults: list[FieldError] = []
        self._given = request.form if given is None else given

    def text(self, name: str, label: str = "", *, needed: bool = False) -> str:
        """Return a text; a needed one that is blank is a fault."""
        value = nfc(self._given.get(name, "")).strip()
        if needed and not value:
            self.wrong(name, f"{label}: còn thiếu. Hãy điền ô này.")
        return value

    def day(self, name: str, label: str, *, needed: bool = False) -> date | None:
        """Return a day in any form that offices write, None for a blank."""
        value = self.text(name, label, needed=needed)
        if not value:
            return None
        try:
            return parse_date(value)
        except Refused as refused:
            self.wrong(name, f"{label}: {refused.message}")
            return None

    def whole_number(self, name: str, label: str, *, needed: bool = False) -> int | None:
        """Return a whole number from 1 on, None for a blank."""
        value = self.text(name, label, needed=needed)
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= _NUMBER_DIGITS and int(value)):
            self.wrong(name, f"{label}: ghi số nguyên từ 1 trở lên, như 5.")
            return None
        return int(value)

    def files(self, name: str, reader: Callable[[str, bytes], NewFile]) -> Sequence[NewFile]:
        """Return the files that were chosen; `reader` refuses what it does not take."""
        found: list[NewFile] = []
        for one in request.files.getlist(name):
            if not one.filename:
                continue
            try:
                found.append(reader(one.filename, one.read()))
            except InvalidEntry as refused:
                self.wrong(name, refused.message)
        return found

    def wrong(self, name: str, message: str) -> None:
        """Keep a fault at a field."""
        self.faults.append(FieldError(name, "typed", message))

    def require(self) -> None:
        """Raise InvalidInput when anything was wrong."""
        if self.faults:
            raise InvalidInput(self.faults)
