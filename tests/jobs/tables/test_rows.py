"""From plan and row to envelope: what is passed on, what is not, what a cell overrides, what is asked."""

import io
from typing import Any

import openpyxl
import pytest

from service import clock, reference
from service.doctypes.catalogue import Catalogue
from service.issuing.preview import preview
from service.jobs.tables import CheckedRow, batch_input, open_table, rows
from service.jobs.tables.columns import layout
from service.jobs.tables.one_list import list_workbook
from tests.doctypes.samples import CATALOGUE
from tests.jobs.conftest import TODAY
from tests.jobs.tables.faulty import Book

CRITERIA = "Nhiệm vụ theo tiêu chí"
TASK = "content.criteria[].tasks[]"


def read(
    batch: Any, *cells: dict[str, Any], sheets: dict[str, list[dict[str, Any]]] | None = None
) -> list[CheckedRow]:
    book = Book(tuple(dict.fromkeys(name for one in cells for name in one)))
    for one in cells:
        book.add(one)
    for name, lines in (sheets or {}).items():
        columns = tuple(dict.fromkeys(key for line in lines for key in line))
        sheet = book.book.create_sheet(name)
        sheet.append(list(columns))
        for line in lines:
            book.add(line, sheet, columns)
    return list(rows(batch, open_table(book.file())))


def without_roles(value: Any) -> Any:
    """A plan whose bodies are named, so that units of any kind can carry it out."""
    if isinstance(value, dict):
        return "Văn phòng" if "role" in value else {name: without_roles(part) for name, part in value.items()}
    return [without_roles(part) for part in value] if isinstance(value, list) else value


@pytest.fixture
def district() -> dict[str, Any]:
    """The plan of huyện Ba Tơ, issued."""
    plan = without_roles(reference.sample("huyen_ba_to_2025", "ke_hoach"))
    return {**plan, "code": "05/KH-UBND", "issued_on": "05/02/2025"}


def test_each_unit_issues_its_own_with_its_own_office_and_bodies(batch: Any, plan: dict[str, Any]) -> None:
    (row,) = read(batch(plan), {"unit.name": "phường Cẩm Thành"})
    assert row.errors == ()
    assert row.envelope["office"] == f"ubnd-{row.unit.id}"
    assert row.prepared is not None
    frame = row.prepared.frame
    assert frame.office.issuer_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG CẨM THÀNH")
    assert "Thường trực HĐND phường" in [one.name for one in frame.recipients]
    assert "Văn phòng HĐND và UBND phường" in str(row.prepared.values["criteria"])


@pytest.mark.parametrize("name", ["signer", "recipients", "filing", "drafter_mark"])
def test_what_belongs_to_the_office_of_the_plan_is_not_passed_on(
    name: str, batch: Any, plan: dict[str, Any]
) -> None:
    other, own = read(batch(plan), {"unit.code": "21529"}, {"unit.code": "21484"})
    assert name not in other.envelope
    assert own.envelope[name] == plan[name]


def test_a_cell_overrides_the_plan_and_a_blank_one_does_not(batch: Any, plan: dict[str, Any]) -> None:
    first, second = read(
        batch(plan), {"unit.code": "21484", "copies": 9}, {"unit.code": "21529", "copies": None}
    )
    assert (first.envelope["copies"], second.envelope["copies"]) == (9, plan["copies"])


def test_a_new_signer_keeps_nothing_of_the_plans_signer(batch: Any, plan: dict[str, Any]) -> None:
    (row,) = read(
        batch(plan), {"unit.code": "21484", "signer.name": "Lê Bình", "signer.position": "Chủ tịch"}
    )
    assert row.errors == ()
    assert row.envelope["signer"] == {"name": "Lê Bình", "position": "Chủ tịch"}


def test_rows_leave_the_plan_and_each_other_alone(batch: Any, plan: dict[str, Any]) -> None:
    before = repr(plan)
    cells = {"content.previous_year.self_score": 90, "content.opening.verb": "Thực hiện"}
    first, second = read(batch(plan), {"unit.code": "21484", **cells}, {"unit.code": "21529"})
    assert first.envelope["content"]["previous_year"]["self_score"] == 90
    assert second.envelope["content"]["previous_year"]["self_score"] == "96,50"
    assert second.envelope["content"]["criteria"] is plan["content"]["criteria"]
    assert repr(plan) == before


