"""The .docx as a zip: read safely, written with the same bytes for the same content.

A .docx is a zip of parts. Reading refuses what is no .docx or would fill the memory. Writing is done by
hand, because all parts but a few are the same in every document of a template: those are compressed once,
their records are made once, and a document costs only the compression of what changes. Times are fixed and
the compressor is pinned (docs/adr/0002), so the same content always gives the same bytes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isal import igzip_lib, isal_zlib

from service.errors import RenderingError

CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONSHIPS = "_rels/.rels"

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_TOTAL_BYTES = 60 * 1024 * 1024
MAX_PARTS = 500

#: Level of igzip for what changes with each document; level 3 is smaller by 5 % and costs three times the
#: time.
LEVEL = 2
#: Level for parts that are compressed once.
STATIC_LEVEL = 3

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DEFLATED = 8
_UTF8_NAME = 0x0800
#: 1 January 1980, 0:00, the first moment a zip can name: no document tells when it was made.
_DOS_TIME, _DOS_DATE = 0, 0x0021


@dataclass(frozen=True)
class Package:
    """Parts of a .docx by name (``word/document.xml``) in the order of the file; `name` is for messages."""

    name: str
    parts: Mapping[str, bytes]


def read_package(content: bytes, name: str) -> Package:
    """Return the parts of a .docx.

    Raises RenderingError when it is damaged, no .docx, protected by a password, or larger than allowed.
    """
    if len(content) > MAX_FILE_BYTES:
        raise _unreadable(name, f"tệp lớn hơn {MAX_FILE_BYTES // 1024 // 1024} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _read_parts(archive, name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise _unreadable(name, "tệp hỏng hoặc không phải .docx") from error
    if CONTENT_TYPES not in parts or PACKAGE_RELATIONSHIPS not in parts:
        raise _unreadable(name, "tệp không phải .docx")
    return Package(name, parts)


def _read_parts(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_PARTS:
        raise _unreadable(name, f"tệp có hơn {MAX_PARTS} thành phần")
    parts: dict[str, bytes] = {}
    room = MAX_TOTAL_BYTES
    for entry in entries:
        _check_entry(entry, parts, name)
        with archive.open(entry) as stream:
            body = stream.read(room + 1)
        room -= len(body)
        if room < 0:
            raise _unreadable(name, "tệp quá lớn sau khi giải nén")
        parts[entry.filename] = body
    return parts


def _check_entry(entry: zipfile.ZipInfo, seen: Mapping[str, bytes], name: str) -> None:
    if entry.flag_bits & 0x1:
        raise _unreadable(name, "tệp có mật khẩu")
    if entry.filename in seen or ".." in entry.filename.split("/") or entry.filename.startswith("/"):
        raise _unreadable(name, f"thành phần “{entry.filename}” không hợp lệ")
    if entry.filename.lower().endswith("vbaproject.bin"):
        raise _unreadable(name, "tệp có macro")


def _unreadable(name: str, reason: str) -> RenderingError:
    return RenderingError(f"{name}: {reason}; hãy mở bằng Word và lưu lại dưới dạng .docx.")


def compress(body: bytes, level: int = LEVEL) -> bytes:
    """Return `body` as a raw deflate stream."""
    packed: bytes = igzip_lib.compress(body, level, igzip_lib.COMP_DEFLATE)
    return packed


class PackageWriter:
    """Writes packages whose parts are the same but for `dynamic` ones.

    Unchanging parts stand first, as records made once, so that their place in the directory is fixed too.
    Instances hold nothing that changes: any number of threads may write at once.
    """

    def __init__(self, static: Mapping[str, bytes], dynamic: Sequence[str]) -> None:
        head: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for name in _in_office_order(static):
            local, central = _records(name, static[name], offset, STATIC_LEVEL)
            head.append(local)
            directory.append(central)
            offset += len(local)
        self._head = b"".join(head)
        self._directory = b"".join(directory)
        self._count = len(static) + len(dynamic)
        self._dynamic = tuple(dynamic)

    def write(self, bodies: Sequence[bytes]) -> bytes:
        """Return the package with `bodies` as the dynamic parts, in the order given at the start."""
        pieces = [self._head]
        directory = [self._directory]
        offset = len(self._head)
        for name, body in zip(self._dynamic, bodies, strict=True):
            local, central = _records(name, body, offset, LEVEL)
            pieces.append(local)
            directory.append(central)
            offset += len(local)
        records = b"".join(directory)
        pieces.append(records)
        pieces.append(_END.pack(b"PK\5\6", 0, 0, self._count, self._count, len(records), offset, 0))
        return b"".join(pieces)


def _in_office_order(parts: Mapping[str, bytes]) -> list[str]:
    """Content types first, then relationships: programs that look at the first bytes know a .docx by them."""
    first = [name for name in (CONTENT_TYPES, PACKAGE_RELATIONSHIPS) if name in parts]
    return first + sorted(name for name in parts if name not in first)


def _records(name: str, body: bytes, offset: int, level: int) -> tuple[bytes, bytes]:
    """Return the local record with its content, and the record for the directory."""
    packed = compress(body, level)
    encoded = name.encode()
    flags = 0 if encoded.isascii() else _UTF8_NAME
    middle = (_DEFLATED, _DOS_TIME, _DOS_DATE, isal_zlib.crc32(body), len(packed), len(body), len(encoded))
    local = _LOCAL.pack(b"PK\3\4", _VERSION, flags, *middle, 0)
    central = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, flags, *middle, 0, 0, 0, 0, 0, offset)
    return local + encoded + packed, central + encoded
