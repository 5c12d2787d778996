"""The sandbox, tokens and kept answers on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from service.issuing import tokens
from service.issuing.sandbox import clear_expired, ready_twin
from service.issuing.tokens import Door, bearer, first_test_token
from service.register import events, kept_answers, sandbox
from service.register.errors import NotAllowed
from service.register.kept_answers import Asked, Kept, KeyInProgress, KeyReused
from service.register.models import AuditEvent, Blob, Document, Office
from service.register.tokens import NewToken, Scope, TokenRefused


def count(office, table, *conditions):
    with office.work().reading() as turn:
        return turn.session.scalar(select(func.count()).select_from(table).where(*conditions))


def test_a_sandbox_is_cleared_whole_and_the_office_stays_sound(office):
    live = office.issue().document
    twin = ready_twin(office.work(), office.id)
    test = office.issue(office.plan(office=twin, subject="Chỉ để thử")).document
    assert (live.number, test.number, test.office_id) == (1, 1, twin)
    office.at(office.moments[-1] + timedelta(days=31))
    assert clear_expired(office.work()) == [office.id]
    assert clear_expired(office.work()) == []
    assert count(office, Document) == 1
    assert count(office, Office, Office.id == twin) == 0
    assert count(office, AuditEvent, AuditEvent.office_id == twin) == 0
    assert count(office, Blob, Blob.sha256 == test.content_sha256) == 0
    assert count(office, Blob, Blob.sha256 == live.content_sha256) == 1
    assert office.faults() == []
    assert ready_twin(office.work(), office.id) == twin
    assert office.issue(office.plan(office=twin)).document.number == 1


@pytest.mark.parametrize(
    "table", ["documents", "files", "audit_events", "series", "offices", "audit_chains", "blobs"]
)
def test_while_one_sandbox_is_cleared_no_other_office_can_lose_a_row(office, table):
    office.issue()
    twin = ready_twin(office.work(), office.id)
    office.issue(office.plan(office=twin))
    own = f"SELECT id FROM documents WHERE office_id = '{office.id}'"  # noqa: S608 - names of this test
    where = {"files": f"document_id IN ({own})", "offices": f"id = '{office.id}'", "blobs": "true"}
    condition = where.get(table, f"office_id = '{office.id}'")
    statements = [f"DELETE FROM {table} WHERE {condition}"]  # noqa: S608 - as above
    if table != "blobs":  # while a sandbox is cleared a blob is free where nobody points at it
        statements.insert(0, f"INSERT INTO sandbox_purges (office_id) VALUES ('{twin}')")  # noqa: S608 - as above
    with pytest.raises(Exception, match=r"never does this|Chưa có gì thay đổi"):
        executed(office, statements)


def executed(office, statements):
    with office.work().writing() as turn:
        for statement in statements:
            turn.session.connection().exec_driver_sql(statement)


def test_only_the_operator_makes_or_clears_a_sandbox(office):
    with pytest.raises(NotAllowed):
        office.do(sandbox.make_ready, office.id, 2026, who="administrator")
    with pytest.raises(NotAllowed):
        office.do(sandbox.clear, office.id, who="administrator")


def test_a_token_stands_for_its_user_until_it_ends(office):
    door = Door(office.register, office.catalogue, office.work().now)
    secret = first_test_token(office.work(), office.id)
    found = bearer(door, secret)
    assert (found.credential.login, found.office, found.is_live) == (
        "operator",
        sandbox.twin_id(office.id),
        False,
    )
    office.at(office.moments[-1] + timedelta(days=tokens.DEFAULT_DAYS))
    assert bearer(door, secret).credential.login == "operator"  # its last day
    office.at(office.moments[-1] + timedelta(days=1))
    with pytest.raises(TokenRefused) as refused:
        bearer(door, secret)
    assert refused.value.code == "token_expired"


def test_a_token_needs_a_name_and_a_scope(office):
    end = office.moments[-1] + timedelta(days=1)
    for name, scopes in (("", (Scope.READ,)), ("app", ())):
        new = NewToken(office_id=office.id, login="operator", name=name, scopes=scopes, expires_at=end)
        with pytest.raises(Exception, match="Ghi"):
            tokens.add(office.work(), new)


def test_a_key_is_taken_once_kept_and_given_back(office):
    now = office.moments[-1]
    asked, other = Asked(office.id, "POST /x", "k", "one"), Asked(office.id, "POST /x", "k", "two")

    def begin(what, at=now):
        with office.work().writing() as turn:
            return kept_answers.begin(turn.session, what, now=at)

    assert begin(asked) is None
    with pytest.raises(KeyInProgress):
        begin(asked)
    with pytest.raises(KeyReused):
        begin(other)
    assert begin(asked, now + timedelta(minutes=3)) is None
    with office.work().writing() as turn:
        kept_answers.give_back(turn.session, asked)
    assert begin(other) is None
    kept = Kept(201, [["Location", "/x"]], b"{}", None)
    with office.work().writing() as turn:
        kept_answers.finish(turn.session, other, kept)
        kept_answers.give_back(turn.session, other)
    assert begin(other) == kept


def test_events_of_secret_documents_come_to_those_who_may_see_them(office):
    office.open_series(is_secret=True)
    office.record(kind="QĐ", subject="Mật", is_secret=True, files=())
    found = [
        len(office.look(events.events_after, office.id, 0, who=who)) for who in ("records_officer", "drafter")
    ]
    assert found == [1, 0]
