from datetime import date

import pytest

from service.domain.recipients import Recipient
from service.register import documents, records, search
from service.register.errors import DateOutOfOrder, DocumentNotFound, InvalidEntry, NotAllowed
from service.register.search import Wish


@pytest.fixture(autouse=True)
def _series(desk):
    desk.open_series()


def test_a_document_made_elsewhere_takes_the_next_number_with_its_file(desk):
    desk.issue()
    decision = desk.entry(
        kind="QĐ", kind_title="Quyết định", symbol="QĐ-UBND", subject="Về việc thành lập tổ công tác"
    )
    row = desk.record(entry=decision, files=[desk.file(b"%PDF-1.7 quyet dinh")])
    assert (row.code, row.origin, row.state, row.type_slug) == ("02/QĐ-UBND", "record", "issued", None)
    assert desk.look(documents.file_content, row.id, 1) == b"%PDF-1.7 quyet dinh"
    assert desk.look(documents.context_of, row.id) is None
    assert desk.faults() == []


def test_a_record_needs_its_file_and_holds_the_order_of_dates(desk):
    with pytest.raises(InvalidEntry, match="cần tệp"):
        desk.record(files=())
    desk.record(issued_on=date(2026, 3, 4))
    with pytest.raises(DateOutOfOrder):
        desk.record(issued_on=date(2026, 3, 3))
    with pytest.raises(InvalidEntry, match="chỉ có tệp"):
        desk.do(records.record, records.RecordRequest(new=desk.document(), files=[desk.file()]))
    assert desk.record(key="giấy-1").id == desk.record(key="giấy-1").id
    assert desk.codes() == ["01/KH-UBND", "02/KH-UBND"]


def test_a_secret_document_is_a_number_and_a_line_and_nothing_else(desk):
    desk.open_series(is_secret=True)
    secret = desk.entry(is_secret=True, subject="Phương án bảo vệ")
    with pytest.raises(InvalidEntry, match="không lưu tệp"):
        desk.record(entry=secret)
    row = desk.record(entry=secret, files=())
    assert desk.look(documents.files_of, row.id) == []
    assert desk.faults() == []


def test_secret_lines_are_seen_by_records_officer_and_approver_only(desk):
    desk.open_series(is_secret=True)
    row = desk.record(entry=desk.entry(is_secret=True), files=())
    wish = Wish(office_id=desk.office)
    for role, is_seen in (
        ("records_officer", True),
        ("approver", True),
        ("drafter", False),
        ("administrator", False),
    ):
        who = f"{role}@{desk.office}"
        assert len(desk.look(search.search, wish, who=who).documents) == is_seen
        if is_seen:
            assert desk.look(documents.document, row.id, who=who).id == row.id
        else:
            with pytest.raises(DocumentNotFound):
                desk.look(documents.document, row.id, who=who)


def test_only_the_records_officer_records(desk):
    with pytest.raises(NotAllowed):
        desk.record(who=f"drafter@{desk.office}")


def test_copies_are_counted_from_recipients_and_members_unless_said(desk):
    nine = (Recipient("Các thôn", members=9, copies=2),)
    assert desk.record(entry=desk.entry(recipients=nine)).copies == 19
    assert desk.record(entry=desk.entry(recipients=nine, copies=5)).copies == 5
