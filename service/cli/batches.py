"""The command `batches`: one document for each unit of a table; the empty table, and the check before the start.

The verbs that run a batch stand in `batches_run`.
"""

import argparse
from pathlib import Path
from typing import BinaryIO

from service import clock
from service.cli import batches_preview
from service.cli.batches_run import add_verbs
from service.cli.batches_told import report_object, tell_report
from service.cli.documents_input import read_file
from service.cli.output import EXIT_INPUT, check_output, print_json, write_file
from service.cli.parser import Groups
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.domain.dates import office_day
from service.errors import UnreadableInput, system_reason
from service.issuing.desk import TYPES
from service.jobs.tables import (
    batch_input,
    check,
    marked,
    open_table,
    units_below,
    write_template,
)


def add_parser(subparsers: Groups) -> None:
    """Register `batches` with its verbs."""
    group = subparsers.add_parser("batches", help="tạo văn bản hàng loạt cho nhiều đơn vị")
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True)
    template = verbs.add_parser(
        "template",
        help="ghi bảng Excel mẫu để điền",
        description="Ghi bảng Excel mẫu của một loại văn bản; có --province thì điền sẵn các xã, phường của tỉnh.",
    )
    template.add_argument("slug", metavar="LOẠI", help="loại văn bản; xem ./run types list")
    template.add_argument(
        "--province", metavar="MÃ", help="mã hoặc tên tỉnh, thành phố có đơn vị cần điền sẵn, ví dụ 51"
    )
    template.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp .xlsx sẽ ghi")
    template.set_defaults(func=run_template)
    verb = verbs.add_parser(
        "check",
        help="kiểm tra bảng trước khi tạo văn bản",
        description="Kiểm tra mọi dòng của bảng: nêu từng ô sai, không tạo văn bản, không lấy số.",
    )
    _add_check_arguments(verb)
    verb.set_defaults(func=run_check)
    batches_preview.add_verbs(verbs)
    add_verbs(verbs)


def _add_check_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("slug", metavar="LOẠI", help="loại văn bản; xem ./run types list")
    verb.add_argument(
        "--plan", metavar="DỮ_LIỆU", required=True, help="dữ liệu chung: tệp YAML hoặc JSON, hoặc dấu -"
    )
    verb.add_argument("--table", metavar="BẢNG", type=Path, required=True, help="tệp .xlsx, .csv hoặc .json")
    verb.add_argument(
        "--by",
        choices=("office", "units"),
        default="units",
        help="ai ban hành: office là một cơ quan gửi từng đơn vị; units là mỗi đơn vị tự ban hành (mặc định)",
    )
    verb.add_argument(
        "-o", "--output", metavar="TỆP", type=Path, help="ghi lại bảng, tô màu và ghi chú các ô sai"
    )
    verb.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_template(arguments: argparse.Namespace) -> int:
    """Write the workbook of a type."""
    catalogue = Catalogue(FolderSource(TYPES))
    document_type = catalogue.get(arguments.slug)
    units = units_below(arguments.province) if arguments.province else ()
    write_file(arguments.output, write_template(catalogue, document_type, units=units))
    filled = f", điền sẵn {len(units)} đơn vị" if units else ""
    print(f"Đã ghi {arguments.output}{filled}.")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Check a table; 0 when every row can be made, 1 when some cannot."""
    check_output(arguments.output, arguments.table, Path(arguments.plan))
    plan = read_file(arguments.plan)
    batch = batch_input(
        Catalogue(FolderSource(TYPES)), arguments.slug, plan, by=arguments.by, today=office_day(clock.now())
    )
    with _opened(arguments.table) as file:
        sheets = open_table(file)
        report = check(batch, sheets)
        if arguments.output is not None and report.errors:
            write_file(arguments.output, marked(file, sheets, report.errors))
    if arguments.json:
        print_json(report_object(report))
    else:
        tell_report(report, arguments.output)
    return EXIT_INPUT if report.errors else 0


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise UnreadableInput(f"Không đọc được {path}: {system_reason(error)}. Kiểm tra tên tệp.") from error
