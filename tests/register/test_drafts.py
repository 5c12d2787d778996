from datetime import date

import pytest

from service.register import documents, drafts, files, offices
from service.register.drafts import SavedDraft
from service.register.errors import DateOutOfOrder, DocumentNotFound, InvalidEntry, NotAllowed, WrongState

STEPS = ["content_checked", "form_checked", "for_signature"]


@pytest.fixture
def draft(desk):
    desk.open_series()
    return desk.do(drafts.create_draft, desk.document(), who=f"drafter@{desk.office}")


def keep_steps(desk, *steps):
    desk.do(offices.set_office, desk.office, {"steps": steps or STEPS})


def test_a_document_walks_through_every_step_that_its_office_keeps(desk, draft):
    keep_steps(desk)
    people = ("approver", "records_officer", "drafter")
    states = [desk.do(drafts.submit, draft.id, who=f"{role}@{desk.office}").state for role in people]
    assert states == STEPS
    row = desk.do(drafts.sign, draft.id, signed_on=date(2026, 3, 4))
    assert (row.state, row.signed_on) == ("for_signature", date(2026, 3, 4))
    issued = desk.issue(draft.id).document
    assert (issued.id, issued.code, issued.signed_on) == (draft.id, "01/KH-UBND", date(2026, 3, 4))
    assert desk.faults() == []


@pytest.mark.parametrize("step", STEPS)
def test_no_number_before_the_steps_that_the_office_keeps(desk, draft, step):
    keep_steps(desk, step)
    with pytest.raises(WrongState, match="làm bước đó trước"):
        desk.issue(draft.id)
    with pytest.raises(WrongState, match="làm bước đó trước"):
        desk.issue()
    desk.do(drafts.submit, draft.id)
    assert desk.issue(draft.id).document.number == 1


def test_a_new_office_numbers_a_draft_at_once(desk, draft):
    with pytest.raises(WrongState, match="không còn bước"):
        desk.do(drafts.submit, draft.id)
    assert desk.issue(draft.id).document.code == "01/KH-UBND"


def test_a_step_is_done_only_by_its_role(desk, draft):
    keep_steps(desk)
    with pytest.raises(NotAllowed, match="Người duyệt"):
        desk.do(drafts.submit, draft.id, who=f"drafter@{desk.office}")


def test_a_draft_is_kept_raw_and_only_what_goes_on_must_be_sound(desk, draft):
    keep_steps(desk)
    saved = SavedDraft(entry=desk.entry(subject=""), input=b"{")
    desk.do(drafts.save_draft, draft.id, saved)
    with pytest.raises(InvalidEntry, match="Trích yếu"):
        desk.do(drafts.submit, draft.id)


def test_saving_writes_the_current_version_and_milestones_stay(desk, draft):
    desk.do(drafts.keep_version, draft.id, label="Bản đầu")
    desk.do(drafts.save_draft, draft.id, SavedDraft(entry=desk.entry(subject="Mới"), input=b'{"a":2}'))
    versions = desk.look(documents.versions_of, draft.id)
    assert [documents.version_input(one) for one in versions] == [b'{"objectives":["x"]}', b'{"a":2}']
    assert [one.label for one in versions] == ["Bản đầu", ""]
    row = desk.do(drafts.restore_version, draft.id, 1)
    assert row.version == 3
    newest = desk.look(documents.versions_of, draft.id)[-1]
    assert documents.version_input(newest) == b'{"objectives":["x"]}'
    with pytest.raises(DocumentNotFound):
        desk.do(drafts.restore_version, draft.id, 9)


def test_a_page_that_shows_an_older_version_saves_nothing(desk, draft):
    desk.do(drafts.keep_version, draft.id, label="x")
    saved = SavedDraft(entry=desk.entry(subject="Cũ"), input=b"{}", expected_version=1)
    with pytest.raises(WrongState, match="phiên bản 2") as refused:
        desk.do(drafts.save_draft, draft.id, saved)
    assert refused.value.code == "version_moved"
    with pytest.raises(WrongState, match="phiên bản 2"):
        desk.issue(draft.id, expected_version=1)


