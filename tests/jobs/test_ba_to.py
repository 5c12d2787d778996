"""The second example of the README: each unit of Ba Tơ its own plan, the 19 of 2025 and the 8 of today."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from service import reference
from service.doctypes.reading import read_input
from service.domain.units import Unit
from service.jobs.batch_requests import BatchRequest
from service.jobs.starting import start
from service.jobs.tables import batch_input, open_table
from service.jobs.tables import check as checked
from service.jobs.tables.template import write_template
from service.register import offices
from service.settings import ROOT
from tests.jobs.batch_office import BatchOffice, content_of

OF_TODAY = {"Ba Tơ", "Ba Vì", "Ba Tô", "Ba Dinh", "Ba Động", "Ba Vinh", "Ba Xa", "Đặng Thùy Trâm"}
OFFICE_OF_2025 = "ubnd-huyen-ba-to"


def of_2025() -> list[Unit]:
    return [one for one in reference.units_on(date(2025, 2, 5)) if one.parent_id == "535-2025"]


def said_in_the_readme() -> list[tuple[Path, str]]:
    """Plan and table of each batch that the README starts."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.findall(r"\./run batches start ke_hoach --plan (\S+) +--table (\S+) -o \S+\.zip", text)
    return [(ROOT / plan, table) for plan, table in found]


def started(at: BatchOffice, plan: Path, table: BinaryIO) -> str:
    request = BatchRequest(slug="ke_hoach", plan=read_input(plan.read_bytes(), plan.name), by="units")
    batch_id = start(at.work(), at.engine, request, table)
    assert at.run(batch_id).failed == 0
    return batch_id


def test_the_communes_of_today_get_their_own_plans_of_2026(at: BatchOffice) -> None:
    plan, table = said_in_the_readme()[0]
    with (ROOT / table).open("rb") as file:
        shown = at.items(started(at, plan, file))
    assert {one.item.unit_name.removeprefix("xã ").removeprefix("Xã ") for one in shown} == OF_TODAY
    for one in shown:
        text = content_of(at, one)
        assert one.item.unit_name.upper() in text
        assert "năm 2026" in text


def test_the_units_of_2025_get_their_own_plans_of_that_february(at: BatchOffice) -> None:
    plan, _ = said_in_the_readme()[1]
    at.office.do(
        offices.add_office,
        offices.NewOffice(
            id=OFFICE_OF_2025,
            name="Ủy ban nhân dân huyện Ba Tơ",
            abbreviation="UBND",
            valid_from=date(2021, 1, 1),
            valid_until=date(2025, 6, 30),
        ),
    )
    table = write_template(at.office.catalogue, at.office.catalogue.get("ke_hoach"), units=of_2025())
    shown = at.items(started(at, plan, BytesIO(table)))
    assert [one.item.unit_name for one in shown] == [one.full_name for one in of_2025()]
    assert len(shown) == 19
    for one in shown:
        text = content_of(at, one)
        assert one.item.unit_name.upper() in text
        assert "tháng 02 năm 2025" in text


def test_the_plan_of_the_district_is_the_first_basis_and_roles_without_a_body_are_asked_about(
    at: BatchOffice,
) -> None:
    plan = reference.sample("huyen_ba_to_2025", "ke_hoach")
    batch = batch_input(
        at.office.catalogue, plan["type"], {**plan, "code": "05/KH-UBND", "issued_on": "05/02/2025"},
        by="units", today=date(2025, 2, 6),
    )  # fmt: skip
    table = write_template(at.office.catalogue, at.office.catalogue.get("ke_hoach"), units=of_2025())
    report = checked(batch, open_table(BytesIO(table)))
    assert [f"{one.path}: {one.message}" for one in report.errors] == []
    assert (report.rows, report.valid) == (19, 19)
    assert len(report.questions["role_without_body"].rows) == 19
