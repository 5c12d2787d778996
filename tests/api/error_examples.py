"""docs/api-errors.md: of every code its cause, its mend, what is asked in an example, and the answer as it really is.

`python -m tests.api.error_examples > docs/api-errors.md` writes the page anew.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from service.api.codes import CODES
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from service.register.tokens import Scope
from tests.api import provoked as by
from tests.api.conftest import OFFICE, SETTINGS, api_at, found, made_api, running
from tests.api.provoked import DAY, PDF, PLAN, Problem, Scene

EXAMPLES: dict[str, tuple[str, Callable[[Scene], Any]]] = {
    "idempotency_key_invalid": ("a key of 201 letters", lambda at: at.api.issued(key="x" * 201)),
    "idempotency_key_required": (
        '`POST /documents` with `"intent": "issue"`, a live token and no key',
        lambda at: at.api.post("/documents", json=at.api.plan(intent="issue", signed_on=DAY)),
    ),
    "invalid_parameter": ("`GET /documents?limit=0`", lambda at: at.api.get("/documents?limit=0")),
    "unreadable_input": (
        '`{"type": "a", "type": "b"}`',
        lambda at: at.api.post("/documents", **by.sent('{"type": "a", "type": "b"}')),
    ),
    "token_expired": (
        "a token on the day after its last one (`--until`)",
        lambda at: at.api.get("/types", token=at.api.token(days=0)),
    ),
    "token_invalid": ("`Authorization: Bearer live_x`", lambda at: at.api.get("/types", token="live_x")),
    "token_missing": ("`GET /types` without the header", lambda at: at.api.get("/types", token=None)),
    "token_revoked": ("a token after `DELETE /tokens/<id>`", by.revoked),
    "live_token_required": (
        f"`PATCH /offices/{OFFICE}/settings` with a test token",
        lambda at: at.api.call(
            "PATCH", f"/offices/{OFFICE}/settings", json={"steps": []}, token=at.api.token(live=False)
        ),
    ),
    "not_allowed": (
        '`POST /documents` with `"intent": "issue"` as a drafter',
        lambda at: at.api.issued(token=at.api.token(f"drafter@{OFFICE}")),
    ),
    "scope_missing": (
        "`POST /documents` with a token of scope `read`",
        lambda at: at.api.post("/documents", json=at.api.plan(), token=at.api.token(scopes=(Scope.READ,))),
    ),
    "wrong_office": (
        f'`{{"office": "ubnd-21529"}}` with a token of `{OFFICE}`',
        lambda at: at.api.post("/documents", json={**at.api.plan(), "office": "ubnd-21529"}),
    ),
    "file_moved": (
        "`POST /batches/<id>/issue` with the `sha256` of another file in `rows`",
        by.signed_in_other_words,
    ),
    "batch_not_found": ("`GET /batches/0`", lambda at: at.api.get("/batches/0")),
    "document_not_found": ("`GET /documents/0`", lambda at: at.api.get("/documents/0")),
    "not_found": ("`GET /api/v1/nothing`", lambda at: at.api.get("/nothing")),
    "office_not_found": ("`GET /offices/ubnd-1/settings`", lambda at: at.api.get("/offices/ubnd-1/settings")),
    "series_not_found": (
        "`POST /series/0/close`",
        lambda at: at.api.post("/series/0/close", json={"reason": "Hết năm"}),
    ),
    "signer_not_found": (
        "`POST /signers/0/end`",
        lambda at: at.api.post("/signers/0/end", json={"valid_until": DAY}),
    ),
    "token_not_found": ("`DELETE /tokens/0`", lambda at: at.api.call("DELETE", "/tokens/0")),
    "unknown_document_type": ("`GET /types/nothing`", lambda at: at.api.get("/types/nothing")),
    "user_not_found": (
        "`PUT /users/0/name`",
        lambda at: at.api.put("/users/0/name", json={"name": "Nguyễn Thị Lan"}),
    ),
    "webhook_not_found": ("`GET /webhooks/0/deliveries`", lambda at: at.api.get("/webhooks/0/deliveries")),
    "method_not_allowed": ("`DELETE /types`", lambda at: at.api.call("DELETE", "/types")),
    "converter_missing": (
        "`Accept: application/pdf` where LibreOffice is not installed",
        lambda at: at.api.post(f"{PLAN}/previews", json=at.api.plan(), headers=PDF),
    ),
    "not_acceptable": (
        "`Accept: image/png`",
        lambda at: at.api.get("/types", headers={"Accept": "image/png"}),
    ),
    "idempotency_in_progress": ("the same request sent twice at the same moment", by.at_the_same_moment),
    "not_mergeable": ("`GET /batches/<id>/merged.docx` of a batch that has made nothing yet", by.unmade),
    "part_past_end": ("`GET /batches/<id>.zip` with `Range: bytes=999999999-`", by.past_the_end),
    "number_moved": ('`"expected_number": 5` when 1 comes next', lambda at: at.api.issued(expected_number=5)),
    "number_taken": (
        '`POST /records` with `"number": 9` when 1 comes next',
        lambda at: at.api.post("/records", json={**by.RECORD, "number": 9}, key="k"),
    ),
    "series_awaits_confirmation": ("an issue after `./run register restore`", by.awaiting),
    "series_clash": (
        "`POST /series` for a year that has one already",
        lambda at: at.api.post("/series", json={"year": 2026, "reason": "Mở thêm"}),
    ),
    "series_not_open": (
        "an issue in a year whose series nobody opened",
        lambda at: at.api.post("/documents", json=by.issue_of(at, "2025-12-31"), key="k"),
    ),
    "signed_content_changed": (
        "an issue where the signed paper says number 27 already",
        by.other_number_on_the_paper,
    ),
    "version_moved": (
        "a remark on a paragraph of a version that was written over",
        by.remark_on_an_older_version,
    ),
    "wrong_state": ("`POST /documents/<id>/void` of one that was dispatched", by.dispatched),
    "precondition_failed": ("`PUT` with the `ETag` of before another's `PUT`", by.written_since),
    "too_large": (
        "a body of 5 MB",
        lambda at: at.api.post("/documents", **by.sent(" " * 5_000_000)),
    ),
    "unsupported_media_type": (
        "`Content-Type: text/plain`",
        lambda at: at.api.post("/documents", **by.sent("type: ke_hoach", "text/plain")),
    ),
    "date_in_future": ('`"issued_on"` of tomorrow', lambda at: at.api.issued(issued_on="2026-03-06")),
    "date_out_of_order": (
        '`"issued_on"` before the day of the last number',
        lambda at: (at.api.issued(), at.api.post("/documents", json=by.issue_of(at, "2026-03-04"), key="2"))[
            1
        ],
    ),
    "foreign_file": (
        "`POST /documents/<id>/returned-files` with the file of another document",
        by.of_another,
    ),
    "host_not_allowed": (
        "`POST /webhooks` for a host that `WEBHOOK_HOSTS` lacks",
        lambda at: at.api.post("/webhooks", json={"url": "https://app.example.vn/events"}),
    ),
    "idempotency_key_reused": (
        "the same key with another subject",
        lambda at: (at.api.issued(), at.api.issued(subject="Việc khác"))[1],
    ),
    "invalid_entry": (
        '`POST /documents/<id>/void` with `"reason": " "`',
        lambda at: at.api.post(f"{at.own(intent='issue', signed_on=DAY)}/void", json={"reason": " "}),
    ),
    "invalid_input": (
        f"`POST {PLAN}/previews` without a subject",
        lambda at: at.api.post(f"{PLAN}/previews", json=at.api.plan(subject="")),
    ),
    "layout_refused": (
        "a document for signature, of a type whose template breaks a rule of the decree",
        by.crooked,
    ),
    "many_lost": ("a last number of 580 where the register has 0", by.many_lost),
    "open_questions": ("an issue with a citation without its date", by.without_a_date),
    "table_refused": (
        "`POST /batches` with a unit code that nobody has",
        lambda at: at.api.post("/batches", json=by.batch(at, "99999"), key="b"),
    ),
    "too_many_fields": (
        "a list of 60,000 numbers",
        lambda at: at.api.post("/documents", json={"type": "ke_hoach", "content": [1] * 60_000}),
    ),
    "units_number_themselves": (
        '`POST /batches` with `"by": "units"` and `"intent": "issue"`',
        lambda at: at.api.post("/batches", json=by.batch(at, by="units", intent="issue"), key="b"),
    ),
    "precondition_required": (
        "`PUT /documents/<id>` without `If-Match`",
        lambda at: at.api.put(at.own(), json=at.api.plan()),
    ),
    "rate_limited": ("one request more than `API_REQUESTS_PER_MINUTE`", lambda at: by.too_often(at, 3)),
    "internal_error": ("none is known", lambda at: by.failing(at, RuntimeError("a fault"))),
    "conversion_failed": ("a PDF where LibreOffice does not start", by.converting),
    "register_missing": (
        "a service started before `./run register init`",
        lambda at: api_at(f"sqlite:///{at.folder / 'none.db'}", at.api.desk.catalogue, SETTINGS).get(
            "/types", token="live_x"
        ),
    ),
    "register_outdated": (
        "a service of a new release before `./run register migrate`",
        by.of_another_release,
    ),
    "register_unavailable": (
        "`POST /documents` while another program writes to the database for more than half a minute",
        by.while_another_writes,
    ),
}
"""What is asked, and how it comes about."""
WIRED: dict[str, tuple[str, bytes]] = {
    "bad_request": ("`GET / HTTP/9`", b"GET / HTTP/9\r\n\r\n"),
    "uri_too_long": (
        "`GET /text/sort?value=…` of 9,000 letters",
        b"GET /api/v1/text/sort?value=" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    ),
    "headers_too_large": (
        "a token of 9,000 letters",
        b"GET /api/v1/types HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + b"a" * 9_000 + b"\r\n\r\n",
    ),
}
"""The same for what the server answers before any application sees the request."""
_HEAD = """# API, version 1: codes of errors
For programmers. Made by `python -m tests.api.error_examples > docs/api-errors.md`: causes and mends are those of `service/api/codes.py`, each example was asked for and its answer
stands here as it came; a test does it again. The `type` of an answer leads to cause and mend of its code on the page of the service itself.

