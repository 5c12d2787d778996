"""A document that is to get its number at once needs somebody who signs it: said at the check, not in the run."""

from dataclasses import replace
from typing import Any

from service.jobs.tables import check
from service.jobs.tables.cells import Sheet, SheetRow

LINES = [
    SheetRow(1, ["unit.code", "signer.name", "signer.position"]),
    SheetRow(2, ["21484", None, None]),
    SheetRow(3, ["21529", "Lê Thị Hoa", "Phó Chủ tịch"]),
]
SHEETS = [Sheet("Đơn vị", lambda: iter(LINES))]


def without_signer(catalogue: Any) -> dict[str, Any]:
    sample = {
        **catalogue.sample("ke_hoach", "minimal"),
        "office": "ubnd-21496",
        "subject": "Dân vận ở {đơn vị}",
    }
    sample.pop("signer", None)
    return sample


def test_a_missing_signer_is_a_question_for_signature_and_a_fault_for_a_number(
    batch: Any, catalogue: Any
) -> None:
    made = batch(without_signer(catalogue), by="office")
    asked = check(made, SHEETS)
    assert (asked.valid, list(asked.questions["signer_missing"].rows)) == (2, [2])
    refused = check(replace(made, takes_numbers=True), SHEETS)
    assert [(one.code, one.cell) for one in refused.errors] == [("signer_missing", "")]
    assert "signer_missing" not in refused.questions
    assert refused.valid == 1


def test_a_row_with_a_fault_raises_no_question(batch: Any, catalogue: Any) -> None:
    lines = [
        SheetRow(1, ["Mã đơn vị"]),
        SheetRow(2, ["21484"]),
        SheetRow(3, ["21484"]),
        SheetRow(4, ["21529"]),
    ]
    report = check(batch(without_signer(catalogue), by="office"), [Sheet("Đơn vị", lambda: iter(lines))])
    assert [one.code for one in report.errors] == ["unit_repeated"]
    assert report.questions["signer_missing"].rows == [2, 4]
