"""From draft to signature to number, in an office that keeps its steps."""

from datetime import UTC, date, datetime

import pytest

from service.errors import InvalidInput, OpenQuestions
from service.inspection.outline import outline_text
from service.issuing.drafting import drafted_again, save
from service.issuing.issue import IssueAct, checked_draft, issue_draft, number_draft
from service.issuing.kept_context import kept_context
from service.issuing.return_document import return_document
from service.issuing.submit import LayoutRefused, put_up, submit
from service.register import audit, documents, people
from service.register.canonical import digest
from service.register.errors import DocumentNotFound, InvalidEntry, NotAllowed, WrongState
from tests.crooked_type import with_crooked_plan

ALL_STEPS = ("content_checked", "form_checked", "for_signature")


def test_a_document_goes_through_every_step_that_its_office_keeps(office) -> None:
    office.keep_steps(*ALL_STEPS)
    draft = office.draft(who="drafter")
    states = [
        submit(office.work(who), draft.id).document.state
        for who in ("approver", "records_officer", "drafter")
    ]
    assert states == list(ALL_STEPS)
    with pytest.raises(WrongState, match="không còn bước nào"):
        submit(office.work(), draft.id)
    done = issue_draft(office.work("records_officer"), draft.id, IssueAct(acknowledged={"month_turned"}))
    assert done.document.code == "01/KH-UBND"
    assert office.faults() == []


def test_the_next_step_belongs_to_its_role(office) -> None:
    office.keep_steps("content_checked")
    draft = office.draft(who="drafter")
    with pytest.raises(NotAllowed):
        submit(office.work("drafter"), draft.id)
    with pytest.raises(DocumentNotFound):
        submit(office.work("approver@ubnd-21529"), draft.id)


def test_what_was_put_up_is_kept_with_its_hash_in_the_audit_trail(office) -> None:
    office.keep_steps("for_signature")
    draft = office.draft()
    done = submit(office.work(), draft.id)
    assert "Số:      /KH-UBND" in outline_text(done.content)
    assert done.document.content_sha256 == digest(done.content)
    events = [
        one for one in office.look(audit.history, office.id, document_id=draft.id) if one.action == "put_up"
    ]
    assert len(events) == 1
    assert digest(done.content) in events[0].detail
    assert office.faults() == []


def test_the_same_file_is_not_kept_twice(office) -> None:
    office.keep_steps("form_checked", "for_signature")
    draft = office.draft()
    for _ in range(2):
        submit(office.work(), draft.id)
    assert len(office.look(documents.files_of, draft.id)) == 1


def test_a_draft_may_be_wrong_but_goes_nowhere(office) -> None:
    office.keep_steps("for_signature")
    draft = office.draft(office.plan(subject="", surplus=1))
    with pytest.raises(InvalidInput) as caught:
        submit(office.work(), draft.id)
    assert {fault.path for fault in caught.value.errors} >= {"subject", "surplus"}
    save(office.work(), "ke_hoach", office.plan(), document_id=draft.id)
    assert submit(office.work(), draft.id).document.state == "for_signature"


def test_errors_of_layout_refuse_at_the_check_of_form_and_before_the_signature(office, folder) -> None:
    office.catalogue = with_crooked_plan(folder)
    for step, is_refused in (("content_checked", False), ("form_checked", True), ("for_signature", True)):
        office.keep_steps(step)
        draft = office.draft()
        if is_refused:
            with pytest.raises(LayoutRefused):
                submit(office.work(), draft.id)
            assert office.look(documents.document, draft.id).state == "draft"
        else:
            assert submit(office.work(), draft.id).findings
            with pytest.raises(LayoutRefused):  # nobody has signed it: the check stands before the number
                office.issue_draft(draft.id, acknowledged={"month_turned"})
            done = office.issue_draft(draft.id, acknowledged={"month_turned"}, signed_on=date(2026, 3, 5))
            assert done.document.number == 1


def test_a_returned_document_is_a_new_version_and_the_old_one_is_kept(office) -> None:
    office.keep_steps("for_signature")
    draft = office.draft(who="drafter")
    put_up = submit(office.work("drafter"), draft.id)
    row = return_document(office.work("approver"), draft.id, remark="Bổ sung thời hạn")
    assert (row.state, row.version, row.content_sha256, row.findings) == ("draft", 2, None, [])
    versions = office.look(documents.versions_of, draft.id)
    assert [(one.version, one.remark) for one in versions] == [(1, ""), (2, "Bổ sung thời hạn")]
    assert [file.sha256 for file in office.look(documents.files_of, draft.id)] == [digest(put_up.content)]
    with pytest.raises(WrongState):
        office.issue_draft(draft.id)
    with pytest.raises(InvalidEntry):
        return_document(office.work(), submit(office.work(), draft.id).document.id, remark=" ")


