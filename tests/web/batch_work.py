"""Batches on the pages: somebody prepares and starts them, a worker of this process runs them."""

import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from service.issuing.desk import Desk
from service.jobs.working import Worker
from service.register import series
from service.register.series import NewSeries
from tests.jobs.batch_office import Heard
from tests.web import people
from tests.web.conftest import multipart
from tests.web.office_work import Forms, text_of

#: Communes of huyện Ba Tơ on the day of the tests.
UNITS = ("21490", "21496", "21499")
LINE = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


@dataclass
class BatchPages:
    """The pages of batches as one person sees them."""

    app: Flask
    client: FlaskClient

    @property
    def desk(self) -> Desk:
        found: Desk = self.app.extensions["desk"]
        return found

    def token(self) -> str:
        page = text_of(self.client.get("/doi-mat-khau"))
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        assert found is not None
        return found[1]

    def post(
        self, path: str, file: tuple[bytes, str] | None = None, *, files: Any = None, **fields: Any
    ) -> TestResponse:
        """Send a form of ours; with a file as a browser does."""
        whole = {"csrf": self.token(), **fields}
        sent = {**(files or {}), **({"file": file} if file is not None else {})}
        if not sent:
            return self.client.post(path, data=whole)
        kind = f"multipart/form-data; boundary={LINE}"
        return self.client.post(path, data=multipart({**whole, **sent}), content_type=kind)

    def begun(self, *, by: str = "office", plan: str = "", subject: str = "") -> str:
        """Begin to prepare; return the address of the page."""
        fields = {"type": "ke_hoach", "by": by}
        if subject:
            done = self.post("/theo-lo/moi", (plan_of(self.desk, subject), "chung.json"), **fields)
        else:
            done = self.post("/theo-lo/moi", plan=plan or "sample:minimal", **fields)
        assert done.status_code == 303, text_of(done)
        return str(done.location)

    def checked(self, page: str, table: bytes, name: str = "bang.json") -> str:
        """Send a table; return the page that follows."""
        done = self.post(f"{page}/bang", (table, name))
        assert done.status_code == 303, text_of(done)
        return text_of(self.client.get(page))

    def started(self, **words: Any) -> str:
        """Prepare and start a batch of valid rows; return its address."""
        page = self.begun(**{"subject": "Dân vận của {đơn vị}", **words})
        self.checked(page, rows(*UNITS))
        done = self.post(f"{page}/tao")
        assert done.status_code == 303, text_of(done)
        return str(done.location)

    def run(self, address: str) -> None:
        """Work on a batch until nothing is left."""
        assert self.desk.door is not None
        worker = Worker(self.desk.door.register(), self.desk.catalogue, self.desk.now, 30.0)
        while worker.work(address.rsplit("/", 1)[-1]):
            pass

    def finished(self, **words: Any) -> str:
        address = self.started(**words)
        self.run(address)
        return address

    def buttons(self, address: str) -> list[str]:
        return Forms(text_of(self.client.get(address))).buttons

    def says(self, address: str) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", text_of(self.client.get(address))).split())


def pages(app: Flask, login: str = people.ALL_ROLES) -> BatchPages:
    if not isinstance(app.extensions["engine"], Heard):
        app.extensions["engine"] = Heard()
    return BatchPages(app, people.signed_in(app, login))


def open_series(desk: Desk) -> None:
    with desk.workplace("operator").writing() as turn:
        new = NewSeries(office_id=people.OFFICE, year=2025, reason="Mới")
        series.open_series(turn.session, turn.actor, new)


def plan_of(desk: Desk, subject: str) -> bytes:
    """The least plan, of the year of the tests and of no office, as a file."""
    sample = {**desk.catalogue.sample("ke_hoach", "minimal"), "subject": subject}
    sample.pop("office")
    return json.dumps(sample, default=str, ensure_ascii=False).replace("2026", "2025").encode()


def rows(*codes: str, **columns: str) -> bytes:
    """A table in JSON."""
    return json.dumps([{"unit.code": code, **columns} for code in codes], ensure_ascii=False).encode()


def filled(template: bytes, **cells: Any) -> bytes:
    """A workbook as a clerk sends it, with cells of its first sheet filled in."""
    book = load_workbook(BytesIO(template))
    for address, value in cells.items():
        book.worksheets[0][address] = value
    store = BytesIO()
    book.save(store)
    return store.getvalue()


def own_workbook(*lines: tuple[Any, ...]) -> bytes:
    """A workbook that somebody drew himself."""
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    store = BytesIO()
    book.save(store)
    return store.getvalue()