def test_placeholders_say_the_unit_in_the_form_in_which_they_are_written(
    batch: Any, plan: dict[str, Any]
) -> None:
    texts = "{đơn vị}; {Đơn vị}; {ĐƠN VỊ}; {ten don vi}; {loại đơn vị}; {tỉnh}; {khác}"
    (row,) = read(batch({**plan, "content": {**plan["content"], "closing": texts}}), {"unit.code": "21529"})
    assert (
        row.envelope["content"]["closing"]
        == "xã Ba Vì; Xã Ba Vì; XÃ BA VÌ; Ba Vì; xã; tỉnh Quảng Ngãi; {khác}"
    )


def test_the_plan_of_the_office_above_is_the_first_basis(batch: Any, district: dict[str, Any]) -> None:
    (row,) = read(batch(district), {"unit.name": "xã Ba Vì"})
    assert row.errors == ()
    assert row.unit.id == "21529-2025"
    assert row.prepared is not None
    first = row.prepared.values["opening_lines"][0]
    assert "Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2025 của Ủy ban nhân dân huyện Ba Tơ" in first
    assert "code" not in row.envelope


def test_a_plan_without_number_is_asked_about(batch: Any, district: dict[str, Any]) -> None:
    draft = {name: value for name, value in district.items() if name not in {"code", "issued_on"}}
    (row,) = read(batch(draft), {"unit.name": "xã Ba Vì"})
    assert "citation_undated" in {question.code for question in row.questions}


def test_the_plan_of_a_unit_beside_is_no_basis(batch: Any, plan: dict[str, Any]) -> None:
    issued = {**plan, "code": "07/KH-UBND", "issued_on": "05/02/2026"}
    (row,) = read(batch(issued), {"unit.name": "xã Ba Vì"})
    assert row.envelope["content"]["opening"] == plan["content"]["opening"]


def test_all_old_units_of_the_district_and_the_communes_of_today(
    batch: Any, district: dict[str, Any], plan: dict[str, Any]
) -> None:
    old = [unit for unit in reference.units() if unit.parent_id == "535-2025"]
    assert len(old) == 19
    assert [row.errors for row in read(batch(district), *({"unit.code": unit.id} for unit in old))] == [
        ()
    ] * 19
    new = ["21484", "21490", "21496", "21499", "21520", "21523", "21529", "21538"]
    assert [row.errors for row in read(batch(plan), *({"unit.code": code} for code in new))] == [()] * 8


def test_a_row_is_ready_to_be_rendered(batch: Any, plan: dict[str, Any], catalogue: Catalogue) -> None:
    (row,) = read(batch(plan), {"unit.name": "xã D'Ran"})
    made = preview(catalogue, "ke_hoach", row.envelope, now=clock.now())
    assert "XÃ D'RAN" in made.outline()


def asked(row: CheckedRow) -> set[str]:
    return {question.code for question in row.questions}


def test_a_missing_signer_is_asked_about(batch: Any, plan: dict[str, Any]) -> None:
    nobody, named, unnamed = read(
        batch(plan),
        {"unit.code": "21529"},
        {"unit.code": "21538", "signer.name": "Lê Bình", "signer.position": "Chủ tịch"},
        {"unit.code": "21496", "signer.position": "Chủ tịch"},
    )
    assert [row.errors for row in (nobody, named, unnamed)] == [(), (), ()]
    assert "signer_missing" in asked(nobody) & asked(unnamed)
    assert "signer_missing" not in asked(named)


def test_a_plan_that_still_names_its_own_unit_is_asked_about(batch: Any, plan: dict[str, Any]) -> None:
    named = {**plan, "subject": "Nâng cao chỉ số của xã Ba Tơ năm 2026"}
    other, own, mended = read(
        batch(named),
        {"unit.code": "21529"},
        {"unit.code": "21484"},
        {"unit.code": "21538", "subject": "Nâng cao chỉ số"},
    )
    assert "other_unit_named" in asked(other)
    assert "other_unit_named" not in asked(own)
    paths = {one.code: one.path for one in mended.questions}
    assert paths["other_unit_named"].startswith(
        "content.citations"
    )  # its own report, cited by another commune


def test_one_office_issues_to_each_unit(batch: Any, plan: dict[str, Any]) -> None:
    (row,) = read(batch(plan, by="office"), {"unit.name": "xã Ba Vì"})
    assert row.envelope["office"] == "ubnd-21484"
    assert row.envelope["signer"] == plan["signer"]
    assert row.envelope["subject"].endswith("của xã Ba Vì năm 2026")
    assert row.errors == ()


