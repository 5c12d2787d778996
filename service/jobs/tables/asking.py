"""Questions about one row that only the table can raise: beside those that every document raises by itself."""

from collections.abc import Mapping

from service.domain.findings import Question
from service.domain.offices import Office
from service.domain.units import Unit, name_key
from service.jobs.tables.batch_input import BatchInput
from service.jobs.tables.drafting import Draft
from service.jobs.tables.own_words import OwnWords
from service.jobs.tables.placeholders import opened, texts_of
from service.jobs.tables.role_places import role_questions
from service.jobs.tables.rows import Row


class Asking:
    """Asks about the rows of one batch; what the plan says is looked at once."""

    def __init__(self, batch: BatchInput) -> None:
        self._batch = batch
        self._own = OwnWords(batch.document_type, batch.plan, batch.author or batch.office)
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
            asked += self._of_the_author(unit, draft)
        elif not self._has_placeholder and not _names(draft, unit):
            asked.append(_unit_not_named(unit))
        return asked

    def _of_the_author(self, unit: Unit, draft: Draft) -> list[Question]:
        """Ask about texts of the plan that speak of its author's unit, by name or by kind, in those of another one."""
        if unit.id == self._own.unit.id:
            return []
        asked = []
        if path := self._own.naming(unit, draft):
            name = self._own.unit.full_name
            message = (
                f"Dữ liệu chung còn ghi “{name}” trong văn bản của {unit.full_name}. Hãy thay bằng {{đơn vị}}, ghi"
                " riêng trong bảng, hoặc xác nhận."
            )
            asked.append(Question(path, "other_unit_named", message, subject=name))
        if (found := self._own.of_other_kind(unit, draft)) is not None:
            message = (
                f"Dữ liệu chung còn ghi “{found[1]}” trong văn bản của {unit.full_name}. Hãy thay bằng {{loại đơn vị}},"
                " ghi riêng trong bảng, hoặc xác nhận."
            )
            asked.append(Question(found[0], "other_kind_named", message, subject=found[1]))
        return asked


def without_unnamed_signer(draft: Draft) -> Draft:
    """Take out a signer without a name: it is asked for, not refused."""
    signer = draft.envelope.get("signer")
    if isinstance(signer, Mapping) and "name" not in signer:
        draft.drop("signer")
    return draft


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
