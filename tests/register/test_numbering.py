from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from service.domain.holidays import HolidayCalendar, HolidayYear
from service.register import audit, documents, drafts, numbers, people
from service.register.documents import document, file_content, files_of
from service.register.entries import NewDocument
from service.register.errors import (
    DateOutOfOrder,
    InvalidEntry,
    NotAllowed,
    NumberTaken,
    OfficeNotFound,
    WrongState,
)
from service.register.numbering import IssueRequest, issue_block, issue_in_transaction


class RenderingFailed(Exception):
    pass


def failing(_numbered):
    raise RenderingFailed


@pytest.fixture(autouse=True)
def _series(desk):
    desk.open_series()


def test_numbers_run_from_one_and_each_belongs_to_a_stored_document(desk):
    issued = [desk.issue().document for _ in range(3)]
    assert [row.code for row in issued] == ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND"]
    for row, numbered in zip(issued, list(desk.renderings), strict=True):
        assert numbered.document_id == row.id
        made = desk.render(numbered)
        assert desk.look(file_content, row.id, 1) == made.content
        assert desk.look(documents.context_of, row.id) == made.context
        kept = desk.look(document, row.id)
        assert (kept.state, kept.pages, kept.issued_on, kept.release) == (
            "issued",
            3,
            date(2026, 3, 5),
            "0.1.0",
        )
        assert kept.findings == [{"code": "page-size", "severity": "error"}]


def test_the_number_is_returned_when_rendering_fails(desk):
    desk.issue()
    with pytest.raises(RenderingFailed):
        desk.issue(render=failing)
    assert desk.issue().document.number == 2
    assert desk.faults() == []


def test_the_number_is_returned_also_where_the_caller_goes_on_in_the_same_transaction(desk):
    request = IssueRequest(document=desk.document())
    with desk.register.transaction() as session:
        actor = people.acting_user(session, "operator", now=desk.now)
        with pytest.raises(RenderingFailed):
            issue_in_transaction(session, actor, request, render=failing)
        assert issue_in_transaction(session, actor, request, render=desk.render).document.number == 1
    assert desk.codes() == ["01/KH-UBND"]
    assert desk.faults() == []


def test_a_block_of_documents_is_numbered_in_one_transaction_or_not_at_all(desk):
    request = IssueRequest(document=desk.document())

    def block(session, actor, count, *, then=None):
        codes = [
            issue_in_transaction(session, actor, request, render=desk.render).document.code
            for _ in range(count)
        ]
        if then:
            raise then
        return codes

    with pytest.raises(RenderingFailed):
        desk.do(block, 3, then=RenderingFailed())
    assert desk.do(block, 3) == ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND"]
    assert desk.faults() == []


def test_a_block_is_numbered_in_the_order_of_its_documents_all_or_none(desk):
    desk.issue()
    requests = [IssueRequest(document=desk.document(subject=f"Việc {n}"), key=f"{n}") for n in range(4)]
    fails_at = {4}

    def render(numbered):
        if numbered.number in fails_at:
            raise RenderingFailed
        return desk.render(numbered)

    def block_then_one(session, actor):
        with pytest.raises(RenderingFailed):
            issue_block(session, actor, requests, render=render)
        return issue_in_transaction(session, actor, requests[3], render=render).document.number

    assert desk.do(block_then_one) == 2
    fails_at.clear()
    issued = desk.do(issue_block, requests, render=render)
    assert [(one.document.subject, one.document.number, one.is_repeat) for one in issued] == [
        ("Việc 0", 3, False),
        ("Việc 1", 4, False),
        ("Việc 2", 5, False),
        ("Việc 3", 2, True),
    ]
    assert desk.issue().document.number == 6
    assert desk.do(issue_block, [], render=render) == []
    assert desk.faults() == []


