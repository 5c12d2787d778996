"""Ids made in one millisecond: in the order of their making, never twice, still of the shape that RFC 9562 asks for."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from service.register.identifiers import new_id

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def test_ids_of_one_moment_sort_in_the_order_of_their_making():
    made = [new_id(NOON) for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_of_later_moments_sort_behind():
    made = [new_id(NOON + timedelta(milliseconds=place)) for place in range(500)]
    assert made == sorted(made)


def test_ids_of_one_moment_cannot_be_counted_on():
    first, second = (uuid.UUID(new_id(NOON)).int for _ in range(2))
    assert second - first > 1, "a random step, but for one chance in four thousand million"


def test_threads_get_no_id_twice():
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: new_id(NOON), range(5_000)))
    assert len(set(made)) == len(made)


def test_every_id_has_the_time_version_and_variant_of_its_kind():
    for made in [uuid.UUID(new_id(NOON)) for _ in range(1_000)]:
        assert (made.version, made.variant) == (7, uuid.RFC_4122)
        assert made.int >> 80 == NOON.timestamp() * 1000
