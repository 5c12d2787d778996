"""Every code that a problem document can carry: status, cause, mend. docs/api-errors.md is made of this table.

Codes are stable: one is never taken away and never gets another meaning.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code of an error: the status it comes with, why it comes, what the client does about it."""

    status: int
    cause: str
    mend: str


CODES: dict[str, Code] = {
    "bad_request": Code(400, "The request line, a header or the body cannot be read.", "Send valid HTTP."),
    "unreadable_input": Code(
        400,
        "The body is no JSON or YAML, no mapping, not UTF-8, says a key twice, holds NaN, half a surrogate pair or a "
        "zero character, or is nested too deeply; or a file is no .docx.",
        "The message names the line. Write JSON with a library, as UTF-8.",
    ),
    "invalid_parameter": Code(
        400, "A parameter of the query is unknown, missing, or has a wrong value.", "See `errors[].path`."
    ),
    "idempotency_key_required": Code(
        400,
        "A live request that takes a number came without `Idempotency-Key`.",
        "Make a random key for each document and send it again with every repeat.",
    ),
    "idempotency_key_invalid": Code(
        400, "The key is empty, longer than 200 characters or not plain ASCII.", "Use a UUID."
    ),
    "token_missing": Code(401, "There is no `Authorization: Bearer` header.", "Send the token."),
    "token_invalid": Code(401, "Nobody knows this token.", "Copy it whole, or make a new one."),
    "token_expired": Code(401, "The token's last day is over.", "Make a new one: `./run tokens add`."),
    "token_revoked": Code(
        401, "The token was revoked, or its user was switched off.", "Ask an administrator."
    ),
    "scope_missing": Code(403, "The token lacks the scope of this route.", "Use a token that has it."),
    "wrong_office": Code(403, "The input names another office than the token's.", "Use that office's token."),
    "not_allowed": Code(
        403, "The user behind the token has no role for this.", "The message names the roles."
    ),
    "live_token_required": Code(
        403,
        "A test token would change people, signers, settings or tokens of the real office.",
        "Use a live token.",
    ),
    "not_found": Code(404, "There is no such address.", "See the description at `/api/v1/docs`."),
    "unknown_document_type": Code(
        404, "No type has this slug, or it is switched off.", "`GET /api/v1/types` lists them."
    ),
    "document_not_found": Code(
        404,
        "The office has no such document, file, version, check or mend.",
        "Ids come from earlier answers.",
    ),
    "batch_not_found": Code(404, "The office has no such batch.", "`GET /api/v1/batches` lists them."),
    "office_not_found": Code(404, "The token does not belong to this office.", "Use the token's office."),
    "series_not_found": Code(404, "The office has no such series.", "`GET /api/v1/series` lists them."),
    "signer_not_found": Code(404, "The office has no such signer.", "`GET /api/v1/signers` lists them."),
    "user_not_found": Code(404, "The office has no such user.", "`GET /api/v1/users` lists them."),
    "many_lost": Code(
        422,
        "A confirmation leaves more than fifty numbers lost.",
        "Count them; where it is so, send their count as `lost`.",
    ),
    "token_not_found": Code(404, "The office has no such token.", "`GET /api/v1/tokens` lists them."),
    "webhook_not_found": Code(
        404, "The office has no such webhook or delivery.", "`GET /api/v1/webhooks` lists them."
    ),
    "method_not_allowed": Code(405, "This address does not take this method.", "See the header `Allow`."),
    "not_acceptable": Code(
        406,
        "`Accept` names no media type that this address can answer.",
        "Leave it out, or see the description.",
    ),
    "converter_missing": Code(406, "A PDF was asked for, and there is no LibreOffice.", "Ask for the .docx."),
    "wrong_state": Code(
        409,
        "The document's state does not let this be done.",
        "Read the document; `state` says where it stands.",
    ),
    "version_moved": Code(
        409,
        "Somebody changed the document, or mended the check, at the same moment or before.",
        "Read it and try again.",
    ),
    "file_moved": Code(
        409,
        "A row of the batch was put up for signature anew after its `sha256` was read.",
        "Compare the signed paper with the file of the row as it is now, send its `sha256`.",
    ),
    "signed_content_changed": Code(
        409,
        "What would be numbered differs from what was signed, be it in the number or day on the paper.",
        "Return the document and submit it again.",
    ),
    "series_not_open": Code(409, "No open series takes this document.", "A records officer opens one."),
    "series_awaits_confirmation": Code(
        409, "After a restore the last number awaits confirmation.", "A records officer confirms it."
    ),
    "series_clash": Code(409, "The series could give a number twice.", "Choose other kinds, body or mark."),
    "number_taken": Code(409, "The number is not free, or not the next one.", "Leave `number` out."),
    "number_moved": Code(
        409, "`expected_number` was given away in the meantime.", "Show the new number and ask again."
    ),
    "idempotency_in_progress": Code(
        409, "The first request with this key has no answer yet.", "Wait for `Retry-After`, send it again."
    ),
    "part_past_end": Code(
        416,
        "The `Range` that was asked for begins behind the end of the file.",
        "Fetch the file from its beginning.",
    ),
    "not_mergeable": Code(
        409,
        "The documents of the batch cannot stand in one file: none is ready, too many are, or their templates differ.",
        "Take the ZIP.",
    ),
    "precondition_failed": Code(
        412,
        "`If-Match` names an older state of the document.",
        "Read the document again, look at what changed, go on with its new `ETag`.",
    ),
    "uri_too_long": Code(414, "The address is longer than the server takes.", "Send fewer values at once."),
    "headers_too_large": Code(
        431, "The headers are larger than the server takes.", "Send fewer or shorter ones."
    ),
    "too_large": Code(
        413,
        "The body, or a text in a form, is larger than `MAX_UPLOAD_BYTES`, a form larger than `MAX_SCAN_BYTES` "
        "or of more than 1,000 parts.",
        "Split it or leave things out; send a scan in a form.",
    ),
    "unsupported_media_type": Code(
        415, "`Content-Type` is missing or not taken here.", "The description names those that are."
    ),
    "invalid_input": Code(
        422,
        "The input has faults, all of them in `errors` with their paths.",
        "Mend each one, send it again.",
    ),
    "invalid_entry": Code(422, "A value that the book cannot take.", "The message names it."),
    "too_many_fields": Code(422, "The body has more values than `API_MAX_FIELDS`.", "Split it."),
    "date_out_of_order": Code(
        422, "A date before that of the last number, or outside the life of the office.", "See the message."
    ),
    "date_in_future": Code(422, "A date that is still to come.", "Leave `issued_on` out: it is today then."),
    "open_questions": Code(
        422,
        "Something may be right and needs a person: `questions` says what.",
        "Show them; put each `acknowledge` unchanged into `acknowledged` once a person agrees.",
    ),
    "table_refused": Code(
        422,
        "Rows of the table have faults: `errors` with `sheet`, `cell`, `column` and `read`, the first 1,000.",
        "Mend the cells, or send `valid_only` to make the valid rows now.",
    ),
    "units_number_themselves": Code(
        422,
        "`intent` is `issue` where each unit issues its own document.",
        "Make them for signature; each unit numbers its own.",
    ),
    "layout_refused": Code(
        422,
        "The layout check found errors: `findings`.",
        "They come from the type's template: tell its author.",
    ),
    "idempotency_key_reused": Code(
        422, "The key was used for another request on this route.", "A new document needs a new key."
    ),
    "foreign_file": Code(
        422, "The file was made of another document, or of none of ours.", "The message names whose it is."
    ),
    "host_not_allowed": Code(
        422, "The host of a webhook is not among `WEBHOOK_HOSTS`.", "An administrator allows it there."
    ),
    "precondition_required": Code(428, "A draft is written without `If-Match`.", "Send the `ETag` you read."),
    "rate_limited": Code(429, "The token sent too many requests.", "Wait for `Retry-After` seconds."),
    "internal_error": Code(
        500, "A fault of the service; its log has it.", "Try again, then tell the operator."
    ),
    "register_missing": Code(503, "There is no register yet.", "The operator runs `./run register init`."),
    "register_outdated": Code(
        503, "The register is of another release.", "The operator runs `./run register migrate`."
    ),
    "register_unavailable": Code(
        503, "The database cannot take this now.", "Wait for `Retry-After`, try again."
    ),
    "conversion_failed": Code(503, "LibreOffice failed or took too long.", "Try again, or take the .docx."),
}

COMMON = (
    "bad_request",
    "uri_too_long",
    "headers_too_large",
    "token_missing",
    "token_invalid",
    "token_expired",
    "token_revoked",
    "scope_missing",
    "not_acceptable",
    "rate_limited",
    "invalid_parameter",
    "internal_error",
    "register_missing",
    "register_outdated",
    "register_unavailable",
)
"""Codes that every endpoint may answer."""
WITH_BODY = ("unreadable_input", "too_large", "unsupported_media_type", "invalid_input", "too_many_fields")
WITH_KEY = (
    "idempotency_key_required",
    "idempotency_key_invalid",
    "idempotency_key_reused",
    "idempotency_in_progress",
)
WITH_MATCH = ("precondition_required", "precondition_failed")
