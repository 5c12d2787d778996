"""Several documents numbered in one transaction: each rendered with its number and proven, all of them or none."""

from datetime import date

import pytest

from service.errors import OpenQuestions, RenderingError
from service.inspection import outline_text
from service.issuing import numbered_file
from service.issuing.drafting import drafted
from service.issuing.issue import IssueAct, checked_draft, number_block, number_signed_block
from service.issuing.issue_act import Outcome
from service.issuing.submit import submit
from service.register import storage
from service.register.canonical import digest
from service.register.errors import WrongState

COUNT = 5
TURNED = frozenset({"month_turned"})
"""The sample names February; the clock says March."""


def _stored(session, _actor, sha256: str) -> bytes | None:
    return storage.load(session, sha256)


def checked(office, count=COUNT):
    """Checked plans, each with a subject of its own."""
    work = office.work()
    found = []
    for one in range(count):
        envelope = office.plan(subject=f"Công tác dân vận đợt {one + 1}")
        with work.reading() as turn:
            draft = drafted(work, turn, work.catalogue.get("ke_hoach"), envelope)
            found.append(checked_draft(work, turn, draft, IssueAct()))
    return found


def numbered(office, given, act) -> list[Outcome]:
    with office.work().writing() as turn:
        return number_block(turn, given, act)


def put_up(office, count=COUNT):
    """Documents for signature."""
    office.keep_steps("for_signature")
    rows = [office.draft(office.plan(subject=f"Công tác dân vận đợt {one + 1}")) for one in range(count)]
    for row in rows:
        submit(office.work(), row.id)
    return [row.id for row in rows]


def test_each_document_of_a_block_has_its_own_text_and_number(office) -> None:
    done = numbered(office, checked(office), IssueAct(issued_on=date(2026, 3, 4)))
    assert [one.document.number for one in done] == list(range(1, COUNT + 1))
    for number, one in enumerate(done, start=1):
        text = outline_text(one.content)
        assert f"Số: {number:02d}/KH-UBND" in text
        assert f"đợt {number}" in text
        assert one.document.content_sha256 == digest(one.content)
        assert office.look(_stored, one.document.content_sha256) == one.content
    assert office.faults() == []


def test_an_act_for_each_brings_its_own_day_and_key(office) -> None:
    given = checked(office, 3)
    acts = [IssueAct(issued_on=date(2026, 3, day), key=f"dòng-{day}") for day in (2, 3, 4)]
    first = numbered(office, given, acts)
    again = numbered(office, given, acts)
    assert [one.document.issued_on for one in first] == [date(2026, 3, day) for day in (2, 3, 4)]
    assert [(one.document.id, one.content, one.is_repeat) for one in again] == [
        (one.document.id, one.content, True) for one in first
    ]


def test_one_that_cannot_be_rendered_gives_all_numbers_back(office, monkeypatch) -> None:
    def refuses(*words):
        if len(seen) == COUNT - 1:
            raise RenderingError("x")
        seen.append(words)
        return rendered(*words)

    seen, rendered = [], numbered_file.numbered
    monkeypatch.setattr(numbered_file, "numbered", refuses)
    with pytest.raises(RenderingError):
        numbered(office, checked(office), IssueAct())
    assert len(seen) == COUNT - 1
    assert office.last_number() == 0
    monkeypatch.undo()
    assert office.issue().document.number == 1
    assert office.faults() == []


def test_one_key_is_not_for_several_documents(office) -> None:
    given = checked(office, 2)
    with office.work().writing() as turn:
        with pytest.raises(ValueError, match="key of its own"):
            number_block(turn, given, IssueAct(key="k"))
        with pytest.raises(ValueError, match="needs an act"):
            number_block(turn, given, [IssueAct()])
    assert office.last_number() == 0


def test_signed_papers_that_come_back_together_are_numbered_together(office) -> None:
    ids = put_up(office)
    with office.work().writing() as turn:
        done = number_signed_block(turn, ids, IssueAct(signed_on=date(2026, 3, 4), acknowledged=TURNED))
    assert [(one.document.id, one.document.number) for one in done] == list(
        zip(ids, range(1, COUNT + 1), strict=True)
    )
    assert all(f"đợt {number}" in outline_text(one.content) for number, one in enumerate(done, start=1))
    assert office.faults() == []


def test_a_question_about_one_signed_paper_stops_all(office) -> None:
    ids = put_up(office, 2)
    month = [IssueAct(), IssueAct(issued_on=date(2026, 2, 27))]
    with pytest.raises(OpenQuestions), office.work().writing() as turn:
        number_signed_block(turn, ids[::-1], month[::-1])
    assert office.last_number() == 0
    with pytest.raises(WrongState), office.work().writing() as turn:
        number_signed_block(turn, [ids[0], ids[0]], IssueAct(acknowledged=TURNED))
    assert office.last_number() == 0