def test_a_block_goes_on_in_its_transaction_with_other_acts(desk):
    def acts(session, actor):
        requests = [IssueRequest(document=desk.document()) for _ in range(3)]
        first = issue_block(session, actor, requests, render=desk.render)
        one = issue_in_transaction(session, actor, requests[0], render=desk.render)
        second = issue_block(session, actor, requests, render=desk.render)
        return [issued.document.number for issued in (*first, one, *second)]

    assert desk.do(acts) == [1, 2, 3, 4, 5, 6, 7]
    assert desk.faults() == []


def test_a_block_is_of_one_office(desk):
    requests = [IssueRequest(document=desk.document(office)) for office in (desk.office, desk.other_office)]
    with pytest.raises(InvalidEntry, match="một cơ quan"):
        desk.do(issue_block, requests, render=desk.render)


def test_a_repeated_key_returns_the_first_document_for_ever(desk):
    first = desk.issue(key="a-1")
    desk.now = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
    again = desk.issue(key="a-1", render=failing)
    assert (again.document.id, again.is_repeat, first.is_repeat) == (first.document.id, True, False)
    assert desk.codes() == ["01/KH-UBND"]


def test_a_key_of_a_failed_issue_is_free_again(desk):
    with pytest.raises(RenderingFailed):
        desk.issue(key="a-1", render=failing)
    assert desk.issue(key="a-1").document.number == 1


def test_a_key_used_for_another_document_is_refused(desk):
    desk.issue(key="a-1")
    with pytest.raises(WrongState, match="khác") as refused:
        desk.issue(desk.document(subject="Việc khác"), key="a-1")
    assert refused.value.code == "key_reused"
    with pytest.raises(InvalidEntry):
        desk.issue(key=" ")


def test_keys_of_two_offices_do_not_meet(desk):
    desk.open_series(office_id=desk.other_office)
    first = desk.issue(key="a-1").document
    second = desk.issue(desk.document(desk.other_office), key="a-1").document
    assert (first.id != second.id, second.number) == (True, 1)


def test_an_earlier_date_is_refused_with_the_last_number_and_its_date(desk):
    desk.issue(issued_on=date(2026, 3, 4))
    with pytest.raises(DateOutOfOrder, match=r"số 01 ngày 04/3/2026.*từ ngày 04/3/2026"):
        desk.issue(issued_on=date(2026, 3, 3))
    assert desk.issue(issued_on=date(2026, 3, 4)).document.number == 2


def test_a_date_in_the_future_is_refused_by_the_day_of_the_office(desk):
    desk.now = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)  # 01:00 on 5 March in Asia/Ho_Chi_Minh
    with pytest.raises(DateOutOfOrder, match="tương lai"):
        desk.issue(issued_on=date(2026, 3, 6))
    assert desk.issue().document.issued_on == date(2026, 3, 5)


def test_the_number_comes_after_the_signature(desk):
    with pytest.raises(DateOutOfOrder, match="trước ngày ký"):
        desk.issue(issued_on=date(2026, 3, 3), signed_on=date(2026, 3, 4))


HOLIDAYS = HolidayCalendar([HolidayYear(2026, {}, {}, provisional=False, source="test")])


@pytest.mark.parametrize(
    ("signed_on", "codes"),
    [
        (date(2026, 3, 5), []),
        (date(2026, 3, 4), []),
        (date(2026, 3, 3), ["number_late"]),
        (date(2025, 12, 30), ["holidays_unknown"]),
    ],
)
def test_more_than_one_working_day_after_the_signature_is_a_warning(desk, signed_on, codes):
    request = IssueRequest(document=desk.document(), signed_on=signed_on)
    issued = desk.do(issue_in_transaction, request, render=desk.render, holidays=HOLIDAYS)
    assert [finding.code for finding in issued.warnings] == codes
    assert issued.document.signed_on == signed_on


def test_a_signer_out_of_his_time_is_a_warning(desk):
    signer = people.NewSigner(
        name="Lê Thị Hoa",
        position="Phó Chủ tịch",
        capacity="KT",
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 2, 1),
    )
    row = desk.do(people.add_signer, office_id=desk.office, signer=signer)
    issued = desk.issue(desk.document(signer_id=row.id, signer_name=row.name))
    assert [finding.code for finding in issued.warnings] == ["signer_out_of_time"]


