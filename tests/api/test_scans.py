"""Signed scans over the API: a form takes them as they are, as large as the pages do."""

import base64
import io
import json
import socket
import urllib.error
import urllib.request

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.api.conftest import SETTINGS

SCAN = b"%PDF-1.7 " + b"x" * (SETTINGS.max_upload_bytes + 10_000)
SMALL = b"%PDF-1.7 x"


def file(name, content):
    return FileStorage(io.BytesIO(content), filename=name)


def form(field, *files, body=None, part=None, **more):
    """A form as it goes over the wire; `part` is its body as it is, `more` are other fields."""
    parts = [(field, file(name, content)) for name, content in files] + list(more.items())
    if body is not None or part is not None:
        parts.append(("body", part or json.dumps(body)))
    boundary, content = encode_multipart(MultiDict(parts))
    return {"data": content, "content_type": f"multipart/form-data; boundary={boundary}"}


def faults(answer):
    assert answer.status_code == 422, answer.get_json()
    return [(one["path"], one["code"]) for one in answer.get_json()["errors"]]


def test_a_signed_scan_larger_than_other_requests_is_kept_beside_its_document(api):
    own = api.issued().get_json()
    where = own["links"]["files"]
    kept = api.post(where, **form("files", ("bản ký.pdf", SCAN), ("trang 2.pdf", SMALL)), key="k")
    assert kept.status_code == 201, kept.get_json()
    assert [one["name"] for one in kept.get_json()["files"]] == ["bản ký.pdf", "trang 2.pdf"]
    position = kept.get_json()["files"][0]["position"]
    assert api.get(f"{where}/{position}").data == SCAN
    again = api.post(where, **form("files", ("bản ký.pdf", SCAN), ("trang 2.pdf", SMALL)), key="k")
    assert again.headers["Idempotency-Replayed"] == "true"
    other = api.post(where, **form("files", ("bản ký.pdf", SMALL)), key="k")
    assert other.get_json()["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("head", ["form-data", 'form-data; name="ô\\"', 'form-data; name="ô'])
def test_a_part_without_a_name_is_told(api, head):
    part = f"--b\r\nContent-Disposition: {head}\r\n\r\nx\r\n--b--\r\n".encode()
    answer = api.post("/checks", data=part, content_type="multipart/form-data; boundary=b")
    assert ("", "unknown_field") in faults(answer)


@pytest.mark.parametrize("is_file", [False, True], ids=["as a text", "as a file"])
def test_a_document_made_elsewhere_comes_with_its_scan(api, is_file):
    line = {"kind": "QĐ", "subject": "Về việc bổ nhiệm"}
    body = json.dumps(line)
    sent = form("files", ("qđ.pdf", SCAN), part=file("body.json", body.encode()) if is_file else body)
    made = api.post("/records", key="k", **sent)
    assert made.status_code == 201, made.get_json()
    assert api.get(f"{made.get_json()['links']['files']}/1").data == SCAN


def test_a_number_is_taken_with_the_signed_scan(api):
    own = api.post("/documents", json=api.plan()).headers["Location"]
    body = {"signed_on": "2026-03-05"}
    done = api.post(f"{own}/issue", key="k", **form("originals", ("ký.pdf", SCAN), body=body))
    assert done.status_code == 200, done.get_json()
    at_once = api.plan(intent="issue", signed_on="2026-03-05")
    other = api.post("/documents", key="o", **form("originals", ("ký.pdf", SCAN[:-1] + b"2"), body=at_once))
    assert other.status_code == 201, other.get_json()
    for one in (done, other):
        kept = api.get(one.get_json()["links"]["files"]).get_json()["files"]
        assert "ký.pdf" in [file["name"] for file in kept]


def test_without_files_a_form_says_what_json_says(api):
    own = api.post("/documents", json=api.plan()).headers["Location"]
    done = api.post(f"{own}/issue", key="k", **form("originals", body={"signed_on": "2026-03-05"}))
    assert done.status_code == 200
    later = api.post(f"{own}/files", **form("files"))
    assert [path for path, _ in faults(later)] == ["files"]


def test_what_a_form_gets_wrong_is_said_with_its_field(api):
    where = api.issued().get_json()["links"]["files"]
    one = ("a.pdf", SMALL)
    assert faults(api.post(where, **form("files", one, zzz="1"))) == [("zzz", "unknown_field")]
    assert faults(api.post(where, **form("file", one))) == [("file", "unknown_field")]
    assert faults(api.post(where, **form("files", files="x"))) == [("files", "type")]
    encoded = {"files": [{"name": "b.pdf", "content": base64.b64encode(SMALL).decode()}]}
    assert faults(api.post(where, **form("files", one, body=encoded))) == [("files", "repeated")]
    assert faults(api.post(where, **form("files", ("a\tb.pdf", SMALL)))) == [
        ("files[0].name", "character_forbidden")
    ]
    broken = api.post(where, **form("files", one, part="{"))
    assert broken.get_json()["code"] == "unreadable_input"
    many = [(f"{number}.pdf", SMALL) for number in range(21)]
    assert [path for path, _ in faults(api.post(where, **form("files", *many)))] == ["files"]
    assert len(api.get(where).get_json()["files"]) == 1


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([("file", "a.txt"), ("file", "b.txt")], ("file", "repeated")),
        ([("file", "a.txt"), ("zzz", "b.txt")], ("zzz", "unknown_field")),
        ([("file", "a.txt"), ("kinds", None)], ("kinds", "unknown_field")),
        ([("file", None)], ("file", "type")),
    ],
)
def test_a_check_takes_one_file_and_nothing_beside_it(shared_api, parts, said):
    fields = [(field, file(name, b"Ba To") if name else "format") for field, name in parts]
    boundary, content = encode_multipart(MultiDict(fields))
    kind = f"multipart/form-data; boundary={boundary}"
    answer = shared_api.post("/checks", data=content, content_type=kind)
    assert faults(answer) == [said]


