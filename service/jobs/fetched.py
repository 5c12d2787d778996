"""A file of all documents of a batch, known by its tag before it is made."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from service.issuing.rendition import RELEASE
from service.register.canonical import canonical_json, digest


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file in pieces: how many in all, and the sha256 where they were all there to be hashed."""

    size: int
    pieces: Iterator[bytes]
    sha256: bytes | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it is now. `tag` is another one whenever it would say something else; `made` makes it.

    `is_exact`: the same tag means the same bytes, so that somebody can go on where a transfer broke off.
    """

    tag: str
    made: Callable[[], Content]
    is_exact: bool = True


def tag_of(form: str, made_of: Sequence[Any]) -> str:
    """Return the tag of a file in a form (with its version) that is made of plain values.

    With another release of the service, or of what compresses, the same values may become other bytes.
    """
    return digest(canonical_json([form, RELEASE, zlib.ZLIB_RUNTIME_VERSION, made_of]).encode())
