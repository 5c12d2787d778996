"""Dispatch, void, recall, originals: each apart, the number used in all."""

from datetime import date

import pytest

from service.issuing.dispatch import dispatch
from service.issuing.document_page import shown_relations
from service.issuing.originals import attach, original
from service.issuing.recall import RecallNotice, recall
from service.issuing.void import void
from service.register import documents
from service.register.after_issue import Sending
from service.register.errors import DateOutOfOrder, InvalidEntry, NotAllowed, WrongState

DAY = date(2026, 3, 5)


def sent(office) -> str:
    document_id = office.issue().document.id
    dispatch(office.work(), document_id, [Sending(dispatched_on=DAY)])
    return document_id


def test_sendings_are_entered_one_after_the_other(office) -> None:
    document_id = sent(office)
    row = dispatch(
        office.work("records_officer"), document_id, [Sending(dispatched_on=DAY, recipient="Sở Nội vụ")]
    )
    assert row.state == "dispatched"
    assert [one.recipient for one in office.look(documents.dispatches_of, document_id)] == ["", "Sở Nội vụ"]


def test_a_draft_is_not_sent_and_a_sent_document_is_not_voided(office) -> None:
    with pytest.raises(WrongState):
        dispatch(office.work(), office.draft().id, [Sending(dispatched_on=DAY)])
    with pytest.raises(WrongState):
        void(office.work(), sent(office), reason="Muộn")
    with pytest.raises(InvalidEntry):
        void(office.work(), office.issue().document.id, reason=" ")


def test_a_recalled_document_is_frozen(office) -> None:
    document_id = sent(office)
    notice = office.record(kind="TB", subject="Thu hồi kế hoạch", issued_on=DAY)
    row = recall(
        office.work(), document_id, RecallNotice(code="Số: 2/TB-UBND", issued_on=DAY), reason="Sai thẩm quyền"
    )
    assert (row.state, row.end_citation["code"]) == ("recalled", "02/TB-UBND")
    assert row.end_citation["document"] == notice.id
    for act in (
        lambda: dispatch(office.work(), document_id, [Sending(dispatched_on=DAY)]),
        lambda: void(office.work(), document_id, reason="x"),
    ):
        with pytest.raises(WrongState):
            act()
    assert office.faults() == []


def test_a_recall_names_a_notice_that_can_be(office) -> None:
    document_id = sent(office)
    with pytest.raises(InvalidEntry):
        recall(office.work(), document_id, RecallNotice(code="không số", issued_on=DAY))
    with pytest.raises(DateOutOfOrder):
        recall(office.work(), document_id, RecallNotice(code="07/TB-UBND", issued_on=date(2026, 3, 4)))
    with pytest.raises(DateOutOfOrder, match="ở tương lai"):
        recall(office.work(), document_id, RecallNotice(code="07/TB-UBND", issued_on=date(2030, 1, 1)))
    assert office.look(documents.document, document_id).state == "dispatched"


def test_a_notice_of_the_office_itself_stands_in_its_book(office) -> None:
    document_id = sent(office)
    with pytest.raises(
        InvalidEntry, match=r"không có thông báo số 02/TB-UBND.*vào sổ thông báo thu hồi trước"
    ):
        recall(office.work(), document_id, RecallNotice(code="2/TB-UBND", issued_on=DAY))
    office.record(kind="TB", subject="Thu hồi kế hoạch", issued_on=DAY)
    with pytest.raises(DateOutOfOrder):
        recall(office.work(), document_id, RecallNotice(code="2/TB-UBND", issued_on=date(2026, 3, 4)))
    with pytest.raises(InvalidEntry, match="không có thông báo số 01/KH-UBND"):
        recall(office.work(), document_id, RecallNotice(code="1/KH-UBND", issued_on=DAY))
    row = recall(office.work(), document_id, RecallNotice(code="2/TB-UBND", issued_on=DAY))
    assert row.state == "recalled"


def test_a_notice_of_another_day_than_in_the_book_is_refused(office) -> None:
    document_id = office.issue(issued_on=date(2026, 3, 3)).document.id
    dispatch(office.work(), document_id, [Sending(dispatched_on=DAY)])
    office.record(kind="TB", subject="Thu hồi kế hoạch", issued_on=DAY)
    with pytest.raises(InvalidEntry, match="mang ngày 05/3/2026, không phải 04/3/2026"):
        recall(office.work(), document_id, RecallNotice(code="2/TB-UBND", issued_on=date(2026, 3, 4)))


def test_a_notice_of_another_body_is_not_looked_for_in_the_book(office) -> None:
    notice = RecallNotice(code="99/TB-UBND", issued_on=DAY, issuer="UBND tỉnh Quảng Ngãi")
    row = recall(office.work(), sent(office), notice)
    assert (row.state, row.end_citation["issuer"]) == ("recalled", "UBND tỉnh Quảng Ngãi")
    assert "document" not in row.end_citation


def test_the_pages_of_notice_and_recalled_document_lead_to_each_other(office) -> None:
    document_id = sent(office)
    notice = office.record(kind="TB", subject="Thu hồi kế hoạch", issued_on=DAY)
    recall(office.work(), document_id, RecallNotice(code="2/TB-UBND", issued_on=DAY))
    with office.work().reading() as turn:
        rows = [documents.document(turn.session, turn.actor, one) for one in (document_id, notice.id)]
        shown = [[(one.words, one.document_id) for one in shown_relations(turn, row)] for row in rows]
    assert shown == [[("Bị thu hồi theo", notice.id)], [("Thu hồi", document_id)]]


def test_the_signed_sheet_may_come_later(office) -> None:
    document_id = office.issue().document.id
    (file,) = attach(office.work(), document_id, [original("ky-so.pdf", b"%PDF-1.7 /ByteRange [0 1 2 3]")])
    assert file.role == "signed_pdf"
    with pytest.raises(NotAllowed):
        attach(office.work("drafter"), document_id, [original("quet.jpg", b"\xff\xd8\xff\xe0")])
    with pytest.raises(InvalidEntry, match="PDF"):
        original("van-ban.docx", b"PK\x03\x04")
    assert original("quet.tiff", b"II*\0x").role == "signed_scan"
