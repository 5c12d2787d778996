"""docs/api-errors.md, made from the table of codes: `python -m service.api.errors_page > docs/api-errors.md`."""

import json
import sys

from service.api.codes import CODES
from service.api.problems import DOCUMENTATION

_HEAD = """# API, version 1: codes of errors
For programmers. Made from `service/api/codes.py` by `python -m service.api.errors_page > docs/api-errors.md`;
a test holds them together.

Every error is `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail` (Vietnamese, for staff,
says what to do), `code` (stable, for programs), `errors` (`[{path, code, message}]`, all faults of an input at
once). `open_questions` adds `questions`, `layout_refused` adds `findings`.
```json
%s
```

| status | code | cause | mend | example |
|---|---|---|---|---|
"""
_EXAMPLE = {
    "type": f"{DOCUMENTATION}#invalid_input",
    "title": "Dữ liệu có lỗi",
    "status": 422,
    "detail": "Dữ liệu có 1 lỗi. Sửa từng lỗi dưới đây rồi làm lại.",
    "code": "invalid_input",
    "errors": [{"path": "subject", "code": "required", "message": "“Trích yếu” chưa có. Hãy điền."}],
}
EXAMPLES = {
    "bad_request": "`GET / HTTP/9`",
    "unreadable_input": '`{"type": "a", "type": "b"}`',
    "invalid_parameter": "`GET /documents?limit=0`",
    "idempotency_key_required": '`POST /documents` with `"intent": "issue"`, a live token and no key',
    "idempotency_key_invalid": "`Idempotency-Key: a b`",
    "token_missing": "`GET /types` without a header",
    "token_invalid": "`Authorization: Bearer live_x`",
    "token_expired": "a token made with `--until` yesterday",
    "token_revoked": "a token after `DELETE /tokens/<id>`",
    "scope_missing": "`POST /documents` with a token of scope `read`",
    "wrong_office": '`{"office": "ubnd-21529"}` with a token of `ubnd-21484`',
    "not_allowed": "`POST /documents/<id>/issue` as a drafter",
    "live_token_required": "`POST /users` with a test token",
    "not_found": "`GET /api/v1/nothing`",
    "unknown_document_type": "`GET /types/nothing`",
    "document_not_found": "`GET /documents/0`",
    "batch_not_found": "`GET /batches/0`",
    "office_not_found": "`GET /offices/ubnd-1/settings`",
    "series_not_found": "`POST /series/019cbc5d/close`",
    "signer_not_found": "`POST /signers/019cbc5d/end`",
    "user_not_found": "`PUT /users/019cbc5d/roles`",
    "many_lost": "a last number of 580 where the register has 58",
    "token_not_found": "`DELETE /tokens/0`",
    "webhook_not_found": "`GET /webhooks/0/deliveries`",
    "method_not_allowed": "`DELETE /types`",
    "not_acceptable": "`Accept: image/png`",
    "converter_missing": "`GET /documents/<id>.pdf` where no LibreOffice is installed",
    "wrong_state": "`POST /documents/<id>/void` of one that was dispatched",
    "version_moved": "two `submit` of one document at the same moment",
    "signed_content_changed": "a document put up by an earlier release whose wording rules changed",
    "series_not_open": "an issue in a year whose series nobody opened",
    "series_awaits_confirmation": "an issue after `./run register restore`",
    "series_clash": "`POST /series` twice for one year",
    "number_taken": '`POST /records` with `"number": 3` when 3 is used',
    "number_moved": '`"expected_number": 5` when 6 comes next',
    "not_mergeable": "`GET /batches/<id>/merged.docx` of a batch that has made nothing yet",
    "idempotency_in_progress": "the same request sent twice at the same moment",
    "precondition_failed": "`PUT` with the `ETag` of yesterday",
    "uri_too_long": "`GET /text/sort?value=…` of 9,000 letters",
    "headers_too_large": "a token of 9,000 letters",
    "too_large": "a body of 5 MB",
    "unsupported_media_type": "`Content-Type: text/plain`",
    "invalid_input": "`POST /types/ke_hoach/previews` with `{}`",
    "invalid_entry": '`POST /documents/<id>/void` with `"reason": " "`',
    "too_many_fields": "a list of 60,000 numbers",
    "date_out_of_order": '`"issued_on"` before the last number\'s day',
    "date_in_future": '`"issued_on"` of tomorrow',
    "open_questions": "a citation without its date",
    "table_refused": "`POST /batches` with a unit code that nobody has",
    "units_number_themselves": '`POST /batches` with `"by": "units"` and `"intent": "issue"`',
    "layout_refused": "a type whose template was changed so that a heading lacks its number",
    "idempotency_key_reused": "the same key with another subject",
    "foreign_file": "`POST /documents/<id>/returned-files` with the file of another document",
    "host_not_allowed": "`POST /webhooks` for a host that `WEBHOOK_HOSTS` lacks",
    "precondition_required": "`PUT /documents/<id>` without `If-Match`",
    "rate_limited": "700 requests in a minute",
    "internal_error": "none is known",
    "register_missing": "a service started before `./run register init`",
    "register_outdated": "a service of a new release before `./run register migrate`",
    "register_unavailable": "a full disk",
    "conversion_failed": "a PDF that takes longer than `CONVERSION_TIMEOUT_SECONDS`",
}


def errors_page() -> str:
    """Return the page."""
    rows = [
        f"| {one.status} | `{code}` | {one.cause} | {one.mend} | {EXAMPLES[code]} |"
        for code, one in sorted(CODES.items(), key=lambda pair: (pair[1].status, pair[0]))
    ]
    return _HEAD % json.dumps(_EXAMPLE, ensure_ascii=False, indent=1) + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(errors_page())
