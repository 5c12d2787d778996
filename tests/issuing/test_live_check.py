"""What is said of a draft while it is written."""

from service.issuing.live_check import check_draft


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
