"""What it takes to be refused: requests, with all that must be before them, each answered with a problem of its own."""

import io
import json
import shutil
import socket
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from sqlalchemy import create_engine, text

from service.api.documents import issue_input as really_issue
from service.conversion.libreoffice import Converter
from service.doctypes.catalogue import Catalogue
from service.issuing.desk import TYPES
from service.jobs.working import Worker
from service.register import backup
from service.register.database import Register
from tests.api.conftest import OFFICE, SETTINGS, Api, api_at, made_api
from tests.crooked_type import with_crooked_plan
from tests.issuing import word_edits as word

DAY = "2026-03-05"
PLAN = "/types/ke_hoach"
PDF = {"Accept": "application/pdf"}
RECORD = {"kind": "QĐ", "subject": "Về việc thử", "files": [{"name": "qd.pdf", "content": "JVBERi0xLjc="}]}
Problem = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a provocation has: an API with a register of its own, the folder of that register, the types, a seed."""

    api: Api
    folder: Path
    seed: Path

    def other(
        self, catalogue: Catalogue | None = None, converter: Converter | None = None, **settings: Any
    ) -> Api:
        """The same office behind other settings, types or a converter."""
        own = self.folder / "other"
        own.mkdir()
        made = replace(SETTINGS, **settings)
        return made_api(self.seed, own, catalogue or self.api.desk.catalogue, made, converter)

    def own(self, **words: Any) -> str:
        """The address of a draft, or of what `intent` makes of it."""
        answer = self.api.post("/documents", json=self.api.plan(**words), key="own")
        return str(answer.headers["Location"])


def upload(content: bytes, name: str = "x.docx") -> dict[str, Any]:
    """The form that carries a file."""
    return {"data": {"file": (io.BytesIO(content), name)}, "content_type": "multipart/form-data"}


def sent(content: str, media_type: str = "application/json") -> dict[str, Any]:
    """A body as it is."""
    return {"data": content, "content_type": media_type}


def issue_of(scene: Scene, day: str) -> dict[str, Any]:
    """The body that numbers a plan on the day of its signature."""
    return {**scene.api.plan(), "intent": "issue", "signed_on": day, "issued_on": day}


def batch(scene: Scene, code: str = "21484", **words: Any) -> dict[str, Any]:
    """The body that starts a batch."""
    plan = scene.api.plan(subject="Dân vận của {đơn vị}")
    return {"type": "ke_hoach", "plan": plan, "rows": [{"unit.code": code}], "by": "office", **words}


def over_the_wire(address: str, request: bytes) -> Problem:
    """What the server answers before any application sees the request."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as link:
        link.sendall(request)
        answer = b""
        while piece := link.recv(65_536):
            answer += piece
    found: Problem = json.loads(answer.partition(b"\r\n\r\n")[2])
    return found


def revoked(scene: Scene) -> Any:
    new = {"name": "app", "scopes": ["read"], "livemode": True}
    made = scene.api.post("/tokens", json=new).get_json()
    scene.api.call("DELETE", f"/tokens/{made['id']}")
    return scene.api.get("/types", token=made["secret"])


def converting(scene: Scene) -> Any:
    api = scene.other(converter=Converter("/bin/false", timeout_seconds=5))
    return api.post(f"{PLAN}/previews", json=api.plan(), headers=PDF)


def dispatched(scene: Scene) -> Any:
    own = scene.own(intent="issue", signed_on=DAY)
    scene.api.post(f"{own}/dispatch", json={"sendings": [{"dispatched_on": DAY, "recipient": "Đảng ủy xã"}]})
    return scene.api.post(f"{own}/void", json={"reason": "Cấp nhầm"})


def remark_on_an_older_version(scene: Scene) -> Any:
    own = scene.own()
    scene.api.post(f"{own}/versions", json={"label": "Trước họp"})
    scene.api.put(own, json=scene.api.plan(subject="Khác"), headers={"If-Match": "*"})
    return scene.api.post(
        f"{own}/remarks", json={"body": "Ghi rõ thời hạn.", "paragraph": 3, "draft_version": 1}
    )


