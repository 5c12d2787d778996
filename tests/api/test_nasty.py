"""Input that means harm: refused in words, never a fault of ours, and memory comes back."""

import gc
import io
import json
import random
import tracemalloc
import zipfile

import pytest

from service.api import requests
from tests.api.conftest import OFFICE

SEED = 8
ADDRESSES = ("/documents", "/types/ke_hoach/previews", "/records", "/series", "/users", "/signers", "/tokens")
_DEEP = 3000


def nasty_bodies(draw: random.Random) -> bytes:
    """One body that no client of good will sends."""
    number = draw.choice(
        ["9" * 5000, "1e999999999", "-0", "1E400", "0.1e-99999", "1" * 39 + ".5", "00", "+1", "0x1"]
    )
    makers = (
        # each draws only when it is chosen
        lambda: b'{"a":' * draw.randint(1, _DEEP),
        lambda: b"[" * draw.randint(1, _DEEP) + b"]" * draw.randint(0, _DEEP),
        f'{{"type":"ke_hoach","number":{number}}}'.encode,
        lambda: b'{"type":"ke_hoach","type":"bao_cao"}',
        lambda: b'{"type":"ke_hoach","subject":"\\ud83d"}',
        lambda: '{"type":"ke_hoach","subject":"Kế hoạch"}'.encode(
            draw.choice(["utf-16", "utf-32", "utf-7", "cp1258", "utf-8-sig"]), "replace"
        ),
        lambda: (
            b'{"type":"ke_hoach","subject":'
            + draw.choice([b"NaN", b"Infinity", b"-Infinity", b"undefined", b"01"])
            + b"}"
        ),
        lambda: json.dumps(
            {
                "type": draw.choice(
                    ["../../etc/passwd", "..\\..\\x", "%2e%2e", "/", "ke_hoach\u0000", "a" * 9999]
                )
            }
        ).encode(),
        lambda: json.dumps(
            {
                "type": "ke_hoach",
                "subject": draw.choice(
                    [
                        "\u0000",
                        "\u202e",
                        "\ufeff",
                        "{{ 7*7 }}",
                        "{% for x in y %}",
                        "<script>",
                        "'; DROP TABLE x; --",
                        "=cmd|' /C calc'!A0",
                    ]
                ),
                "content": {"opening": draw.choice([None, [], {}, 1, "x" * 100_000])},
            }
        ).encode(),
        lambda: json.dumps(
            {"type": "ke_hoach", "office": draw.choice([OFFICE, "~", f"{OFFICE}~test", None, 5, {}, "*"])}
        ).encode(),
        lambda: json.dumps(
            {
                "type": "ke_hoach",
                "sources": {"plan": draw.choice(["x" * 36, {"type": "ke_hoach"}, [[]], 5])},
                "relations": [{"kind": "replaces", "document": "x"}],
            }
        ).encode(),
        lambda: json.dumps(
            {
                "type": "ke_hoach",
                "acknowledged": draw.choice([[1], [{}], {"a": 1}, [{"code": "x", "path": []}]]),
                "intent": draw.choice(["issue", "draft", "for_signature", None, 5]),
            }
        ).encode(),
        lambda: json.dumps(
            {
                "kind": "QĐ",
                "subject": "x",
                "files": [
                    {
                        "name": draw.choice(["../x.pdf", "x", "x.exe", "x.pdf"]),
                        "content": draw.choice(["", "!", "JVBERi0=", "A" * 9999]),
                    }
                ],
            }
        ).encode(),
        lambda: bytes(draw.randbytes(draw.randint(0, 300))),
        bytes,
    )
    return bytes(draw.choice(makers)())


def nasty_files(draw: random.Random) -> bytes:
    """One file that is no honest .docx."""
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            draw.choice(
                [b"<Types/>", b"", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>']
            ),
        )
        package.writestr("_rels/.rels", b"<Relationships/>")
        package.writestr(
            "word/document.xml",
            draw.choice(
                [
                    b"<w:document>",
                    b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 1000 + b'"><!ENTITY c "&a;&a;&a;">]><x>&c;</x>',
                    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
                    b"0" * 3_000_000,
                    draw.randbytes(2000),
                ]
            ),
        )
        package.writestr(
            draw.choice(["../../evil", "/etc/passwd", "word/../../x", "word/vbaProject.bin"]), b"x"
        )
    whole = store.getvalue()
    return draw.choice(
        [
            whole,
            whole[: len(whole) // 2],
            whole[:-30],
            b"PK\x03\x04" + draw.randbytes(200),
            draw.randbytes(500),
        ]
    )


def send(api, draw: random.Random):
    if draw.random() < 0.15:
        form = {
            "file": (
                io.BytesIO(nasty_files(draw)),
                draw.choice(["x.docx", "../../x.docx", "x\u202ecod.exe", "", "x" * 300]),
            )
        }
        return api.post(f"/checks?fix={draw.choice(['true', 'false'])}", data=form)
    kind = draw.choice(
        ["application/json"] * 6 + ["application/yaml", "text/plain", "", "application/json; charset=utf-16"]
    )
    return api.post(
        draw.choice(ADDRESSES), data=nasty_bodies(draw), content_type=kind, key=str(draw.random())
    )


def run(api, count: int) -> None:
    draw = random.Random(SEED)  # noqa: S311 - the same at every run
    for turn in range(count):
        answer = send(api, draw)
        assert answer.status_code < 500, (turn, answer.get_data(as_text=True)[:500])
        assert (
            answer.mimetype in {"application/json", "application/problem+json"} or answer.status_code == 200
        ), turn
        assert "Traceback" not in answer.get_data(as_text=True)


def test_three_hundred_nasty_requests_are_all_refused_in_words(api):
    run(api, 300)
    assert [
        one for one in api.get("/documents?state=issued").get_json()["documents"] if one["code"] is None
    ] == []


@pytest.mark.long
def test_ten_thousand_nasty_requests_leave_the_memory_where_it_was(api):
    run(api, 1000)
    gc.collect()
    tracemalloc.start()
    run(api, 500)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    run(api, 8500)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 8_000_000, (before, after)


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _room: object) -> int:
        raise AssertionError("the body was read")


def test_a_body_that_is_too_large_is_not_read(api):
    declared = {"CONTENT_LENGTH": "50000000", "wsgi.input": Unread(), "CONTENT_TYPE": "application/json"}
    answer = api.post("/documents", environ_overrides=declared)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_a_body_of_too_many_values_is_not_parsed(api, monkeypatch):
    monkeypatch.setattr(requests, "read_input", None)
    answer = api.post("/documents", data=b"," * 599_000, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "too_many_fields")


def test_a_path_name_in_an_address_is_no_path(api):
    for address in (
        "/types/../../etc/passwd",
        "/types/%2e%2e%2f",
        "/documents/..%5C..",
        "/docs/../../settings.py",
        "/docs/..%2f..%2f",
    ):
        assert api.get(address).status_code == 404
