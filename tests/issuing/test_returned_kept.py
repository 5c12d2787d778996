"""A returned file is compared once for each state of its draft: pages, other processes, a button read the same rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from service.issuing import returned_kept
from service.issuing.drafting import save
from service.issuing.file_checks import SentFile
from service.issuing.office_settings import header_of, office_now, set_header
from service.issuing.returned_changes import Choice
from service.issuing.returned_kept import keep_returned, kept_returned
from service.issuing.returned_word import compare, take
from service.issuing.workplace import Workplace
from service.register.database import Register
from service.register.errors import DocumentNotFound, WrongState
from tests.issuing import word_edits as word
from tests.issuing.conftest import NOON, Office
from tests.issuing.returned_files import content_of, file_of, plan

ONE_CHANGE = word.change_words("hằng quý", "hằng tháng")


@pytest.fixture
def draft(office: Office) -> str:
    return str(office.draft(plan(office)).id)


@pytest.fixture
def content(office: Office, draft: str) -> bytes:
    return word.edited(file_of(office, draft), ONE_CHANGE)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a file was compared so far."""
    calls: list[str] = []

    def counted(workplace: Workplace, document_id: str, *given: bytes, **how: bool) -> object:
        calls.append(document_id)
        return compare(workplace, document_id, *given, **how)

    monkeypatch.setattr(returned_kept, "compare", counted)
    return lambda: len(calls)


def kept(office: Office, draft: str, content: bytes) -> str:
    return keep_returned(office.work(), draft, SentFile("da-sua.docx", content))


def test_a_file_is_compared_when_it_comes_and_not_at_each_look(
    office: Office, draft, content, compared
) -> None:
    file = kept(office, draft, content)
    first, second = (kept_returned(office.work(), draft, file) for _ in range(2))
    assert compared() == 1
    assert first == second
    assert (first.name, first.content, first.found) == (
        "da-sua.docx",
        content,
        compare(office.work(), draft, content),
    )


def test_all_that_a_comparison_says_is_kept(office: Office, draft, content) -> None:
    said = word.with_comment(
        word.edited(content, word.change_words("IV. TỔ CHỨC THỰC HIỆN", "IV. CÁCH LÀM")),
        "hằng tháng",
        "Ghi rõ ngày.",
    )
    said = word.edited(said, word.change_words("Số:", "Số: 27"))
    found = kept_returned(office.work(), draft, kept(office, draft, said)).found
    assert found == compare(office.work(), draft, said)
    assert (len(found.unplaced), len(found.remarks), found.typed.number) == (2, 1, "27")


def test_another_process_reads_the_same_comparison(office: Office, draft, content, compared) -> None:
    file = kept(office, draft, content)
    with Register.open(office.url) as register:
        found = kept_returned(
            Workplace(register, office.catalogue, "operator", lambda: NOON), draft, file
        ).found
    assert (compared(), len(found.changes)) == (1, 1)


def test_a_draft_that_moves_on_is_compared_anew_once(office: Office, draft, content, compared) -> None:
    file = kept(office, draft, content)
    before = kept_returned(office.work(), draft, file)
    moved = plan(office)
    moved["content"]["closing"] = "Các cơ quan, đơn vị nghiêm túc thực hiện."
    save(office.work(), "ke_hoach", moved, document_id=draft)
    after, again = (kept_returned(office.work(), draft, file) for _ in range(2))
    assert compared() == 2
    assert (after.found, again.found) == (compare(office.work(), draft, content),) * 2
    assert before.mark != after.mark == again.mark


def test_the_same_file_is_compared_otherwise_where_the_paper_was_signed(
    office: Office, draft, content, compared
) -> None:
    file = kept(office, draft, content)
    kept_returned(office.work(), draft, file, as_signed=True)
    assert compared() == 2


def test_another_day_is_another_print(office: Office, draft, content, compared) -> None:
    office.at(datetime(2026, 3, 5, 16, 50, tzinfo=NOON.tzinfo))
    file = kept(office, draft, content)
    office.at(office.moments[-1] + timedelta(minutes=20))
    kept_returned(office.work(), draft, file)
    assert compared() == 2


def test_another_header_of_the_office_is_another_print(office: Office, draft, content, compared) -> None:
    file = kept(office, draft, content)
    header = header_of(office_now(office.work(), office.id)[1])
    set_header(office.work(), office.id, replace(header, filing="VT, TH"), [])
    kept_returned(office.work(), draft, file)
    assert compared() == 2


def test_another_text_of_the_plan_that_a_report_takes_from_is_another_print(office: Office, compared) -> None:
    source = office.draft().id
    envelope = {
        **office.catalogue.sample("bao_cao", "minimal"),
        "office": office.id,
        "sources": {"plan": source},
    }
    report = str(save(office.work(), "bao_cao", envelope).id)
    file = kept(office, report, file_of(office, report))
    kept_returned(office.work(), report, file)
    assert compared() == 1
    save(office.work(), "ke_hoach", office.plan(subject="Trích yếu mới của kế hoạch"), document_id=source)
    kept_returned(office.work(), report, file)
    assert compared() == 2


def test_rows_that_nobody_saw_are_not_taken(office: Office, draft, content) -> None:
    seen = compare(office.work(), draft, content)
    other = replace(seen, changes=(replace(seen.changes[0], word="- Chữ khác."),))
    before = content_of(office, draft)
    with pytest.raises(WrongState) as refused:
        take(office.work(), draft, content, Choice(seen=other))
    assert (refused.value.code, content_of(office, draft)) == ("version_moved", before)
    assert take(office.work(), draft, content, Choice(seen=seen)).taken == 1


def test_a_file_is_that_of_one_document_and_of_one_person(office: Office, draft, content) -> None:
    file = kept(office, draft, content)
    with pytest.raises(DocumentNotFound):
        kept_returned(office.work(), str(office.draft(plan(office)).id), file)
    with pytest.raises(DocumentNotFound):
        kept_returned(office.work("drafter"), draft, file)
