"""An installation with a register on either database, and batches that run in this process as a worker runs them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from sqlalchemy import update

from bench.batch_load import request, sample_plan
from service.errors import OpenQuestions
from service.inspection import outline_text
from service.issuing.drafting import input_of, save
from service.issuing.return_document import return_document
from service.issuing.submit import Confirmed, submit
from service.issuing.workplace import Workplace
from service.jobs import batches
from service.jobs.batches import Progress
from service.jobs.fetched import Fetched
from service.jobs.numbering import series_key
from service.jobs.shown_items import ShownItem
from service.jobs.starting import start
from service.jobs.turns import Pen
from service.jobs.working import Worker, _Slice
from service.register import batches_series, batches_work, documents, storage
from service.register.batches import ItemState
from service.register.models import User
from tests.issuing.conftest import Office

CODES = ("21484", "21529", "21496", "21523", "21499", "21490")


class Heard:
    """An engine that only remembers what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, batch_id: str) -> None:
        self.said.append(batch_id)


@dataclass
class BatchOffice:
    """The office of the tests with what a batch needs around it."""

    office: Office
    engine: Any = field(default_factory=Heard)

    def work(self, who: str = "operator") -> Workplace:
        return self.office.work(who)

    def worker(self, **words: Any) -> Worker:
        """A worker process of its own, as far as the database can tell."""
        given = {"lease_seconds": 30.0, **words}
        return Worker(self.office.register, self.office.catalogue, lambda: self.office.moments[-1], **given)

    def start(
        self,
        *,
        by: str = "units",
        intent: str = "for_signature",
        codes: Sequence[str] = CODES,
        who: str = "operator",
        rows: Sequence[dict[str, Any]] | None = None,
        **words: Any,
    ) -> str:
        """Start a batch on the full sample plan; nobody works on it yet."""
        plan = {**sample_plan(), "office": self.office.id, **words.pop("plan", {})}
        wanted = request(intent, by, plan=plan, **words)
        table = list(rows) if rows is not None else [{"unit.code": code} for code in codes]
        file = BytesIO(json.dumps(table, ensure_ascii=False).encode())
        return start(self.work(who), self.engine, wanted, file)

    def run(self, batch_id: str, worker: Worker | None = None) -> Progress:
        """Work on a batch until nothing is left to claim."""
        own = worker or self.worker()
        for _ in range(10_000):
            if not own.work(batch_id):
                break
        return batches.status(self.work(), batch_id)

    def made(self, **words: Any) -> str:
        """Start a batch and run it to its end."""
        batch_id = self.start(**words)
        progress = self.run(batch_id)
        assert progress.failed == 0, [one.error for one in progress.faulty]
        return batch_id

    def items(self, batch_id: str) -> list[ShownItem]:
        return batches.items(self.work(), batch_id, limit=10_000)

    def states(self, batch_id: str) -> list[ItemState]:
        return [ItemState(one.item.state) for one in self.items(batch_id)]

    def numbers(self, batch_id: str) -> list[int | None]:
        return [one.document.number if one.document else None for one in self.items(batch_id)]


def bytes_of(file: Fetched) -> bytes:
    """A file that is fetched of a batch, whole."""
    return b"".join(file.made().pieces)


def content_of(at: BatchOffice, shown: Any) -> str:
    """The text of the file of an item."""
    with at.work().reading() as turn:
        return outline_text(storage.load(turn.session, shown.sha256) or b"")


def put_up_anew(at: BatchOffice, number: int, batch_id: str) -> None:
    """The document of a row is returned, changed, and put up for its signature again."""
    document_id = _returned(at, number, batch_id)
    with at.work().reading() as turn:
        given = json.loads(input_of(turn, documents.document(turn.session, turn.actor, document_id)))
    save(at.work(), given["type"], {**given, "subject": "Dân vận năm 2026"}, document_id=document_id)
    _submitted(at, document_id)


def put_up_again(at: BatchOffice, number: int, batch_id: str) -> None:
    """The document of a row is returned, and put up for its signature again as it was."""
    _submitted(at, _returned(at, number, batch_id))


def _returned(at: BatchOffice, number: int, batch_id: str) -> str:
    document_id = str(at.items(batch_id)[number - 1].item.document_id)
    at.office.keep_steps("for_signature")
    return_document(at.work(), document_id, remark="Sửa trích yếu")
    return document_id


def _submitted(at: BatchOffice, document_id: str) -> None:
    try:
        submit(at.work(), document_id)
    except OpenQuestions as asked:
        submit(at.work(), document_id, Confirmed(acknowledged={one.code for one in asked.questions}))


def laid_down(at: BatchOffice, batch_id: str) -> None:
    """A worker makes all items while another one numbers in the series."""
    worker, other = at.worker(pen=Pen(sleep=lambda _seconds: None)), at.worker()
    with at.work().writing() as turn:
        batch = batches_work.running_batch(turn.session, batch_id)
        assert batch is not None
        assert batches_series.take_series(
            turn.session, series_key(turn.session, batch, at.work()), other.lease()
        )
    made = _Slice(worker, batch, "operator", "operator")
    while made._make():
        pass
    with at.work().writing() as turn:
        batches_series.leave_series(turn.session, other.name)


def switched_off(session: Any, _actor: Any, login: str) -> None:
    """A person who may no longer come in, for `Office.do`."""
    session.execute(update(User).where(User.login == login).values(is_active=False))
