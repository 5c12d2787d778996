"""What a cell becomes, by the table of experts; and what a value of an envelope shows can be read back."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.doctypes.catalogue import Catalogue
from service.domain.refusal import Refused
from service.jobs.tables.cells import Percent, TimeOfDay, Value
from service.jobs.tables.columns import Column, layout
from service.jobs.tables.kinds import KINDS

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "jobs_cells.yaml").read_text(encoding="utf-8"))
ROLES = {"noi_vu", "van_phong", "cong_an"}
DEADLINES = (
    {"ongoing": True},
    {"before": "01/11/2026"},
    {"by": "31/10/2026", "note": "sau khi có hướng dẫn"},
    {"on": "15/10/2026"},
    {"quarters": ["I/2026", "II/2026", "IV/2027"]},
    {"months": ["3/2026", "6/2026", "9/2027"]},
    {"from": "01/5/2026", "to": "30/9/2026"},
    {"to": "30/9/2026"},
    {"from": "01/5/2026"},
)


def column(kind: str) -> Column:
    choices = {"KHẨN": "KHẨN", "KT": "KT. (ký thay)", "TM": "TM. (thay mặt)"} if kind == "choice" else {}
    return Column(
        "x", "Cột", KINDS["list" if kind == "labels" else kind], ("x",), types=("number", "string"),
        choices=choices, holds_labels=kind == "labels",
    )  # fmt: skip


def value_of(raw: Any) -> Value:
    if isinstance(raw, dict):
        ((kind, content),) = raw.items()
        make = {
            "date": lambda day: day,
            "percent": lambda part: Percent(Decimal(str(part))),
            "time": TimeOfDay,
        }
        return make[kind](content)
    return Decimal(str(raw)) if isinstance(raw, float) else raw


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['input']}")
def test_a_cell_becomes_what_the_experts_say(case: dict[str, Any]) -> None:
    of = column(case["kind"])
    expected = case["expected"]
    if isinstance(expected, dict) and "refused" in expected:
        with pytest.raises(Refused) as refused:
            of.kind.read(value_of(case["input"]), of, ROLES)
        assert refused.value.code == expected["refused"]
    else:
        found = of.kind.read(value_of(case["input"]), of, ROLES)
        assert found == expected
        assert type(found) is type(expected)


@pytest.mark.parametrize("raw", DEADLINES, ids=str)
def test_a_deadline_is_read_back_from_its_own_words(raw: dict[str, Any]) -> None:
    of = column("deadline")
    assert of.kind.read(of.kind.show(raw, of), of, ROLES) == raw


def test_a_month_that_is_none_is_advised_as_a_month() -> None:
    of = column("month")
    with pytest.raises(Refused, match=r"không có tháng 13\. Ghi như 02/2025\.$"):
        of.kind.read("2026-13", of, ROLES)


def test_every_kind_has_columns_in_some_type(catalogue: Catalogue) -> None:
    used = set()
    for document_type in catalogue.types():
        shape = layout(document_type)
        groups = [one for group in shape.groups.values() for one in group.columns]
        used |= {one.kind.name for one in (*shape.columns, *groups)}
    assert used == set(KINDS)


def test_every_value_of_a_sample_is_read_back_from_what_its_cell_shows(catalogue: Catalogue) -> None:
    sample = catalogue.sample("ke_hoach")
    roles = {"noi_vu", "van_phong", "mot_cua"}
    tried = 0
    for one in layout(catalogue.get("ke_hoach")).columns:
        raw: Any = sample
        for step in one.steps:
            raw = raw.get(step) if isinstance(raw, dict) else None
        if raw is None or one.path == "recipients":  # a cell has no room for numbers of copies
            continue
        shown = one.kind.show(raw, one)
        found = one.kind.read(shown, one, roles)
        assert one.kind.show(found, one) == shown, one.path
        tried += 1
    assert tried > 25


def test_a_day_of_excel_before_1990_is_no_day() -> None:
    of = column("date")
    with pytest.raises(Refused):
        of.kind.read(32_873, of, ROLES)
    assert of.kind.read(32_874, of, ROLES) == "01/01/1990"
    assert of.kind.read(date(1945, 9, 2), of, ROLES) == "02/9/1945"
