"""An office in the middle of its day, for the rows of the routes: something real behind every address."""

import hashlib
import io
import marshal
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from service.issuing import (
    draft_versions,
    drafting,
    hand_over,
    office_signers,
    originals,
    remarks,
    submit,
    tokens,
)
from service.issuing.desk import Desk
from service.issuing.office_signers import TypedSigner
from service.issuing.register_door import RegisterDoor
from service.issuing.remarks import Said
from service.issuing.workplace import Turn
from service.register import backup, confirmations, series
from service.register.confirmations import Confirmation
from service.register.series import NewSeries
from service.register.tokens import NewToken, Scope
from tests.issuing import word_edits
from tests.web import batch_work, people
from tests.web.office_work import SCAN, Forms, dispatched, draft, form_at, issued, keep_steps, sent, text_of
from tests.web.people import ALL_ROLES, OFFICE
from tests.web.word_files import full_draft, handed_out, plan_with_stray, sent_file

WRONG = "Các cơ quan phân đấu hoàn thành nhiệm vụ được giao trong năm nay.\n"
_WITHOUT_REFERENCES = 2  # the version of the format in which the same rows are always the same bytes
STEPS = ("content_checked", "for_signature")


@dataclass(frozen=True)
class RouteOffice:
    """The pages of the office, the file of its register, and the ids of what is in it."""

    app: Flask
    file: Path
    ids: dict[str, str]
    changed: bytes
    tables: dict[str, str]

    def at(self, path: str) -> str:
        """Return an address with its ids filled in."""
        return path.format(**self.ids)

    def copied(self, target: Path) -> Path:
        """Copy its register as SQLite does: somebody may just have signed in, and the log is written meanwhile."""
        with closing(sqlite3.connect(self.file)) as old, closing(sqlite3.connect(target)) as new:
            new.execute("PRAGMA synchronous = OFF")
            old.backup(new)
        return target

    def works_with(self, file: Path) -> RegisterDoor:
        """Let the pages work with another register; return its door, to be closed."""
        door = RegisterDoor(f"sqlite:///{file}")
        self.app.extensions["desk"] = replace(self.app.extensions["desk"], door=door)
        return door


def tables(file: Path) -> dict[str, str]:
    """Return a digest of every table of a register: what a request changed has another one.

    But for the attempts to sign in, which are counted whoever makes them.
    """
    with sqlite3.connect(file) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {}
        for name in {*names} - {"login_failures"}:
            rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - names of our tables
            found[name] = hashlib.sha256(marshal.dumps(rows, _WITHOUT_REFERENCES)).hexdigest()
    connection.close()
    return found


def at_work(app: Flask, file: Path) -> RouteOffice:
    """Fill the register of an office that was just founded."""
    desk: Desk = app.extensions["desk"]
    client = people.signed_in(app, ALL_ROLES)
    ids = {**_series(desk), **_people(desk), **_numbered(desk)}
    ids["batch"] = batch_work.pages(app).finished().rsplit("/", 1)[-1]
    ids["running"], ids["stopped"] = _running(app), _stopped(app)
    ids["prepared"] = _prepared(app, batch_work.rows(*batch_work.UNITS))
    ids["faulty"] = _prepared(app, batch_work.rows("99999", *batch_work.UNITS))
    keep_steps(desk, *STEPS)
    ids.update(_on_their_way(desk))
    content = handed_out(desk, ids["edited"], ALL_ROLES)
    changed = word_edits.edited(content, word_edits.change_words("hằng quý", "hằng tháng"))
    ids.update(_files(client, ids["edited"], changed))
    ids["etag"] = client.get(f"/van-ban/{ids['draft']}/soan/hien-tai").get_json()["etag"]
    return RouteOffice(app, file, ids, changed, tables(file))


def _series(desk: Desk) -> dict[str, str]:
    """Open three series: one waits for its last number, one had it confirmed, one is in use."""
    with desk.workplace("operator").writing() as turn:
        waiting, confirmed = _open(turn, "QĐ"), _open(turn, "TTr")
        backup.await_confirmation(turn.session, turn.actor)
        known = Confirmation(last_number=1, last_date=date(2025, 1, 3), reason="Sổ giấy")
        confirmations.confirm_series(turn.session, turn.actor, confirmed, known)
        return {"waiting_series": waiting, "confirmed_series": confirmed, "series": _open(turn, "KH")}


def _open(turn: Turn, kind: str) -> str:
    new = NewSeries(office_id=OFFICE, year=2025, kinds=(kind,), reason="Mới")
    return str(series.open_series(turn.session, turn.actor, new).id)