def test_a_form_larger_than_scans_may_be_is_not_read(api):
    where = api.issued().get_json()["links"]["files"]
    large = SMALL + b"x" * SETTINGS.max_scan_bytes
    answer = api.post(where, **form("files", ("a.pdf", large)))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    encoded = {"files": [{"name": "a.pdf", "content": base64.b64encode(SCAN).decode()}]}
    assert api.post(where, json=encoded).status_code == 413


def test_a_form_is_taken_only_where_it_is_described(shared_api):
    for path in ("/batches/checks", "/webhooks"):
        answer = shared_api.post(path, **form("files", ("a.pdf", SMALL)))
        assert answer.status_code == 415


@pytest.mark.parametrize("is_file", [False, True], ids=["as a text", "as a file"])
def test_a_line_in_another_encoding_is_not_entered_in_the_book(api, is_file):
    body = json.dumps({"kind": "QĐ", "subject": "Về việc @@ báo"}, ensure_ascii=False)
    sent = form("files", ("qđ.pdf", SMALL), part=file("body.json", body.encode()) if is_file else body)
    sent["data"] = sent["data"].replace(b"@@", "gửi".encode("cp1258", "replace") + b"\xe2")
    answer = api.post("/records", key="k", **sent)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "unreadable_input")
    assert api.get("/documents").get_json()["documents"] == []


def chunked(sent):
    """The same request without a length, as a client sends a stream."""
    ended = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    return {
        "input_stream": io.BytesIO(sent["data"]),
        "content_type": sent["content_type"],
        "environ_overrides": ended,
    }


def test_a_form_without_a_length_may_be_as_large_as_one_with_it(api):
    where = api.issued().get_json()["links"]["files"]
    kept = api.post(where, **chunked(form("files", ("ký.pdf", SCAN))))
    assert kept.status_code == 201, kept.get_json()
    assert api.get(f"{where}/{kept.get_json()['files'][0]['position']}").data == SCAN
    large = form("files", ("ký.pdf", SMALL + b"x" * SETTINGS.max_scan_bytes))
    assert api.post(where, **chunked(large)).status_code == 413
    text = {"data": b"{" + b" " * SETTINGS.max_upload_bytes, "content_type": "application/json"}
    assert api.post("/documents", **chunked(text)).status_code == 413


def test_a_stream_is_not_read_for_one_who_may_not_send_it(api):
    where = api.issued().get_json()["links"]["files"]
    sent = chunked(form("files", ("ký.pdf", SMALL + b"x" * SETTINGS.max_scan_bytes)))
    assert api.post(where, token="live_wrong", **sent).status_code == 401
    assert sent["input_stream"].closed or sent["input_stream"].tell() == 0


def test_a_form_of_too_many_parts_is_told_so(api):
    where = api.issued().get_json()["links"]["files"]
    answer = api.post(where, **form("files", **{f"x{number}": "x" for number in range(1_001)}))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    assert "phần" in answer.get_json()["detail"]


@pytest.mark.parametrize("intent", ["draft", "for_signature", None])
@pytest.mark.parametrize("is_form", [True, False], ids=["form", "json"])
def test_a_signed_scan_that_would_be_lost_is_refused(api, intent, is_form):
    body = api.plan(**({"intent": intent} if intent else {}))
    encoded = [{"name": "ký.pdf", "content": base64.b64encode(SMALL).decode()}]
    sent = {"json": {**body, "originals": encoded}}
    if is_form:
        sent = form("originals", ("ký.pdf", SMALL), body=body)
    assert faults(api.post("/documents", **sent)) == [("originals", "only_with_number")]
    assert api.get("/documents").get_json()["documents"] == []


@pytest.mark.parametrize("indent", [None, 1])
def test_values_are_counted_not_commas_in_texts_nor_lines(shared_api, indent):
    rows = [{"a": 1, "b": 2}] * 9_000
    text = json.dumps({"type": "ke_hoach", "content": {"x": rows, "y": "a, " * 50_500}}, indent=indent)
    answer = shared_api.post("/types/ke_hoach/previews", data=text, content_type="application/json")
    assert answer.get_json()["code"] == "invalid_input"
    many = json.dumps({"type": "ke_hoach", "content": {"x": [1] * 60_000}}, indent=indent)
    answer = shared_api.post("/types/ke_hoach/previews", data=many, content_type="application/json")
    assert answer.get_json()["code"] == "too_many_fields"


@pytest.mark.parametrize(("secret", "code"), [(True, "too_large"), (False, "token_invalid")])
def test_a_plain_client_reads_why_its_large_body_was_refused(server, secret, code):
    """urllib sends all of its body before it reads: a connection that is closed in between tells it nothing."""
    for _ in range(3):
        sent = urllib.request.Request(  # noqa: S310 - the server of this test
            f"{server.address}/api/v1/documents",
            b"x" * (30_000_000 if secret else 3_900_000),
            {
                "Authorization": f"Bearer {server.secret if secret else 'x'}",
                "Content-Type": "application/json",
            },
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(sent, timeout=60)  # noqa: S310
        with refused.value as answer:
            assert json.load(answer)["code"] == code


def test_the_answer_to_a_large_body_does_not_wait_for_it(server):
    host, port = server.address.removeprefix("http://").split(":")
    head = (
        "POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {server.secret}\r\nContent-Length: 30000000\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=30) as link:
        link.sendall(head.encode() + b"x" * 100_000)
        assert b" 413 " in link.makefile("rb").read()  # to the end: our side is closed, though theirs is not
