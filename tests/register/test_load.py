"""Eight processes at one register, and processes killed at random moments: 1..n, whatever happens."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


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
