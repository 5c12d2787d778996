"""Holds a .docx against the rules of layout and returns the findings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from service.checking.faults import Fault
from service.checking.recognition import Parts, recognise
from service.checking.recognition.text_lines import TextLine
from service.checking.registry import checks
from service.domain.findings import Finding, Where
from service.domain.format_rules import FormatRule
from service.domain.text import nfc
from service.errors import UnreadableInput
from service.inspection import DocumentFacts, inspect
from service.reference import law

NOT_RECOGNISED = "DOC.COMPONENTS"
_QUOTE_LENGTH = 80
_OTHERS_SHOWN = 12
#: A rule -> those whose fault is its cause: what goes with the cause is not told besides it, for staff mend it once.
#: KY.CT takes the line away that KY.TM judges; without "Kính gửi" (KG.WHEN) nothing is left to be written right.
_CAUSES: Mapping[str, tuple[str, ...]] = {
    "KY.TM": ("KY.CT",),
    "KY.TM_KT": ("KY.CT", "KY.TM", "KY.PHUTRACH"),
    "KY.TITLE_SHORT": ("KY.CT", "KY.TM"),
    "KG.STYLE": ("KG.WHEN",),
    "KG.MULTI": ("KG.WHEN",),
    "NN.NHUTREN": ("KG.WHEN",),
}
_ORDER: dict[Literal["error", "warn", "info"], int] = {"error": 0, "warn": 1, "info": 2}


def check(docx_bytes: bytes, *, file: str = "") -> list[Finding]:
    """Return the findings about the layout of a .docx, in reading order; an empty list when there is none.

    Works on files of any origin. What a file cannot show for certain is `info`, never `error`. Raises
    `UnreadableInput`, with what to do, for scans, .doc, damaged files and everything that is no .docx.
    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I.
    """
    return check_facts(inspect(docx_bytes), file=file)


def check_facts(facts: DocumentFacts, *, file: str = "") -> list[Finding]:
    """Return the findings about a file that has been read; see `check`."""
    _refuse_scans(facts)
    parts = recognise(facts)
    found = (
        _finding(fault, rule, parts, file) for rule in law.format_rules() for fault in faults_of(rule, parts)
    )
    return sorted(found, key=_place)


def faults_of(rule: FormatRule, parts: Parts) -> Iterator[Fault]:
    """Yield the faults that the check of a rule finds, each with its severity; none where its cause is told.

    Whether a file that is no administrative document has to keep the rules cannot be told: there all is `info`.
    """
    entry = checks().get(rule.id)
    if entry is not None and (entry.any_file or parts.is_recognised) and not _has_cause(rule, parts):
        for fault in entry.run(parts, rule):
            severity = fault.severity or rule.severity
            yield replace(fault, severity=severity if parts.is_administrative else "info")


def _has_cause(rule: FormatRule, parts: Parts) -> bool:
    """Tell whether another rule tells the cause of what this one would find."""
    causes = [other for other in law.format_rules() if other.id in _CAUSES.get(rule.id, ())]
    return any(any(True for _ in checks()[cause.id].run(parts, cause)) for cause in causes)


def _refuse_scans(facts: DocumentFacts) -> None:
    if any(run.text.strip() for paragraph in facts.paragraphs for run in paragraph.runs):
        return
    if any(paragraph.pictures for paragraph in facts.paragraphs):
        raise UnreadableInput(
            "Tệp chỉ có ảnh (bản quét), không có chữ để kiểm tra. Hãy kiểm tra tệp Word gốc."
        )
    raise UnreadableInput("Tệp không có chữ nào để kiểm tra. Hãy kiểm tra lại tệp đã chọn.")


def _finding(fault: Fault, rule: FormatRule, parts: Parts, file: str) -> Finding:
    line = fault.line
    return Finding(
        code=rule.id,
        severity=fault.severity or rule.severity,
        message=fault.message,
        file=file,
        where=_where(fault, parts),
        span=None if line is None else _span(line),
        quote="" if line is None else _shortened(line.text),
        found=fault.found,
        expected=fault.expected,
        basis=rule.citation,
        notes=_notes(fault),
    )


def _where(fault: Fault, parts: Parts) -> Where:
    if fault.line is None:
        return Where(fault.part)
    page = parts.facts.page_of(fault.line.paragraph) if fault.part == "document" else None
    return Where(fault.part, page, fault.line.paragraph.number)


def _span(line: TextLine) -> tuple[int, int]:
    """Return where a line stands in the text of its paragraph; the whole of it when it is more than one line."""
    text = nfc(line.paragraph.text)
    start = text.find(line.text)
    return (0, len(text)) if start < 0 else (start, start + len(line.text))


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else f"{text[: _QUOTE_LENGTH - 1]}…"


def _notes(fault: Fault) -> tuple[str, ...]:
    others = fault.numbers[1:]
    if not others:
        return ()
    shown = ", ".join(str(number) for number in others[:_OTHERS_SHOWN])
    more = len(others) - _OTHERS_SHOWN
    rest = f" và {more} đoạn nữa" if more > 0 else ""
    return (f"Cùng lỗi này ở đoạn {shown}{rest}.",)


def _place(finding: Finding) -> tuple[int, int, str]:
    number = finding.where.paragraph if finding.where is not None else None
    return (number or 0, _ORDER[finding.severity], finding.code)
