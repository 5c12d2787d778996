"""How many pages a scan or a PDF has, by its bytes alone; None where they do not tell.

A PDF says it in the root of its page tree, which may stand in a packed stream of objects; a later signature adds to the
end of the file and leaves the tree as it is. Files that are encrypted or damaged do not tell.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice

_SIGNS = re.compile(rb"<<|>>|endobj|/Type\s*/Pages(?![A-Za-z])|/Count\s+(\d{1,6})(?!\d)")
_PACKED = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z])[^<]{0,300}?>>\s{0,2}stream\r?\n")
_MOST_PACKED = 1_000
_MOST_BYTES = 4_000_000
_MOST_BYTES_IN_ALL = 40_000_000
_MOST_PAGES = 10_000
_TIFF_ORDER = {b"II*\0": "<", b"MM\0*": ">"}


def page_count(content: bytes, media_type: str) -> int | None:
    """Return the number of pages of a file, None where it cannot be told.

    >>> page_count(b"%PDF-1.7 1 0 obj << /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >> endobj", "application/pdf")
    2
    >>> page_count(b"...", "image/jpeg"), page_count(b"...", "application/msword")
    (1, None)
    """
    if media_type == "application/pdf":
        return _pdf_pages(content)
    if media_type == "image/tiff":
        return _tiff_pages(content)
    return 1 if media_type in {"image/jpeg", "image/png"} else None


def _pdf_pages(content: bytes) -> int | None:
    """Return the largest count of a page tree: that of its root."""
    counts = [count for part in (content, *_packed_objects(content)) for count in _counts(part)]
    return max(counts, default=None)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Yield the streams that hold packed objects, as many as a file that means well has."""
    whole, room = memoryview(content), _MOST_BYTES_IN_ALL
    for found in islice(_PACKED.finditer(content), _MOST_PACKED):
        try:
            part = zlib.decompressobj().decompress(whole[found.end() :], min(_MOST_BYTES, room))
        except zlib.error:
            continue
        yield part
        room -= len(part)
        if room <= 0:
            return


def _counts(part: bytes) -> Iterator[int]:
    """Yield the count of each page tree, which stands in the same dictionary as the type.

    Each dictionary that is open is kept as (is a page tree, count); an object ends them all.
    """
    opened: list[tuple[bool, int]] = []
    for sign in _SIGNS.finditer(part):
        if sign[0] == b"<<":
            opened.append((False, 0))
        elif sign[0] == b"endobj":
            opened.clear()
        elif opened and sign[0] == b">>":
            is_tree, count = opened.pop()
            if is_tree and count:
                yield count
        elif opened:
            is_tree, count = opened[-1]
            opened[-1] = (is_tree, int(sign[1])) if sign[1] else (True, count)


def _tiff_pages(content: bytes) -> int | None:
    """Return the length of the chain of images in a TIFF."""
    order = _TIFF_ORDER.get(content[:4])
    if order is None:
        return None
    pages, seen = 0, set()
    try:
        (place,) = struct.unpack_from(f"{order}I", content, 4)
        while place and place not in seen and pages < _MOST_PAGES:
            seen.add(place)
            pages += 1
            (entries,) = struct.unpack_from(f"{order}H", content, place)
            (place,) = struct.unpack_from(f"{order}I", content, place + 2 + 12 * entries)
    except struct.error:
        return None
    return pages or None
