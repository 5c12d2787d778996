"""Number, rendering, proof and storing in one act, on both databases, with real documents."""

import io
import threading
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest

from service.errors import InvalidInput, OpenQuestions, UnknownDocumentType
from service.inspection.outline import outline_text
from service.issuing.issue import IssueAct, issue_draft, issue_input
from service.issuing.kept_context import kept_context
from service.issuing.originals import original
from service.issuing.rendition import RELEASE
from service.issuing.submit import LayoutRefused
from service.issuing.void import void
from service.register import documents
from service.register.canonical import digest
from service.register.errors import DateOutOfOrder, NotAllowed, NumberTaken, SeriesNotOpen, WrongState
from service.settings import ROOT
from tests.crooked_type import with_crooked_plan

TUQ = {
    "name": "Trần Văn An",
    "position": "Trưởng phòng Văn hóa - Xã hội",
    "capacity": "TUQ",
    "authorisation": "Văn bản ủy quyền số 02/UQ-UBND",
    "valid_until": "28/02/2026",
}


def test_the_number_and_the_day_are_printed_and_everything_is_fixed(office) -> None:
    done = office.issue()
    assert (done.document.code, done.file_name) == ("01/KH-UBND", "KH-UBND_01_2026.docx")
    outline = outline_text(done.content)
    assert "Số: 01/KH-UBND" in outline
    assert "Ba Tơ, ngày 05 tháng 3 năm 2026" in outline
    row = done.document
    assert row.content_sha256 == digest(done.content)
    kept = kept_context(office.look(documents.context_of, row.id))
    assert (kept.type.slug, kept.type.version, kept.type.sha256) == (
        row.type_slug,
        row.type_version,
        row.type_sha256,
    )
    assert (
        (kept.template_sha256, kept.release)
        == (row.template_sha256, row.release)
        == (row.template_sha256, RELEASE)
    )
    assert (row.signer_name, row.kept_by) == ("Nguyễn Văn Bình", "VT, VHXH")
    assert office.faults() == []


def test_the_id_of_the_document_stands_in_its_properties(office) -> None:
    done = office.issue()
    with zipfile.ZipFile(io.BytesIO(done.content)) as package:
        inside = "".join(package.read(name).decode() for name in package.namelist() if "docProps" in name)
    assert done.document.id in inside
    assert docx.Document(io.BytesIO(done.content)).core_properties.keywords == "01/KH-UBND"


def test_numbers_follow_each_other_across_types(office) -> None:
    done = [
        office.answered({**office.catalogue.sample(slug, "minimal"), "office": office.id})
        for slug in office.catalogue.slugs()
    ]
    assert [one.document.number for one in done] == list(range(1, len(done) + 1))
    assert len({one.document.symbol for one in done}) == len(done) > 1
    assert office.faults() == []


def test_what_fails_while_it_is_rendered_gives_the_number_back(office) -> None:
    plan = office.plan(signer=TUQ)  # the authorisation ended in February: only the day of issue shows it
    with pytest.raises(InvalidInput) as caught:
        office.issue(plan)
    assert [fault.path for fault in caught.value.errors] == ["signer"]
    assert office.last_number() == 0
    assert office.issue().document.code == "01/KH-UBND"
    assert office.faults() == []


def test_a_faulty_input_takes_no_number_and_says_every_fault(office) -> None:
    plan = office.plan(subject="", surplus=1)
    with pytest.raises(InvalidInput) as caught:
        office.issue(plan)
    assert {fault.path for fault in caught.value.errors} >= {"subject", "surplus"}
    assert office.last_number() == 0


def test_questions_stop_the_issue_until_they_are_answered(office) -> None:
    plan = office.plan()
    del plan["content"]["citations"][0]["date"]
    with pytest.raises(OpenQuestions) as caught:
        office.issue(plan)
    (question,) = caught.value.questions
    with pytest.raises(OpenQuestions):
        office.issue(plan, acknowledged={f"{question.code}@elsewhere"})
    done = office.issue(plan, acknowledged={f"{question.code}@{question.path}"})
    kept = kept_context(office.look(documents.context_of, done.document.id))
    assert kept.acknowledged == ({"code": question.code, "path": question.path, "subject": question.subject},)


