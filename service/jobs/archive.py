"""The documents of a batch as one ZIP, streamed from the register: never on disk.

The same bytes each time, as long as no document of it changes (is numbered, voided, recalled) and nobody takes up what
it left out.
"""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

from service.domain.dates import office_day, short_date
from service.domain.text import file_name
from service.issuing.plain_words import without_commands
from service.issuing.workplace import Turn, Workplace
from service.jobs.rests import left_out, taken_up_in
from service.jobs.sheet_xml import sheet_xlsx
from service.jobs.shown_items import ShownItem, all_items
from service.register import batches, storage
from service.register.batches import ItemState
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


def archive(workplace: Workplace, batch_id: str) -> Iterator[bytes]:
    """Return the pieces of the archive as it is now: DANH_SACH.xlsx, then each document under a name that sorts.

    Raises BatchNotFound, NotAllowed, before the first piece.
    """
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
    return _pieces(workplace, batch_id)


def contents(workplace: Workplace, batch_id: str) -> bytes:
    """Return the contents list of a batch as .xlsx. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        return _contents(turn, batch_id)


def _batched(things: Iterator[T], size: int) -> Iterator[list[T]]:
    while some := list(islice(things, size)):
        yield some


def _pieces(workplace: Workplace, batch_id: str) -> Iterator[bytes]:
    """Yield the archive piece by piece."""
    sink = _Sink()
    listed: list[tuple[str, str]] = []
    with workplace.reading() as turn, zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as package:
        package.writestr(_entry(CONTENTS_FILE), _contents(turn, batch_id, listed))
        yield sink.taken()
        for some in _batched(iter(listed), _FILES_AT_ONCE):
            contents = storage.load_many(turn.session, [sha256 for _, sha256 in some])
            for name, sha256 in some:
                if sha256 in contents:
                    package.writestr(_entry(name), contents[sha256])
                    yield sink.taken()
    yield sink.taken()


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
    """What the archive is written into: it keeps only what nobody has taken yet."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Tell that it can be written to; it cannot seek, so nothing is written twice."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found
