"""Several at one register at once, killed ones, full and closed disks: one promise, whatever happens."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from service.register import after_issue, drafts, series
from service.register.after_issue import Sending
from service.register.database import Register
from service.register.errors import RegisterUnavailable, SeriesNotOpen, WrongState
from service.register.numbering import IssueRequest, RenderedFile, issue_in_transaction

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30


def load(url, **wanted):
    """Run the hammer or the kills in a process of its own and return what came out."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.register_load", json.dumps({"url": url, **wanted})],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_whole(numbers, count):
    assert numbers == {"first": 1, "last": count, "count": count, "distinct": count}


def hammered(desk, documents):
    desk.open_series()
    came = load(desk.url, act="hammer", processes=8, documents=documents, failing_share=0.3, seed=30)
    assert came["exit_codes"] == [0] * 8
    assert came["faults"] == []
    assert_whole(came["numbers"], documents)


def test_eight_processes_with_failing_renderings_leave_no_gap_and_no_double(desk):
    hammered(desk, 240)


@pytest.mark.slow
def test_ten_thousand_issues_by_eight_processes(desk):
    hammered(desk, 10_000)


def killed(desk, times):
    desk.open_series()
    came = load(desk.url, act="kills", times=times, seed=9)
    assert (came["faults"], came["missing"], came["wrong_repeats"]) == ([], [], [])
    assert came["answers"] >= times
    assert_whole(came["numbers"], came["numbers"]["count"])
    return came


def test_a_killed_process_leaves_whole_documents_or_nothing(desk):
    killed(desk, 6)


@pytest.mark.slow
def test_fifty_kills_at_random_moments(desk):
    killed(desk, 50)


