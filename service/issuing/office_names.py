"""Offices by the names that staff type: "UBND xã Ba Tơ" instead of an id; several of one name are told apart.

Known are the recorded offices and the people's committee of every unit; a name is unique: it carries the province and,
for an office that has ended, its last day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from service import reference
from service.domain.dates import short_date
from service.domain.offices import PEOPLES_COMMITTEE, Office, committee_id
from service.domain.text import fold
from service.domain.units import PROVINCE_KINDS, Unit, name_key

_SHORT = "ubnd"


@dataclass(frozen=True, slots=True)
class NamedOffice:
    """An office by id and by its whole name, at work between two days (both included; None: no limit known)."""

    id: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def existed_on(self, day: date) -> bool:
        """Tell whether the office was at work on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def office_title(office_id: str) -> str:
    """Return the whole name of an office, "" for an id that nobody has.

    >>> office_title("ubnd-21484"), office_title("ubnd-535-2025"), office_title("x")
    ('Ủy ban nhân dân xã Ba Tơ, tỉnh Quảng Ngãi', 'Ủy ban nhân dân huyện Ba Tơ, tỉnh Quảng Ngãi (đến 30/6/2025)', '')
    """
    known = _by_id().get(office_id)
    return known.name if known else ""


def offices_named(text: str, day: date) -> tuple[NamedOffice, ...]:
    """Return the offices that a name (or an id) may mean: one where it is clear, several to choose from, none.

    Of several, those at work on `day` are meant where there are any. Tones count where they are typed; a name typed
    without any means all that it fits.

    >>> [one.id for one in offices_named("UBND xã Ba Tơ", date(2026, 2, 1))]
    ['ubnd-21484']
    >>> [one.id for one in offices_named("xa Ba To, Quang Ngai", date(2026, 2, 1))]
    ['ubnd-21484', 'ubnd-21523']
    """
    wanted = text.strip()
    if wanted in _by_id():
        return (_by_id()[wanted],)
    found = _index(name_key).get(_key(wanted)) or _index(fold).get(_folded(wanted)) or ()
    at_work = tuple(one for one in found if one.existed_on(day))
    return at_work or tuple(found)


@cache
def _by_id() -> dict[str, NamedOffice]:
    recorded = {office.unit.id: office for office in reference.offices()}
    found: dict[str, NamedOffice] = {}
    for unit in reference.units():
        office = recorded.get(unit.id)
        made = _named(unit, office)
        found[made.id] = made
        if (
            office is not None and committee_id(unit) != made.id
        ):  # both ids mean one office; searches give one
            found[committee_id(unit)] = NamedOffice(
                committee_id(unit), made.name, made.valid_from, made.valid_to
            )
    return found


def _named(unit: Unit, office: Office | None) -> NamedOffice:
    name = office.name if office else f"{PEOPLES_COMMITTEE} {unit.full_name}"
    if unit.kind not in PROVINCE_KINDS:
        name += f", {_province(unit).full_name}"
    first, last = (office.valid_from, office.valid_to) if office else (unit.valid_from, unit.valid_to)
    if last is not None:
        name += f" (đến {short_date(last)})"
    return NamedOffice(office.id if office else committee_id(unit), name, first, last)


@cache
def _provinces() -> dict[str, Unit]:
    return {unit.code: unit for unit in reference.units() if unit.kind in PROVINCE_KINDS}


def _province(unit: Unit) -> Unit:
    return _provinces()[unit.province_code]


def _distinct() -> Iterator[NamedOffice]:
    """Yield each office once: where two ids mean one, that of the record."""
    by_name: dict[str, NamedOffice] = {}
    for one in _by_id().values():
        by_name.setdefault(one.name, one)
    yield from by_name.values()


def _ways(office: NamedOffice) -> Iterator[str]:
    """Yield the ways of writing a name that mean this office."""
    whole = office.name.partition(" (đến ")[0]
    name, _, province = whole.partition(", ")
    yield from (office.name, whole, name)
    if province:
        yield f"{name}, {province.partition(' ')[2].removeprefix('phố ')}"


@cache
def _index(key: object) -> dict[str, list[NamedOffice]]:
    """Return the offices by each way of writing their name, read by `name_key` (tones count) or `fold`."""
    made = _key if key is name_key else _folded
    found: dict[str, list[NamedOffice]] = {}
    for office in _distinct():
        for way in dict.fromkeys(made(way) for way in _ways(office)):
            found.setdefault(way, []).append(office)
    return found


def _key(text: str) -> str:
    return _bare(name_key(text.replace(",", " ")), name_key(PEOPLES_COMMITTEE))


def _folded(text: str) -> str:
    return _bare(fold(text.replace(",", " ")), fold(PEOPLES_COMMITTEE))


def _bare(key: str, committee: str) -> str:
    """Take "UBND" or its long form off the front: what is left names the unit."""
    return key.removeprefix(f"{committee} ").removeprefix(f"{_SHORT} ").strip()
