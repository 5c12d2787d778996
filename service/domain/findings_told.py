"""Findings in the words of people: where, what is wrong, what was found, what is right."""

from collections.abc import Mapping
from typing import Any

from service.domain.findings import Finding, Where

_PARTS = {"header": "đầu trang", "footer": "chân trang"}


def place_words(finding: Finding) -> str:
    """Return the place as a person would say it: ``trang 2, đoạn 14 “II. ĐÁNH GIÁ”``."""
    where = finding.where
    if where is None or where.paragraph is None:
        return "toàn văn bản"
    if where.part in _PARTS:
        return f"{_PARTS[where.part]}, đoạn {where.paragraph}"
    page = f"trang {where.page}, " if where.page is not None else ""
    quote = f" “{finding.quote}”" if finding.quote else ""
    return f"{page}đoạn {where.paragraph}{quote}"


def fault_words(finding: Finding) -> str:
    """Return what is wrong, what was found, what is right, and where the same fault is again.

    >>> fault_words(Finding("PAGE.SIZE", "error", "Sai khổ giấy.", found="A5", expected="A4"))
    'Sai khổ giấy. Thấy: A5. Đúng: A4.'
    """
    found = f" Thấy: {ended(finding.found)}" if finding.found else ""
    expected = f" Đúng: {ended(finding.expected)}" if finding.expected else ""
    return f"{finding.message}{found}{expected}{''.join(f' {note}' for note in finding.notes)}"


def finding_words(finding: Finding) -> str:
    """Return place and fault: ``Đoạn 14 “II. ĐÁNH GIÁ”: …``."""
    place = place_words(finding)
    return f"{place[0].upper()}{place[1:]}: {fault_words(finding)}"


def stored_finding(kept: Mapping[str, Any]) -> Finding:
    """Return a finding that a document was stored with."""
    where, span = kept.get("where"), kept.get("span")
    known = {name: kept[name] for name in Finding.__dataclass_fields__ if name in kept}
    again = {
        "where": Where(**where) if where else None,
        "span": (span[0], span[1]) if span else None,
        "notes": tuple(kept.get("notes", ())),
    }
    return Finding(**{**known, **again})


def ended(text: str) -> str:
    """Return a text with one full stop at its end."""
    return text if text.endswith(".") else f"{text}."
