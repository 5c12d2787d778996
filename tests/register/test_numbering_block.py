"""Blocks of numbers: many documents in one act, written many rows at a time, by the same rules as a single one."""

from datetime import date

import pytest
from sqlalchemy import event, select

from service.register import documents, drafts, people, series
from service.register.entries import NewRelation
from service.register.errors import (
    DateOutOfOrder,
    DocumentNotFound,
    InvalidEntry,
    NotAllowed,
    NumberTaken,
    WrongState,
)
from service.register.models import Document
from service.register.numbering import IssueRequest, issue_block, issue_in_transaction

LONG = 250
"""More documents than are written at once."""


@pytest.fixture(autouse=True)
def _series(desk):
    desk.open_series()


class RenderingFailed(Exception):
    pass


def block(desk, requests, *, render=None, who="operator"):
    return desk.do(issue_block, requests, render=render or desk.render, who=who)


def numbers(issued):
    return [one.document.number for one in issued]


def test_a_long_block_is_numbered_and_stored_like_single_documents(desk):
    desk.issue()
    requests = [IssueRequest(document=desk.document(subject=f"Việc {n}"), key=f"k{n}") for n in range(LONG)]
    issued = block(desk, requests)
    assert numbers(issued) == list(range(2, LONG + 2))
    assert [one.document.subject for one in issued] == [f"Việc {n}" for n in range(LONG)]
    assert [one.position for one in desk.renderings[1:]] == list(range(LONG))
    last = issued[-1].document
    assert desk.look(documents.file_content, last.id, 1).startswith(f"PK {last.code} ".encode())
    (version,) = desk.look(documents.versions_of, last.id)
    assert documents.version_input(version) == b'{"objectives":["x"]}'
    assert last.input_sha256 == version.sha256
    assert desk.faults() == []


