"""Scans are larger than forms: the pages that take them accept more bytes, from people who are signed in only."""

from flask import request

#: Endpoints to which signed scans, files of documents made elsewhere, files to check and tables are sent.
TAKES_SCANS = frozenset(
    {
        "numbering.take",
        "document_acts.act",
        "record.enter",
        "checks.send",
        "batches_prepare.take",
        "returned.send",
        "word_import.send",
    }
)


def allow_scans(most_bytes: int) -> None:
    """Let the request in hand be as large as a scan where its page takes scans; before its form is read."""
    if request.endpoint in TAKES_SCANS:
        request.max_content_length = max(most_bytes, request.max_content_length or 0)