def test_a_returned_document_is_a_new_version_with_the_remark(desk, draft):
    keep_steps(desk)
    for _ in STEPS:
        desk.do(drafts.submit, draft.id)
    desk.do(drafts.sign, draft.id, signed_on=date(2026, 3, 4))
    with pytest.raises(InvalidEntry, match="ý kiến"):
        desk.do(drafts.return_document, draft.id, remark=" ")
    row = desk.do(drafts.return_document, draft.id, remark="Sửa mục II")
    assert (row.state, row.version, row.signed_on) == ("draft", 2, None)
    versions = desk.look(documents.versions_of, draft.id)
    assert [one.remark for one in versions] == ["", "Sửa mục II"]
    assert desk.faults() == []


def test_what_is_written_after_a_return_is_the_next_version(desk, draft):
    drafter, approver = f"drafter@{desk.office}", f"approver@{desk.office}"
    keep_steps(desk)
    desk.do(drafts.hand_over, draft.id, who=drafter)
    desk.do(drafts.return_document, draft.id, remark="Thiếu phụ lục", who=approver)
    returned = desk.look(documents.versions_of, draft.id)[-1]
    for text in (b'{"a":1}', b'{"a":2}'):
        row = desk.do(
            drafts.save_draft, draft.id, SavedDraft(entry=desk.entry(subject="Mới"), input=text), who=drafter
        )
        assert row.version == 4
    *_, kept, own = desk.look(documents.versions_of, draft.id)
    for name in ("version", "made_by", "made_at", "remark", "subject", "sha256", "content"):
        assert getattr(kept, name) == getattr(returned, name)
    assert (own.remark, own.subject, documents.version_input(own)) == ("", "Mới", b'{"a":2}')
    assert own.made_by != kept.made_by
    assert desk.faults() == []


def test_a_draft_that_was_handed_over_can_be_returned_and_no_other(desk, draft):
    keep_steps(desk)
    with pytest.raises(WrongState, match="chưa được chuyển duyệt"):
        desk.do(drafts.return_document, draft.id, remark="x")
    row = desk.do(drafts.hand_over, draft.id, who=f"drafter@{desk.office}")
    assert (row.state, row.version, row.handed_over_at) == ("draft", 2, desk.now)
    row = desk.do(drafts.return_document, draft.id, remark="Thiếu phụ lục", who=f"approver@{desk.office}")
    assert (row.version, row.handed_over_at) == (3, None)


def test_only_a_draft_is_edited(desk, draft):
    keep_steps(desk)
    desk.do(drafts.submit, draft.id)
    saved = SavedDraft(entry=desk.entry(), input=b"{}")
    with pytest.raises(WrongState, match="Đã duyệt nội dung"):
        desk.do(drafts.save_draft, draft.id, saved)


def test_the_signature_is_not_of_tomorrow(desk, draft):
    keep_steps(desk, "for_signature")
    desk.do(drafts.submit, draft.id)
    with pytest.raises(DateOutOfOrder, match="tương lai"):
        desk.do(drafts.sign, draft.id, signed_on=date(2026, 3, 6))


def test_the_signed_sheet_may_come_later(desk, draft):
    row = desk.issue(draft.id).document
    with pytest.raises(InvalidEntry, match="bản đã ký"):
        desk.do(files.attach, row.id, [desk.file()])
    desk.do(files.attach, row.id, [desk.file(role="signed_pdf")])
    assert [file.role for file in desk.look(documents.files_of, row.id)] == ["rendered", "signed_pdf"]
    with pytest.raises(InvalidEntry, match="rỗng"):
        desk.do(files.attach, row.id, [desk.file(b"", role="signed_pdf")])
    with pytest.raises(DocumentNotFound):
        desk.look(documents.file_content, row.id, 9)
    assert desk.faults() == []


def test_nothing_of_a_secret_document_is_drafted(desk, draft):
    with pytest.raises(InvalidEntry, match="mật"):
        desk.do(drafts.save_draft, draft.id, SavedDraft(entry=desk.entry(is_secret=True), input=b"x"))
    secret = desk.document(is_secret=True)
    with pytest.raises(InvalidEntry, match="mật"):
        desk.do(drafts.create_draft, type(secret)(office_id=desk.office, entry=secret.entry, input=b"x"))
