"""The part of `verify` that looks at bytes: every hash that a row names has its bytes, and they have that hash."""

import zlib
from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.canonical import canonical_json, digest
from service.register.models import Blob, Document, DocumentFile, TypeVersion
from service.register.storage import unpack
from service.register.verify_faults import Fault, readable

_ENCODINGS = frozenset({"raw", "zlib"})
_BLOBS_AT_ONCE = 20


def is_whole(encoding: str, content: bytes, sha256: str, size: int | None = None) -> bool:
    """Tell whether kept bytes still have their hash and size, packed in a way that the register knows."""
    if encoding not in _ENCODINGS:
        return False
    try:
        whole = unpack(encoding, content)
    except (zlib.error, TypeError):
        return False
    return digest(whole) == sha256 and size in {None, len(whole)}


def blob_faults(session: Session) -> Iterator[Fault]:
    """Read all bytes and compare them with their hash."""
    query = select(Blob.sha256, Blob.encoding, Blob.content, Blob.size)
    for sha256, encoding, content, size in session.execute(query.execution_options(yield_per=_BLOBS_AT_ONCE)):
        if not is_whole(encoding, content, sha256, size):
            yield _damaged(session, sha256)


def damaged(session: Session, hashes: Collection[str]) -> Iterator[Fault]:
    """Read the bytes with these hashes and compare them: for a walk that looks at one office alone."""
    query = select(Blob.sha256, Blob.encoding, Blob.content, Blob.size).where(Blob.sha256.in_(hashes))
    rows = session.execute(query.execution_options(yield_per=_BLOBS_AT_ONCE))
    for sha256, encoding, content, size in rows:
        if not is_whole(encoding, content, sha256, size):
            yield _damaged(session, sha256)


def sizes_of(session: Session, hashes: Collection[str]) -> dict[str, int]:
    """Return the sizes of the bytes that are kept under these hashes."""
    rows = session.execute(select(Blob.sha256, Blob.size).where(Blob.sha256.in_(hashes)))
    return {row.sha256: row.size for row in rows}


def type_faults(session: Session) -> Iterator[Fault]:
    """Compare each published version of a type with its hash, and look for the bytes of its files."""
    for sha256 in list(session.scalars(select(TypeVersion.sha256).order_by(TypeVersion.sha256))):
        yield from readable(f"mẫu {sha256}", _version_faults(session, sha256))
        session.expunge_all()


def _version_faults(session: Session, sha256: str) -> Iterator[Fault]:
    """Look at one version of a type."""
    row = session.get_one(TypeVersion, sha256)
    place = f"mẫu {row.slug} {row.version}"
    if digest(canonical_json(row.manifest).encode()) != row.sha256:
        yield Fault("type_changed", place, "Danh sách tệp của mẫu khác với lúc đăng.")
    missing = set(row.manifest.values()) - set(sizes_of(session, list(row.manifest.values())))
    if missing:
        yield Fault("bytes_missing", place, "Thiếu nội dung của tệp mẫu trong sổ.")


def _damaged(session: Session, sha256: str) -> Fault:
    """Return the fault of damaged bytes, with the document that they belong to."""
    code = session.scalar(
        select(Document.code)
        .join(DocumentFile, DocumentFile.document_id == Document.id)
        .where(DocumentFile.sha256 == sha256)
        .limit(1)
    )
    return Fault("bytes_damaged", f"tệp {sha256} ({code or 'không rõ văn bản'})", "Tệp không còn nguyên vẹn.")
