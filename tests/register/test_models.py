"""What the database itself holds: triggers against silent change, and a schema equal to the models."""

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.register import after_issue
from service.register.column_types import Moment
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
]


def test_the_database_refuses_what_the_register_never_does(desk):
    desk.open_series()
    desk.issue(key="k")
    second = desk.issue().document
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
