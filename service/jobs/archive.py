"""The documents of a batch as one ZIP, streamed from the register: never on disk.

The same bytes each time, as long as no document of it changes (is numbered, voided, recalled) and nobody takes up what
it left out. The contents list says all that the archive is made of, so its bytes and the sizes of the files are what
the tag of the archive is a hash of; files are stored as they are, so the sizes alone tell how long it is.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from service.domain.dates import office_day, short_date
from service.domain.text import file_name
from service.issuing.plain_words import without_commands
from service.issuing.workplace import Turn, Workplace
from service.jobs.fetched import Content, Fetched, tag_of
from service.jobs.rests import left_out, taken_up_in
from service.jobs.sheet_xml import sheet_xlsx
from service.jobs.shown_items import ShownItem, all_items
from service.register import batches, storage
from service.register.batches import ItemState
from service.register.canonical import digest
from service.register.models import Batch

CONTENTS_FILE = "DANH_SACH.xlsx"
CONTENTS_SHEET = "Danh sách"
CONTENTS_COLUMNS = (
    ("TT", 6), ("Đơn vị", 30), ("Số, ký hiệu", 18), ("Ngày ban hành", 14), ("Tệp", 48), ("SHA-256", 68), ("Lỗi", 60),
    ("Cần bổ sung", 40), ("Mã đợt", 38),
)  # fmt: skip
_FILE_COLUMN = 4
_MOMENT = (1980, 1, 1, 0, 0, 0)
_FILES_AT_ONCE = 20
_FORM = "zip 1"
"""With another number where the archive is laid out in another way: the tags of before hold no more."""
# Bytes that the format adds: of each file, in the directory at the end, of the end itself; more beyond 2 GiB.
_FILE_HEADER, _DIRECTORY_ENTRY, _END = 30, 46, 22
_WIDE_OFFSET, _WIDE_END = 12, 76
T = TypeVar("T")
_STATE_WORDS = {
    ItemState.WAITING: "Chưa làm tới",
    ItemState.RUNNING: "Đang làm",
    ItemState.CANCELLED: "Đã dừng, chưa tạo",
}


def archive_name(batch: Batch) -> str:
    """Return the name of the archive of a batch."""
    return file_name(
        batch.type_slug, f"{office_day(batch.created_at):%Y-%m-%d}", batch.id[-8:], extension="zip"
    )


def archive(workplace: Workplace, batch_id: str) -> Fetched:
    """Return the archive as it is now: DANH_SACH.xlsx, then each document under a name that sorts.

    Raises BatchNotFound, NotAllowed.
    """
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        listed: list[tuple[str, str]] = []
        contents = _contents(turn, batch_id, listed)
        sizes = storage.sizes(turn.session, [sha256 for _, sha256 in listed])
    members = [_Member(name, sha256, sizes[sha256]) for name, sha256 in listed if sha256 in sizes]
    whole = [batch_id, digest(contents), members]
    size = _size([(CONTENTS_FILE, len(contents)), *((one.name, one.size) for one in members)])
    return Fetched(tag_of(_FORM, whole), lambda: Content(size, _pieces(workplace, contents, members)))


def contents(workplace: Workplace, batch_id: str) -> bytes:
    """Return the contents list of a batch as .xlsx. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        return _contents(turn, batch_id)


def _batched(things: Iterator[T], size: int) -> Iterator[list[T]]:
    while some := list(islice(things, size)):
        yield some


class _Member(NamedTuple):
    """A file of the archive: its name in it, hash and size."""

    name: str
    sha256: str
    size: int


def _pieces(workplace: Workplace, contents: bytes, members: Sequence[_Member]) -> Iterator[bytes]:
    """Yield the archive piece by piece; where a file was taken away meanwhile, it breaks off."""
    sink = _Sink()
    with workplace.reading() as turn, zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as package:
        package.writestr(_entry(CONTENTS_FILE), contents)
        yield sink.taken()
        for some in _batched(iter(members), _FILES_AT_ONCE):
            files = storage.load_many(turn.session, [one.sha256 for one in some])
            for one in some:
                package.writestr(_entry(one.name), files[one.sha256])
                yield sink.taken()
    yield sink.taken()


def _size(members: Iterable[tuple[str, int]]) -> int:
    """Return how long an archive of stored files with these names and sizes is."""
    count, files, directory = 0, 0, 0
    for count, (name, size) in enumerate(members, start=1):  # noqa: B007 - counted to the end
        letters = len(name.encode())
        directory += _DIRECTORY_ENTRY + letters + (_WIDE_OFFSET if files > zipfile.ZIP64_LIMIT else 0)
        files += _FILE_HEADER + letters + size
    is_wide = count > zipfile.ZIP_FILECOUNT_LIMIT or max(files, directory) > zipfile.ZIP64_LIMIT
    return files + directory + _END + (_WIDE_END if is_wide else 0)


def _contents(turn: Turn, batch_id: str, listed: list[tuple[str, str]] | None = None) -> bytes:
    """Return the contents list; what it names of files is entered in `listed`: name and sha256."""

    def lines() -> Iterator[list[str | int]]:
        for shown in all_items(turn, batch_id):
            line = _line(shown)
            if listed is not None and shown.sha256:
                listed.append((str(line[_FILE_COLUMN]), shown.sha256))
            yield line
        elsewhere = taken_up_in(turn, batch_id)
        later = f"; đã làm tiếp ở đợt {elsewhere}" if elsewhere else ""
        for number, name in left_out(turn, batch_id):
            said = f"Chưa tạo: dòng {number} của bảng còn lỗi{later}"
            yield ["", name or f"(dòng {number} của bảng)", "", "", "", "", said, "", batch_id]

    return sheet_xlsx(CONTENTS_SHEET, CONTENTS_COLUMNS, lines())


def _line(shown: ShownItem) -> list[str | int]:
    """Return one line of the contents list."""
    item, document = shown.item, shown.document
    _, fault = shown.fault
    return [
        item.number,
        item.unit_name,
        (document.code or "") if document is not None else "",
        short_date(document.issued_on) if document is not None and document.issued_on else "",
        shown.file_name if shown.sha256 else "",
        shown.sha256 or "",
        without_commands(fault) or shown.standing or _STATE_WORDS.get(shown.state, ""),
        "" if item.signer_name else "Chưa khai người ký: họ tên để trống",
        item.batch_id,
    ]


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _MOMENT)


class _Sink(io.RawIOBase):
    """What the archive is written into: it keeps only what nobody has taken yet.

    In that much of it one can go back, so that size and checksum stand before each file: programs that unpack while
    they receive need them there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._given = 0
        self._kept = io.BytesIO()

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def seekable(self) -> bool:
        """Tell that one can go back in what is kept."""
        return True

    def tell(self) -> int:
        """Return where the next piece goes."""
        return self._given + self._kept.tell()

    def seek(self, place: int, _whence: int = io.SEEK_SET) -> int:
        """Go to a place in what is kept."""
        return self._given + self._kept.seek(place - self._given)

    def write(self, piece: Any) -> int:
        """Keep a piece."""
        return self._kept.write(piece)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        found = self._kept.getvalue()
        self._given += len(found)
        self._kept = io.BytesIO()
        return found
