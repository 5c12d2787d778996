"""Inputs kept raw, sources found in the register, and the line of the book that an input makes."""

from datetime import date

import pytest

from service import reference
from service.errors import InvalidInput
from service.inspection.outline import outline_text
from service.issuing.book_entry import rough_entry
from service.issuing.drafting import drafted, envelope_of, raw_document, save
from service.issuing.void import void
from service.register import people
from service.register.errors import DocumentNotFound, NotAllowed, WrongState


def report(office, plan) -> dict:
    return {**office.catalogue.sample("bao_cao", "minimal"), "office": office.id, "sources": {"plan": plan}}


def test_a_draft_is_kept_as_it_was_typed(office) -> None:
    plan = office.plan(surplus="giữ nguyên")
    row = office.draft(plan)
    assert (row.state, row.kind, row.base_symbol, row.type_slug) == ("draft", "KH", "KH-UBND", "ke_hoach")
    with office.work().reading() as turn:
        assert envelope_of(turn, row) == plan


def test_a_draft_is_saved_over_while_nobody_else_did(office) -> None:
    row = office.draft()
    later = save(
        office.work(),
        "ke_hoach",
        office.plan(subject="Trích yếu mới"),
        document_id=row.id,
        expected_version=1,
    )
    assert (later.id, later.version, later.subject) == (row.id, 1, "Trích yếu mới")
    with pytest.raises(WrongState):
        save(office.work(), "ke_hoach", office.plan(), document_id=row.id, expected_version=2)


def test_a_draft_stays_in_its_office_and_of_its_type(office) -> None:
    row = office.draft()
    with pytest.raises(WrongState, match="cơ quan hoặc loại"):
        save(office.work(), "ke_hoach", office.plan(office=office.other), document_id=row.id)
    with pytest.raises(WrongState, match="cơ quan hoặc loại"):
        save(office.work(), "bao_cao", report(office, "x"), document_id=row.id)
    with pytest.raises(DocumentNotFound):
        save(
            office.work("drafter@ubnd-21529"),
            "ke_hoach",
            office.plan(office=office.other),
            document_id=row.id,
        )


def test_only_people_of_the_office_draft_for_it(office) -> None:
    assert office.draft(who="drafter").created_by
    with pytest.raises(NotAllowed):
        office.draft(who="drafter@ubnd-21529")
    with pytest.raises(NotAllowed):
        office.draft(who="administrator")


def test_a_source_is_named_by_its_id(office) -> None:
    plan = office.issue()
    done = office.issue(report(office, plan.document.id))
    assert "Kế hoạch số 01/KH-UBND ngày 05/3/2026" in outline_text(done.content)
    with office.work().reading() as turn:
        assert envelope_of(turn, done.document)["sources"] == {"plan": plan.document.id}


def test_a_source_without_a_number_is_asked_about(office) -> None:
    plan = office.draft()
    with office.work().reading() as turn:
        draft = drafted(office.work(), turn, office.catalogue.get("bao_cao"), report(office, plan.id))
    assert [one.code for one in draft.prepared.questions] == ["source_unnumbered"]


@pytest.mark.parametrize("which", ["unknown", "voided", "of another office", "made elsewhere"])
def test_a_source_that_cannot_be_taken_is_a_fault_of_its_field(office, which: str) -> None:
    who, named = "operator", "019cbc5d-f480-7290-98ae-9fc98af8f94d"
    if which == "voided":
        named = office.issue().document.id
        void(office.work(), named, reason="In nhầm")
    if which == "of another office":
        who, named = "drafter", office.draft(office.plan(office=office.other)).id
    if which == "made elsewhere":
        named = office.record(kind="KH", subject="Kế hoạch giấy").id
    with office.work(who).reading() as turn, pytest.raises(InvalidInput) as caught:
        drafted(office.work(who), turn, office.catalogue.get("bao_cao"), report(office, named))
    assert [(fault.path, fault.code) for fault in caught.value.errors] == [
        ("sources.plan", "document_unknown")
    ]


def test_a_rough_line_says_the_same_as_the_whole_one(office) -> None:
    """A repeated key is known by kind, symbol and subject before the input is prepared."""
    with office.work().reading() as turn:
        for slug in office.catalogue.slugs():
            for name in ("minimal", "full"):
                envelope = {**office.catalogue.sample(slug, name), "office": office.id}
                document_type = office.catalogue.get(slug)
                raw = raw_document(turn, document_type, envelope).entry
                whole = drafted(office.work(), turn, document_type, envelope).entry
                assert (raw.kind, raw.symbol, raw.subject) == (whole.kind, whole.symbol, whole.subject)


def test_a_draft_without_a_subject_has_a_line_too(office) -> None:
    entry = rough_entry(office.catalogue.get("ke_hoach"), {"subject": 5}, reference.office(office.id))
    assert (entry.subject, entry.symbol) == ("", "KH-UBND")


def test_the_signer_of_the_register_signs_from_his_day_on(office) -> None:
    signer = people.NewSigner(
        name="Lê Văn Mới",
        position="Phó Chủ tịch",
        capacity="KT",
        valid_from=date(2026, 3, 5),
        details={"second_title": ""},
    )
    row = office.do(people.add_signer, office_id=office.id, signer=signer)
    done = office.issue()
    assert (done.document.signer_name, done.document.signer_id) == ("Lê Văn Mới", row.id)
    assert "KT. CHỦ TỊCH" in outline_text(done.content)


def test_copies_and_recipients_of_the_input_stand_in_the_book(office) -> None:
    plan = office.plan(
        recipients=[{"name": "Sở Nội vụ", "copies": 2}, {"name": "Các thôn", "members": 12, "copies": 1}],
        copies=3,
    )
    row = office.issue(plan).document
    assert [one["name"] for one in row.recipients] == ["Sở Nội vụ", "Các thôn"]
    assert row.copies == 2 + 12 + 3