def test_nothing_is_issued_when_the_number_moved_since_the_person_saw_it(desk):
    desk.issue()
    with pytest.raises(NumberTaken, match="sẽ mang số 02") as refused:
        desk.issue(expected_number=1)
    assert refused.value.code == "number_moved"
    assert desk.issue(expected_number=2).document.number == 2


def test_the_next_code_is_shown_and_taken_by_nobody(desk):
    draft = desk.do(drafts.create_draft, desk.document())
    assert desk.look(numbers.next_code, draft, date(2026, 3, 5)) == "01/KH-UBND"
    assert desk.issue().document.code == "01/KH-UBND"


def test_an_own_series_takes_no_number_from_a_person(desk):
    with pytest.raises(NumberTaken, match="số tiếp theo là 01"):
        desk.issue(number=7)
    assert desk.issue(number=1).document.number == 1


def test_only_the_records_officer_numbers(desk):
    for role in ("drafter", "approver", "administrator"):
        with pytest.raises(NotAllowed, match="Văn thư"):
            desk.issue(who=f"{role}@{desk.office}")
    assert desk.issue(who=f"records_officer@{desk.office}").document.number == 1


def test_the_records_officer_of_another_office_numbers_nothing_here(desk):
    with pytest.raises(NotAllowed):
        desk.issue(who=f"records_officer@{desk.other_office}")
    with pytest.raises(OfficeNotFound):
        desk.issue(desk.document("khong-co"))


def test_a_secret_document_is_never_rendered(desk):
    secret = NewDocument(office_id=desk.office, entry=desk.entry(is_secret=True), input=b"")
    with pytest.raises(InvalidEntry, match="mật"):
        desk.issue(secret)


@pytest.mark.parametrize(
    "words",
    [
        {"subject": " "},
        {"subject": "x" * 501},
        {"kind": ""},
        {"symbol": "KH/UBND"},
        {"symbol": ""},
        {"symbol": "BC-UBND"},
        {"urgency": "gấp"},
        {"signer_name": "x" * 51},
    ],
)
def test_what_the_book_cannot_hold_gets_no_number(desk, words):
    with pytest.raises(InvalidEntry):
        desk.issue(desk.document(**words))
    assert desk.codes() == []


def test_a_clock_in_another_zone_changes_nothing_of_the_proof(desk):
    desk.now = desk.now.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    desk.issue()
    desk.record()
    assert desk.faults() == []
    with desk.register.reading() as session, pytest.raises(ValueError, match="time zone"):
        people.acting_user(session, "operator", now=datetime(2026, 3, 5))  # noqa: DTZ001 - that is the point


def test_no_finding_refuses_the_number(desk):
    def render(numbered):
        strange = {"code": "x", "found": Decimal("1.50"), "size": 13.5, "day": date(2026, 3, 5)}
        return replace(desk.render(numbered), findings=[strange])

    row = desk.issue(render=render).document
    assert row.findings == [{"code": "x", "found": "1.50", "size": 13.5, "day": "2026-03-05"}]
    assert desk.faults() == []


def test_originals_are_taken_in_with_their_bytes(desk):
    scan = desk.file(b"\x89PNG scan", role="signed_scan")
    row = desk.issue(originals=[scan]).document
    files = desk.look(files_of, row.id)
    assert [(file.role, file.size) for file in files] == [("rendered", files[0].size), ("signed_scan", 9)]
    assert desk.look(file_content, row.id, 2) == b"\x89PNG scan"


def test_the_act_stands_in_the_audit_trail_with_its_proof(desk):
    row = desk.issue().document
    event = desk.look(audit.history, desk.office, document_id=row.id)[-1]
    assert (event.action, event.user_name) == ("issue", "Người vận hành máy chủ")
    assert '"code":"01/KH-UBND"' in event.detail
    assert '"proof":"' in event.detail
