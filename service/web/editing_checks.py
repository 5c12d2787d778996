"""The live check as the page of a draft shows it: what is said, at which input, and what one click puts there."""

from typing import Any

from service.domain.findings import Finding
from service.domain.findings_told import finding_words
from service.issuing.live_check import LiveCheck, Wording, is_missing
from service.web.draft_request import SentForm, client_name
from service.web.form_page import FormPage


def check_answer(check: LiveCheck, sent: SentForm, page: FormPage) -> dict[str, Any]:
    """Return the answer to a live check; `page` is that of the input with the faults and questions in it.

    What could not be read is told as such; its wording is not looked at besides.
    """
    unread = {fault.path for fault in sent.faults}
    faults = [*sent.faults, *(one for one in check.faults if one.path not in unread)]
    return {
        "is_ready": check.is_ready and not sent.faults,
        "outline": [
            {
                "number": one.number,
                "title": one.title,
                "name": client_name(sent.tree, one.path),
                "depth": one.depth,
            }
            for one in check.outline
        ],
        "faults": [
            {
                "name": _name(sent, page, one.path),
                "label": page.place(one.path),
                "message": page.said(one),
                "is_missing": is_missing(one),
            }
            for one in faults
        ],
        "questions": [
            {
                "name": _name(sent, page, one.path),
                "label": page.place(one.path),
                "message": page.spoken(one.message),
                "code": one.code,
                "path": one.path,
                "subject": one.subject,
                "is_answered": one.is_answered,
                "reason": one.reason,
            }
            for one in page.asked
        ],
        "wording": [_wording(one, sent, page) for one in check.wording if one.finding.path not in unread],
        "layout": [_layout(one) for one in check.layout],
    }


def _name(sent: SentForm, page: FormPage, path: str) -> str:
    """Return the name of the field that something is said at, "" for the whole form."""
    anchor = page.anchor(path)
    return client_name(sent.tree, anchor) if anchor else ""


def _wording(one: Wording, sent: SentForm, page: FormPage) -> dict[str, Any]:
    finding = one.finding
    path = finding.path or ""
    return {
        "name": _name(sent, page, path),
        "label": page.place(path),
        "message": finding.message,
        "severity": finding.severity,
        "basis": finding.basis,
        "quote": finding.quote,
        "span": list(finding.span) if finding.span else None,
        "suggestion": finding.suggestion,
        "mended": one.mended,
    }


def _layout(finding: Finding) -> dict[str, Any]:
    return {"message": finding_words(finding), "severity": finding.severity, "basis": finding.basis}
