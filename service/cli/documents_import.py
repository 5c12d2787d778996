"""The verbs of `documents` for Word files: import last year's file, take back a file that was changed in Word."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from service import clock
from service.cli.documents_desk import at_work, document_verb, file_bytes, tell_document
from service.cli.documents_input import add_office_and_sources, source_files, with_sources
from service.cli.output import check_output, print_json, write_file
from service.cli.parser import Groups
from service.cli.register_desk import say
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from service.issuing.importing import Imported, import_file
from service.issuing.input_file import input_yaml
from service.issuing.returned_changes import Comparison, Unplaced
from service.issuing.returned_word import compare, put_up_as_signed, take
from service.issuing.word_objects import comparison_object, imported_object, unplaced_object

_SHOWN = 70


def add_verbs(verbs: Groups) -> None:
    """Add `import` and `take-back`."""
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
    back = document_verb(verbs, "take-back", "nhận lại tệp đã sửa trên Word vào bản nháp", run_take_back)
    back.add_argument("file", metavar="TỆP.docx", type=Path, help="tệp đã sửa")
    back.add_argument(
        "--keep", metavar="MÃ", action="append", default=[], help="giữ bản nháp ở thay đổi có mã này"
    )
    back.add_argument("--show", action="store_true", help="chỉ xem các thay đổi, không nhận")
    back.add_argument(
        "--as-signed",
        action="store_true",
        help="lập lại bản trình ký theo bản đã ký: trả lại, nhận, trình lại",
    )


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
    if made.tray:
        print(f"Chưa xếp ({len(made.tray)} đoạn):")
    for one in made.tray:
        print(f"  đoạn {one.number}: {_short(one.text)}")
    if made.findings:
        print(f"Soát chữ: {len(made.findings)} điều; xem bằng ./run proofread {output}")


def run_take_back(arguments: argparse.Namespace) -> int:
    """Compare a returned file, or take its changes."""
    content = file_bytes(arguments.file)
    with at_work(arguments) as (_, workplace):
        if arguments.show:
            found = compare(workplace, arguments.id, content)
            say(arguments, {"id": found.document_id, **comparison_object(found)}, "\n".join(_lines(found)))
            return 0
        if arguments.as_signed:
            taken, _submitted = put_up_as_signed(workplace, arguments.id, content, keep=arguments.keep)
        else:
            taken = take(workplace, arguments.id, content, keep=arguments.keep)
        text = "\n".join(
            [
                f"Đã nhận {taken.taken} thay đổi thành phiên bản {taken.document.version}.",
                *_unplaced(taken.unplaced),
            ]
        )
        more = {"taken": taken.taken, "unplaced": [unplaced_object(one) for one in taken.unplaced]}
        return tell_document(arguments, workplace, taken.document, text, more)


def _lines(found: Comparison) -> Sequence[str]:
    lines = [f"{len(found.changes)} thay đổi so với phiên bản {found.version}:"]
    for one in found.changes:
        mark = f" (đề nghị của {one.author or 'người sửa'})" if one.is_proposal else ""
        lines += [
            f"[{one.key}] {one.path}{mark}",
            f"  Bản nháp: {_short(one.draft)}",
            f"  Bản Word: {_short(one.word)}",
        ]
    lines += [f"Nhận xét của {one.author} ở {one.path or 'văn bản'}: {one.text}" for one in found.remarks]
    return [*lines, *_unplaced(found.unplaced)]


def _unplaced(found: Sequence[Unplaced]) -> list[str]:
    if not found:
        return []
    head = f"Chưa đưa vào được: {len(found)} chỗ"
    return [head, *(_unplaced_line(one) for one in found)]


def _unplaced_line(one: Unplaced) -> str:
    where = one.path or "bản nháp"
    if one.is_still_printed:
        return f"  vẫn in “{_short(one.text)}”, đã bỏ hoặc sửa trong tệp Word (sửa ở {where})"
    return f"  {_short(one.text)} (gõ ở {where})"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
