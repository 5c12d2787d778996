"""The command `documents`: what is done with one document from a terminal or a script."""

import argparse
from pathlib import Path

from service import clock
from service.cli import (
    documents_begin,
    documents_book,
    documents_forecast,
    documents_import,
    documents_issue,
    documents_record,
    documents_take_back,
)
from service.cli.documents_input import add_input, read_file, source_files, with_sources
from service.cli.output import check_output, print_json, write_file
from service.cli.parser import Groups
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from service.issuing.preview import RenderedPreview, preview

__all__ = ["add_parser", "read_file", "run_preview"]


def add_parser(subparsers: Groups) -> None:
    """Register `documents preview` and the verbs of the register."""
    group = subparsers.add_parser("documents", help="tạo văn bản, cấp số, vào sổ, tìm và xem")
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True)
    _add_preview(verbs)
    documents_issue.add_verbs(verbs)
    documents_forecast.add_verbs(verbs)
    documents_book.add_verbs(verbs)
    documents_record.add_verbs(verbs)
    documents_begin.add_verbs(verbs)
    documents_import.add_verbs(verbs)
    documents_take_back.add_verbs(verbs)


def _add_preview(verbs: Groups) -> None:
    """Add `preview`."""
    verb = verbs.add_parser(
        "preview",
        help="tạo bản trình ký (chừa số và ngày), không lưu vào sổ",
        description="Tạo văn bản từ dữ liệu; không lưu, không lấy số. Số và ngày để trống trừ bản mẫu.",
    )
    add_input(verb)
    verb.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp .docx sẽ ghi")
    verb.add_argument("--specimen", action="store_true", help="bản mẫu để xem: số 01 và ngày hôm nay")
    verb.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    verb.set_defaults(func=run_preview)


def run_preview(arguments: argparse.Namespace) -> int:
    """Render an input to a file; questions are said, they stop nothing here."""
    check_output(arguments.output, Path(arguments.input), *source_files(arguments.source))
    catalogue = Catalogue(FolderSource(TYPES))  # also a type that is being made: nothing is stored or issued
    catalogue.get(arguments.slug)
    envelope = {"type": arguments.slug, **read_file(arguments.input)}
    if arguments.office is not None:
        envelope["office"] = arguments.office
    envelope = with_sources(envelope, arguments.source)
    made = preview(catalogue, arguments.slug, envelope, now=clock.now(), specimen=arguments.specimen)
    write_file(arguments.output, made.content)
    _tell(made, arguments)
    return 0


def _tell(made: RenderedPreview, arguments: argparse.Namespace) -> None:
    """Say what was written and what is still open."""
    questions = made.prepared.questions
    if arguments.json:
        shown = [{"path": one.path, "code": one.code, "message": one.message} for one in questions]
        print_json({"file": str(arguments.output), "file_name": made.file_name, "questions": shown})
        return
    print(f"Đã tạo {arguments.output}")
    for question in questions:
        print(f"Câu hỏi ({question.path}): {question.message}")
