"""Batches and their rows as the API shows them, of the token's office only."""

from collections.abc import Mapping
from typing import Any

from service.api.call import Answer, Call
from service.jobs import batches as batch_acts
from service.jobs.batches import Progress
from service.jobs.shown_items import ShownItem, item_object
from service.register import batches
from service.register.batches import BatchNotFound
from service.register.errors import NotAllowed
from service.register.models import Batch
from service.register.permissions import OfficeAct, require
from service.register.sandbox import is_twin, real_id


def own_batch(call: Call) -> Batch:
    """Return the batch of the address. Raises BatchNotFound for one of another office, whatever the user sees there."""
    foreign = BatchNotFound("Không có đợt này trong cơ quan của bạn.")
    with call.work.reading() as turn:
        try:
            row = batches.batch(turn.session, turn.actor, call.arguments["batch_id"])
        except (
            NotAllowed
        ):  # asked in the office of the batch: without a role there nobody learns that there is one
            require(turn.session, turn.actor, call.office, OfficeAct.READ)
            raise foreign from None
    if row.office_id != call.office:
        raise foreign
    return row


def batch_answer(
    call: Call, batch_id: str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return a batch as it stands."""
    progress = batch_acts.status(call.work, batch_id)
    return Answer(payload=batch_payload(progress), status=status, headers=headers or {})


def batch_payload(progress: Progress) -> dict[str, Any]:
    """Return a batch with its links; a sandbox goes by the id of its office."""
    row = progress.batch
    own = f"/api/v1/batches/{row.id}"
    found = batch_acts.batch_object(progress)
    links = {"self": own, "items": f"{own}/items", "zip": f"{own}.zip"}
    faulty = [{**one, "office": real_id(one["office"])} for one in found["faulty"]]
    return {
        **found,
        "office": real_id(row.office_id),
        "faulty": faulty,
        "livemode": not is_twin(row.office_id),
        "links": links,
    }


def item_payload(shown: ShownItem) -> dict[str, Any]:
    """Return a row of a batch."""
    found = item_object(shown)
    return {**found, "office": real_id(found["office"])}