Every error is `application/problem+json` (RFC 9457): `type` (`/api/v1/docs#<code>`), `title`, `status`, `detail` (Vietnamese, for staff, says what to do), `code` (stable, for programs), `errors` (`[{path,
code, message}]`, all faults of an input at once). `type`, `title`, an empty `errors`, and all but the first of a list are left out below.

Statuses: %s
"""


def answers(folder: Path) -> dict[str, Problem]:
    """Provoke every code and return the answers; each has an office of its own."""
    seed, catalogue = folder / "seed.db", Catalogue(FolderSource(TYPES))
    found(f"sqlite:///{seed}")
    made: dict[str, Problem] = {}
    for code, (_, provoke) in EXAMPLES.items():
        own = folder / code
        own.mkdir()
        api = made_api(seed, own, catalogue, SETTINGS, None)
        made[code] = provoke(Scene(api, own, seed)).get_json()
        api.desk.door.register().close()  # type: ignore[union-attr] # it has one
    shutil.copyfile(seed, folder / "register.db")
    with running(folder, "") as server:
        made |= {code: by.over_the_wire(server.address, sent) for code, (_, sent) in WIRED.items()}
    return made


def page(made: dict[str, Problem]) -> str:
    """Return the page."""
    asked = {code: words for code, (words, _) in (EXAMPLES | WIRED).items()}
    ordered = sorted(made, key=lambda code: (CODES[code].status, code))
    parts = {
        status: "".join(_entry(code, asked[code], made[code]) for code in codes)
        for status, codes in groupby(ordered, key=lambda code: CODES[code].status)
    }
    links = " · ".join(f"[{status}](#{status})" for status in parts)
    return _HEAD % links + "".join(f"\n## {status}\n{part}" for status, part in parts.items())


def _entry(code: str, asked: str, answer: Problem) -> str:
    one = CODES[code]
    shown = json.dumps(_shortened(answer), ensure_ascii=False)
    return f"### {code}\n{one.cause} **Mend**: {one.mend} **Example**: {asked}.\n```json\n{shown}\n```\n"


def _shortened(answer: Problem) -> Problem:
    """Return what an answer says beyond what all of them say, of a list the first."""
    kept = {name: value for name, value in answer.items() if name not in ("type", "title") and value != []}
    return {name: value[:1] if isinstance(value, list) else value for name, value in kept.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made_in:
        sys.stdout.write(page(answers(Path(made_in))))
