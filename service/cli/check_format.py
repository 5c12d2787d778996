"""The command `check-format`: layout of .docx files against Nghị định 30/2020/NĐ-CP."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from service.checking import check
from service.cli.output import EXIT_INPUT, EXIT_UNREADABLE, error_object, print_json
from service.cli.parser import Groups
from service.domain.findings import Finding
from service.errors import UnreadableInput, system_reason
from service.inspection.package import MAX_FILE_BYTES

_SEVERITIES = {"error": "LỖI", "warn": "NÊN SỬA", "info": "LƯU Ý"}
_PARTS = {"header": "đầu trang", "footer": "chân trang"}


def add_parser(subparsers: Groups) -> None:
    """Register `check-format FILE.docx... [--json]`."""
    parser = subparsers.add_parser(
        "check-format",
        help="kiểm tra thể thức tệp Word theo Nghị định 30/2020/NĐ-CP",
        description="Kiểm tra thể thức; kết thúc bằng 0: không có lỗi, 1: có lỗi, 2: có tệp không đọc được.",
    )
    parser.add_argument("files", metavar="TỆP.docx", type=Path, nargs="+", help="một hoặc nhiều tệp .docx")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Check each file; return 0 without an error, 1 with one, 2 when a file cannot be read."""
    findings: list[Finding] = []
    refused: list[tuple[str, UnreadableInput]] = []
    for path in arguments.files:
        try:
            findings.extend(check(read(path), file=str(path)))
        except UnreadableInput as error:
            refused.append((str(path), error))
    if arguments.json:
        _print_as_json(findings, refused)
    else:
        _print_for_people(findings, refused, len(arguments.files))
    if refused:
        return EXIT_UNREADABLE
    return EXIT_INPUT if any(finding.severity == "error" for finding in findings) else 0


def read(path: Path) -> bytes:
    """Return the bytes of a file. Raises UnreadableInput, with what to do, before a huge one is read."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableInput(
                f"Tệp lớn hơn {MAX_FILE_BYTES // 1_000_000} MB. Hãy bỏ bớt hình ảnh rồi kiểm tra lại."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"Không mở được tệp: {system_reason(error)}. Kiểm tra lại tên và quyền đọc."
        ) from error


def _print_as_json(findings: Sequence[Finding], refused: Sequence[tuple[str, UnreadableInput]]) -> None:
    answer: dict[str, Any] = {"findings": [finding_object(finding) for finding in findings]}
    if refused:
        answer["errors"] = [{"file": file, **error_object(error)} for file, error in refused]
    print_json(answer)


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return a finding as the JSON object that other programs rely on; `notes` is an addition."""
    shown = asdict(finding)
    del shown["path"]  # of inputs only; a finding in a file has `where`
    return shown


def _print_for_people(
    findings: Sequence[Finding], refused: Sequence[tuple[str, UnreadableInput]], files: int
) -> None:
    for finding in findings:
        file = f"{finding.file}: " if files > 1 else ""
        print(f"{file}{finding_line(finding)}")
    for name, error in refused:
        print(f"{name}: {error.message}", file=sys.stderr)
    if len(refused) < files:
        print(summary(findings, checked=files - len(refused)))


def finding_line(finding: Finding) -> str:
    """Return a finding as one line: how grave, where, what is wrong, what was found, what is right, the clause.

    >>> finding_line(Finding("PAGE.SIZE", "error", "Sai khổ giấy.", found="A5", expected="A4", basis="Mục I k.1"))
    'LỖI toàn văn bản: Sai khổ giấy. Thấy: A5. Đúng: A4. [PAGE.SIZE; Mục I k.1]'
    """
    found = f" Thấy: {finding.found}." if finding.found else ""
    expected = f" Đúng: {finding.expected}." if finding.expected else ""
    notes = "".join(f" {note}" for note in finding.notes)
    basis = f"[{finding.code}; {finding.basis}]"
    return (
        f"{_SEVERITIES[finding.severity]} {place(finding)}: {finding.message}{found}{expected}{notes} {basis}"
    )


def place(finding: Finding) -> str:
    """Return the place as a person would say it: ``trang 2, đoạn 14 “II. ĐÁNH GIÁ”``."""
    where = finding.where
    if where is None or where.paragraph is None:
        return "toàn văn bản"
    if where.part in _PARTS:
        return f"{_PARTS[where.part]}, đoạn {where.paragraph}"
    page = f"trang {where.page}, " if where.page is not None else ""
    quote = f" “{finding.quote}”" if finding.quote else ""
    return f"{page}đoạn {where.paragraph}{quote}"


def summary(findings: Sequence[Finding], *, checked: int) -> str:
    """Return the last line: how many files, errors, warnings, notes.

    >>> summary([], checked=2)
    'Đã kiểm tra 2 tệp: không có lỗi.'
    """
    counts: Counter[str] = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[severity]} {word}"
        for severity, word in (("error", "lỗi"), ("warn", "chỗ nên sửa"), ("info", "lưu ý"))
        if counts[severity]
    ]
    return f"Đã kiểm tra {checked} tệp: {', '.join(parts) if parts else 'không có lỗi'}."
