"""Right documents of a commune, a school and a Party committee, typed as offices do: nothing is called wrong in them."""

import pytest

from service.checking import check, fix
from service.checking.recognition import recognise
from service.inspection import inspect
from service.issuing.proofreading import mend, proofread_file
from tests.checking import office_files, office_letters

KINDS = {
    "plan": "ke_hoach",
    "report": "bao_cao",
    "notice": "thong_bao",
    "decision": "quyet_dinh",
    "letter": "cong_van",
}
MAKERS = pytest.mark.parametrize("make", office_files.OF_STATE, ids=lambda make: make.__name__)


def told(findings):
    return [(one.severity, one.code, one.quote, one.found, one.expected) for one in findings]


@MAKERS
def test_the_layout_of_a_right_document_is_called_right(make):
    assert told(check(make())) == []


@MAKERS
def test_its_parts_are_known_for_what_they_are(make):
    parts = recognise(inspect(make()))
    header, closing = parts.header, parts.closing
    assert parts.kind_slug == KINDS[make.__name__.partition("_")[0]]
    assert all((header.national_title, header.motto, header.issuers, header.number, header.place_and_date))
    assert header.motto_rules
    assert header.issuer_rules
    assert all((closing.recipients_label, closing.recipients, closing.capacities, closing.name))
    assert len(parts.body) >= 3


@MAKERS
def test_its_wording_is_called_right(make):
    assert told(proofread_file(make(), "van-ban.docx")) == []


@MAKERS
def test_nothing_is_mended_in_it(make):
    content = make()
    assert fix(content).content == content
    assert mend(content, "van-ban.docx").done == ()


def test_a_document_of_the_party_is_not_judged_by_the_decree_of_the_state():
    content = office_letters.plan_of_party()
    assert {one.severity for one in check(content)} == {"info"}
    assert told(proofread_file(content, "ke-hoach.docx")) == []
    assert mend(content, "ke-hoach.docx").content == content
