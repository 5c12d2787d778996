"""`If-Match`: a draft is written, and an act done, only where the document is still what the client read."""

import base64
import re

import pytest

from service.api import matching
from service.api.table import ENDPOINTS

FILE = {"name": "x.pdf", "content": base64.b64encode(b"%PDF-1.7 x").decode()}
SENDING = {"dispatched_on": "2026-03-05", "recipient": "Đảng ủy xã"}
#: What is done to a draft, and to a document that has its number.
TO_A_DRAFT = {
    "issue": {"signed_on": "2026-03-05"},
    "submit": {},
    "versions": {"label": "Trước họp"},
    "versions/1/restore": {},
    "word-file": {},
    "remarks": {"body": "Nêu rõ kinh phí.", "draft_version": 1},
}
TO_A_NUMBER = {
    "dispatch": {"sendings": [SENDING]},
    "void": {"reason": "Cấp nhầm"},
    "files": {"files": [FILE]},
}


def draft(api):
    made = api.post("/documents", json=api.plan(subject="Bản đã đọc"))
    return made.headers["Location"], made.headers["ETag"]


def moved(api, is_draft):
    """A document, the tag that was read, and the tag that it has since somebody else changed it."""
    own, tag = draft(api)
    if is_draft:
        api.put(own, json=api.plan(subject="Bản người khác vừa sửa"), headers={"If-Match": tag})
    else:
        tag = api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, key="n").headers["ETag"]
        api.later(seconds=1)
        api.post(f"{own}/dispatch", json={"sendings": [{"dispatched_on": "2026-03-05"}]})
    return own, tag, api.get(own).headers["ETag"]


def said(answer):
    return answer.status_code, (answer.get_json() or {}).get("code")


@pytest.mark.parametrize(
    ("act", "body", "is_draft"),
    [(act, body, True) for act, body in TO_A_DRAFT.items()]
    + [(act, body, False) for act, body in {**TO_A_NUMBER, "recall": {}}.items()],
)
def test_an_act_is_not_done_to_a_document_that_has_changed(api, act, body, is_draft):
    own, read, now = moved(api, is_draft)
    sent = {"json": body or None, "key": "k"}
    if act == "recall":
        sent["json"] = {"code": "9/TB-UBND", "issued_on": "2026-03-05", "issuer": "UBND tỉnh"}
    before = api.get(own).get_json()
    refused = api.post(f"{own}/{act}", headers={"If-Match": read}, **sent)
    assert said(refused) == (412, "precondition_failed")
    assert api.get(own).get_json() == before
    done = api.post(f"{own}/{act}", headers={"If-Match": now}, **sent)
    if act in {"submit", "void"}:  # this office has no steps; what has gone out is not voided
        assert said(done) == (409, "wrong_state")
    else:
        assert said(done)[0] < 300, done.get_json()


@pytest.mark.parametrize("act", [*sorted(TO_A_DRAFT.keys() - {"submit"}), *TO_A_NUMBER])
def test_an_act_is_done_to_the_document_that_was_read_and_repeated_with_its_key(api, act):
    own, tag = draft(api)
    if act in TO_A_NUMBER:
        tag = api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, key="n").headers["ETag"]
    sent = {"json": {**TO_A_DRAFT, **TO_A_NUMBER}[act] or None, "key": "k"}
    first = api.post(f"{own}/{act}", headers={"If-Match": tag}, **sent)
    assert first.status_code < 300
    again = api.post(f"{own}/{act}", headers={"If-Match": tag}, **sent)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status_code, again.data) == (first.status_code, first.data)


def test_a_change_between_look_and_act_is_seen_in_the_transaction_of_the_act(api, monkeypatch):
    own, tag = draft(api)
    looked = []

    def look(*given):
        require(*given)
        if not looked:
            looked.append(given)
            changed = api.plan(subject="Bản người khác vừa sửa")
            assert api.put(own, json=changed, headers={"If-Match": "*"}).status_code == 200

    require = matching._require
    monkeypatch.setattr(matching, "_require", look)
    answer = api.post(f"{own}/issue", json={"signed_on": "2026-03-05"}, headers={"If-Match": tag}, key="k")
    assert said(answer) == (412, "precondition_failed")
    shown = api.get(own).get_json()
    assert (shown["state"], shown["subject"]) == ("draft", "Bản người khác vừa sửa")


