"""Full, closed, busy: a database that cannot is said in one sentence, and nothing is half done."""

import os
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import event, text

from service.register.database import Register
from service.register.errors import RegisterUnavailable
from service.register.numbering import RenderedFile
from tests.register.clients import other_desk


def assert_refused_and_whole(desk, code, word):
    with pytest.raises(RegisterUnavailable, match=word) as refused:
        desk.issue()
    assert refused.value.code == code
    assert "Chưa có gì thay đổi" in refused.value.message


def large(numbered):
    """A file that needs new pages for certain."""
    content = os.urandom(200_000)
    return RenderedFile(
        content=content, name=f"{numbered.number}.docx", context=b"{}", template_sha256="7", release="x"
    )


def test_a_full_disk_is_said_and_nothing_is_half_done(sqlite_desk):
    desk = sqlite_desk
    desk.open_series()
    desk.issue()

    def limit(connection, _record, _proxy):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(desk.register.engine, "checkout", limit)
    with pytest.raises(RegisterUnavailable, match="đã đầy"):
        desk.issue(desk.document(), render=large)
    event.remove(desk.register.engine, "checkout", limit)
    desk.register.engine.dispose()
    given = len(desk.codes())
    assert desk.issue().document.number == given + 1
    assert desk.faults() == []


REFUSING = """
CREATE FUNCTION pg_temp_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION pg_temp_full()
"""


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_full_disk_of_the_server_is_said_and_nothing_is_half_done(desk):
    desk.open_series()
    with desk.register.transaction() as session:
        session.execute(text(REFUSING))
    try:
        assert_refused_and_whole(desk, "disk_full", "đã đầy")
    finally:
        with desk.register.transaction() as session:
            session.execute(text("DROP TRIGGER full_disk ON audit_events; DROP FUNCTION pg_temp_full()"))
    assert desk.issue().document.number == 1
    assert desk.faults() == []


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_only_reads_is_said(desk):
    desk.open_series()

    def read_only(connection):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    event.listen(desk.register.engine, "begin", read_only)
    assert_refused_and_whole(desk, "read_only", "chỉ đọc được")
    event.remove(desk.register.engine, "begin", read_only)
    assert desk.issue().document.number == 1


def test_a_file_that_only_reads_is_said_and_stays_as_it_was(sqlite_desk):
    sqlite_desk.open_series()
    sqlite_desk.register.close()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "register.db"
        copy.write_bytes(Path(sqlite_desk.url.removeprefix("sqlite:///")).read_bytes())
        before = copy.read_bytes()
        copy.chmod(0o444)
        Path(folder).chmod(0o555)
        child = os.fork()
        if child == 0:
            os._exit(_issue_as_nobody(sqlite_desk, f"sqlite:///{copy}"))
        _, status = os.waitpid(child, 0)
        Path(folder).chmod(0o755)
        assert os.waitstatus_to_exitcode(status) == 0
        assert copy.read_bytes() == before


def _issue_as_nobody(desk, url):
    """In the child: give up root, for whom no file only reads; 0 when the refusal is the right one."""
    try:
        if os.geteuid() == 0:
            os.setuid(65534)
        with Register.open(url) as register:
            other_desk(desk, register).issue()
    except RegisterUnavailable as error:
        return 0 if error.code in {"read_only", "unopened"} else 2
    return 1


def test_a_register_that_is_busy_too_long_is_said(url):
    touch = text("UPDATE audit_chains SET seq = seq")
    with (
        Register.open(url, busy_timeout_ms=200) as hasty,
        Register.open(url) as holder,
        holder.transaction() as held,
    ):
        held.execute(touch)
        with pytest.raises(RegisterUnavailable, match="bận") as refused, hasty.transaction() as session:
            session.execute(touch)
        assert refused.value.code == "busy"
