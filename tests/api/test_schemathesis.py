"""Requests made from the description, good ones and bad ones: no 5xx, nothing that the description does not say."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.conftest import PROJECT, Server

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")


def run(server: Server, *options: str) -> subprocess.CompletedProcess[str]:
    """One run of schemathesis with all checks, in a process of its own."""
    program = Path(sys.executable).with_name("schemathesis")
    command = [
        sys.executable,
        program,
        "--config-file",
        CONFIGURATION,
        "run",
        f"{server.address}/api/v1/openapi.json",
    ]
    command += [
        "--header",
        f"Authorization: Bearer {server.secret}",
        "--checks",
        "all",
        "--no-color",
        *options,
    ]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=1200, check=False)


def test_examples_and_edges_of_every_parameter_are_answered_as_described(server):
    done = run(server, "--phases", "examples,fuzzing", "--max-examples", "3", "--generation-deterministic")
    assert done.returncode == 0, done.stdout[-20000:]


@pytest.mark.slow
def test_two_minutes_of_requests_with_stateful_links_find_nothing(server):
    """Drawn alike at each run, so that a change fails for what it did; `./run bench api` draws others each time."""
    done = run(server, "--max-time", "120", "--seed", "30")
    assert done.returncode == 0, done.stdout[-20000:]
