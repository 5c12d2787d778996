"""The job engine with each of its storages, and an idle restart: a batch is done by processes of their own."""

from contextlib import closing
from pathlib import Path

import pytest
import redis

from bench.batch_load import communes, found, request, start_worker, table, until_over, workers
from service.jobs.engine import BrokerUnusable, Engine
from service.jobs.starting import start
from service.register.batches import BatchState
from service.settings import InvalidSettings, Settings, from_env

REDIS = "redis://127.0.0.1:6379/9"


def redis_answers() -> bool:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


@pytest.mark.parametrize("broker", ["", REDIS])
def test_a_batch_is_done_by_worker_processes(tmp_path: Path, broker: str) -> None:
    if broker and not redis_answers():
        pytest.skip("no Redis server answers")
    url = f"sqlite:///{tmp_path}/register.db"
    with closing(found(url, tmp_path, BROKER_URL=broker)) as at, workers(at):
        batch_id = start(at.workplace(), at.engine(), request("issue", "office"), table(communes(20)))
        progress = until_over(at.workplace(), batch_id, at_most=120)
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
            assert until_over(at.workplace(), batch_id, at_most=120).batch.state == BatchState.FINISHED
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