def test_one_office_that_names_no_unit_is_asked(batch: Any, plan: dict[str, Any]) -> None:
    same, named = read(
        batch({**plan, "subject": "Nâng cao chỉ số"}, by="office"),
        {"unit.name": "xã Ba Vì", "subject": None},
        {"unit.name": "xã Ba Xa", "subject": "Nâng cao chỉ số của xã Ba Xa"},
    )
    assert "unit_not_named" in asked(same)
    assert "unit_not_named" not in asked(named)


def test_a_hidden_row_is_asked_about(batch: Any, plan: dict[str, Any]) -> None:
    book = Book(("unit.code",))
    line = book.add({"unit.code": "21529"})
    book.sheet.row_dimensions[line].hidden = True
    (row,) = rows(batch(plan), open_table(book.file()))
    assert "row_hidden" in asked(row)


def test_rows_of_another_sheet_change_the_items_that_they_name(batch: Any, plan: dict[str, Any]) -> None:
    sheet = {CRITERIA: [
        {"unit.code": "21529", f"{TASK}.label": "doi_thoai", f"{TASK}.deadline": "trước ngày 01/9/2026"},
        {"unit.code": None, f"{TASK}.label": "quan_triet", f"{TASK}.deadline": "Quý II/2026"},
    ]}  # fmt: skip
    changed, other = read(batch(plan), {"unit.code": "21529"}, {"unit.code": "21538"}, sheets=sheet)
    criteria = changed.envelope["content"]["criteria"]
    assert criteria[2]["tasks"][0]["deadline"] == {"before": "01/9/2026"}
    assert criteria[2]["tasks"][0]["content"] == plan["content"]["criteria"][2]["tasks"][0]["content"]
    assert criteria[0]["tasks"][0]["deadline"] == {"quarters": ["II/2026"]}
    assert other.envelope["content"]["criteria"] is plan["content"]["criteria"]
    assert changed.errors == ()


def test_rows_that_name_nothing_of_the_plan_are_the_whole_list(batch: Any, plan: dict[str, Any]) -> None:
    title, content = "content.criteria[].title", f"{TASK}.content"
    more = {f"{TASK}.lead": "Nội vụ", f"{TASK}.deadline": "Thường xuyên"}
    sheet = {CRITERIA: [
        {"unit.code": "21529", title: "Một", content: "Việc 1", **more},
        {"unit.code": "21529", title: None, content: "Việc 2", **more},
        {"unit.code": "21529", title: "Hai", content: "Việc 3", **more},
        {"unit.code": "21529", title: "Hai", content: "Việc 4", **more},
    ]}  # fmt: skip
    (row,) = read(batch(plan), {"unit.code": "21529"}, sheets=sheet)
    made = [
        (one["title"], [task["content"] for task in one["tasks"]])
        for one in row.envelope["content"]["criteria"]
    ]
    assert made == [("Một", ["Việc 1", "Việc 2"]), ("Hai", ["Việc 3", "Việc 4"])]


def test_a_new_item_beside_changed_ones_goes_where_it_is_said(batch: Any, plan: dict[str, Any]) -> None:
    label, content = "content.criteria[].label", f"{TASK}.content"
    sheet = {
        CRITERIA: [
            {
                "unit.code": "21529",
                label: "tc_doi_thoai",
                content: "Việc mới",
                f"{TASK}.lead": "Nội vụ",
                f"{TASK}.deadline": "Thường xuyên",
            }
        ]
    }
    (row,) = read(batch(plan), {"unit.code": "21529"}, sheets=sheet)
    tasks = row.envelope["content"]["criteria"][2]["tasks"]
    assert [task["content"] for task in tasks][1:] == ["Việc mới"]
    assert len(row.envelope["content"]["criteria"]) == 3


@pytest.mark.parametrize("sheet", layout(CATALOGUE.get("ke_hoach")).groups)
def test_a_sheet_that_says_again_what_the_plan_says_changes_nothing(
    sheet: str, batch: Any, plan: dict[str, Any]
) -> None:
    group = layout(CATALOGUE.get("ke_hoach")).groups[sheet]
    book = openpyxl.load_workbook(io.BytesIO(list_workbook(group, plan)))
    _, names, *lines = book.active.iter_rows(values_only=True)
    said = [{"unit.code": "21529", **dict(zip(names, line, strict=True))} for line in lines]
    (alone,) = read(batch(plan), {"unit.code": "21529"})
    (row,) = read(batch(plan), {"unit.code": "21529"}, sheets={sheet: said})
    assert row.errors == ()
    assert row.prepared is not None
    assert alone.prepared is not None
    assert row.prepared.values == alone.prepared.values


