"""Loads offices, and derives the people's committee of any unit that has no record of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from service.domain.offices import Office, committee_short_name, needs_superior, unit_office
from service.domain.recipients import Recipient, recipient_from
from service.domain.refusal import Refused
from service.domain.signing import signer_from
from service.domain.text import quoted
from service.domain.units import Unit
from service.reference.files import read_yaml, yaml_files
from service.reference.places import unit

COMMITTEE = "ubnd-"


@cache
def offices() -> tuple[Office, ...]:
    """Return the offices that have a record in `data/offices`, in the order of the file names."""
    return tuple(office_from(record) for record in _records().values())


@cache
def office(office_id: str) -> Office:
    """Return an office by id: its record, or for ``ubnd-<unit id>`` the committee derived from the unit.

    Raises Refused (``office_unknown``) where there is neither.
    """
    for recorded in offices():
        if recorded.id == office_id:
            return recorded
    derived = _derived(office_id)
    if derived is None:
        raise Refused(
            "office_unknown",
            f"Không có cơ quan mã {quoted(office_id)}. Ghi mã như ubnd-21484 hoặc mã đã khai.",
        )
    return derived


def committee(of: Unit) -> Office:
    """Return the people's committee of a unit with the bodies of its kind and day and its superior."""
    superior = unit(of.parent_id) if of.parent_id and needs_superior(of) else None
    day = of.valid_to or date.max
    return unit_office(
        of, superior=superior, roles=_bodies(of.kind, day), recipients=_recipients(of.kind, day, superior)
    )


def _derived(office_id: str) -> Office | None:
    if not office_id.startswith(COMMITTEE):
        return None
    try:
        return committee(unit(office_id.removeprefix(COMMITTEE)))
    except Refused:
        return None


def roles(of: Office, day: date) -> Mapping[str, str]:
    """Return role -> body of an office on a day: what its own record says comes before what its kind has."""
    own = _records().get(of.id, {}).get("roles", {})
    return MappingProxyType({**_bodies(of.unit.kind, day), **own})


@cache
def _records() -> Mapping[str, Mapping[str, Any]]:
    records = [read_yaml("offices", path.name) for path in yaml_files("offices")]
    return {record["id"]: record for record in records}


@cache
def _tables(kind: str, day: date) -> tuple[Mapping[str, Any], ...]:
    """Return the tables of `data/roles.yaml` that hold for a kind of unit on a day."""
    tables = read_yaml("roles.yaml")["tables"]
    return tuple(table for table in tables if kind in table["kinds"] and _covers(table, day))


@cache
def _bodies(kind: str, day: date) -> Mapping[str, str]:
    """Return the bodies that every committee of a kind has on a day."""
    found: dict[str, str] = {}
    for table in _tables(kind, day):
        found.update(table["bodies"])
    return MappingProxyType(found)


def _recipients(kind: str, day: date, superior: Unit | None) -> tuple[Recipient, ...]:
    above = "" if superior is None else committee_short_name(superior)
    records = [record for table in _tables(kind, day) for record in table.get("recipients", ())]
    return tuple(
        recipient_from({**record, "name": record["name"].format(superior=above)}) for record in records
    )


def _covers(table: Mapping[str, Any], day: date) -> bool:
    starts, ends = table.get("valid_from"), table.get("valid_to")
    return (not starts or date.fromisoformat(starts) <= day) and (not ends or day <= date.fromisoformat(ends))


def office_from(record: Mapping[str, Any]) -> Office:
    """Make an office of a record with the keys of `Office`; what it lacks comes from its unit."""
    derived = committee(unit(record["unit"]))
    changes: dict[str, Any] = {
        name: record[name]
        for name in (
            *("id", "name", "short_name", "place_name", "symbol_suffix", "collective_body", "head_position"),
            *("titles_allowed", "filing", "superior", "source"),
        )
        if name in record
    }
    for name in ("parent_lines", "issuer_lines", "year_starts_on"):
        if name in record:
            changes[name] = tuple(record[name])
    for name in ("valid_from", "valid_to"):
        if record.get(name):
            changes[name] = date.fromisoformat(record[name])
    return replace(
        derived,
        **changes,
        abbreviations=MappingProxyType(record.get("abbreviations", {})),
        signers=tuple(signer_from(raw) for raw in record.get("signers", ())),
        recipients=tuple(map(recipient_from, record.get("recipients", ()))) or derived.recipients,
        roles=MappingProxyType({**derived.roles, **record.get("roles", {})}),
    )
