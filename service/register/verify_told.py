"""What the audit trail of one office tells of everything but its documents, gathered while the chain is walked.

It grows with series and people, not with documents, so that memory stays flat however long a chain is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Detail = Mapping[str, Any]


@dataclass(slots=True)
class SeriesTold:
    """What the trail tells of one series; `knows_last_date` is whether all acts named the last date that they set."""

    opened: Detail
    opened_at: datetime
    last_number: int
    last_date: date | None
    knows_last_date: bool
    closed_at: datetime | None = None
    lost: set[int] = field(default_factory=set)
    is_held: bool = False


@dataclass(slots=True)
class Told:
    """What a chain tells: series, settings, people; of the chain of no office: offices, operators, types."""

    is_sandbox: bool = False
    series: dict[str, SeriesTold] = field(default_factory=dict)
    settings: Detail | None = None
    signers: dict[str, Detail] = field(default_factory=dict)
    users: dict[str, Detail] = field(default_factory=dict)
    grants: set[tuple[str, str]] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    active: dict[str, bool] = field(default_factory=dict)
    types: dict[str, Detail] = field(default_factory=dict)

    def take(self, action: str, at: datetime, detail: Detail) -> None:
        """Take in one event. Raises LookupError, ValueError or TypeError for a detail that no act writes."""
        act = _ACTS.get(action)
        if act is not None:
            act(self, at, detail)


def _open_series(told: Told, at: datetime, detail: Detail) -> None:
    last = detail.get("last_date")
    told.series[detail["series"]] = SeriesTold(
        opened=detail,
        opened_at=at,
        last_number=int(detail["first_number"]) - 1,
        last_date=date.fromisoformat(last) if last else None,
        knows_last_date="last_date" in detail,
    )


def _close_series(told: Told, at: datetime, detail: Detail) -> None:
    told.series[detail["series"]].closed_at = at


def _confirm_series(told: Told, _at: datetime, detail: Detail) -> None:
    series = told.series[detail["series"]]
    if series.opened["is_own"]:
        series.lost |= set(range(int(detail["stored"]) + 1, int(detail["confirmed"]) + 1))
    series.last_number, series.is_held = int(detail["confirmed"]), False
    series.knows_last_date = series.knows_last_date and "last_date" in detail
    if detail.get("last_date"):
        series.last_date = date.fromisoformat(detail["last_date"])


def _withdraw_confirmation(told: Told, _at: datetime, detail: Detail) -> None:
    series = told.series[detail["series"]]
    series.lost -= set(range(int(detail["stored"]) + 1, int(detail["confirmed"]) + 1))
    series.last_number, series.is_held = int(detail["stored"]), True
    series.last_date = date.fromisoformat(detail["last_date"]) if detail["last_date"] else None


def _number(told: Told, _at: datetime, detail: Detail) -> None:
    series, number, day = (
        told.series[detail["series"]],
        int(detail["number"]),
        date.fromisoformat(detail["issued_on"]),
    )
    if number in series.lost:
        series.lost.discard(number)
        return
    series.last_number = max(series.last_number, number)
    series.last_date = max(series.last_date or day, day)


def _restore(told: Told, _at: datetime, detail: Detail) -> None:
    if isinstance(detail["series"], list):  # the chain of no office tells how many they were
        for one in detail["series"]:
            told.series[one].is_held = True


def _settings(told: Told, _at: datetime, detail: Detail) -> None:
    if "office" in detail:  # in the chain of no office
        told.offices.add(detail["office"])
    else:
        told.settings = detail


def _signer(told: Told, _at: datetime, detail: Detail) -> None:
    told.signers[detail["signer"]] = detail


def _user(told: Told, _at: datetime, detail: Detail) -> None:
    told.users[detail["user"]] = detail


def _name(told: Told, _at: datetime, detail: Detail) -> None:
    if detail["user"] in told.users:  # of an office that did not make him, the row is another one's to tell
        told.users[detail["user"]] = {**told.users[detail["user"]], "name": detail["name"]}


def _grant(told: Told, _at: datetime, detail: Detail) -> None:
    told.grants.add((detail["user"], detail["role"]))


def _revoke(told: Told, _at: datetime, detail: Detail) -> None:
    told.grants.discard((detail["user"], detail["role"]))


def _active(told: Told, _at: datetime, detail: Detail) -> None:
    told.active[detail["user"]] = bool(detail["is_active"])


def _operator(told: Told, _at: datetime, detail: Detail) -> None:
    told.operators.add(detail["operator"])


def _type(told: Told, _at: datetime, detail: Detail) -> None:
    told.types[detail["sha256"]] = detail


def _sandbox(told: Told, _at: datetime, _detail: Detail) -> None:
    told.is_sandbox = True


_ACTS: Mapping[str, Callable[[Told, datetime, Detail], None]] = {
    "open_series": _open_series,
    "close_series": _close_series,
    "confirm_series": _confirm_series,
    "withdraw_confirmation": _withdraw_confirmation,
    "issue": _number,
    "record": _number,
    "restore": _restore,
    "add_office": _settings,
    "set_office": _settings,
    "add_signer": _signer,
    "end_signer": _signer,
    "add_user": _user,
    "set_name": _name,
    "grant_role": _grant,
    "revoke_role": _revoke,
    "set_active": _active,
    "found_register": _operator,
    "publish_type": _type,
    "open_sandbox": _sandbox,
}
"""Each act that tells of something besides one document, and what it tells."""
