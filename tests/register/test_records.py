from datetime import date

import psycopg
import pytest
from sqlalchemy.exc import DataError, OperationalError

from service.domain.recipients import Recipient
from service.register import audit, documents, numbers, records, search, series
from service.register.driver_errors import unavailable
from service.register.entries import NewDocument, NewRelation
from service.register.errors import DateOutOfOrder, DocumentNotFound, InvalidEntry, NotAllowed, WrongState
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


def test_a_record_that_fails_leaves_nothing_in_a_transaction_that_goes_on(desk):
    def acts(session, actor):
        wrong = records.RecordRequest(
            new=NewDocument(
                office_id=desk.office,
                entry=desk.entry(),
                input=b"",
                relations=[NewRelation("replaces", "no-such-id")],
            ),
            files=[desk.file()],
        )
        right = records.RecordRequest(
            new=NewDocument(office_id=desk.office, entry=desk.entry(), input=b""), files=[desk.file()]
        )
        with pytest.raises(DocumentNotFound):
            records.record(session, actor, wrong)
        return records.record(session, actor, right).code

    assert desk.do(acts) == "01/KH-UBND"
    assert desk.codes() == ["01/KH-UBND"]
    assert desk.faults() == []


@pytest.mark.parametrize(
    "other",
    [{"files": "other"}, {"number": 1}, {"issued_on": date(2026, 3, 4)}, {"signed_on": date(2026, 3, 4)}],
    ids=["files", "number", "day", "signed"],
)
def test_a_key_is_of_one_request_with_its_files_number_and_days(desk, other):
    desk.record(key="k")
    changed = {"files": [desk.file(b"%PDF other")]} if "files" in other else other
    with pytest.raises(WrongState) as refused:
        desk.record(key="k", **changed)
    assert refused.value.code == "key_reused"


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"], ids=["nul", "surrogate"])
@pytest.mark.parametrize("field", ["subject", "signer_name", "note"])
def test_characters_that_no_text_has_are_refused(desk, text, field):
    with pytest.raises(InvalidEntry, match="ký tự"):
        desk.record(entry=desk.entry(**{field: text}))


def test_a_number_too_large_for_any_book_is_refused(desk):
    desk.open_series(kinds=["QĐ"], body="BCĐ", is_own=False)
    decision = desk.entry(kind="QĐ", kind_title="Quyết định", symbol="QĐ-BCĐ", body="BCĐ")
    with pytest.raises(InvalidEntry, match="999999"):
        desk.record(entry=decision, number=99_999_999_999)


@pytest.mark.parametrize(
    ("role", "sees"),
    [("records_officer", True), ("approver", True), ("drafter", False), ("administrator", False)],
)
def test_facts_of_secret_documents_reach_only_who_reads_secrets(desk, role, sees):
    secret = desk.open_series(is_secret=True)
    entry = desk.entry(is_secret=True, signer_name="Người Ký Mật")
    row = desk.record(entry=entry, files=())
    who = f"{role}@{desk.office}"
    assert [
        "Người Ký Mật" in desk.look(search.signer_names, desk.office, who=who),
        desk.look(numbers.document_with, secret, 1, who=who) is not None,
        desk.look(audit.history, desk.office, document_id=row.id, who=who) != [],
        any(one.is_secret for one in desk.look(series.list_series, desk.office, 2026, who=who)),
    ] == [sees] * 4


def test_what_the_driver_cannot_encode_is_not_called_a_lost_server():
    error = DataError("INSERT", {}, psycopg.DataError("PostgreSQL text fields cannot contain NUL"))
    assert unavailable(error).code == "unstorable"
    lost = OperationalError("SELECT", {}, psycopg.OperationalError("connection refused"))
    assert unavailable(lost).code == "unreachable"
