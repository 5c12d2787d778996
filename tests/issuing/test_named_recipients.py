"""Column (5) of the book names who "Như trên" stands for, and the body that a notice is about, before the others."""

from typing import Any

from service.errors import OpenQuestions
from service.inspection.outline import outline_text
from service.issuing import book_entry
from service.issuing.fact_sheet import copies_said
from service.issuing.submit import submit
from service.register import book, export
from service.register.models import Document

PROVINCE = "Ủy ban nhân dân tỉnh Quảng Ngãi"


def report(office: Any, **words: Any) -> dict[str, Any]:
    plan = office.plan(code="12/KH-UBND", issued_on="10/02/2026")
    sample = office.catalogue.sample("bao_cao", "minimal")
    return {**sample, "office": office.id, "sources": {"plan": plan}, "month": "2026-03", **words}


def names(row: Document) -> list[str]:
    return [one["name"] for one in row.recipients]


def column_five(office: Any) -> list[str]:
    return [one.recipients for one in office.look(book.lines, office.id, 2026)]


def taken(office: Any, document_id: str) -> Document:
    """Number a draft and answer whatever is asked."""
    try:
        return office.issue_draft(document_id).document
    except OpenQuestions as asked:
        codes = {one.code for one in asked.questions}
        return office.issue_draft(document_id, acknowledged=codes).document


def test_who_is_addressed_stands_first_in_the_book(office) -> None:
    done = office.answered(report(office))
    printed = outline_text(done.content)
    assert PROVINCE in printed
    assert "Như trên" in printed
    assert names(done.document)[0] == PROVINCE
    assert "Như trên" not in names(done.document)
    assert len(names(done.document)) > 1
    assert not any(name.startswith("UBND tỉnh") for name in names(done.document))


def test_those_that_are_addressed_by_the_input_stand_each_once_before_the_others(office) -> None:
    addressed = ["- **Bộ Nội vụ**;", "UBND tỉnh.", "Bộ Nội vụ"]
    typed = [{"name": "Như trên"}, {"name": "Sở Tài chính"}, {"name": PROVINCE, "purpose": "b/cáo"}]
    done = office.answered(report(office, addressees=addressed, recipients=typed))
    assert names(done.document) == ["Bộ Nội vụ", "UBND tỉnh", "Sở Tài chính"]


def test_who_is_addressed_takes_paper_where_the_input_says_so(office) -> None:
    typed = [{"name": "Sở Tài chính", "copies": 3}]
    row = office.answered(report(office, recipients=typed)).document
    assert copies_said(row) == "4 (3 bản giấy cho nơi nhận, 1 bản lưu; 1 nơi nhận gửi điện tử)"
    for above in ({"name": "Như trên", "copies": 2}, {"name": "UBND tỉnh", "channel": "giay", "copies": 2}):
        row = office.answered(report(office, recipients=[*typed, above], drafter_mark="LTN")).document
        assert names(row) == [PROVINCE, "Sở Tài chính"]
        assert copies_said(row) == "6 (5 bản giấy cho nơi nhận, 1 bản lưu)"


def test_the_drafters_mark_counts_as_the_book_does(office) -> None:
    typed = [{"name": "Như trên", "copies": 1}]
    addressed = ["Bộ Nội vụ", "Bộ Tài chính"]
    done = office.answered(report(office, addressees=addressed, recipients=typed, drafter_mark="LTN"))
    assert done.document.copies == 3
    assert "LTN.(3)" in outline_text(done.content)


def test_the_body_that_a_notice_is_about_stands_first_in_the_book(office) -> None:
    notice = {**office.catalogue.sample("thong_bao_ket_qua", "minimal"), "office": office.id}
    notice["month"] = "2026-03"
    notice["recipients"] = [{"name": "Như nội dung thông báo"}]
    assert names(office.answered(notice).document) == ["Phòng Kinh tế", "Như nội dung thông báo"]


def test_a_draft_of_before_learns_them_at_its_number(office, monkeypatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(book_entry, "named_recipients", lambda recipients, **_: recipients)
        draft = office.draft(report(office))
    assert PROVINCE not in names(draft)
    row = taken(office, draft.id)
    assert names(row)[0] == PROVINCE
    assert column_five(office) == ["; ".join(names(row))]
    exported = office.look(export.export, office.id, 2026, "csv").decode()
    assert f"{PROVINCE}; " in exported
    assert office.faults() == []


def test_what_was_put_up_for_signature_has_them_at_its_number(office) -> None:
    office.keep_steps("for_signature")
    draft = office.draft(report(office))
    assert names(draft)[0] == PROVINCE
    submit(office.work(), draft.id)
    assert names(taken(office, draft.id))[0] == PROVINCE
    assert office.faults() == []
