"""What is typed is kept, whoever else types; versions stand still, are compared and come back."""

from datetime import timedelta

import pytest

from service.issuing.draft_saving import HOURLY, BaseNeeded, Typed, kept, save_typed, without_blanks
from service.issuing.draft_versions import (
    BEFORE_RESTORING,
    MILESTONE,
    compare,
    keep_milestone,
    restore,
    versions,
)
from service.issuing.drafting import envelope_of
from service.register import documents
from service.register.errors import DocumentNotFound, NotAllowed, WrongState


def test_what_is_typed_is_kept_though_it_is_not_valid(office) -> None:
    row = office.draft()
    first = kept(office.work(), row.id)
    saved = save_typed(
        office.work("drafter"), row.id, Typed({"type": "ke_hoach", "month": "tháng hai"}, first.etag)
    )
    assert saved.envelope == {"type": "ke_hoach", "month": "tháng hai", "office": office.id}
    assert (saved.etag != first.etag, saved.version, saved.conflicts) == (True, 1, ())
    assert kept(office.work(), row.id).envelope == saved.envelope
    assert kept(office.work(), row.id).by == "Người drafter"


def test_the_same_again_writes_nothing(office) -> None:
    row = office.draft()
    first = kept(office.work(), row.id)
    office.at(office.moments[-1] + timedelta(minutes=5))
    again = save_typed(office.work("drafter"), row.id, Typed(first.envelope, first.etag))
    assert again == first


def test_different_fields_of_two_people_merge(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    hoa = {**start.envelope, "subject": "Trích yếu của chị Hoa"}
    save_typed(office.work("approver"), row.id, Typed(hoa, start.etag))
    mine = {**start.envelope, "month": "2026-04"}
    with pytest.raises(BaseNeeded):
        save_typed(office.work("drafter"), row.id, Typed(mine, start.etag))
    saved = save_typed(office.work("drafter"), row.id, Typed(mine, start.etag, start.envelope))
    assert (saved.envelope["subject"], saved.envelope["month"]) == ("Trích yếu của chị Hoa", "2026-04")
    assert (saved.is_merged, saved.conflicts) == (True, ())
    with office.work().reading() as turn:
        assert documents.document(turn.session, turn.actor, row.id).subject == "Trích yếu của chị Hoa"


def test_the_same_field_keeps_what_is_there_and_tells_both(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    save_typed(office.work("approver"), row.id, Typed({**start.envelope, "subject": "A"}, start.etag))
    mine = {**start.envelope, "subject": "B"}
    saved = save_typed(office.work("drafter"), row.id, Typed(mine, start.etag, start.envelope))
    assert saved.envelope["subject"] == "A"
    assert [(one.path, one.mine, one.theirs) for one in saved.conflicts] == [("subject", "B", "A")]
    assert saved.other == "Người approver"


def test_blank_items_of_a_page_are_not_kept() -> None:
    assert without_blanks({"a": [{"b": [{}]}, "x", ""], "c": {}, "d": []}) == {"a": ["x"], "c": {}, "d": []}


def test_only_who_may_edit_keeps_anything(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    with pytest.raises(NotAllowed):
        save_typed(
            office.work("administrator"), row.id, Typed({**start.envelope, "subject": "x"}, start.etag)
        )
    with pytest.raises(DocumentNotFound):
        save_typed(office.work("drafter@ubnd-21529"), row.id, Typed(start.envelope, start.etag))


def test_a_numbered_document_takes_nothing_more(office) -> None:
    done = office.issue()
    start = kept(office.work(), done.document.id)
    with pytest.raises(WrongState):
        save_typed(office.work(), done.document.id, Typed({**start.envelope, "subject": "x"}, start.etag))


def test_an_hour_of_editing_leaves_a_version(office) -> None:
    row = office.draft()
    for minutes, subject in ((30, "sau nửa giờ"), (61, "sau một giờ"), (70, "sau một giờ mười")):
        state = kept(office.work(), row.id)
        office.at(row.created_at + timedelta(minutes=minutes))
        save_typed(office.work(), row.id, Typed({**state.envelope, "subject": subject}, state.etag))
    found = versions(office.work(), row.id)
    assert [(one.number, one.label, one.is_current) for one in found] == [(2, "", True), (1, HOURLY, False)]
    assert compare(office.work(), row.id, 1, 2).old_envelope["subject"] == "sau nửa giờ"
    assert kept(office.work(), row.id).envelope["subject"] == "sau một giờ mười"


def test_two_versions_are_compared_and_the_old_one_comes_back(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    assert keep_milestone(office.work(), row.id) == 1
    save_typed(office.work(), row.id, Typed({**start.envelope, "subject": "Đã sửa"}, start.etag))
    told = compare(office.work(), row.id, 1, 2)
    assert [(one.path, one.new) for one in told.differences] == [("subject", "Đã sửa")]
    restore(office.work(), row.id, 1)
    with office.work().reading() as turn:
        now = documents.document(turn.session, turn.actor, row.id)
        assert envelope_of(turn, now) == start.envelope
        assert now.subject == " ".join(start.envelope["subject"].split())
    assert [one.label for one in versions(office.work(), row.id)] == ["", BEFORE_RESTORING, MILESTONE]
    with pytest.raises(DocumentNotFound):
        restore(office.work(), row.id, 9)
