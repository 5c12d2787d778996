"""A table of a list given out and taken in: unchanged it changes nothing; changed, it changes what was changed."""

import io
from copy import deepcopy
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.jobs.tables.columns import Column, Group, Level, layout
from service.jobs.tables.one_list import list_workbook, read_list
from tests.doctypes.samples import CATALOGUE, SAMPLES, SLUGS, envelope, named

GROUPS = [(slug, group.path) for slug in SLUGS for group in layout(CATALOGUE.get(slug)).groups.values()]
ROLES = {"noi_vu", "van_phong"}
WORDS = ("Rà soát", "Tập huấn", "**Báo cáo** [[muc:nhiem_vu]]", "Một\nHai")
VALUES: dict[str, Any] = {
    "text": st.sampled_from(WORDS),
    "number": st.sampled_from(("39,50", "0", 7, "1,00", "1.250,5")),
    "integer": st.sampled_from((3, "6.250.000")),
    "boolean": st.booleans(),
    "date": st.just("05/3/2026"),
    "deadline": st.sampled_from(({"by": "31/5/2027"}, {"ongoing": True}, {"quarters": ["I/2026"], "note": "khi cần"})),
    "agency": st.sampled_from(("Phòng A", {"name": "Phòng B"}, {"role": "noi_vu"})),
    "agencies": st.sampled_from((["Phòng A"], [{"name": "Phòng B"}, {"role": "van_phong", "note": "chủ trì"}])),
    "list": st.just(["mot", "hai"]),
}  # fmt: skip


def group_of(slug: str, path: str) -> Group:
    return next(one for one in layout(CATALOGUE.get(slug)).groups.values() if one.path == path)


def taken_in(group: Group, book: bytes, whole: Any) -> Any:
    made, faults = read_list(group, io.BytesIO(book), whole, ROLES)
    assert faults == []
    return made


def edited(book: bytes, change: Any) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(book))
    sheet = workbook.active
    places = {cell.value: cell.column for cell in sheet[2]}
    change(sheet, places)
    store = io.BytesIO()
    workbook.save(store)
    return store.getvalue()


@pytest.mark.parametrize(**named(SAMPLES))
def test_a_table_that_comes_back_unchanged_changes_nothing(sample: tuple[str, str]) -> None:
    whole = envelope(sample)
    for group in layout(CATALOGUE.get(whole["type"])).groups.values():
        assert taken_in(group, list_workbook(group, whole), whole) == whole, group.path


def value_of(column: Column) -> st.SearchStrategy[Any]:
    if column.kind.name == "choice":
        return st.sampled_from(tuple(column.choices))
    return VALUES[column.kind.name]


@st.composite
def items(draw: st.DrawFn, levels: tuple[Level, ...], labels: list[int]) -> list[dict[str, Any]]:
    """A list as a draft may have it: fields left open, items that say the same, labels on some."""
    level, made = levels[0], []
    for _ in range(draw(st.integers(1, 3))):
        item: dict[str, Any] = {}
        for column in level.columns:
            if not draw(st.booleans()):
                continue
            place = item
            for step in column.steps[:-1]:
                place = place.setdefault(step, {})
            if column.is_label:
                labels.append(len(labels))
                place[column.steps[-1]] = f"nhan_{len(labels)}"
            else:
                place[column.steps[-1]] = draw(value_of(column))
        inner = draw(items(levels[1:], labels)) if len(levels) > 1 and draw(st.booleans()) else []
        if inner:
            item[levels[1].name] = inner
        if item:
            made.append(item)
    return made


@pytest.mark.parametrize(("slug", "path"), GROUPS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_a_draft_holds_comes_back(slug: str, path: str, data: st.DataObject) -> None:
    group = group_of(slug, path)
    found = data.draw(items(group.levels, []))
    whole: Any = {group.levels[0].name: found}
    for step in reversed(group.steps):
        whole = {step: whole}
    if found:
        assert taken_in(group, list_workbook(group, whole), whole) == whole


def test_a_changed_cell_changes_its_item_alone_and_a_row_that_is_gone_is_gone() -> None:
    whole = envelope(("xa_ba_to_2026", "ke_hoach"))
    group = group_of("ke_hoach", "content.implementation")
    duty = "content.implementation[].duties[].content"

    def change(sheet: Any, places: dict[str, int]) -> None:
        sheet.cell(4, places[duty]).value = "Việc sửa trong Excel"
        sheet.delete_rows(5)

    made = taken_in(group, edited(list_workbook(group, whole), change), whole)
    expected = deepcopy(whole["content"]["implementation"])
    expected[0]["duties"][1]["content"] = "Việc sửa trong Excel"
    del expected[0]["duties"][1]["parts"][1]
    assert made["content"]["implementation"] == expected


def test_a_table_of_some_of_the_named_items_leaves_the_others() -> None:
    whole = envelope(("xa_ba_to_2026", "bao_cao"))
    group = group_of("bao_cao", "content.results")

    def change(sheet: Any, places: dict[str, int]) -> None:
        sheet.cell(3, places["content.results[].result"]).value = "Đã xong."
        sheet.delete_rows(7, 100)

    made = taken_in(group, edited(list_workbook(group, whole), change), whole)
    before, after = (one["content"]["results"] for one in (whole, made))
    assert after == [{**before[0], "result": "Đã xong."}, *before[1:]]


def test_an_emptied_cell_of_a_whole_table_is_empty() -> None:
    whole = envelope(("ke_hoach", "full"))
    group = group_of("ke_hoach", "content.criteria")
    evidence = "content.criteria[].tasks[].evidence"
    lines = {task.get("label"): task for one in whole["content"]["criteria"] for task in one["tasks"]}

    def change(sheet: Any, places: dict[str, int]) -> None:
        for line in range(3, sheet.max_row + 1):
            sheet.cell(line, places[evidence]).value = None

    made = taken_in(group, edited(list_workbook(group, whole), change), whole)
    tasks = [task for one in made["content"]["criteria"] for task in one["tasks"]]
    assert any("evidence" in task for task in lines.values())
    assert tasks == [
        {name: part for name, part in task.items() if name != "evidence"} for task in lines.values()
    ]
