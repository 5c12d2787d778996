"""Role by act by state by office, tried one by one against the table of the code, and the table against its page."""

from datetime import date
from pathlib import Path

import pytest

from service.register import (
    after_issue,
    assignments,
    audit,
    book,
    confirmations,
    documents,
    drafts,
    export,
    files,
    offices,
    people,
    remarks,
    search,
    series,
    tokens,
    verify,
    webhooks,
)
from service.register.after_issue import Sending
from service.register.drafts import SavedDraft
from service.register.errors import DocumentNotFound, NotAllowed, RegisterError, WrongState
from service.register.permissions import OFFICE_ROLES, OfficeAct
from service.register.search import Wish
from service.register.states import STEPS, TRANSITIONS, DocumentAct, Role, State, next_step, transition
from service.register.states_page import states_page

ROOT = Path(__file__).parents[2]
NOTICE = {"code": "12/TB-UBND", "issued_on": "2026-03-05"}


def brought_to(desk, state):
    """A document of the first office in this state, by the operator."""
    desk.do(offices.set_office, desk.office, {"steps": list(STEPS)})
    row = desk.do(drafts.create_draft, desk.document())
    if state in STEPS:
        for _ in range(STEPS.index(state) + 1):
            desk.do(drafts.submit, row.id)
        return row
    desk.do(offices.set_office, desk.office, {"steps": []})
    if state != State.DRAFT:
        desk.issue(row.id)
    if state in {State.DISPATCHED, State.RECALLED}:
        desk.do(after_issue.dispatch, row.id, [Sending(dispatched_on=date(2026, 3, 5))])
    if state == State.RECALLED:
        desk.do(after_issue.recall, row.id, citation=NOTICE)
    if state == State.VOIDED:
        desk.do(after_issue.void, row.id, reason="x")
    return row


ACTS = {
    DocumentAct.EDIT: lambda desk, row, who: desk.do(
        drafts.save_draft, row.id, SavedDraft(entry=desk.entry(), input=b"{}"), who=who
    ),
    DocumentAct.HAND_OVER: lambda desk, row, who: desk.do(drafts.hand_over, row.id, who=who),
    DocumentAct.SUBMIT: lambda desk, row, who: desk.do(drafts.submit, row.id, who=who),
    DocumentAct.RETURN: lambda desk, row, who: desk.do(drafts.return_document, row.id, remark="x", who=who),
    DocumentAct.REMARK: lambda desk, row, who: desk.do(
        remarks.add_remark, row.id, remarks.NewRemark(key=f"{row.id}{who}"[:64], body="x"), who=who
    ),
    DocumentAct.ASSIGN: lambda desk, row, who: desk.do(
        assignments.assign, row.id, user_id=asked(desk, row), who=who
    ),
    DocumentAct.SIGN: lambda desk, row, who: desk.do(
        drafts.sign, row.id, signed_on=date(2026, 3, 5), who=who
    ),
    DocumentAct.ISSUE: lambda desk, row, who: desk.issue(row.id, who=who),
    DocumentAct.ATTACH: lambda desk, row, who: desk.do(
        files.attach, row.id, [desk.file(role="signed_scan")], who=who
    ),
    DocumentAct.DISPATCH: lambda desk, row, who: desk.do(
        after_issue.dispatch, row.id, [Sending(dispatched_on=date(2026, 3, 5))], who=who
    ),
    DocumentAct.VOID: lambda desk, row, who: desk.do(after_issue.void, row.id, reason="x", who=who),
    DocumentAct.RECALL: lambda desk, row, who: desk.do(after_issue.recall, row.id, citation=NOTICE, who=who),
}


def asked(desk, row):
    """Somebody who may take the next step of a document, whoever it is; nobody where none is left."""
    found = desk.look(assignments.candidates, row.id)
    return found[0].id if found else ""


def prepared(desk, act, state):
    """A document in `state`, and its office with the steps under which `act` makes sense there."""
    row = brought_to(desk, state)
    if act in {DocumentAct.SUBMIT, DocumentAct.HAND_OVER}:
        desk.do(offices.set_office, desk.office, {"steps": list(STEPS)})
    if act is DocumentAct.ISSUE:
        desk.do(offices.set_office, desk.office, {"steps": []})
    if act is DocumentAct.RETURN and state == State.DRAFT:
        desk.do(offices.set_office, desk.office, {"steps": list(STEPS)})
        desk.do(drafts.hand_over, row.id)
    return row


