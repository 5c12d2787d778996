"""The command `proofread`: wording, numbers and references of .docx, .txt and input files."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from service.cli.output import EXIT_INPUT, EXIT_UNREADABLE, check_output, error_object, print_json, write_file
from service.cli.parser import Groups
from service.domain.dates import parse_date
from service.domain.findings import Finding, Severity
from service.domain.refusal import Refused
from service.errors import UnreadableInput, system_reason
from service.inspection.package import MAX_FILE_BYTES
from service.issuing.proofreading import Mended, mend, proofread_file
from service.proofreading import ProofContext, checks

_SEVERITIES = {"error": "LỖI", "warn": "NÊN SỬA", "info": "LƯU Ý"}


def add_parser(subparsers: Groups) -> None:
    """Register `proofread FILE... [--fix -o NEW] [--date DAY] [--word WORD] [--off CODE=REASON] [--office ID]`."""
    parser = subparsers.add_parser(
        "proofread",
        help="soát câu chữ, số liệu, viện dẫn của tệp .docx, .txt, .yaml",
        description="Soát lỗi; kết thúc bằng 0: không có lỗi, 1: có lỗi, 2: có tệp không đọc được.",
    )
    parser.add_argument(
        "files", metavar="TỆP", type=Path, nargs="+", help="tệp .docx, .txt, .yaml hoặc .json"
    )
    parser.add_argument("--fix", action="store_true", help="sửa những chỗ chắc chắn, ghi ra tệp của -o")
    parser.add_argument("-o", "--output", metavar="TỆP_MỚI", type=Path, help="tệp sẽ ghi khi có --fix")
    parser.add_argument("--date", metavar="NGÀY", help="ngày của văn bản, ví dụ 05/02/2025")
    parser.add_argument(
        "--word", metavar="TỪ", action="append", default=[], help="từ riêng của cơ quan, coi là đúng"
    )
    parser.add_argument(
        "--off", metavar="MÃ=LÝ_DO", action="append", default=[], help="tắt một loại lỗi, kèm lý do"
    )
    parser.add_argument(
        "--office", metavar="MÃ", help="theo từ riêng và thiết lập của cơ quan trong sổ đăng ký"
    )
    parser.add_argument(
        "--as", dest="user", metavar="NGƯỜI_DÙNG", default="operator", help="người làm (mặc định: operator)"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Proofread each file; return 0 without an error, 1 with one, 2 when a file cannot be read."""
    context = _context(arguments)
    if arguments.fix:
        return _fix(arguments, context)
    findings: list[Finding] = []
    refused: list[tuple[str, UnreadableInput]] = []
    for path in arguments.files:
        try:
            found = proofread_file(_read(path), path.name, context=context)
            findings.extend(_of_file(found, path))
        except UnreadableInput as error:
            refused.append((str(path), error))
    _print(findings, refused, arguments)
    if refused:
        return EXIT_UNREADABLE
    return EXIT_INPUT if any(one.severity == "error" for one in findings) else 0


def _context(arguments: argparse.Namespace) -> ProofContext:
    off = {}
    for pair in arguments.off:
        code, _, reason = pair.partition("=")
        if code not in checks() or not reason.strip():
            raise UnreadableInput(
                f'--off {pair}: ghi dạng MÃ=LÝ_DO, ví dụ dash="theo mẫu của tỉnh".', code="usage"
            )
        off[code] = reason.strip()
    own = _of_office(arguments) if arguments.office else ProofContext()
    words = own.own_words | frozenset(arguments.word)
    return ProofContext(_day(arguments.date), words, {**own.switched_off, **off})


def _of_office(arguments: argparse.Namespace) -> ProofContext:
    """Return what an office says of wording. Raises RegisterMissing, NotAllowed, OfficeNotFound."""
    from service.cli.documents_desk import at_work  # noqa: PLC0415 - the register costs a start that most do not need
    from service.issuing.file_checks import wording_context  # noqa: PLC0415

    with at_work(arguments) as (_, workplace):
        return wording_context(workplace, arguments.office)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else parse_date(text)
    except Refused as error:
        raise UnreadableInput(error.message, code=error.code) from error


