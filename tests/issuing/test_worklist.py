"""“Việc của tôi”: what waits for whom, by the step that is asked of him."""

from typing import Any

import pytest
from sqlalchemy import event

from service.issuing.draft_saving import Typed, kept, save_typed
from service.issuing.draft_versions import versions
from service.issuing.worklist import WorkList, my_work, one_list
from service.register import after_issue, assignments, drafts, people
from service.register.errors import NotAllowed
from service.register.states import Role
from service.register.worklists import WorkGroup


def lists(office: Any, who: str) -> dict[str, WorkList]:
    return {str(one.group): one for one in my_work(office.work(who), office.id)}


def filled(office: Any, who: str) -> dict[str, list[str]]:
    """The lists of a person that are not empty, with the ids in them."""
    found = lists(office, who)
    assert all(one.total == len(one.items) for one in found.values())
    return {name: [item.id for item in one.items] for name, one in found.items() if one.items}


def name_of(office: Any, who: str) -> str:
    """The name of somebody of the office."""
    return next(
        user.name for user, _ in office.look(people.users_of, office.id) if user.login == f"{who}@{office.id}"
    )


def test_a_draft_goes_through_the_lists_of_those_who_take_the_next_step(office: Any) -> None:
    office.keep_steps("content_checked", "form_checked")
    draft = office.draft(who="drafter").id
    assert filled(office, "drafter") == {"drafts": [draft]}
    assert filled(office, "approver") == filled(office, "records_officer") == {}
    office.do(drafts.hand_over, draft, who="drafter")
    assert filled(office, "drafter") == {"waiting": [draft]}
    assert filled(office, "approver") == {"to_review": [draft]}
    assert filled(office, "records_officer") == {}
    office.do(drafts.submit, draft, who="approver")
    assert filled(office, "approver") == {}
    assert filled(office, "records_officer") == {"to_review": [draft]}
    office.do(drafts.submit, draft, who="records_officer")
    assert filled(office, "records_officer") == {"to_number": [draft]}
    assert filled(office, "drafter") == {"waiting": [draft]}


def test_what_came_back_is_a_list_of_its_own_until_it_is_handed_over_again(office: Any) -> None:
    office.keep_steps("content_checked")
    draft = office.draft(who="drafter").id
    office.do(drafts.hand_over, draft, who="drafter")
    office.do(drafts.return_document, draft, remark="Thiếu thời hạn", who="approver")
    found = lists(office, "drafter")
    assert [(item.id, item.remark) for item in found["returned"].items] == [(draft, "Thiếu thời hạn")]
    assert [item.returned_by for item in found["returned"].items] == [name_of(office, "approver")]
    office.do(drafts.keep_version, draft, label="mốc", who="drafter")
    assert filled(office, "drafter") == {"returned": [draft]}
    other = office.draft(who="drafter").id
    assert filled(office, "drafter") == {"returned": [draft], "drafts": [other]}
    office.do(drafts.hand_over, other, who="drafter")
    assert filled(office, "drafter") == {"returned": [draft], "waiting": [other]}
    office.do(drafts.hand_over, draft, who="drafter")
    assert filled(office, "drafter") == {"waiting": [other, draft]}
    assert lists(office, "drafter")["waiting"].items[0].remark == ""


def test_who_returned_a_draft_is_told_after_the_drafter_has_written_on(office: Any) -> None:
    office.keep_steps("content_checked")
    draft = office.draft(who="drafter").id
    office.do(drafts.hand_over, draft, who="drafter")
    office.do(drafts.return_document, draft, remark="Thiếu thời hạn", who="approver")
    first = kept(office.work("drafter"), draft)
    typed = Typed({**first.envelope, "subject": "Trích yếu đã sửa"}, first.etag)
    assert save_typed(office.work("drafter"), draft, typed).by == name_of(office, "drafter")
    (item,) = lists(office, "drafter")["returned"].items
    assert (item.returned_by, item.remark) == (name_of(office, "approver"), "Thiếu thời hạn")
    told = {one.remark: one.by for one in versions(office.work("drafter"), draft)[:2]}
    assert told == {"": name_of(office, "drafter"), "Thiếu thời hạn": name_of(office, "approver")}
    office.do(drafts.hand_over, draft, who="drafter")
    assert filled(office, "drafter") == {"waiting": [draft]}


