"""The units among which somebody chooses the one of his office: provinces, and what a typed name may mean."""

from datetime import date

from service import reference
from service.domain.alphabet import vietnamese_sort_key
from service.domain.text import fold, nfc
from service.domain.units import PROVINCE_KINDS, Unit


def provinces(day: date) -> list[Unit]:
    """Return the provinces of a day in the order of the alphabet."""
    found = [unit for unit in reference.units_on(day) if unit.kind in PROVINCE_KINDS]
    return sorted(found, key=lambda unit: vietnamese_sort_key(unit.name))


def units_like(text: str, province: str, day: date, *, most: int = 250) -> list[Unit]:
    """Return the units of a province (code; "" for all) whose name has words that begin as those of a text.

    Diacritics do not matter, but names that carry those of the text come first, after the province itself.
    Without text and province there is nothing to list.

    >>> [unit.full_name for unit in units_like("ba to", "51", date(2026, 2, 1))]
    ['xã Ba Tơ', 'xã Ba Tô']
    >>> [unit.full_name for unit in units_like("Ba Tô", "51", date(2026, 2, 1))]
    ['xã Ba Tô', 'xã Ba Tơ']
    """
    words = fold(text).split()
    if not words and not province:
        return []
    found = [
        unit
        for unit in reference.units_on(day)
        if (not province or unit.province_code == province)
        and all(f" {word}" in f" {fold(unit.full_name)}" for word in words)
    ]
    typed = nfc(text).casefold().strip()
    found.sort(
        key=lambda unit: (
            unit.kind not in PROVINCE_KINDS,
            typed not in unit.full_name.casefold(),
            fold(unit.name),
            unit.id,
        )
    )
    return found[:most]
