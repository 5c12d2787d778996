"""Everything that the page of a document says, gathered in one reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.domain.text import file_name
from service.issuing import remarks
from service.issuing.byte_proof import ByteProof, byte_proof, is_quick
from service.issuing.draft_versions import Version, shown_version
from service.issuing.fact_sheet import facts
from service.issuing.history import HistoryLine, history_of
from service.issuing.possible_acts import PossibleActs, possible_acts
from service.issuing.reassigning import Person, person_asked
from service.issuing.related import recalled_by
from service.issuing.seen import seen_mark
from service.issuing.workplace import Turn
from service.register import documents
from service.register.drafts import names_of
from service.register.files import ORIGINALS
from service.register.models import Dispatch, Document, DocumentFile
from service.register.relations import RELATION_NAMES

_PASSIVE = {
    "replaces": "Bị thay thế bởi",
    "amends": "Được sửa đổi, bổ sung bởi",
    "corrects": "Được đính chính bởi",
}
_ROLES = {
    "signed_scan": "Bản gốc (bản quét)",
    "signed_pdf": "Bản gốc (PDF đã ký)",
    "record": "Tệp của văn bản",
}
RENDERED, PUT_UP = "Bản thể hiện", "Bản trình ký"


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file: `label` is what it is to staff, `name` the ASCII name of its download, at most 50 characters."""

    position: int
    label: str
    name: str
    stored_name: str
    size: int
    sha256: str
    added_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """What joins a document to another one of the office: the words, and the other one."""

    words: str
    document_id: str
    title: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the page shows; `proof` is None until somebody asks for it where the files are large."""

    row: Document
    seen: str
    facts: Sequence[tuple[str, str]]
    acts: PossibleActs
    asked: Person | None
    files: Sequence[ShownFile]
    proof: ByteProof | None
    relations: Sequence[ShownRelation]
    remarks: Sequence[remarks.ShownRemark]
    versions: Sequence[Version]
    dispatches: Sequence[Dispatch]
    history: Sequence[HistoryLine]

    @property
    def title(self) -> str:
        """What the document is called: kind, code once it has one, subject."""
        return document_title(self.row)

    @property
    def open_remarks(self) -> int:
        """How many remarks wait for the drafter."""
        return sum(1 for one in self.remarks if one.kind == "remark" and not one.is_settled)


def document_title(row: Document) -> str:
    """Return what a document is called: ``Kế hoạch 05/KH-UBND: Thực hiện …``."""
    head = f"{row.kind_title} {row.code}" if row.code else row.kind_title
    return f"{head}: {row.subject or '(chưa có trích yếu)'}"


def document_page(turn: Turn, document_id: str, *, with_proof: bool = False) -> DocumentPage:
    """Gather the page of a document that the person may see. Raises DocumentNotFound."""
    session, actor = turn.session, turn.actor
    row = documents.document(session, actor, document_id)
    files = documents.files_of(session, actor, row.id)
    versions = documents.versions_of(session, actor, row.id)
    ids = [row.created_by, row.issued_by or "", *(one.made_by for one in versions)]
    names = names_of(session, ids)
    history = history_of(turn, row)  # first: whoever asks for events of one sort takes them from these
    return DocumentPage(
        row=row,
        seen=seen_mark(turn, row),
        facts=facts(row, names),
        acts=possible_acts(turn, row),
        asked=person_asked(turn, row.id),
        files=[shown_file(row, file) for file in files],
        proof=byte_proof(turn, row) if files and (with_proof or is_quick(files)) else None,
        relations=shown_relations(turn, row),
        remarks=remarks.of_document(turn, row.id),
        versions=[shown_version(row, one, names) for one in reversed(versions)],
        dispatches=documents.dispatches_of(session, actor, row.id),
        history=history,
    )


def shown_file(row: Document, file: DocumentFile) -> ShownFile:
    """Return a file as staff know it: only the uploaded signed file is called original."""
    is_current = file.sha256 == row.content_sha256
    rendered = RENDERED if is_current and row.number is not None else PUT_UP
    return ShownFile(
        position=file.position,
        label=_ROLES.get(file.role, rendered),
        name=download_name(row, file),
        stored_name=file.name,
        size=file.size,
        sha256=file.sha256,
        added_at=file.added_at,
        is_current=is_current,
    )


def download_name(row: Document, file: DocumentFile) -> str:
    """Return the ASCII name of a file for download, made of our own fields, at most 50 characters."""
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else "bin"
    if file.role == "rendered" and file.name.isascii() and len(file.name) <= 50:
        return file.name
    number, symbol = (row.code or row.base_symbol).partition("/")[::2] if row.code else ("", row.base_symbol)
    what = "bản gốc" if file.role in ORIGINALS else "văn bản"
    parts = [part for part in (symbol, number, str(row.year or ""), what, str(file.position)) if part]
    return file_name(*parts, extension=ending)


def shown_relations(turn: Turn, row: Document) -> list[ShownRelation]:
    """Return what a document does to earlier ones, then what later ones do to it; a notice and what it recalls too."""
    done, suffered = documents.relations_of(turn.session, turn.actor, row.id)
    pairs = [(RELATION_NAMES[one.kind], one.target_id) for one in done]
    pairs += [(_PASSIVE[one.kind], one.document_id) for one in suffered]
    pairs += [("Thu hồi", one.id) for one in recalled_by(turn, row)] if row.number is not None else []
    notice = str((row.end_citation or {}).get("document", ""))
    pairs += [("Bị thu hồi theo", notice)] if notice else []
    return [
        ShownRelation(words, other_id, document_title(documents.document(turn.session, turn.actor, other_id)))
        for words, other_id in pairs
    ]
