"""A batch before its start, kept in the register: plan and table come in, are checked, mended, confirmed, chosen.

Whatever is wrong with a table, the plan stays, and the other way round. The check is done when something comes in and
its report is kept, so that looking at it again costs nothing.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from service.issuing.workplace import Turn, Workplace
from service.jobs.batch_requests import (
    BatchRequest,
    Intent,
    batch_of,
    checked_rows,
    numbering_series,
    require_rights,
)
from service.jobs.making import ISSUE
from service.jobs.mending import Mend, joined, mended, with_mends
from service.jobs.plans import author_id
from service.jobs.prepared_report import Gathered, report_of
from service.jobs.questions_by_code import answered_codes
from service.jobs.tables import TableReport, Way, marked, open_table
from service.register import batch_preparations
from service.register.batch_preparations import REST_OF, rest_of
from service.register.canonical import canonical_json
from service.register.errors import RegisterError, WrongState
from service.register.models import BatchPreparation

PLAN_OF_OTHER_OFFICE = "plan_of_other_office"
"""The question whether the plan that names another office is to be that of the office where the batch is prepared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPreparation:
    """What a person begins with: the type, the plan (an envelope) under the name that pages show, and the way."""

    slug: str
    plan: Mapping[str, Any]
    plan_name: str
    by: Way
    intent: Intent = "for_signature"


def begin(workplace: Workplace, office_id: str, new: NewPreparation) -> str:
    """Begin to prepare a batch; return its id.

    Raises UnknownDocumentType, NotAllowed; InvalidInput for a plan of another type or without an office or month.
    """
    plan = _with_author(new.plan, office_id)
    whole = {**plan, "office": office_id}
    _require_usable(workplace, BatchRequest(slug=new.slug, plan=whole, by=new.by, intent=new.intent))
    fields = {
        "type_slug": new.slug,
        "way": new.by,
        "intent": new.intent,
        "plan": canonical_json(plan).encode(),
        "plan_name": new.plan_name,
    }
    with workplace.writing() as turn:
        return batch_preparations.prepare(turn.session, turn.actor, office_id, fields).id


def opened(workplace: Workplace, preparation_id: str) -> BatchPreparation:
    """Return a preparation as it stands. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        return batch_preparations.preparation(turn.session, turn.actor, preparation_id)


def listed(workplace: Workplace, office_id: str) -> list[BatchPreparation]:
    """Return what is being prepared in an office, newest first. Raises NotAllowed."""
    with workplace.reading() as turn:
        return batch_preparations.preparations(turn.session, turn.actor, office_id)


def replace_plan(workplace: Workplace, preparation_id: str, plan: Mapping[str, Any], name: str) -> None:
    """Take another plan; the table and what was mended in it stay. Raises as `begin`."""
    row = opened(workplace, preparation_id)
    whole = {**plan, "office": row.office_id}
    request = BatchRequest(slug=row.type_slug, plan=whole, by=_way(row), intent=_intent(row))
    _require_usable(workplace, request)
    kept = canonical_json(_with_author(plan, row.office_id)).encode()
    _changed(workplace, preparation_id, {"plan": kept, "plan_name": name})


def take_table(workplace: Workplace, preparation_id: str, name: str, content: bytes) -> None:
    """Take a table, in place of an earlier one and of what was mended in that.

    Raises UnreadableInput with advice for what is no table; nothing is changed then.
    """
    open_table(io.BytesIO(content))
    _changed(workplace, preparation_id, {"table": content, "table_name": name, "mends": []})


def mend(workplace: Workplace, preparation_id: str, mends: Sequence[Mend]) -> None:
    """Let cells say something else; the table is checked again."""
    row = opened(workplace, preparation_id)
    whole = joined(mends_of(row), mends)
    _changed(workplace, preparation_id, {"mends": [one._asdict() for one in whole]})


def choose(
    workplace: Workplace, preparation_id: str, *, intent: Intent, valid_only: bool, issued_on: date | None
) -> None:
    """Choose what is to be made: files for signature or numbers, all rows or the valid ones, the day of the numbers.

    Raises NotAllowed, ServiceError (``units_number_themselves``).
    """
    row = opened(workplace, preparation_id)
    request = BatchRequest(slug=row.type_slug, plan=plan_of(row), by=_way(row), intent=intent)
    _require_usable(workplace, request)
    fields = {"intent": intent, "valid_only": valid_only, "issued_on": issued_on}
    _changed(workplace, preparation_id, fields)


def check_again(workplace: Workplace, preparation_id: str) -> None:
    """Check the table anew: numbers, offices or people may have changed since the last time."""
    _changed(workplace, preparation_id, {})


def answer(workplace: Workplace, preparation_id: str, code: str, mark: str, *, is_confirmed: bool) -> None:
    """Confirm a question for all rows that raise it, or take that back; `mark` says what the person has seen."""
    with workplace.writing() as turn:
        row = batch_preparations.preparation(turn.session, turn.actor, preparation_id, hold=True)
        others = [one for one in row.acknowledged if one["code"] != code]
        given = [*others, {"code": code, "mark": mark}] if is_confirmed else others
        batch_preparations.change(turn.session, turn.actor, preparation_id, {"acknowledged": given})


def drop(workplace: Workplace, preparation_id: str) -> None:
    """Throw a preparation away that is not started. Raises BatchNotFound, NotAllowed, WrongState."""
    with workplace.writing() as turn:
        batch_preparations.drop(turn.session, turn.actor, preparation_id)


def marked_workbook(workplace: Workplace, preparation_id: str) -> bytes:
    """Return the person's table with every faulty cell marked, and with what was mended on the page."""
    row = opened(workplace, preparation_id)
    file = table_of(row)
    report, sheets = TableReport(), mended(open_table(file), mends_of(row))
    with workplace.reading() as turn:
        for _ in checked_rows(batch_of(workplace, turn, request_of(row)), sheets, report):
            pass
    return with_mends(marked(file, sheets, report.errors), mends_of(row))