def test_an_answer_in_the_input_counts_as_well(office) -> None:
    plan = office.plan(acknowledged=[{"code": "citation_undated", "path": "content.citations[0].date"}])
    del plan["content"]["citations"][0]["date"]
    assert office.issue(plan).document.number == 1


def test_a_repeated_key_returns_the_first_document_whatever_has_changed(office) -> None:
    first = office.issue(key="k")
    office.at(datetime(2027, 1, 4, 3, 0, tzinfo=UTC))  # no series of 2027 is open
    again = office.issue(key="k")
    assert (again.is_repeat, again.document.id, again.content) == (True, first.document.id, first.content)
    with pytest.raises(WrongState) as caught:
        office.issue(office.plan(subject="Khác"), key="k")
    assert caught.value.code == "key_reused"


def test_a_repeated_key_is_answered_before_anything_is_asked_of_the_input_again(office) -> None:
    """What the input would be refused for today is no matter: the client gets his lost answer."""
    plan = office.plan()
    del plan["content"]["citations"][0]["date"]
    first = office.issue(plan, key="k", acknowledged={"citation_undated"})
    with pytest.raises(OpenQuestions):
        office.issue(plan, key="another")
    again = office.issue(plan, key="k")
    assert (again.is_repeat, again.document.id, again.content) == (True, first.document.id, first.content)
    assert office.last_number() == 1


def test_the_second_click_gets_the_first_document(office) -> None:
    gate = threading.Barrier(2)
    found: list[Any] = []

    def click() -> None:
        gate.wait()
        found.append(office.issue(key="click"))

    _together(click, click)
    assert {one.document.code for one in found} == {"01/KH-UBND"}
    assert sorted(one.is_repeat for one in found) == [False, True]
    assert office.last_number() == 1


def test_two_people_at_one_draft_get_one_number(office) -> None:
    draft = office.draft()
    gate = threading.Barrier(2)
    found: list[Any] = []

    def click() -> None:
        gate.wait()
        try:
            found.append(office.issue_draft(draft.id).document.code)
        except WrongState as refused:
            found.append(refused)

    _together(click, click)
    assert sorted(str(type(one).__name__) for one in found) == ["WrongState", "str"]
    assert office.last_number() == 1
    assert office.faults() == []


