"""What is said of a draft while it is written."""

import pytest

from service.domain.dates import office_day
from service.issuing.document_wording import document_wording
from service.issuing.drafting import drafted
from service.issuing.live_check import check_draft, faults_and_questions
from service.issuing.published_types import published_form
from service.issuing.rendition import for_signature
from service.register import documents


def test_an_input_that_is_ready_has_its_layout_looked_at(office) -> None:
    row = office.draft()
    found = check_draft(office.work("drafter"), row.id, office.plan())
    assert (found.faults, found.is_ready) == ((), True)
    assert found.outline[0].number == "I."


def test_faults_come_all_at_once_and_wording_beside_them(office) -> None:
    row = office.draft()
    plan = office.plan(subject="")
    plan["content"] = {**plan["content"], "objectives": "Rà soát , bổ sung quy trình."}
    found = check_draft(office.work("drafter"), row.id, plan)
    assert "subject" in {one.path for one in found.faults}
    (wording,) = [one for one in found.wording if one.finding.path == "content.objectives"]
    assert (wording.finding.quote, wording.mended) == (" ,", ",")
    assert not found.is_ready


@pytest.mark.parametrize("case", ["ready", "faulty", "questionable", "answered"])
def test_what_a_page_shows_of_a_draft_is_what_the_check_says_of_its_fields(office, case: str) -> None:
    plan = office.plan(subject="" if case == "faulty" else "Dân vận khéo")
    if case in {"questionable", "answered"}:
        plan["month"] = "2024-12"
    if case == "answered":
        plan["acknowledged"] = [{"code": "", "path": 5}]
    row = office.draft()
    work = office.work("drafter")
    whole = check_draft(work, row.id, plan)
    with work.reading() as turn:
        kept = documents.document(turn.session, turn.actor, row.id)
        assert faults_and_questions(work, turn, kept, plan) == (whole.faults, whole.questions)


def test_a_deadline_that_has_passed_is_told_at_its_field_before_the_draft_is_handed_on(office) -> None:
    plan = office.plan(month="2026-03")
    task = {"content": "Công khai thủ tục.", "lead": ["Phòng Nội vụ"], "deadline": {"before": "15/2/2026"}}
    soon = {
        **task,
        "content": "Rà soát hồ sơ.",
        "deadline": {"by": "31/3/2026", "note": "sau khi có kế hoạch"},
    }
    groups = [{"title": "Hồ sơ", "tasks": [task, soon]}]
    plan["content"] = {**plan["content"], "criteria": groups, "assignment_in": "both"}
    row = office.draft(plan)
    found = check_draft(office.work("drafter"), row.id, plan)
    (told,) = [one for one in found.wording if one.finding.code == "date-order"]
    assert told.finding.path == "content.criteria[0].tasks[0].deadline"
    assert (told.finding.quote, told.mended) == ("15/02/2026", None)
    with office.work("drafter").reading() as turn:
        printed = for_signature(
            drafted(office.work("drafter"), turn, office.catalogue.get("ke_hoach"), plan),
            published_form(office.catalogue.get("ke_hoach")),
            office_day(turn.actor.at),
        ).content
        (listed,) = [
            one for one in document_wording(turn, office.id, printed).findings if one["code"] == "date-order"
        ]
    assert listed["message"] == told.finding.message
    assert listed["notes"] != []  # the appendix repeats the day of the task


def test_a_draft_without_a_month_is_held_against_the_month_that_it_would_print(office) -> None:
    plan = office.plan()
    del plan["month"]
    task = {"content": "Công khai thủ tục.", "lead": ["Phòng Nội vụ"], "deadline": {"before": "15/01/2024"}}
    plan["content"] = {**plan["content"], "criteria": [{"title": "Hồ sơ", "tasks": [task]}]}
    row = office.draft(plan)
    found = check_draft(office.work("drafter"), row.id, plan)
    assert [one.finding.path for one in found.wording if one.finding.code == "date-order"] == [
        "content.criteria[0].tasks[0].deadline"
    ]
