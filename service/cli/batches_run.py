"""`batches start | status | pause | resume | retry | cancel | issue`: running a batch from the command line."""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from service import settings
from service.cli.batches_told import report_object, tell_report
from service.cli.documents_input import read_file
from service.cli.output import EXIT_INPUT, check_output, print_json, write_file
from service.cli.parser import Groups
from service.cli.register_desk import day, say, verb
from service.conversion.libreoffice import find_converter
from service.errors import UnreadableInput, system_reason
from service.issuing.desk import open_desk
from service.issuing.workplace import Workplace
from service.jobs import archive, batches
from service.jobs.batch_requests import BatchRequest, left_open
from service.jobs.batches import Progress
from service.jobs.days_table import days_of, only
from service.jobs.engine import Engine
from service.jobs.merging import merged
from service.jobs.starting import QuestionsOpen, TableRefused, start
from service.jobs.tables import TableReport
from service.register.batches import BatchState

_LOOK_SECONDS = 0.2
_BAR_WIDTH = 30
_ID = "mã đợt, in ra khi bắt đầu"
_STATE_WORDS = {
    BatchState.RUNNING: "đang chạy",
    BatchState.PAUSED: "đang dừng",
    BatchState.CANCELLED: "đã dừng hẳn",
    BatchState.FINISHED: "đã xong",
}


def add_verbs(verbs: Groups) -> None:
    """Register the verbs that run a batch."""
    _add_start(verbs)
    for name, meaning, func in (
        ("status", "xem một đợt, hoặc các đợt của cơ quan", run_status),
        ("pause", "tạm dừng một đợt", run_pause),
        ("resume", "chạy tiếp một đợt đang dừng", run_resume),
        ("retry", "làm lại các dòng lỗi", run_retry),
        ("cancel", "dừng hẳn một đợt; văn bản đã tạo vẫn giữ", run_cancel),
    ):
        parser = verb(verbs, name, meaning, func)
        is_optional = name == "status"
        parser.add_argument("id", metavar="MÃ_ĐỢT", nargs="?" if is_optional else None, help=_ID)
        if is_optional:
            parser.add_argument("--office", metavar="MÃ", default="", help="cơ quan có các đợt cần xem")
            parser.add_argument("-o", "--output", metavar="TỆP", type=Path, help="ghi tệp ZIP các văn bản")
        if func in {run_resume, run_retry}:
            parser.add_argument(
                "--on",
                metavar="NGÀY",
                type=day,
                help="ngày ban hành mới cho các dòng chưa có số (mặc định: giữ ngày cũ)",
            )
    issue = verb(verbs, "issue", "cấp số cho văn bản của một đợt đã ký về", run_issue)
    issue.add_argument("id", metavar="MÃ_ĐỢT", help=_ID)
    issue.add_argument(
        "--rows", metavar="DÒNG", default="", help="số thứ tự các dòng như 1,4-9; bỏ trống: tất cả"
    )
    issue.add_argument("--on", metavar="NGÀY", type=day, help="ngày ban hành (mặc định: hôm nay)")
    issue.add_argument(
        "--days",
        metavar="BẢNG",
        type=Path,
        help="bảng có cột TT (hoặc Mã đơn vị) và Ngày ban hành, ví dụ DANH_SACH.xlsx đã ghi ngày; dòng trống: chưa cấp",
    )
    _add_acknowledge(issue)


def _add_start(verbs: Groups) -> None:
    parser = verb(verbs, "start", "tạo văn bản cho mọi đơn vị của bảng", run_start)
    parser.add_argument("slug", metavar="LOẠI", help="loại văn bản; xem ./run types list")
    parser.add_argument(
        "--plan", metavar="DỮ_LIỆU", required=True, help="dữ liệu chung: tệp YAML, JSON, hoặc dấu -"
    )
    parser.add_argument(
        "--table", metavar="BẢNG", type=Path, required=True, help="tệp .xlsx, .csv hoặc .json"
    )
    parser.add_argument(
        "--by", choices=("office", "units"), default="units", help="ai ban hành (mặc định: units)"
    )
    parser.add_argument(
        "--intent",
        choices=("for_signature", "issue"),
        default="for_signature",
        help="để trình ký (mặc định), hay cấp số ngay",
    )
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày ban hành khi cấp số (mặc định: hôm nay)")
    parser.add_argument("--valid-only", action="store_true", help="tạo các dòng hợp lệ, bỏ qua dòng có lỗi")
    parser.add_argument(
        "--merge", choices=("docx", "pdf"), default="", help="ghi thêm một tệp gộp để in, cạnh tệp ZIP"
    )
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, help="tệp ZIP sẽ ghi khi xong")
    parser.add_argument("--no-wait", action="store_true", help="không chờ; xem sau bằng ./run batches status")
    _add_acknowledge(parser)


