import os
import zlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from service.register import storage
from service.register.canonical import canonical_json
from service.register.models import Blob


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"", "raw"),
        (b"short", "raw"),
        (b"nhiem vu " * 500, "zlib"),
        (os.urandom(5000), "raw"),
        (b"a" * 4096 + os.urandom(60_000), "raw"),
    ],
    ids=["empty", "short", "text", "packed-already", "text-then-packed"],
)
def test_bytes_come_back_as_they_were_however_they_are_kept(content, encoding):
    kept_as, kept = storage.pack(content)
    assert (kept_as, storage.unpack(kept_as, kept)) == (encoding, content)


def test_the_same_bytes_are_kept_once(desk):
    with desk.register.transaction() as session:
        names = {storage.store(session, b"same" * 1000) for _ in range(3)}
        assert len(names) == 1
        assert session.scalar(select(func.count()).select_from(Blob)) == 1
        assert storage.load(session, names.pop()) == b"same" * 1000
        assert storage.load(session, "0" * 64) is None


def test_damaged_bytes_are_an_error_and_not_other_bytes():
    with pytest.raises(zlib.error):
        storage.unpack("zlib", b"not packed")


@pytest.mark.parametrize("value", [{1, 2}, b"bytes"])
def test_what_json_has_not_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json({"value": value})


def test_a_moment_is_the_same_in_every_zone():
    in_utc = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
    assert canonical_json(in_utc) == canonical_json(in_utc.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")))
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))
