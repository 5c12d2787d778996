"""The command `check-format`: layout of .docx files against Nghị định 30/2020/NĐ-CP."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from service import settings
from service.checking import Fixed
from service.cli.output import EXIT_INPUT, EXIT_UNREADABLE, check_output, error_object, print_json, write_file
from service.cli.parser import Groups
from service.conversion.libreoffice import Converter, find_converter
from service.domain.findings import Finding
from service.domain.findings_told import ended, fault_words, place_words
from service.errors import UnreadableInput, system_reason
from service.inspection.package import MAX_FILE_BYTES
from service.issuing.format_check import check_format, mend_format

_SEVERITIES = {"error": "LỖI", "warn": "NÊN SỬA", "info": "LƯU Ý"}


def add_parser(subparsers: Groups) -> None:
    """Register `check-format FILE.docx... [--fix -o NEW.docx] [--pages] [--json]`."""
    parser = subparsers.add_parser(
        "check-format",
        help="kiểm tra thể thức tệp Word theo Nghị định 30/2020/NĐ-CP",
        description="Kiểm tra thể thức; kết thúc bằng 0: không có lỗi, 1: có lỗi, 2: có tệp không đọc được.",
    )
    parser.add_argument("files", metavar="TỆP.docx", type=Path, nargs="+", help="một hoặc nhiều tệp .docx")
    parser.add_argument("--fix", action="store_true", help="sửa những chỗ an toàn, ghi ra tệp của -o")
    parser.add_argument("-o", "--output", metavar="TỆP_MỚI", type=Path, help="tệp sẽ ghi khi có --fix")
    parser.add_argument("--pages", action="store_true", help="ghi cả số trang (cần LibreOffice, chậm hơn)")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(func=run, refuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Check each file; return 0 without an error, 1 with one, 2 when a file cannot be read."""
    if arguments.fix:
        return _fix(arguments)
    if arguments.output is not None:
        arguments.refuse("-o chỉ dùng cùng --fix")
    converter = _converter() if arguments.pages else None
    if arguments.pages and converter is None:
        print("Máy chưa cài LibreOffice nên chỉ ghi số đoạn, chưa ghi số trang.", file=sys.stderr)
    findings: list[Finding] = []
    refused: list[tuple[str, UnreadableInput]] = []
    for path in arguments.files:
        try:
            findings.extend(check_format(read(path), file=str(path), converter=converter).findings)
        except UnreadableInput as error:
            refused.append((str(path), error))
    if arguments.json:
        _print_as_json(findings, refused)
    else:
        _print_for_people(findings, refused, len(arguments.files))
    if refused:
        return EXIT_UNREADABLE
    return EXIT_INPUT if any(finding.severity == "error" for finding in findings) else 0


def _converter() -> Converter | None:
    found = settings.current(needs_secret=False)
    return find_converter(found.libreoffice_command, timeout_seconds=found.conversion_timeout_seconds)


def _fix(arguments: argparse.Namespace) -> int:
    """Write the mended file where something could be mended; the status tells of what is left."""
    if len(arguments.files) != 1 or arguments.output is None:
        arguments.refuse("--fix sửa một tệp và cần -o TỆP_MỚI.docx")
    path, output = arguments.files[0], arguments.output
    check_output(output, path)
    made = mend_format(read(path), file=str(path))
    if made.mended:
        write_file(output, made.content)
    if arguments.json:
        done, left = (
            [finding_object(finding) for finding in findings] for findings in (made.mended, made.left)
        )
        print_json({"file": str(output) if made.mended else None, "done": done, "findings": left})
    else:
        _tell(made, output)
    return EXIT_INPUT if any(finding.severity == "error" for finding in made.left) else 0


def _tell(made: Fixed, output: Path) -> None:
    for finding in made.mended:
        print(
            f"ĐÃ SỬA {place_words(finding)}: {finding.message} Nay: {ended(finding.expected)} [{finding.code}]"
        )
    for finding in made.left:
        print(finding_line(finding))
    left = f"còn {len(made.left)} chỗ cần người xem" if made.left else "không còn lỗi nào máy thấy được"
    if made.mended:
        print(f"Đã ghi {output}: sửa {len(made.mended)} loại lỗi, {left}.")
    else:
        print(f"Không có chỗ nào máy sửa được an toàn nên không ghi tệp mới; {left}.")


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
    basis = f"[{finding.code}; {finding.basis}]"
    return f"{_SEVERITIES[finding.severity]} {place_words(finding)}: {fault_words(finding)} {basis}"


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
