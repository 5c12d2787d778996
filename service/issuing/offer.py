"""Which types a start offers: those that keep their contract, checked again only when they changed."""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import system_reason
from service.issuing.type_contract import broken_clauses
from service.settings import ROOT
from service.whole_files import write_whole

log = logging.getLogger(__name__)

#: Where an installation keeps what was found, in its folder.
RESULTS_FILE = "type-contract.json"


@dataclass(frozen=True, slots=True)
class Offer:
    """The types that keep their contract, and the others with the reason why they are off."""

    catalogue: Catalogue
    switched_off: Mapping[str, str]


class KeptSource(FolderSource):
    """A folder of types without those that are switched off."""

    def __init__(self, path: Path, switched_off: Mapping[str, str]) -> None:
        super().__init__(path)
        self._switched_off = switched_off

    def slugs(self) -> list[str]:
        """Return the slugs of the types on offer."""
        return [slug for slug in super().slugs() if slug not in self._switched_off]


def offered(types: Path, results: Path) -> Offer:
    """Return the types of a folder that keep their contract; `results` keeps what was found, by hash."""
    catalogue = Catalogue(FolderSource(types))
    known = _read(results)
    around = _hash_around(types)
    found = {slug: _result(catalogue, slug, known.get(slug), around) for slug in catalogue.slugs()}
    if {slug: list(pair) for slug, pair in found.items()} != known:
        _keep(results, found)
    switched_off = {slug: message for slug, (_, message) in found.items() if message}
    return Offer(Catalogue(KeptSource(types, switched_off)) if switched_off else catalogue, switched_off)


def _result(catalogue: Catalogue, slug: str, known: Sequence[str] | None, around: bytes) -> Sequence[str]:
    """Return (hash, message) of a type: what is known of this hash, else what a check says now ("" for nothing)."""
    digest = hashlib.sha256(around)
    for name, content in sorted(catalogue.source.read(slug).items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    found = digest.hexdigest()
    if known is not None and known[0] == found:
        return known
    return found, checked(catalogue, slug)


def checked(catalogue: Catalogue, slug: str) -> str:
    """Return why a type does not keep its contract, the first reason and how many more; "" when it does."""
    broken = catalogue.broken()
    if slug in broken:
        return broken[slug].message
    clauses = broken_clauses(catalogue, catalogue.get(slug))
    if not clauses:
        return ""
    more = f" (và {len(clauses) - 1} lỗi nữa; xem ./run types check {slug})" if len(clauses) > 1 else ""
    return f"{clauses[0].message}{more}"


def _hash_around(types: Path) -> bytes:
    """Return a hash of what every type rests on: frames, shared schemas, rules, and the program itself."""
    digest = hashlib.sha256()
    for path in sorted((types / "_base").glob("*")):
        digest.update(path.read_bytes())
    for fact in (reference.common_schema(), reference.envelope_schema()):
        digest.update(json.dumps(fact, sort_keys=True).encode())
    digest.update(repr(reference.format_rules()).encode())
    for path in sorted((ROOT / "service").rglob("*.py")):
        status = path.stat()
        digest.update(f"{path.relative_to(ROOT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.digest()


def _read(results: Path) -> dict[str, list[str]]:
    """Return what earlier starts found; nothing where the file is missing or is not ours."""
    try:
        known = json.loads(results.read_bytes())
    except (OSError, ValueError):
        return {}
    return {slug: list(pair) for slug, pair in known.items()} if isinstance(known, dict) else {}


def _keep(results: Path, found: Mapping[str, Sequence[str]]) -> None:
    """Write what was found; a folder that cannot be written to costs time at the next start, nothing else."""
    try:
        results.parent.mkdir(parents=True, exist_ok=True)
        write_whole(results, json.dumps(found, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        log.warning("Không ghi được %s: %s.", results, system_reason(error))
