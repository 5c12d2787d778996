"""What the check of a table found, as the commands of batches say it."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from service.jobs.tables import CellError, TableReport

_MOST_SHOWN = 50
_MOST_CELLS = 5


def report_object(report: TableReport) -> dict[str, Any]:
    """Return a report as commands show it with --json."""
    return {
        "rows": report.rows,
        "valid": report.valid,
        "error_count": report.error_count,
        "errors": [asdict(error) for error in report.errors],
        "questions": [asdict(group) for group in report.questions.values()],
        "notices": report.notices,
    }


def tell_report(report: TableReport, output: Path | None) -> None:
    """Say what was found: what many cells have in common is said once."""
    print(
        f"Bảng có {report.rows} dòng: {report.valid} dòng tạo được, {report.rows - report.valid} dòng có lỗi."
    )
    alike: dict[tuple[str, str, str], list[CellError]] = {}
    for error in report.errors:
        alike.setdefault((error.path, error.code, error.message), []).append(error)
    for errors in list(alike.values())[:_MOST_SHOWN]:
        print(_line(errors))
    if len(alike) > _MOST_SHOWN or report.error_count > len(report.errors):
        print(f"Có {report.error_count} lỗi, trên đây là một phần; ghi ra bảng bằng -o TỆP để xem đủ.")
    for group in report.questions.values():
        print(f"Câu hỏi của {len(group.rows)} dòng ({group.code}): {group.message}")
    for notice in report.notices:
        print(f"Lưu ý: {notice}")
    if output is not None and report.errors:
        print(f"Đã ghi {output}: các ô sai được tô màu và ghi chú.")


def _line(errors: list[CellError]) -> str:
    """Return one fault on one line: where it stands, what was read, what to do."""
    first = errors[0]
    sheet = f"{first.sheet}!" if first.sheet else ""
    cells = ", ".join(error.cell for error in errors[:_MOST_CELLS] if error.cell)
    more = f" và {len(errors) - _MOST_CELLS} ô khác" if len(errors) > _MOST_CELLS else ""
    place = f"{sheet}{cells}{more}" if cells else first.sheet or "Dữ liệu chung"
    read = f" (đọc được “{first.read}”)" if first.read else ""
    path = f" [{first.path}]" if first.path else ""
    return f"- {place}{read}: {first.message}{path}"