def test_rows_below_a_named_item_are_its_whole_inner_list(batch: Any, plan: dict[str, Any]) -> None:
    label, duty = "content.implementation[].label", "content.implementation[].duties[].content"
    before = plan["content"]["implementation"]
    sheet = {"Tổ chức thực hiện": [
        {"unit.code": "21529", label: before[1]["label"], duty: "Việc một"},
        {"unit.code": "21529", label: None, duty: "Việc hai"},
    ]}  # fmt: skip
    (row,) = read(batch(plan), {"unit.code": "21529"}, sheets=sheet)
    after = row.envelope["content"]["implementation"]
    assert after[1] == {**before[1], "duties": [{"content": "Việc một"}, {"content": "Việc hai"}]}
    assert [*after[:1], *after[2:]] == [*before[:1], *before[2:]]


def test_a_list_inside_a_list_inside_a_list(batch: Any, plan: dict[str, Any]) -> None:
    body, duty = "content.implementation[].body", "content.implementation[].duties[].content"
    part = "content.implementation[].duties[].parts[].content"
    sheet = {"Tổ chức thực hiện": [
        {"unit.code": "21529", body: "Các cơ quan", duty: "Thời gian", part: "a"},
        {"unit.code": "21529", body: None, duty: None, part: "b"},
        {"unit.code": "21529", body: None, duty: "Báo cáo", part: None},
    ]}  # fmt: skip
    (row,) = read(batch(plan), {"unit.code": "21529"}, sheets=sheet)
    assert row.envelope["content"]["implementation"] == [
        {"body": "Các cơ quan", "duties": [
            {"content": "Thời gian", "parts": [{"content": "a"}, {"content": "b"}]}, {"content": "Báo cáo"},
        ]},
    ]  # fmt: skip


def test_faults_of_another_sheet_are_at_its_cells(batch: Any, plan: dict[str, Any]) -> None:
    sheet = {CRITERIA: [
        {"unit.code": "21529", "content.criteria[].title": None, f"{TASK}.content": "Việc 1", f"{TASK}.lead": "quan_ly_bien"},
    ]}  # fmt: skip
    (row,) = read(batch(plan), {"unit.code": "21529"}, sheets=sheet)
    found = {(error.sheet, error.cell, error.code) for error in row.errors}
    assert (CRITERIA, "B2", "required") in found
    assert (CRITERIA, "D2", "role_without_body") in found


def test_types_with_a_source_keep_it_and_get_no_basis(catalogue: Catalogue) -> None:
    envelope = reference.sample("xa_ba_to_2026", "bao_cao")
    made = batch_input(catalogue, "bao_cao", envelope, by="units", today=TODAY)
    (row,) = read(made, {"unit.code": "21484"})
    assert row.envelope["sources"] == envelope["sources"]
    assert row.envelope["content"]["opening"] == envelope["content"]["opening"]


def test_the_plan_of_the_province_is_a_basis_two_levels_below(batch: Any, district: dict[str, Any]) -> None:
    (row,) = read(batch({**district, "office": "ubnd-51-2025"}), {"unit.name": "xã Ba Vì"})
    assert row.prepared is not None
    assert "của Ủy ban nhân dân tỉnh Quảng Ngãi" in row.prepared.values["opening_lines"][0]


def test_a_plan_that_cites_itself_is_not_cited_twice(batch: Any, district: dict[str, Any]) -> None:
    own = {
        "label": "ke_hoach_nay",
        "kind": "Kế hoạch",
        "code": "05/KH-UBND",
        "date": "05/02/2025",
        "issuer": "UBND huyện",
        "subject": "x",
    }
    content = {**district["content"], "citations": [own, *district["content"]["citations"]]}
    (row,) = read(batch({**district, "content": content}), {"unit.name": "xã Ba Vì"})
    assert row.envelope["content"]["citations"] == content["citations"]


def test_an_unknown_unit_does_not_hide_the_other_faults_of_its_row(batch: Any, plan: dict[str, Any]) -> None:
    (row,) = read(batch(plan), {"unit.name": "xã Không Có", "copies": "hai", "urgency": "GẤP"})
    assert {error.code for error in row.errors} == {"unit_unknown", "decimal_unreadable", "not_in_list"}
    assert row.prepared is None
    assert row.unit is None
