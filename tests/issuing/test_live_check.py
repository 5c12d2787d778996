"""What is said of a draft while it is written."""

import pytest

from service.issuing.live_check import check_draft, faults_and_questions
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
