"""A block of numbers in progress: rules and numbers in memory, rows written many at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register import audit, documents, drafts
from service.register.documents import require_act
from service.register.entries import NewDocument, NewFile, NewRelation
from service.register.files import file_rows, last_positions, told_files
from service.register.idempotency import KeyRing
from service.register.issue_request import Issued, IssueRequest, Numbered, RenderedFile
from service.register.models import Document, DocumentVersion, Office, Relation
from service.register.numbers import Taken, Wanted, require_free, require_steps_done, take
from service.register.permissions import Actor
from service.register.proofs import proof
from service.register.putting_up import plain_findings
from service.register.ready_to_number import require_ready
from service.register.relations import told_relations
from service.register.states import DocumentAct, State
from service.register.writing import Writing


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a block: their rows, the sha256 of their inputs, their last files, their relations."""

    rows: Mapping[str, Document] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)
    related: Mapping[str, Sequence[Relation]] = field(default_factory=dict)


def drafts_of(session: Session, actor: Actor, office_id: str, requests: Sequence[IssueRequest]) -> Drafts:
    """Return the drafts that requests name, as they are now. Raises DocumentNotFound."""
    ids = {request.document for request in requests if isinstance(request.document, str)}
    if not ids:
        return Drafts()
    rows = documents.locked_documents(session, actor, office_id, ids)
    versions = session.execute(
        select(DocumentVersion.document_id, DocumentVersion.sha256)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Document.id.in_(ids), Document.version == DocumentVersion.version)
    )
    related: dict[str, list[Relation]] = {}
    for one in session.scalars(select(Relation).where(Relation.document_id.in_(ids))):
        related.setdefault(one.document_id, []).append(one)
    inputs = {one.document_id: one.sha256 for one in versions}
    return Drafts(rows, inputs, last_positions(session, ids), related)


@dataclass(kw_only=True)
class Block:
    """Numbering in progress: each document gets its number at once, its rows are written some hundred at a time."""

    session: Session
    actor: Actor
    office: Office
    keys: KeyRing
    drafts: Drafts
    render: Callable[[Numbered], RenderedFile]

    def __post_init__(self) -> None:
        """Begin with nothing to be written."""
        self._writing = Writing(self.session)
        self._taken: list[Taken] = []

    def issue(self, position: int, request: IssueRequest, day: date) -> Issued:
        """Number and render one document; a repeated key returns the first one."""
        earlier = self.keys.earlier(request.key, request.document)
        if earlier is not None:
            return Issued(earlier, is_repeat=True)
        if self._writing.is_full:
            self.write()
        row = self._row(request)
        self._require_ready(row)
        drafts.require_version(row, request.expected_version)
        row.signed_on = request.signed_on or row.signed_on
        wanted = Wanted(
            day,
            number=request.number,
            expected=request.expected_number,
            is_day_said=request.issued_on is not None,
        )
        taken = take(self.session, self.actor, row, self.office, wanted)
        self._taken.append(taken)
        rendered = self.render(_numbered(row, taken, position))
        self._keep(row, request, rendered)
        files = self._keep_files(row, request, rendered)
        if request.key is not None:
            self._writing.keys.append(self.keys.bind(row, request.key, request.document))
        said = {
            **_said(row),
            "originals": [one["sha256"] for one in files[1:]],
            "files": files,
            "relations": told_relations(self._relations(row, request)),
            "key": request.key,
            **({"acknowledged": list(rendered.acknowledged)} if rendered.acknowledged else {}),
        }
        self._writing.events.append(audit.linked(self.session, self.actor, row, "issue", said))
        return Issued(row)

    def write(self) -> None:
        """Write what was numbered so far. Raises NumberTaken."""
        require_free(self.session, self._taken)
        self._taken = []
        self._writing.write()

    def _row(self, request: IssueRequest) -> Document:
        """Return the row that gets the number: the draft as it is now, or a new one that is in no session yet."""
        if isinstance(request.document, NewDocument):
            return drafts.new_row(self.actor, request.document, origin="service")
        return self.drafts.rows[request.document]

    def _require_ready(self, row: Document) -> None:
        """Refuse a document with steps before it, one that is secret, or one that the book cannot hold."""
        require_act(self.session, self.actor, row, DocumentAct.ISSUE)
        require_steps_done(row, self.office)
        require_ready(self.session, row, has_relations=row.id in self.drafts.related)

    def _keep(self, row: Document, request: IssueRequest, rendered: RenderedFile) -> None:
        """Keep everything that was made aside, to be written."""
        actor, keep = self.actor, self._writing.keep
        row.state, row.issued_by, row.updated_at, row.handed_over_at = (
            State.ISSUED,
            actor.user_id,
            actor.at,
            None,
        )
        row.context_sha256, row.content_sha256 = keep(rendered.context), keep(rendered.content)
        row.template_sha256, row.release = rendered.template_sha256, rendered.release
        row.findings = plain_findings(rendered.findings)
        row.pages = next((one for one in (request.pages, rendered.pages, row.pages) if one is not None), None)
        if isinstance(request.document, NewDocument):
            version = drafts.version_row(row, request.document.input, actor)
            row.input_sha256 = version["sha256"]
            self._writing.documents.append(row)
            self._writing.versions.append(version)
            if request.document.relations:
                self._writing.relations.append((row, request.document.relations))
        else:
            row.input_sha256 = self.drafts.inputs[row.id]

    def _relations(self, row: Document, request: IssueRequest) -> Sequence[NewRelation | Relation]:
        """Return what a document does to earlier ones."""
        new = request.document
        return new.relations if isinstance(new, NewDocument) else self.drafts.related.get(row.id, ())

    def _keep_files(
        self, row: Document, request: IssueRequest, rendered: RenderedFile
    ) -> list[dict[str, Any]]:
        """Keep rendering and signed originals after the files that are there; return what is told of them."""
        made = NewFile(
            role="rendered", content=rendered.content, name=rendered.name, media_type=rendered.media_type
        )
        originals = [self._writing.keep(file.content) for file in request.originals]
        hashes = [str(row.content_sha256), *originals]
        after = self.drafts.positions.get(row.id, 0)
        rows = file_rows(self.actor, row, [made, *request.originals], hashes, after=after)
        self._writing.files += rows
        return told_files(rows)


def _numbered(row: Document, taken: Taken, position: int) -> Numbered:
    """Return what the number added to a row, for `render`."""
    return Numbered(
        document_id=row.id,
        office_id=row.office_id,
        number=taken.number,
        symbol=taken.symbol,
        code=taken.code,
        issued_on=taken.day,
        signed_on=row.signed_on,
        position=position,
    )


def _said(row: Document) -> dict[str, Any]:
    """Return what the audit trail keeps of the act, with the proof of all that it fixed."""
    return {
        "code": row.code,
        "number": row.number,
        "series": row.series_id,
        "issued_on": row.issued_on,
        "signed_on": row.signed_on,
        "sha256": row.content_sha256,
        "proof": proof(row),
    }