@pytest.mark.parametrize("act", DocumentAct)
def test_every_act_in_every_state_is_done_by_its_roles_of_that_office_alone(desk, act):
    desk.open_series()
    for state in State:
        row = prepared(desk, act, state)
        target = next_step(state, STEPS) if act is DocumentAct.SUBMIT else None
        allowed = transition(act, state, target)
        if allowed is None or (act is DocumentAct.SUBMIT and target is None):
            with pytest.raises(WrongState):
                ACTS[act](desk, row, "operator")
            continue
        for role in Role:
            with pytest.raises(DocumentNotFound):
                ACTS[act](desk, row, f"{role}@{desk.other_office}")
            if role not in allowed.roles:
                with pytest.raises(NotAllowed):
                    ACTS[act](desk, row, f"{role}@{desk.office}")
        ACTS[act](desk, row, f"{allowed.roles[0]}@{desk.office}")
        assert desk.look(documents.document, row.id).state == (allowed.target or state), (act, state)


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.act}-{row.target}")
def test_every_role_of_a_row_may_do_its_act(desk, row):
    desk.open_series()
    for role in row.roles:
        document = prepared(desk, row.act, row.sources[-1])
        if row.act is DocumentAct.SUBMIT:
            desk.do(offices.set_office, desk.office, {"steps": [row.target]})
        ACTS[row.act](desk, document, f"{role}@{desk.office}")


def office_acts(desk):
    """One call for each act on the first office; it must be refused before anything else is asked."""
    signer = people.NewSigner(name="A", position="Chủ tịch", capacity="TM", valid_from=date(2026, 1, 1))
    return {
        OfficeAct.READ: lambda who: desk.look(search.search, Wish(office_id=desk.office), who=who),
        OfficeAct.READ_AUDIT: lambda who: desk.look(audit.history, desk.office, who=who),
        OfficeAct.EXPORT: lambda who: desk.look(export.export, desk.office, 2026, "json", who=who),
        OfficeAct.VERIFY: lambda who: desk.look(verify.verify, office_id=desk.office, who=who),
        OfficeAct.CREATE_DRAFT: lambda who: desk.do(drafts.create_draft, desk.document(), who=who),
        OfficeAct.RECORD: lambda who: desk.record(who=who),
        OfficeAct.OPEN_SERIES: lambda who: desk.do(
            series.open_series, series.NewSeries(office_id=desk.office, year=2026, reason="Mới"), who=who
        ),
        OfficeAct.CLOSE_SERIES: lambda who: desk.do(series.close_series, desk.row.id, reason="x", who=who),
        OfficeAct.CONFIRM_SERIES: lambda who: desk.do(
            confirmations.confirm_series, desk.row.id, confirmations.Confirmation(last_number=0), who=who
        ),
        OfficeAct.WITHDRAW_CONFIRMATION: lambda who: desk.do(
            confirmations.withdraw_confirmation, desk.row.id, reason="x", who=who
        ),
        OfficeAct.SET_OFFICE: lambda who: desk.do(offices.set_office, desk.office, {"name": "X"}, who=who),
        OfficeAct.SET_SIGNERS: lambda who: desk.do(
            people.add_signer, office_id=desk.office, signer=signer, who=who
        ),
        OfficeAct.GRANT_ROLE: lambda who: desk.do(
            people.grant_role, user_id=desk.user.id, office_id=desk.office, role=Role.APPROVER, who=who
        ),
        OfficeAct.SET_TOKENS: lambda who: desk.look(tokens.tokens, desk.office, who=who),
        OfficeAct.SET_WEBHOOKS: lambda who: desk.look(webhooks.webhooks, desk.office, who=who),
        OfficeAct.READ_SECRET: lambda who: desk.look(documents.document, desk.secret.id, who=who),
    }


def refusal_of(call, who):
    """What a call that is allowed is refused for, if at all: the value, never the person."""
    try:
        call(who)
    except RegisterError as error:
        return error
    return None


@pytest.mark.parametrize("act", OfficeAct)
def test_every_act_on_an_office_is_done_by_its_roles_of_that_office_alone(desk, act):
    desk.row = desk.open_series(kinds=["KH"])
    desk.open_series(is_secret=True)
    desk.secret = desk.record(entry=desk.entry(is_secret=True), files=())
    desk.user = desk.look(people.users_of, desk.office)[0][0]
    call = office_acts(desk)[act]
    refusal = DocumentNotFound if act is OfficeAct.READ_SECRET else NotAllowed
    for role in Role:
        with pytest.raises(refusal):
            call(f"{role}@{desk.other_office}")
        if role in OFFICE_ROLES[act]:
            assert not isinstance(refusal_of(call, f"{role}@{desk.office}"), NotAllowed | DocumentNotFound)
        else:
            with pytest.raises(refusal):
                call(f"{role}@{desk.office}")


def test_the_book_of_another_office_is_closed(desk):
    row = desk.open_series()
    desk.issue()
    assert [line.code for line in desk.look(book.book_page, row.id)] == ["01/KH-UBND"]
    with pytest.raises(NotAllowed):
        desk.look(book.book_page, row.id, who=f"records_officer@{desk.other_office}")


def test_the_page_of_states_is_made_from_the_code():
    assert (ROOT / "docs" / "states.md").read_text(encoding="utf-8") == states_page()
