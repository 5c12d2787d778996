"""Processes that a test starts: their first line and their end, neither waited for without limit."""

import os
import select
import subprocess
import time
from typing import Any

SECONDS = 120


def first_line(process: subprocess.Popen[Any], seconds: float = SECONDS) -> str:
    """Return the first line that a process says; "" of one that ended without a word. Nothing else is read yet."""
    assert process.stdout is not None
    pipe, said, until = process.stdout.fileno(), b"", time.monotonic() + seconds
    while not said.endswith(b"\n"):
        left = max(0, until - time.monotonic())
        assert select.select([pipe], [], [], left)[0], f"no line within {seconds} s, only {said!r}"
        if not (byte := os.read(pipe, 1)):
            break
        said += byte
    return said.decode()


def end(process: subprocess.Popen[Any], seconds: float = SECONDS) -> None:
    """Have a process end; one that has not within its time is killed, and the test fails."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
