"""An office that has named no signer: what is wrong is said at its field, before the signature and at the number."""

import pytest

from service.errors import InvalidInput
from service.issuing import drafting, issue
from service.issuing.issue import IssueAct
from service.register import offices, series
from service.register.series import NewSeries
from tests.web import people
from tests.web.office_work import form_at, plan, sent, text_of

SAID = "Chưa có người ký"


@pytest.fixture
def outsider(app, desk):
    """Somebody of an office without signers, and a draft of it that is sound but for the signer."""
    work = desk.workplace(people.OUTSIDER)
    with work.writing() as turn:
        profile = {"profile": {"unit": "21490-2025"}}
        offices.set_office(turn.session, turn.actor, people.OTHER_OFFICE, profile)
        new = NewSeries(office_id=people.OTHER_OFFICE, year=2025, reason="Chưa cấp số nào")
        series.open_series(turn.session, turn.actor, new)
    own = {"office": people.OTHER_OFFICE, "recipients": [{"name": "UBND tỉnh"}], "filing": "VT"}
    row = drafting.save(work, "ke_hoach", {**plan(desk), **own})
    return people.signed_in(app, people.OUTSIDER), f"/van-ban/{row.id}"


def test_the_form_says_it_at_the_signer(outsider) -> None:
    client, address = outsider
    page = text_of(client.get(f"{address}/soan?kiem_tra=1"))
    assert f'<a href="#signer">Người ký</a>: {SAID}' in page
    assert 'id="signer.$fault"' in page


def test_a_number_without_signed_paper_says_what_to_do(outsider, desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        issue.issue_draft(desk.workplace(people.OUTSIDER), outsider[1].rpartition("/")[2], IssueAct())
    assert [(one.path, one.code) for one in refused.value.errors] == [("signer", "signer_missing")]


def test_the_step_to_the_signature_says_what_to_do(outsider, desk) -> None:
    client, address = outsider
    with desk.workplace(people.OUTSIDER).writing() as turn:
        offices.set_office(turn.session, turn.actor, people.OTHER_OFFICE, {"steps": ["for_signature"]})
    action = f"{address}/chuyen-buoc"
    answer = sent(client, action, form_at(client, address, action))
    assert answer.status_code == 422
    assert SAID in text_of(answer)


def test_a_signed_paper_takes_its_number_all_the_same(outsider) -> None:
    client, address = outsider
    answer = sent(client, f"{address}/cap-so", form_at(client, f"{address}/cap-so"))
    assert (answer.status_code, answer.location) == (303, address)
