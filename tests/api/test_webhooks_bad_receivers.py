"""Receivers that break the rules: what becomes of their messages is theirs alone, and nobody waits for them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from time import monotonic
from typing import Any

import pytest

from service.issuing import webhooks_post
from service.issuing.webhooks import push_due
from service.register.webhooks import BACKOFF, CLAIMED_AT_ONCE
from tests.api.conftest import OTHER_OFFICE, SETTINGS, Api, made_api

GOOD, SLOW = "https://good.example.vn/hook", "https://slow.example.vn/hook"
_WAIT_SECONDS = 20


@pytest.fixture
def api(seed, tmp_path, catalogue):
    settings = replace(SETTINGS, webhook_hosts="good.example.vn,slow.example.vn")
    made = made_api(seed, tmp_path, catalogue, settings, None)
    yield made
    made.desk.door.register().close()


def hook(api: Api, url: str, *, token: str = "") -> str:
    made = api.post("/webhooks", json={"url": url}, token=token)
    assert made.status_code == 201, made.get_json()
    return str(made.get_json()["links"]["deliveries"])


def deliveries(api: Api, where: str, *, token: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(where, token=token).get_json()["deliveries"]
    return found


@contextmanager
def receiver(answer: Any) -> Iterator[str]:
    """A receiver that lets `answer` do what it likes with each connection; its address."""
    ended = threading.Event()

    def accept() -> None:
        while not ended.is_set():
            try:
                link, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(link,), daemon=True).start()

    def one(link: socket.socket) -> None:
        with closing(link):
            link.settimeout(_WAIT_SECONDS)
            try:
                link.recv(65536)
                answer(link, ended)
                link.shutdown(socket.SHUT_WR)
                while link.recv(65536):  # closed on what nobody has read, a link is reset and its answer lost
                    pass
            except OSError:
                return

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        ended.set()
        server.shutdown(socket.SHUT_RDWR)


def with_hosts(api: Api, *hosts: str) -> str:
    """Let messages go to these hosts besides; return the setting."""
    gate = api.app.extensions["api_gate"]
    allowed = ",".join(("good.example.vn", *hosts))
    api.app.extensions["api_gate"] = replace(gate, settings=replace(SETTINGS, webhook_hosts=allowed))
    return allowed


def with_less_time(patch: pytest.MonkeyPatch, address: str) -> None:
    """Let the time for a message to this receiver be short; all others have theirs, however busy the machine is."""
    really, port = webhooks_post._ended_at, int(address.rpartition(":")[2])

    def ended_at(until: float, link: socket.socket) -> Any:
        return really(min(until, monotonic() + 0.5) if link.getpeername()[1] == port else until, link)

    patch.setattr(webhooks_post, "_ended_at", ended_at)


def says(content: bytes) -> Any:
    return lambda link, _: link.sendall(content)


def drips(link: socket.socket, ended: threading.Event) -> None:
    link.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while not ended.wait(0.05):
        link.sendall(b"a")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (says(b"SSH-2.0-OpenSSH_9.2\r\n"), "BadStatusLine"),
        (says(b"HTTP/1.1 " + b"2" * 70_000 + b"\r\n"), "LineTooLong"),
        (says(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200), "HTTPException"),
        (says(b""), "RemoteDisconnected"),
        (says(b"\x15\x03\x01\x00\x02\x02\x46"), "BadStatusLine"),
        (drips, "TimeoutError"),
        (lambda _, ended: ended.wait(_WAIT_SECONDS), "TimeoutError"),
    ],
    ids=["ssh", "long line", "many headers", "nothing", "tls", "one letter at a time", "never"],
)
def test_what_a_receiver_does_is_the_outcome_of_its_own_message(api, monkeypatch, answer, outcome):
    other = api.token(office=OTHER_OFFICE)
    with receiver(answer) as bad, receiver(says(b"HTTP/1.1 204 No Content\r\n\r\n")) as good:
        if outcome == "TimeoutError":
            with_less_time(monkeypatch, bad)
        allowed = with_hosts(api, bad, good)
        of_bad, of_good = hook(api, f"http://{bad}/x", token=other), hook(api, f"http://{good}/y")
        plan = api.plan(office=OTHER_OFFICE, intent="issue", signed_on="2026-03-05")
        assert api.post("/documents", json=plan, token=other, key="k").status_code == 201
        api.issued()
        began = monotonic()
        assert push_due(api.work(), key=SETTINGS.secret_key, allowed=allowed) == 1
        assert monotonic() - began < _WAIT_SECONDS / 2
    (one,) = deliveries(api, of_good)
    assert (one["outcome"], one["attempts"], one["next_at"]) == ("204", 1, None)
    (one,) = deliveries(api, of_bad, token=other)
    assert (one["outcome"], one["attempts"]) == (outcome, 1)
    assert one["next_at"] == (api.moments[-1] + BACKOFF[0]).isoformat()


def test_any_fault_at_a_message_is_its_own_outcome(api):
    of_good, of_slow = hook(api, GOOD), hook(api, SLOW)
    api.issued()

    def post(url, _headers, _body):
        if url == SLOW:
            raise UnicodeError
        return 200

    assert push_due(api.work(), key="k" * 40, allowed="good.example.vn,slow.example.vn", post=post) == 1
    assert [deliveries(api, one)[0]["outcome"] for one in (of_good, of_slow)] == ["200", "UnicodeError"]


def test_a_message_is_noted_while_others_still_wait_for_their_receivers(api, monkeypatch):
    """Slow ones hold until the good one's outcome can be read: there are more of them than ever go at once."""
    monkeypatch.setattr(webhooks_post, "TIMEOUT_SECONDS", 60)  # a busy machine looks long at so many of them
    slow = [hook(api, SLOW) for _ in range(CLAIMED_AT_ONCE - 1)]
    good = hook(api, GOOD)
    api.issued()
    is_noted = threading.Event()

    def post(url, _headers, _body):
        if url == GOOD:
            return 200
        for _ in range(400):
            if deliveries(api, good)[0]["outcome"] == "200":
                is_noted.set()
            if is_noted.wait(0.1):
                return 500
        return 500

    assert push_due(api.work(), key="k" * 40, allowed="good.example.vn,slow.example.vn", post=post) == 1
    assert is_noted.is_set()
    assert {deliveries(api, one)[0]["outcome"] for one in slow} == {"500"}


