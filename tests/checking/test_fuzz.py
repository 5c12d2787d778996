"""Files that nobody should send: an answer always, findings or a refusal with what to do."""

import contextlib
import random
import subprocess
import sys

import pytest

from bench.check_documents import long_document
from bench.faults_docx import MEGABYTES, WRITTEN, answer_in_own_process, damaged_files
from service.checking import check, fix
from service.errors import UnreadableInput

_LARGE = {name for name in WRITTEN if any(sign.isdigit() for sign in name) or "gigabyte" in name}

_LIMITED = """
import resource, sys
from service.checking import check
from service.errors import UnreadableInput
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 150_000_000,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
try:
    check(sys.stdin.buffer.read())
except UnreadableInput:
    sys.stdout.write("UnreadableInput")
"""


def answer(content):
    """Check and mend; anything but a refusal comes through."""
    for work in (check, fix):
        with contextlib.suppress(UnreadableInput):
            work(content)


@pytest.mark.parametrize("name", sorted(set(WRITTEN) - _LARGE))
def test_thought_out_files_are_answered(name):
    answer(WRITTEN[name]())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(_LARGE))
def test_large_and_packed_files_are_answered(name):
    answer(WRITTEN[name]())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_no_file_takes_more_than_200_megabytes(name):
    _, memory_mb, wrong = answer_in_own_process(WRITTEN[name]())
    assert wrong == ""
    assert memory_mb < MEGABYTES == 200


@pytest.mark.slow
@pytest.mark.parametrize("name", ["60 MB of UTF-7", "one header named 2,000 times",
                                  "a short header named 2,000 times", "200 long headers",
                                  "400 headers of 200,000 empty marks"])  # fmt: skip
def test_what_would_evade_the_limits_takes_little_of_a_processor_and_of_memory(name):
    """The process has hard limits: one that passes them is ended, and gives no answer."""
    words = [sys.executable, "-c", _LIMITED]
    done = subprocess.run(words, input=WRITTEN[name](), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout == b"UnreadableInput"


def test_files_damaged_at_random_are_answered():
    for _, content in damaged_files(random.Random(7), 60):  # noqa: S311 - the same files in each run
        answer(content)


def test_the_files_that_are_damaged_are_sound_before():
    assert {f.code for f in check(long_document(1, faulty=True)) if f.severity == "error"} <= {
        "ND.BODY.SIZE", "ND.BODY.ALIGN", "ND.BODY.INDENT"
    }  # fmt: skip
