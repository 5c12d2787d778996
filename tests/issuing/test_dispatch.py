"""Several documents are entered as sent in one act, whatever their offices and their order."""

import pytest

from service.issuing.dispatch import dispatch_several
from service.register.errors import DocumentNotFound, NotAllowed
from service.register.states import State
from tests.issuing.conftest import NOON

DAY = NOON.date()


@pytest.fixture
def of_two_offices(office):
    """A numbered paper of each office."""
    office.open_series(office_id=office.other)
    words = {"kind": "QĐ", "subject": "Về việc thử", "signer_name": "Lê Văn An"}
    return [office.record(office_id=one, **words) for one in (office.id, office.other)]


@pytest.mark.parametrize("step", [1, -1])
def test_documents_of_two_offices_are_sent_in_any_order(office, of_two_offices, step) -> None:
    ids = [one.id for one in of_two_offices][::step]
    sent = dispatch_several(office.work(), ids, DAY)
    assert [(one.id, one.state) for one in sent] == [(one, State.DISPATCHED) for one in ids]


def test_at_the_workplace_of_one_office_there_is_no_document_of_another(office, of_two_offices) -> None:
    ids = [one.id for one in of_two_offices]
    with pytest.raises(DocumentNotFound) as refused:
        dispatch_several(office.work(), ids, DAY, office_id=office.id)
    assert [(one.path, one.code) for one in refused.value.faults] == [("documents[1]", "document_not_found")]


def test_who_may_not_send_one_of_them_is_told_which_and_sends_none(office, of_two_offices) -> None:
    ids = [one.id for one in of_two_offices]
    refusals = {"records_officer": ["document_not_found"], "drafter": ["not_allowed", "document_not_found"]}
    for role, codes in refusals.items():
        with pytest.raises((NotAllowed, DocumentNotFound)) as refused:
            dispatch_several(office.work(f"{role}@{office.id}"), ids, DAY)
        assert [one.code for one in refused.value.faults] == codes
        assert refused.value.faults[-1].path == "documents[1]"
    assert dispatch_several(office.work(), ids, DAY)  # neither of them was sent


def test_one_that_is_named_twice_is_sent_once(office, of_two_offices) -> None:
    own = of_two_offices[0].id
    assert [one.id for one in dispatch_several(office.work(), [own, own], DAY)] == [own]
