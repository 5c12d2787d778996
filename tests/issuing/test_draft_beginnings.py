"""What a new draft begins with: a document of the register, or what its type takes from one of another type."""

from typing import Any

import pytest

from service import reference
from service.issuing.draft_beginnings import begun_with
from service.issuing.labelling import labels_in
from service.register.errors import DocumentNotFound, WrongState


def plan(office: Any) -> dict[str, Any]:
    return {**reference.sample("huyen_ba_to_2025", "ke_hoach"), "office": office.id}


def begun(office: Any, slug: str, envelope: dict[str, Any], *, who: str = "operator") -> dict[str, Any]:
    row = office.draft(envelope)
    return begun_with(office.work(who), office.catalogue.get(slug), row.id)


def test_a_report_has_a_result_for_each_task_of_its_plan(office: Any) -> None:
    made = begun(office, "bao_cao", plan(office))
    tasks = [
        label
        for space, label in labels_in(office.catalogue.get("ke_hoach"), plan(office)["content"])
        if space == "task"
    ]
    assert len(tasks) == 24
    assert made["content"]["results"] == [{"task": label} for label in tasks]
    assert made["type"] == "bao_cao"
    assert made["sources"]["plan"]["subject"] == plan(office)["subject"]


def test_a_list_that_may_stay_empty_is_left_to_the_writer(office: Any) -> None:
    assert begun(office, "thong_bao_ket_qua", plan(office))["content"] == {}


def test_one_of_the_same_type_is_copied_without_what_was_its_own(office: Any) -> None:
    made = begun(office, "ke_hoach", {**plan(office), "month": "2025-02"})
    assert made["content"] == plan(office)["content"]
    assert "month" not in made


def test_nothing_begins_with_what_its_type_does_not_take_or_the_person_does_not_see(office: Any) -> None:
    with pytest.raises(WrongState, match="không lấy dữ liệu"):
        begun(office, "ke_hoach", {**office.catalogue.sample("bao_cao", "minimal"), "office": office.id})
    with pytest.raises(DocumentNotFound):
        begun(office, "bao_cao", plan(office), who=f"drafter@{office.other}")
