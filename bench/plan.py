"""A plan of the size of a real one, as a template in the mark language of each peer, and its values.

Ten criteria with three tasks each, a table of 31 rows, 146 paragraphs: 70 KB of document.xml when rendered.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import docx
from docx.shared import Pt

CRITERIA, TASKS_EACH, TARGETS = 10, 3, 12
_SENTENCE = (
    "Rà soát, cập nhật và công khai đầy đủ thủ tục hành chính thuộc thẩm quyền giải quyết tại bộ phận một cửa, "
    "bảo đảm người dân tra cứu được trên máy tính và điện thoại, chậm nhất sau ba ngày kể từ ngày công bố."
)
_COLUMNS = {
    "number": "TT",
    "title": "Nhiệm vụ",
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "deadline": "Thời hạn",
    "evidence": "Minh chứng",
}
_LABELS = {
    "lead": "+ Cơ quan chủ trì: ",
    "support": "+ Cơ quan phối hợp: ",
    "deadline": "+ Thời gian thực hiện: ",
}


@dataclass(frozen=True)
class Dialect:
    """How one engine writes a value and a loop.

    `value(scope, name)` is the mark of a field of `scope` ("" for the top). `opening(scope)` and `closing(scope)` are
    paragraphs around what is repeated, "" for none. Rows have `row_opening` and `row_closing` either inside the
    repeated row (first and last cell) or as rows of their own.
    """

    value: Callable[[str, str], str]
    opening: Callable[[str], str]
    closing: Callable[[str], str]
    row_opening: str
    row_closing: str
    rows_of_their_own: bool = True


def values() -> dict[str, Any]:
    """Return the values of the plan: texts and lists."""
    criteria = [_criterion(number) for number in range(1, CRITERIA + 1)]
    tasks = [task for criterion in criteria for task in criterion["tasks"]]
    return {
        "title": "KẾ HOẠCH",
        "subject": "Thực hiện công tác dân vận chính quyền năm 2025",
        "opening": "Thực hiện Kế hoạch của tỉnh, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:",
        "targets": [
            {"text": f"- Chỉ tiêu {number}: trên {80 + number}% hồ sơ được giải quyết đúng và trước hạn."}
            for number in range(1, TARGETS + 1)
        ],
        "criteria": criteria,
        "rows": [{**task, "number": str(number)} for number, task in enumerate(tasks, start=1)],
        "closing": "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan kịp thời phản ánh./.",
    }


def _criterion(number: int) -> dict[str, Any]:
    return {
        "title": f"2.{number}. Tiêu chí {number}: Nâng cao chất lượng phục vụ người dân và doanh nghiệp",
        "tasks": [_task(f"{number}.{task}", task) for task in range(1, TASKS_EACH + 1)],
    }


def _task(number: str, month: int) -> dict[str, str]:
    return {
        "content": f"2.{number}. {_SENTENCE}",
        "title": f"Công khai thủ tục hành chính, nhóm {number}",
        "lead": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện",
        "support": "Phòng Nội vụ; Phòng Tư pháp; Ủy ban nhân dân các xã, thị trấn",
        "deadline": f"Trước ngày 15/{month + 2}/2025",
        "evidence": "Báo cáo, ảnh chụp, đường dẫn",
    }


def template(dialect: Dialect) -> bytes:
    """Return the template of the plan in the marks of `dialect`."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(14)
    for name in ("title", "subject", "opening"):
        _paragraph(document, dialect.value("", name))
    _loop(document, dialect, "target", lambda: _paragraph(document, dialect.value("target", "text")))
    _loop(document, dialect, "criterion", lambda: _criterion_paragraphs(document, dialect))
    _table(document, dialect)
    _paragraph(document, dialect.value("", "closing"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _loop(document: Any, dialect: Dialect, scope: str, body: Callable[[], None]) -> None:
    if dialect.opening(scope):
        document.add_paragraph(dialect.opening(scope))
    body()
    document.add_paragraph(dialect.closing(scope))


def _criterion_paragraphs(document: Any, dialect: Dialect) -> None:
    _paragraph(document, dialect.value("criterion", "title"), bold=True)
    _loop(document, dialect, "task", lambda: _task_paragraphs(document, dialect))


def _task_paragraphs(document: Any, dialect: Dialect) -> None:
    _paragraph(document, dialect.value("task", "content"))
    for name, label in _LABELS.items():
        paragraph = _paragraph(document, label)
        paragraph.runs[0].italic = True
        paragraph.add_run(dialect.value("task", name))


def _paragraph(document: Any, text: str, *, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(28)
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.add_run(text).bold = bold or None
    return paragraph


def _table(document: Any, dialect: Dialect) -> None:
    marks = [dialect.value("row", name) for name in _COLUMNS]
    rows = [list(_COLUMNS.values())]
    if dialect.rows_of_their_own:
        rows += [[text] for text in [dialect.row_opening] if text]
        rows += [marks, [dialect.row_closing]]
    else:
        rows.append([dialect.row_opening + marks[0], *marks[1:-1], marks[-1] + dialect.row_closing])
    table = document.add_table(rows=0, cols=len(_COLUMNS))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