def _add_acknowledge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--acknowledge",
        metavar="CÂU_HỎI",
        action="append",
        default=[],
        help="xác nhận một câu hỏi: ghi mã cho mọi dòng, hoặc mã@số cho một dòng (số là dòng của bảng lúc lập đợt, TT"
        " trong đợt lúc cấp số); nhiều lần được",
    )


def run_start(arguments: argparse.Namespace) -> int:
    """Start a batch, watch it, write its archive; 1 when rows failed."""
    check_output(arguments.output, arguments.table, Path(arguments.plan))
    request = BatchRequest(
        slug=arguments.slug,
        plan=read_file(arguments.plan),
        by=arguments.by,
        intent=arguments.intent,
        valid_only=arguments.valid_only,
        merge=arguments.merge,
        acknowledged=frozenset(arguments.acknowledge),
        issued_on=arguments.on,
        plan_name="dữ liệu gửi vào lệnh" if arguments.plan == "-" else f"tệp {Path(arguments.plan).name}",
        table_name=arguments.table.name,
    )
    workplace, engine = _at_work(arguments)
    checked: list[TableReport] = []
    with _opened(arguments.table) as file:
        try:
            seen = None if arguments.json else _tell_checked
            batch_id = start(workplace, engine, request, file, seen=seen, told=checked.append)
        except (TableRefused, QuestionsOpen) as refused:
            return _refused(arguments, refused)
    said = {"report": report_object(checked[0])} if checked else {}
    if checked and not arguments.json:
        print(file=sys.stderr)
        tell_report(left_open(checked[0], request), None)
    if arguments.no_wait:
        return _tell(arguments, batches.status(workplace, batch_id), said)
    progress = _watched(workplace, batch_id, is_shown=not arguments.json)
    if arguments.output is not None:
        _write(workplace, batch_id, arguments)
    return _tell(arguments, progress, said)


def run_status(arguments: argparse.Namespace) -> int:
    """Show one batch, or those of an office."""
    workplace, _ = _at_work(arguments)
    if arguments.id:
        progress = batches.status(workplace, arguments.id)
        if arguments.output is not None:
            check_output(arguments.output)
            _write(workplace, arguments.id, arguments)
        return _tell(arguments, progress)
    found = batches.listed(workplace, batches.own_office(workplace, arguments.office))
    lines = "\n".join(f"{one.batch.id}  {_words(one)}  {one.batch.subject}" for one in found)
    say(arguments, {"batches": [batches.batch_object(one) for one in found]}, lines or "Chưa có đợt nào.")
    return 0


def run_pause(arguments: argparse.Namespace) -> int:
    """Let a batch stand still."""
    workplace, _ = _at_work(arguments)
    batches.pause(workplace, arguments.id)
    return _tell(arguments, batches.status(workplace, arguments.id))


def run_resume(arguments: argparse.Namespace) -> int:
    """Go on with a batch."""
    workplace, engine = _at_work(arguments)
    batches.resume(workplace, engine, arguments.id, on=arguments.on)
    return _tell(arguments, batches.status(workplace, arguments.id))


def run_retry(arguments: argparse.Namespace) -> int:
    """Do the rows with faults again."""
    workplace, engine = _at_work(arguments)
    batches.retry(workplace, engine, arguments.id, on=arguments.on)
    return _tell(arguments, batches.status(workplace, arguments.id))


def run_cancel(arguments: argparse.Namespace) -> int:
    """Stop a batch for good."""
    workplace, _ = _at_work(arguments)
    batches.cancel(workplace, arguments.id)
    return _tell(arguments, batches.status(workplace, arguments.id))


