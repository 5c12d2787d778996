"""What a table style says in each cell: the whole table, then first and last column, then first and last row."""

from dataclasses import dataclass

from service.inspection.names import VAL, Element, W
from service.inspection.stylesheet import Stylesheet, TableLook

_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_HEX = frozenset("0123456789abcdefABCDEF")


@dataclass(frozen=True, slots=True)
class TableLooks:
    """The looks of one table: its style and the special parts that it asks for."""

    styles: Stylesheet
    style_id: str
    parts: frozenset[str]
    rows: int

    def of(self, row: int, cell: int, cells: int) -> TableLook:
        """Return the look of a cell, counted from 0 in its row of `cells` cells; later regions are stronger."""
        special = (
            ("firstColumn", "firstCol", cell == 0),
            ("lastColumn", "lastCol", cell == cells - 1),
            ("firstRow", "firstRow", row == 0),
            ("lastRow", "lastRow", row == self.rows - 1 and row > 0),
        )
        regions = tuple(region for part, region, is_there in special if is_there and part in self.parts)
        return self.styles.table_look(self.style_id, regions)


def special_parts(look: Element | None) -> frozenset[str]:
    """Return which parts (``firstRow``) a `w:tblLook` asks for, by words or by bits."""
    if look is None:
        return frozenset()
    bits = look.get(VAL, "0")
    mask = int(bits, 16) if len(bits) <= 8 and _HEX.issuperset(bits) and bits else 0
    return frozenset(
        part for part, bit in _BITS.items() if look.get(W + part, str(int(bool(mask & bit)))) in {"1", "true"}
    )
