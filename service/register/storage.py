"""Bytes kept once by their sha256, compressed where that pays (a .docx is packed already, JSON is not)."""

import zlib

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.register.canonical import digest
from service.register.models import Blob

_WORTH_IT = 0.9
_SMALLEST_BYTES = 256
_SAMPLE_BYTES = 4096


def pack(content: bytes) -> tuple[str, bytes]:
    """Return how to keep `content` and the bytes to keep: ``zlib`` where it saves a tenth, else ``raw``.

    >>> pack(b"a" * 1000)[0], pack(b"short")[0]
    ('zlib', 'raw')
    """
    if len(content) >= _SMALLEST_BYTES and _pays(content[:_SAMPLE_BYTES]):
        packed = zlib.compress(content, 6)
        if len(packed) <= len(content) * _WORTH_IT:
            return "zlib", packed
    return "raw", content


def _pays(sample: bytes) -> bool:
    """Tell by the first bytes whether packing is worth trying: a .docx, PDF or picture is packed already."""
    return len(zlib.compress(sample, 1)) <= len(sample) * _WORTH_IT


def unpack(encoding: str, content: bytes) -> bytes:
    """Return the bytes that `pack` took; raises zlib.error for bytes that were damaged."""
    return zlib.decompress(content) if encoding == "zlib" else content


def store(session: Session, content: bytes) -> str:
    """Keep bytes and return their sha256; bytes that are there already are not kept again."""
    sha256 = digest(content)
    encoding, packed = pack(content)
    row = {"sha256": sha256, "size": len(content), "encoding": encoding, "content": packed}
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(Blob).values(row).on_conflict_do_nothing(index_elements=["sha256"]))
    return sha256


def load(session: Session, sha256: str) -> bytes | None:
    """Return the bytes with this sha256, None when they are not kept. Access is the caller's business."""
    row = session.execute(select(Blob.encoding, Blob.content).where(Blob.sha256 == sha256)).one_or_none()
    return None if row is None else unpack(row.encoding, row.content)
