"""The job engine: it says “work on this batch” to a free worker process, and wakes what a dead one left.

Huey with its SQLite storage on one machine; with PostgreSQL (where DATABASE_URL points) or Redis (BROKER_URL) on many.
A message lost or delivered twice changes nothing (`working`). Nobody else imports huey. Messages are JSON: whoever can
write to the broker can name a batch, not run code.
"""

import ctypes
import json
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import huey
from huey.consumer import Consumer, Scheduler
from huey.registry import Message
from huey.serializer import Serializer

from service.errors import ServiceError
from service.issuing.register_door import register_url
from service.jobs.working import Worker
from service.settings import Settings

JOBS_FILE = "jobs.db"
LANES = 8
"""Messages that go around for one batch: as many workers as that can be at it, and other batches come in between."""
WAKE_SECONDS = 5
_SHORTEST_SLICE_SECONDS = 0.1
_POLL_SECONDS = 0.05
_MOST_POLL_SECONDS = 0.25
_HEALTH_SECONDS = 1
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
log = logging.getLogger(__name__)


class BrokerUnusable(ServiceError):
    """BROKER_URL or DATABASE_URL name no storage that the engine has."""

    code = "broker_unusable"


class Engine:
    """The engine of one installation. Its storage is opened at the first use in each process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._huey: Any = None
        self._process = 0
        self._open_worker: Callable[[], Worker] | None = None
        self._worker: Worker | None = None

    def say(self, batch_id: str) -> None:
        """Have free workers work on a batch. A broker that is not there is no fault: the wake-up finds the batch."""
        try:
            opened = self._opened()
            for _ in range(LANES - min(LANES, opened.pending_count())):
                opened.the_work(batch_id)
            opened.storage.close()  # a face speaks rarely, and in many threads
        except Exception:
            log.warning("the broker took no message for batch %s", batch_id, exc_info=True)

    def run(
        self, open_worker: Callable[[], Worker], processes: int, upkeep: Callable[[], None] | None = None
    ) -> None:
        """Work until a signal ends it: SIGINT after the slice at hand, SIGTERM at once.

        `upkeep` is asked every few seconds beside the workers: a receiver that does not answer holds up no batch.
        """
        self._open_worker = open_worker
        opened = self._opened()
        opened.upkeep = upkeep
        opened.on_startup()(die_with_parent)
        consumer = _Consumer(
            opened,
            workers=processes,
            worker_type="process",
            initial_delay=_POLL_SECONDS,
            max_delay=_MOST_POLL_SECONDS,
            health_check_interval=_HEALTH_SECONDS,
        )
        consumer.run()

    def _opened(self) -> Any:
        if self._huey is None or self._process != os.getpid():
            self._huey, self._process = _opened(self._settings), os.getpid()
            self._huey.the_work = self._huey.task(name="work")(self._work)
            always = self._huey.periodic_task(lambda _moment: True, name="wake")
            always(self._wake)
        return self._huey

    def _own_worker(self) -> Worker:
        if self._worker is None and self._open_worker is not None:
            self._worker = self._open_worker()
        assert self._worker is not None  # noqa: S101 - tasks run in `run` only
        return self._worker

    def _work(self, batch_id: str) -> None:
        """One slice; the batch goes to the end of the queue, so that others have their turn."""
        began = time.monotonic()
        if self._own_worker().work(batch_id):
            # What is left may be what others are at, or a dead worker held: nobody turns around for that without rest.
            time.sleep(max(0.0, _SHORTEST_SLICE_SECONDS - (time.monotonic() - began)))
            self._huey.the_work(batch_id)

    def _wake(self) -> None:
        """Take back what dead workers held; have batches worked on that nobody speaks of any more."""
        try:
            found = self._own_worker().wake()
        except ServiceError as fault:  # no register yet, or one that cannot be reached now: the next time
            log.info("wake-up: %s", fault.message)
            return
        for batch_id in found:
            self.say(batch_id)


class _Heartbeat(Scheduler):  # type: ignore[misc] # huey is not typed
    """The scheduler of the engine, more often than each minute."""

    periodic_task_seconds = WAKE_SECONDS

    def initialize(self) -> None:
        die_with_parent()
        super().initialize()
        if self.huey.upkeep is not None:
            threading.Thread(target=_keep_up, args=(self.huey.upkeep,), daemon=True).start()


def _keep_up(upkeep: Callable[[], None]) -> None:
    """Ask for the upkeep for as long as this process lives; what goes wrong is tried again the next time."""
    while True:
        try:
            upkeep()
        except ServiceError as fault:  # no register yet, or one that cannot be reached now
            log.info("upkeep: %s", fault.message)
        except Exception:
            log.exception("upkeep")
        time.sleep(WAKE_SECONDS)


class _Consumer(Consumer):  # type: ignore[misc] # huey is not typed
    """The consumer with the quicker scheduler."""

    scheduler_class = _Heartbeat


class _JsonSerializer(Serializer):  # type: ignore[misc] # huey is not typed
    """Messages as JSON: id, name and arguments; the engine uses nothing else of them."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps([data.id, data.name, list(data.args or ())]).encode()

    def _deserialize(self, data: bytes) -> Any:
        task_id, name, arguments = json.loads(data)
        return Message(task_id, name, retries=0, retry_delay=0, args=tuple(arguments), kwargs={})


def _opened(settings: Settings) -> Any:
    """Return the storage that the settings name. Raises BrokerUnusable."""
    common = {"results": False, "serializer": _JsonSerializer()}
    if settings.broker_url:
        return huey.RedisHuey("van-ban", url=settings.broker_url, **common)
    url = register_url(settings)
    if url.startswith("sqlite"):
        settings.instance_dir.mkdir(parents=True, exist_ok=True)
        return huey.SqliteHuey("van-ban", filename=str(settings.instance_dir / JOBS_FILE), **common)
    scheme, _, rest = url.partition("://")
    if not scheme.startswith("postgres"):
        raise BrokerUnusable(
            "DATABASE_URL phải là sqlite hoặc postgresql; BROKER_URL là redis://máy:cổng/số."
        )
    return huey.PostgresHuey("van-ban", dsn=f"postgresql://{rest}", **common)


def die_with_parent() -> None:
    """Have the system end this process when the one that made it ends, however it ends."""
    ctypes.CDLL(None, use_errno=True).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
