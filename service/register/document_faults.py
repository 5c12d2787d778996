"""The part of `verify` that looks at documents: fixed facts, files, versions."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.canonical import digest
from service.register.models import AuditEvent, Document, DocumentFile, DocumentVersion
from service.register.proofs import proof
from service.register.states import NUMBERED
from service.register.storage import unpack

_DOCUMENTS_AT_ONCE = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not be: where (office, series, number, file or event) and what."""

    code: str
    place: str
    message: str


def document_faults(session: Session, office_id: str) -> Iterator[Fault]:
    """Compare each document of an office with its event, files and versions, some hundred at a time."""
    last = 0
    while True:
        query = select(Document).where(Document.office_id == office_id, Document.entry > last)
        rows = list(session.scalars(query.order_by(Document.entry).limit(_DOCUMENTS_AT_ONCE)))
        if not rows:
            return
        yield from _faults_of(session, rows)
        last = rows[-1].entry
        session.expunge_all()


def is_whole(encoding: str, content: bytes, sha256: str, size: int | None = None) -> bool:
    """Tell whether kept bytes still have their hash and size."""
    try:
        whole = unpack(encoding, content)
    except zlib.error:
        return False
    return digest(whole) == sha256 and size in {None, len(whole)}


def _faults_of(session: Session, rows: Sequence[Document]) -> Iterator[Fault]:
    """Compare some documents with what belongs to them."""
    ids = [row.id for row in rows]
    events = session.execute(
        select(AuditEvent.document_id, AuditEvent.detail).where(
            AuditEvent.document_id.in_(ids), AuditEvent.action.in_(("issue", "record"))
        )
    )
    issued = _grouped((str(document_id), detail) for document_id, detail in events)
    files = session.execute(
        select(DocumentFile.document_id, DocumentFile.role, DocumentFile.sha256).where(
            DocumentFile.document_id.in_(ids)
        )
    )
    kept = _grouped((document_id, (role, sha256)) for document_id, role, sha256 in files)
    query = select(DocumentVersion).where(DocumentVersion.document_id.in_(ids))
    versions = _grouped((version.document_id, version) for version in session.scalars(query))
    for row in rows:
        place = f"{row.office_id}, {row.code or row.id}"
        if row.number is not None or row.state in NUMBERED:
            yield from _proof_faults(row, place, issued[row.id])
            yield from _file_faults(row, place, kept[row.id])
        for version in versions[row.id]:
            yield from _version_faults(row, version, f"{place}, phiên bản {version.version}")


def _grouped(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, list[T]]:
    """Return the second values by the first ones."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _proof_faults(row: Document, place: str, events: Sequence[str]) -> Iterator[Fault]:
    """Compare a numbered document with the one event that issued it."""
    if len(events) != 1:
        yield Fault("not_vouched", place, f"Nhật ký có {len(events)} lần cấp số cho văn bản này, phải là 1.")
    elif json.loads(events[0]).get("proof") != proof(row):
        yield Fault("changed_after_number", place, "Nội dung đã cố định khi cấp số bị thay đổi.")


def _file_faults(row: Document, place: str, kept: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    """Look for the file that a numbered document must have; of secret ones nothing may be kept."""
    if row.is_secret:
        if kept:
            yield Fault("secret_content", place, "Văn bản mật có tệp trong sổ, không được lưu.")
    elif row.origin == "service" and ("rendered", row.content_sha256) not in kept:
        yield Fault("file_missing", place, "Thiếu tệp văn bản đã tạo khi cấp số.")
    elif not kept:
        yield Fault("file_missing", place, "Văn bản vào sổ không có tệp nào.")


def _version_faults(row: Document, version: DocumentVersion, place: str) -> Iterator[Fault]:
    """Look whether a version is what it was, and the numbered one what was numbered."""
    if not is_whole(version.encoding, version.content, version.sha256):
        yield Fault("version_damaged", place, "Dữ liệu của phiên bản không còn nguyên vẹn.")
    if version.version == row.version and row.input_sha256 not in {None, version.sha256}:
        yield Fault("version_changed", place, "Dữ liệu khác với lúc cấp số.")
