"""From a preparation to a running batch, once, whatever the person presses."""

from dataclasses import replace
from datetime import date

from service.domain.dates import office_day, short_date
from service.domain.document_code import number_text
from service.errors import ServiceError
from service.issuing.office_names import office_title
from service.issuing.workplace import Workplace
from service.jobs.batch_requests import BatchRequest, batch_of, numbering_series
from service.jobs.engine import Engine
from service.jobs.making import ISSUE
from service.jobs.preparations import (
    PLAN_OF_OTHER_OFFICE,
    author_of,
    is_author_confirmed,
    opened,
    request_of,
    table_of,
)
from service.jobs.starting import start
from service.register import batch_preparations
from service.register.batch_preparations import Prepared
from service.register.batches import AskedWith
from service.register.canonical import digest
from service.register.errors import WrongState
from service.register.models import BatchPreparation


class NumbersMoved(ServiceError):
    """Somebody took numbers, or their day is over, since the person saw which ones the batch would take."""

    code = "numbers_moved"


def numbers_of(row: BatchPreparation) -> tuple[str, str] | None:
    """Return the first and last number that a preparation would take by its last check, None where it takes none."""
    report = row.report or {}
    if row.intent != ISSUE or "last_number" not in report or not report["valid"]:
        return None
    last = report["last_number"]
    return number_text(last + 1), number_text(last + report["valid"])


def start_prepared(
    workplace: Workplace,
    engine: Engine,
    preparation_id: str,
    *,
    seen_first: str = "",
    seen_on: date | None = None,
) -> str:
    """Start a batch that was prepared; return its id, of one that was started already the same.

    `seen_first` and `seen_on` are the first number and the day that stood at the button. Raises NumbersMoved, and what
    `starting.start` raises.
    """
    with workplace.writing() as turn:
        done, claimed_at = batch_preparations.claim(turn.session, turn.actor, preparation_id), turn.actor.at
    if done is not None:
        return done
    try:
        row = opened(workplace, preparation_id)
        _require_own_plan(row)
        request = _as_seen(workplace, request_of(row), seen_first, seen_on)
        return start(workplace, engine, _once(request, row), table_of(row))
    except BaseException:
        with workplace.writing() as turn:
            batch_preparations.give_back(turn.session, preparation_id, claimed_at)
        raise


def _once(request: BatchRequest, row: BatchPreparation) -> BatchRequest:
    """Return a request that makes one batch of a preparation, also where an earlier start took longer than one may.

    A start that took longer makes none of what was changed meanwhile: whoever changed it was told that nothing is made.
    """
    asked = AskedWith(digest(f"preparation {row.id}".encode()), "")
    return replace(request, prepared=Prepared(row.id, row.changed_at), asked=asked)


def _require_own_plan(row: BatchPreparation) -> None:
    """Raise WrongState where the plan names another office, and nobody confirmed that it is to be this one's."""
    if not is_author_confirmed(row):
        whose = office_title(author_of(row)) or author_of(row)
        raise WrongState(
            f"Dữ liệu chung ghi cơ quan ban hành là {whose}. Xác nhận dùng làm dữ liệu của cơ quan mình, hoặc thay dữ"
            " liệu chung.",
            code=PLAN_OF_OTHER_OFFICE,
        )


def _as_seen(
    workplace: Workplace, request: BatchRequest, seen_first: str, seen_on: date | None
) -> BatchRequest:
    """Return what is asked for, on the day that the person saw. Raises NumbersMoved for other numbers, another day."""
    if request.intent != ISSUE or not seen_first:
        return request
    with workplace.reading() as turn:
        day = request.issued_on or office_day(turn.actor.at)
        if seen_on not in {None, day}:
            raise NumbersMoved(
                f"Ngày ban hành của đợt này nay là {short_date(day)}, không còn là ngày đã ghi ở nút. Xem lại rồi bấm."
            )
        found = numbering_series(turn, batch_of(workplace, turn, request), request)
    first = number_text(found.last_number + 1)
    if first != seen_first:
        raise NumbersMoved(
            f"Số {seen_first} vừa được cấp cho văn bản khác; đợt này nay bắt đầu từ số {first}. Xem lại rồi bấm."
        )
    return replace(request, issued_on=day)