def run_issue(arguments: argparse.Namespace) -> int:
    """Number the rows that came back signed."""
    workplace, engine = _at_work(arguments)
    rows = _rows_to_number(workplace, arguments)
    batches.issue_rows(
        workplace, engine, arguments.id, rows, on=arguments.on, acknowledged=tuple(arguments.acknowledge)
    )
    return _tell(arguments, _watched(workplace, arguments.id, is_shown=not arguments.json))


def _rows_to_number(workplace: Workplace, arguments: argparse.Namespace) -> dict[int, date | None] | None:
    """Return the rows with their days: those of a table, of them only the ones named; None for all.

    Raises ServiceError (``days_missing``) for a row that was named and has no day in the table.
    """
    named = batches.rows_chosen(arguments.rows) if arguments.rows else None
    if arguments.days is None:
        return named
    with _opened(arguments.days) as file:
        days = days_of(workplace, arguments.id, file)
    return days if named is None else only(days, named)


def _at_work(arguments: argparse.Namespace) -> tuple[Workplace, Engine]:
    current = settings.current(needs_secret=False)
    return open_desk(current).workplace(arguments.user), Engine(current)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableInput(f"Không đọc được {path}: {system_reason(error)}. Kiểm tra tên tệp.") from error
    with file:
        yield file


def _watched(workplace: Workplace, batch_id: str, *, is_shown: bool) -> Progress:
    """Wait until nothing moves any more, with a bar on the terminal."""
    while True:
        progress = batches.status(workplace, batch_id)
        if is_shown:
            print(f"\r{_bar(progress)}", end="", file=sys.stderr, flush=True)
        if progress.is_over or progress.batch.state == BatchState.PAUSED:
            if is_shown:
                print(file=sys.stderr)
            return progress
        time.sleep(_LOOK_SECONDS)


def _tell_checked(rows: int) -> None:
    """Say how far the check of the table has come."""
    print(f"\rĐang kiểm tra bảng: {rows} dòng...", end="", file=sys.stderr, flush=True)


def _bar(progress: Progress) -> str:
    total = max(1, progress.batch.total)
    share = (total - progress.left) / total
    filled = "█" * round(share * _BAR_WIDTH)
    rest = "" if progress.seconds_left is None else f", còn khoảng {progress.seconds_left} giây"
    return f"[{filled:<{_BAR_WIDTH}}] {progress.done}/{progress.batch.total}, lỗi {progress.failed}{rest}    "


def _write(workplace: Workplace, batch_id: str, arguments: argparse.Namespace) -> None:
    """Write the archive, and beside it the merged file that the batch was asked for."""
    write_file(arguments.output, archive.archive(workplace, batch_id).made().pieces)
    form = batches.status(workplace, batch_id).batch.merge
    if form:
        current = settings.current(needs_secret=False)
        converter = find_converter(
            current.libreoffice_command, timeout_seconds=current.conversion_timeout_seconds
        )
        file = merged(workplace, batch_id, form, converter)
        write_file(arguments.output.with_suffix(f".{form}"), file.made().pieces)


def _tell(arguments: argparse.Namespace, progress: Progress, more: Mapping[str, Any] | None = None) -> int:
    """Say where a batch stands; 1 when rows failed or it stands still for a trouble. `more` is for JSON."""
    lines = [f"Đợt {progress.batch.id}: {_words(progress)}"]
    if progress.batch.trouble:
        lines.append(progress.batch.trouble)
    lines += [f"- dòng {one.number} ({one.unit_name}): {one.error}" for one in progress.faulty]
    say(arguments, {**batches.batch_object(progress), **(more or {})}, "\n".join(lines))
    return EXIT_INPUT if progress.failed or progress.batch.trouble else 0


def _words(progress: Progress) -> str:
    state = _STATE_WORDS[BatchState(progress.batch.state)]
    return f"{state}; {progress.done}/{progress.batch.total} văn bản, {progress.failed} dòng lỗi, còn {progress.left}"


def _refused(arguments: argparse.Namespace, refused: TableRefused | QuestionsOpen) -> int:
    """Say why a batch did not start: every fault with its cell, every question with its rows."""
    report: TableReport = refused.report
    if arguments.json:
        print_json({"code": refused.code, "message": refused.message, **report_object(report)})
    else:
        tell_report(report, None)
        print(refused.message, file=sys.stderr)
    return EXIT_INPUT
