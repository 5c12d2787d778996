"""The questions of a table by their code, with the units that raise them: answered for all of a code at once.

An answer holds for exactly what was asked: when another unit raises the question, or it says something else, it lapses.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.jobs.tables import CheckedRow
from service.register.canonical import canonical_json, digest

_MOST_MESSAGES = 200
#: What units have in common that raise a question, said after "12 đơn vị".
_ALIKE = {
    "signer_missing": "chưa khai người ký: bản trình ký để trống họ tên",
    "other_unit_named": "có văn bản còn ghi tên, hoặc viện dẫn văn bản, của đơn vị lập kế hoạch",
    "other_kind_named": "có văn bản còn ghi loại đơn vị khác (“của xã” ở một phường, “UBND huyện” ở một xã)",
    "unit_not_named": "có văn bản không nhắc tên đơn vị, giống hệt của đơn vị khác",
    "row_hidden": "nằm ở dòng đang ẩn của bảng",
    "role_without_body": "không có cơ quan mà kế hoạch giao việc",
    "source_unnumbered": "dẫn kế hoạch chưa có số, ngày",
    "difference_unexplained": "chưa khai đủ lý do trừ điểm",
    "loss_without_reason": "chưa ghi lý do mất điểm",
    "late_without_cause": "có việc chậm chưa ghi nguyên nhân",
    "citation_undated": "viện dẫn văn bản chưa ghi ngày",
    "month_turned": "có văn bản ghi tháng khác tháng ban hành",
    "word_left_open": "còn chữ của tệp Word nhận lại chưa đưa vào được",
    "approval_missing": "chưa ghi ý kiến đồng ý của cấp có thẩm quyền",
    "recipient_obsolete": "có nơi nhận nay không còn",
}


@dataclass(slots=True)
class _Asked:
    """One code while rows come by: where and in which words it is asked, the rows with their units."""

    path: str
    message: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)


class QuestionsByCode:
    """Gathers the questions of rows."""

    def __init__(self) -> None:
        self._found: dict[str, _Asked] = {}

    def add(self, row: CheckedRow) -> None:
        """Enter the questions of a row; each code once for each row."""
        name = row.unit.full_name if row.unit is not None else ""
        for question in row.questions:
            asked = self._found.setdefault(question.code, _Asked(question.path, question.message))
            asked.said.append((name, question.path, question.message))
            if asked.rows and asked.rows[-1]["row"] == row.number:
                continue
            message = question.message if len(asked.rows) < _MOST_MESSAGES else ""
            asked.rows.append({"row": row.number, "unit": name, "message": message})

    def groups(self) -> list[dict[str, Any]]:
        """Return the codes as pages show them: code, path, words for all, rows, and the mark of what was asked."""
        return [
            {
                "code": code,
                "path": asked.path,
                "words": _words(code, asked),
                "rows": asked.rows,
                "mark": digest(canonical_json(asked.said).encode())[:16],
            }
            for code, asked in self._found.items()
        ]


def answered_codes(
    groups: Collection[Mapping[str, Any]], answers: Collection[Mapping[str, Any]]
) -> list[str]:
    """Return the codes whose answer still holds: given for just what is asked now."""
    given = {(one["code"], one["mark"]) for one in answers}
    return [group["code"] for group in groups if (group["code"], group["mark"]) in given]


def _words(code: str, asked: _Asked) -> str:
    """Return one sentence about all units of a code."""
    if len(asked.rows) == 1:
        return f"{asked.rows[0]['unit'] or 'Một đơn vị'}: {asked.message}"
    return f"{len(asked.rows)} đơn vị {_ALIKE.get(code) or f'có cùng câu hỏi: {asked.message}'}"
