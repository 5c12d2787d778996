"""The part of `verify` that looks at documents: fixed facts, files, versions, each against the audit trail."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.files import ORIGINALS
from service.register.models import AuditEvent, Dispatch, Document, DocumentFile, DocumentVersion, Relation
from service.register.proofs import proof
from service.register.putting_up import PUT_UP
from service.register.states import NUMBERED, State
from service.register.verify_bytes import damaged, is_whole, sizes_of
from service.register.verify_faults import Fault, Said, detail_of, grouped, in_pieces, readable
from service.register.verify_files import byte_faults, file_faults
from service.register.verify_made import made_faults, versions_of

_DOCUMENTS_AT_ONCE = 200
_NUMBERING = ("issue", "record")
_STATE_AFTER = {
    "issue": State.ISSUED,
    "record": State.ISSUED,
    "dispatch": State.DISPATCHED,
    "void": State.VOIDED,
    "recall": State.RECALLED,
}


@dataclass(frozen=True, slots=True)
class _Belongings:
    """What belongs to one document: acts in their order, files by position, sendings, versions, relations."""

    said: list[Said] = field(default_factory=list)
    files: list[DocumentFile] = field(default_factory=list)
    sent: list[Dispatch] = field(default_factory=list)
    versions: list[DocumentVersion] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    @property
    def kept(self) -> set[tuple[str, str]]:
        """Role and sha256 of each file."""
        return {(one.role, one.sha256) for one in self.files}

    @property
    def hashes(self) -> set[str]:
        """The sha256 of each file."""
        return {one.sha256 for one in self.files}


def document_faults(session: Session, office_id: str, *, reads_bytes: bool) -> Iterator[Fault]:
    """Compare each document of an office with its events, files and versions, some hundred at a time.

    With `reads_bytes` the bytes of their files are read too; a walk through the whole register reads all bytes itself.
    """
    read = partial(_faults_by_entry, session, reads_bytes=reads_bytes)
    last = 0
    while True:
        query = select(Document.entry).where(Document.office_id == office_id, Document.entry > last)
        entries = list(session.scalars(query.order_by(Document.entry).limit(_DOCUMENTS_AT_ONCE)))
        if not entries:
            return
        for entry, faults in in_pieces(entries, read):
            if faults is None:
                place = f"{office_id}, văn bản ở dòng {entry}"
                yield Fault("unreadable", place, "Văn bản hoặc phần thuộc về nó không đọc được.")
            else:
                yield from faults
        last = entries[-1]
        session.expunge_all()


def _faults_by_entry(session: Session, entries: list[int], *, reads_bytes: bool) -> dict[int, list[Fault]]:
    """Return the faults of some documents, each under its entry."""
    rows = list(session.scalars(select(Document).where(Document.entry.in_(entries))))
    belongings = _belongings(session, [row.id for row in rows])
    hashes = {one for row in rows for one in (row.context_sha256, row.content_sha256) if one}
    hashes |= {sha256 for one in belongings.values() for sha256 in one.hashes}
    sizes, types = sizes_of(session, hashes), versions_of(session, {row.type_sha256 for row in rows})
    found = {}
    for row in rows:
        place = f"{row.office_id}, {row.code or row.id}"
        own = belongings[row.id]
        found[row.entry] = list(readable(place, _faults_of(row, place, own)))
        found[row.entry] += readable(place, made_faults(row, place, types))
        found[row.entry] += byte_faults(row, place, own.files, sizes)
    if reads_bytes and rows:
        found[rows[-1].entry] += damaged(session, hashes)
    return found


def _belongings(session: Session, ids: list[str]) -> dict[str, _Belongings]:
    """Return what belongs to some documents."""
    columns = (
        AuditEvent.document_id,
        AuditEvent.action,
        AuditEvent.detail,
        AuditEvent.user_id,
        AuditEvent.at,
    )
    acts = select(*columns).where(AuditEvent.document_id.in_(ids)).order_by(AuditEvent.seq)
    events = session.execute(acts)
    said = grouped(
        (str(one.document_id), Said(one.action, detail_of(one.detail) or {}, one.user_id, one.at))
        for one in events
    )
    in_order = select(DocumentFile).where(DocumentFile.document_id.in_(ids)).order_by(DocumentFile.position)
    files = grouped((one.document_id, one) for one in session.scalars(in_order))
    sendings = select(Dispatch).where(Dispatch.document_id.in_(ids)).order_by(Dispatch.position)
    sent = grouped((one.document_id, one) for one in session.scalars(sendings))
    of_these = select(DocumentVersion).where(DocumentVersion.document_id.in_(ids))
    versions = grouped(
        (one.document_id, one) for one in session.scalars(of_these.order_by(DocumentVersion.version))
    )
    related = select(Relation).where(Relation.document_id.in_(ids))
    relations = grouped((one.document_id, one) for one in session.scalars(related))
    return {one: _Belongings(said[one], files[one], sent[one], versions[one], relations[one]) for one in ids}


def _faults_of(row: Document, place: str, own: _Belongings) -> Iterator[Fault]:
    """Compare one document with what belongs to it."""
    if row.number is not None or row.state in NUMBERED:
        yield from _proof_faults(row, place, own.said)
        yield from _rendering_faults(row, place, own.kept)
        yield from _end_faults(row, place, own.said)
        yield from _sending_faults(place, own.said, own.sent)
        yield from _relation_faults(place, own.said, own.relations)
    yield from _put_up_faults(row, place, own.said, own.kept)
    yield from _original_faults(place, own.said, own.kept)
    yield from file_faults(row, place, own.said, own.files)
    yield from _versions_faults(row, place, own)


def _proof_faults(row: Document, place: str, said: Sequence[Said]) -> Iterator[Fault]:
    """Compare a numbered document with the one event that issued it."""
    events = [act.detail for act in said if act.action in _NUMBERING]
    if len(events) != 1:
        yield Fault("not_vouched", place, f"Nhật ký có {len(events)} lần cấp số cho văn bản này, phải là 1.")
    elif events[0].get("proof") != proof(row):
        yield Fault("changed_after_number", place, "Nội dung đã cố định khi cấp số bị thay đổi.")


def _put_up_faults(
    row: Document, place: str, said: Sequence[Said], kept: Collection[tuple[str, str]]
) -> Iterator[Fault]:
    """Compare what was put up for signature, by the audit trail, with the kept files and with what waits now."""
    put_up = [act.detail for act in said if act.action == PUT_UP]
    if any(("rendered", one["sha256"]) not in kept for one in put_up):
        yield Fault("put_up_missing", place, "Thiếu tệp đã trình ký mà nhật ký có ghi.")
    if row.number is not None or (row.content_sha256, row.context_sha256) == (None, None):
        return
    waiting = {"sha256": row.content_sha256, "context": row.context_sha256, "type": row.type_sha256}
    # Earlier releases did not tell the version of the type.
    if not put_up or any(waiting[name] != put_up[-1].get(name, waiting[name]) for name in waiting):
        yield Fault("put_up_changed", place, "Bản đang chờ ký không phải bản đã trình mà nhật ký có ghi.")


def _original_faults(place: str, said: Sequence[Said], kept: Collection[tuple[str, str]]) -> Iterator[Fault]:
    """Compare the signed originals with the acts that took them in.

    Numbers given by releases before the third revision of the schema do not name theirs; these are passed over.
    """
    named = {sha256 for act in said if act.action in _NUMBERING for sha256 in act.detail.get("originals", [])}
    named |= {file["sha256"] for act in said if act.action == "attach" for file in act.detail["files"]}
    there = {sha256 for role, sha256 in kept if role in ORIGINALS}
    if named - there:
        yield Fault("original_missing", place, "Thiếu bản đã ký mà nhật ký có ghi.")
    is_told = all("originals" in act.detail for act in said if act.action == "issue")
    if is_told and there - named:
        yield Fault("original_not_vouched", place, "Có bản đã ký mà nhật ký không ghi.")


def _rendering_faults(row: Document, place: str, kept: Collection[tuple[str, str]]) -> Iterator[Fault]:
    """Look for the file that a numbered document must have; of secret ones nothing may be kept."""
    if row.is_secret:
        if kept:
            yield Fault("secret_content", place, "Văn bản mật có tệp trong sổ, không được lưu.")
    elif row.origin == "service" and ("rendered", row.content_sha256) not in kept:
        yield Fault("file_missing", place, "Thiếu tệp văn bản đã tạo khi cấp số.")
    elif not kept:
        yield Fault("file_missing", place, "Văn bản vào sổ không có tệp nào.")


def _end_faults(row: Document, place: str, said: Sequence[Said]) -> Iterator[Fault]:
    """Compare the state after the number, and the reason of its end, with the acts that the audit trail has."""
    acts = [(_STATE_AFTER[act.action], act.detail) for act in said if act.action in _STATE_AFTER]
    if not acts:
        return  # not vouched for at all, which is said elsewhere
    state, detail = acts[-1]
    end = (detail.get("reason", ""), detail.get("citation"))
    if row.state != state or (row.end_reason, row.end_citation) != end:
        yield Fault("end_changed", place, "Trạng thái hoặc lý do hủy, thu hồi khác với nhật ký.")


def _sending_faults(place: str, said: Sequence[Said], sent: Sequence[Dispatch]) -> Iterator[Fault]:
    """Compare the sendings with what the audit trail says was sent."""
    told = [
        {**one, "by": act.user_id, "at": act.at}
        for act in said
        if act.action == "dispatch"
        for one in act.detail["sendings"]
    ]
    kept = [
        {
            "on": one.dispatched_on.isoformat(),
            "recipient": one.recipient,
            "channel": one.channel,
            "received_by": one.received_by,
            "by": one.added_by,
            "at": one.added_at,
        }
        for one in sent
    ]
    if kept != told:
        yield Fault("dispatch_changed", place, "Các lần phát hành khác với nhật ký.")


def _relation_faults(place: str, said: Sequence[Said], kept: Sequence[Relation]) -> Iterator[Fault]:
    """Compare what a document does to earlier ones with what its number fixed; earlier releases did not tell it."""
    told = [act.detail["relations"] for act in said if act.action in _NUMBERING and "relations" in act.detail]
    if told and sorted(told[-1]) != sorted([one.kind, one.target_id] for one in kept):
        yield Fault(
            "relations_changed", place, "Văn bản được thay thế, sửa đổi, đính chính khác với nhật ký."
        )


def _versions_faults(row: Document, place: str, own: _Belongings) -> Iterator[Fault]:
    """Look for every version of a document, and compare each with what the audit trail says of it."""
    there = {one.version: one.sha256 for one in own.versions}
    if row.origin == "service" and set(there) != set(range(1, row.version + 1)):
        yield Fault("version_missing", place, f"Phải có đủ các phiên bản từ 1 đến {row.version}.")
    told = [act.detail["input"] for act in own.said if "input" in act.detail]
    for version in sorted({one["version"] for one in told if there.get(one["version"]) != one["sha256"]}):
        message = "Dữ liệu của phiên bản khác với lúc chuyển đi, trả lại hoặc lưu mốc."
        yield Fault("kept_version_changed", f"{place}, phiên bản {version}", message)
    for one in own.versions:
        yield from _version_faults(row, one, f"{place}, phiên bản {one.version}")


def _version_faults(row: Document, version: DocumentVersion, place: str) -> Iterator[Fault]:
    """Look whether a version is what it was, and the numbered one what was numbered."""
    if not is_whole(version.encoding, version.content, version.sha256):
        yield Fault("version_damaged", place, "Dữ liệu của phiên bản không còn nguyên vẹn.")
    if row.number is not None and version.version == row.version and row.input_sha256 != version.sha256:
        yield Fault("version_changed", place, "Dữ liệu khác với lúc cấp số.")