def test_an_office_without_steps_numbers_the_drafts_that_were_handed_over(office: Any) -> None:
    theirs, own = office.draft(who="drafter").id, office.draft(who="records_officer").id
    assert filled(office, "records_officer") == {"drafts": [own]}
    office.do(drafts.hand_over, theirs, who="drafter")
    assert filled(office, "records_officer") == {"to_number": [theirs], "drafts": [own]}
    assert filled(office, "drafter") == {"waiting": [theirs]}
    office.do(drafts.return_document, theirs, remark="Thiếu ngày", who="records_officer")
    assert filled(office, "drafter") == {"returned": [theirs]}
    office.do(drafts.hand_over, theirs, who="drafter")
    assert filled(office, "drafter") == {"waiting": [theirs]}


def test_a_numbered_document_waits_for_its_dispatch(office: Any) -> None:
    document = office.issue().document.id
    assert filled(office, "records_officer") == {"to_dispatch": [document]}
    assert lists(office, "records_officer")["to_dispatch"].items[0].code == "01/KH-UBND"
    assert filled(office, "approver") == filled(office, "administrator") == {}
    office.do(after_issue.void, document, reason="Nhầm")
    assert filled(office, "records_officer") == {}


def test_who_is_asked_by_name_has_it_instead_of_all_others_of_the_role(office: Any) -> None:
    office.keep_steps("content_checked")
    new = people.NewUser(login="lan@xa", name="Lan", office_id=office.id, role=Role.APPROVER)
    lan = office.do(people.add_user, new).id
    draft = office.draft(who="drafter").id
    office.do(drafts.hand_over, draft, who="drafter")
    office.do(assignments.assign, draft, user_id=lan, who="drafter")
    assert filled(office, "approver") == {}
    assert filled(office, "lan@xa") == {"to_review": [draft]}


def test_only_people_of_the_office_see_its_lists(office: Any) -> None:
    with pytest.raises(NotAllowed):
        my_work(office.work(f"approver@{office.other}"), office.id)


def test_a_long_list_is_read_page_by_page(office: Any) -> None:
    ids = [office.draft(who="drafter").id for _ in range(53)]
    home = lists(office, "drafter")["drafts"]
    assert (home.total, home.number, len(home.items)) == (53, "53", 10)
    first = one_list(office.work("drafter"), office.id, WorkGroup.DRAFTS)
    assert first.cursor is not None
    second = one_list(office.work("drafter"), office.id, WorkGroup.DRAFTS, before=first.cursor)
    assert [item.id for item in (*first.items, *second.items)] == ids[::-1]
    assert second.cursor is None


def test_a_list_of_several_steps_shows_the_newest_whatever_their_step(office: Any) -> None:
    office.keep_steps("content_checked", "form_checked")
    ids = [office.draft(who="drafter").id for _ in range(3)]
    for one in ids:
        office.do(drafts.hand_over, one, who="drafter")
    office.do(drafts.submit, ids[1], who="approver")
    found = {one.group: one for one in my_work(office.work("drafter"), office.id, shown=2)}
    waiting = found[WorkGroup.WAITING]
    assert (waiting.total, [item.id for item in waiting.items]) == (3, [ids[2], ids[1]])


def test_all_lists_are_two_questions(office: Any) -> None:
    for _ in range(2):
        office.draft(who="drafter")
    office.do(drafts.hand_over, office.draft(who="drafter").id, who="drafter")
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(office.register.engine, "before_cursor_execute", note)
    found = filled(office, "drafter")
    event.remove(office.register.engine, "before_cursor_execute", note)
    assert {name: len(ids) for name, ids in found.items()} == {"drafts": 2, "waiting": 1}
    assert sum("assignments" in statement for statement in asked) == 2


def test_a_cursor_beyond_all_numbers_that_fit_four_bytes_shows_the_newest(office) -> None:
    made = [office.draft(who="drafter").id for _ in range(2)]
    page = one_list(office.work("drafter"), office.id, WorkGroup.DRAFTS, before=999_999_999_999_999)
    assert [one.id for one in page.items] == made[::-1]
