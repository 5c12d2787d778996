"""Errors of wording are told before and with the number, and hold back only where the office says so."""

import json

import pytest

from service.doctypes.catalogue import Catalogue
from service.issuing.document_wording import blocking
from service.issuing.issue import IssueAct
from service.issuing.live_check import check_draft
from service.issuing.numbering_forecast import forecast
from service.issuing.office_wording import OfficeWording, OwnWord, office_wording, set_wording
from service.issuing.preview import preview
from service.issuing.proofreading import proofread_file
from service.issuing.rendition import errors_among, is_of_wording
from service.issuing.signing_path import for_signature
from service.issuing.submit import WordingRefused, submit
from service.register import documents
from service.register.errors import NotAllowed
from service.register.search import Wish, search
from tests.issuing.conftest import NOON


@pytest.fixture
def faulty(office):
    """A plan with one error of wording."""
    text = json.dumps(office.plan(), default=str)
    plan = json.loads(text)
    plan["content"]["closing"] = "Yêu cầu các cơ quan, đơn vị phân đấu hoàn thành nhiệm vụ được giao."
    return plan


def told(findings):
    return [(one["code"], one["quote"]) for one in findings if is_of_wording(one)]


def forecast_of(office, document_id):
    with office.work().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        return forecast(office.work(), turn, row)


def let_block(office, **more):
    set_wording(office.work(), office.id, OfficeWording(blocks=True, **more))


def test_an_error_is_told_with_the_number_and_stored_beside_the_layout(office, faulty) -> None:
    row = office.draft(faulty)
    seen = forecast_of(office, row.id)
    assert told(seen.wording) == [("wrong-word", "phân đấu")]
    assert (seen.blocking, seen.is_possible) == (0, True)
    done = office.issue_draft(row.id)
    assert told(done.findings) == told(done.document.findings) == [("wrong-word", "phân đấu")]
    assert done.document.code == "01/KH-UBND"
    assert errors_among(done.document.findings) == []
    assert len(blocking(done.document.findings)) == 1


def test_it_holds_back_where_the_office_says_so_and_no_number_is_used(office, faulty) -> None:
    let_block(office)
    row = office.draft(faulty)
    assert forecast_of(office, row.id).blocking == 1
    with pytest.raises(WordingRefused, match="phấn đấu"):
        office.issue_draft(row.id)
    with pytest.raises(WordingRefused):
        office.issue(faulty)
    assert office.last_number() == 0


def test_a_paper_that_was_signed_is_never_refused(office, faulty) -> None:
    let_block(office)
    signed = office.issue(faulty, signed_on=NOON.date())
    assert IssueAct(signed_on=NOON.date()).is_of_signed_paper
    assert told(signed.findings) == [("wrong-word", "phân đấu")]


def test_it_holds_back_before_the_signature_and_what_was_put_up_keeps_its_findings(office, faulty) -> None:
    office.keep_steps("content_checked", "for_signature")
    row = office.draft(faulty)
    assert told(submit(office.work(), row.id).findings) == [("wrong-word", "phân đấu")]
    let_block(office)
    with pytest.raises(WordingRefused):
        submit(office.work(), row.id)
    set_wording(office.work(), office.id, OfficeWording())
    submit(office.work(), row.id)
    let_block(office)
    done = office.issue_draft(row.id, acknowledged={"month_turned"})  # it lies signed on the table
    assert told(done.findings) == [("wrong-word", "phân đấu")]


def test_words_and_codes_of_the_office_count_in_the_form_and_at_the_number(office, faulty) -> None:
    row = office.draft(faulty)
    assert [one.finding.code for one in check_draft(office.work(), row.id, faulty).wording] == ["wrong-word"]
    let_block(office, words=(OwnWord("phân đấu", "tên phong trào"),))
    assert check_draft(office.work(), row.id, faulty).wording == ()
    assert told(office.issue_draft(row.id).findings) == []


def test_only_an_administrator_says_what_counts(office) -> None:
    with pytest.raises(NotAllowed):
        set_wording(office.work("drafter"), office.id, OfficeWording(blocks=True))
    with office.work().reading() as turn:
        assert not office_wording(turn, office.id).blocks


@pytest.mark.parametrize("slug", ["ke_hoach", "bao_cao", "thong_bao_ket_qua"])
@pytest.mark.parametrize("size", ["full", "minimal"])
def test_nothing_is_found_in_our_own_rendered_samples(catalogue: Catalogue, slug: str, size: str) -> None:
    made = preview(catalogue, slug, catalogue.sample(slug, size), now=NOON)
    assert [(one.code, one.quote) for one in proofread_file(made.content, "mau.docx")] == []


def test_nothing_is_kept_of_an_input_that_is_held_back_on_its_way_to_the_signature(office, faulty) -> None:
    office.keep_steps("for_signature")
    let_block(office)
    with pytest.raises(WordingRefused):
        for_signature(office.work(), "ke_hoach", faulty)
    assert office.look(search, Wish(office_id=office.id)).documents == []