def _together(*acts: Any) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_year_of_a_number_is_that_of_vietnam(office) -> None:
    office.at(datetime(2026, 12, 31, 16, 59, tzinfo=UTC))
    last = office.issue()
    office.at(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    with pytest.raises(SeriesNotOpen, match="2027"):
        office.issue()
    office.open_series(year=2027)
    first = office.issue()
    assert (last.document.code, last.document.issued_on) == ("01/KH-UBND", date(2026, 12, 31))
    assert (first.document.code, first.document.issued_on) == ("01/KH-UBND", date(2027, 1, 1))
    assert "ngày 01 tháng 01 năm 2027" in outline_text(first.content)
    assert office.faults() == []


def test_a_voided_number_stays_used(office) -> None:
    first = office.issue()
    void(office.work(), first.document.id, reason="In nhầm")
    assert office.issue().document.number == 2
    assert office.faults() == []


def test_days_follow_the_numbers(office) -> None:
    office.issue(issued_on=date(2026, 3, 4))
    with pytest.raises(DateOutOfOrder, match="01"):
        office.issue(issued_on=date(2026, 3, 3))
    with pytest.raises(DateOutOfOrder, match="tương lai"):
        office.issue(issued_on=date(2026, 3, 6))
    assert office.last_number() == 1


def test_the_number_that_a_person_saw_is_the_one_that_he_gets(office) -> None:
    office.issue()
    with pytest.raises(NumberTaken):
        office.issue(expected_number=1)
    assert office.issue(expected_number=2).document.number == 2


def test_an_office_that_keeps_a_step_numbers_no_new_input(office) -> None:
    office.keep_steps("for_signature")
    with pytest.raises(WrongState, match="Chờ ký"):
        office.issue()
    assert office.last_number() == 0


def test_faults_of_layout_refuse_before_the_signature_never_after_it(office, folder) -> None:
    office.catalogue = with_crooked_plan(folder)
    with pytest.raises(LayoutRefused) as caught:
        office.issue()
    assert {one["severity"] for one in caught.value.findings} == {"error"}
    done = office.issue(signed_on=date(2026, 3, 4))
    assert done.document.number == 1
    assert done.document.signed_on == date(2026, 3, 4)
    assert {one["code"] for one in done.findings} >= {one["code"] for one in caught.value.findings}
    assert done.document.findings == list(done.findings)


def test_a_late_number_is_a_warning(office) -> None:
    done = office.issue(signed_on=date(2026, 2, 27))
    assert [one.code for one in done.warnings] == ["number_late"]


def test_the_signed_scan_is_kept_as_it_came(office) -> None:
    scan = b"%PDF-1.7 scan of the signed sheet"
    done = office.issue(originals=[original("ban-goc.pdf", scan)], signed_on=date(2026, 3, 5))
    files = office.look(documents.files_of, done.document.id)
    assert [(file.role, file.sha256) for file in files] == [
        ("rendered", digest(done.content)),
        ("signed_scan", digest(scan)),
    ]
    assert office.look(documents.file_content, done.document.id, 2) == scan


@pytest.mark.parametrize(
    ("files", "said", "pages"),
    [
        ({}, None, None),
        ({"a.pdf": b"%PDF-1.7 1 0 obj << /Type /Pages /Count 3 >>"}, None, 3),
        ({"a.pdf": b"%PDF-1.7 1 0 obj << /Type /Pages /Count 3 >>"}, 4, 4),
        ({"a.jpg": b"\xff\xd8\xff 1", "b.jpg": b"\xff\xd8\xff 2"}, None, 2),
        ({"a.jpg": b"\xff\xd8\xff 1", "b.pdf": b"%PDF-1.7 encrypted"}, None, None),
        ({}, 5, 5),
    ],
)
def test_pages_are_those_of_the_signed_paper_unless_the_officer_says_them(office, files, said, pages) -> None:
    originals = [original(name, content) for name, content in files.items()]
    done = office.issue(originals=originals, pages=said)
    assert done.document.pages == pages
    assert office.faults() == []


@pytest.mark.parametrize(
    ("who", "is_allowed"),
    [
        ("records_officer", True),
        ("drafter", False),
        ("approver", False),
        ("administrator", False),
        ("records_officer@ubnd-21529", False),
    ],
)
def test_only_the_records_officer_of_the_office_numbers(office, who: str, is_allowed: bool) -> None:  # noqa: FBT001
    if is_allowed:
        assert office.issue(who=who).document.number == 1
    else:
        with pytest.raises(NotAllowed):
            office.issue(who=who)
        assert office.last_number() == 0


def test_an_unknown_type_and_an_office_without_record_are_said(office) -> None:
    with pytest.raises(UnknownDocumentType):
        issue_input(office.work(), "nothing", office.plan(), IssueAct())
    with pytest.raises(InvalidInput) as caught:
        office.issue({key: value for key, value in office.plan().items() if key != "office"})
    assert [fault.path for fault in caught.value.errors] == ["office"]


def test_a_draft_goes_all_the_way_in_one_act(office) -> None:
    draft = office.draft(who="drafter")
    done = issue_draft(office.work("records_officer"), draft.id, IssueAct(key="d"))
    assert (done.document.id, done.document.code, done.document.state) == (draft.id, "01/KH-UBND", "issued")
    assert office.issue_draft(draft.id, key="d").is_repeat
    with pytest.raises(WrongState):
        office.issue_draft(draft.id)
    assert office.faults() == []


def test_a_document_replaces_one_of_its_own_kind(office) -> None:
    first = office.issue().document
    later = office.issue(office.plan(relations=[{"kind": "replaces", "document": first.id}])).document
    done, _ = office.look(documents.relations_of, later.id)
    _, suffered = office.look(documents.relations_of, first.id)
    assert [(one.kind, one.target_id) for one in done] == [("replaces", first.id)]
    assert [one.document_id for one in suffered] == [later.id]


def test_the_release_is_that_of_the_project() -> None:
    assert f'version = "{RELEASE}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
