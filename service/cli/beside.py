"""The web server and the worker side by side: both started, the worker watched, both stopped together.

The worker is a process of its own so that a long batch does not slow the pages. Whoever of them dies, the database
knows what was done.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from service.jobs.engine import die_with_parent
from service.settings import ROOT

WORKER = (sys.executable, "-m", "service", "worker")
_LOOK_SECONDS = 0.5
_STOP_SECONDS = 10
_SHORT_LIFE_SECONDS = 5.0
_REST_SECONDS = 30.0


def serve(web: Sequence[str], environment: Mapping[str, str], worker: Sequence[str] = WORKER) -> int:
    """Run both until the web server ends, by itself or because we were told to stop; return its status."""
    pair = _Pair(web, worker, environment)
    stop: Any = pair.stop
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    return pair.run()


class _Pair:
    """The two processes."""

    def __init__(self, web: Sequence[str], worker: Sequence[str], environment: Mapping[str, str]) -> None:
        self._worker_words = list(worker)
        self._environment = dict(environment)
        self._is_stopping = False
        self._web = self._started(list(web), None)
        self._worker = self._begun()

    def run(self) -> int:
        """Watch both until the web server has ended."""
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    return self._web.wait(_LOOK_SECONDS)
                self._look_after_worker()
        finally:
            self._end(self._worker)

    def stop(self, _number: int, _frame: Any) -> None:
        """Have both end."""
        self._is_stopping = True
        for process in (self._web, self._worker):
            if process.poll() is None:
                process.terminate()

    def _look_after_worker(self) -> None:
        """Start the worker again where it died; one that cannot live is tried at long intervals only."""
        now = time.monotonic()
        if self._is_stopping or self._worker.poll() is None or now < self._again_at:
            return
        self._worker = self._begun()

    def _begun(self) -> subprocess.Popen[bytes]:
        now = time.monotonic()
        is_short = now - getattr(self, "_begun_at", -_REST_SECONDS) < _SHORT_LIFE_SECONDS
        self._begun_at = now
        self._again_at = now + (_REST_SECONDS if is_short else 0.0)
        return self._started(self._worker_words, subprocess.DEVNULL)

    def _started(self, words: list[str], out: int | None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            words,
            cwd=ROOT,
            env=self._environment,
            stdout=out,
            start_new_session=True,  # Ctrl+C reaches us, and we stop them in order
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
        )

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
