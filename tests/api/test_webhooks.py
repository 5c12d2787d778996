"""Webhooks: a push of the same events, signed, to allowed hosts only, tried again, listed, sent again."""

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from service.issuing.webhooks import HostNotAllowed, push_due, require_allowed
from service.register.webhooks import BACKOFF
from tests.api.conftest import OFFICE, SETTINGS, made_api

HOSTS = "app.example.vn,10.0.0.5:8443,127.0.0.1:8080"
URL = "https://app.example.vn/hook"


@pytest.fixture
def api(seed, tmp_path, catalogue):
    made = made_api(seed, tmp_path, catalogue, replace(SETTINGS, webhook_hosts=HOSTS), None)
    yield made
    made.desk.door.register().close()


class Receiver:
    """Takes messages, or does not."""

    def __init__(self, status=204):
        self.status = status
        self.got = []

    def __call__(self, url, headers, body):
        self.got.append((url, dict(headers), body))
        if isinstance(self.status, OSError):
            raise self.status
        return self.status


def push(api, receiver):
    return push_due(api.work(), key=SETTINGS.secret_key, allowed=HOSTS, post=receiver)


def hook(api, **body):
    made = api.post("/webhooks", json={"url": URL, **body})
    assert made.status_code == 201, made.get_json()
    return made.get_json()


def test_an_issue_is_pushed_once_signed_and_equal_to_the_event(api):
    api.issued(key="before")
    made, receiver = hook(api), Receiver()
    own = api.issued().get_json()
    assert push(api, receiver) == 1
    assert push(api, receiver) == 0
    ((url, headers, body),) = receiver.got
    assert url == URL
    event = json.loads(body)
    assert event == api.get("/events").get_json()["events"][-1]
    assert (event["type"], event["document"]["id"]) == ("document.issued", own["id"])
    secret = base64.b64decode(made["secret"].removeprefix("whsec_"))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(secret, said, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_only_the_wanted_events_go(api):
    hook(api, events=["document.voided"])
    receiver = Receiver()
    own = api.issued().get_json()["links"]["self"]
    assert push(api, receiver) == 0
    api.post(f"{own}/void", json={"reason": "Nhầm"})
    assert push(api, receiver) == 1


def test_what_failed_is_tried_again_later_and_later_and_then_left(api):
    made, receiver = hook(api), Receiver(500)
    api.issued()
    push(api, receiver)
    for wait in BACKOFF:
        api.at(api.moments[-1] + wait - timedelta(seconds=1))
        assert (push(api, receiver), len(receiver.got)) == (0, BACKOFF.index(wait) + 1)
        api.later(seconds=1)
        push(api, receiver)
    assert len(receiver.got) == len(BACKOFF) + 1
    api.later(days=5)
    push(api, receiver)
    assert len(receiver.got) == len(BACKOFF) + 1
    listed = api.get(made["links"]["deliveries"]).get_json()["deliveries"]
    assert [(one["outcome"], one["attempts"], one["next_at"]) for one in listed] == [("500", 7, None)]
    again = api.post(f"{made['links']['deliveries']}/{listed[0]['id']}/resend")
    assert again.status_code == 200
    receiver.status = 200
    assert push(api, receiver) == 1
    assert api.get(made["links"]["deliveries"]).get_json()["deliveries"][0]["delivered_at"]


def test_a_host_that_does_not_answer_is_a_failure_with_its_name(api):
    made = hook(api)
    api.issued()
    push(api, Receiver(ConnectionRefusedError()))
    assert (
        api.get(made["links"]["deliveries"]).get_json()["deliveries"][0]["outcome"]
        == "ConnectionRefusedError"
    )


def test_a_webhook_that_ended_gets_nothing_more(api):
    made, receiver = hook(api), Receiver()
    api.issued()
    assert api.call("DELETE", f"/webhooks/{made['id']}").status_code == 204
    assert push(api, receiver) == 0
    assert api.get("/webhooks").get_json()["webhooks"] == []
    assert api.get(made["links"]["deliveries"]).status_code == 404


def test_a_host_is_looked_at_again_when_it_is_sent_to(api):
    hook(api)
    api.issued()
    receiver = Receiver()
    assert push_due(api.work(), key="k" * 40, allowed="", post=receiver) == 0
    assert receiver.got == []


@pytest.mark.parametrize(
    "url", ["https://10.0.0.5:8443/x", "http://127.0.0.1:8080/", "https://APP.example.vn/"]
)
def test_allowed_hosts_are_taken_private_ones_too(url):
    require_allowed(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://other.vn/",
        "https://10.0.0.5/",
        "http://app.example.vn/",
        "https://app.example.vn:444/",
        "ftp://app.example.vn/",
        "https://app.example.vn@other.vn/",
        "https://user@app.example.vn/",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "https://app.example.vn.other.vn/",
    ],
)
def test_all_other_hosts_are_refused(api, url):
    with pytest.raises(HostNotAllowed):
        require_allowed(url, HOSTS)
    answer = api.post("/webhooks", json={"url": url})
    assert answer.status_code == 422


def test_events_of_the_sandbox_go_to_webhooks_of_the_sandbox(api):
    token = api.token(live=False)
    api.post("/webhooks", json={"url": URL}, token=token)
    receiver = Receiver()
    api.issued()
    assert push(api, receiver) == 0
    api.issued(token=token)
    assert push(api, receiver) == 1
    assert json.loads(receiver.got[0][2])["livemode"] is False


def test_a_message_really_goes_over_http_and_a_redirect_is_not_followed(api):
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(302 if self.path == "/away" else 204)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_args):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        host = f"127.0.0.1:{server.server_port}"
        made = made_api_with(api, host)
        for path in ("/hook", "/away"):
            assert made.post("/webhooks", json={"url": f"http://{host}{path}"}).status_code == 201
        made.issued()
        assert push_due(made.work(), key="k" * 40, allowed=host) == 1
        server.shutdown()
        thread.join()
    assert sorted(path for path, _ in got) == ["/away", "/hook"]
    assert json.loads(got[0][1])["office"] == OFFICE


def made_api_with(api, host):
    api.app.extensions["api_gate"] = replace(
        api.app.extensions["api_gate"], settings=replace(SETTINGS, webhook_hosts=host)
    )
    return api


def test_an_event_has_the_state_to_which_its_act_led_whatever_came_later(api):
    own = api.post("/documents", json=api.plan()).headers["Location"]
    api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, key="k")
    assert api.post(f"{own}/void", json={"reason": "Cấp nhầm"}).status_code == 200
    states = {one["type"]: one["document"]["state"] for one in api.get("/events").get_json()["events"]}
    assert states["document.created"] == "draft"
    assert states["document.issued"] == "issued"
    assert states["document.voided"] == "voided"