def _fix(arguments: argparse.Namespace, context: ProofContext) -> int:
    if len(arguments.files) != 1 or arguments.output is None:
        raise UnreadableInput("--fix sửa một tệp và cần -o TỆP_MỚI.", code="usage")
    path = arguments.files[0]
    check_output(arguments.output, path)
    made = mend(_read(path), path.name, context=context)
    if made.done:
        write_file(arguments.output, made.content)
    if arguments.json:
        done = [asdict(one) for one in made.done]
        print_json(
            {
                "file": str(arguments.output) if made.done else None,
                "done": done,
                "findings": [finding_object(one) for one in made.left],
            }
        )
    else:
        _tell(made, arguments.output)
    return EXIT_INPUT if any(one.severity == "error" for one in made.left) else 0


def _tell(made: Mended, output: Path) -> None:
    for one in made.done:
        print(f"ĐÃ SỬA {one.locator}: thành “{one.replacement}” [{one.code}]")
    for finding in made.left:
        print(finding_line(finding))
    if made.done:
        print(f"Đã ghi {output}: sửa {len(made.done)} chỗ, còn {len(made.left)} chỗ cần người xem.")
    else:
        print(f"Không có chỗ nào chắc chắn để sửa, không ghi tệp; còn {len(made.left)} chỗ cần người xem.")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableInput(f"Tệp lớn hơn {MAX_FILE_BYTES // 1_000_000} MB. Hãy tách tệp rồi soát lại.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"Không mở được tệp: {system_reason(error)}. Kiểm tra lại tên và quyền đọc."
        ) from error


def _of_file(findings: Sequence[Finding], path: Path) -> list[Finding]:
    return [replace(one, file=str(path)) for one in findings]


def _print(
    findings: Sequence[Finding], refused: Sequence[tuple[str, UnreadableInput]], arguments: argparse.Namespace
) -> None:
    if arguments.json:
        answer: dict[str, Any] = {"findings": [finding_object(one) for one in findings]}
        if refused:
            answer["errors"] = [{"file": file, **error_object(error)} for file, error in refused]
        print_json(answer)
        return
    for one in findings:
        print(f"{one.file}: {finding_line(one)}" if len(arguments.files) > 1 else finding_line(one))
    for name, error in refused:
        print(f"{name}: {error.message}", file=sys.stderr)
    if len(refused) < len(arguments.files):
        print(summary(findings, checked=len(arguments.files) - len(refused)))


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return a finding as the JSON object that other programs rely on: `path` of a field or `where` in a file."""
    return asdict(finding)


def finding_line(finding: Finding) -> str:
    """Return a finding as one line: how grave, where, what is wrong, what to write, its code and rule.

    >>> finding_line(Finding("typo", "error", "Không có tiếng “quyêt”.", path="content.title", quote="quyêt",
    ...                      suggestion="quyết", basis="Chính tả tiếng Việt"))
    'LỖI content.title “quyêt”: Không có tiếng “quyêt”. Sửa thành: “quyết”. [typo; Chính tả tiếng Việt]'
    """
    right = f" Sửa thành: “{finding.suggestion}”." if finding.suggestion.strip() else ""
    notes = "".join(f" {note}" for note in finding.notes)
    place = f"{_place(finding)} “{finding.quote}”"
    return f"{_SEVERITIES[finding.severity]} {place}: {finding.message}{right}{notes} [{finding.code}; {finding.basis}]"


def _place(finding: Finding) -> str:
    where = finding.where
    if where is None or where.paragraph is None:
        return finding.path or "toàn văn bản"
    page = f"trang {where.page}, " if where.page is not None else ""
    return f"{page}{'dòng' if finding.file.lower().endswith('.txt') else 'đoạn'} {where.paragraph}"


def summary(findings: Sequence[Finding], *, checked: int) -> str:
    """Return the last line: how many files, errors, warnings, notes.

    >>> summary([], checked=1)
    'Đã soát 1 tệp: không có lỗi.'
    """
    counts = Counter(finding.severity for finding in findings)
    words: tuple[tuple[Severity, str], ...] = (("error", "lỗi"), ("warn", "chỗ nên sửa"), ("info", "lưu ý"))
    parts = [f"{counts[severity]} {word}" for severity, word in words if counts[severity]]
    return f"Đã soát {checked} tệp: {', '.join(parts) if parts else 'không có lỗi'}."
