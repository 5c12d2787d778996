"""Ids of one millisecond: in the order of their making, whatever is made beside them, of the shape of RFC 9562."""

import uuid
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


def test_acts_side_by_side_keep_the_order_of_each():
    """Each act has a moment of its own, and their ids are made in turns."""
    moments = [NOON + timedelta(milliseconds=place) for place in range(100)]
    made = [[new_id(moment) for moment in moments] for _ in range(20)]
    for ids in zip(*made, strict=True):
        assert list(ids) == sorted(set(ids))


def test_every_id_has_the_time_version_and_variant_of_its_kind():
    for made in [uuid.UUID(new_id(NOON)) for _ in range(1_000)]:
        assert (made.version, made.variant) == (7, uuid.RFC_4122)
        assert made.int >> 80 == NOON.timestamp() * 1000
