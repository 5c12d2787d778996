"""What is typed is kept, whoever else types; versions stand still, are compared and come back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import update

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
from service.issuing.workplace import Turn, Workplace
from service.register import documents
from service.register.errors import DocumentNotFound, NotAllowed, WrongState
from service.register.models import User


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


def test_who_keeps_his_own_text_overrules_what_he_was_shown_and_it_stands_still(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    save_typed(office.work("approver"), row.id, Typed({**start.envelope, "subject": "A"}, start.etag))
    mine = {**start.envelope, "subject": "B"}
    told = save_typed(office.work("drafter"), row.id, Typed(mine, start.etag, start.envelope))
    (asked,) = told.conflicts
    chosen = Typed(mine, "", start.envelope, prefers={"subject": asked.mark})
    saved = save_typed(office.work("drafter"), row.id, chosen)
    assert (saved.envelope["subject"], saved.conflicts) == ("B", ())
    found = versions(office.work(), row.id)
    assert [(one.number, one.label) for one in found] == [(2, ""), (1, "Trước khi Người drafter lưu đè")]
    assert compare(office.work(), row.id, 1, 2).old_envelope["subject"] == "A"


def test_a_text_that_went_on_meanwhile_is_asked_about_again(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    colleague = save_typed(
        office.work("approver"), row.id, Typed({**start.envelope, "subject": "A"}, start.etag)
    )
    mine = {**start.envelope, "subject": "B"}
    told = save_typed(office.work("drafter"), row.id, Typed(mine, start.etag, start.envelope))
    later = Typed({**start.envelope, "subject": "A, viết tiếp"}, colleague.etag)
    save_typed(office.work("approver"), row.id, later)
    chosen = Typed(mine, "", start.envelope, prefers={"subject": told.conflicts[0].mark})
    saved = save_typed(office.work("drafter"), row.id, chosen)
    assert saved.envelope["subject"] == "A, viết tiếp"
    assert [(one.own_path, one.theirs) for one in saved.conflicts] == [("subject", "A, viết tiếp")]
    assert [one.label for one in versions(office.work(), row.id)] == [""]  # nothing was overruled


def test_a_colleague_of_the_same_name_is_another_person(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    save_typed(office.work("approver"), row.id, Typed({**start.envelope, "subject": "A"}, start.etag))
    logins = [office.work(role).login for role in ("approver", "drafter")]
    with office.work().writing() as turn:
        turn.session.execute(update(User).where(User.login.in_(logins)).values(name="Nguyễn Thị Hoa"))
    mine = {**start.envelope, "subject": "B"}
    saved = save_typed(office.work("drafter"), row.id, Typed(mine, start.etag, start.envelope))
    assert (saved.is_own, saved.other) == (False, f"Nguyễn Thị Hoa ({logins[0]})")


def test_another_window_of_the_same_person_is_known_as_his_own(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    save_typed(office.work("drafter"), row.id, Typed({**start.envelope, "subject": "A"}, start.etag))
    mine = {**start.envelope, "subject": "B"}
    saved = save_typed(office.work("drafter"), row.id, Typed(mine, start.etag, start.envelope))
    assert (saved.is_own, saved.other) == (True, "Người drafter")


@dataclass(frozen=True, slots=True)
class _Interrupted(Workplace):
    """A workplace where others save between the reading and the writing of a save, as often as there are savers."""

    savers: list[Callable[[], object]] = field(default_factory=list)

    @contextmanager
    def writing(self, login: str | None = None) -> Iterator[Turn]:
        if self.savers:
            self.savers.pop(0)()
        with Workplace.writing(self, login) as turn:
            yield turn


def interrupted(office, row_id: str, subjects: list[str]) -> _Interrupted:
    """Return the drafter's workplace; the approver saves each subject while the drafter is saving."""

    def saver(subject: str) -> Callable[[], object]:
        def save() -> object:
            now = kept(office.work(), row_id)
            typed = Typed({**now.envelope, "subject": subject}, now.etag)
            return save_typed(office.work("approver"), row_id, typed)

        return save

    at = office.work("drafter")
    return _Interrupted(at.register, at.catalogue, at.login, at.now, [saver(one) for one in subjects])


def test_a_save_between_reading_and_writing_is_merged_and_not_written_over(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    mine = Typed({**start.envelope, "month": "2026-04"}, start.etag, start.envelope)
    saved = save_typed(interrupted(office, row.id, ["A", "B"]), row.id, mine)
    assert (saved.envelope["subject"], saved.envelope["month"]) == ("B", "2026-04")
    assert saved.other == "Người approver"
    assert kept(office.work(), row.id).envelope == saved.envelope


def test_a_page_that_knows_no_beginning_is_asked_for_it_after_such_a_save(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    mine = Typed({**start.envelope, "month": "2026-04"}, start.etag)
    with pytest.raises(BaseNeeded):
        save_typed(interrupted(office, row.id, ["A"]), row.id, mine)
    assert kept(office.work(), row.id).envelope["subject"] == "A"


def test_who_meets_others_again_and_again_is_asked_to_save_later(office) -> None:
    row = office.draft()
    start = kept(office.work(), row.id)
    mine = Typed({**start.envelope, "month": "2026-04"}, start.etag, start.envelope)
    with pytest.raises(WrongState) as refused:
        save_typed(interrupted(office, row.id, ["A", "B", "C", "D", "E"]), row.id, mine)
    assert refused.value.code == "version_moved"
    assert kept(office.work(), row.id).envelope == {**start.envelope, "subject": "E"}


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
