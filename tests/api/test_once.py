"""Idempotency-Key: a request with a key acts once, whatever happens to its answer."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest

from service.api import documents
from service.register import kept_answers
from service.register.kept_answers import Asked, Kept, begin, finish
from tests.api.conftest import NOON, OFFICE, OTHER_OFFICE


def said(answer):
    return answer.status_code, answer.get_json()["code"]


def numbers(api):
    return sorted(one["number"] for one in api.get("/documents?state=issued").get_json()["documents"])


def test_a_repeat_gets_the_same_answer_byte_for_byte(api):
    first, second = api.issued(), api.issued()
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert (second.status_code, second.data) == (first.status_code, first.data)
    for name in ("ETag", "Location", "Content-Type"):
        assert second.headers[name] == first.headers[name]
    assert numbers(api) == [1]


def test_the_order_of_keys_and_the_token_do_not_make_another_request(api):
    body = api.plan(intent="issue", signed_on="2026-03-05")
    api.post("/documents", json=body, key="k")
    turned = dict(reversed(list(body.items())))
    again = api.post("/documents", json=turned, key="k", token=api.token(f"records_officer@{OFFICE}"))
    assert again.headers["Idempotency-Replayed"] == "true"


def test_another_body_another_route_another_office(api):
    api.issued()
    assert said(api.issued(subject="Khác")) == (422, "idempotency_key_reused")
    file = {"name": "x.pdf", "content": "JVBERi0xLjc="}
    record = {"kind": "QĐ", "subject": "x", "files": [file]}
    assert api.post("/records", json=record, key="k").status_code == 201
    other = api.token(office=OTHER_OFFICE)
    assert api.issued(token=other, office=OTHER_OFFICE).status_code == 201
    assert numbers(api) == [1, 2]


def test_one_key_for_two_drafts_is_refused(api):
    owns = [api.post("/documents", json=api.plan(month="2026-03")).headers["Location"] for _ in range(2)]
    assert api.post(f"{owns[0]}/issue", json={"signed_on": "2026-03-05"}, key="k").status_code == 200
    assert said(api.post(f"{owns[1]}/issue", json={"signed_on": "2026-03-05"}, key="k")) == (
        422,
        "idempotency_key_reused",
    )


def test_what_was_refused_does_not_bind_its_key(api):
    assert said(api.issued(subject="")) == (422, "invalid_input")
    assert api.issued().status_code == 201


def test_after_a_week_the_document_answers_as_it_is(api):
    own = api.issued().get_json()["links"]["self"]
    api.post(f"{own}/void", json={"reason": "Nhầm"})
    api.later(days=6)
    assert api.issued().get_json()["state"] == "issued"
    api.later(days=2)
    late = api.issued()
    assert (late.status_code, late.headers["Idempotency-Replayed"], late.get_json()["state"]) == (
        201,
        "true",
        "voided",
    )
    assert said(api.issued(subject="Khác")) == (422, "idempotency_key_reused")


def test_a_request_that_is_still_in_progress_is_said(api, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()
    really = documents.issue_input

    def slow(*args, **words):
        begun.set()
        assert go_on.wait(20)
        return really(*args, **words)

    monkeypatch.setattr(documents, "issue_input", slow)
    api.token()
    found = []
    first = threading.Thread(target=lambda: found.append(api.issued()))
    first.start()
    assert begun.wait(20)
    second = api.issued()
    go_on.set()
    first.join()
    assert said(second) == (409, "idempotency_in_progress")
    assert int(second.headers["Retry-After"]) > 0
    assert found[0].status_code == 201
    assert api.issued().data == found[0].data


@contextmanager
def dying_at_the_answer(monkeypatch):
    """The process dies where it would keep its answer, and gives nothing back any more."""

    def dies(*_args, **_words):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(kept_answers, "finish", dies)
        patch.setattr(kept_answers, "give_back", lambda *_: None)
        with pytest.raises(SystemExit):
            yield


def test_a_number_and_its_answer_are_kept_together_or_not_at_all(api, monkeypatch):
    with dying_at_the_answer(monkeypatch):
        api.issued()
    assert numbers(api) == []
    assert said(api.issued()) == (409, "idempotency_in_progress")
    api.later(minutes=3)
    again = api.issued()
    assert (again.status_code, again.get_json()["number"]) == (201, 1)
    assert numbers(api) == [1]


def test_what_a_process_entered_before_it_died_is_not_entered_twice(api, monkeypatch):
    file = {"name": "x.pdf", "content": "JVBERi0xLjc="}
    record = {"kind": "QĐ", "subject": "x", "files": [file]}
    with dying_at_the_answer(monkeypatch):
        api.post("/records", json=record, key="k")
    assert numbers(api) == [1]
    api.later(minutes=3)
    again = api.post("/records", json=record, key="k")
    assert (again.status_code, again.get_json()["number"]) == (201, 1)
    assert numbers(api) == [1]


@pytest.mark.parametrize("key", ["", "x" * 201, "có dấu", "a b"])
def test_a_key_that_cannot_be_used_is_refused(api, key):
    answer = api.issued(key=key.encode().decode("latin-1"))
    assert said(answer) == (400, "idempotency_key_invalid")


def test_old_answers_are_forgotten_and_their_keys_are_not(api):
    asked = Asked(OFFICE, "POST /x", "k", "f")
    with api.work().writing() as turn:
        assert begin(turn.session, asked, now=NOON) is None
        finish(turn.session, asked, Kept(201, [], b"{}", None))
        kept_answers.drop_old_bodies(turn.session, now=NOON + timedelta(days=8))
        assert begin(turn.session, asked, now=NOON) == Kept(201, [], None, None)