def request_of(row: BatchPreparation) -> BatchRequest:
    """Return what a preparation asks for, with the answers that still hold."""
    groups = (row.report or {}).get("questions", [])
    return BatchRequest(
        slug=row.type_slug,
        plan=plan_of(row),
        by=_way(row),
        intent=_intent(row),
        valid_only=row.valid_only,
        acknowledged=answered_codes(groups, row.acknowledged),
        issued_on=row.issued_on,
        mends=mends_of(row),
        author=author_of(row),
        rest_of=tuple(rest_of(row)),
    )


def plan_of(row: BatchPreparation) -> dict[str, Any]:
    """Return the plan of a preparation, numbers exact; its office is that of the preparation."""
    return {**_plan_as_given(row), "office": row.office_id}


def author_of(row: BatchPreparation) -> str:
    """Return the id of the other office that the plan names as its own, "" where it is the preparation's."""
    return author_id(_plan_as_given(row), row.office_id)


def is_author_confirmed(row: BatchPreparation) -> bool:
    """Tell whether somebody confirmed that the plan of another office is used as that of this one, where it is one."""
    author = author_of(row)
    return not author or {"code": PLAN_OF_OTHER_OFFICE, "mark": author} in row.acknowledged


def mends_of(row: BatchPreparation) -> list[Mend]:
    """Return what was mended on the page."""
    return [Mend(**one) for one in row.mends]


def table_of(row: BatchPreparation) -> BinaryIO:
    """Return the table of a preparation, opened. Raises WrongState where none came in yet."""
    if row.table is None:
        raise WrongState("Chưa có bảng. Tải bảng lên trước.", code="table_missing")
    return io.BytesIO(row.table)


def _with_author(plan: Mapping[str, Any], office_id: str) -> dict[str, Any]:
    """Return a plan as it is kept: with the office that it names as its own, else that of the preparation."""
    return {**plan, "office": author_id(plan, office_id) or office_id}


def _plan_as_given(row: BatchPreparation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.plan, parse_float=Decimal)
    return found


def _require_usable(workplace: Workplace, request: BatchRequest) -> None:
    """Raise InvalidInput, NotAllowed, UnknownDocumentType for what no batch can be made of."""
    with workplace.reading() as turn:
        require_rights(turn, batch_of(workplace, turn, request), request)


def _changed(workplace: Workplace, preparation_id: str, fields: Mapping[str, Any]) -> None:
    """Set columns and keep the report of a new check beside them."""
    row = opened(workplace, preparation_id)
    for name, value in fields.items():
        setattr(row, name, value)
    report = None
    if row.table is not None:
        with workplace.reading() as turn:
            report = checked(workplace, turn, row)
    with workplace.writing() as turn:
        whole = {**fields, "report": report}
        batch_preparations.change(turn.session, turn.actor, preparation_id, whole)


def checked(workplace: Workplace, turn: Turn, row: BatchPreparation) -> dict[str, Any]:
    """Check the table of a preparation, kept or only thought of, and return the report that is kept.

    Raises as `choose`, and WrongState where no table came in yet.
    """
    request = request_of(row)
    batch = batch_of(workplace, turn, request)
    require_rights(turn, batch, request)
    report, gathered = TableReport(), Gathered()
    for one in checked_rows(batch, mended(open_table(table_of(row)), request.mends), report):
        gathered.add(one)
        gathered.measure(one)
    found = report_of(report, gathered)
    if request.rest_of:
        found[REST_OF] = list(request.rest_of)
    if request.intent == ISSUE:
        try:
            found["last_number"] = numbering_series(turn, batch, request).last_number
        except RegisterError as refused:  # no series, or none that numbers on this day
            found["series_problem"] = refused.message
    return found


def _way(row: BatchPreparation) -> Way:
    return "office" if row.way == "office" else "units"


def _intent(row: BatchPreparation) -> Intent:
    return "issue" if row.intent == ISSUE else "for_signature"
