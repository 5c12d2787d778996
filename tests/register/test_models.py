"""What the database itself holds: triggers against silent change, and a schema equal to the models."""

from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.register import after_issue, backup, confirmations, series
from service.register.column_types import Moment
from service.register.entries import NewRelation
from service.register.errors import RegisterUnavailable
from service.register.migrations import guards
from service.register.models import Base, Document
from service.register.proofs import FROZEN

FORBIDDEN = [
    "UPDATE documents SET number = 9 WHERE number = 1",
    "UPDATE documents SET issued_on = '2026-01-01' WHERE number = 1",
    "UPDATE documents SET content_sha256 = NULL WHERE number = 1",
    "UPDATE documents SET subject = 'x' WHERE number = 1",
    "DELETE FROM documents WHERE number = 1",
    "UPDATE documents SET state = 'issued' WHERE state = 'voided'",
    "UPDATE files SET name = 'x'",
    "DELETE FROM files",
    "UPDATE blobs SET size = 1",
    "DELETE FROM blobs",
    "UPDATE audit_events SET detail = 'x'",
    "DELETE FROM audit_events",
    "DELETE FROM audit_chains",
    "UPDATE audit_chains SET seq = 0",
    "UPDATE series SET last_number = 0 WHERE last_number > 0",
    "DELETE FROM series",
    "DELETE FROM idempotency_keys",
    "DELETE FROM users",
    "DELETE FROM document_versions",
    "UPDATE document_versions SET content = ''",
    "UPDATE document_versions SET label = 'x'",
    "DELETE FROM relations",
    "UPDATE relations SET kind = 'amends'",
    "UPDATE series SET is_own = (1 = 0)",
    "UPDATE series SET kinds = '[\"BC\"]'",
    "UPDATE series SET mark = 'Z'",
    "UPDATE series SET year = 2025",
    "UPDATE series SET body = 'BCĐ'",
    "UPDATE series SET closed_at = NULL WHERE closed_at IS NOT NULL",
    "UPDATE series SET last_date = '2026-01-01' WHERE last_date IS NOT NULL",
    "UPDATE series SET last_date = NULL WHERE last_date IS NOT NULL",
    "DELETE FROM lost_numbers",
    "UPDATE lost_numbers SET number = number + 1",
    "INSERT INTO sandbox_purges VALUES ('ubnd-21484')",
    "INSERT INTO sandbox_purges VALUES ('ubnd-21484~test')",
]


def test_the_database_refuses_what_the_register_never_does(desk):
    waiting = desk.open_series(kinds=["TB"])
    desk.do(backup.await_confirmation)
    last = confirmations.Confirmation(last_number=3, last_date=date(2026, 1, 5), reason="x")
    desk.do(confirmations.confirm_series, waiting.id, last)
    closed = desk.open_series(kinds=["BC"])
    desk.do(series.close_series, closed.id, reason="x")
    desk.open_series(kinds=["KH"])
    first = desk.issue(key="k").document
    second = desk.issue().document
    desk.issue(desk.document(relations=[NewRelation("replaces", first.id)]))
    desk.do(after_issue.void, second.id, reason="x")
    for statement in FORBIDDEN:
        with (
            Session(desk.register.engine) as session,
            pytest.raises(Exception, match="the register never does this"),
        ):
            session.execute(text(statement))
    assert desk.faults() == []


def test_a_refusal_of_the_database_is_a_refusal_of_the_register(desk):
    desk.open_series()
    desk.issue()
    with pytest.raises(RegisterUnavailable), desk.register.transaction() as session:
        session.execute(text("DELETE FROM documents"))


def test_the_triggers_and_the_proof_hold_the_same_columns():
    columns = {column.name for column in Document.__table__.columns}
    assert set(guards._FROZEN_0001) == set(FROZEN)
    assert set(guards._MUTABLE_0001) == (columns - set(FROZEN)) | {"search_vector"}


def test_the_schema_after_all_revisions_is_that_of_the_models(desk):
    def is_ours(_object, name, _kind, _reflected, _other):
        return not (name or "").startswith(("documents_search", "ix_documents_search", "search_vector"))

    with desk.register.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "include_schemas": False}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001 - that is the point


def test_moments_come_back_in_utc(desk):
    desk.open_series()
    assert desk.issue().document.issued_at == datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