@pytest.mark.parametrize("sent", ["W/{}", '"x", {}', 'W/"x", W/{}', "*"])
def test_a_tag_that_a_proxy_made_weak_is_the_tag(api, sent):
    own, tag = draft(api)
    given = {"If-Match": sent.format(tag)}
    assert api.put(own, json=api.plan(subject="Sửa"), headers=given).status_code == 200
    assert api.post(f"{own}/versions", json={}, headers={"If-Match": "*"}).status_code == 201


def test_an_older_weak_tag_is_412_not_428(api):
    own, tag = draft(api)
    api.put(own, json=api.plan(subject="Sửa"), headers={"If-Match": tag})
    answer = api.put(own, json=api.plan(), headers={"If-Match": f"W/{tag}"})
    assert said(answer) == (412, "precondition_failed")


UNREADABLE = ['"abc', '"a" "b"', ",", '"a"x', "", "abc", "{}"]


@pytest.mark.parametrize("sent", UNREADABLE)
def test_a_condition_that_cannot_be_read_is_refused_not_left_out(api, sent):
    kept, _ = draft(api)
    own = api.issued().get_json()["links"]["self"]
    before = api.get(kept).get_json(), api.get(own).get_json()
    put = api.put(kept, json=api.plan(subject="Sửa"), headers={"If-Match": sent})
    void = api.post(f"{own}/void", json={"reason": "Cấp nhầm"}, headers={"If-Match": sent})
    assert said(put) == said(void) == (400, "bad_request")
    assert (api.get(kept).get_json(), api.get(own).get_json()) == before


@pytest.mark.parametrize("sent", ['"*"', 'W/"*"', '"x", "*"', '""', '"."'])
def test_a_tag_that_is_no_tag_of_ours_fits_no_document(api, sent):
    kept, _ = draft(api)
    own = api.issued().get_json()["links"]["self"]
    put = api.put(kept, json=api.plan(subject="Sửa"), headers={"If-Match": sent})
    void = api.post(f"{own}/void", json={"reason": "Cấp nhầm"}, headers={"If-Match": sent})
    assert said(put) == said(void) == (412, "precondition_failed")
    assert (api.get(kept).get_json()["subject"], api.get(own).get_json()["state"]) == ("Bản đã đọc", "issued")


def test_a_reading_with_if_match_is_a_reading(api):
    own, tag = draft(api)
    for path in (own, f"{own}.docx"):
        plain = api.get(path)
        for sent in ('"old"', f"W/{tag}", '"abc'):
            answer = api.get(path, headers={"If-Match": sent})
            assert (answer.status_code, answer.data) == (200, plain.data)


def test_the_description_of_if_match_takes_what_is_taken(shared_api):
    served = shared_api.get("/openapi.json", token=None).get_json()["paths"]
    parameters = served["/documents/{document_id}"]["put"]["parameters"]
    (schema,) = [one["schema"] for one in parameters if one["name"] == "If-Match"]
    for sent in ('"a.b"', 'W/"a"', '"x", "a"', 'W/"x",W/"a"', "*"):
        assert re.search(schema["pattern"], sent)
    for sent in (*UNREADABLE, '*, "a"'):
        assert not re.search(schema["pattern"], sent)


def test_every_act_on_a_document_says_that_it_holds_if_match(shared_api):
    served = shared_api.get("/openapi.json", token=None).get_json()["paths"]
    acts = [one for one in ENDPOINTS if "{document_id}" in one.path and one.method != "GET"]
    assert len(acts) > 15
    for one in acts:
        said_of = served[one.path][one.method.lower()]
        (header,) = [part for part in said_of["parameters"] if part["name"] == "If-Match"]
        assert header["required"] is (one.method == "PUT" and one.path.endswith("{document_id}"))
        assert "`precondition_failed`" in said_of["responses"]["412"]["description"]
