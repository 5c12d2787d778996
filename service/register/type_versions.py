"""Published versions of document types: whole folders by sha256; an old document keeps its version."""

from collections.abc import Collection, Mapping
from typing import Literal

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from service.register import audit, locks, storage
from service.register.canonical import canonical_json, digest
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import SYSTEM, TypeVersion
from service.register.permissions import Actor, require_operator

Source = Literal["shipped", "uploaded"]
_HASHES = TypeVersion.__table__.c.sha256
_KEPT = select(func.count(_HASHES)).where(_HASHES.in_(bindparam("hashes", expanding=True)))


def folder_sha256(files: Mapping[str, bytes]) -> str:
    """Return the sha256 of a type's folder: of the paths and hashes of its files, in any order given."""
    return digest(canonical_json({path: digest(content) for path, content in files.items()}).encode())


def publish(
    session: Session, actor: Actor, version: tuple[str, str], files: Mapping[str, bytes], source: Source
) -> TypeVersion:
    """Keep a version (slug, number) with the files of its folder; the same folder again changes nothing.

    Only the operator may. Raises WrongState when the version is there with other files.
    """
    require_operator(session, actor)
    locks.lock_office(session, SYSTEM)
    slug, number = version
    sha256 = folder_sha256(files)
    known = session.scalar(select(TypeVersion).where(TypeVersion.slug == slug, TypeVersion.version == number))
    if known is not None and known.sha256 == sha256:
        return known
    if known is not None or session.get(TypeVersion, sha256) is not None:
        raise WrongState(f"Phiên bản {number} của mẫu {slug} đã có với nội dung khác. Tăng số phiên bản.")
    row = TypeVersion(
        sha256=sha256,
        slug=slug,
        version=number,
        source=source,
        manifest={path: storage.store(session, files[path]) for path in sorted(files)},
        published_by=actor.user_id,
        published_at=actor.at,
    )
    session.add(row)
    detail = {"slug": slug, "version": number, "sha256": sha256, "source": source}
    audit.append(session, actor, SYSTEM, "publish_type", detail)
    return row


def are_kept(session: Session, hashes: Collection[str]) -> bool:
    """Tell whether the register has all versions with these sha256."""
    return session.scalar(_KEPT, {"hashes": sorted(hashes)}) == len(set(hashes))


def versions(session: Session, slug: str) -> list[TypeVersion]:
    """Return the published versions of a type, oldest first; types belong to no office, all may see them."""
    query = select(TypeVersion).where(TypeVersion.slug == slug)
    return list(session.scalars(query.order_by(TypeVersion.published_at, TypeVersion.version)))


def folder(session: Session, sha256: str) -> dict[str, bytes]:
    """Return the files of a published version as they were; raises DocumentNotFound."""
    row = session.get(TypeVersion, sha256)
    if row is None:
        raise DocumentNotFound("Không có phiên bản mẫu này trong sổ.")
    files = {path: storage.load(session, blob) for path, blob in row.manifest.items()}
    return {path: content for path, content in files.items() if content is not None}
