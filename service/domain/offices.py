"""The offices that issue documents: their header, place, symbol, people and bodies, known by id and by date.

A people's committee has no parent line: its two lines are one bold name. Its office can be derived from
its unit.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 2, 3, 4, 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from service.domain.agencies import AgencyDirectory
from service.domain.recipients import Recipient
from service.domain.signing import Signer
from service.domain.units import KIND_NOUNS, PROVINCE_KINDS, Unit, place_name

PEOPLES_COMMITTEE = "Ủy ban nhân dân"
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Office:
    """An office between two days (both included), with its defaults for documents.

    `name` is official and whole (``Ủy ban nhân dân xã Ba Tơ``), `short_name` is used in running text
    (``UBND xã``). `parent_lines` and `issuer_lines` are the header as printed, in capitals.
    `collective_body` stands after TM. and is empty for an office with one head. `abbreviations` are
    those of its units, for công văn symbols. `filing` is ``VT, NV``; `superior` is whom its reports
    address. `roles` say which body does what. The reporting year starts on `year_starts_on` (month,
    day) and ends the day before.
    """

    id: str
    name: str
    short_name: str
    unit: Unit
    issuer_lines: tuple[str, ...]
    place_name: str
    symbol_suffix: str
    parent_lines: tuple[str, ...] = ()
    collective_body: str = ""
    head_position: str = "Chủ tịch"
    titles_allowed: bool = False
    abbreviations: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    signers: tuple[Signer, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    filing: str = "VT"
    superior: str = ""
    roles: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    year_starts_on: tuple[int, int] = (12, 15)
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def existed_on(self, day: date) -> bool:
        """Tell whether the office was at work on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def directory(self) -> AgencyDirectory:
        """Return the bodies of this office by role."""
        return AgencyDirectory(self.short_name, self.roles)


def committee_id(unit: Unit) -> str:
    """Return the id of the people's committee of a unit: ``ubnd-21484``."""
    return f"ubnd-{unit.id}"


def unit_office(
    unit: Unit,
    *,
    superior: Unit | None = None,
    roles: Mapping[str, str] = _NOTHING,
    recipients: tuple[Recipient, ...] = (),
) -> Office:
    """Derive the office of a people's committee from its unit; it must name its people itself.

    >>> office = unit_office(Unit("21484", "21484", "Ba Tơ", "xa", "51"))
    >>> office.name, office.issuer_lines, office.short_name, office.place_name
    ('Ủy ban nhân dân xã Ba Tơ', ('ỦY BAN NHÂN DÂN', 'XÃ BA TƠ'), 'UBND xã', 'Ba Tơ')

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 2 điểm a; khoản 4 điểm a.
    """
    return Office(
        id=committee_id(unit),
        name=f"{PEOPLES_COMMITTEE} {unit.full_name}",
        short_name=committee_short_name(unit),
        unit=unit,
        issuer_lines=(PEOPLES_COMMITTEE.upper(), unit.full_name.upper()),
        place_name=place_name(unit),
        symbol_suffix="UBND",
        collective_body=PEOPLES_COMMITTEE,
        recipients=recipients,
        superior="" if superior is None else f"{PEOPLES_COMMITTEE} {superior.full_name}",
        roles=roles,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        source=unit.source,
    )


def committee_short_name(unit: Unit) -> str:
    """Return how running text calls the committee of a unit: ``UBND xã``."""
    return f"UBND {KIND_NOUNS[unit.kind]}"


def needs_superior(unit: Unit) -> bool:
    """Tell whether the committee of a unit reports to another one: all but those of the provinces do."""
    return unit.kind not in PROVINCE_KINDS
