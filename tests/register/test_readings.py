"""What a reading of the register costs, and that it leaves nothing behind."""

from typing import Any

import pytest
from sqlalchemy import event, text

from service.register import after_issue, audit, offices, people
from service.register.models import Office

#: PostgreSQL knows from its statistics that a document has few events; SQLite has no server that would plan anew.
ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@ON_SQLITE
def test_the_events_of_a_document_are_found_by_the_document_not_among_all_of_its_office(desk: Any) -> None:
    desk.open_series()
    document = desk.issue().document
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    event.listen(desk.register.engine, "before_cursor_execute", note)
    events = desk.look(audit.history, document.office_id, document_id=document.id)
    event.remove(desk.register.engine, "before_cursor_execute", note)
    assert [one.action for one in events][-1] == "issue"
    statement, parameters = next(one for one in asked if "FROM audit_events" in one[0])
    with desk.register.reading() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    assert "ix_audit_events_document_id" in str(plan)


def test_events_of_one_act_are_those_of_the_document_whichever_is_asked_first(desk: Any) -> None:
    desk.open_series()
    document = desk.issue().document
    desk.do(after_issue.void, document.id, reason="Nhầm")
    with desk.register.reading() as session:
        actor = people.acting_user(session, "operator", now=desk.now)
        at = (session, actor, document.office_id)
        first = audit.history(*at, document_id=document.id, action="issue")
        whole = audit.history(*at, document_id=document.id)
        again = audit.history(*at, document_id=document.id, action="issue")
        assert audit.history(*at, document_id=document.id, action="return") == []
    assert [one.action for one in whole] == ["issue", "void"]
    assert first == again == whole[:1]


def test_what_a_reader_does_to_a_row_stays_out_of_the_register(desk: Any) -> None:
    with desk.register.reading() as session:
        row = session.get_one(Office, desk.office)
        name, row.name = row.name, "Tên khác"
    assert row.name == "Tên khác"
    assert desk.look(offices.office, desk.office).name == name


@pytest.mark.postgres
@ON_POSTGRESQL
def test_a_question_that_is_asked_in_many_readings_is_planned_once(desk: Any) -> None:
    for _ in range(7):
        desk.look(offices.office, desk.office)
    with desk.register.reading() as session:
        prepared = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("FROM offices" in statement for statement in prepared)
