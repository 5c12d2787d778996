"""What every document type shares: the common pieces, the schema of the envelope, the kinds of documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from service import reference
from service.domain.document_code import DocumentKind


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """`common` and `envelope` are whole JSON Schemas; `kinds` are the 29 kinds by abbreviation, else by slug."""

    common: Mapping[str, Any]
    envelope: Mapping[str, Any]
    kinds: Mapping[str, DocumentKind]


@cache
def shared_facts() -> SharedFacts:
    """Return the facts of `data/`, loaded once."""
    kinds = {kind.abbreviation or kind.slug: kind for kind in reference.document_kinds()}
    return SharedFacts(reference.common_schema(), reference.envelope_schema(), kinds)