def _people(desk: Desk) -> dict[str, str]:
    work = desk.workplace(ALL_ROLES)
    office_signers.add(work, OFFICE, TypedSigner(name="Phạm Thị Thu", position="Phó Chủ tịch", capacity="KT"))
    signer = office_signers.signers(work, OFFICE)[-1].id
    new = NewToken(
        office_id=OFFICE,
        login=ALL_ROLES,
        name="Phần mềm một cửa",
        scopes=(Scope.READ,),
        expires_at=people.NOON + timedelta(days=90),
        is_live=False,
    )
    token, _ = tokens.add(work, new)
    with work.reading() as turn:
        found = {login: str(_user_id(turn.session, login)) for login in ("drafter", "approver")}
    return {"signer": str(signer), "token": str(token.id), **found}


def _user_id(session: Any, login: str) -> str:
    return str(people.register_people.acting_user(session, login, now=people.NOON).user_id)


def _numbered(desk: Desk) -> dict[str, str]:
    sent_one = dispatched(desk).id
    originals.attach(desk.workplace(ALL_ROLES), sent_one, [originals.original("ban-ky.pdf", SCAN)])
    return {"issued": issued(desk, subject="Kế hoạch phòng, chống thiên tai").id, "sent": sent_one}


def _on_their_way(desk: Desk) -> dict[str, str]:
    """Keep drafts and what came of them: handed over with a remark, approved, put up for signature."""
    work = desk.workplace(ALL_ROLES)
    written = draft(desk, subject="Kế hoạch tiếp công dân")
    draft_versions.keep_milestone(work, written, "Gửi trưởng phòng")
    waiting, approved, signed = (draft(desk, subject=f"Kế hoạch số {number}") for number in "123")
    version = hand_over.hand_over(work, waiting).version
    remarks.add(work, waiting, Said(key="gop-y-1", body="Ghi rõ kỳ đánh giá.", version=version, paragraph=9))
    submit.submit(work, approved)
    for _ in STEPS:
        submit.submit(work, signed)
    report = {**desk.catalogue.sample("bao_cao", "minimal"), "office": OFFICE}
    return {
        "draft": written,
        "waiting": waiting,
        "approved": approved,
        "signed": signed,
        "remark": "gop-y-1",
        "report": str(drafting.save(work, "bao_cao", report).id),
        "edited": full_draft(desk, ALL_ROLES),
    }


def _files(client: FlaskClient, edited: str, changed: bytes) -> dict[str, str]:
    """Send the files that a clerk sends: for checking, last year's plan, a draft that a leader changed."""
    mended = _kept(client, "/kiem-tra", WRONG.encode(), "bao-cao.txt")
    form = {**form_at(client, f"/kiem-tra/{mended}", f"/kiem-tra/{mended}/sua"), "sua": "tat-ca"}
    assert client.post(f"/kiem-tra/{mended}/sua", data=form).status_code == 303
    return {
        "review": _kept(client, "/kiem-tra", WRONG.encode(), "bao-cao.txt"),
        "mended": mended,
        "import": _last_part(sent_file(client, plan_with_stray()).location),
        "changed": _kept(client, f"/van-ban/{edited}/nhan-lai", changed, "da-sua.docx"),
    }


def _kept(client: FlaskClient, page: str, content: bytes, name: str) -> str:
    """Send a file from a page; return the id that it is kept under."""
    answer = sent(client, page, {**form_at(client, page), "file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, text_of(answer)
    return _last_part(answer.location)


def _prepared(app: Flask, table: bytes) -> str:
    pages = batch_work.pages(app)
    page = pages.begun(subject="Dân vận của {đơn vị}")
    pages.checked(page, table)
    return _last_part(page)


def _running(app: Flask) -> str:
    """Begin a batch of which nothing is made yet."""
    return _last_part(batch_work.pages(app).started())


def _stopped(app: Flask) -> str:
    """Begin a batch and stop it before anything of it was made."""
    batch_id = _running(app)
    assert batch_work.pages(app).post(f"/theo-lo/{batch_id}/dung").status_code == 303
    return batch_id


def _last_part(address: str) -> str:
    return address.partition("?")[0].rsplit("/", 1)[-1]


def form_of(office: RouteOffice, page: str, to: str) -> dict[str, Any]:
    """Return what the form of a page holds for who has every role."""
    forms = Forms(text_of(people.signed_in(office.app, ALL_ROLES).get(page))).by_action
    found: dict[str, Any] = forms.get(to) or forms[""]
    return found
