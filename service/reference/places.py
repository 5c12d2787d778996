"""Loads the administrative units of today and those that ended with the district tier."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from service.domain.units import NamedAfter, Unit, UnitIndex
from service.reference.files import read_json, read_yaml

#: The first day of the two tiers: Luật 72/2025/QH15 and the resolutions on the units of each province.
TWO_TIERS_FROM = date(2025, 7, 1)


@cache
def unit_index() -> UnitIndex:
    """Return the index over all units: by id, by code and day, by name."""
    return UnitIndex((*_provinces(), *_communes(), *_former()))


def units() -> tuple[Unit, ...]:
    """Return all units, those of today first: provinces, communes, then the ones that have ended."""
    return unit_index().units


def units_on(day: date) -> tuple[Unit, ...]:
    """Return the units in force on a day, as far as the data go back."""
    return unit_index().on(day)


def unit(code: str, *, on: date | None = None) -> Unit:
    """Return a unit by its id, or by its code on a day; Refused (``unit_unknown``) where there is none."""
    return unit_index().unit(code, on)


@cache
def plain_names() -> frozenset[str]:
    """Return the names that no unit has after a person, an event or a number, and no name that may be one."""
    doubtful = {record["name"] for record in read_yaml("units", "named_after.yaml")["to_confirm"]}
    doubtful |= {one.name for one in units() if one.named_after}
    return frozenset(one.name for one in units()) - doubtful


def _provinces() -> Iterator[Unit]:
    table = read_json("units", "provinces.json")
    former = _former_records()
    older = set(former["provinces_before_2025_07"])
    named = _names_of_persons_and_events("provinces")
    for code, kind, name in table["rows"]:
        yield Unit(
            id=code,
            code=code,
            name=name,
            kind=kind,
            province_code=code,
            valid_from=None if code in older else TWO_TIERS_FROM,
            named_after=named.get(code),
            formed_from=_formed_from(code),
            source=table["source"],
        )


def _communes() -> Iterator[Unit]:
    table = read_json("units", "communes.json")
    named = _names_of_persons_and_events("named_after")
    clauses = _former_records()["clauses"]
    for code, kind, name, province in table["rows"]:
        clause = clauses.get(code)
        yield Unit(
            id=code,
            code=code,
            name=name,
            kind=kind,
            province_code=province,
            parent_id=province,
            valid_from=TWO_TIERS_FROM,
            named_after=named.get(code, _numbered(name)),
            formed_from=_formed_from(code),
            source=table["source"]
            if clause is None
            else f"Nghị quyết 1677/NQ-UBTVQH15, Điều 1 khoản {clause}",
        )


def _former() -> Iterator[Unit]:
    table = _former_records()
    for record in table["units"]:
        yield Unit(
            id=record["id"],
            code=record["code"],
            name=record["name"],
            kind=record["kind"],
            province_code=record["province"],
            parent_id=record.get("parent"),
            valid_to=date.fromisoformat(table["valid_to"]),
            became=tuple(record["became"]),
            source=table["source"],
        )


@cache
def _former_records() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_yaml("units", "former.yaml")
    return table


@cache
def _predecessors() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for record in _former_records()["units"]:
        for successor in record["became"]:
            found[successor] = (*found.get(successor, ()), record["id"])
    return found


def _formed_from(code: str) -> tuple[str, ...]:
    return _predecessors().get(code, ())


def _names_of_persons_and_events(section: str) -> Mapping[str, NamedAfter]:
    return {record["code"]: record["after"] for record in read_yaml("units", "named_after.yaml")[section]}


def _numbered(name: str) -> NamedAfter | None:
    return "number" if re.search(r"\d", name) else None