def other_number_on_the_paper(scene: Scene) -> Any:
    scene.api.call("PATCH", f"/offices/{OFFICE}/settings", json={"steps": ["for_signature"]})
    own = scene.own(intent="for_signature", month="2026-03")

    def typed(root: Any) -> None:
        line = next(one for one in root.iter(word.W + "p") if word.text_of(one).startswith("Số:"))
        word.set_text(line, "Số: 27/KH-UBND")

    paper = word.edited(scene.api.get(f"{own}.docx").data, typed)
    scene.api.post(f"{own}/signed-files", **upload(paper))
    return scene.api.post(f"{own}/issue", json={"signed_on": DAY}, key="number")


def awaiting(scene: Scene) -> Any:
    scene.api.do(backup.await_confirmation)
    return scene.api.issued()


def many_lost(scene: Scene) -> Any:
    scene.api.do(backup.await_confirmation)
    own = scene.api.get("/series").get_json()["series"][0]["id"]
    said = {"last_number": 580, "last_date": DAY, "reason": "Theo sổ giấy"}
    return scene.api.post(f"/series/{own}/confirm", json=said)


def at_the_same_moment(scene: Scene) -> Any:
    begun, go_on, found = threading.Event(), threading.Event(), []

    def slow(*args: Any, **words: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return really_issue(*args, **words)

    scene.api.token()
    with patch("service.api.documents.issue_input", slow):
        first = threading.Thread(target=lambda: found.append(scene.api.issued()))
        first.start()
        assert begun.wait(20)
        second = scene.api.issued()
        go_on.set()
        first.join()
    assert found[0].status_code == 201
    return second


def unmade(scene: Scene) -> Any:
    own = scene.api.post("/batches", json=batch(scene), key="b").get_json()["links"]["self"]
    return scene.api.get(f"{own}/merged.docx")


def signed_in_other_words(scene: Scene) -> Any:
    api = scene.api
    one = api.post("/batches", json=batch(scene), key="b").get_json()
    worker = Worker(api.desk.door.register(), api.desk.catalogue, api.desk.now, 30.0)  # type: ignore[union-attr] # it has one
    while worker.work(one["id"]):
        pass
    rows = [{"number": 1, "sha256": "0" * 64}]
    return api.post(f"{one['links']['self']}/issue", json={"rows": rows}, key="i")


def past_the_end(scene: Scene) -> Any:
    own = scene.api.post("/batches", json=batch(scene), key="b").get_json()["links"]["zip"]
    return scene.api.get(own, headers={"Range": "bytes=999999999-"})


def written_since(scene: Scene) -> Any:
    made = scene.api.post("/documents", json=scene.api.plan())
    own, tag = made.headers["Location"], made.headers["ETag"]
    scene.api.put(own, json=scene.api.plan(subject="Khác"), headers={"If-Match": tag})
    return scene.api.put(own, json=scene.api.plan(), headers={"If-Match": tag})


def of_another(scene: Scene) -> Any:
    other = scene.api.get(f"{scene.own(subject='Việc khác')}.docx").data
    own = scene.api.post("/documents", json=scene.api.plan()).headers["Location"]
    return scene.api.post(f"{own}/returned-files", **upload(other))


def without_a_date(scene: Scene) -> Any:
    plan = scene.api.plan(intent="issue", signed_on=DAY)
    del plan["content"]["citations"][0]["date"]
    return scene.api.post("/documents", json=plan, key="k")


def crooked(scene: Scene) -> Any:
    types = scene.folder / "types"
    shutil.copytree(TYPES, types)
    api = scene.other(with_crooked_plan(types))
    api.call("PATCH", f"/offices/{OFFICE}/settings", json={"steps": ["for_signature"]})
    return api.post("/documents", json=api.plan(intent="for_signature"))


def too_often(scene: Scene, wanted: int) -> Any:
    api = scene.other(api_requests_per_minute=wanted)
    return [api.get("/types") for _ in range(wanted + 1)][-1]


def of_another_release(scene: Scene) -> Any:
    path = scene.folder / "old.db"
    shutil.copyfile(scene.seed, path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as link:
        link.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    return api_at(f"sqlite:///{path}", scene.api.desk.catalogue, SETTINGS).get("/types", token="live_x")


def while_another_writes(scene: Scene) -> Any:
    """An act while another connection writes for longer than the service waits for it."""
    with patch.object(Register, "open", partial(Register.open, busy_timeout_ms=200)):
        api = scene.other()
        api.token()
    with closing(sqlite3.connect(scene.folder / "other" / "register.db")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        return api.post("/documents", json=api.plan())


def failing(scene: Scene, error: Exception) -> Any:
    with patch("service.api.documents.search.search", side_effect=error):
        return scene.api.get("/documents")
