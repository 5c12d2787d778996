"""Bytes kept once by their sha256, compressed where that pays (a .docx is packed already, JSON is not)."""

import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from isal import isal_zlib
from sqlalchemy import Insert, select
from sqlalchemy.orm import Session

from service.register.canonical import digest
from service.register.inserting import insert_unless_there
from service.register.models import Blob

_WORTH_IT = 0.9
_SMALLEST_BYTES = 256
_LEVEL = 2
"""Of igzip, which needs half the time of the standard library's fastest, for as many bytes: a batch packs thousands."""
_SAMPLE_BYTES = 4096
_TRIED_WHOLE_BYTES = 65_536
"""Inputs and contexts: a look at a sample first costs half of what packing them does."""
_HASHES_AT_ONCE = 500
_PACKED_ALREADY = b"PK\x03\x04"
"""How a .docx begins; most of what is kept are such files, and their inside is compressed."""


class Packed(bytes):
    """Bytes that were packed before the lock was taken, or come packed out of the register: `pack` need not again."""

    encoding: str
    packed: bytes

    @classmethod
    def ahead(cls, content: bytes) -> "Packed":
        """Return bytes with what `pack` says of them."""
        return cls.of(content, *pack(content))

    @classmethod
    def of(cls, content: bytes, encoding: str, packed: bytes) -> "Packed":
        """Return bytes of which it is known how they are kept."""
        made = cls(content)
        made.encoding, made.packed = encoding, packed
        return made


def pack(content: bytes) -> tuple[str, bytes]:
    r"""Return how to keep `content` and the bytes to keep: ``zlib`` where it saves a tenth, else ``raw``.

    >>> pack(b"a" * 1000)[0], pack(b"short")[0], pack(b"PK\x03\x04" + b"a" * 1000)[0]
    ('zlib', 'raw', 'raw')
    """
    if isinstance(content, Packed):
        return content.encoding, content.packed
    if len(content) < _SMALLEST_BYTES or content.startswith(_PACKED_ALREADY):
        return "raw", content
    if len(content) <= _TRIED_WHOLE_BYTES or _pays(content[:_SAMPLE_BYTES]):
        packed: bytes = isal_zlib.compress(content, _LEVEL)
        if len(packed) <= len(content) * _WORTH_IT:
            return "zlib", packed
    return "raw", content


def _pays(sample: bytes) -> bool:
    """Tell by the first bytes whether packing is worth trying: a PDF or a picture is packed already."""
    return len(isal_zlib.compress(sample, _LEVEL)) <= len(sample) * _WORTH_IT


def unpack(encoding: str, content: bytes) -> bytes:
    """Return the bytes that `pack` took; raises zlib.error for bytes that were damaged."""
    return zlib.decompress(content) if encoding == "zlib" else content


def store(session: Session, content: bytes) -> str:
    """Keep bytes and return their sha256; bytes that are there already are not kept again."""
    row = blob_row(content)
    store_rows(session, [row])
    return str(row["sha256"])


def blob_row(content: bytes) -> dict[str, Any]:
    """Return the row of `blobs` that keeps these bytes."""
    encoding, packed = pack(content)
    return {"sha256": digest(content), "size": len(content), "encoding": encoding, "content": packed}


def store_rows(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Keep many bytes in one statement, in the order of their hash, so that two who keep the same wait for no ring."""
    once = {str(row["sha256"]): row for row in rows}
    if once:
        statement = _keep_once(session.get_bind().dialect.name)
        session.connection().execute(statement, [once[sha256] for sha256 in sorted(once)])


@cache
def _keep_once(dialect: str) -> Insert:
    """Return the statement that keeps bytes unless they are there."""
    statement: Insert = insert_unless_there(dialect, Blob.__table__, ["sha256"])
    return statement


def load_many(session: Session, hashes: Sequence[str]) -> dict[str, bytes]:
    """Return the bytes with these hashes, as far as they are kept; for as many as memory holds at once."""
    rows = session.execute(select(Blob.sha256, Blob.encoding, Blob.content).where(Blob.sha256.in_(hashes)))
    return {row.sha256: unpack(row.encoding, row.content) for row in rows}


def sizes(session: Session, hashes: Sequence[str]) -> dict[str, int]:
    """Return how many bytes each of these hashes stands for, as far as they are kept."""
    found: dict[str, int] = {}
    for place in range(0, len(hashes), _HASHES_AT_ONCE):
        some = hashes[place : place + _HASHES_AT_ONCE]
        rows = session.execute(select(Blob.sha256, Blob.size).where(Blob.sha256.in_(some)))
        found.update((row.sha256, row.size) for row in rows)
    return found


def load(session: Session, sha256: str) -> bytes | None:
    """Return the bytes with this sha256, None when they are not kept. Access is the caller's business."""
    row = session.execute(select(Blob.encoding, Blob.content).where(Blob.sha256 == sha256)).one_or_none()
    return None if row is None else unpack(row.encoding, row.content)
