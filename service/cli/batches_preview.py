"""The verb `batches preview`: the document of one row of a table before the batch is started; nothing is kept."""

import argparse
import io
import sys
from pathlib import Path

from service.cli.batches_told import report_object, tell_report
from service.cli.documents_desk import at_work, file_bytes, say_findings
from service.cli.documents_input import read_file
from service.cli.output import EXIT_INPUT, check_output, print_json, write_file
from service.cli.parser import Groups
from service.cli.register_desk import say, verb
from service.jobs.batch_requests import BatchRequest
from service.jobs.samples import sample_of
from service.jobs.starting import TableRefused


def add_verbs(verbs: Groups) -> None:
    """Add `preview`."""
    parser = verb(verbs, "preview", "xem thử văn bản của một dòng trước khi tạo cả đợt", run_preview)
    parser.add_argument("slug", metavar="LOẠI", help="loại văn bản; xem ./run types list")
    parser.add_argument(
        "--plan", metavar="DỮ_LIỆU", required=True, help="dữ liệu chung: tệp YAML, JSON, hoặc dấu -"
    )
    parser.add_argument(
        "--table", metavar="BẢNG", type=Path, required=True, help="tệp .xlsx, .csv hoặc .json"
    )
    parser.add_argument("--row", metavar="SỐ", type=int, required=True, help="số dòng, như batches check nêu")
    parser.add_argument(
        "--by", choices=("office", "units"), default="units", help="ai ban hành (mặc định: units)"
    )
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp .docx sẽ ghi")


def run_preview(arguments: argparse.Namespace) -> int:
    """Write the document of one row; 1 where the row has faults."""
    check_output(arguments.output, arguments.table, Path(arguments.plan))
    request = BatchRequest(slug=arguments.slug, plan=read_file(arguments.plan), by=arguments.by)
    table = io.BytesIO(file_bytes(arguments.table))
    with at_work(arguments) as (_, workplace):
        try:
            made = sample_of(workplace, request, table, arguments.row)
        except TableRefused as refused:
            return _refused(arguments, refused)
    write_file(arguments.output, made.content)
    questions = [{"code": one.code, "path": one.path, "message": one.message} for one in made.questions]
    shown = {"row": made.row, "unit_name": made.unit_name, "findings": list(made.findings)}
    said = [f"Đã ghi {arguments.output}: dòng {made.row}, {made.unit_name}."]
    said += [f"Câu hỏi ({one['code']}, {one['path']}): {one['message']}" for one in questions]
    say(arguments, {**shown, "questions": questions}, "\n".join(said))
    if not arguments.json:
        say_findings(made.findings)
    return 0


def _refused(arguments: argparse.Namespace, refused: TableRefused) -> int:
    """Say what is wrong with the row, each fault with its cell."""
    if arguments.json:
        print_json({"code": refused.code, "message": refused.message, **report_object(refused.report)})
    else:
        tell_report(refused.report, None)
        print(refused.message, file=sys.stderr)
    return EXIT_INPUT
