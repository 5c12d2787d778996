"""What a new draft begins with: a document of the register, or what its type takes from one of another type."""

from datetime import date
from typing import Any

import pytest

from service import reference
from service.issuing.draft_beginnings import SHOWN_MAX, beginnings, beginnings_of, begun_with
from service.issuing.labelling import labels_in
from service.register import after_issue
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


def test_an_old_plan_is_offered_whatever_was_entered_since(office: Any) -> None:
    row = office.draft(plan(office))
    for number in range(SHOWN_MAX + 3):
        office.record(kind="QĐ", subject=f"Khen thưởng đợt {number}", issued_on=date(2026, 3, 2))
    offered = beginnings(office.work("operator"), office.id)
    assert [one.id for one in offered["ke_hoach"]] == [row.id]
    assert [(one.way, one.id) for one in offered["bao_cao"]] == [("source", row.id)]


def test_older_ones_of_a_type_are_found_by_words_without_diacritics(office: Any) -> None:
    old = office.draft({**plan(office), "subject": "Phòng, chống thiên tai năm 2025"})
    for _ in range(SHOWN_MAX):
        office.draft(plan(office))
    newest = beginnings(office.work("operator"), office.id)["ke_hoach"]
    assert len(newest) == SHOWN_MAX
    assert old.id not in {one.id for one in newest}
    found = beginnings(office.work("operator"), office.id, "thien tai")
    assert [one.id for one in found["ke_hoach"]] == [old.id]


def test_one_document_is_offered_to_its_own_type_and_to_those_that_take_from_it(office: Any) -> None:
    row = office.draft(plan(office))
    found = beginnings_of(office.work("operator"), row.id)
    assert {slug: [one.way for one in offers] for slug, offers in found.items()} == {
        "ke_hoach": ["document"],
        "bao_cao": ["source"],
        "thong_bao_ket_qua": ["source"],
    }
    with pytest.raises(DocumentNotFound):
        beginnings_of(office.work(f"drafter@{office.other}"), row.id)


def test_a_document_that_ended_may_be_copied_and_is_no_source(office: Any) -> None:
    row = office.issue().document
    assert [one.way for one in beginnings(office.work("operator"), office.id)["bao_cao"]] == ["source"]
    office.do(after_issue.void, row.id, reason="Nhầm")
    found = beginnings(office.work("operator"), office.id)
    assert {slug: [(one.way, one.state) for one in offers] for slug, offers in found.items()} == {
        "ke_hoach": [("document", "voided")]
    }
