"""Số trang: what was said or counted at the number, else what signed papers say that were taken in later.

The page count is fixed with the number; a paper that comes afterwards is counted when the book is asked for it.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục VI Phần II Mục I.
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.page_counts import page_count
from service.register.entries import NewFile
from service.register.models import Document, DocumentFile
from service.register.storage import load


def counted_pages(files: Sequence[NewFile]) -> int | None:
    """Return the pages of papers: of the last signed PDF where there is one, else of all files together.

    None where there is no file, or where one does not tell.
    """
    signed = [file for file in files if file.role == "signed_pdf"][-1:]
    counts = [page_count(file.content, file.media_type) for file in signed or files]
    known = [count for count in counts if count is not None]
    return sum(known) if counts and len(known) == len(counts) else None


def pages_by_document(session: Session, rows: Sequence[Document]) -> dict[str, int | None]:
    """Return the pages of each document: those fixed with its number, else those of its kept papers."""
    pages = {row.id: row.pages for row in rows}
    missing = [document_id for document_id, count in pages.items() if count is None]
    query = select(DocumentFile).where(DocumentFile.document_id.in_(missing), DocumentFile.role != "rendered")
    papers: defaultdict[str, list[DocumentFile]] = defaultdict(list)
    for file in session.scalars(query.order_by(DocumentFile.position)):
        papers[file.document_id].append(file)
    for document_id, files in papers.items():
        pages[document_id] = counted_pages([_paper(session, file) for file in files])
    return pages


def _paper(session: Session, file: DocumentFile) -> NewFile:
    """Return a kept file with its bytes."""
    content = load(session, file.sha256) or b""
    return NewFile(role=file.role, content=content, name=file.name, media_type=file.media_type)  # type: ignore[arg-type]