def test_a_long_row_of_one_receiver_does_not_stand_before_the_others(api):
    hook(api, SLOW)
    for one in range(CLAIMED_AT_ONCE + 1):
        api.issued(key=str(one))
    api.later(seconds=1)
    good = hook(api, GOOD)
    api.issued()
    got = []

    def post(url, _headers, _body):
        got.append(url)
        return 500

    push_due(api.work(), key="k" * 40, allowed="good.example.vn,slow.example.vn", post=post)
    assert got.count(GOOD) == 1
    assert len(got) == CLAIMED_AT_ONCE
    assert deliveries(api, good)[0]["attempts"] == 1


def test_a_host_is_reached_at_its_second_address_when_the_first_is_silent(monkeypatch):
    """As where IPv6 is set up and leads nowhere: each address has its share of the time that is left."""
    with (
        silent() as nowhere,
        receiver(says(b"HTTP/1.1 204 No Content\r\n\r\n")) as good,
    ):
        addresses = [nowhere, ("127.0.0.1", int(good.partition(":")[2]))]
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", one) for one in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_words: found)
        assert webhooks_post.post("http://two.example.vn/hook", {}, b"{}") == 204
        monkeypatch.setattr(webhooks_post, "TIMEOUT_SECONDS", 3)
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_words: found[:1] * 4)
        began = monotonic()
        with pytest.raises(TimeoutError):
            webhooks_post.post("http://two.example.vn/hook", {}, b"{}")
        assert monotonic() - began < 3 * webhooks_post.TIMEOUT_SECONDS  # each the whole time would make four


@contextmanager
def silent() -> Iterator[tuple[str, int]]:
    """The address of a listener whose row is full: who asks for a connection gets no answer at all."""
    with ExitStack() as kept:
        server = kept.enter_context(closing(socket.socket()))
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(4):
            waiting = kept.enter_context(closing(socket.socket()))
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        yield server.getsockname()
