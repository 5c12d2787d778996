"""The command `bench` hands every word on to the benchmarks."""

import subprocess
import sys

from service.settings import ROOT


def said(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "service", "bench", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_names_of_the_benchmarks_are_listed() -> None:
    names = said("--list").stdout.split()
    assert {"render", "issue", "batch", "api", "proofread"} <= set(names)


def test_an_unknown_benchmark_is_refused_with_those_that_there_are() -> None:
    done = said("nothing", "--json", "--rounds", "1")
    assert done.returncode == 64
    assert "Không có phép đo nothing. Đang có: api, batch," in done.stderr
