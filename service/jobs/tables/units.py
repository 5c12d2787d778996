"""Which unit a row means: by code, by name and province; with advice where it is none or several.

Excel takes the zeros off a code (00004 becomes 4); a program that does not know Vietnamese writes `?` for a letter.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cached_property

from service import reference
from service.domain.refusal import Refused
from service.domain.text import fold, quoted
from service.domain.units import PROVINCE_KINDS, Unit, name_key, split_kind
from service.jobs.tables.cells import CellError, Value, shown, tidy
from service.jobs.tables.columns import UNIT_CODE, UNIT_NAME, UNIT_PROVINCE
from service.jobs.tables.rows import Cell, Row

_OFFICE = re.compile(r"(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE)
_LOST = re.compile(r"[?\ufffd]")
_CODE_LENGTH, _PROVINCE_CODE_LENGTH = 5, 2
_MOST_NAMED = 6


class UnitFinder:
    """Finds the units of one table on one day; `home` is the province of the office that makes the batch.

    A name that several provinces have is the one of `home`, where no province is given.
    """

    def __init__(self, on: date, home: str = "") -> None:
        self._on = on
        self._home = home
        self._index = reference.unit_index()
        self._provinces: dict[str, str | None] = {}

    @cached_property
    def _by_key(self) -> dict[str, list[Unit]]:
        """Units by name; asked for only where a row has no code."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self._index.on(self._on):
            found[name_key(unit.name)].append(unit)
        return found

    @cached_property
    def _by_fold(self) -> dict[str, list[Unit]]:
        """Units by what their names look like; asked for only where a name is not known."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self._index.on(self._on):
            found[_plain(unit.name)].append(unit)
            found[_plain(unit.full_name)].append(unit)
        return found

    def found(self, row: Row) -> Unit | CellError:
        """Return the unit that a row means, or the fault at the cell that is to blame."""
        code, name = row.cells.get(UNIT_CODE), row.cells.get(UNIT_NAME)
        province = row.cells.get(UNIT_PROVINCE)
        if code is None and name is None:
            return _missing(row)
        cell = name or code
        try:
            if code is not None:
                cell = code
                unit = self._by_code(code, name)
                cell = name or code
                return self._agreeing(unit, name)
            assert name is not None  # noqa: S101 - one of the two is there
            return self._by_name(name, province)
        except _OfProvince as refused:
            assert province is not None  # noqa: S101 - it is what was refused
            return province.fault(refused.code, f"“{province.title}”: {refused.message}")
        except Refused as refused:
            assert cell is not None  # noqa: S101 - one of the two is there
            return cell.fault(refused.code, f"“{cell.title}”: {refused.message}")

    def _by_code(self, cell: Cell, name: Cell | None) -> Unit:
        codes = codes_of(cell.value)
        found = [unit for code in codes if (unit := self._unit(code)) is not None]
        if len(found) > 1 and name is not None:
            found = [
                unit for unit in found if _is_called(unit, without_committee(_text(name.value)))
            ] or found
        if len(found) > 1:
            raise Refused("unit_ambiguous", f"{quoted(shown(cell.value))} có thể là: {self.listed(found)}.")
        if not found:
            raise Refused(
                "unit_unknown",
                f"Không có đơn vị mã {quoted(shown(cell.value))} vào ngày {self._on:%d/%m/%Y}. Kiểm tra lại mã.",
            )
        return found[0]

    def _unit(self, code: str) -> Unit | None:
        """Return the unit of a code on the day; an id with its last year (21484-2025) is taken as it is."""
        try:
            return self._index.unit(code, None if "-" in code else self._on)
        except Refused:
            return None

    def _agreeing(self, unit: Unit, name: Cell | None) -> Unit:
        """Refuse a name beside a code that means another unit."""
        if name is None:
            return unit
        words = without_committee(_text(name.value))
        if not _is_called(unit, words):
            if _LOST.search(words):
                self._refuse_lost(words)
            raise Refused(
                "unit_mismatch",
                f"Mã {unit.id} là {unit.full_name}, tên ghi {quoted(words)}. Hãy sửa mã hoặc tên.",
            )
        return unit

    def _by_name(self, name: Cell, province: Cell | None) -> Unit:
        words = without_committee(_text(name.value))
        if _LOST.search(words):
            self._refuse_lost(words)
        where = None if province is None else self._province(province)
        bare = split_kind(words)[1]
        if not (self._by_key.get(name_key(bare)) or self._by_key.get(name_key(words))):
            near = self._by_fold.get(_plain(words)) or self._by_fold.get(_plain(bare), [])
            meant = f"Có phải: {self.listed(near)}?" if near else "Kiểm tra lại tên và loại."
            raise Refused("unit_unknown", f"Không có đơn vị {quoted(words)}. {meant}")
        try:
            return self._index.find(words, on=self._on, province=where)
        except Refused as refused:
            if refused.code != "unit_ambiguous" or where or not self._home:
                raise
        return self._at_home(words)

    def _at_home(self, words: str) -> Unit:
        try:
            return self._index.find(words, on=self._on, province=self._home)
        except Refused:
            return self._index.find(words, on=self._on)  # says again in how many places there is one

    def _province(self, cell: Cell) -> str:
        words = " ".join(_text(cell.value).split())
        if words not in self._provinces:
            self._provinces[words] = self._province_code(words, cell.value)
        code = self._provinces[words]
        if code is None:
            raise _OfProvince(
                "province_unknown", f"Không có tỉnh, thành phố {quoted(words)}. Kiểm tra lại tên."
            )
        return code

    def _province_code(self, words: str, value: Value) -> str | None:
        codes = codes_of(value, _PROVINCE_CODE_LENGTH)
        provinces = [unit for unit in self._index.units if unit.kind in PROVINCE_KINDS]
        key = name_key(re.sub(r"(?i)^(?:tp\.?|t\.)\s*", "", split_kind(words)[1]))
        for unit in provinces:
            if unit.code in codes or name_key(unit.name) == key:
                return unit.code
        return next((unit.code for unit in provinces if _plain(unit.name) == _plain(key)), None)

    def _refuse_lost(self, words: str) -> None:
        """Say which units a name with lost letters may mean."""
        bare = split_kind(words)[1]
        form = re.compile(_LOST.sub(".{1,2}", re.escape(bare).replace(r"\?", "?")), re.IGNORECASE)
        meant = [unit for units in self._by_key.values() for unit in units if form.fullmatch(unit.name)]
        hint = f" Có phải: {self.listed(meant)}?" if meant else ""
        raise Refused(
            "unit_name_damaged",
            f"Tên {quoted(words)} đã mất dấu tiếng Việt (dấu ? thay cho chữ).{hint} Tệp đã lưu sai mã: hãy lấy lại"
            " bảng gốc, lưu kiểu Excel (.xlsx) hoặc “CSV UTF-8”.",
        )

    def listed(self, units: list[Unit]) -> str:
        """Return candidates as the person chooses among them."""
        names = [f"{one.full_name} ({self._province_name(one)}, mã {one.id})" for one in units[:_MOST_NAMED]]
        rest = len(units) - len(names)
        return "; ".join(names) + (f" và {rest} nơi khác" if rest else "")

    def _province_name(self, unit: Unit) -> str:
        return province_of(unit, self._on).full_name


class _OfProvince(Refused):
    """Refused for what stands in the column of the province."""


def province_of(unit: Unit, on: date) -> Unit:
    """Return the province of a unit on a day; the unit itself where the data do not know it."""
    index = reference.unit_index()
    for day in (on, unit.valid_to):
        try:
            return index.unit(unit.province_code, day)
        except Refused:
            continue
    return unit


def codes_of(value: Value, length: int = _CODE_LENGTH) -> list[str]:
    """Return the codes that a cell may mean: a number has lost the zeros before it.

    >>> codes_of("21484"), codes_of(4), codes_of("21484-2025"), codes_of(187)
    (['21484'], ['00004', '04'], ['21484-2025'], ['00187'])
    """
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        digits = str(value)
        ways = [digits.zfill(length), digits.zfill(_PROVINCE_CODE_LENGTH)]
        return ways if len(digits) <= _PROVINCE_CODE_LENGTH else ways[:1]
    text = tidy(_text(value)).removeprefix("ubnd-")
    return [text] if not text.isdecimal() else list(dict.fromkeys((text, text.zfill(length))))


def _missing(row: Row) -> CellError:
    cell = row.blank(UNIT_CODE) or row.blank(UNIT_NAME)
    message = f"Dòng {row.number} chưa ghi đơn vị. Hãy ghi mã hoặc tên đơn vị, hoặc xóa cả dòng."
    return cell.fault("unit_missing", message) if cell else CellError(UNIT_CODE, "unit_missing", message)


def _is_called(unit: Unit, words: str) -> bool:
    """Tell whether words are the name of a unit, with its kind or without."""
    kind, bare = split_kind(words)
    return name_key(unit.name) in {name_key(bare), name_key(words)} and kind in {None, unit.kind}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else shown(value)


def without_committee(words: str) -> str:
    """Return a name without the committee before it."""
    return _OFFICE.sub("", tidy(words), count=1) if _OFFICE.match(tidy(words)) else tidy(words)


def _plain(name: str) -> str:
    """Return a name as someone types it without a Vietnamese keyboard."""
    return re.sub(r"[^a-z0-9 ]", "", fold(unicodedata.normalize("NFC", name)))