def test_a_block_of_new_documents_is_one_statement_in_the_order_of_their_numbers(desk):
    said = []
    event.listen(desk.register.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    issued = block(desk, [IssueRequest(document=desk.document(subject=f"Việc {n}")) for n in range(20)])
    assert sum(one.startswith("INSERT INTO documents ") for one in said) == 1
    entries = [one.document.entry for one in issued]
    assert entries == sorted(entries)
    with desk.register.reading() as session:
        rows = session.execute(select(Document.entry, Document.id, Document.number).order_by(Document.number))
        assert [tuple(row) for row in rows] == [
            (one.document.entry, one.document.id, n) for n, one in enumerate(issued, start=1)
        ]


def test_one_failing_rendering_gives_all_numbers_of_a_long_block_back(desk):
    def fails_at_the_end(numbered):
        if numbered.number == LONG:
            raise RenderingFailed
        return desk.render(numbered)

    requests = [IssueRequest(document=desk.document(), key=f"k{n}") for n in range(LONG)]
    with pytest.raises(RenderingFailed):
        block(desk, requests, render=fails_at_the_end)
    assert desk.codes() == []
    assert desk.issue(key="k0").document.number == 1
    assert desk.faults() == []


def test_a_block_that_fails_leaves_its_transaction_usable(desk):
    def acts(session, actor):
        requests = [IssueRequest(document=desk.document()) for _ in range(LONG)]
        moved = IssueRequest(document=desk.document(), expected_number=1)
        with pytest.raises(NumberTaken):
            issue_block(session, actor, [*requests, moved], render=desk.render)
        return numbers(issue_block(session, actor, requests[:3], render=desk.render))

    assert desk.do(acts) == [1, 2, 3]
    assert desk.faults() == []


def test_a_key_that_stands_twice_in_a_block_makes_one_document(desk):
    twice = IssueRequest(document=desk.document(), key="k")
    issued = block(desk, [twice, IssueRequest(document=desk.document()), twice])
    assert [(one.document.number, one.is_repeat) for one in issued] == [(1, False), (2, False), (1, True)]
    with pytest.raises(WrongState, match="văn bản khác"):
        block(desk, [IssueRequest(document=desk.document(subject="Việc khác"), key="k")])
    with pytest.raises(InvalidEntry, match="Khóa chống lặp"):
        block(desk, [IssueRequest(document=desk.document(), key=" ")])
    assert desk.faults() == []


def test_a_repeated_block_returns_the_first_documents(desk):
    requests = [IssueRequest(document=desk.document(subject=f"Việc {n}"), key=f"k{n}") for n in range(5)]
    first, again = block(desk, requests), block(desk, requests)
    assert [one.document.id for one in again] == [one.document.id for one in first]
    assert all(one.is_repeat for one in again)


def test_drafts_and_new_documents_follow_each_other_in_one_block(desk):
    kept = [desk.do(drafts.create_draft, desk.document(subject=f"Nháp {n}")) for n in range(2)]
    desk.do(drafts.keep_version, kept[1].id, label="Lưu mốc")
    requests = [
        IssueRequest(document=kept[1].id, key="a", originals=[desk.file(role="signed_scan")]),
        IssueRequest(document=desk.document(), originals=[desk.file(b"%PDF-1.7 2", role="signed_scan")]),
        IssueRequest(document=kept[0].id),
    ]
    issued = block(desk, requests)
    assert numbers(issued) == [1, 2, 3]
    assert [one.document.id for one in issued][::2] == [kept[1].id, kept[0].id]
    assert issued[0].document.version == 2
    for one in issued[::2]:
        current = desk.look(documents.versions_of, one.document.id)[-1]
        assert one.document.input_sha256 == current.sha256
    for one in issued[:2]:
        found = desk.look(documents.files_of, one.document.id)
        assert [file.role for file in found] == ["rendered", "signed_scan"]
    assert [one.is_repeat for one in block(desk, requests[:1])] == [True]
    assert desk.faults() == []


def test_a_draft_that_stands_twice_in_a_block_gets_no_two_numbers(desk):
    row = desk.do(drafts.create_draft, desk.document())
    with pytest.raises(WrongState):
        block(desk, [IssueRequest(document=row.id), IssueRequest(document=row.id)])
    assert numbers(block(desk, [IssueRequest(document=row.id)])) == [1]


def test_relations_of_a_block_are_kept_and_must_fit(desk):
    earlier = desk.issue().document
    replacing = desk.document(relations=[NewRelation("replaces", earlier.id)])
    draft = desk.do(drafts.create_draft, replacing)
    (issued, by_draft) = block(desk, [IssueRequest(document=replacing), IssueRequest(document=draft.id)])
    for one in (issued, by_draft):
        (done,), _ = desk.look(documents.relations_of, one.document.id)
        assert (done.kind, done.target_id) == ("replaces", earlier.id)
    missing = desk.document(relations=[NewRelation("replaces", "no-such-id")])
    with pytest.raises(DocumentNotFound):
        block(desk, [IssueRequest(document=desk.document()), IssueRequest(document=missing)])
    assert desk.issue().document.number == 4


def test_a_block_may_run_over_several_series_and_days(desk):
    desk.open_series(year=2025)
    requests = [
        IssueRequest(document=desk.document(), issued_on=date(2025, 12, 30)),
        IssueRequest(document=desk.document(), issued_on=date(2026, 3, 1)),
        IssueRequest(document=desk.document(), issued_on=date(2025, 12, 31)),
        IssueRequest(document=desk.document(), issued_on=date(2026, 3, 2)),
    ]
    assert [(one.document.year, one.document.number) for one in block(desk, requests)] == [
        (2025, 1),
        (2026, 1),
        (2025, 2),
        (2026, 2),
    ]
    with pytest.raises(DateOutOfOrder):
        block(desk, [requests[3], requests[1]])
    assert desk.faults() == []


def opened(desk, **words):
    desk.do(
        series.open_series, series.NewSeries(office_id=desk.other_office, year=2026, reason="Mới", **words)
    )


def test_no_code_is_given_twice_by_two_series(desk):
    """A công văn may carry any symbol: two series could yield one code."""
    opened(desk, kinds=["KH"])
    opened(desk, kinds=["CV"])
    plan = IssueRequest(document=desk.document(desk.other_office))
    letter = IssueRequest(document=desk.document(desk.other_office, kind="CV", kind_title="Công văn"))
    with pytest.raises(NumberTaken, match="hai lần"):
        block(desk, [plan, letter])
    assert numbers(block(desk, [plan])) == [1]
    with pytest.raises(NumberTaken, match="01/KH-UBND đã cấp"):
        block(desk, [letter])
    assert desk.faults() == []


def test_numbers_of_the_province_are_taken_as_given_and_never_twice(desk):
    opened(desk, is_own=False)

    def given(number, symbol="KH-UBND"):
        return IssueRequest(document=desk.document(desk.other_office, symbol=symbol), number=number)

    assert numbers(block(desk, [given(17), given(4)])) == [17, 4]
    for requests in ([given(20), given(20, "KH-UBND-VP")], [given(30), given(17, "KH-UBND-VP")]):
        with pytest.raises(NumberTaken):
            block(desk, requests)
    with pytest.raises(InvalidEntry, match="từ 1"):
        block(desk, [given(0)])
    assert desk.faults() == []


def test_a_block_is_the_act_of_the_records_officer_of_the_office(desk):
    requests = [IssueRequest(document=desk.document()) for _ in range(2)]
    for who in (f"drafter@{desk.office}", f"records_officer@{desk.other_office}"):
        with pytest.raises(NotAllowed):
            block(desk, requests, who=who)
    draft = desk.do(drafts.create_draft, desk.document())
    with pytest.raises(DocumentNotFound):
        block(desk, [IssueRequest(document=draft.id)], who=f"records_officer@{desk.other_office}")
    assert numbers(block(desk, requests, who=f"records_officer@{desk.office}")) == [1, 2]
    keyed = [IssueRequest(document=desk.document(), key="k")]
    block(desk, keyed)
    with pytest.raises(NotAllowed):  # nor does a key that somebody knows open the book to him
        block(desk, keyed, who=f"drafter@{desk.office}")


def test_a_warning_comes_with_the_document_that_it_is_about(desk):
    signer = desk.do(
        people.add_signer,
        office_id=desk.office,
        signer=people.NewSigner(
            name="Lê Thị Hoa", position="Chủ tịch", capacity="TM", valid_from=date(2026, 3, 6)
        ),
    )
    requests = [
        IssueRequest(document=desk.document()),
        IssueRequest(document=desk.document(signer_id=signer.id)),
    ]
    issued = block(desk, requests)
    assert [[one.code for one in each.warnings] for each in issued] == [[], ["signer_out_of_time"]]


def test_a_single_act_is_a_block_of_one(desk):
    one = desk.do(issue_in_transaction, IssueRequest(document=desk.document()), render=desk.render)
    assert (one.document.number, one.document.entry is not None) == (1, True)
