"""The part of `verify` that looks at what a row says only because something else does: words of the search, type."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.register.entries import search_text
from service.register.models import Document, TypeVersion
from service.register.verify_faults import Fault


def versions_of(session: Session, sha256s: set[str | None]) -> dict[str, tuple[str, str]]:
    """Return slug and number of the published versions of types with these hashes."""
    query = select(TypeVersion.sha256, TypeVersion.slug, TypeVersion.version)
    rows = session.execute(query.where(TypeVersion.sha256.in_(sha256s - {None})))
    return {row.sha256: (row.slug, row.version) for row in rows}


def made_faults(row: Document, place: str, types: Mapping[str, tuple[str, str]]) -> Iterator[Fault]:
    """Make the words of the search again, and look for the version of the type that a document names.

    A draft may name a version that no document has brought into the register yet.
    """
    if row.search_text != search_text(row):
        yield Fault("search_changed", place, "Chữ để tìm văn bản khác với nội dung dòng sổ: tìm không ra.")
    is_rendered = row.number is not None or row.content_sha256 is not None
    if row.type_sha256 is None or not is_rendered:
        return
    if types.get(row.type_sha256) != (row.type_slug, row.type_version):
        yield Fault("type_unknown", place, "Phiên bản mẫu mà văn bản ghi không có trong sổ.")