class Client(threading.Thread):
    """A second person: does one thing and keeps what came of it."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.result, self.error = act, None, None
        self.start()

    def run(self):
        try:
            self.result = self.act()
        except Exception as error:  # noqa: BLE001 - handed to the test
            self.error = error

    def outcome(self):
        self.join(PATIENCE_SECONDS)
        assert not self.is_alive(), "the second client is stuck"
        return self.error or self.result


class Pause:
    """A rendering that says that it has begun and waits until it may end."""

    def __init__(self, desk):
        self.desk, self.begun, self.may_end = desk, threading.Event(), threading.Event()

    def __call__(self, numbered):
        self.begun.set()
        assert self.may_end.wait(PATIENCE_SECONDS)
        return self.desk.render(numbered)


@contextmanager
def first_client_rendering(desk, **words):
    """The first client holds its number and renders; the body runs meanwhile; then it ends."""
    pause = Pause(desk)
    first = Client(lambda: desk.issue(render=pause, **words))
    assert pause.begun.wait(PATIENCE_SECONDS)
    try:
        yield first
    finally:
        pause.may_end.set()
        first.outcome()


def started(register):
    """An event that is set when another transaction asks the database for the office."""
    asked = threading.Event()

    def note(_connection, _cursor, statement, *_rest):
        if "audit_chains" in statement or statement.startswith("BEGIN"):
            asked.set()

    event.listen(register.engine, "before_cursor_execute", note)
    return asked


def test_two_clients_at_one_series_get_two_numbers_in_their_order(desk):
    desk.open_series()
    with Register.open(desk.url) as other:
        with first_client_rendering(desk) as first:
            asked = started(other)
            second = Client(lambda: other_desk(desk, other).issue())
            assert asked.wait(PATIENCE_SECONDS)
            assert second.is_alive()
        second.outcome()
    assert (first.outcome().document.number, second.outcome().document.number) == (1, 2)
    assert desk.faults() == []


def other_desk(desk, register):
    return type(desk)(desk.url, register, now=desk.now)


def test_the_second_client_gets_the_number_that_the_first_one_gave_back(desk):
    desk.open_series()
    begun, may_end = threading.Event(), threading.Event()

    def failing(_numbered):
        begun.set()
        assert may_end.wait(PATIENCE_SECONDS)
        raise ZeroDivisionError

    with Register.open(desk.url) as other:
        first = Client(lambda: desk.issue(render=failing))
        assert begun.wait(PATIENCE_SECONDS)
        asked = started(other)
        second = Client(lambda: other_desk(desk, other).issue())
        assert asked.wait(PATIENCE_SECONDS)
        may_end.set()
        assert isinstance(first.outcome(), ZeroDivisionError)
        assert second.outcome().document.number == 1
    assert desk.faults() == []


def test_a_repeat_of_a_key_at_once_waits_and_gets_the_same_document(desk):
    desk.open_series()
    with Register.open(desk.url) as other:
        with first_client_rendering(desk, key="k") as first:
            asked = started(other)
            second = Client(lambda: other_desk(desk, other).issue(key="k"))
            assert asked.wait(PATIENCE_SECONDS)
        second.outcome()
    assert second.outcome().document.id == first.outcome().document.id
    assert (first.outcome().is_repeat, second.outcome().is_repeat) == (False, True)
    assert desk.codes() == ["01/KH-UBND"]


def test_a_draft_issued_by_two_at_once_gets_one_number(desk):
    desk.open_series()
    draft = desk.do(drafts.create_draft, desk.document())
    pause = Pause(desk)
    with Register.open(desk.url) as other:
        first = Client(lambda: desk.issue(draft.id, render=pause))
        assert pause.begun.wait(PATIENCE_SECONDS)
        asked = started(other)
        second = Client(lambda: other_desk(desk, other).issue(draft.id))
        assert asked.wait(PATIENCE_SECONDS)
        pause.may_end.set()
        assert first.outcome().document.number == 1
        assert isinstance(second.outcome(), WrongState)
    assert desk.codes() == ["01/KH-UBND"]


def test_a_void_during_an_issue_waits_and_frees_no_number(desk):
    desk.open_series()
    earlier = desk.issue().document
    with Register.open(desk.url) as other:
        with first_client_rendering(desk) as first:
            asked = started(other)
            void = after_issue.void
            second = Client(lambda: other_desk(desk, other).do(void, earlier.id, reason="In hỏng"))
            assert asked.wait(PATIENCE_SECONDS)
            assert second.is_alive()
        second.outcome()
    assert second.outcome().state == "voided"
    assert first.outcome().document.number == 2
    assert desk.issue().document.number == 3
    assert desk.faults() == []


def test_void_and_dispatch_of_one_document_at_once_do_one_of_the_two(desk):
    desk.open_series()
    row = desk.issue().document
    barrier = threading.Barrier(2, timeout=PATIENCE_SECONDS)

    def at_once(act, *args, **words):
        barrier.wait()
        return desk.do(act, *args, **words)

    voiding = Client(lambda: at_once(after_issue.void, row.id, reason="x"))
    sending = Client(lambda: at_once(after_issue.dispatch, row.id, [Sending(dispatched_on=date(2026, 3, 5))]))
    outcomes = [voiding.outcome(), sending.outcome()]
    assert sum(isinstance(one, WrongState) for one in outcomes) == 1
    assert desk.faults() == []


def test_the_year_is_closed_after_the_number_that_was_being_taken(desk):
    desk.now = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23:59 in Asia/Ho_Chi_Minh
    row = desk.open_series()
    desk.open_series(year=2027)
    with Register.open(desk.url) as other:
        second = other_desk(desk, other)
        second.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
        with first_client_rendering(desk) as first:
            asked = started(other)
            closing = Client(lambda: second.do(series.close_series, row.id, reason="Hết năm"))
            assert asked.wait(PATIENCE_SECONDS)
            assert closing.is_alive()
        closing.outcome()
    assert first.outcome().document.code == "01/KH-UBND"
    assert closing.outcome().last_number == 1
    with pytest.raises(SeriesNotOpen):
        desk.issue()
    desk.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert (desk.issue().document.year, desk.issue().document.number) == (2027, 2)
    assert desk.faults() == []


def test_readers_see_whole_documents_while_one_is_being_issued(desk):
    desk.open_series()
    desk.issue()
    with first_client_rendering(desk):
        assert desk.codes() == ["01/KH-UBND"]
        assert desk.faults() == []
    assert desk.codes() == ["01/KH-UBND", "02/KH-UBND"]


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


def test_among_those_who_write_without_a_pause_nobody_waits_for_ever(sqlite_desk):
    """Six clients take 240 numbers as fast as they can: each gets his share, none is overtaken again and again."""
    desk = sqlite_desk
    desk.open_series()
    shares = [0] * 6
    enough = threading.Event()

    def without_a_pause(place):
        with Register.open(desk.url) as own:
            client = other_desk(desk, own)
            while not enough.is_set():
                client.issue()
                shares[place] += 1
                if sum(shares) >= 240:
                    enough.set()

    for client in [Client(lambda place=place: without_a_pause(place)) for place in range(len(shares))]:
        assert not isinstance(client.outcome(), Exception)
    assert min(shares) >= 8, shares
    assert desk.faults() == []


def test_a_block_waits_for_nobody_inside_itself(desk):
    desk.open_series()
    request = IssueRequest(document=desk.document())

    def block(session, actor):
        return [
            issue_in_transaction(session, actor, request, render=desk.render).document.number
            for _ in range(20)
        ]

    assert desk.do(block) == list(range(1, 21))
