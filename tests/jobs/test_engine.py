"""The job engine with each of its storages, and an idle restart: a batch is done by processes of their own."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import redis

from bench.batch_load import communes, found, request, start_worker, table, until_over, workers
from bench.ports import free_port
from service.jobs.engine import BrokerUnusable, Engine
from service.jobs.starting import start
from service.register.batches import BatchState
from service.settings import InvalidSettings, Settings, from_env

_STARTS_WITHIN = 60


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Run a Redis server of the test's own that keeps nothing; its address."""
    port = free_port()
    words = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + _STARTS_WITHIN
            while not answers(port):
                assert time.monotonic() < until, "redis-server did not start"
                time.sleep(0.05)
            yield f"redis://127.0.0.1:{port}/9"
        finally:
            process.terminate()


def answers(port: int) -> bool:
    try:
        with redis.Redis(port=port, socket_connect_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def test_a_batch_is_done_by_worker_processes(tmp_path: Path) -> None:
    run_with(tmp_path, broker="")


@pytest.mark.redis
def test_a_batch_is_done_by_worker_processes_that_redis_tells_of_it(tmp_path: Path) -> None:
    with redis_server(tmp_path) as address, redis.Redis.from_url(address) as client:
        run_with(tmp_path, broker=address)
        assert client.info("stats")["total_commands_processed"] > 20


def run_with(folder: Path, *, broker: str) -> None:
    url = f"sqlite:///{folder}/register.db"
    with closing(found(url, folder, BROKER_URL=broker)) as at, workers(at):
        batch_id = start(at.workplace(), at.engine(), request("issue", "office"), table(communes(20)))
        progress = until_over(at.workplace(), batch_id, at_most=240)
        assert (progress.batch.state, progress.done) == (BatchState.FINISHED, 20)


def test_a_batch_that_was_started_without_workers_is_found_by_the_first_one(tmp_path: Path) -> None:
    class Deaf(Engine):
        def say(self, batch_id: str) -> None:
            """Lose the message."""

    with closing(found(f"sqlite:///{tmp_path}/register.db", tmp_path)) as at:
        batch_id = start(
            at.workplace(), Deaf(at.settings), request("for_signature", "units"), table(communes(5))
        )
        worker = start_worker(at)
        try:
            assert until_over(at.workplace(), batch_id, at_most=240).batch.state == BatchState.FINISHED
        finally:
            worker.terminate()
            worker.communicate()


def test_a_broker_that_is_not_there_refuses_no_batch() -> None:
    Engine(Settings(broker_url="redis://127.0.0.1:1/0")).say("any")


def test_settings_name_a_broker_that_the_engine_has() -> None:
    with pytest.raises(InvalidSettings, match="BROKER_URL"):
        from_env({"BROKER_URL": "amqp://x"}, needs_secret=False)
    with pytest.raises(BrokerUnusable):
        Engine(Settings(database_url="mysql://x"))._opened()
