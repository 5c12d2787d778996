"""The verb of `documents` that begins with last year's Word file."""

import argparse
from pathlib import Path

from service import clock
from service.cli.documents_desk import file_bytes
from service.cli.documents_input import add_office_and_sources, source_files, with_sources
from service.cli.output import check_output, print_json, write_file
from service.cli.parser import Groups
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from service.issuing.imported import CELL_SIGN, Imported
from service.issuing.importing import import_file
from service.issuing.input_file import input_yaml
from service.issuing.word_objects import imported_object

_SHOWN = 70


def add_verbs(verbs: Groups) -> None:
    """Add `import`."""
    verb = verbs.add_parser(
        "import",
        help="đọc tệp Word năm trước thành dữ liệu soạn thảo",
        description="Mỗi đoạn của tệp vào đúng một trường hoặc nằm ở khay “Chưa xếp”; không lưu vào sổ.",
    )
    verb.add_argument("slug", metavar="LOẠI", help="loại văn bản; xem ./run types list")
    verb.add_argument("file", metavar="TỆP.docx", type=Path, help="tệp Word của văn bản cũ")
    verb.add_argument("-o", "--output", metavar="DỮ_LIỆU", type=Path, required=True, help="tệp YAML sẽ ghi")
    verb.add_argument(
        "--json", action="store_true", help="in kết quả dạng JSON: dữ liệu, từng đoạn, khay, câu hỏi"
    )
    add_office_and_sources(verb)
    verb.set_defaults(func=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Read a Word file into an input."""
    check_output(arguments.output, arguments.file, *source_files(arguments.source))
    catalogue = Catalogue(FolderSource(TYPES))
    catalogue.get(arguments.slug)
    sources = with_sources({}, arguments.source).get("sources", {})
    made = import_file(
        catalogue,
        arguments.slug,
        file_bytes(arguments.file),
        now=clock.now(),
        office=arguments.office,
        sources=sources,
    )
    write_file(arguments.output, input_yaml(made.envelope).encode())
    if arguments.json:
        print_json(imported_object(made))
    else:
        _tell_import(made, arguments.output)
    return 0


def _tell_import(made: Imported, output: Path) -> None:
    print(f"Đã ghi {output}: {len(made.placed)} đoạn đã xếp, {len(made.questions)} chỗ cần kiểm tra lại.")
    for warning in made.warnings:
        print(warning)
    if made.tray:
        print(f"Chưa xếp ({len(made.tray)} đoạn):")
    for one in made.tray:
        print(f"  đoạn {one.number}: {_short(one.text.replace(CELL_SIGN, ' | '))} ({one.why})")
    if made.findings:
        print(f"Soát chữ: {len(made.findings)} điều; xem bằng ./run proofread {output}")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
