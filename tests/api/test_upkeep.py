"""What an installation does by itself: webhooks reach a receiver over HTTP, old sandboxes and answers go away."""

import base64
import hashlib
import hmac
import json
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest
from sqlalchemy import text

from bench.batch_load import OFFICE as BATCH_OFFICE
from bench.batch_load import communes, found, request, start, table, workers
from service.issuing.upkeep import upkeep
from service.register import webhooks
from service.register.webhooks import CLAIMED_AT_ONCE
from tests.api.conftest import SETTINGS, Api, made_api


@dataclass
class Receiver:
    """An application that listens at an address of this machine; the next answers stand in `statuses`, then 204."""

    host: str
    got: "Queue[tuple[dict[str, str], bytes]]" = field(default_factory=Queue)
    statuses: list[int] = field(default_factory=list)


@contextmanager
def receiver(*statuses: int):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            # before the answer: who has it may look at once
            at.got.put(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(at.statuses.pop(0) if at.statuses else 204)
            self.end_headers()

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        at = Receiver(f"127.0.0.1:{server.server_port}", statuses=list(statuses))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield at
        server.shutdown()
        thread.join()


@contextmanager
def listening(seed: Any, folder: Any, catalogue: Any, at: Receiver):
    """An API whose administrator has allowed the receiver, and its settings."""
    settings = replace(SETTINGS, webhook_hosts=at.host)
    api = made_api(seed, folder, catalogue, settings, None)
    yield api, settings
    api.desk.door.register().close()  # type: ignore[union-attr] # it has one


def require_signed(headers: dict[str, str], body: bytes, secret: str) -> None:
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_an_issue_is_pushed_signed_tried_again_after_a_500_listed_and_sent_again(seed, tmp_path, catalogue):
    with receiver(500) as at, listening(seed, tmp_path, catalogue, at) as (api, settings):
        made = api.post("/webhooks", json={"url": f"http://{at.host}/hook"}).get_json()
        own = api.issued().get_json()
        where = made["links"]["deliveries"]
        upkeep(api.desk, settings)
        (one,) = api.get(where).get_json()["deliveries"]
        assert (one["outcome"], one["attempts"], one["delivered_at"]) == ("500", 1, None)
        upkeep(api.desk, settings)
        assert at.got.qsize() == 1  # not before its time
        api.later(minutes=1)
        upkeep(api.desk, settings)
        (one,) = api.get(where).get_json()["deliveries"]
        assert (one["outcome"], one["attempts"], one["next_at"]) == ("204", 2, None)
        assert api.post(f"{where}/{one['id']}/resend").status_code == 200
        upkeep(api.desk, settings)
        messages = [at.got.get_nowait() for _ in range(3)]
    for headers, body in messages:
        require_signed(headers, body, made["secret"])
        event = json.loads(body)
        assert (event["type"], event["document"]["id"]) == ("document.issued", own["id"])
    assert len({headers["webhook-id"] for headers, _ in messages}) == 1


def attempts(api: Api) -> int:
    count = text("SELECT sum(attempts) FROM webhook_deliveries")
    return int(api.look(lambda session, _actor: session.execute(count).scalar_one()))


def test_more_than_is_taken_at_once_goes_in_one_turn_but_not_to_a_host_that_is_gone(
    seed, tmp_path, catalogue
):
    many = CLAIMED_AT_ONCE + 3
    with receiver(500) as at, listening(seed, tmp_path, catalogue, at) as (api, settings):
        for _ in range(many):
            api.post("/webhooks", json={"url": f"http://{at.host}/hook"})
        api.issued()
        upkeep(api.desk, settings)
        assert attempts(api) == CLAIMED_AT_ONCE
        upkeep(api.desk, settings)
        api.later(minutes=1)
        api.issued(key="second")
        upkeep(api.desk, settings)
        assert at.got.qsize() == many + 1 + many


def test_without_a_key_nothing_is_pushed(seed, tmp_path, catalogue):
    with receiver() as at, listening(seed, tmp_path, catalogue, at) as (api, settings):
        api.post("/webhooks", json={"url": f"http://{at.host}/hook"})
        api.issued()
        upkeep(api.desk, replace(settings, secret_key=""))
        assert at.got.empty()


def test_a_sandbox_and_what_an_answer_said_go_away_by_themselves(api: Api):
    api.issued(token=api.token(live=False, days=100), key="one")
    api.later(days=31)
    upkeep(api.desk, SETTINGS)
    assert (
        api.look(lambda session, _actor: session.execute(text("SELECT count(*) FROM sandboxes")).scalar())
        == 0
    )
    bodies = text("SELECT count(*) FROM kept_answers WHERE body IS NOT NULL")
    assert api.look(lambda session, _actor: session.execute(bodies).scalar()) == 0


@pytest.mark.slow
def test_the_worker_of_an_installation_pushes_what_its_batches_do(tmp_path):
    with receiver() as at:
        url = f"sqlite:///{tmp_path}/register.db"
        given = {"SECRET_KEY": "k" * 40, "WEBHOOK_HOSTS": at.host}
        with closing(found(url, tmp_path, **given)) as installation:
            add_hook(installation, at)
            with workers(installation):
                start(
                    installation.workplace(),
                    installation.engine(),
                    request("issue", "office"),
                    table(communes(3)),
                )
                kinds = [json.loads(at.got.get(timeout=120)[1])["type"] for _ in range(4)]
    assert sorted(kinds) == ["batch.finished", *["document.issued"] * 3]


def add_hook(installation: Any, at: Receiver) -> None:
    with installation.workplace().writing() as turn:
        webhooks.add_webhook(
            turn.session, turn.actor, BATCH_OFFICE, f"http://{at.host}/hook", webhooks.PUSHED
        )