def test_what_was_signed_stands_whatever_changes_before_the_number(office) -> None:
    office.keep_steps("for_signature")
    draft = office.draft(office.plan(month="2026-03"))
    put_up = submit(office.work(), draft.id)
    signer = people.NewSigner(
        name="Lê Văn Mới", position="Chủ tịch", capacity="TM", valid_from=date(2026, 3, 1)
    )
    office.do(people.add_signer, office_id=office.id, signer=signer)
    done = office.issue_draft(draft.id, signed_on=date(2026, 3, 5))
    signed, made = outline_text(put_up.content).splitlines(), outline_text(done.content).splitlines()
    changed = [(one, other) for one, other in zip(signed, made, strict=True) if one != other]
    assert len(changed) == 1
    assert changed[0][1] == "| Số: 01/KH-UBND | Ba Tơ, ngày 05 tháng 3 năm 2026 |"
    assert done.document.signer_name == "Nguyễn Văn Bình"


def test_a_month_that_has_turned_is_asked_about(office) -> None:
    office.keep_steps("for_signature")
    draft = office.draft(office.plan(month="2026-02"))
    put_up = submit(office.work(), draft.id)
    assert "tháng 02 năm 2026" in outline_text(put_up.content)
    with pytest.raises(OpenQuestions) as caught:
        office.issue_draft(draft.id, signed_on=date(2026, 2, 27))
    (question,) = caught.value.questions
    assert (question.code, question.path, question.subject) == ("month_turned", "month", "02/2026")
    assert office.last_number() == 0
    done = office.issue_draft(draft.id, signed_on=date(2026, 2, 27), acknowledged={"month_turned"})
    assert "ngày 05 tháng 3 năm 2026" in outline_text(done.content)
    kept = kept_context(office.look(documents.context_of, draft.id))
    assert [one["code"] for one in kept.acknowledged] == ["month_turned"]


def test_a_blank_month_is_no_question(office) -> None:
    office.keep_steps("for_signature")
    draft = office.draft(office.plan(month=None))
    submit(office.work(), draft.id)
    office.at(datetime(2026, 4, 1, 3, 0, tzinfo=UTC))
    assert "ngày 01 tháng 4 năm 2026" in outline_text(office.issue_draft(draft.id).content)


def test_a_draft_that_somebody_changed_meanwhile_is_not_numbered(office) -> None:
    draft = office.draft()
    with pytest.raises(WrongState) as caught:
        office.issue_draft(draft.id, expected_version=2)
    assert caught.value.code == "version_moved"
    assert office.last_number() == 0


def test_what_has_its_number_or_was_made_elsewhere_has_no_step_left(office) -> None:
    with pytest.raises(WrongState, match="01/KH-UBND"):
        submit(office.work(), office.issue().document.id)
    record, draft = office.record(kind="QĐ", subject="Khen thưởng"), office.draft()
    with office.work().reading() as turn:
        with pytest.raises(WrongState, match="nơi khác"):
            drafted_again(office.work(), turn, record)
        with pytest.raises(DocumentNotFound, match="trình lại"):
            put_up(turn, draft)


def test_an_input_that_moved_on_since_it_was_read_is_not_taken_further(office) -> None:
    row = office.draft()
    with office.work().reading() as turn:
        draft = drafted_again(office.work(), turn, row)
        checked = checked_draft(office.work(), turn, draft, IssueAct())
    save(office.work(), "ke_hoach", office.plan(subject="Trích yếu mới"), document_id=row.id)
    with pytest.raises(WrongState) as caught, office.work().writing() as turn:
        number_draft(turn, row.id, checked, IssueAct())
    assert caught.value.code == "version_moved"
    office.keep_steps("content_checked")
    submit(office.work(), row.id)
    with pytest.raises(WrongState) as caught, office.work().writing() as turn:
        number_draft(turn, row.id, checked, IssueAct())
    assert caught.value.code == "version_moved"
    assert office.last_number() == 0


def test_a_key_of_a_record_is_no_key_of_a_draft(office) -> None:
    office.record(kind="QĐ", subject="Khen thưởng", key="k")
    with pytest.raises(WrongState) as caught:
        office.issue(key="k")
    assert caught.value.code == "key_reused"
