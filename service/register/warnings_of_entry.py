"""What does not refuse a document but should be known when it enters the book, besides its lateness.

The same paper may have been entered before; what it replaces may have been replaced already.
"""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, aliased

from service.domain.dates import office_day, short_date
from service.domain.findings import Finding, Question
from service.register.canonical import digest
from service.register.entries import LETTER, NewFile
from service.register.models import Document, DocumentFile, Office, Relation
from service.register.states import State

FILE_KNOWN = "file_known"
# Built once: what they are called with comes by name. Aliases cost more to build than the query to run.
_DOCUMENT: BindParameter[str] = bindparam("document")
_FILES_BROUGHT = select(DocumentFile).where(
    DocumentFile.document_id == _DOCUMENT, DocumentFile.role != "rendered"
)
_RENDERED_AT = (
    select(DocumentFile.added_at)
    .where(DocumentFile.document_id == _DOCUMENT, DocumentFile.role == "rendered")
    .where(DocumentFile.sha256 != bindparam("numbered"))
    .order_by(DocumentFile.position.desc())
    .limit(1)
)
_OWN, _EARLIER = aliased(Relation), aliased(Relation)
_TARGET, _BY = aliased(Document), aliased(Document)
_REPLACED_BEFORE = (
    select(_TARGET, _BY)
    .join(_OWN, _OWN.target_id == _TARGET.id)
    .join(_EARLIER, _EARLIER.target_id == _TARGET.id)
    .join(_BY, _BY.id == _EARLIER.document_id)
    .where(_OWN.document_id == _DOCUMENT, _OWN.kind == "replaces")
    .where(_EARLIER.kind == "replaces", _BY.id != _DOCUMENT)
    .where(_BY.number.is_not(None), _BY.state != State.VOIDED)
    .order_by(_BY.entry)
)


def entry_warnings(session: Session, row: Document) -> list[Finding]:
    """Return what should be known of a document with its files and relations, once it stands in the book."""
    files = list(session.scalars(_FILES_BROUGHT, {"document": row.id}))
    return [
        *known_files(session, row, files),
        *replaced_before(session, row),
        *signed_too_early(session, row),
    ]


def put_up_on(session: Session, row: Document) -> date | None:
    """Return the day on which the file was made that the signer got; None where a document went its way in one act.

    Once a document has its number its newest file is the numbered one, which nobody signed.
    """
    numbered = "" if row.number is None else row.content_sha256 or ""
    made_at = session.scalar(_RENDERED_AT, {"document": row.id, "numbered": numbered})
    return None if made_at is None else office_day(made_at)


def signed_too_early(session: Session, row: Document) -> list[Finding]:
    """Warn of a signature on a day before the one on which the document was put up for it."""
    day = None if row.signed_on is None else put_up_on(session, row)
    if row.signed_on is None or day is None or row.signed_on >= day:
        return []
    signed, put_up = short_date(row.signed_on), short_date(day)
    message = f"Ngày ký {signed} trước ngày văn bản được trình ký {put_up}. Kiểm tra lại ngày ký."
    return [Finding(code="signed_too_early", severity="warn", message=message)]


def known_files(session: Session, row: Document, files: Sequence[DocumentFile]) -> list[Finding]:
    """Warn of files whose very bytes another document of the office has already; rendered ones always differ."""
    holders = _holders(session, row.office_id, {file.sha256 for file in files}, but=row.id)
    return [
        Finding(
            code=FILE_KNOWN,
            severity="warn",
            message=f"Tệp {file.name} đã có ở {_named(holders[file.sha256])}. Kiểm tra có vào sổ hai lần không.",
        )
        for file in files
        if file.sha256 in holders
    ]


def questions_of_files(
    session: Session, office_id: str, files: Sequence[NewFile], *, path: str = "files", but: str = ""
) -> list[Question]:
    """Return a question for each of some files that the book of an office has already; its value is the file itself.

    `path` is the field that brings them, `but` the document that has them by now.
    """
    hashes = {digest(file.content): file.name for file in files}
    holders = _holders(session, office_id, set(hashes), but=but)
    return [
        Question(
            path,
            FILE_KNOWN,
            f"Tệp {hashes[sha256]} đã có ở {_named(holder)}. Xác nhận dùng lại tệp này, hoặc chọn tệp khác.",
            subject=sha256,
        )
        for sha256, holder in holders.items()
    ]


def _holders(
    session: Session, office_id: str, hashes: Collection[str], *, but: str = ""
) -> dict[str, Document]:
    """Return the first document of an office that has each of some files, by their sha256."""
    if not hashes:
        return {}
    query = (
        select(DocumentFile.sha256, Document)
        .join(Document, Document.id == DocumentFile.document_id)
        .where(DocumentFile.sha256.in_(hashes), Document.id != but, Document.office_id == office_id)
    )
    found: dict[str, Document] = {}
    for sha256, holder in session.execute(query):
        found.setdefault(sha256, holder)
    return found


def replaced_before(session: Session, row: Document) -> list[Finding]:
    """Warn of what a document replaces although an earlier one replaced it already."""
    return [
        Finding(
            code="replaced_before",
            severity="warn",
            message=f"{_named(first)} đã được thay thế bởi {_named(second)}. Kiểm tra lại.",
        )
        for first, second in session.execute(_REPLACED_BEFORE, {"document": row.id})
    ]


def symbol_remarks(session: Session, row: Document) -> list[Finding]:
    """Warn of a symbol as no office writes it; papers of earlier years may have one all the same.

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3 (kind, office; of a công văn office and unit).
    """
    symbol = row.base_symbol
    parts = symbol.split("-")
    own = row.body or session.get_one(Office, row.office_id).abbreviation
    found = []
    if own and own not in symbol:
        found.append(
            _of_symbol(
                "symbol_without_office",
                f"Ký hiệu {symbol} không có {own}. Kiểm tra lại ký hiệu trên văn bản.",
            )
        )
    elif row.kind == LETTER and parts == own.split("-"):
        found.append(
            _of_symbol(
                "symbol_without_unit",
                f"Ký hiệu {symbol} của công văn không có đơn vị soạn thảo, như {own}-VX. Kiểm tra lại trên văn bản.",
            )
        )
    return found


def _of_symbol(code: str, message: str) -> Finding:
    basis = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3"
    return Finding(code=code, severity="warn", message=message, basis=basis)


def _named(row: Document) -> str:
    """Return how a document is called in a warning: ``Kế hoạch số 05/KH-UBND ngày 05/3/2026``."""
    if row.is_secret:
        return "một văn bản mật"
    number = f" số {row.code}" if row.code else f" chưa có số “{row.subject}”"
    day = f" ngày {short_date(row.issued_on)}" if row.issued_on else ""
    return f"{row.kind_title}{number}{day}"
