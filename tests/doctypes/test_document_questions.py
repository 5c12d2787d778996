from dataclasses import replace
from datetime import date

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import prepare
from service.errors import InvalidInput
from tests.doctypes.small_types import TYPES, MemorySource, citation, envelope


@pytest.fixture
def asked(office):
    def make(content=None, *, today=None, **changes):
        catalogue = Catalogue(MemorySource(TYPES))
        given = {**envelope(content or {}), **changes}
        found = prepare(catalogue.get("plan"), given, office=office, catalogue=catalogue, today=today)
        return [(question.path, question.code) for question in found.questions]

    return make


def test_one_decision_with_two_dates_is_asked_about(asked):
    two = [citation(label="a", date="02/11/2022"), citation(label="b", date="21/11/2024")]
    assert asked({"citations": two}) == [("content.citations[1].date", "citation_twice")]


@pytest.mark.parametrize(
    "change",
    [{"code": "6/QĐ-UBND"}, {"issuer": "UBND xã Ba Vì"}, {"kind": "Kế hoạch"}],
    ids=["code", "issuer", "kind"],
)
def test_two_documents_are_not_taken_for_one(asked, change):
    two = [citation(label="a", date="02/11/2022"), citation(label="b", date="21/11/2024", **change)]
    assert asked({"citations": two}) == []


def test_a_citation_after_the_month_of_the_document_is_asked_about(asked):
    late = {"citations": [citation(date="01/4/2025")]}
    assert asked(late, month="2025-03") == [("content.citations[0].date", "citation_after_document")]
    assert asked(late, month="2025-04") == []
    assert asked(late, today=date(2025, 3, 31)) == [("content.citations[0].date", "citation_after_document")]
    assert asked(late) == []


@pytest.mark.parametrize(
    ("subject", "code"),
    [("V/v thử việc", "subject_prefix"), ("Thử việc.", "subject_end"), ("Thử việc;", "subject_end")],
)
def test_a_subject_that_is_no_subject_is_asked_about(asked, subject, code):
    assert asked(subject=subject) == [("subject", code)]


def test_a_signer_in_capitals_is_asked_about(asked):
    signer = {"name": "TRẦN VĂN A", "position": "Chủ tịch"}
    assert asked(signer=signer) == [("signer.name", "signer_capitals")]


def test_a_body_of_an_ended_tier_is_asked_about_from_the_day_it_ended(asked):
    recipients = [{"name": "Huyện ủy Ba Tơ"}]
    assert asked(recipients=recipients, month="2025-07") == [("recipients[0].name", "recipient_obsolete")]
    assert asked(recipients=recipients, month="2025-06") == []


def test_an_office_issues_nothing_after_its_end_nor_before_its_beginning(office):
    catalogue = Catalogue(MemorySource(TYPES))
    ended = replace(office, valid_from=date(2024, 1, 1), valid_to=date(2025, 6, 30))

    def faults(month):
        with pytest.raises(InvalidInput) as caught:
            prepare(
                catalogue.get("plan"), {**envelope({}), "month": month}, office=ended, catalogue=catalogue
            )
        return [(error.path, error.code) for error in caught.value.errors]

    assert faults("2025-07") == [("office", "office_ended")]
    assert faults("2023-12") == [("office", "office_not_yet")]
    with pytest.raises(InvalidInput) as caught:
        prepare(catalogue.get("plan"), envelope({}, month="2025-07"), office=ended, catalogue=catalogue)
    assert "hoạt động đến hết ngày 30/6/2025" in caught.value.errors[0].message
    last = {**envelope({}), "month": "2025-06"}
    assert prepare(catalogue.get("plan"), last, office=ended, catalogue=catalogue).questions == ()


TUQ = {
    "name": "Trần Văn A",
    "position": "Trưởng phòng",
    "capacity": "TUQ",
    "authorisation": "Văn bản số 5/UBND-NV",
}


def test_an_authorisation_that_ended_before_the_month_is_a_fault(asked):
    signer = {**TUQ, "valid_until": "31/01/2025"}
    for given in ({"month": "2025-02"}, {"today": date(2025, 2, 28)}):
        with pytest.raises(InvalidInput) as caught:
            asked(signer=signer, **given)
        assert [(error.path, error.code) for error in caught.value.errors] == [
            ("signer.valid_until", "tuq_ended")
        ]
    assert "31/01/2025" in caught.value.errors[0].message
    assert asked(signer=signer, month="2025-01") == []
    assert asked(signer=signer) == []


def test_the_last_day_of_an_authorisation_matters_only_to_who_signs_by_it(asked):
    chairman = {"name": "Trần Văn A", "position": "Chủ tịch", "valid_until": "31/01/2025"}
    assert asked(signer=chairman, month="2025-02") == []


def test_a_citation_of_an_impossible_day_is_a_fault_and_nothing_else(asked):
    two = [citation(label="a", date="31/02/2025"), citation(label="b", date="21/11/2024")]
    for given in ({"month": "2025-03"}, {"today": date(2025, 3, 1)}, {}):
        with pytest.raises(InvalidInput) as caught:
            asked({"citations": two}, **given)
        assert [(error.path, error.code) for error in caught.value.errors] == [
            ("content.citations[0].date", "date_impossible")
        ]
