"""From the plan and one row to the envelope of one unit."""

from collections.abc import Mapping
from typing import Any

from service.domain.offices import Office, committee_id
from service.domain.units import Unit
from service.jobs.tables.batch_input import BatchInput
from service.jobs.tables.cells import CellError
from service.jobs.tables.columns import UNIT_CODE, UNIT_NAME, UNIT_PROVINCE
from service.jobs.tables.drafting import Draft
from service.jobs.tables.group_rows import GroupRows
from service.jobs.tables.groups import put_group
from service.jobs.tables.kinds import Roles
from service.jobs.tables.placeholders import filled, opened
from service.jobs.tables.role_places import role_places, stand_in
from service.jobs.tables.rows import UNREADABLE, Row
from service.jobs.tables.superior import OWN_FIELDS, FirstBasis, is_above
from service.jobs.tables.units import province_of

_UNIT_PATHS = frozenset({UNIT_CODE, UNIT_NAME, UNIT_PROVINCE})


class Filler:
    """Fills the envelopes of one batch: what is the same for all rows is worked out once."""

    def __init__(self, batch: BatchInput, groups: list[GroupRows]) -> None:
        self._batch = batch
        self._groups = groups
        self._envelope = batch.envelope
        self._passed_on = {name: value for name, value in self._envelope.items() if name not in OWN_FIELDS}
        self._opened = opened(self._envelope)
        self._roles = [] if batch.by == "office" else role_places(self._envelope)
        home = province_of(batch.office.unit, batch.on)
        own = dict(batch.plan) | {
            "subject": filled(str(batch.plan.get("subject", "")), batch.office.unit, home)
        }
        self._basis = FirstBasis(batch.document_type, own, batch.office)

    def issuer(self, unit: Unit | None) -> Office:
        """Return the office that issues the document of a unit; for an unknown unit that of the plan stands in."""
        if unit is None or self._batch.by == "office":
            return self._batch.office
        return self._batch.office_of(committee_id(unit))

    def draft(self, unit: Unit | None, office: Office) -> Draft:
        """Return the envelope of a unit before its cells."""
        is_own = office.id == self._batch.office.id
        draft = Draft(self._envelope if is_own else self._passed_on)
        draft.envelope["office"] = office.id
        if unit is None:
            return draft
        province = province_of(unit, self._batch.on)
        for one in self._opened:
            if one.path[0] in draft.envelope:
                draft.put(one.path, filled(one.text, unit, province))
        if not is_own and is_above(self._batch.office, unit):
            for path, value in self._basis.changes:
                draft.put(path, value)
        draft.stand_ins = stand_in(draft, self._roles, office)
        return draft

    def _said(self, value: Any, unit: Unit | None) -> Any:
        """Return a text with its placeholders filled in, any other value as it is."""
        if unit is None or not isinstance(value, str) or "{" not in value:
            return value
        return filled(value, unit, province_of(unit, self._batch.on))

    def put_cells(self, draft: Draft, row: Row, unit: Unit | None, roles: Roles) -> list[CellError]:
        """Put the cells of a row, and its unit's rows of the other sheets, into a draft; return what cannot be read."""
        errors = []
        if "signer.name" in row.cells:  # another person: nothing of the plan's signer is theirs
            draft.put(("signer",), {})
        for path, cell in row.cells.items():
            if path in _UNIT_PATHS:
                continue
            value = cell.raw(roles)
            if value is not UNREADABLE:
                draft.put(cell.column.steps, self._said(value, unit), cell)
            elif cell.error is not None:
                errors.append(cell.error)
        if unit is not None:
            for group in self._groups:
                errors += put_group(draft, group.group, group.of(unit), roles)
        return errors


def checked_alone(batch: BatchInput) -> Mapping[str, Any]:
    """Return the plan as its own office would issue it, to see which faults are the plan's own."""
    envelope = Draft(batch.envelope)
    province = province_of(batch.office.unit, batch.on)
    for one in opened(batch.envelope):
        envelope.put(one.path, filled(one.text, batch.office.unit, province))
    return envelope.envelope
