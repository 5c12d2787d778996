"""The command `documents`: what is done with one document from a terminal or a script."""

import argparse
import sys
from pathlib import Path
from typing import Any

from service import clock
from service.cli.output import print_json, write_file
from service.cli.parser import Groups
from service.doctypes.catalogue import Catalogue
from service.doctypes.reading import read_input
from service.doctypes.source import FolderSource
from service.errors import UnreadableInput
from service.issuing.desk import TYPES
from service.issuing.preview import RenderedPreview, preview


def add_parser(subparsers: Groups) -> None:
    """Register `documents preview`."""
    group = subparsers.add_parser("documents", help="tạo và xem văn bản")
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True)
    verb = verbs.add_parser(
        "preview",
        help="tạo bản trình ký (chừa số và ngày), không lưu vào sổ",
        description="Tạo văn bản từ dữ liệu; không lưu, không lấy số. Số và ngày để trống trừ bản mẫu.",
    )
    verb.add_argument("slug", metavar="LOẠI", help="loại văn bản; xem ./run types list")
    verb.add_argument("input", metavar="DỮ_LIỆU", help="tệp YAML hoặc JSON; dấu - để đọc đầu vào chuẩn")
    verb.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp .docx sẽ ghi")
    verb.add_argument("--specimen", action="store_true", help="bản mẫu để xem: số 01 và ngày hôm nay")
    verb.add_argument("--office", metavar="MÃ", help="cơ quan ban hành, thay cho mã trong dữ liệu")
    verb.add_argument(
        "--source",
        metavar="TÊN=TỆP",
        action="append",
        default=[],
        help="dữ liệu của văn bản nguồn, ví dụ plan=ke_hoach.yaml; dùng được nhiều lần",
    )
    verb.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    verb.set_defaults(func=run_preview)


def run_preview(arguments: argparse.Namespace) -> int:
    """Render an input to a file; questions are said, they stop nothing here."""
    catalogue = Catalogue(FolderSource(TYPES))  # also a type that is being made: nothing is stored or issued
    catalogue.get(arguments.slug)
    envelope = {"type": arguments.slug, **read_file(arguments.input)}
    if arguments.office is not None:
        envelope["office"] = arguments.office
    envelope = _with_sources(envelope, arguments.source)
    made = preview(catalogue, arguments.slug, envelope, now=clock.now(), specimen=arguments.specimen)
    write_file(arguments.output, made.content)
    _tell(made, arguments)
    return 0


def read_file(name: str) -> dict[str, Any]:
    """Return the input in a file, `-` for standard input. Raises UnreadableInput."""
    if name == "-":
        return read_input(sys.stdin.buffer.read())
    try:
        return read_input(Path(name).read_bytes(), name)
    except OSError as error:
        raise UnreadableInput(f"Không đọc được {name}: {error.strerror}. Kiểm tra tên tệp.") from error


def _with_sources(envelope: dict[str, Any], given: list[str]) -> dict[str, Any]:
    """Return the input with the files of --source put in place."""
    if not given:
        return envelope
    sources = dict(envelope.get("sources") or {})
    for pair in given:
        name, equals, file = pair.partition("=")
        if not (name and equals and file):
            raise UnreadableInput(f"--source {pair}: viết dạng TÊN=TỆP, ví dụ plan=ke_hoach.yaml.")
        sources[name] = read_file(file)
    return {**envelope, "sources": sources}


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
