"""Questions about one row that only the table can raise: beside those that every document raises by itself."""

from collections.abc import Mapping
from typing import Any

from service.doctypes.faults import path_text
from service.domain.findings import Question
from service.domain.offices import Office
from service.domain.units import Unit, name_key
from service.jobs.tables.batch_input import BatchInput
from service.jobs.tables.drafting import Draft
from service.jobs.tables.placeholders import opened, texts_of
from service.jobs.tables.role_places import role_questions
from service.jobs.tables.rows import Row
from service.jobs.tables.superior import is_above, records_path


class Asking:
    """Asks about the rows of one batch; what the plan says is looked at once."""

    def __init__(self, batch: BatchInput) -> None:
        self._batch = batch
        self._own_name = name_key(batch.office.unit.full_name)
        cited = records_path(batch.document_type)
        texts = [
            (path_text(path), name_key(text))
            for path, text in texts_of(_said(batch.plan))
            if cited is None or path[: len(cited)] != cited
        ]
        self._naming_own = [path for path, text in texts if self._own_name in text]
        self._has_placeholder = bool(opened(batch.envelope))

    def of_row(self, row: Row, unit: Unit, office: Office, draft: Draft) -> list[Question]:
        """Return the questions of one row whose unit is known."""
        asked = []
        if row.is_hidden:
            asked.append(_hidden(row, unit))
        if not draft.envelope.get("signer") and not office.signers:
            asked.append(_signer_missing(office))
        asked += role_questions(draft, draft.stand_ins, office)
        if self._batch.by == "units":
            asked += self._other_unit_named(unit, office, draft)
        elif not self._has_placeholder and not _names(draft, unit):
            asked.append(_unit_not_named(unit))
        return asked

    def _other_unit_named(self, unit: Unit, office: Office, draft: Draft) -> list[Question]:
        """Ask about a text of the plan that still speaks of the plan's own unit; the one above may well be named."""
        if office.id == self._batch.office.id:
            return []
        paths = [path for path in self._naming_own if path not in draft.places]
        if is_above(self._batch.office, unit):
            paths = [path for path in paths if path == "subject"]
        if not paths:
            return []
        name = self._batch.office.unit.full_name
        message = (
            f"Dữ liệu chung còn ghi “{name}” trong văn bản của {unit.full_name}. Hãy thay bằng {{đơn vị}}, ghi riêng"
            " trong bảng, hoặc xác nhận."
        )
        return [Question(paths[0], "other_unit_named", message, subject=name)]


def without_unnamed_signer(draft: Draft) -> Draft:
    """Take out a signer without a name: it is asked for, not refused."""
    signer = draft.envelope.get("signer")
    if isinstance(signer, Mapping) and "name" not in signer:
        draft.drop("signer")
    return draft


def _said(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a plan that speak of the unit that issues it."""
    return {name: plan[name] for name in ("subject", "content") if name in plan}


def _names(draft: Draft, unit: Unit) -> bool:
    key = name_key(unit.name)
    said = {
        name: part for name, part in draft.envelope.items() if name in {"subject", "recipients", "content"}
    }
    return any(key in name_key(text) for _, text in texts_of(said))


def _hidden(row: Row, unit: Unit) -> Question:
    message = f"Dòng {row.number} ({unit.full_name}) đang ẩn trong bảng. Hãy xóa dòng, hoặc xác nhận vẫn tạo văn bản."
    return Question("unit", "row_hidden", message, subject=unit.full_name)


def _signer_missing(office: Office) -> Question:
    message = (
        f"{office.name} chưa khai người ký: bản trình ký để trống họ tên. Hãy ghi người ký, hoặc xác nhận."
    )
    return Question("signer", "signer_missing", message, subject=office.name)


def _unit_not_named(unit: Unit) -> Question:
    message = (
        f"Văn bản không nhắc tới {unit.full_name} nên giống hệt của đơn vị khác. Hãy ghi {{đơn vị}} vào trích yếu hoặc"
        " nội dung, hoặc xác nhận."
    )
    return Question("subject", "unit_not_named", message, subject=unit.full_name)
