from datetime import date

import pytest

from service.register import after_issue, documents, drafts, files
from service.register.after_issue import Sending
from service.register.entries import NewRelation
from service.register.errors import DateOutOfOrder, DocumentNotFound, InvalidEntry, WrongState

NOTICE = {"code": "12/TB-UBND", "issued_on": "2026-03-05", "issuer": "Ủy ban nhân dân xã Ba Tơ"}


@pytest.fixture
def issued(desk):
    desk.open_series()
    return desk.issue(issued_on=date(2026, 3, 4)).document


def send(desk, row, *days, **words):
    return desk.do(after_issue.dispatch, row.id, [Sending(dispatched_on=day, **words) for day in days])


def test_a_document_is_sent_once_or_more(desk, issued):
    with pytest.raises(DocumentNotFound):
        desk.do(after_issue.void, "không có", reason="x")
    assert send(desk, issued, date(2026, 3, 4), received_by="Bưu điện").state == "dispatched"
    send(desk, issued, date(2026, 3, 5), recipient="Sở Nội vụ", channel="trục liên thông")
    rows = desk.look(documents.dispatches_of, issued.id)
    assert [(row.position, row.dispatched_on, row.received_by) for row in rows] == [
        (1, date(2026, 3, 4), "Bưu điện"),
        (2, date(2026, 3, 5), ""),
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2026, 3, 6)], ids=["before-its-date", "tomorrow"])
def test_a_sending_lies_between_the_date_of_the_document_and_today(desk, issued, day):
    with pytest.raises(DateOutOfOrder):
        send(desk, issued, day)
    with pytest.raises(InvalidEntry, match="ngày chuyển"):
        send(desk, issued)


def test_a_voided_number_stays_used(desk, issued):
    with pytest.raises(InvalidEntry, match="lý do"):
        desk.do(after_issue.void, issued.id, reason=" ")
    row = desk.do(after_issue.void, issued.id, reason="In hỏng, không phát hành")
    assert (row.state, row.number, row.end_reason) == ("voided", 1, "In hỏng, không phát hành")
    assert desk.issue().document.number == 2
    assert desk.faults() == []


def test_a_sent_document_is_recalled_by_a_notice_and_not_voided(desk, issued):
    with pytest.raises(WrongState):
        desk.do(after_issue.recall, issued.id, citation=NOTICE)
    send(desk, issued, date(2026, 3, 5))
    with pytest.raises(WrongState, match="Đã phát hành"):
        desk.do(after_issue.void, issued.id, reason="x")
    with pytest.raises(InvalidEntry, match="thông báo thu hồi"):
        desk.do(after_issue.recall, issued.id, citation={"code": ""})
    row = desk.do(after_issue.recall, issued.id, citation=NOTICE, reason="Sai thẩm quyền")
    assert (row.state, row.end_citation) == ("recalled", NOTICE)


@pytest.mark.parametrize("end", ["void", "recall"])
def test_after_its_end_nothing_is_done_to_a_document(desk, issued, end):
    if end == "void":
        desk.do(after_issue.void, issued.id, reason="x")
    else:
        send(desk, issued, date(2026, 3, 5))
        desk.do(after_issue.recall, issued.id, citation=NOTICE)
    for act in (
        lambda: send(desk, issued, date(2026, 3, 5)),
        lambda: desk.do(after_issue.void, issued.id, reason="x"),
        lambda: desk.do(after_issue.recall, issued.id, citation=NOTICE),
        lambda: desk.do(files.attach, issued.id, [desk.file(role="signed_scan")]),
        lambda: desk.do(drafts.return_document, issued.id, remark="x"),
        lambda: desk.do(drafts.submit, issued.id),
        lambda: desk.issue(issued.id),
    ):
        with pytest.raises(WrongState):
            act()


def relate(desk, relation, target, **words):
    return desk.document(relations=[NewRelation(relation, target.id)], **words)


def test_a_document_replaces_or_amends_one_of_its_kind_and_a_letter_corrects(desk, issued):
    letter = {"kind": "CV", "kind_title": "Công văn", "symbol": "UBND-VP"}
    amending = desk.issue(relate(desk, "amends", issued)).document
    correcting = desk.issue(relate(desk, "corrects", issued, **letter)).document
    replacing = desk.issue(relate(desk, "replaces", issued)).document
    done, suffered = desk.look(documents.relations_of, issued.id)
    assert done == []
    assert {(one.kind, one.document_id) for one in suffered} == {
        ("amends", amending.id),
        ("corrects", correcting.id),
        ("replaces", replacing.id),
    }


def test_a_relation_that_the_decree_does_not_know_is_refused(desk, issued):
    report = {"kind": "BC", "kind_title": "Báo cáo", "symbol": "BC-UBND"}
    for kind, words, message in (
        ("replaces", report, "cùng loại: Kế hoạch"),
        ("corrects", {}, "công văn"),
        ("cancels", {}, "Không có quan hệ"),
    ):
        with pytest.raises(InvalidEntry, match=message):
            desk.issue(relate(desk, kind, issued, **words))
    assert desk.issue().document.number == 2


def test_a_target_of_another_office_does_not_exist(desk, issued):
    desk.open_series(office_id=desk.other_office)
    with pytest.raises(DocumentNotFound):
        desk.issue(desk.document(desk.other_office, relations=[NewRelation("replaces", issued.id)]))


def test_a_target_that_was_voided_since_the_draft_stops_the_number(desk, issued):
    draft = desk.do(drafts.create_draft, relate(desk, "replaces", issued))
    desk.do(after_issue.void, issued.id, reason="In hỏng")
    with pytest.raises(InvalidEntry, match="Đã hủy số"):
        desk.issue(draft.id)
